#include "app/session/local_sessions.h"

#include "app/session/closed_ledger.h"
#include "app/session/consortium_link.h"
#include "app/session/member_services.h"
#include "app/session/named_store.h"
#include "core/adapters/embedded/embedded_ledger.h"
#include "core/adapters/sqlcipher/sqlcipher_database.h"
#include "core/adapters/state_store/level_store.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/adapters/system/system_clock.h"
#include "core/light_client/light_block_codec.h"
#include "core/simulation/demo_history.h"
#include "core/vault/vault.h"
#include "core/wallet/party_names.h"

#include <atomic>
#include <ctime>
#include <functional>

namespace consentry {
namespace {

using simulation::ConsortiumDamage;
using simulation::DemoConsortium;
using simulation::DemoSession;

/// The demonstration has no witnesses and may lie unused for years; it is labelled as such.
constexpr milliseconds demoTrustingPeriod = std::chrono::days(3650);
constexpr std::string_view ledgerStoreName = simulation::ConsortiumDamage::ledgerStore;
/// Lies in a folder while it is being made. What was made beside it was never handed to anybody.
constexpr const char* unfinishedMark = "unfinished";
/// Which folder's members this program plays for a vault of a real consortium.
constexpr std::string_view membersSetting = "consortium/members";
/// Put where a person wanted to choose later; counts as long as no profile was adopted.
constexpr std::string_view undecidedSetting = "consortium/undecided";

/// Follows the story while the demonstration is made, the system's clock from then on.
class SessionClock final : public simulation::ScriptedClock {
public:
    explicit SessionClock(Instant start) : ScriptedClock(start) {}
    Instant now() const override { return m_live ? m_system.now() : ScriptedClock::now(); }
    void runFree() { m_live = true; }

private:
    adapters::SystemClock m_system;
    std::atomic<bool> m_live = false;
};

/// Where this computer is, as minutes ahead of UTC.
consent::ZoneOffset localZone() {
    return [](Instant instant) {
        const std::time_t seconds = std::chrono::system_clock::to_time_t(instant);
        std::tm local = {};
        localtime_r(&seconds, &local);
        return std::chrono::minutes(local.tm_gmtoff / 60);
    };
}

/// Stands where a ledger that nobody has would begin: by a key that is thrown away.
Result<light_client::TrustedState> startOfNothing(const Clock& clock) {
    ASSIGN_OR_RETURN(light_client::ValidatorSet validators,
                     light_client::ValidatorSet::from({{SigningKey::generate().publicKey(), 1}}));
    light_client::Header header;
    header.chainId = DemoSession::noChainId;
    header.height = BlockHeight(1);
    header.time = light_client::Timestamp::fromInstant(clock.now());
    header.validatorsHash = validators.hash();
    header.nextValidatorsHash = validators.hash();
    header.proposer = validators.address(0);
    const auto anchored = light_client::anchor(header.chainId, header, validators, header.hash());
    return anchored.state ? Result<light_client::TrustedState>(*anchored.state)
                          : Result<light_client::TrustedState>(fail(ErrorCode::Internal, "start"));
}

enum class Stores { New, Existing };

struct Services {
    adapters::PosixFileSystem files;
    adapters::SqlcipherDatabaseFactory databases{files};
};

class LocalSession final : public DemoSession {
public:
    LocalSession(Services& services, Instant start) : m_services(services), m_clock(start) {}
    ~LocalSession() override {
        if (m_wallet) {
            // Not saving costs one header check at the next start, no more.
            static_cast<void>(saveTrust());
        }
    }

    wallet::WalletContext& wallet() override { return *m_wallet; }
    DemoConsortium& consortium() override { return *m_consortium; }
    Result<> saveTrust() override;
    std::optional<ConsortiumDamage> consortiumDamage() const override { return m_note->damage(); }
    Result<> checkConsortium() override;

    SessionClock& clock() { return m_clock; }
    vault::VaultServices vaultServices() {
        return {m_services.databases, m_services.files, m_clock};
    }
    void setVault(std::unique_ptr<vault::Vault> vault) { m_vault = std::move(vault); }
    Result<> keepName(std::string_view name) {
        return wallet::keepOwnName(m_vault->settings(), name);
    }
    Result<> makeConsortium(const std::filesystem::path& folder);
    /// A consortium that cannot be used is closed, and its damage known.
    void openConsortium(const std::filesystem::path& folder);
    Result<> joinWallet();

