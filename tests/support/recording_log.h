#pragma once

#include "core/ports/operator_log.h"

#include <mutex>
#include <string>
#include <vector>

namespace consentry::test {

/// An OperatorLog that keeps its lines: "warning: proposal rejected height=3".
class RecordingLog : public OperatorLog {
public:
    void write(Level level, std::string_view event, std::initializer_list<Field> fields) override {
        static constexpr const char* names[] = {"debug", "info", "warning", "error"};
        std::string line = names[static_cast<int>(level)];
        line.append(": ").append(event);
        for (const Field& field : fields) {
            line.append(" ").append(field.name).append("=").append(field.text);
        }
        const std::scoped_lock lock(m_mutex);
        m_lines.push_back(std::move(line));
    }

    /// How many lines hold this text.
    std::size_t count(std::string_view text) const {
        const std::scoped_lock lock(m_mutex);
        std::size_t found = 0;
        for (const std::string& line : m_lines) {
            found += line.find(text) != std::string::npos ? 1U : 0U;
        }
        return found;
    }
    std::string all() const {
        const std::scoped_lock lock(m_mutex);
        std::string text;
        for (const std::string& line : m_lines) {
            text += line + "\n";
        }
        return text;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_lines;
};

} // namespace consentry::test
