#include "core/light_client/consortium_profile.h"

#include "core/base/cbor.h"
#include "core/crypto/mnemonic.h"
#include "core/crypto/tagged_hash.h"

#include <algorithm>
#include <functional>
#include <set>

namespace consentry::light_client {
namespace {

constexpr std::string_view fileMagic = "consentry-profile";
constexpr std::uint64_t formatVersion = 1;
constexpr std::size_t profileFields = 10;
constexpr std::size_t organizationFields = 6;
constexpr std::size_t wordBits = 11;
constexpr std::int64_t millisMax = 253'402'300'799'999; // the end of the year 9999
/// How far an anchor's time may lie ahead of our clock.
constexpr milliseconds clockDrift = std::chrono::seconds(10);

tl::unexpected<Error> refuse(const char* why) {
    return fail(ErrorCode::InvalidArgument, std::string("profile: ") + why);
}

bool isName(std::string_view text) {
    const bool isPlain = std::none_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
    return !text.empty() && text.size() <= ProfileOrganization::nameBytesMax && isPlain &&
           isValidUtf8(text);
}

bool isChainId(std::string_view text) {
    return !text.empty() && text.size() <= Header::chainIdMax &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Result<> checkServers(const std::vector<ServerAddress>& servers) {
    if (servers.size() > ProfileOrganization::serversMax) {
        return refuse("too many servers of an organisation");
    }
    for (const ServerAddress& server : servers) {
        RETURN_IF_ERROR(checkServerAddress(server));
        const auto& pins = server.pinnedKeys;
        if (std::adjacent_find(pins.begin(), pins.end(), std::greater_equal<>()) != pins.end()) {
            return refuse("pinned keys out of order");
        }
    }
    return {};
}

Result<> checkOrganizations(const ConsortiumProfile& profile) {
    std::set<SigningPublicKey> keys;
    std::size_t nodes = 0;
    const PartyId* before = nullptr;
    for (const ProfileOrganization& organization : profile.organizations) {
        if (before != nullptr && *before >= organization.party) {
            return refuse("organisations out of order");
        }
        before = &organization.party;
        if (!isName(organization.nameEn) || !isName(organization.nameZh)) {
            return refuse("name of an organisation");
        }
        if (!keys.insert(organization.governanceKey).second) {
            return refuse("a governance key twice");
        }
        RETURN_IF_ERROR(checkServers(organization.nodes));
        RETURN_IF_ERROR(checkServers(organization.witnesses));
        nodes += organization.nodes.size();
    }
    return nodes > 0 ? Result<>() : Result<>(refuse("no node"));
}

void writeServers(CborWriter& writer, const std::vector<ServerAddress>& servers) {
    writer.array(servers.size());
    for (const ServerAddress& server : servers) {
        writer.array(2).text(server.url).array(server.pinnedKeys.size());
        for (const Digest& pin : server.pinnedKeys) {
            writer.byteString(pin.view());
        }
    }
}

void writeOrganization(CborWriter& writer, const ProfileOrganization& organization) {
    writer.array(organizationFields).byteString(organization.party.view());
    writer.text(organization.nameEn).text(organization.nameZh);
    writer.byteString(organization.governanceKey.view());
    writeServers(writer, organization.nodes);
    writeServers(writer, organization.witnesses);
}

Result<std::size_t> readArray(CborReader& reader, std::size_t most) {
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    if (count > most) {
        return fail(ErrorCode::TooLarge, "profile: items of a list");
    }
    return count;
}

Result<> expectArray(CborReader& reader, std::size_t items) {
    ASSIGN_OR_RETURN(const std::size_t found, reader.array());
    return found == items ? Result<>() : fail(ErrorCode::Malformed, "profile: fields");
}

Result<std::int64_t> readMillis(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::uint64_t millis, reader.unsignedInt());
    if (millis > static_cast<std::uint64_t>(millisMax)) {
        return fail(ErrorCode::Malformed, "profile: time");
    }
    return static_cast<std::int64_t>(millis);
}

Result<std::vector<ServerAddress>> readServers(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::size_t count, readArray(reader, ProfileOrganization::serversMax));
    std::vector<ServerAddress> servers(count);
    for (ServerAddress& server : servers) {
        RETURN_IF_ERROR(expectArray(reader, 2));
        ASSIGN_OR_RETURN(server.url, reader.text());
        ASSIGN_OR_RETURN(const std::size_t pins, readArray(reader, ServerAddress::pinsMax));
        server.pinnedKeys.resize(pins);
        for (Digest& pin : server.pinnedKeys) {
            RETURN_IF_ERROR(reader.fixed(pin));
        }
    }
    return servers;
}

Result<ProfileOrganization> readOrganization(CborReader& reader) {
    ProfileOrganization organization;
    RETURN_IF_ERROR(expectArray(reader, organizationFields));
    RETURN_IF_ERROR(reader.fixed(organization.party));
    ASSIGN_OR_RETURN(organization.nameEn, reader.text());
    ASSIGN_OR_RETURN(organization.nameZh, reader.text());
    RETURN_IF_ERROR(reader.fixed(organization.governanceKey));
    ASSIGN_OR_RETURN(organization.nodes, readServers(reader));
    ASSIGN_OR_RETURN(organization.witnesses, readServers(reader));
    return organization;
}

Result<TrustLevel> readTrustLevel(CborReader& reader) {
    constexpr std::uint64_t most = 1000;
    RETURN_IF_ERROR(expectArray(reader, 2));
    ASSIGN_OR_RETURN(const std::uint64_t numerator, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::uint64_t denominator, reader.unsignedInt());
    if (numerator > most || denominator > most) {
        return fail(ErrorCode::Malformed, "profile: trust level");
    }
    return TrustLevel{static_cast<std::uint32_t>(numerator),
                      static_cast<std::uint32_t>(denominator)};
}

Result<ConsortiumProfile> decodeProfile(ByteView bytes) {
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectArray(reader, profileFields));
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (version != formatVersion) {
        return fail(ErrorCode::Unsupported, "profile: version " + std::to_string(version));
    }
    ConsortiumProfile profile;
    ASSIGN_OR_RETURN(profile.chainId, reader.text());
    ASSIGN_OR_RETURN(profile.number, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::int64_t issued, readMillis(reader));
    profile.issuedAt = instantFromMillis(issued);
    ASSIGN_OR_RETURN(profile.anchorHeight.value, reader.unsignedInt());
    RETURN_IF_ERROR(reader.fixed(profile.anchorHash));
    ASSIGN_OR_RETURN(const std::int64_t anchored, readMillis(reader));
    profile.anchorTime = instantFromMillis(anchored);
    ASSIGN_OR_RETURN(profile.trustLevel, readTrustLevel(reader));
    ASSIGN_OR_RETURN(const std::int64_t period, readMillis(reader));
    profile.trustingPeriod = milliseconds(period);
    ASSIGN_OR_RETURN(const std::size_t count,
                     readArray(reader, ConsortiumProfile::organizationsMax));
    for (std::size_t i = 0; i < count; ++i) {
        ASSIGN_OR_RETURN(ProfileOrganization organization, readOrganization(reader));
        profile.organizations.push_back(std::move(organization));
    }
    RETURN_IF_ERROR(reader.finish());
    RETURN_IF_ERROR(checkProfile(profile));
    return profile;
}