    bool hasConsortium() const override { return m_ledger || m_link || !m_isUndecided; }
    const light_client::ConsortiumProfile* profile() const override {
        return m_link ? &m_link->profile() : nullptr;
    }
    std::vector<NodeHealth> nodes() const override {
        return m_link ? m_link->nodes().health() : std::vector<NodeHealth>();
    }
    std::vector<NodeHealth> witnesses() const override {
        return m_link ? m_link->witnesses().health() : std::vector<NodeHealth>();
    }
    Result<> adoptProfile(const light_client::SignedProfile& profile) override;
    Result<Identity> registerPatient(std::string_view name,
                                     const std::filesystem::path& members) override;
    Result<> takeFirstProfile(const light_client::SignedProfile& profile);
    Result<> rememberOrganizations(const light_client::ConsortiumProfile& profile);
    /// Over the nodes of the profile that the vault has adopted; false where it has none.
    Result<bool> joinProfile(const std::filesystem::path& folder);
    /// For a new vault whose person chooses later.
    Result<> putOffChoice();
    /// Over nothing: everybody who asks is told NotFound. False where the choice was made.
    Result<bool> joinNobody();

private:
    simulation::OpenStore storesIn(const std::filesystem::path& folder, Stores stores);
    Result<> tryConsortium(const std::filesystem::path& folder);
    void closeConsortium(const Error& why);
    LedgerTransport& transport();
    Result<light_client::TrustedState> trustedStart();
    Result<> playMembers(const std::filesystem::path& members);
    Result<> playNobody();
    void useLedger(VerifiedLedger& ledger);

