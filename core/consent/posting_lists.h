#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace consentry::consent {

/// A set of row numbers. Owns no memory before room is made.
class RowSet {
public:
    void makeRoomFor(std::uint32_t rows) { m_words.resize(rows / 64 + 1); }
    void add(std::uint32_t row) { m_words[row / 64] |= std::uint64_t{1} << row % 64; }
    bool has(std::uint32_t row) const {
        return !m_words.empty() && (m_words[row / 64] >> row % 64 & 1) != 0;
    }

private:
    std::vector<std::uint64_t> m_words;
};

/// Lists turned around: which rows name a thing. Asking for the few things that a record has is
/// cheaper than asking a thousand grants whether they name one of them.
template <class Name, class Hash = std::hash<Name>> class PostingLists {
public:
    bool isEmpty() const { return m_rows.empty(); }
    void add(const Name& name, std::uint32_t row) { m_rows[name].push_back(row); }
    /// Adds every row that names it; all of them are below `rows`.
    void mark(const Name& name, RowSet& set, std::uint32_t rows) const {
        if (m_rows.empty()) {
            return;
        }
        if (const auto found = m_rows.find(name); found != m_rows.end()) {
            set.makeRoomFor(rows);
            for (const std::uint32_t row : found->second) {
                set.add(row);
            }
        }
    }

private:
    std::unordered_map<Name, std::vector<std::uint32_t>, Hash> m_rows;
};

} // namespace consentry::consent