/// How many of the organisations of `signers` signed.
std::size_t signaturesOf(const ConsortiumProfile& signers, const SignedProfile& profile) {
    const Bytes preimage = profilePreimage(profile.profile);
    return static_cast<std::size_t>(std::count_if(
        signers.organizations.begin(), signers.organizations.end(), [&](const auto& organization) {
            return std::any_of(profile.signatures.begin(), profile.signatures.end(),
                               [&](const ProfileSignature& entry) {
                                   return entry.key == organization.governanceKey &&
                                          verifySignature(entry.key, preimage, entry.signature);
                               });
        }));
}

Result<> requireSignatures(const ConsortiumProfile& signers, const SignedProfile& profile) {
    const std::size_t found = signaturesOf(signers, profile);
    if (found < signers.threshold()) {
        return fail(ErrorCode::BadSignature, "profile: signed by " + std::to_string(found) +
                                                 " organisations of " +
                                                 std::to_string(signers.threshold()) + " needed");
    }
    return {};
}

} // namespace

Options ConsortiumProfile::options() const {
    Options options;
    options.chainId = chainId;
    options.trustingPeriod = trustingPeriod;
    options.trustLevel = trustLevel;
    return options;
}

const ProfileOrganization* ConsortiumProfile::organization(const PartyId& party) const {
    const auto found =
        std::find_if(organizations.begin(), organizations.end(),
                     [&](const ProfileOrganization& one) { return one.party == party; });
    return found == organizations.end() ? nullptr : &*found;
}

