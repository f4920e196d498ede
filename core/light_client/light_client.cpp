#include "core/light_client/light_client.h"

#include "core/base/check.h"

#include <algorithm>

namespace consentry::light_client {

/// The one maker of verified values.
class Verifier {
public:
    static VerifiedHeader header(const Header& header, const Digest& hash) {
        return VerifiedHeader(header, hash);
    }
    static Verification accept(const Header& header, const Digest& hash,
                               const ValidatorSet& validators) {
        return {Verdict::Verified, Flaw::None,
                TrustedState(VerifiedHeader(header, hash),
                             std::make_shared<const ValidatorSet>(validators))};
    }
};

namespace {

constexpr std::uint32_t denominatorMax = 1000;
constexpr TrustLevel twoThirds{2, 3};

Verification refuse(Flaw flaw) {
    return {Verdict::Invalid, flaw, std::nullopt};
}

/// Whether `power` is more than `level` of `total`. Exact: the product is split so that it stays
/// far inside 64 bits for totals up to ValidatorSet::totalPowerMax.
bool exceeds(std::int64_t power, std::int64_t total, const TrustLevel& level) {
    const auto numerator = static_cast<std::int64_t>(level.numerator);
    const auto denominator = static_cast<std::int64_t>(level.denominator);
    const std::int64_t needed =
        total / denominator * numerator + total % denominator * numerator / denominator;
    return power > needed;
}

/// Checks each signature of a block's commit at most once, and only when somebody asks.
class SignatureChecks {
public:
    SignatureChecks(std::string_view chainId, const LightBlock& block)
        : m_chainId(chainId), m_block(block), m_known(block.validators.size()) {}

    /// Whether the validator at `index` of the block's own set signed for the block.
    bool signedBy(std::size_t index) {
        if (!m_known[index]) {
            const CommitSig& entry = m_block.commit.signatures[index];
            m_known[index] = entry.flag == BlockIdFlag::Commit &&
                             entry.validator == m_block.validators.address(index) &&
                             verifies(index, m_block.validators.validators()[index].publicKey);
        }
        return *m_known[index];
    }
    /// The same for a key that another set gives to this address: normally the same key.
    bool signedBy(std::size_t index, const SigningPublicKey& key) {
        return signedBy(index) &&
               (m_block.validators.validators()[index].publicKey == key || verifies(index, key));
    }

private:
    bool verifies(std::size_t index, const SigningPublicKey& key) const {
        const CommitSig& entry = m_block.commit.signatures[index];
        return verifySignature(key, voteSignBytes(m_chainId, m_block.commit, entry),
                               entry.signature);
    }

