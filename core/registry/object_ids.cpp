#include "core/registry/object_ids.h"

#include "core/crypto/tagged_hash.h"

namespace consentry::registry {

PartyId partyIdOf(std::string_view chainId, const SigningPublicKey& inceptionKey) {
    return taggedId<PartyId>("party", chainId, {inceptionKey.view()});
}

KeyId keyIdOf(std::string_view chainId, const SigningPublicKey& key) {
    return taggedId<KeyId>("key", chainId, {key.view()});
}

ObjectId objectIdOf(std::string_view chainId, const PartyId& signer, const Nonce& nonce) {
    return taggedId<ObjectId>("id", chainId, {signer.view(), nonce.view()});
}

AccessId accessIdOf(std::string_view chainId, const SigningPublicKey& gatewayKey,
                    std::uint64_t sequence, std::uint32_t itemIndex) {
    CborWriter preimage = taggedPreimage("access", chainId, 3);
    preimage.byteString(gatewayKey.view()).unsignedInt(sequence).unsignedInt(itemIndex);
    return *AccessId::from(sha256(preimage.bytes()).view());
}

Digest possessionDigest(std::string_view chainId, const PartyId& party,
                        const SigningPublicKey& key) {
    return taggedHash("possession", chainId, {party.view(), key.view()});
}

Signature signPossession(std::string_view chainId, const PartyId& party, const SigningKey& key) {
    return key.sign(possessionDigest(chainId, party, key.publicKey()).view());
}

Digest receiptDigest(std::string_view chainId, const std::vector<PartyId>& patients,
                     const std::vector<Digest>& bodyDigests, Instant until) {
    CborWriter preimage = taggedPreimage("receipt", chainId, 3);
    preimage.array(patients.size());
    for (const PartyId& patient : patients) {
        preimage.byteString(patient.view());
    }
    preimage.array(bodyDigests.size());
    for (const Digest& digest : bodyDigests) {
        preimage.byteString(digest.view());
    }
    preimage.unsignedInt(static_cast<std::uint64_t>(millisOf(until)));
    return sha256(preimage.bytes());
}

} // namespace consentry::registry
