#include "tests/support/forging.h"

#include <algorithm>
#include <iterator>

namespace consentry::test {

using namespace light_client;

std::size_t Forger::below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(m_random);
}

template <std::size_t N, class Tag> void Forger::flip(FixedBytes<N, Tag>& value) {
    value.data()[below(N)] ^= static_cast<std::byte>(1U << below(8));
}

template <class T> T Forger::untilDifferent(const T& value, void (Forger::*apply)(T&)) {
    T forged = value;
    do {
        (this->*apply)(forged);
    } while (forged == value);
    return forged;
}

Header Forger::forge(const Header& header) {
    return untilDifferent<Header>(header, &Forger::change);
}
Commit Forger::forge(const Commit& commit) {
    return untilDifferent<Commit>(commit, &Forger::change);
}
ValidatorSet Forger::forge(const ValidatorSet& set) {
    return untilDifferent<ValidatorSet>(set, &Forger::change);
}
LightBlock Forger::forge(const LightBlock& block) {
    return untilDifferent<LightBlock>(block, &Forger::change);
}
MerkleProof Forger::forge(const MerkleProof& proof) {
    return untilDifferent<MerkleProof>(proof, &Forger::change);
}
registry::StateProof Forger::forge(const registry::StateProof& proof) {
    return untilDifferent<registry::StateProof>(proof, &Forger::change);
}
Bytes Forger::forge(const Bytes& bytes) {
    return untilDifferent<Bytes>(bytes, &Forger::change);
}

/// Drops, repeats, swaps.
template <class List> void Forger::reshape(List& list) {
    if (list.empty()) {
        list.push_back({});
        return;
    }
    const auto at = [&] { return list.begin() + static_cast<std::ptrdiff_t>(below(list.size())); };
    switch (below(4)) {
    case 0:
        list.erase(at());
        break;
    case 1: {
        const auto copy = *at();
        list.insert(at(), copy);
        break;
    }
    case 2:
        std::iter_swap(at(), at());
        break;
    default:
        list.push_back({});
    }
}

