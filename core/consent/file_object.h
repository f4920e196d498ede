#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <vector>

namespace consentry::consent {

/// An object of the JSON files that the build embeds, and its members. What does not have the shape
/// that is asked for is Malformed, and named.
class FileObject {
public:
    static Result<FileObject> parse(std::string_view json);

    /// A text that is not empty.
    Result<std::string> text(const char* name) const;
    /// Of a member that is not there: none.
    Result<std::vector<std::string>> texts(const char* name) const;
    Result<bool> flag(const char* name) const; ///< false where it is not there
    Result<std::uint64_t> count(const char* name) const;
    /// At most listMax; of a member that is not there: none.
    Result<std::vector<FileObject>> objects(const char* name) const;
    static constexpr std::size_t listMax = 1000;

private:
    struct Value;
    explicit FileObject(std::shared_ptr<const Value> value) : m_value(std::move(value)) {}
    std::shared_ptr<const Value> m_value;
};

} // namespace consentry::consent
