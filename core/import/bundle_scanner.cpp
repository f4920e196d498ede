#include "core/import/bundle_scanner.h"

#include "core/base/byte_marks.h"

#include <algorithm>
#include <array>

namespace consentry::import {
namespace {

constexpr std::size_t nameBytesKept = 8;       ///< "entry" and enough to know that it is not
constexpr std::size_t bracketsMax = 4'000'000; ///< open at once; half a megabyte of memory

/// Bytes that matter outside of strings.
constexpr auto isStructure = [] {
    std::array<bool, 256> table{};
    for (const char c : {'"', '{', '}', '[', ']'}) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

/// How many of the eight bytes are before a quote or a backslash.
std::size_t plainInString(const char* at) {
    const std::uint64_t word = eightBytes(at);
    return bytesBefore(marksEqual(word, '"') | marksEqual(word, '\\'));
}

bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

} // namespace

std::uint64_t BundleScanner::fileOffset(std::size_t inEnvelope) const {
    return m_envelopeStart + inEnvelope + (inEnvelope >= m_cutAt ? m_cutBytes : 0);
}

BundleScanner::Step BundleScanner::refuse(ImportReason reason, std::uint64_t offset) {
    m_fault = {reason, offset};
    return Step::Fault;
}

Result<BundleScanner::Step> BundleScanner::next() {
    m_entry = {};
    if (m_envelope.empty()) {
        m_envelopeStart = m_reader.offset();
    }
    for (;;) {
        ASSIGN_OR_RETURN(const bool more, m_reader.fill());
        if (!more) {
            return finish();
        }
        std::optional<Step> step;
        if (m_place == Place::InEntry) {
            step = scanEntry();
        } else {
            const char c = m_reader.rest().front();
            if (m_place == Place::Envelope) {
                step = stepEnvelope(c);
            } else if (m_place == Place::Behind) {
                step = stepBehind(c);
            } else {
                step = stepBetween(c);
            }
        }
        if (step) {
            return *step;
        }
    }
}

BundleScanner::Step BundleScanner::finish() {
    return m_place == Place::Behind ? Step::End
                                    : refuse(ImportReason::Truncated, m_reader.offset());
}

bool BundleScanner::close(char bracket) {
    if (m_open.empty() || m_open.back() != (bracket == '}')) {
        return false;
    }
    m_open.pop_back();
    return true;
}

void BundleScanner::noteStringByte(char c) {
    if (m_escaped) {
        m_escaped = false;
    } else if (c == '\\') {
        m_escaped = true;
    } else if (c == '"') {
        m_inString = false;
        return;
    }
    if (m_lastString.size() < nameBytesKept) {
        m_lastString += c;
    }
}

std::optional<BundleScanner::Step> BundleScanner::stepEnvelope(char c) {
    const std::uint64_t offset = m_reader.offset();
    m_envelope += c;
    m_reader.skip(1);
    if (m_envelope.size() > m_bytesMax) {
        return refuse(ImportReason::TooLarge, m_envelopeStart);
    }
    if (m_inString) {
        noteStringByte(c);
        return std::nullopt;
    }
    switch (c) {
    case '"':
        m_inString = true;
        m_lastString.clear();
        break;
    case ':':
        m_member = m_open.size() == 1 ? m_lastString : m_member;
        break;
    case '{':
    case '[':
        if (m_open.size() >= bracketsMax) {
            return refuse(ImportReason::TooDeep, offset);
        }
        if (c == '[' && m_open.size() == 1 && m_member == "entry") {
            m_place = Place::BeforeFirstEntry;
            m_cutAt = m_envelope.size();
            m_cutStart = m_reader.offset();
        }
        m_open.push_back(c == '{');
        break;
    case '}':
    case ']':
        if (!close(c)) {
            return refuse(ImportReason::BadJson, offset);
        }
        if (m_open.empty()) {
            m_place = Place::Behind;
        }
        break;
    default:
        break;
    }
    return std::nullopt;
}

/// Inside the "entry" array, outside of its entries.
std::optional<BundleScanner::Step> BundleScanner::stepBetween(char c) {
    const std::uint64_t offset = m_reader.offset();
    const bool maySeparate = m_place == Place::BehindEntry;
    const bool mayEnd = m_place != Place::BeforeEntry;
    const bool mayStart = m_place != Place::BehindEntry;
    if (c == '{' && mayStart) { // the entry keeps its brace
        m_place = Place::InEntry;
        m_entryOffset = offset;
        m_kept.clear();
        m_tooLarge = false;
        return std::nullopt;
    }
    m_reader.skip(1);
    if (isSpace(c)) {
        return std::nullopt;
    }
    if (c == ',' && maySeparate) {
        m_place = Place::BeforeEntry;
        return std::nullopt;
    }
    if (c == ']' && mayEnd) {
        m_open.pop_back();
        m_member.clear();
        m_place = Place::Envelope;
        m_cutBytes += offset - m_cutStart;
        m_envelope += c;
        return std::nullopt;
    }
    return refuse(ImportReason::BadJson, offset);
}

void BundleScanner::keepRun(std::string_view run) {
    m_tooLarge = m_tooLarge || m_kept.size() + run.size() > m_bytesMax;
    if (!m_tooLarge) {
        m_kept += run;
    } else {
        m_kept.clear();
    }
}

/// The end of the run of bytes that mean nothing here: inside a string all but quotes and
/// backslashes, outside of it all but quotes and brackets.
std::size_t BundleScanner::skipPlain(std::string_view chunk, std::size_t at, bool inString) {
    if (inString) {
        while (at + 8 <= chunk.size()) {
            const std::size_t plain = plainInString(chunk.data() + at);
            at += plain;
            if (plain < 8) {
                return at;
            }
        }
        while (at < chunk.size() && chunk[at] != '"' && chunk[at] != '\\') {
            ++at;
        }
    } else {
        while (at < chunk.size() && !isStructure[static_cast<unsigned char>(chunk[at])]) {
            ++at;
        }
    }
    return at;
}

/// Through the current chunk, to the end of the entry or of the chunk.
std::optional<BundleScanner::Step> BundleScanner::scanEntry() {
    constexpr std::size_t outerLevels = 2; // the bundle and its array
    const std::string_view chunk = m_reader.rest();
    const std::uint64_t start = m_reader.offset();
    bool inString = m_inString;
    std::size_t i = 0;
    if (m_escaped) { // the backslash was the last byte of the chunk before
        m_escaped = false;
        i = 1;
    }
    for (;; ++i) {
        i = skipPlain(chunk, i, inString);
        if (i >= chunk.size()) {
            break;
        }
        const char c = chunk[i];
        if (c == '"') {
            inString = !inString;
        } else if (inString) { // a backslash
            ++i;
            m_escaped = i == chunk.size();
        } else if (c == '{' || c == '[') {
            if (m_open.size() >= bracketsMax) {
                return refuse(ImportReason::TooDeep, start + i);
            }
            m_open.push_back(c == '{');
        } else {
            if (!close(c)) {
                return refuse(ImportReason::BadJson, start + i);
            }
            if (m_open.size() == outerLevels) {
                ++i;
                break;
            }
        }
    }
    i = std::min(i, chunk.size());
    m_inString = inString;
    const bool complete = m_open.size() == outerLevels;
    const std::string_view run = chunk.substr(0, i);
    if (!complete) {
        keepRun(run);
        m_reader.skip(i);
        return std::nullopt;
    }
    if (m_kept.empty() && !m_tooLarge) {
        m_entry = run; // stays in the reader's buffer until the next fill
    } else {
        keepRun(run);
        m_entry = m_kept;
    }
    m_tooLarge = m_tooLarge || m_entry.size() > m_bytesMax;
    m_reader.skip(i);
    m_place = Place::BehindEntry;
    return m_tooLarge ? Step::LargeEntry : Step::Entry;
}

std::optional<BundleScanner::Step> BundleScanner::stepBehind(char c) {
    if (!isSpace(c)) {
        return Step::More;
    }
    m_newLine = m_newLine || c == '\n';
    m_reader.skip(1);
    return std::nullopt;
}

} // namespace consentry::import