    Services& m_services;
    SessionClock m_clock;
    std::shared_ptr<DamageNote> m_note = std::make_shared<DamageNote>();
    bool m_isUndecided = false;
    std::string m_openedLast;                   ///< name of a store
    std::vector<const KeyValueStore*> m_stores; ///< of an existing consortium, whoever holds them
    std::unique_ptr<KeyValueStore> m_ledgerStore;
    std::unique_ptr<embedded::EmbeddedLedger> m_ledger; ///< or
    std::unique_ptr<ClosedLedger> m_closedLedger;       ///< instead of it
    std::unique_ptr<vault::Vault> m_vault;
    std::unique_ptr<ConsortiumLink> m_link; ///< where the vault has a profile, and no m_ledger
    std::unique_ptr<DemoConsortium> m_consortium;
    std::unique_ptr<VerifiedLedger> m_verified;
    std::unique_ptr<wallet::WalletContext> m_wallet;
};

simulation::OpenStore LocalSession::storesIn(const std::filesystem::path& folder, Stores stores) {
    return [this, folder, stores](std::string_view name) -> Result<std::unique_ptr<KeyValueStore>> {
        m_openedLast = name;
        auto store = stores == Stores::New ? LevelStore::create(folder / name)
                                           : LevelStore::open(folder / name);
        if (!store) {
            return failWithin("store " + std::string(name), std::move(store).error());
        }
        auto named = std::make_unique<NamedStore>(std::string(name), std::move(*store), m_note);
        // Organisations make their stores, close them, and open them again.
        if (stores == Stores::Existing) {
            m_stores.push_back(named.get());
        }
        return std::unique_ptr<KeyValueStore>(std::move(named));
    };
}

Result<> LocalSession::makeConsortium(const std::filesystem::path& folder) {
    const auto makeStore = storesIn(folder, Stores::New);
    ASSIGN_OR_RETURN(const simulation::DemoGenesis demo, DemoConsortium::prepare(makeStore));
    ASSIGN_OR_RETURN(m_ledgerStore, makeStore(ledgerStoreName));
    ASSIGN_OR_RETURN(m_ledger, embedded::EmbeddedLedger::create(*m_ledgerStore, m_clock,
                                                                demo.genesis, demo.validatorKeys));
    ASSIGN_OR_RETURN(m_consortium,
                     DemoConsortium::open(storesIn(folder, Stores::Existing), *m_ledger, m_clock));
    return {};
}

Result<> LocalSession::tryConsortium(const std::filesystem::path& folder) {
    const auto openStore = storesIn(folder, Stores::Existing);
    ASSIGN_OR_RETURN(m_ledgerStore, openStore(ledgerStoreName));
    ASSIGN_OR_RETURN(m_ledger, embedded::EmbeddedLedger::open(*m_ledgerStore, m_clock));
    ASSIGN_OR_RETURN(m_consortium, DemoConsortium::open(openStore, *m_ledger, m_clock));
    return {};
}

void LocalSession::openConsortium(const std::filesystem::path& folder) {
    if (const auto opened = tryConsortium(folder); !opened) {
        closeConsortium(opened.error());
    }
}

/// Whatever is wrong there, the vault has all that it was ever told, and stays open.
void LocalSession::closeConsortium(const Error& why) {
    m_note->keep(m_openedLast, NamedStore::named(m_openedLast, why));
    m_stores.clear();
    m_ledger.reset();
    m_ledgerStore.reset();
    const Error known = m_note->damage()->why;
    m_closedLedger = std::make_unique<ClosedLedger>(known);
    m_consortium = DemoConsortium::closed(m_clock, known);
}

LedgerTransport& LocalSession::transport() {
    if (m_closedLedger) {
        return *m_closedLedger;
    }
    return *m_ledger;
}

Result<> LocalSession::checkConsortium() {
    if (const auto damage = m_note->damage()) {
        return fail(damage->why);
    }
    for (const KeyValueStore* store : m_stores) {
        RETURN_IF_ERROR(store->check());
    }
    return {};
}

/// The vault remembers a verified block; a new vault begins at the ledger's first one, which stands
/// for the profile that a real consortium hands out.
Result<light_client::TrustedState> LocalSession::trustedStart() {
    const std::string chainId(DemoConsortium::chainId);
    ASSIGN_OR_RETURN(const auto saved, m_vault->trust().trusted(chainId));
    ASSIGN_OR_RETURN(const light_client::LightBlock start,
                     saved ? light_client::decodeLightBlock(saved->encoded)
                           : transport().lightBlock(BlockHeight(1)));
    const auto anchored =
        light_client::anchor(chainId, start.header, start.validators, start.header.hash());
    if (!anchored.state) {
        return fail(ErrorCode::VerificationFailed, "the block that this vault trusts");
    }
    return *anchored.state;
}

Result<> LocalSession::joinWallet() {
    ASSIGN_OR_RETURN(const light_client::TrustedState trusted, trustedStart());
    light_client::Options options;
    options.chainId = DemoConsortium::chainId;
    options.trustingPeriod = demoTrustingPeriod;
    m_verified = std::make_unique<VerifiedLedger>(transport(), m_clock, options, trusted);
    useLedger(*m_verified);
    return {};
}

void LocalSession::useLedger(VerifiedLedger& ledger) {
    m_wallet = std::make_unique<wallet::WalletContext>(
        wallet::WalletContext{*m_vault, ledger, *m_consortium, *m_consortium, m_clock});
}

Result<bool> LocalSession::joinProfile(const std::filesystem::path& folder) {
    ASSIGN_OR_RETURN(auto profile, adoptedProfile(*m_vault));
    if (!profile) {
        return false;
    }
    RETURN_IF_ERROR(rememberOrganizations(*profile));
    ASSIGN_OR_RETURN(m_link, ConsortiumLink::open(*m_vault, m_services.files, m_clock,
                                                  std::move(*profile), folder / "evidence"));
    ASSIGN_OR_RETURN(const auto members, m_vault->settings().get(membersSetting));
    RETURN_IF_ERROR(members && m_services.files.exists(*members) ? playMembers(*members)
                                                                 : playNobody());
    useLedger(m_link->ledger());
    return true;
}

Result<> LocalSession::putOffChoice() {
    return m_vault->settings().put(undecidedSetting, "1");
}

Result<bool> LocalSession::joinNobody() {
    ASSIGN_OR_RETURN(const auto undecided, m_vault->settings().get(undecidedSetting));
    if (!undecided) {
        return false;
    }
    m_isUndecided = true;
    const Error why{ErrorCode::NotFound, "a consortium of this vault", 0};
    m_closedLedger = std::make_unique<ClosedLedger>(why);
    m_consortium = DemoConsortium::closed(m_clock, why);
    ASSIGN_OR_RETURN(const light_client::TrustedState start, startOfNothing(m_clock));
    light_client::Options options;
    options.chainId = DemoSession::noChainId;
    m_verified = std::make_unique<VerifiedLedger>(*m_closedLedger, m_clock, options, start);
    useLedger(*m_verified);
    return true;
}

Result<> LocalSession::takeFirstProfile(const light_client::SignedProfile& profile) {
    return consentry::adoptProfile(*m_vault, m_clock, profile);
}

/// As contacts, at every opening: an earlier one may have ended before, and a later profile may
/// name more of them.
Result<> LocalSession::rememberOrganizations(const light_client::ConsortiumProfile& profile) {
    for (const light_client::ProfileOrganization& organization : profile.organizations) {
        const auto known = m_vault->contacts().find(organization.party);
        if (known || known.error().code != ErrorCode::NotFound) {
            continue;
        }
        NameCard card;
        card.organization = organization.party;
        card.nameZh = organization.nameZh;
        card.nameEn = organization.nameEn;
        RETURN_IF_ERROR(wallet::rememberContact(m_vault->contacts(), organization.party,
                                                ContactKind::Organization, card, true,
                                                m_clock.now()));
    }
    return {};
}

/// What those members keep for patients lies beside their keys, the same for every vault.
Result<> LocalSession::playMembers(const std::filesystem::path& members) {
    ASSIGN_OR_RETURN(auto played, membersIn(m_services.files, members, m_link->profile()));
    const std::filesystem::path services = members / "services";
    RETURN_IF_ERROR(m_services.files.makeFolder(services));
    const auto openStore =
        [&services](std::string_view name) -> Result<std::unique_ptr<KeyValueStore>> {
        auto store = LevelStore::openOrCreate(services / name);
        if (!store) {
            return failWithin("store " + std::string(name), std::move(store).error());
        }
        return std::unique_ptr<KeyValueStore>(std::move(*store));
    };
    ASSIGN_OR_RETURN(m_consortium, DemoConsortium::openPlaying(openStore, std::move(played),
                                                               m_link->ownNodeView(), m_clock));
    return {};
}

Result<> LocalSession::playNobody() {
    ASSIGN_OR_RETURN(m_consortium,
                     DemoConsortium::openPlaying({}, {}, m_link->ownNodeView(), m_clock));
    return {};
}

Result<> LocalSession::adoptProfile(const light_client::SignedProfile& profile) {
    if (m_link) {
        return consentry::adoptProfile(*m_vault, m_clock, profile);
    }
    return m_isUndecided ? takeFirstProfile(profile) : DemoSession::adoptProfile(profile);
}

Result<Identity> LocalSession::registerPatient(std::string_view name,
                                               const std::filesystem::path& members) {
    if (!m_link) {
        return DemoSession::registerPatient(name, members);
    }
    std::error_code relative;
    const std::filesystem::path place = std::filesystem::absolute(members, relative);
    m_wallet.reset();
    m_consortium.reset(); // it may hold the same stores
    auto playing = playMembers(place);
    if (!playing) {
        RETURN_IF_ERROR(playNobody());
    }
    useLedger(m_link->ledger());
    RETURN_IF_ERROR(playing);
    RETURN_IF_ERROR(m_vault->settings().put(membersSetting, place.string()));
    RETURN_IF_ERROR(m_consortium->employPeople(m_clock.now() + std::chrono::days(720)));
    RETURN_IF_ERROR(simulation::rememberEverybody(*this));
    ASSIGN_OR_RETURN(Identity patient, simulation::registerAtMembers(*this));
    RETURN_IF_ERROR(
        wallet::rememberOwnName(m_vault->contacts(), patient.party, name, m_clock.now()));
    return patient;
}

Result<> LocalSession::saveTrust() {
    if (m_link) {
        return m_link->saveTrust();
    }
    if (m_closedLedger) {
        return {}; // nothing new was verified
    }
    const light_client::TrustedState& trusted = m_verified->trusted();
    ASSIGN_OR_RETURN(const auto block, m_ledger->lightBlock(trusted.height()));
    if (block.header.hash() != trusted.header().hash()) {
        return fail(ErrorCode::VerificationFailed, "node changed a verified block");
    }
    return m_vault->trust().save(
        DemoConsortium::chainId,
        {trusted.height(), light_client::encodeLightBlock(block), m_clock.now()});
}

class LocalSessions final : public simulation::DemoSessions {
public:
    explicit LocalSessions(const LocalSessionOptions& options) { m_newVault.kdf = options.kdf; }

