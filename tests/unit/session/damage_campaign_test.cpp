// What a failing disk or a careless copy may do to a demonstration's folder, again and again: each
// time the damage is named, or everything is there and verifies to its full height; the vault opens
// every time. CONSENTRY_DAMAGE_ROUNDS sets the number of rounds, CONSENTRY_SEED another series.
#include "app/session/local_sessions.h"
#include "core/adapters/state_store/level_store.h"
#include "core/wallet/check_blocks.h"
#include "core/wallet/sync_log.h"
#include "tests/support/child_process.h"
#include "tests/support/crashed_store.h"
#include "tests/support/file_damage.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <map>
#include <random>

using namespace consentry;
using simulation::ConsortiumDamage;
using simulation::DemoSession;
using simulation::DemoSessions;

namespace {

constexpr std::string_view passphrase = "quiet lantern over maple";
constexpr int roundsUsual = 30;
constexpr std::size_t recordsMax = 100'000;

vault::Credentials credentials() {
    std::string copy(passphrase);
    vault::Credentials made;
    made.passphrase = SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
    return made;
}

std::unique_ptr<DemoSessions> cheapSessions() {
    return makeLocalSessions({argon2Floor});
}

using Content = std::map<Bytes, Bytes>;

/// Everything that a store holds.
Result<Content> contentOf(const std::filesystem::path& folder) {
    ASSIGN_OR_RETURN(const auto store, LevelStore::open(folder));
    Content content;
    for (int table = 0; table <= static_cast<int>(Table::Snapshots); ++table) {
        RETURN_IF_ERROR(
            store->scan(static_cast<Table>(table), {}, [&](ByteView key, ByteView value) {
                Bytes place{static_cast<std::byte>(table)};
                append(place, key);
                content.emplace(std::move(place), toBytes(value));
                return true;
            }));
    }
    return content;
}

/// What the vault holds by itself.
struct Inside {
    std::uint64_t records = 0;
    std::uint64_t rows = 0;
    std::size_t grants = 0;
    friend bool operator==(const Inside&, const Inside&) = default;
};

Result<Inside> insideOf(wallet::WalletContext& wallet) {
    ASSIGN_OR_RETURN(const Identity patient, wallet::patientIdentity(wallet));
    Inside inside;
    ASSIGN_OR_RETURN(inside.records, wallet.vault.records().count({}, recordsMax));
    ASSIGN_OR_RETURN(
        const auto page,
        wallet.vault.logs().page(patient.party, {}, LogOrder::NewestFirst, {}, LogStore::pageMax));
    inside.rows = page.rows.size();
    ASSIGN_OR_RETURN(const auto grants, wallet.vault.grants().page({}, {}, GrantStore::pageMax));
    inside.grants = grants.grants.size();
    return inside;
}

/// What a demonstration must still show when it says nothing of damage.
struct Expected {
    Inside inside;
    BlockHeight height;
    std::map<std::string, Content> stores; ///< all but the ledger's, which goes on
};

enum Meeting { AllThere = 0, Named = 1, Wrong = 2, VaultClosed = 3 };

/// As `verify` asks.
Meeting meet(const std::filesystem::path& folder, const Expected& expected, std::string& said) {
    {
        const auto sessions = cheapSessions();
        const auto opened = sessions->open(folder, credentials());
        if (!opened) {
            said = toString(opened.error());
            return VaultClosed;
        }
        DemoSession& session = **opened;
        const auto inside = insideOf(session.wallet());
        if (!inside || *inside != expected.inside) {
            said = "the vault shows something else";
            return Wrong;
        }
        static_cast<void>(session.checkConsortium());
        if (const auto damage = session.consortiumDamage()) {
            said = toString(damage->why);
            return damage->why.code == ErrorCode::DamagedLedger ? Named : Wrong;
        }
        wallet::SyncLog sync(session.wallet());
        const auto patient = wallet::patientIdentity(session.wallet());
        const auto log = sync.verifyAll(*patient);
        const auto blocks = wallet::checkBlocks(session.wallet().ledger);
        if (!log || !log->complete || !blocks || blocks->bad) {
            said = "the log or a block";
            return Named;
        }
        if (log->count != expected.inside.rows || blocks->newest < expected.height) {
            said = "complete, but shorter than it was";
            return Wrong;
        }
    }
    for (const auto& [name, content] : expected.stores) {
        const auto found = contentOf(folder / "consortium" / name);
        if (!found || *found != content) {
            said = "store " + name + ": " + (found ? "other content" : toString(found.error()));
            return Wrong;
        }
    }
    return AllThere;
}

} // namespace

class DamageCampaignTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyDamageToAConsortiumIsNamedOrHarmless();

