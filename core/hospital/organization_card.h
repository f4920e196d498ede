#pragma once

#include "core/light_client/validator_set.h"
#include "core/registry/genesis.h"

#include <string>
#include <vector>

namespace consentry::hospital {

/// A signing key and the proof that its owner has it (registry::signPossession).
struct ProvenKey {
    SigningPublicKey key;
    Signature possession;
    friend bool operator==(const ProvenKey&, const ProvenKey&) = default;
};

/// The public parts of an organisation, which it hands to the others before the first block: what
/// the genesis, the engine's peers and the consortium profile are made of. Signed by the governance
/// key, so that whoever compared that key's id by voice or on paper has compared everything.
struct OrganizationCard {
    std::string chainId;
    std::string nameZh;
    std::string nameEn; ///< also the name in the registry
    bool mailbox = true;
    SigningPublicKey governanceKey;
    std::vector<ProvenKey> attestorKeys; ///< 1 to limits::keysMax
    std::vector<ProvenKey> gatewayKeys;  ///< 1 to limits::keysMax
    SealingPublicKey inboxKey;
    ProvenKey validatorKey;
    light_client::ValidatorAddress peerId; ///< the engine's node id
    std::string peerAddress;               ///< "host:port" for the other engines
    std::string nodeUrl;                   ///< "https://…" for wallets
    /// SHA-256 of the SubjectPublicKeyInfo of each TLS key that may answer there.
    std::vector<Digest> nodePins;
    Signature signature; ///< the governance key's, over cardDigest

    static constexpr std::size_t nameBytesMax = registry::limits::organizationNameBytesMax;
    static constexpr std::size_t addressBytesMax = 255;
    static constexpr std::size_t pinsMax = 8;
    static constexpr std::size_t fileBytesMax = 64 * 1024;

    friend bool operator==(const OrganizationCard&, const OrganizationCard&) = default;
};

/// H("organization-card", every field but the signature).
Digest cardDigest(const OrganizationCard& card);
void signCard(OrganizationCard& card, const SigningKey& governance);
/// InvalidArgument (a limit), BadSignature (the card's, or a key's possession).
Result<> checkCard(const OrganizationCard& card);
/// H("party", governance key): how the registry will name the organisation.
PartyId partyOf(const OrganizationCard& card);

/// JSON for people to look at, with an own decoder that refuses unknown or missing members.
std::string encodeCard(const OrganizationCard& card);
/// Decoded and checked. Malformed, TooLarge, or what checkCard says.
Result<OrganizationCard> decodeCard(ByteView json);

/// The registry's genesis from checked cards of one chain, in ascending order of party ids, so that
/// whoever collects them makes the same. InvalidArgument: another chain, one organisation twice.
Result<registry::Genesis> genesisOf(std::string_view chainId, const registry::ParamsState& params,
                                    std::vector<OrganizationCard> cards);

} // namespace consentry::hospital
