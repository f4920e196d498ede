#include "app/node/json_log.h"

#include <nlohmann/json.hpp>

namespace consentry::node_app {
namespace {

std::string_view nameOf(OperatorLog::Level level) {
    switch (level) {
    case OperatorLog::Level::Debug:
        return "debug";
    case OperatorLog::Level::Info:
        return "info";
    case OperatorLog::Level::Warning:
        return "warning";
    case OperatorLog::Level::Error:
        break;
    }
    return "error";
}

std::string jsonText(std::string_view text) {
    // What is no UTF-8 is replaced: a stranger's bytes must not break a line.
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

void JsonLog::write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < m_lowest) {
        return;
    }
    std::string line = "{\"time\":\"" + toRfc3339(m_clock.now()) + "\",\"level\":\"";
    line.append(nameOf(level)).append("\",\"event\":").append(jsonText(event));
    for (const Field& field : fields) {
        line.append(",").append(jsonText(field.name)).append(":");
        line.append(field.isNumber ? field.text : jsonText(field.text));
    }
    line.append("}\n");
    const std::scoped_lock lock(m_mutex);
    m_out << line << std::flush;
}

} // namespace consentry::node_app
