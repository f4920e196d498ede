#include "app/session/consortium_link.h"

#include "core/adapters/cometbft/cometbft_transport.h"
#include "core/light_client/attack_evidence.h"
#include "core/light_client/light_block_codec.h"

#include <algorithm>
#include <set>

namespace consentry {
namespace {

using light_client::ConsortiumProfile;
using light_client::LightBlock;
using light_client::ProfileOrganization;
using light_client::SignedProfile;

constexpr std::size_t firstAnchorOrganizations = 1;
constexpr std::size_t renewedAnchorOrganizations = 2;

using Servers = std::vector<ServerAddress> ProfileOrganization::*;

std::vector<LedgerNode> serversOf(HttpClient& http, const ConsortiumProfile& profile,
                                  Servers which) {
    std::vector<LedgerNode> nodes;
    for (const ProfileOrganization& organization : profile.organizations) {
        for (const ServerAddress& server : organization.*which) {
            nodes.push_back(
                {organization.party, std::string(hostOf(server)),
                 std::make_unique<cometbft::CometBftTransport>(http, server, profile.chainId)});
        }
    }
    return nodes;
}

/// Wallets begin at different nodes, and each always at the same.
std::size_t firstNode(const vault::Vault& vault) {
    return std::to_integer<std::size_t>(vault.id().view().front());
}

/// The anchor's block, from so many organisations' nodes or witnesses that they need not all lie.
Result<LightBlock> anchorBlock(const ConsortiumProfile& profile, std::size_t organizations) {
    adapters::CurlHttpClient http;
    std::vector<LedgerNode> servers = serversOf(http, profile, &ProfileOrganization::nodes);
    for (LedgerNode& witness : serversOf(http, profile, &ProfileOrganization::witnesses)) {
        servers.push_back(std::move(witness));
    }
    std::set<PartyId> showing;
    std::optional<LightBlock> found;
    Error last{ErrorCode::Unreachable, "no node", 0};
    for (const LedgerNode& server : servers) {
        if (showing.contains(server.organization)) {
            continue;
        }
        auto block = server.transport->lightBlock(profile.anchorHeight);
        const auto anchored = block ? light_client::anchorOf(profile, *block)
                                    : Result<light_client::TrustedState>(fail(block.error()));
        if (!anchored) {
            last = anchored.error();
            continue;
        }
        showing.insert(server.organization);
        found = std::move(*block);
        if (showing.size() == organizations) {
            return std::move(*found);
        }
    }
    if (!showing.empty()) {
        return fail(ErrorCode::Unreachable,
                    "the anchor was shown by " + std::to_string(showing.size()) +
                        " organisations of " + std::to_string(organizations) + " needed");
    }
    return fail(std::move(last));
}

} // namespace

Result<std::optional<ConsortiumProfile>> adoptedProfile(vault::Vault& vault) {
    ASSIGN_OR_RETURN(const auto stored, vault.consortium().profile());
    if (!stored) {
        return std::optional<ConsortiumProfile>();
    }
    auto decoded = light_client::decodeSignedProfile(stored->encoded);
    if (!decoded) {
        return fail(ErrorCode::DamagedData, "profile: " + toString(decoded.error()));
    }
    return std::optional(std::move(decoded->profile));
}

Result<> checkNewProfile(const SignedProfile& profile) {
    RETURN_IF_ERROR(light_client::checkFirstProfile(profile));
    RETURN_IF_ERROR(anchorBlock(profile.profile, firstAnchorOrganizations));
    return {};
}

Result<> adoptProfile(vault::Vault& vault, const Clock& clock, const SignedProfile& profile) {
    const ConsortiumProfile& next = profile.profile;
    ASSIGN_OR_RETURN(const auto current, adoptedProfile(vault));
    if (current && current->number == next.number && *current == next) {
        return fail(ErrorCode::AlreadyExists, "this profile");
    }
    RETURN_IF_ERROR(current ? light_client::checkRenewal(*current, profile, clock.now())
                            : light_client::checkFirstProfile(profile));
    ASSIGN_OR_RETURN(
        const LightBlock anchor,
        anchorBlock(next, current ? renewedAnchorOrganizations : firstAnchorOrganizations));
    // Trust first: a vault that is interrupted here trusts an anchor that its profile, once adopted
    // again, names as well; the other way round it would have a profile without a start.
    ASSIGN_OR_RETURN(const auto trusted, vault.trust().trusted(next.chainId));
    if (!trusted || trusted->height < next.anchorHeight) {
        const BlockHeight seen =
            trusted ? std::max(trusted->seen, next.anchorHeight) : next.anchorHeight;
        RETURN_IF_ERROR(vault.trust().save(
            next.chainId,
            {next.anchorHeight, light_client::encodeLightBlock(anchor), clock.now(), seen}));
    }
    return vault.consortium().adopt(
        {next.chainId, next.number, light_client::encodeSignedProfile(profile), clock.now()});
}

ConsortiumLink::ConsortiumLink(vault::Vault& vault, FileSystem& files, const Clock& clock,
                               ConsortiumProfile profile, std::filesystem::path evidenceFolder)
    : m_vault(vault), m_files(files), m_clock(clock), m_profile(std::move(profile)),
      m_evidenceFolder(std::move(evidenceFolder)),
      m_nodes(serversOf(m_http, m_profile, &ProfileOrganization::nodes), firstNode(vault)),
      m_witnesses(serversOf(m_http, m_profile, &ProfileOrganization::witnesses)) {}

Result<std::unique_ptr<ConsortiumLink>> ConsortiumLink::open(vault::Vault& vault, FileSystem& files,
                                                             const Clock& clock,
                                                             ConsortiumProfile profile,
                                                             std::filesystem::path evidenceFolder) {
    std::unique_ptr<ConsortiumLink> link(
        new ConsortiumLink(vault, files, clock, std::move(profile), std::move(evidenceFolder)));
    RETURN_IF_ERROR(link->startLedger());
    return link;
}

ConsortiumLink::~ConsortiumLink() {
    // Not saving costs some header checks at the next start, no more.
    static_cast<void>(saveTrust());
}

/// The block that this vault confirmed last.
Result<light_client::TrustedState> ConsortiumLink::trustedStart() {
    ASSIGN_OR_RETURN(const auto saved, m_vault.trust().trusted(m_profile.chainId));
    if (!saved) {
        return fetchAnchor();
    }
    m_seenBefore = saved->seen;
    ASSIGN_OR_RETURN(const LightBlock block, light_client::decodeLightBlock(saved->encoded));
    const auto anchored = light_client::anchor(m_profile.chainId, block.header, block.validators,
                                               block.header.hash());
    if (!anchored.state) {
        return fail(ErrorCode::DamagedData, "the block that this vault trusts");
    }
    return *anchored.state;
}

Result<light_client::TrustedState> ConsortiumLink::fetchAnchor() {
    ASSIGN_OR_RETURN(const LightBlock block, anchorBlock(m_profile, firstAnchorOrganizations));
    RETURN_IF_ERROR(m_vault.trust().save(
        m_profile.chainId, {m_profile.anchorHeight, light_client::encodeLightBlock(block),
                            m_clock.now(), m_profile.anchorHeight}));
    return light_client::anchorOf(m_profile, block);
}

Result<> ConsortiumLink::startLedger() {
    ASSIGN_OR_RETURN(const light_client::TrustedState trusted, trustedStart());
    ASSIGN_OR_RETURN(const auto conflict, m_vault.consortium().openConflict(m_profile.chainId));
    m_ledger = std::make_unique<VerifiedLedger>(m_nodes, m_clock, m_profile.options(), trusted);
    m_ledger->setSeen(m_seenBefore);
    m_ledger->compareWith(m_witnesses);
    m_ledger->onTrusted([this](const LightBlock& block) { keepTrusted(block); });
    m_ledger->onConflict([this](const light_client::AttackEvidence& evidence,
                                const PartyId& shownBy) { keepConflict(evidence, shownBy); });
    if (conflict) {
        m_ledger->stop();
    }
    return {};
}

VerifiedLedger ConsortiumLink::ownNodeView() {
    return {m_nodes, m_clock, m_profile.options(), m_ledger->trusted()};
}

void ConsortiumLink::keepTrusted(const LightBlock& block) {
    const BlockHeight seen = std::max(m_ledger->seen(), block.header.height);
    auto kept = m_vault.trust().save(
        m_profile.chainId,
        {block.header.height, light_client::encodeLightBlock(block), m_clock.now(), seen});
    if (!kept && m_kept) {
        m_kept = std::move(kept);
    }
}

/// The vault stops believing even where the file for the person cannot be written.
void ConsortiumLink::keepConflict(const light_client::AttackEvidence& evidence,
                                  const PartyId& shownBy) {
    StoredConflict conflict;
    conflict.chainId = m_profile.chainId;
    conflict.evidence = light_client::encodeAttackEvidence(evidence);
    conflict.shownBy = shownBy;
    conflict.foundAt = m_clock.now();
    const std::filesystem::path file =
        m_evidenceFolder /
        ("block-" + std::to_string(evidence.ours.header.height.value) + ".evidence");
    if (m_files.makeFolder(m_evidenceFolder) && m_files.replaceFile(file, conflict.evidence)) {
        conflict.file = file.string();
    }
    auto kept = m_vault.consortium().addConflict(conflict);
    if (!kept && m_kept) {
        m_kept = std::move(kept);
    }
}

Result<> ConsortiumLink::saveTrust() {
    RETURN_IF_ERROR(m_kept);
    if (m_ledger->seen() <= m_seenBefore) {
        return {};
    }
    RETURN_IF_ERROR(m_vault.trust().saw(m_profile.chainId, m_ledger->seen()));
    m_seenBefore = m_ledger->seen();
    return {};
}

} // namespace consentry