    bool exists(const std::filesystem::path& folder) const override {
        return m_services.files.exists(folder / "vault" / "header") &&
               !m_services.files.exists(folder / unfinishedMark);
    }

    Result<std::unique_ptr<DemoSession>> createDemo(const std::filesystem::path& folder,
                                                    const vault::Credentials& credentials,
                                                    std::uint64_t seed,
                                                    const JobControl& control) override {
        const Instant today = adapters::SystemClock().now();
        return make(folder, [&]() -> Made {
            ASSIGN_OR_RETURN(auto session,
                             create(folder, credentials, today - simulation::storyLength));
            const auto records = simulation::generateHistory(seed, today);
            RETURN_IF_ERROR(simulation::liveThroughHistory(*session, session->clock(), today,
                                                           localZone(), records, control));
            return session;
        });
    }

    Result<std::unique_ptr<DemoSession>> createEmpty(const std::filesystem::path& folder,
                                                     const vault::Credentials& credentials,
                                                     std::string_view name) override {
        const Instant now = adapters::SystemClock().now();
        return make(folder, [&]() -> Made {
            ASSIGN_OR_RETURN(auto session, create(folder, credentials, now));
            RETURN_IF_ERROR(begin(*session, name, now));
            return session;
        });
    }

    Result<std::unique_ptr<DemoSession>>
    createForProfile(const std::filesystem::path& folder, const vault::Credentials& credentials,
                     const light_client::SignedProfile& profile, std::string_view name) override {
        return make(folder, [&]() -> Made {
            const Instant now = adapters::SystemClock().now();
            ASSIGN_OR_RETURN(auto session, createVault(folder, credentials, now));
            session->clock().runFree();
            RETURN_IF_ERROR(session->keepName(name));
            RETURN_IF_ERROR(session->takeFirstProfile(profile));
            RETURN_IF_ERROR(session->joinProfile(folder));
            return session;
        });
    }