private:
    void copyAsCrashed(const std::filesystem::path& from, const std::filesystem::path& to);

    test::TemporaryFolder m_folder;
    std::filesystem::path m_demo = m_folder.path() / "demo";         ///< logs alone, closed
    std::filesystem::path m_tables = m_folder.path() / "tables";     ///< tables too, closed
    std::filesystem::path m_crashed = m_folder.path() / "crashed";   ///< not closed
    std::filesystem::path m_stranger = m_folder.path() / "stranger"; ///< of another making
    Expected m_expected;
};

/// The same demonstration with each store in the state of one whose program was killed.
void DamageCampaignTest::copyAsCrashed(const std::filesystem::path& from,
                                       const std::filesystem::path& to) {
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
    for (const auto& entry : std::filesystem::directory_iterator(to / "consortium")) {
        test::crash(entry.path());
    }
}

void DamageCampaignTest::initTestCase() {
    const auto sessions = cheapSessions();
    QVERIFY(sessions->createDemo(m_demo, credentials(), 3, {}).has_value());
    QVERIFY(sessions->createEmpty(m_stranger, credentials(), "me").has_value());
    {
        const auto session = sessions->open(m_demo, credentials());
        QVERIFY((*session)->consortiumDamage() == std::nullopt);
        wallet::SyncLog sync((*session)->wallet());
        QVERIFY(sync.update(*wallet::patientIdentity((*session)->wallet()))->complete);
        const auto inside = insideOf((*session)->wallet());
        QVERIFY2(inside.has_value(), inside ? "" : toString(inside.error()).c_str());
        qInfo("%llu records, %llu rows, %zu grants",
              static_cast<unsigned long long>(inside->records),
              static_cast<unsigned long long>(inside->rows), inside->grants);
        QVERIFY(inside->records > 100 && inside->rows > 20 && inside->grants > 3);
        m_expected.inside = *inside;
        m_expected.height = (*session)->wallet().ledger.trusted().height();
    }
    for (const auto& entry : std::filesystem::directory_iterator(m_demo / "consortium")) {
        const std::string name = entry.path().filename();
        if (name != ConsortiumDamage::ledgerStore) {
            m_expected.stores[name] = *contentOf(entry.path());
        }
    }
    QCOMPARE(m_expected.stores.size(), std::size_t{8});
    copyAsCrashed(m_demo, m_crashed);
    std::filesystem::copy(m_crashed, m_tables, std::filesystem::copy_options::recursive);
    QVERIFY(sessions->open(m_tables, credentials()).has_value());
    for (const auto& sound : {m_demo, m_tables, m_crashed}) {
        const auto copy = m_folder.path() / "copy";
        std::filesystem::remove_all(copy);
        std::filesystem::copy(sound, copy, std::filesystem::copy_options::recursive);
        std::string said;
        const Meeting met = meet(copy, m_expected, said);
        QVERIFY2(met == AllThere, said.c_str());
    }
}

void DamageCampaignTest::everyDamageToAConsortiumIsNamedOrHarmless() {
    const int rounds = qEnvironmentVariableIsSet("CONSENTRY_DAMAGE_ROUNDS")
                           ? qEnvironmentVariableIntValue("CONSENTRY_DAMAGE_ROUNDS")
                           : roundsUsual;
    const auto seed =
        static_cast<std::uint64_t>(qEnvironmentVariableIntValue("CONSENTRY_SEED")) + 23;
    qInfo() << "seed" << seed << "rounds" << rounds;
    std::mt19937_64 random(seed);
    const std::array<std::filesystem::path, 3> sound{m_demo, m_tables, m_crashed};
    // An older state of the same stores, or those of another demonstration.
    const std::array<std::filesystem::path, 2> others{m_demo, m_stranger};
    int named = 0;
    int harmless = 0;
    for (std::size_t round = 0; named + harmless < rounds; ++round) {
        const auto copy = m_folder.path() / "copy";
        std::filesystem::remove_all(copy);
        std::filesystem::copy(sound[round % sound.size()], copy,
                              std::filesystem::copy_options::recursive);
        const std::string done = test::damageSomeFile(
            copy / "consortium", others[random() % others.size()] / "consortium", random);
        if (done.empty()) {
            continue;
        }
        const auto outcome = test::inChild(
            [&](std::string& said) { return static_cast<int>(meet(copy, m_expected, said)); },
            std::chrono::seconds(120));
        const std::string story = done + ": " + outcome.said;
        QVERIFY2(outcome.end == test::ChildOutcome::End::Exited, story.c_str());
        QVERIFY2(outcome.returned(AllThere) || outcome.returned(Named), story.c_str());
        named += outcome.returned(Named) ? 1 : 0;
        harmless += outcome.returned(AllThere) ? 1 : 0;
    }
    qInfo() << rounds << "damages:" << named << "named," << harmless << "harmless, 0 unnoticed";
    QVERIFY(named > rounds / 2);
}

int main(int argc, char** argv) {
    // A long campaign is one slot, which Qt would end after five minutes.
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000");
    DamageCampaignTest tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "damage_campaign_test.moc"
