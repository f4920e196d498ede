#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <optional>
#include <string>
#include <string_view>

namespace consentry {

/// A consortium profile that a person adopted, encoded by its owner.
struct StoredProfile {
    std::string chainId;
    std::uint64_t number = 0;
    Bytes encoded;
    Instant adoptedAt;
};

/// Two histories that both verified: why a wallet stopped believing its ledger.
struct StoredConflict {
    std::string chainId;
    Bytes evidence;   ///< as its owner encoded it
    PartyId shownBy;  ///< whose witness showed the other history
    std::string file; ///< where the evidence lies for the person; empty where it could not be kept
    Instant foundAt;
};

/// What a vault knows of the consortium that it belongs to. Thread-safe.
/// Errors: Locked, ReadOnly, DiskFull, DamagedData, Io.
class ConsortiumStore {
public:
    static constexpr std::size_t encodedMax = 4 * 1024 * 1024; ///< profile or evidence

    virtual ~ConsortiumStore() = default;

    /// The profile that was adopted last; nothing in a vault of the demonstration.
    virtual Result<std::optional<StoredProfile>> profile() = 0;
    /// VerificationFailed for a number that is not above the one of this chain; resolves the
    /// chain's conflicts in the same step. TooLarge.
    virtual Result<> adopt(const StoredProfile& profile) = 0;
    virtual Result<> addConflict(const StoredConflict& conflict) = 0;
    /// The first conflict of a chain that no later profile resolved.
    virtual Result<std::optional<StoredConflict>> openConflict(std::string_view chainId) = 0;
};

} // namespace consentry
