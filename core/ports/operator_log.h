#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace consentry {

/// What the people who run a node read: one line for each event. Ids, heights and counts only,
/// never names, codes or values of patients. Errors are bugs or call for a hand, warnings are
/// weather. Thread-safe.
class OperatorLog {
public:
    enum class Level { Debug, Info, Warning, Error };

    struct Field {
        std::string_view name; ///< lower case, words joined by underscores
        std::string text;
        bool isNumber = false;

        Field(std::string_view fieldName, std::string_view value) : name(fieldName), text(value) {}
        Field(std::string_view fieldName, std::uint64_t value)
            : name(fieldName), text(std::to_string(value)), isNumber(true) {}
    };

    virtual ~OperatorLog() = default;
    /// `event` is a short English sentence without its full stop: "block committed".
    virtual void write(Level level, std::string_view event,
                       std::initializer_list<Field> fields) = 0;

    void info(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::Info, event, fields);
    }
    void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::Warning, event, fields);
    }
    void error(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::Error, event, fields);
    }
};

} // namespace consentry
