#include "app/ceremony/profile_steps.h"

#include "app/ceremony/ceremony.h"
#include "core/adapters/cometbft/engine_json.h"
#include "core/hospital/key_file.h"
#include "core/light_client/witness.h"

#include <algorithm>

namespace consentry::ceremony {
namespace {

using hospital::OrganizationCard;
using light_client::ConsortiumProfile;
using light_client::LightBlock;
using light_client::ProfileOrganization;
using light_client::SignedProfile;
namespace fs = std::filesystem;

ProfileOrganization introduced(const OrganizationCard& card) {
    ProfileOrganization organization;
    organization.party = hospital::partyOf(card);
    organization.nameEn = card.nameEn;
    organization.nameZh = card.nameZh;
    organization.governanceKey = card.governanceKey;
    ServerAddress server{card.nodeUrl, card.nodePins};
    std::sort(server.pinnedKeys.begin(), server.pinnedKeys.end());
    organization.nodes = {server};
    organization.witnesses = {std::move(server)};
    return organization;
}

Result<light_client::ValidatorSet> validatorsOf(const std::vector<OrganizationCard>& cards) {
    std::vector<light_client::Validator> validators;
    for (const OrganizationCard& card : cards) {
        validators.push_back({card.validatorKey.key, 1});
    }
    return light_client::ValidatorSet::from(std::move(validators));
}

/// The engine's reply, with or without its envelope: `curl` keeps it, its own tools cut it off.
Result<LightBlock> readAnchor(FileSystem& files, const fs::path& path,
                              const std::vector<OrganizationCard>& cards) {
    ASSIGN_OR_RETURN(const Bytes text, files.readFile(path, ProfilePlan::anchorBytesMax));
    clinical::JsonDocument document;
    if (auto read = document.read(textOf(text), {ProfilePlan::anchorBytesMax}); !read) {
        return failWithin(path.string(), read.error());
    }
    const clinical::JsonValue root = document.root();
    const auto parsed =
        cometbft::parseSignedHeader(root["result"].exists() ? root["result"] : root);
    if (!parsed) {
        return failWithin(path.string(), parsed.error());
    }
    ASSIGN_OR_RETURN(light_client::ValidatorSet validators, validatorsOf(cards));
    return LightBlock{parsed->header, parsed->commit, std::move(validators)};
}

Result<> checkAnchor(const LightBlock& anchor, const std::string& chainId) {
    if (anchor.header.chainId != chainId) {
        return fail(ErrorCode::InvalidArgument, "the anchor is a header of another chain");
    }
    if (anchor.header.validatorsHash != anchor.validators.hash()) {
        return fail(ErrorCode::InvalidArgument,
                    "the anchor's validators are not those of the cards");
    }
    if (anchor.commit.height != anchor.header.height ||
        anchor.commit.blockId.hash != anchor.header.hash() ||
        anchor.commit.signatures.size() != anchor.validators.size()) {
        return fail(ErrorCode::InvalidArgument, "the anchor's signatures are of another header");
    }
    const std::size_t signers = light_client::signersOf(anchor).size();
    if (signers * 3 <= anchor.validators.size() * 2) {
        return fail(ErrorCode::BadSignature, "the anchor was signed by " + std::to_string(signers) +
                                                 " of " + std::to_string(anchor.validators.size()) +
                                                 " validators");
    }
    return {};
}

Result<> write(FileSystem& files, const fs::path& path, const SignedProfile& profile) {
    return files.replaceFile(path, light_client::encodeSignedProfile(profile));
}

} // namespace

Result<SignedProfile> makeProfile(FileSystem& files, const fs::path& target,
                                  const std::vector<fs::path>& cards, const ProfilePlan& plan) {
    if (files.exists(target)) {
        return fail(ErrorCode::AlreadyExists, target.string());
    }
    if (cards.empty()) {
        return fail(ErrorCode::InvalidArgument, "no card was given");
    }
    std::vector<OrganizationCard> read;
    for (const fs::path& path : cards) {
        ASSIGN_OR_RETURN(OrganizationCard card, readCard(files, path));
        if (!read.empty() && card.chainId != read.front().chainId) {
            return fail(ErrorCode::InvalidArgument, path.string() + " is of another chain");
        }
        read.push_back(std::move(card));
    }
    ASSIGN_OR_RETURN(const LightBlock anchor, readAnchor(files, plan.anchor, read));
    RETURN_IF_ERROR(checkAnchor(anchor, read.front().chainId));
    SignedProfile made;
    ConsortiumProfile& profile = made.profile;
    profile.chainId = read.front().chainId;
    profile.number = plan.number;
    profile.issuedAt = plan.issuedAt;
    profile.anchorHeight = anchor.header.height;
    profile.anchorHash = anchor.header.hash();
    profile.anchorTime = anchor.header.time.toInstant();
    profile.trustLevel = plan.trustLevel;
    profile.trustingPeriod = plan.trustingPeriod;
    std::transform(read.begin(), read.end(), std::back_inserter(profile.organizations), introduced);
    std::sort(profile.organizations.begin(), profile.organizations.end(),
              [](const auto& a, const auto& b) { return a.party < b.party; });
    RETURN_IF_ERROR(light_client::checkProfile(profile));
    RETURN_IF_ERROR(write(files, target, made));
    return made;
}

Result<SignedProfile> readProfile(FileSystem& files, const fs::path& path) {
    ASSIGN_OR_RETURN(const Bytes bytes, files.readFile(path, SignedProfile::encodedBytesMax));
    auto profile = light_client::decodeSignedProfile(bytes);
    if (!profile) {
        return failWithin(path.string(), profile.error());
    }
    return std::move(*profile);
}

Result<SignedProfile> addSignature(FileSystem& files, const fs::path& path,
                                   const fs::path& governanceKey, const SecretBytes* passphrase) {
    ASSIGN_OR_RETURN(SignedProfile profile, readProfile(files, path));
    ASSIGN_OR_RETURN(Bytes text, files.readFile(governanceKey, hospital::KeyFile::fileBytesMax));
    auto file = hospital::decodeKeyFile(text, passphrase);
    wipe(text);
    if (!file) {
        return failWithin(governanceKey.string(), file.error());
    }
    ASSIGN_OR_RETURN(const SigningKey key,
                     hospital::signingKeyOf(*file, hospital::OrganizationKeyRole::Governance));
    const auto& organizations = profile.profile.organizations;
    const bool isMember = std::any_of(
        organizations.begin(), organizations.end(),
        [&](const ProfileOrganization& one) { return one.governanceKey == key.publicKey(); });
    if (file->chainId != profile.profile.chainId || (profile.profile.number == 1 && !isMember)) {
        return fail(ErrorCode::InvalidArgument,
                    "the key is not of an organisation in this profile");
    }
    light_client::signProfile(profile, key);
    RETURN_IF_ERROR(write(files, path, profile));
    return profile;
}

} // namespace consentry::ceremony
