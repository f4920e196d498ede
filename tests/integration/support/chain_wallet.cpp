#include "tests/integration/support/chain_wallet.h"

#include "core/simulation/demo_history.h"
#include "core/wallet/grant_access.h"

namespace consentry::test {
namespace {

using simulation::DemoConsortium;
using simulation::PlayedOrganization;

constexpr std::string_view passphrase = "correct horse battery";
constexpr std::chrono::days employed{300};
constexpr std::chrono::hours grantLife{24};
/// The first member has the word of an organisation of the demonstration, and so its people.
constexpr const char* firstMember = "qinghe";
constexpr const char* otherWords[] = {"beishan", "nanwan", "donglin", "xihu"};
constexpr std::string_view grantedReader = "han";
constexpr std::string_view strangeReader = "qin";

vault::Credentials credentials() {
    const ByteView text = bytesOf(passphrase);
    SecretBytes secret(text.size());
    std::copy(text.begin(), text.end(), secret.exposeForWriting().begin());
    return {std::move(secret), {}};
}

Result<PlayedOrganization> playedOf(const Member& member) {
    ASSIGN_OR_RETURN(const hospital::OrganizationCard card, cardOf(member));
    PlayedOrganization played;
    const auto place = static_cast<std::size_t>(member.number - 1);
    played.about.key = place == 0 ? firstMember : otherWords[(place - 1) % std::size(otherWords)];
    played.about.name = {card.nameZh, card.nameEn};
    ASSIGN_OR_RETURN(played.keys, keysOf(member));
    return played;
}

} // namespace

ChainWallet::ChainWallet(const ConsortiumFolder& consortium)
    : m_node(consortium.member(1), consortium.chainId),
      m_servicesNode(consortium.member(1), consortium.chainId) {
    m_options.chainId = consortium.chainId;
}

Result<std::unique_ptr<ChainWallet>> ChainWallet::create(const ConsortiumFolder& consortium) {
    std::unique_ptr<ChainWallet> wallet(new ChainWallet(consortium));
    RETURN_IF_ERROR(wallet->open(consortium));
    return wallet;
}

Result<> ChainWallet::open(const ConsortiumFolder& consortium) {
    ASSIGN_OR_RETURN(const light_client::LightBlock first,
                     m_node.transport().lightBlock(BlockHeight(1)));
    m_start =
        light_client::anchor(m_options.chainId, first.header, first.validators, first.header.hash())
            .state;
    if (!m_start) {
        return fail(ErrorCode::VerificationFailed, "the first block");
    }
    RETURN_IF_ERROR(playMembers(consortium));
    vault::CreateOptions cheap;
    cheap.kdf = argon2Floor;
    ASSIGN_OR_RETURN(m_vault,
                     vault::Vault::create({m_databases, m_files, m_clock},
                                          m_folder.path() / "vault", credentials(), cheap));
    m_ledger = std::make_unique<VerifiedLedger>(ledgerOver(m_node.transport()));
    m_wallet = std::make_unique<wallet::WalletContext>(walletOver(*m_ledger));
    RETURN_IF_ERROR(simulation::rememberEverybody(*this));
    ASSIGN_OR_RETURN(m_patient, simulation::registerAtMembers(*this));
    return {};
}

Result<> ChainWallet::playMembers(const ConsortiumFolder& consortium) {
    std::vector<PlayedOrganization> played;
    for (const Member& member : consortium.members) {
        ASSIGN_OR_RETURN(PlayedOrganization one, playedOf(member));
        played.push_back(std::move(one));
    }
    const auto openStore = [this](std::string_view name) -> Result<std::unique_ptr<KeyValueStore>> {
        return std::unique_ptr<KeyValueStore>(std::make_unique<MemoryStore>(m_disk.file(name)));
    };
    ASSIGN_OR_RETURN(m_services,
                     DemoConsortium::openPlaying(openStore, std::move(played),
                                                 ledgerOver(m_servicesNode.transport()), m_clock));
    return m_services->employPeople(m_clock.now() + employed);
}

Result<GrantId> ChainWallet::give() {
    const DemoConsortium::Person* reader = m_services->person(grantedReader);
    if (reader == nullptr) {
        return fail(ErrorCode::NotFound, "a doctor of the first member");
    }
    consent::Grant grant;
    grant.grantee.person = reader->party;
    grant.scope.concepts = {"glucose"};
    grant.notBefore = m_clock.now();
    grant.notAfter = grant.notBefore + grantLife;
    ASSIGN_OR_RETURN(grant.purpose, consent::Purpose::fromCode("TREAT"));
    grant.actions = consent::Action::Look;
    wallet::GrantAccess access(*m_wallet);
    ASSIGN_OR_RETURN(const auto prepared, access.prepare(m_patient, grant));
    return access.send(m_patient, prepared, "check");
}

Result<> ChainWallet::suffer(const GrantId& grant) {
    const DemoConsortium::Person* reader = m_services->person(strangeReader);
    if (reader == nullptr) {
        return fail(ErrorCode::NotFound, "another doctor of the first member");
    }
    return m_services->misuseGrant(firstMember, *reader, m_patient.party, grant);
}

} // namespace consentry::test
