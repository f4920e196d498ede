#pragma once

#include "core/light_client/header.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace consentry::light_client {

/// A fraction of voting power.
struct TrustLevel {
    std::uint32_t numerator = 2;
    std::uint32_t denominator = 3;

    /// From one third (below, the light-client model has no safety) to one; denominator ≤ 1,000.
    bool isValid() const;
    friend bool operator==(const TrustLevel&, const TrustLevel&) = default;
};

/// The rules of one ledger.
struct Options {
    std::string chainId;
    /// How long a verified header may vouch for later ones (protocol §11: 30 days).
    milliseconds trustingPeriod = std::chrono::hours(24 * 30);
    /// How much of the trusted power must have signed across a jump. Ours is 2/3 and not the usual
    /// 1/3: in a consortium of four, two colluding members would already exceed 1/3 and could feed
    /// one wallet an invented validator set.
    TrustLevel trustLevel;
    /// How far a header's time may lie ahead of ours.
    milliseconds clockDrift = std::chrono::seconds(10);
};

enum class Verdict {
    Verified,
    NotEnoughTrust, ///< the validators changed too much for this jump: verify a height between
    Invalid,        ///< see Flaw
};

/// Why a light block does not verify.
enum class Flaw {
    None,
    BadOptions,       ///< trust level out of range
    TrustExpired,     ///< the trusted header is older than the trusting period: re-anchor
    WrongChain,       ///< header of another chain id
    BadHeader,        ///< a field beyond its limit
    BadCommit,        ///< round out of range, or an absent signature with content
    CommitHeight,     ///< commit of another height
    HeaderHash,       ///< commit of another header
    ValidatorsHash,   ///< validators other than the header names
    SignatureCount,   ///< not one signature entry for each validator
    HeightNotGreater, ///< not above the trusted height
    TimeNotLater,     ///< not after the trusted time
    FromTheFuture,    ///< ahead of our clock by more than the drift
    NextValidators,   ///< the next height's validators are not the ones announced
    TooFewSignatures, ///< not more than 2/3 of its validators' power signed it
    AnchorHash,       ///< not the header whose hash was given as the anchor
    NotOffered,       ///< the block asked for was not the block given
    TooManySteps,     ///< bisection beyond its limit
};

/// Stable English name, for logs.
std::string_view flawName(Flaw flaw);

/// A header that was checked. Only the functions of this file make one, so that nobody forgets to.
/// Cheap to copy.
class VerifiedHeader {
public:
    const Header& header() const { return *m_header; }
    const Digest& hash() const { return m_hash; }
    BlockHeight height() const { return m_header->height; }
    const Timestamp& time() const { return m_header->time; }

    friend bool operator==(const VerifiedHeader& a, const VerifiedHeader& b) {
        return a.m_hash == b.m_hash;
    }

private:
    friend class Verifier;
    VerifiedHeader(Header header, const Digest& hash)
        : m_header(std::make_shared<const Header>(std::move(header))), m_hash(hash) {}

    std::shared_ptr<const Header> m_header;
    Digest m_hash;
};

/// What a wallet trusts: a verified header and a validator set that it names. Cheap to copy. To
/// keep one, store its height, its hash and the light block, and call anchor() again.
class TrustedState {
public:
    const VerifiedHeader& header() const { return m_header; }
    const ValidatorSet& validators() const { return *m_validators; }
    BlockHeight height() const { return m_header.height(); }

private:
    friend class Verifier;
    TrustedState(VerifiedHeader header, std::shared_ptr<const ValidatorSet> validators)
        : m_header(std::move(header)), m_validators(std::move(validators)) {}

    VerifiedHeader m_header;
    std::shared_ptr<const ValidatorSet> m_validators;
};

/// The outcome of a check. `state` is there exactly when the verdict is Verified.
struct Verification {
    Verdict verdict = Verdict::Invalid;
    Flaw flaw = Flaw::None; ///< set exactly when the verdict is Invalid
    std::optional<TrustedState> state;
};

/// The start of trust: a header whose hash came from outside of the ledger (the consortium's
/// profile, or the wallet's own store). The hash vouches for the header, the header for the
/// validators: they must hash to its validators_hash or next_validators_hash. No signatures are
/// checked, and no clock: verify() refuses an anchor that is too old.
Verification anchor(std::string_view chainId, const Header& header, const ValidatorSet& validators,
                    const Digest& expectedHash);

/// Whether `untrusted` is a block of the same chain after `trusted`, seen at `now`. The next height
/// is checked against the announced validators, a later one by the power of the trusted validators
/// that signed it. Strict Ed25519; a signature that does not verify counts as absent. Costs at
/// most one signature check for each validator (two where an address changed its key). Pure.
///
/// Source: CometBFT specification, light client verification; light/verifier.go names the rules.
Verification verify(const TrustedState& trusted, const LightBlock& untrusted, Instant now,
                    const Options& options);

/// The header below a verified one, by last_block_id: for reading back in time without signatures.
/// VerificationFailed unless it is that very header.
Result<VerifiedHeader> verifyPredecessor(const VerifiedHeader& newer, const Header& older);

} // namespace consentry::light_client
