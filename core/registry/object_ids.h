#pragma once

#include "core/registry/types.h"

#include <string_view>
#include <vector>

namespace consentry::registry {

/// H("party", inception public key): the words alone find it again.
PartyId partyIdOf(std::string_view chainId, const SigningPublicKey& inceptionKey);
/// H("key", public key).
KeyId keyIdOf(std::string_view chainId, const SigningPublicKey& key);
/// H("id", signing party, nonce), as the id type that the object has:
/// `objectIdFrom<GrantId>(chainId, patient, nonce)`.
ObjectId objectIdOf(std::string_view chainId, const PartyId& signer, const Nonce& nonce);
template <class Id>
Id objectIdFrom(std::string_view chainId, const PartyId& signer, const Nonce& nonce) {
    return *Id::from(objectIdOf(chainId, signer, nonce).view());
}
/// The same 32 bytes as an id of another type, where an object is known by a party's or key's id.
template <class To, class From> To idCast(const From& from) {
    static_assert(To::size == From::size);
    return *To::from(from.view());
}
/// H("access", gateway key, sequence, item index).
AccessId accessIdOf(std::string_view chainId, const SigningPublicKey& gatewayKey,
                    std::uint64_t sequence, std::uint32_t itemIndex);

/// What a new Ed25519 key signs, so that nobody registers a key of others: H("possession", party,
/// key).
Digest possessionDigest(std::string_view chainId, const PartyId& party,
                        const SigningPublicKey& key);
Signature signPossession(std::string_view chainId, const PartyId& party, const SigningKey& key);

/// What a mailbox signs for sealed bodies: H("receipt", patients, digests, until). Entry i of both
/// lists belongs to body i, in the order of the transaction's items and bodies.
Digest receiptDigest(std::string_view chainId, const std::vector<PartyId>& patients,
                     const std::vector<Digest>& bodyDigests, Instant until);

} // namespace consentry::registry