    std::string_view m_chainId;
    const LightBlock& m_block;
    std::vector<std::optional<bool>> m_known;
};

bool enoughOfTrustedSigned(const ValidatorSet& trusted, const LightBlock& block,
                           SignatureChecks& checks, const TrustLevel& level) {
    std::int64_t power = 0;
    // Addresses within a set differ, so that no trusted validator is counted twice.
    for (std::size_t index = 0; index < block.validators.size(); ++index) {
        const auto known = trusted.indexOf(block.validators.address(index));
        if (!known) {
            continue;
        }
        const Validator& validator = trusted.validators()[*known];
        if (!checks.signedBy(index, validator.publicKey)) {
            continue;
        }
        power += validator.power;
        if (exceeds(power, trusted.totalPower(), level)) {
            return true;
        }
    }
    return false;
}

bool twoThirdsSigned(const LightBlock& block, SignatureChecks& checks) {
    std::int64_t power = 0;
    for (std::size_t index = 0; index < block.validators.size(); ++index) {
        if (checks.signedBy(index)) {
            power += block.validators.validators()[index].power;
            if (exceeds(power, block.validators.totalPower(), twoThirds)) {
                return true;
            }
        }
    }
    return false;
}

Flaw flawOfHeader(std::string_view chainId, const Header& header) {
    if (header.chainId != chainId) {
        return Flaw::WrongChain;
    }
    const bool within = header.chainId.size() <= Header::chainIdMax &&
                        header.appHash.size() <= Header::appHashMax && header.height.value >= 1 &&
                        header.height.value <= Header::heightMax;
    return within ? Flaw::None : Flaw::BadHeader;
}

Flaw flawOfCommit(const LightBlock& block, const Digest& headerHash) {
    const Commit& commit = block.commit;
    if (commit.height != block.header.height) {
        return Flaw::CommitHeight;
    }
    if (commit.blockId.hash != headerHash) {
        return Flaw::HeaderHash;
    }
    if (block.validators.hash() != block.header.validatorsHash) {
        return Flaw::ValidatorsHash;
    }
    if (commit.signatures.size() != block.validators.size()) {
        return Flaw::SignatureCount;
    }
    const bool sane =
        commit.round <= Commit::roundMax &&
        std::all_of(commit.signatures.begin(), commit.signatures.end(), [](const CommitSig& entry) {
            return entry.flag != BlockIdFlag::Absent || entry == CommitSig();
        });
    return sane ? Flaw::None : Flaw::BadCommit;
}

Flaw flawOfOrder(const TrustedState& trusted, const Header& header, Instant now,
                 const Options& options) {
    if (header.height <= trusted.height()) {
        return Flaw::HeightNotGreater;
    }
    if (header.time <= trusted.header().time()) {
        return Flaw::TimeNotLater;
    }
    if (header.time >= Timestamp::fromInstant(now).plus(options.clockDrift)) {
        return Flaw::FromTheFuture;
    }
    return Flaw::None;
}

} // namespace

bool TrustLevel::isValid() const {
    return denominator >= 1 && denominator <= denominatorMax && numerator <= denominator &&
           std::uint64_t{numerator} * 3 >= denominator;
}

std::string_view flawName(Flaw flaw) {
    switch (flaw) {
    case Flaw::None:
        return "None";
    case Flaw::BadOptions:
        return "BadOptions";
    case Flaw::TrustExpired:
        return "TrustExpired";
    case Flaw::WrongChain:
        return "WrongChain";
    case Flaw::BadHeader:
        return "BadHeader";
    case Flaw::BadCommit:
        return "BadCommit";
    case Flaw::CommitHeight:
        return "CommitHeight";
    case Flaw::HeaderHash:
        return "HeaderHash";
    case Flaw::ValidatorsHash:
        return "ValidatorsHash";
    case Flaw::SignatureCount:
        return "SignatureCount";
    case Flaw::HeightNotGreater:
        return "HeightNotGreater";
    case Flaw::TimeNotLater:
        return "TimeNotLater";
    case Flaw::FromTheFuture:
        return "FromTheFuture";
    case Flaw::NextValidators:
        return "NextValidators";
    case Flaw::TooFewSignatures:
        return "TooFewSignatures";
    case Flaw::AnchorHash:
        return "AnchorHash";
    case Flaw::NotOffered:
        return "NotOffered";
    case Flaw::TooManySteps:
        return "TooManySteps";
    }
    return "Unknown";
}

Verification anchor(std::string_view chainId, const Header& header, const ValidatorSet& validators,
                    const Digest& expectedHash) {
    if (const Flaw flaw = flawOfHeader(chainId, header); flaw != Flaw::None) {
        return refuse(flaw);
    }
    if (header.hash() != expectedHash) {
        return refuse(Flaw::AnchorHash);
    }
    if (validators.hash() != header.validatorsHash &&
        validators.hash() != header.nextValidatorsHash) {
        return refuse(Flaw::ValidatorsHash);
    }
    return Verifier::accept(header, expectedHash, validators);
}

Verification verify(const TrustedState& trusted, const LightBlock& untrusted, Instant now,
                    const Options& options) {
    if (!options.trustLevel.isValid()) {
        return refuse(Flaw::BadOptions);
    }
    // 1. The trusted header is young enough to vouch for another.
    if (trusted.header().time().plus(options.trustingPeriod) <= Timestamp::fromInstant(now)) {
        return refuse(Flaw::TrustExpired);
    }
    // 2. The parts of the block belong together.
    if (const Flaw flaw = flawOfHeader(options.chainId, untrusted.header); flaw != Flaw::None) {
        return refuse(flaw);
    }
    const Digest hash = untrusted.header.hash();
    if (const Flaw flaw = flawOfCommit(untrusted, hash); flaw != Flaw::None) {
        return refuse(flaw);
    }
    // 3. It comes after the trusted header and not from the future.
    if (const Flaw flaw = flawOfOrder(trusted, untrusted.header, now, options);
        flaw != Flaw::None) {
        return refuse(flaw);
    }
    // 4. Its validators are vouched for.
    SignatureChecks checks(options.chainId, untrusted);
    if (untrusted.header.height.value == trusted.height().value + 1) {
        if (untrusted.header.validatorsHash != trusted.header().header().nextValidatorsHash) {
            return refuse(Flaw::NextValidators);
        }
    } else if (!enoughOfTrustedSigned(trusted.validators(), untrusted, checks,
                                      options.trustLevel)) {
        return {Verdict::NotEnoughTrust, Flaw::None, std::nullopt};
    }
    // 5. They signed it.
    if (!twoThirdsSigned(untrusted, checks)) {
        return refuse(Flaw::TooFewSignatures);
    }
    return Verifier::accept(untrusted.header, hash, untrusted.validators);
}

Result<VerifiedHeader> verifyPredecessor(const VerifiedHeader& newer, const Header& older) {
    const Digest hash = older.hash();
    const std::optional<BlockId>& last = newer.header().lastBlockId;
    if (!last || last->hash != hash || older.height.value + 1 != newer.height().value) {
        return fail(ErrorCode::VerificationFailed, "not the block before a verified one");
    }
    return Verifier::header(older, hash);
}

} // namespace consentry::light_client
