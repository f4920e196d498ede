#pragma once

#include "core/adapters/sqlcipher/connection.h"

#include <variant>

namespace consentry::adapters {

/// Gathers the WHERE of a query whose filter is optional, with its values. Values are views: the
/// filter must outlive the statement.
class Conditions {
public:
    using Value = std::variant<std::int64_t, std::string_view, ByteView>;

    /// `sql` has as many question marks as there are values.
    Conditions& add(std::string_view sql, std::initializer_list<Value> values = {}) {
        return add(sql, std::vector<Value>(values));
    }
    Conditions& add(std::string_view sql, const std::vector<Value>& values) {
        m_sql += m_sql.empty() ? " WHERE (" : " AND (";
        m_sql += sql;
        m_sql += ')';
        m_values.insert(m_values.end(), values.begin(), values.end());
        return *this;
    }
    const std::string& sql() const { return m_sql; }
    void bindTo(Statement& statement) const {
        for (const Value& value : m_values) {
            std::visit([&](const auto& bound) { statement.bind(bound); }, value);
        }
    }

private:
    std::string m_sql;
    std::vector<Value> m_values;
};

/// "1,2,3" of enum or number values.
template <class Values> std::string numberList(const Values& values) {
    std::string list;
    for (const auto& value : values) {
        list += (list.empty() ? "" : ",") + std::to_string(static_cast<std::int64_t>(value));
    }
    return list;
}

} // namespace consentry::adapters
