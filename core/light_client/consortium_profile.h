#pragma once

#include "core/base/language.h"
#include "core/base/server_address.h"
#include "core/crypto/signature.h"
#include "core/light_client/light_client.h"

#include <string>
#include <vector>

namespace consentry::light_client {

/// One organisation of a consortium, as a profile introduces it to wallets.
struct ProfileOrganization {
    static constexpr std::size_t nameBytesMax = 120;
    static constexpr std::size_t serversMax = 8;

    PartyId party;
    std::string nameEn; ///< 1 to nameBytesMax bytes of UTF-8 without control characters
    std::string nameZh;
    SigningPublicKey governanceKey;
    std::vector<ServerAddress> nodes;     ///< where wallets send and ask
    std::vector<ServerAddress> witnesses; ///< with whose headers they compare

    friend bool operator==(const ProfileOrganization&, const ProfileOrganization&) = default;
};

/// What a wallet must be told once from outside before it can check a ledger by itself: which
/// chain, one header that is true, who runs it and where. The words of its fingerprint stand on
/// paper at the hospitals' desks.
struct ConsortiumProfile {
    static constexpr std::size_t organizationsMax = 64;
    static constexpr milliseconds trustingPeriodMin = std::chrono::minutes(1);
    /// Nodes keep what light clients need for 90 days (protocol §11).
    static constexpr milliseconds trustingPeriodMax = std::chrono::hours(24 * 60);

    std::string chainId;
    std::uint64_t number = 1; ///< profile N + 1 is signed by the governance keys of profile N
    Instant issuedAt;
    BlockHeight anchorHeight;
    Digest anchorHash;
    Instant anchorTime; ///< of that header, cut to the millisecond
    TrustLevel trustLevel;
    milliseconds trustingPeriod = std::chrono::hours(24 * 30);
    std::vector<ProfileOrganization> organizations; ///< by party, ascending

    /// ⌊2n/3⌋ + 1 of its organisations (protocol §9).
    std::size_t threshold() const { return organizations.size() * 2 / 3 + 1; }
    Options options() const;
    const ProfileOrganization* organization(const PartyId& party) const;

    friend bool operator==(const ConsortiumProfile&, const ConsortiumProfile&) = default;
};

struct ProfileSignature {
    SigningPublicKey key;
    Signature signature; ///< over profilePreimage

    friend bool operator==(const ProfileSignature&, const ProfileSignature&) = default;
};

/// A profile as it travels: one file.
struct SignedProfile {
    static constexpr std::size_t encodedBytesMax = 256 * 1024;

    ConsortiumProfile profile;
    std::vector<ProfileSignature> signatures; ///< by key, ascending, each key once

    friend bool operator==(const SignedProfile&, const SignedProfile&) = default;
};

/// InvalidArgument unless every limit above is kept, keys and parties are each there once, the
/// trust level is 2/3 or more, and there is at least one node.
Result<> checkProfile(const ConsortiumProfile& profile);

/// Deterministic CBOR. The decoders accept exactly what the encoders write, and only what
/// checkProfile() accepts; they check no signature. Errors: Malformed, NotCanonical, Unsupported
/// (another version), TooLarge, InvalidArgument.
Bytes encodeProfile(const ConsortiumProfile& profile);
Bytes encodeSignedProfile(const SignedProfile& profile);
Result<SignedProfile> decodeSignedProfile(ByteView bytes);

/// What a governance key signs: H("profile", encoded profile) as its preimage.
Bytes profilePreimage(const ConsortiumProfile& profile);
/// Adds the key's signature, or puts it in the place of its earlier one.
void signProfile(SignedProfile& profile, const SigningKey& governanceKey);

/// The first profile of a wallet: BadSignature unless `threshold()` of its own organisations
/// signed it. That only shows who made it; the person compares its words with those on paper.
Result<> checkFirstProfile(const SignedProfile& profile);

/// How old the anchor of a renewing profile may be (protocol §11).
inline constexpr milliseconds renewalAnchorAgeMax = std::chrono::hours(24 * 14);
/// Whether `next` may follow `current` as far as this can be told without a network (protocol §11):
/// the same chain, the next number, a later anchor not older than renewalAnchorAgeMax, and signed
/// by `current.threshold()` of the organisations of `current`. Errors: InvalidArgument, Stale (the
/// anchor), BadSignature. Pure.
Result<> checkRenewal(const ConsortiumProfile& current, const SignedProfile& next, Instant now);

/// The trusted start that a profile names, from the block that a node showed for it.
/// VerificationFailed unless it is that very header.
Result<TrustedState> anchorOf(const ConsortiumProfile& profile, const LightBlock& block);

/// Eight words of the BIP-39 list (88 bits of a hash), separated by single spaces: the same profile
/// has the same words, whoever signed it.
inline constexpr std::size_t profileWords = 8;
std::string profileFingerprint(const ConsortiumProfile& profile, Language language);

} // namespace consentry::light_client