    Result<std::unique_ptr<DemoSession>> createUndecided(const std::filesystem::path& folder,
                                                         const vault::Credentials& credentials,
                                                         std::string_view name) override {
        return make(folder, [&]() -> Made {
            const Instant now = adapters::SystemClock().now();
            ASSIGN_OR_RETURN(auto session, createVault(folder, credentials, now));
            session->clock().runFree();
            RETURN_IF_ERROR(session->keepName(name));
            RETURN_IF_ERROR(session->putOffChoice());
            RETURN_IF_ERROR(session->joinNobody());
            return session;
        });
    }

    Result<> checkNewProfile(const light_client::SignedProfile& profile) override {
        return consentry::checkNewProfile(profile);
    }

    Result<std::unique_ptr<DemoSession>> open(const std::filesystem::path& folder,
                                              const vault::Credentials& credentials) override {
        return openBy(folder, [&](const vault::VaultServices& services) {
            return vault::Vault::open(services, folder / "vault", credentials);
        });
    }

    Result<std::unique_ptr<DemoSession>> recover(const std::filesystem::path& folder,
                                                 const SecretBytes& words,
                                                 const vault::Credentials& next) override {
        return openBy(folder, [&](const vault::VaultServices& services) -> OpenedVault {
            ASSIGN_OR_RETURN(auto vault,
                             vault::Vault::openWithWords(services, folder / "vault", words));
            RETURN_IF_ERROR(vault->replacePassphrase(next, m_newVault.kdf));
            return vault;
        });
    }

private:
    using Made = Result<std::unique_ptr<LocalSession>>;
    using OpenedVault = Result<std::unique_ptr<vault::Vault>>;

