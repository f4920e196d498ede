#pragma once

#include "tests/integration/support/member_client.h"

#include <map>

namespace consentry::test {

/// Where a transaction stands, and what the registry said there.
struct Place {
    std::uint64_t height = 0;
    std::size_t index = 0;
    Instant blockTime;
    std::uint32_t code = 0; ///< registry::Refusal
    Bytes data;             ///< results of its items

    friend auto operator<=>(const Place& a, const Place& b) {
        return std::tie(a.height, a.index) <=> std::tie(b.height, b.index);
    }
    friend bool operator==(const Place& a, const Place& b) {
        return std::tie(a.height, a.index) == std::tie(b.height, b.index);
    }
};

/// All transactions of the blocks from..to as one member holds them; of one that stands several
/// times, the place where it took effect, else the first.
Result<std::map<TxHash, Place>> placesIn(MemberClient& client, std::uint64_t from,
                                         std::uint64_t to);

} // namespace consentry::test