Result<> checkProfile(const ConsortiumProfile& profile) {
    if (!isChainId(profile.chainId)) {
        return refuse("chain id");
    }
    if (profile.number == 0) {
        return refuse("number");
    }
    if (profile.anchorHeight.value == 0 || profile.anchorHeight.value > Header::heightMax) {
        return refuse("anchor height");
    }
    for (const Instant time : {profile.issuedAt, profile.anchorTime}) {
        if (millisOf(time) < 0 || millisOf(time) > millisMax) {
            return refuse("time");
        }
    }
    const TrustLevel& level = profile.trustLevel;
    if (!level.isValid() || level.numerator * 3 < level.denominator * 2) {
        return refuse("trust level below 2/3");
    }
    if (profile.trustingPeriod < ConsortiumProfile::trustingPeriodMin ||
        profile.trustingPeriod > ConsortiumProfile::trustingPeriodMax) {
        return refuse("trusting period");
    }
    if (profile.organizations.empty() ||
        profile.organizations.size() > ConsortiumProfile::organizationsMax) {
        return refuse("number of organisations");
    }
    return checkOrganizations(profile);
}

Bytes encodeProfile(const ConsortiumProfile& profile) {
    CborWriter writer;
    writer.array(profileFields).unsignedInt(formatVersion);
    writer.text(profile.chainId).unsignedInt(profile.number);
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(profile.issuedAt)));
    writer.unsignedInt(profile.anchorHeight.value).byteString(profile.anchorHash.view());
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(profile.anchorTime)));
    writer.array(2).unsignedInt(profile.trustLevel.numerator);
    writer.unsignedInt(profile.trustLevel.denominator);
    writer.unsignedInt(static_cast<std::uint64_t>(profile.trustingPeriod.count()));
    writer.array(profile.organizations.size());
    for (const ProfileOrganization& organization : profile.organizations) {
        writeOrganization(writer, organization);
    }
    return std::move(writer).bytes();
}

Bytes encodeSignedProfile(const SignedProfile& profile) {
    CborWriter writer;
    writer.array(3).text(fileMagic).byteString(encodeProfile(profile.profile));
    writer.array(profile.signatures.size());
    for (const ProfileSignature& entry : profile.signatures) {
        writer.array(2).byteString(entry.key.view()).byteString(entry.signature.view());
    }
    return std::move(writer).bytes();
}

