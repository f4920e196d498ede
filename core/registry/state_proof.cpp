#include "core/registry/state_proof.h"

#include "core/base/cbor.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace consentry::registry {
namespace {

constexpr std::byte leafPrefix{0};
constexpr std::byte nodePrefix{1};
constexpr std::size_t proofItems = 4;

bool bitOf(ByteView bytes, std::size_t position) {
    const auto byte = std::to_integer<unsigned>(bytes[position / 8]);
    return (byte >> (7 - position % 8) & 1U) != 0;
}

/// What the tree has at the key's place: a leaf of its own, another's, or nothing. A proof that
/// only a careless prover or a liar writes is refused before any hashing.
Result<Digest> startOf(const StateKey& key, const std::optional<Digest>& valueHash,
                       const StateProof& proof) {
    const std::size_t depth = proof.siblings.size();
    if (valueHash) {
        if (proof.other) {
            return fail(ErrorCode::Malformed, "proof of a value with another leaf");
        }
        return stateLeafHash(key, *valueHash);
    }
    if (!proof.other) {
        return Digest();
    }
    if (proof.other->key == key) {
        return fail(ErrorCode::VerificationFailed, "proof of absence that shows the key");
    }
    for (std::size_t level = 0; level < depth; ++level) {
        if (stateKeyBit(proof.other->key, level) != stateKeyBit(key, level)) {
            return fail(ErrorCode::VerificationFailed, "leaf of another place");
        }
    }
    return stateLeafHash(proof.other->key, proof.other->valueHash);
}

} // namespace

Digest stateLeafHash(const StateKey& key, const Digest& valueHash) {
    return sha256({ByteView(&leafPrefix, 1), key.view(), valueHash.view()});
}

Digest stateNodeHash(const Digest& left, const Digest& right) {
    return sha256({ByteView(&nodePrefix, 1), left.view(), right.view()});
}

bool stateKeyBit(const StateKey& key, std::size_t depth) {
    CHECK_DEBUG(depth < StateProof::depthMax);
    return bitOf(key.view(), depth);
}

Result<> verifyStateProof(const Digest& root, const StateKey& key,
                          const std::optional<Digest>& valueHash, const StateProof& proof) {
    if (proof.siblings.size() > StateProof::depthMax) {
        return fail(ErrorCode::TooLarge, "state proof deeper than the tree");
    }
    // A leaf alone, or nothing, under an empty sibling would have moved up.
    if (!proof.siblings.empty() && !proof.siblings.back()) {
        return fail(ErrorCode::Malformed, "state proof of a tree that is not compact");
    }
    ASSIGN_OR_RETURN(Digest node, startOf(key, valueHash, proof));
    for (std::size_t level = proof.siblings.size(); level-- > 0;) {
        const Digest sibling = proof.siblings[level].value_or(Digest());
        node =
            stateKeyBit(key, level) ? stateNodeHash(sibling, node) : stateNodeHash(node, sibling);
    }
    if (node != root) {
        return fail(ErrorCode::VerificationFailed, "state proof to another root");
    }
    return {};
}

Bytes encodeStateProof(const StateProof& proof) {
    CHECK(proof.siblings.size() <= StateProof::depthMax);
    Bytes bitmap((proof.siblings.size() + 7) / 8);
    Bytes hashes;
    for (std::size_t level = 0; level < proof.siblings.size(); ++level) {
        if (proof.siblings[level]) {
            bitmap[level / 8] |= static_cast<std::byte>(0x80U >> level % 8);
            append(hashes, proof.siblings[level]->view());
        }
    }
    CborWriter writer;
    writer.array(proofItems).unsignedInt(proof.siblings.size());
    writer.byteString(bitmap).byteString(hashes);
    if (proof.other) {
        writer.array(2).byteString(proof.other->key.view());
        writer.byteString(proof.other->valueHash.view());
    } else {
        writer.null();
    }
    return std::move(writer).bytes();
}

namespace {

Result<std::vector<std::optional<Digest>>> decodeSiblings(std::uint64_t depth, ByteView bitmap,
                                                          ByteView hashes) {
    if (depth > StateProof::depthMax || bitmap.size() != (depth + 7) / 8) {
        return fail(ErrorCode::Malformed, "depth of a state proof");
    }
    std::vector<std::optional<Digest>> siblings(depth);
    std::size_t position = 0;
    for (std::size_t level = 0; level < bitmap.size() * 8; ++level) {
        if (!bitOf(bitmap, level)) {
            continue;
        }
        if (level >= depth || hashes.size() - position < Digest::size) {
            return fail(ErrorCode::Malformed, "bitmap of a state proof");
        }
        ASSIGN_OR_RETURN(siblings[level], Digest::from(hashes.subspan(position, Digest::size)));
        if (siblings[level]->isZero()) {
            return fail(ErrorCode::NotCanonical, "empty sibling written as a hash");
        }
        position += Digest::size;
    }
    if (position != hashes.size()) {
        return fail(ErrorCode::Malformed, "state proof with too many hashes");
    }
    return siblings;
}

} // namespace

Result<StateProof> decodeStateProof(ByteView bytes) {
    if (bytes.size() > StateProof::encodedBytesMax) {
        return fail(ErrorCode::TooLarge, "state proof");
    }
    CborReader reader(bytes);
    ASSIGN_OR_RETURN(const std::size_t items, reader.array());
    if (items != proofItems) {
        return fail(ErrorCode::Malformed, "items of a state proof");
    }
    ASSIGN_OR_RETURN(const std::uint64_t depth, reader.unsignedInt());
    ASSIGN_OR_RETURN(const ByteView bitmap, reader.byteString());
    ASSIGN_OR_RETURN(const ByteView hashes, reader.byteString());
    StateProof proof;
    ASSIGN_OR_RETURN(proof.siblings, decodeSiblings(depth, bitmap, hashes));
    if (!reader.takeNull()) {
        ASSIGN_OR_RETURN(const std::size_t parts, reader.array());
        if (parts != 2) {
            return fail(ErrorCode::Malformed, "leaf of a state proof");
        }
        StateLeaf leaf;
        RETURN_IF_ERROR(reader.fixed(leaf.key));
        RETURN_IF_ERROR(reader.fixed(leaf.valueHash));
        proof.other = leaf;
    }
    RETURN_IF_ERROR(reader.finish());
    return proof;
}

} // namespace consentry::registry