    Result<std::unique_ptr<DemoSession>>
    openBy(const std::filesystem::path& folder,
           const std::function<OpenedVault(const vault::VaultServices&)>& opener) {
        if (m_services.files.exists(folder / unfinishedMark)) {
            return fail(ErrorCode::NotFound, "making this vault was interrupted");
        }
        auto session = std::make_unique<LocalSession>(m_services, adapters::SystemClock().now());
        session->clock().runFree();
        ASSIGN_OR_RETURN(auto vault, opener(session->vaultServices()));
        session->setVault(std::move(vault));
        ASSIGN_OR_RETURN(const bool isReal, session->joinProfile(folder));
        ASSIGN_OR_RETURN(const bool isUndecided,
                         isReal ? Result<bool>(false) : session->joinNobody());
        if (!isReal && !isUndecided) {
            session->openConsortium(folder / "consortium");
            RETURN_IF_ERROR(session->joinWallet());
        }
        return std::unique_ptr<DemoSession>(std::move(session));
    }

    /// All or nothing, also where the program is killed: what an interrupted start left behind is
    /// taken away by the next one.
    Result<std::unique_ptr<DemoSession>> make(const std::filesystem::path& folder,
                                              const std::function<Made()>& work) {
        ASSIGN_OR_RETURN(std::unique_ptr<FileLock> making, takeForMaking(folder));
        Made made = work();
        if (made) {
            (*made)->clock().runFree();
            // Durable before anybody is shown the recovery words of what was made.
            if (auto finished = m_services.files.remove(folder / unfinishedMark); !finished) {
                made = fail(std::move(finished).error());
            }
        }
        if (!made) {
            Error problem = made.error();
            made = fail(problem); // the session lets go of its files first
            removeMade(folder);
            static_cast<void>(m_services.files.remove(folder / unfinishedMark));
            return fail(std::move(problem));
        }
        return std::unique_ptr<DemoSession>(std::move(*made));
    }

    /// Marks the folder as unfinished, for this process alone. AlreadyExists where there is a vault
    /// already, AlreadyOpen where another program is making one.
    Result<std::unique_ptr<FileLock>> takeForMaking(const std::filesystem::path& folder) {
        FileSystem& files = m_services.files;
        const bool wasInterrupted = files.exists(folder / unfinishedMark);
        if (!wasInterrupted &&
            (files.exists(folder / "vault") || files.exists(folder / "consortium"))) {
            return fail(ErrorCode::AlreadyExists, "vault");
        }
        RETURN_IF_ERROR(files.makeFolder(folder));
        if (!wasInterrupted) {
            RETURN_IF_ERROR(files.replaceFile(folder / unfinishedMark, {}));
        }
        ASSIGN_OR_RETURN(auto making, files.lock(folder / unfinishedMark));
        removeMade(folder);
        return making;
    }

    static void removeMade(const std::filesystem::path& folder) {
        std::error_code ignored;
        std::filesystem::remove_all(folder / "vault", ignored);
        std::filesystem::remove_all(folder / "consortium", ignored);
    }

    static Result<> begin(DemoSession& session, std::string_view name, Instant now) {
        RETURN_IF_ERROR(session.consortium().employPeople(now + std::chrono::days(720)));
        RETURN_IF_ERROR(simulation::rememberEverybody(session));
        ASSIGN_OR_RETURN(const Identity patient, simulation::registerAtHospitals(session));
        RETURN_IF_ERROR(
            wallet::rememberOwnName(session.wallet().vault.contacts(), patient.party, name, now));
        return session.saveTrust();
    }

    Made createVault(const std::filesystem::path& folder, const vault::Credentials& credentials,
                     Instant start) {
        auto session = std::make_unique<LocalSession>(m_services, start);
        ASSIGN_OR_RETURN(auto vault,
                         vault::Vault::create(session->vaultServices(), folder / "vault",
                                              credentials, m_newVault));
        session->setVault(std::move(vault));
        return session;
    }

    Made create(const std::filesystem::path& folder, const vault::Credentials& credentials,
                Instant start) {
        ASSIGN_OR_RETURN(auto session, createVault(folder, credentials, start));
        RETURN_IF_ERROR(session->makeConsortium(folder / "consortium"));
        RETURN_IF_ERROR(session->joinWallet());
        return session;
    }

    Services m_services;
    vault::CreateOptions m_newVault;
};

} // namespace

std::unique_ptr<simulation::DemoSessions> makeLocalSessions(const LocalSessionOptions& options) {
    return std::make_unique<LocalSessions>(options);
}

} // namespace consentry
