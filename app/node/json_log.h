#pragma once

#include "core/base/instant.h"
#include "core/ports/operator_log.h"

#include <mutex>
#include <ostream>

namespace consentry::node_app {

/// One JSON object a line: {"time":"…","level":"info","event":"block committed","height":7}. Each
/// line is written whole and at once. Thread-safe.
class JsonLog final : public OperatorLog {
public:
    JsonLog(std::ostream& out, const Clock& clock, Level lowest)
        : m_out(out), m_clock(clock), m_lowest(lowest) {}

    void write(Level level, std::string_view event, std::initializer_list<Field> fields) override;

private:
    std::ostream& m_out;
    const Clock& m_clock;
    Level m_lowest;
    std::mutex m_mutex;
};

} // namespace consentry::node_app
