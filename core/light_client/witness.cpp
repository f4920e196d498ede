#include "core/light_client/witness.h"

#include <algorithm>

namespace consentry::light_client {
namespace {

/// Lunatic: a field that follows from the blocks before is another one, so somebody invented it.
bool isInvented(const Header& ours, const Header& theirs) {
    return ours.validatorsHash != theirs.validatorsHash ||
           ours.nextValidatorsHash != theirs.nextValidatorsHash ||
           ours.consensusHash != theirs.consensusHash || ours.appHash != theirs.appHash ||
           ours.lastResultsHash != theirs.lastResultsHash;
}

AttackKind kindOf(const LightBlock& ours, const LightBlock& theirs) {
    if (isInvented(ours.header, theirs.header)) {
        return AttackKind::Lunatic;
    }
    return ours.commit.round == theirs.commit.round ? AttackKind::Equivocation
                                                    : AttackKind::Amnesia;
}

std::vector<ValidatorAddress> byzantineOf(AttackKind kind, const TrustedState& common,
                                          const LightBlock& ours, const LightBlock& theirs) {
    std::vector<ValidatorAddress> guilty = signersOf(theirs);
    if (kind == AttackKind::Lunatic) {
        std::erase_if(guilty, [&](const ValidatorAddress& address) {
            return !common.validators().indexOf(address);
        });
        return guilty;
    }
    if (kind == AttackKind::Amnesia) {
        // Who forgot a lock cannot be told from the commits alone.
        return {};
    }
    const std::vector<ValidatorAddress> honestSide = signersOf(ours);
    std::erase_if(guilty, [&](const ValidatorAddress& address) {
        return std::find(honestSide.begin(), honestSide.end(), address) == honestSide.end();
    });
    return guilty;
}

} // namespace

std::vector<ValidatorAddress> signersOf(const LightBlock& block) {
    std::vector<ValidatorAddress> signers;
    for (std::size_t index = 0; index < block.commit.signatures.size(); ++index) {
        const CommitSig& entry = block.commit.signatures[index];
        const bool counts =
            index < block.validators.size() && entry.flag == BlockIdFlag::Commit &&
            entry.validator == block.validators.address(index) &&
            verifySignature(block.validators.validators()[index].publicKey,
                            voteSignBytes(block.header.chainId, block.commit, entry),
                            entry.signature);
        if (counts) {
            signers.push_back(entry.validator);
        }
    }
    return signers;
}

std::optional<AttackEvidence> conflictBetween(const TrustedState& common, const LightBlock& ours,
                                              const LightBlock& witness) {
    if (ours.header.hash() == witness.header.hash()) {
        return std::nullopt;
    }
    const AttackKind kind = kindOf(ours, witness);
    return AttackEvidence{kind,
                          common.height(),
                          common.header().time(),
                          common.validators().totalPower(),
                          ours,
                          witness,
                          byzantineOf(kind, common, ours, witness)};
}

WitnessComparison compareWitness(const TrustedState& common, const LightBlock& ours,
                                 const LightBlock& witness, Instant now, const Options& options) {
    if (witness.header.height != ours.header.height) {
        return {WitnessFinding::Faulty, Flaw::NotOffered, std::nullopt};
    }
    if (witness.header.hash() == ours.header.hash()) {
        return {WitnessFinding::Agrees, Flaw::None, std::nullopt};
    }
    const Verification verification = verify(common, witness, now, options);
    switch (verification.verdict) {
    case Verdict::Verified:
        return {WitnessFinding::Attack, Flaw::None, conflictBetween(common, ours, witness)};
    case Verdict::NotEnoughTrust:
        return {WitnessFinding::NeedsBisection, Flaw::None, std::nullopt};
    case Verdict::Invalid:
        break;
    }
    return {WitnessFinding::Faulty, verification.flaw, std::nullopt};
}

CrossCheck crossCheck(std::span<const WitnessFinding> findings) {
    const auto has = [&](WitnessFinding wanted) {
        return std::find(findings.begin(), findings.end(), wanted) != findings.end();
    };
    if (has(WitnessFinding::Attack)) {
        return CrossCheck::Attack;
    }
    return has(WitnessFinding::Agrees) ? CrossCheck::Confirmed : CrossCheck::NoWitness;
}

} // namespace consentry::light_client