void Forger::change(Timestamp& time) {
    const auto moved = Timestamp::from(time.seconds() + static_cast<std::int64_t>(below(3)) - 1,
                                       static_cast<std::int32_t>(below(1'000'000'000)));
    time = moved.value_or(Timestamp());
}

void Forger::change(Header& header) {
    const auto flipOptional = [&](std::optional<Digest>& digest) {
        if (digest && below(4) == 0) {
            digest.reset();
            return;
        }
        digest = digest.value_or(Digest());
        flip(*digest);
    };
    const std::size_t field = below(15);
    m_deed = "header field " + std::to_string(field);
    switch (field) {
    case 0:
        header.versionBlock ^= std::uint64_t{1} << below(64);
        break;
    case 1:
        header.versionApp ^= std::uint64_t{1} << below(64);
        break;
    case 2:
        header.chainId += static_cast<char>('a' + below(26));
        break;
    case 3:
        header.height.value ^= std::uint64_t{1} << below(8);
        break;
    case 4:
        change(header.time);
        break;
    case 5:
        header.lastBlockId = header.lastBlockId.value_or(BlockId());
        below(2) == 0 ? flip(header.lastBlockId->hash) : flip(header.lastBlockId->partsHash);
        break;
    case 6:
        flipOptional(header.lastCommitHash);
        break;
    case 7:
        flipOptional(header.dataHash);
        break;
    case 8:
        flip(header.validatorsHash);
        break;
    case 9:
        flip(header.nextValidatorsHash);
        break;
    case 10:
        flipOptional(header.consensusHash);
        break;
    case 11:
        change(header.appHash);
        break;
    case 12:
        flipOptional(header.lastResultsHash);
        break;
    case 13:
        flipOptional(header.evidenceHash);
        break;
    default:
        flip(header.proposer);
    }
}

void Forger::changeSignature(std::vector<CommitSig>& entries) {
    if (entries.empty()) {
        return;
    }
    CommitSig& entry = entries[below(entries.size())];
    switch (below(5)) {
    case 0:
        flip(entry.signature);
        break;
    case 1:
        flip(entry.validator);
        break;
    case 2:
        change(entry.timestamp);
        break;
    case 3:
        entry.flag = static_cast<BlockIdFlag>(1 + below(3));
        break;
    default:
        entry.signature = entries[below(entries.size())].signature;
    }
}

void Forger::change(Commit& commit) {
    const std::size_t field = below(8);
    m_deed = "commit field " + std::to_string(field);
    switch (field) {
    case 0:
        commit.height.value ^= std::uint64_t{1} << below(8);
        break;
    case 1:
        commit.round ^= 1U << below(32);
        break;
    case 2:
        flip(commit.blockId.hash);
        break;
    case 3:
        commit.blockId.partsTotal ^= 1U << below(32);
        break;
    case 4:
        flip(commit.blockId.partsHash);
        break;
    case 5:
        reshape(commit.signatures);
        break;
    default:
        changeSignature(commit.signatures);
    }
}

void Forger::change(ValidatorSet& set) {
    std::vector<Validator> validators(set.validators().begin(), set.validators().end());
    const std::size_t kind = below(3);
    m_deed = "validators " + std::to_string(kind);
    if (kind == 0) {
        flip(validators[below(validators.size())].publicKey);
    } else if (kind == 1) {
        validators[below(validators.size())].power = static_cast<std::int64_t>(1 + below(9));
    } else {
        reshape(validators);
    }
    // What is no validator set at all is refused by its type; the loop asks again.
    if (auto changed = ValidatorSet::from(std::move(validators))) {
        set = *changed;
    }
}

void Forger::change(LightBlock& block) {
    switch (below(3)) {
    case 0:
        change(block.header);
        break;
    case 1:
        change(block.commit);
        break;
    default:
        change(block.validators);
    }
}

void Forger::change(MerkleProof& proof) {
    const std::size_t kind = below(5);
    m_deed = "Merkle proof " + std::to_string(kind);
    switch (kind) {
    case 0:
        proof.total ^= std::uint64_t{1} << below(64);
        break;
    case 1:
        proof.index ^= std::uint64_t{1} << below(64);
        break;
    case 2:
        flip(proof.leafHash);
        break;
    case 3:
        reshape(proof.aunts);
        break;
    default:
        if (!proof.aunts.empty()) {
            flip(proof.aunts[below(proof.aunts.size())]);
        }
    }
}

void Forger::change(registry::StateProof& proof) {
    const std::size_t kind = below(5);
    m_deed = "state proof " + std::to_string(kind);
    switch (kind) {
    case 0:
        reshape(proof.siblings);
        break;
    case 1:
        if (!proof.siblings.empty()) {
            auto& sibling = proof.siblings[below(proof.siblings.size())];
            sibling = sibling.value_or(Digest());
            flip(*sibling);
        }
        break;
    case 2:
        if (!proof.siblings.empty()) {
            proof.siblings[below(proof.siblings.size())].reset();
        }
        break;
    case 3:
        proof.other = proof.other.value_or(registry::StateLeaf());
        below(2) == 0 ? flip(proof.other->key) : flip(proof.other->valueHash);
        break;
    default:
        proof.other.reset();
    }
}

void Forger::change(Bytes& bytes) {
    m_deed = "bytes";
    if (bytes.empty()) {
        bytes.push_back(static_cast<std::byte>(below(256)));
        return;
    }
    const std::size_t position = below(bytes.size());
    const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(position);
    switch (below(5)) {
    case 0:
        bytes.erase(place);
        break;
    case 1:
        bytes.insert(place, static_cast<std::byte>(below(256)));
        break;
    case 2:
        bytes.resize(position);
        break;
    default:
        bytes[position] ^= static_cast<std::byte>(1U << below(8));
    }
}

} // namespace consentry::test