Result<SignedProfile> decodeSignedProfile(ByteView bytes) {
    if (bytes.size() > SignedProfile::encodedBytesMax) {
        return fail(ErrorCode::TooLarge, "profile");
    }
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectArray(reader, 3));
    ASSIGN_OR_RETURN(const std::string_view magic, reader.text());
    if (magic != fileMagic) {
        return fail(ErrorCode::Malformed, "no profile");
    }
    ASSIGN_OR_RETURN(const ByteView inner, reader.byteString());
    SignedProfile signedProfile;
    ASSIGN_OR_RETURN(signedProfile.profile, decodeProfile(inner));
    ASSIGN_OR_RETURN(const std::size_t count,
                     readArray(reader, 2 * ConsortiumProfile::organizationsMax));
    for (std::size_t i = 0; i < count; ++i) {
        RETURN_IF_ERROR(expectArray(reader, 2));
        ProfileSignature entry;
        RETURN_IF_ERROR(reader.fixed(entry.key));
        RETURN_IF_ERROR(reader.fixed(entry.signature));
        if (i > 0 && signedProfile.signatures.back().key >= entry.key) {
            return fail(ErrorCode::NotCanonical, "profile: signatures out of order");
        }
        signedProfile.signatures.push_back(entry);
    }
    RETURN_IF_ERROR(reader.finish());
    return signedProfile;
}

Bytes profilePreimage(const ConsortiumProfile& profile) {
    CborWriter writer = taggedPreimage("profile", profile.chainId, 1);
    writer.byteString(encodeProfile(profile));
    return std::move(writer).bytes();
}

void signProfile(SignedProfile& profile, const SigningKey& governanceKey) {
    auto& signatures = profile.signatures;
    const SigningPublicKey& key = governanceKey.publicKey();
    const auto place =
        std::find_if(signatures.begin(), signatures.end(),
                     [&](const ProfileSignature& entry) { return entry.key >= key; });
    const ProfileSignature entry{key, governanceKey.sign(profilePreimage(profile.profile))};
    if (place != signatures.end() && place->key == key) {
        *place = entry;
    } else {
        signatures.insert(place, entry);
    }
}

Result<> checkFirstProfile(const SignedProfile& profile) {
    RETURN_IF_ERROR(checkProfile(profile.profile));
    return requireSignatures(profile.profile, profile);
}

Result<> checkRenewal(const ConsortiumProfile& current, const SignedProfile& next, Instant now) {
    RETURN_IF_ERROR(checkProfile(next.profile));
    if (next.profile.chainId != current.chainId) {
        return refuse("of another chain");
    }
    if (next.profile.number != current.number + 1) {
        return refuse("not the next number");
    }
    RETURN_IF_ERROR(requireSignatures(current, next));
    if (next.profile.anchorHeight <= current.anchorHeight ||
        next.profile.anchorTime <= current.anchorTime ||
        next.profile.anchorTime > now + clockDrift) {
        return refuse("anchor not after the one before, or of the future");
    }
    if (now - next.profile.anchorTime > renewalAnchorAgeMax) {
        return fail(ErrorCode::Stale, "profile: anchor older than 14 days");
    }
    return {};
}

Result<TrustedState> anchorOf(const ConsortiumProfile& profile, const LightBlock& block) {
    const Verification anchored =
        anchor(profile.chainId, block.header, block.validators, profile.anchorHash);
    if (!anchored.state || block.header.height != profile.anchorHeight ||
        block.header.time.toInstant() != profile.anchorTime) {
        return fail(ErrorCode::VerificationFailed, "profile: the node shows another anchor");
    }
    return *anchored.state;
}

std::string profileFingerprint(const ConsortiumProfile& profile, Language language) {
    const Digest digest = sha256(profilePreimage(profile));
    const WordList list =
        language == Language::ChineseSimplified ? WordList::ChineseSimplified : WordList::English;
    std::string words;
    for (std::size_t word = 0; word < profileWords; ++word) {
        std::size_t index = 0;
        for (std::size_t bit = word * wordBits; bit < (word + 1) * wordBits; ++bit) {
            const auto byte = std::to_integer<std::size_t>(digest.view()[bit / 8]);
            index = index << 1U | (byte >> (7 - bit % 8) & 1U);
        }
        words += words.empty() ? "" : " ";
        words += mnemonicWord(list, index);
    }
    return words;
}

} // namespace consentry::light_client
