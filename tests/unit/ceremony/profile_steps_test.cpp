// A profile is made of the organisations' cards and a header that their validators signed, and is
// signed by the organisations themselves.
#include "app/ceremony/ceremony.h"
#include "app/ceremony/profile_steps.h"
#include "tests/support/local_consortium.h"
#include "tests/support/must.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <fstream>

using namespace consentry;
using namespace consentry::ceremony;
using test::must;
namespace fs = std::filesystem;
using Json = nlohmann::json;

class ProfileStepsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_consortium = std::make_unique<test::LocalConsortium>(m_folder.path()); }

    void profileSaysWhatTheCardsSay() {
        const auto made = must(make("one", m_consortium->cards()));
        const auto& profile = made.profile;
        QCOMPARE(profile.chainId, std::string(test::LocalConsortium::chainId));
        QCOMPARE(profile.anchorHeight.value, 2U);
        QVERIFY(profile.anchorHash ==
                must(m_consortium->ledger().lightBlock(BlockHeight(2))).header.hash());
        QCOMPARE(profile.organizations.size(), 4U);
        const auto* first = profile.organization(hospital::partyOf(card(1)));
        QVERIFY(first != nullptr);
        QCOMPARE(first->nameEn, std::string("Qinghe Hospital"));
        QCOMPARE(first->nameZh, std::string("清河医院"));
        QVERIFY(first->governanceKey == card(1).governanceKey);
        QCOMPARE(first->nodes.size(), 1U);
        QCOMPARE(first->nodes.front().url, card(1).nodeUrl);
        QVERIFY(first->nodes.front().pinnedKeys == card(1).nodePins);
        QVERIFY(first->witnesses == first->nodes);
        QVERIFY(made.signatures.empty());
    }

    void profileIsTheSameWhoeverMakesIt() {
        auto cards = m_consortium->cards();
        const auto one = must(make("same1", cards));
        std::reverse(cards.begin(), cards.end());
        const auto other = must(make("same2", cards));
        QVERIFY(one == other);
        QCOMPARE(test::readFile(m_folder.path() / "same1"),
                 test::readFile(m_folder.path() / "same2"));
    }

    void nothingIsWrittenOver() {
        must(make("kept", m_consortium->cards()));
        QCOMPARE(make("kept", m_consortium->cards()).error().code, ErrorCode::AlreadyExists);
    }

    void anchorMustBeSignedByTheCardsValidators_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* pointer, const char* value,
                            ErrorCode code) {
            QTest::newRow(name) << pointer << value << static_cast<int>(code);
        };
        row("another time", "/result/signed_header/header/time", R"("2026-01-01T00:00:00Z")",
            ErrorCode::InvalidArgument);
        row("another chain", "/result/signed_header/header/chain_id", R"("hospitals-2")",
            ErrorCode::InvalidArgument);
        row("other validators", "/result/signed_header/header/validators_hash",
            R"("0000000000000000000000000000000000000000000000000000000000000000")",
            ErrorCode::InvalidArgument);
        row("no signatures", "/result/signed_header/commit/signatures", "[]",
            ErrorCode::InvalidArgument);
        row("no header", "/result/signed_header/header", "null", ErrorCode::Malformed);
    }
    void anchorMustBeSignedByTheCardsValidators() {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(int, code);
        Json reply = Json::parse(test::readFile(m_consortium->commitFile(BlockHeight(2))));
        reply[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const auto made = make("spoilt", m_consortium->cards(), reply);
        QVERIFY(!made);
        QCOMPARE(static_cast<int>(made.error().code), code);
        QVERIFY(!fs::exists(m_folder.path() / "spoilt"));
    }

    void anchorNeedsMoreThanTwoThirds() {
        Json reply = Json::parse(test::readFile(m_consortium->commitFile(BlockHeight(2))));
        auto& signatures = reply["result"]["signed_header"]["commit"]["signatures"];
        const auto drop = [&](std::size_t index) {
            signatures[index] = {{"block_id_flag", 1},
                                 {"validator_address", ""},
                                 {"timestamp", "0001-01-01T00:00:00Z"},
                                 {"signature", nullptr}};
        };
        drop(0);
        QVERIFY(make("three", m_consortium->cards(), reply).has_value());
        drop(1);
        QCOMPARE(make("two", m_consortium->cards(), reply).error().code, ErrorCode::BadSignature);
    }

    void engineReplyMayComeWithoutItsEnvelope() {
        const Json reply = Json::parse(test::readFile(m_consortium->commitFile(BlockHeight(2))));
        QVERIFY(make("bare", m_consortium->cards(), reply.at("result")).has_value());
    }

    void cardLeftOutIsNoticed() {
        auto cards = m_consortium->cards();
        cards.pop_back();
        QCOMPARE(make("left-out", cards).error().code, ErrorCode::InvalidArgument);
    }

    void threeOfFourSignaturesMakeItWhole() {
        const fs::path path = m_folder.path() / "signed";
        must(make("signed", m_consortium->cards()));
        for (const std::size_t member : {1U, 2U}) {
            must(addSignature(m_files, path, governance(member), nullptr));
        }
        // The same hand twice is one.
        auto profile = must(addSignature(m_files, path, governance(2), nullptr));
        QCOMPARE(profile.signatures.size(), 2U);
        QCOMPARE(light_client::checkFirstProfile(profile).error().code, ErrorCode::BadSignature);
        must(addSignature(m_files, path, governance(3), nullptr));
        profile = must(readProfile(m_files, path));
        QVERIFY(light_client::checkFirstProfile(profile).has_value());
    }

    void strangersAndOtherKeysDoNotSign() {
        const fs::path path = m_folder.path() / "refused";
        must(make("refused", m_consortium->cards()));
        const std::string before = test::readFile(path);
        QCOMPARE(
            addSignature(m_files, path, m_consortium->member(1) / "keys" / "gateway.key", nullptr)
                .error()
                .code,
            ErrorCode::BadKey);
        OrganizationPlan plan;
        plan.chainId = test::LocalConsortium::chainId;
        plan.nameEn = "Stranger";
        plan.nameZh = "外人";
        plan.peerAddress = "x.example:26656";
        plan.nodeUrl = "https://x.example:8443";
        plan.nodePins = card(1).nodePins;
        const fs::path stranger = m_folder.path() / "stranger";
        must(makeKeys(m_files, stranger, plan, nullptr));
        QCOMPARE(
            addSignature(m_files, path, stranger / "keys" / "governance.key", nullptr).error().code,
            ErrorCode::InvalidArgument);
        QCOMPARE(test::readFile(path), before);
    }

private:
    hospital::OrganizationCard card(std::size_t member) {
        return must(readCard(m_files, m_consortium->member(member) / "card.json"));
    }
    fs::path governance(std::size_t member) const {
        return m_consortium->member(member) / "keys" / "governance.key";
    }
    Result<light_client::SignedProfile> make(const std::string& name,
                                             const std::vector<fs::path>& cards,
                                             const std::optional<Json>& commit = {}) {
        ProfilePlan plan;
        plan.anchor = m_consortium->commitFile(BlockHeight(2));
        if (commit) {
            std::ofstream(plan.anchor) << commit->dump();
        }
        plan.issuedAt = *parseRfc3339("2026-12-01T08:00:00Z");
        return makeProfile(m_files, m_folder.path() / name, cards, plan);
    }

    test::TemporaryFolder m_folder;
    adapters::PosixFileSystem m_files;
    std::unique_ptr<test::LocalConsortium> m_consortium;
};

QTEST_GUILESS_MAIN(ProfileStepsTest)
#include "profile_steps_test.moc"
