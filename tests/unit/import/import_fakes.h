#pragma once

#include "core/import/fhir_importer.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace consentry::test {

/// Keeps every record, knows duplicates by digest, and fails when it is told to.
class CollectingSink : public import::RecordSink {
public:
    std::vector<clinical::Record> records;
    std::size_t failAt = SIZE_MAX;

    Result<import::AddOutcome> add(const clinical::Record& record) override {
        if (records.size() == failAt) {
            return fail(ErrorCode::DiskFull, "test");
        }
        if (!m_seen.insert(record.facts.digest).second) {
            return import::AddOutcome::AlreadyThere;
        }
        records.push_back(record);
        return import::AddOutcome::Added;
    }

    const clinical::Record* find(std::string_view type, std::string_view id) const {
        for (const clinical::Record& record : records) {
            if (record.facts.resourceType == type && record.facts.id == id) {
                return &record;
            }
        }
        return nullptr;
    }

private:
    std::set<RecordDigest> m_seen;
};

/// Hands out memory in pieces of a given size, to find places where a boundary matters.
class DrippingSource : public import::ByteSource {
public:
    DrippingSource(std::string_view text, std::size_t drop) : m_text(text), m_drop(drop) {}
    Result<std::size_t> read(std::span<std::byte> target) override {
        const std::size_t count = std::min({target.size(), m_drop, m_text.size() - m_at});
        std::memcpy(target.data(), m_text.data() + m_at, count);
        m_at += count;
        return count;
    }
    Result<> rewind() override {
        m_at = 0;
        return {};
    }
    std::optional<std::uint64_t> size() const override { return m_text.size(); }

private:
    std::string_view m_text;
    std::size_t m_drop;
    std::size_t m_at = 0;
};

/// `count` pieces made one at a time: a stream far larger than the memory of the test.
class GeneratedSource : public import::ByteSource {
public:
    using Make = std::function<std::string(std::uint64_t)>;
    GeneratedSource(std::uint64_t count, Make make) : m_count(count), m_make(std::move(make)) {}

    Result<std::size_t> read(std::span<std::byte> target) override {
        std::size_t filled = 0;
        while (filled < target.size() && (m_at < m_piece.size() || m_next < m_count)) {
            if (m_at == m_piece.size()) {
                m_piece = m_make(m_next++);
                m_at = 0;
            }
            const std::size_t count = std::min(target.size() - filled, m_piece.size() - m_at);
            std::memcpy(target.data() + filled, m_piece.data() + m_at, count);
            filled += count;
            m_at += count;
        }
        return filled;
    }
    Result<> rewind() override {
        m_next = 0;
        m_at = 0;
        m_piece.clear();
        return {};
    }
    std::optional<std::uint64_t> size() const override { return std::nullopt; }

private:
    std::uint64_t m_count;
    Make m_make;
    std::uint64_t m_next = 0;
    std::string m_piece;
    std::size_t m_at = 0;
};

} // namespace consentry::test
