#include "core/adapters/sqlcipher/log_index_rows.h"

#include <limits>

namespace consentry::adapters {
namespace {

constexpr std::uint64_t verdictMask = 3;
constexpr std::uint64_t refusedBit = 4;
constexpr std::uint64_t sameTypeBit = 8;
constexpr std::uint64_t sameActorBit = 16;
constexpr std::uint64_t sameGrantBit = 32;
constexpr std::uint64_t sameTermsBit = 64;
constexpr std::uint64_t flagsMax = 127;

std::uint64_t flagsOf(const LogIndex::Row& row, const LogIndex::Row& before) {
    return static_cast<std::uint64_t>(row.verdict) | (row.isRefused ? refusedBit : 0) |
           (row.type == before.type ? sameTypeBit : 0) |
           (row.actor == before.actor ? sameActorBit : 0) |
           (row.grant == before.grant ? sameGrantBit : 0) |
           (row.terms == before.terms ? sameTermsBit : 0);
}

void write(Bytes& target, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) {
        target.push_back(static_cast<std::byte>(value | 0x80U));
    }
    target.push_back(static_cast<std::byte>(value));
}

std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1));
}

/// Reads numbers until one is cut off, too large or beyond what is allowed; what follows is zero.
class Numbers {
public:
    explicit Numbers(ByteView bytes) : m_bytes(bytes) {}

    bool atEnd() const { return m_at == m_bytes.size(); }
    bool isSound() const { return m_isSound; }
    std::uint64_t next(std::uint64_t max) {
        std::uint64_t value = 0;
        for (unsigned shift = 0; m_at < m_bytes.size() && shift < 64; shift += 7) {
            const auto byte = static_cast<std::uint64_t>(m_bytes[m_at++]);
            if (shift == 63 && byte > 1) {
                break;
            }
            value |= (byte & 0x7FU) << shift;
            if (byte < 0x80) {
                m_isSound &= value <= max;
                return m_isSound ? value : 0;
            }
        }
        m_isSound = false;
        return 0;
    }

private:
    ByteView m_bytes;
    std::size_t m_at = 0;
    bool m_isSound = true;
};

constexpr std::uint64_t numberMax = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t typeMax = std::numeric_limits<std::uint16_t>::max();

} // namespace

Bytes encodeIndexRows(std::span<const LogIndex::Row> rows) {
    Bytes bytes;
    bytes.reserve(rows.size() * 8);
    LogIndex::Row before;
    for (const LogIndex::Row& row : rows) {
        const std::uint64_t flags = flagsOf(row, before);
        const auto writeUnless = [&](std::uint64_t sameBit, std::uint32_t value) {
            if ((flags & sameBit) == 0) {
                write(bytes, value);
            }
        };
        // Unsigned: damaged times may lie further apart than a number holds.
        write(bytes,
              zigzag(static_cast<std::int64_t>(static_cast<std::uint64_t>(millisOf(row.at)) -
                                               static_cast<std::uint64_t>(millisOf(before.at)))));
        write(bytes, flags);
        writeUnless(sameTypeBit, row.type);
        writeUnless(sameActorBit, row.actor);
        writeUnless(sameGrantBit, row.grant);
        writeUnless(sameTermsBit, row.terms);
        before = row;
    }
    return bytes;
}

Result<> decodeIndexRows(ByteView bytes, std::vector<LogIndex::Row>& rows) {
    Numbers numbers(bytes);
    LogIndex::Row row;
    std::uint64_t at = 0;
    for (std::size_t count = 0; !numbers.atEnd(); ++count) {
        at += static_cast<std::uint64_t>(
            unzigzag(numbers.next(std::numeric_limits<std::uint64_t>::max())));
        row.at = instantFromMillis(static_cast<std::int64_t>(at));
        const std::uint64_t flags = numbers.next(flagsMax);
        row.verdict = static_cast<LogVerdict>(flags & verdictMask);
        row.isRefused = (flags & refusedBit) != 0;
        const auto readUnless = [&](std::uint64_t sameBit, std::uint32_t& value) {
            if ((flags & sameBit) == 0) {
                value = static_cast<std::uint32_t>(numbers.next(numberMax));
            }
        };
        if ((flags & sameTypeBit) == 0) {
            row.type = static_cast<std::uint16_t>(numbers.next(typeMax));
        }
        readUnless(sameActorBit, row.actor);
        readUnless(sameGrantBit, row.grant);
        readUnless(sameTermsBit, row.terms);
        if (!numbers.isSound() || count == logIndexBlockRows) {
            return fail(ErrorCode::DamagedData, "index of the log");
        }
        rows.push_back(row);
    }
    return {};
}

Bytes encodeTermSet(std::span<const std::uint32_t> terms) {
    Bytes bytes;
    std::uint32_t before = 0;
    for (const std::uint32_t term : terms) {
        write(bytes, term - before);
        before = term;
    }
    return bytes;
}

Result<std::vector<std::uint32_t>> decodeTermSet(ByteView bytes) {
    Numbers numbers(bytes);
    std::vector<std::uint32_t> terms;
    std::uint64_t last = 0;
    while (!numbers.atEnd()) {
        const std::uint64_t more = numbers.next(numberMax - last);
        if (!numbers.isSound() || more == 0) {
            return fail(ErrorCode::DamagedData, "terms of the log");
        }
        last += more;
        terms.push_back(static_cast<std::uint32_t>(last));
    }
    return terms;
}

} // namespace consentry::adapters
