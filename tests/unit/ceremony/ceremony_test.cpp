// How a consortium begins: keys, cards, a genesis that everybody checks against the own card.

#include "app/ceremony/ceremony.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/crypto/hash.h"
#include "core/hospital/key_file.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <sys/stat.h>

using namespace consentry;
using namespace consentry::ceremony;
namespace fs = std::filesystem;
using nlohmann::json;

class CeremonyTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void keysAreMadeOnce();
    void secretsAreForTheOwnerAlone();
    void cardSurvivesItsFile();
    void refusesAlteredCard_data();
    void refusesAlteredCard();
    void genesisIsTheSameWhoeverJoinsIt();
    void genesisNeedsFourOrganizations();
    void genesisRefusesCardOfAnotherChain();
    void memberFindsItselfInTheGenesis();
    void memberNoticesAlteredGenesis_data();
    void memberNoticesAlteredGenesis();

private:
    fs::path card(int member) const { return folder(member) / "card.json"; }
    fs::path folder(int member) const { return m_folder.path() / ("m" + std::to_string(member)); }
    std::vector<fs::path> cards() const { return {card(1), card(2), card(3), card(4)}; }
    json joined();

    test::TemporaryFolder m_folder;
    adapters::PosixFileSystem m_files;
};

namespace {

constexpr int members = 4;

OrganizationPlan planOf(int member, const std::string& chain = "hospitals-1") {
    const std::string number = std::to_string(member);
    OrganizationPlan plan;
    plan.chainId = chain;
    plan.nameEn = "Hospital " + number;
    plan.nameZh = "第" + number + "医院";
    plan.peerAddress = "h" + number + ".example:26656";
    plan.nodeUrl = "https://h" + number + ".example:8443";
    plan.nodePins = {sha256(bytesOf(number))};
    return plan;
}

Instant start() {
    return *parseRfc3339("2026-12-01T08:00:00Z");
}

} // namespace

void CeremonyTest::initTestCase() {
    for (int member = 1; member <= members; ++member) {
        QVERIFY(makeKeys(m_files, folder(member), planOf(member), nullptr).has_value());
    }
}

/// The genesis of all four, as JSON to spoil.
json CeremonyTest::joined() {
    const fs::path path = m_folder.path() / "joined.json";
    static_cast<void>(m_files.remove(path));
    static_cast<void>(joinGenesis(m_files, path, cards(), {}, start()));
    return json::parse(test::readFile(path));
}

void CeremonyTest::keysAreMadeOnce() {
    const std::string before = test::readFile(folder(1) / "keys" / "gateway.key");
    const auto again = makeKeys(m_files, folder(1), planOf(1), nullptr);
    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(test::readFile(folder(1) / "keys" / "gateway.key"), before);
}

void CeremonyTest::secretsAreForTheOwnerAlone() {
    const char* const secrets[] = {"keys/governance.key",
                                   "keys/attestor.key",
                                   "keys/gateway.key",
                                   "keys/inbox.key",
                                   "engine/config/priv_validator_key.json",
                                   "engine/config/node_key.json"};
    for (const char* path : secrets) {
        struct stat about = {};
        QCOMPARE(::stat((folder(1) / path).c_str(), &about), 0);
        QCOMPARE(about.st_mode & 0777U, 0600U);
    }
    const std::string card = test::readFile(this->card(1));
    const std::string key = test::readFile(folder(1) / "keys" / "gateway.key");
    const auto file = hospital::decodeKeyFile(bytesOf(key), nullptr);
    QVERIFY(file.has_value());
    QVERIFY(card.find(toHex(file->publicKey)) != std::string::npos);
    QVERIFY(card.find(toHex(file->seed.expose())) == std::string::npos);
}

void CeremonyTest::cardSurvivesItsFile() {
    const std::string text = test::readFile(card(1));
    const auto read = hospital::decodeCard(bytesOf(text));
    QVERIFY(read.has_value());
    QCOMPARE(read->nameZh, std::string("第1医院"));
    QCOMPARE(hospital::encodeCard(*read), text);
}

void CeremonyTest::refusesAlteredCard_data() {
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("code");
    const auto row = [](const char* member, const char* value, ErrorCode code) {
        QTest::newRow(member) << member << value << static_cast<int>(code);
    };
    row("nameEn", R"("Hospital X")", ErrorCode::BadSignature);
    row("mailbox", "false", ErrorCode::BadSignature);
    row("nodeUrl", R"("https://thief.example:8443")", ErrorCode::BadSignature);
    row("nodePins", "[]", ErrorCode::BadSignature);
    row("inboxKey", R"("00")", ErrorCode::Malformed);
    row("attestorKeys", "[]", ErrorCode::InvalidArgument);
    row("nameZh", R"("")", ErrorCode::InvalidArgument);
    row("format", R"("consentry organization card 2")", ErrorCode::Unsupported);
    row("unknownMember", "1", ErrorCode::Malformed);
    row("gatewayKeys", "[1]", ErrorCode::Malformed);
}

void CeremonyTest::refusesAlteredCard() {
    QFETCH(QString, member);
    QFETCH(QString, value);
    QFETCH(int, code);
    json card = json::parse(test::readFile(this->card(1)));
    card[member.toStdString()] = json::parse(value.toStdString());

    const std::string text = card.dump();
    const auto read = hospital::decodeCard(bytesOf(text));

    QVERIFY(!read.has_value());
    QCOMPARE(static_cast<int>(read.error().code), code);
}

void CeremonyTest::genesisIsTheSameWhoeverJoinsIt() {
    const auto one = joinGenesis(m_files, m_folder.path() / "a.json", cards(), {}, start());
    const auto other = joinGenesis(m_files, m_folder.path() / "b.json",
                                   {card(4), card(2), card(1), card(3)}, {}, start());
    QVERIFY(one.has_value());
    QVERIFY(other.has_value());
    QVERIFY(*one == *other);
}

void CeremonyTest::genesisNeedsFourOrganizations() {
    const auto made = joinGenesis(m_files, m_folder.path() / "three.json",
                                  {card(1), card(2), card(3)}, {}, start());
    QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
    const auto twice = joinGenesis(m_files, m_folder.path() / "twice.json",
                                   {card(1), card(2), card(3), card(3)}, {}, start());
    QCOMPARE(twice.error().code, ErrorCode::InvalidArgument);
}

void CeremonyTest::genesisRefusesCardOfAnotherChain() {
    const fs::path stranger = m_folder.path() / "stranger";
    QVERIFY(makeKeys(m_files, stranger, planOf(5, "hospitals-2"), nullptr).has_value());
    std::vector<fs::path> mixed = cards();
    mixed.push_back(stranger / "card.json");
    const auto made = joinGenesis(m_files, m_folder.path() / "mixed.json", mixed, {}, start());
    QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
}

void CeremonyTest::memberFindsItselfInTheGenesis() {
    joined();
    for (int member = 1; member <= members; ++member) {
        const auto check = checkGenesis(m_files, m_folder.path() / "joined.json", card(member));
        QVERIFY(check.has_value());
        QCOMPARE(check->chainId, std::string("hospitals-1"));
        QCOMPARE(check->organizations.size(), std::size_t{members});
    }
}

void CeremonyTest::memberNoticesAlteredGenesis_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::newRow("chain id") << "/chain_id" << R"("hospitals-2")";
    QTest::newRow("power") << "/validators/2/power" << R"("2")";
    QTest::newRow("a validator left out") << "/validators" << "[]";
    QTest::newRow("block size") << "/consensus_params/block/max_bytes" << R"("22020096")";
    QTest::newRow("evidence") << "/consensus_params/evidence/max_age_duration" << R"("1")";
    QTest::newRow("no registry") << "/app_state" << "{}";
    QTest::newRow("registry of another type") << "/app_state/registry_genesis" << "17";
    QTest::newRow("chain id of another type") << "/chain_id" << "17";
    QTest::newRow("validators of another type") << "/validators" << "17";
}

void CeremonyTest::memberNoticesAlteredGenesis() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    json genesis = joined();
    genesis[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
    const std::string text = genesis.dump();
    const auto own = hospital::decodeCard(bytesOf(test::readFile(card(1))));

    QVERIFY(!checkEngineGenesis(bytesOf(text), *own).has_value());
}

QTEST_GUILESS_MAIN(CeremonyTest)
#include "ceremony_test.moc"
