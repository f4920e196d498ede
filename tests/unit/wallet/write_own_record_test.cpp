// What the person writes down: checked, stored like any record, corrected and taken back in the
// open.
#include "core/clinical/json_canonical.h"
#include "core/clinical/observation.h"
#include "core/clinical/record_from_json.h"
#include "core/consent/record_details.h"
#include "core/wallet/write_own_record.h"
#include "tests/unit/vault/vault_fixture.h"

#include <QTest>

using namespace consentry;
using namespace consentry::test;
using namespace std::chrono_literals;
using wallet::DecimalMark;
using wallet::OwnEntry;
using wallet::OwnEntryRules;
using wallet::OwnField;
using wallet::OwnKind;

namespace {

const Instant now = *parseRfc3339("2026-11-29T16:30:00Z"); // half past midnight in Shanghai

OwnEntryRules rules(std::chrono::minutes ahead = 8h) {
    return {DecimalMark::Point, now, [ahead](Instant) { return ahead; }};
}

OwnEntry weight(std::string value, std::string day = "2026-11-29") {
    OwnEntry entry;
    entry.kind = OwnKind::Weight;
    entry.first = std::move(value);
    entry.day = std::move(day);
    return entry;
}

/// "first refused", "day asks", …
QString remarksOf(const OwnEntry& entry, const OwnEntryRules& by = rules()) {
    static constexpr const char* fields[] = {"first", "second", "unit", "day", "time", "text"};
    QStringList all;
    for (const auto& remark : wallet::checkOwnEntry(entry, by)) {
        all << QString::fromLatin1(fields[static_cast<int>(remark.field)]) +
                   (remark.asks ? QStringLiteral(" asks") : QStringLiteral(" refused"));
    }
    return all.join(QStringLiteral(", "));
}

std::string originalOf(vault::Vault& vault, const RecordDigest& digest) {
    return std::string(textOf(VaultFixture::must(vault.records().original(digest))));
}

} // namespace

class WriteOwnRecordTest : public QObject {
    Q_OBJECT
private slots:
    void readsNumbersAsTyped_data();
    void readsNumbersAsTyped();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void theFutureIsThatOfThePerson();
    void aMeasurementIsARecordLikeOthers();
    void bloodPressureIsThePanel();
    void aNoteIsFoundByItsWords();
    void everyKindComesBackAsTyped();
    void aCorrectionKeepsWhatWasBefore();
    void whatWasTakenBackStaysReadable();
    void onlyOwnRecordsAreChanged();
    void aFileIsNoOwnRecord();
    void anImportThatPausesLetsItThrough();
    void aLockedVaultTakesNothing();
};

void WriteOwnRecordTest::readsNumbersAsTyped_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("comma");
    QTest::addColumn<QString>("token"); // empty: none
    QTest::addRow("digits are kept") << "36.60" << false << "36.60";
    QTest::addRow("comma of the locale") << "36,60" << true << "36.60";
    QTest::addRow("comma elsewhere") << "36,6" << false << "36.6";
    QTest::addRow("leading zeros") << "007" << false << "7";
    QTest::addRow("no zero before the point") << ".5" << false << "0.5";
    QTest::addRow("full width") << QStringLiteral("１２０") << false << "120";
    QTest::addRow("full width point") << QStringLiteral("３６．６") << false << "36.6";
    QTest::addRow("blanks around") << " 72 " << false << "72";
    QTest::addRow("two ways") << "1,500" << false << "";
    QTest::addRow("two ways by comma") << "1.500" << true << "";
    QTest::addRow("exact by the own mark") << "1.500" << false << "1.500";
    QTest::addRow("zero") << "0.00" << false << "";
    QTest::addRow("negative") << "-3" << false << "";
    QTest::addRow("exponent") << "1e3" << false << "";
    QTest::addRow("two points") << "1.2.3" << false << "";
    QTest::addRow("ends in a point") << "12." << false << "";
    QTest::addRow("letter") << "12o" << false << "";
    QTest::addRow("unit typed too") << "65 kg" << false << "";
    QTest::addRow("ten digits") << "1234567890" << false << "1234567890";
    QTest::addRow("eleven digits") << "12345678901" << false << "";
    QTest::addRow("nothing") << "  " << false << "";
}

void WriteOwnRecordTest::readsNumbersAsTyped() {
    QFETCH(QString, typed);
    QFETCH(bool, comma);
    QFETCH(QString, token);
    const auto read =
        wallet::numberToken(typed.toStdString(), comma ? DecimalMark::Comma : DecimalMark::Point);
    QCOMPARE(QString::fromStdString(read.value_or("")), token);
}

void WriteOwnRecordTest::saysWhatIsWrong_data() {
    QTest::addColumn<OwnEntry>("entry");
    QTest::addColumn<QString>("remarks");
    const auto with = [](OwnEntry entry, auto change) {
        change(entry);
        return entry;
    };
    OwnEntry pressure;
    pressure.first = "120";
    pressure.second = "80";
    pressure.day = "2026-11-29";
    OwnEntry note;
    note.kind = OwnKind::Note;
    note.text = "slept badly";
    note.day = "2026";
    QTest::addRow("as usual") << weight("65.4") << "";
    QTest::addRow("unusual weight") << weight("650") << "first asks";
    QTest::addRow("at the limit") << weight("250") << "";
    QTest::addRow("beyond the limit") << weight("250.1") << "first asks";
    QTest::addRow("other unit") << with(weight("250.1"), [](OwnEntry& e) { e.unit = "[lb_av]"; })
                                << "";
    QTest::addRow("foreign unit") << with(weight("65"), [](OwnEntry& e) { e.unit = "mmol/L"; })
                                  << "unit refused";
    QTest::addRow("pressure") << pressure << "";
    QTest::addRow("upper and lower swapped")
        << with(pressure, [](OwnEntry& e) { std::swap(e.first, e.second); }) << "second asks";
    QTest::addRow("lower missing")
        << with(pressure, [](OwnEntry& e) { e.second.clear(); }) << "second refused";
    QTest::addRow("both wrong") << with(pressure, [](OwnEntry& e) {
        e.first = "x";
        e.second = "y";
    }) << "first refused, second refused";
    QTest::addRow("more than all oxygen")
        << with(weight("101"), [](OwnEntry& e) { e.kind = OwnKind::OxygenSaturation; })
        << "first refused";
    QTest::addRow("month") << weight("65", "2026-11") << "";
    QTest::addRow("no such day") << weight("65", "2026-02-30") << "day refused";
    QTest::addRow("words for a day") << weight("65", "yesterday") << "day refused";
    QTest::addRow("no day") << weight("65", "") << "day refused";
    QTest::addRow("day with a time in it") << weight("65", "2026-11-29T08:00:00Z") << "day refused";
    QTest::addRow("long ago") << weight("65", "1899-12-31") << "day refused";
    QTest::addRow("time") << with(weight("65"), [](OwnEntry& e) { e.time = "8:05"; }) << "";
    QTest::addRow("no time") << with(weight("65"), [](OwnEntry& e) { e.time = "24:00"; })
                             << "time refused";
    QTest::addRow("letters in the time")
        << with(weight("65"), [](OwnEntry& e) { e.time = "ab:cd"; }) << "time refused";
    QTest::addRow("time of a month")
        << with(weight("65", "2026-11"), [](OwnEntry& e) { e.time = "08:00"; }) << "time refused";
    QTest::addRow("note") << note << "";
    QTest::addRow("empty note") << with(note, [](OwnEntry& e) { e.text = " \n"; })
                                << "text refused";
    QTest::addRow("note at the limit")
        << with(note, [](OwnEntry& e) { e.text = std::string(OwnEntry::textMax, 'x'); }) << "";
    QTest::addRow("note beyond the limit")
        << with(note, [](OwnEntry& e) { e.text = std::string(OwnEntry::textMax + 1, 'x'); })
        << "text refused";
}

void WriteOwnRecordTest::saysWhatIsWrong() {
    QFETCH(OwnEntry, entry);
    QFETCH(QString, remarks);
    QCOMPARE(remarksOf(entry), remarks);
    for (const auto& remark : wallet::checkOwnEntry(entry, rules())) {
        QVERIFY(!remark.words.en.empty() && !remark.words.zh.empty());
    }
    const auto json =
        wallet::ownObservation(entry, rules(), {}, {"id", 1, {}, now}, Language::English);
    QCOMPARE(json.has_value(), !remarks.contains(QStringLiteral("refused")));
}

void WriteOwnRecordTest::theFutureIsThatOfThePerson() {
    QCOMPARE(remarksOf(weight("65", "2026-11-30")), QString()); // the 30th began in Shanghai
    QCOMPARE(remarksOf(weight("65", "2026-11-30"), rules(0h)), QStringLiteral("day refused"));
    QCOMPARE(remarksOf(weight("65", "2026-12")), QStringLiteral("day refused"));
    QCOMPARE(remarksOf(weight("65", "2027")), QStringLiteral("day refused"));
    OwnEntry timed = weight("65", "2026-11-30");
    timed.time = "00:30";
    QCOMPARE(remarksOf(timed), QString());
    timed.time = "00:31";
    QCOMPARE(remarksOf(timed), QStringLiteral("time refused"));
}

void WriteOwnRecordTest::aMeasurementIsARecordLikeOthers() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::WriteOwnRecord write(*vault, f.clock);
    OwnEntry entry = weight("65.40");
    entry.time = "08:05";
    entry.text = "before \"breakfast\"\nwith shoes";
    const RecordDigest digest = f.must(write.add(entry, rules(), Language::English));
    const RecordSummary summary = f.must(vault->records().find(digest));
    QVERIFY(summary.isOwn);
    QVERIFY(summary.custodian.isZero());
    QCOMPARE(summary.facet, clinical::Facet::VitalSign);
    QCOMPARE(summary.title, std::string("Body weight"));
    QCOMPARE(summary.valueText, std::string("65.40 kg"));
    QCOMPARE(summary.whenText, std::string("2026-11-29T08:05:00+08:00"));
    QCOMPARE(summary.when->begin, *parseRfc3339("2026-11-29T00:05:00Z"));
    RecordFilter filter;
    filter.search = "breakfast";
    QCOMPARE(f.must(vault->records().count(filter, 10)), std::uint64_t{1});
    filter = {};
    filter.code = clinical::Code{"http://loinc.org", "29463-7"};
    QCOMPARE(f.must(vault->records().count(filter, 10)), std::uint64_t{1});
    filter.isOwn = false;
    QCOMPARE(f.must(vault->records().count(filter, 10)), std::uint64_t{0});
    const std::string json = originalOf(*vault, digest);
    QCOMPARE(f.must(clinical::recordDigest(bytesOf(json))), digest);
    const auto observation = f.must(clinical::observationFromJson(bytesOf(json)));
    QCOMPARE(observation.main.quantity->value, std::string("65.40"));
    QCOMPARE(observation.main.quantity->unitCode, std::string("kg"));
    QVERIFY(f.must(vault->records().imports(10)).empty()); // no file came in
}

void WriteOwnRecordTest::bloodPressureIsThePanel() {
    OwnEntry entry;
    entry.first = "128";
    entry.second = "84";
    entry.day = "2026-11";
    const std::string json = *wallet::ownObservation(
        entry, rules(), {"Patient/7", "沈若兰"}, {"id", 1, {}, now}, Language::ChineseSimplified);
    const auto record = VaultFixture::must(clinical::recordFromJson(bytesOf(json)));
    QCOMPARE(record.valueText, std::string("128/84 mmHg"));
    QCOMPARE(record.patientReference, std::string("Patient/7"));
    QCOMPARE(record.performer, std::string("沈若兰"));
    QVERIFY((record.facts.codeGroups ==
             std::vector<std::vector<clinical::Code>>{{{"http://loinc.org", "85354-9"}},
                                                      {{"http://loinc.org", "8480-6"}},
                                                      {{"http://loinc.org", "8462-4"}}}));
}

void WriteOwnRecordTest::aNoteIsFoundByItsWords() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::WriteOwnRecord write(*vault, f.clock);
    OwnEntry note;
    note.kind = OwnKind::Note;
    note.text = "昨晚头痛，吃了布洛芬";
    note.day = "2026";
    const RecordDigest digest = f.must(write.add(note, rules(), Language::ChineseSimplified));
    RecordFilter filter;
    filter.search = "头痛";
    const auto page = f.must(vault->records().page(filter, {}, 10));
    QCOMPARE(page.records.size(), std::size_t{1});
    QVERIFY(page.records.front().digest == digest);
    QCOMPARE(page.records.front().valueText, note.text);
}

void WriteOwnRecordTest::everyKindComesBackAsTyped() {
    for (const wallet::OwnKindWords& kind : wallet::ownKinds()) {
        OwnEntry entry;
        entry.kind = kind.kind;
        entry.day = "2026-11-28";
        entry.time = "07:15";
        entry.text = "in bed";
        if (kind.kind != OwnKind::Note) {
            entry.unit = kind.units.back().ucum;
            entry.first = std::to_string(static_cast<int>(kind.units.back().usualHigh));
        }
        entry.second = kind.second.english.empty() ? "" : "80";
        QCOMPARE(wallet::parseOwnKind(kind.word).value(), kind.kind);
        const std::string json =
            *wallet::ownObservation(entry, rules(-5h), {}, {"id", 1, {}, now}, Language::English);
        clinical::JsonDocument document;
        VaultFixture::must(document.read(json));
        QVERIFY2(VaultFixture::must(wallet::ownEntryOf(document.root())) == entry, json.c_str());
        QVERIFY(json.find("2026-11-28T07:15:00-05:00") != std::string::npos);
    }
}

void WriteOwnRecordTest::aCorrectionKeepsWhatWasBefore() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::WriteOwnRecord write(*vault, f.clock);
    const RecordDigest first = f.must(write.add(weight("650"), rules(), Language::English));
    const std::string before = originalOf(*vault, first);
    const RecordDigest second =
        f.must(write.correct(first, weight("65.0"), rules(), Language::English));
    const RecordDigest third =
        f.must(write.correct(second, weight("65.2"), rules(), Language::English));
    QCOMPARE(f.must(vault->records().count({}, 10)), std::uint64_t{1});
    QCOMPARE(f.must(vault->records().find(third)).valueText, std::string("65.2 kg"));
    const auto earlier = f.must(vault->records().earlierVersions(third));
    QCOMPARE(earlier.size(), std::size_t{2});
    QVERIFY(earlier[0].digest == second);
    QVERIFY(earlier[1].digest == first);
    QCOMPARE(std::string(textOf(earlier[1].original)), before);
    // One and the same for whoever reads it elsewhere.
    clinical::JsonDocument old;
    clinical::JsonDocument newest;
    const std::string text = originalOf(*vault, third);
    f.must(old.read(before));
    f.must(newest.read(text));
    QCOMPARE(old.root()["id"].string(), newest.root()["id"].string());
    QCOMPARE(newest.root()["meta"]["versionId"].string(), std::string_view("3"));
    QCOMPARE(newest.root()["status"].string(), std::string_view("corrected"));
    RecordFilter filter;
    filter.search = "650";
    QCOMPARE(f.must(vault->records().count(filter, 10)), std::uint64_t{0});
    // Who still has the old page open does not write over the newer one.
    QCOMPARE(write.correct(first, weight("66"), rules(), Language::English).error().code,
             ErrorCode::NotFound);
    QCOMPARE(f.must(vault->records().count({}, 10)), std::uint64_t{1});
}

void WriteOwnRecordTest::whatWasTakenBackStaysReadable() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::WriteOwnRecord write(*vault, f.clock);
    OwnEntry entry = weight("65");
    entry.time = "12:50";
    const RecordDigest first = f.must(write.add(entry, rules(-3h - 30min), Language::English));
    const std::string when = f.must(vault->records().find(first)).whenText;
    const RecordDigest gone = f.must(write.withdraw(first, Language::English));
    const RecordSummary summary = f.must(vault->records().find(gone));
    QCOMPARE(summary.valueText, std::string("entered-in-error"));
    QCOMPARE(summary.whenText, when); // by the clock that it was written by
    QVERIFY(summary.isOwn);
    clinical::JsonDocument document;
    const std::string json = originalOf(*vault, gone);
    f.must(document.read(json));
    QVERIFY(consent::describeRecord(document.root(), Language::English).isVoid);
    QCOMPARE(f.must(vault->records().earlierVersions(gone)).size(), std::size_t{1});
    QCOMPARE(write.withdraw(gone, Language::English).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(write.correct(gone, entry, rules(), Language::English).error().code,
             ErrorCode::InvalidArgument);
}

void WriteOwnRecordTest::onlyOwnRecordsAreChanged() {
    VaultFixture f;
    const auto vault = f.create();
    const auto session = f.must(vault->records().beginImport({"file", {}, now}));
    // As a hospital would have it: same shape, but not written here.
    const std::string json =
        *wallet::ownObservation(weight("65"), rules(), {}, {"id", 1, {}, now}, Language::English);
    const auto record = f.must(clinical::recordFromJson(bytesOf(json)));
    f.must(session->add(record));
    f.must(session->commit({}));
    wallet::WriteOwnRecord write(*vault, f.clock);
    QCOMPARE(write.withdraw(record.facts.digest, Language::English).error().code,
             ErrorCode::NotFound);
    QCOMPARE(
        write.correct(record.facts.digest, weight("1"), rules(), Language::English).error().code,
        ErrorCode::NotFound);
    QCOMPARE(vault->records().putOwn(record, now, {}).error().code, ErrorCode::AlreadyExists);
    QVERIFY(!f.must(vault->records().find(record.facts.digest)).isOwn);
}

void WriteOwnRecordTest::aFileIsNoOwnRecord() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::WriteOwnRecord write(*vault, f.clock);
    const RecordDigest own = f.must(write.add(weight("65"), rules(), Language::English));
    f.must(vault->records().erase(own));
    QCOMPARE(f.must(vault->records().count({}, 10)), std::uint64_t{0});
    QVERIFY(f.must(vault->records().imports(10)).empty());
    QVERIFY(f.must(vault->records().earlierVersions(own)).empty());
}

void WriteOwnRecordTest::anImportThatPausesLetsItThrough() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::WriteOwnRecord write(*vault, f.clock);
    const auto session = f.must(vault->records().beginImport({"file", {}, now}));
    // On the import's own thread it is refused, and nothing of it is there.
    QCOMPARE(write.add(weight("65"), rules(), Language::English).error().code,
             ErrorCode::InvalidArgument);
    std::atomic<bool> isDone = false;
    std::thread writer([&] {
        f.must(write.add(weight("65"), rules(), Language::English));
        isDone = true;
    });
    std::vector<RecordDigest> added;
    for (int i = 0; !isDone || i < 10; ++i) {
        const std::string json = R"({"resourceType":"Observation","id":"i)" + std::to_string(i) +
                                 R"(","code":{"text":"glucose"}})";
        const auto record = f.must(clinical::recordFromJson(bytesOf(json)));
        f.must(session->add(record));
        // Read through the same connection while the import gathers.
        QCOMPARE(textOf(f.must(vault->records().original(record.facts.digest))),
                 std::string_view(json));
        added.push_back(record.facts.digest);
    }
    writer.join();
    f.must(session->commit({}));
    QCOMPARE(f.must(vault->records().count({}, 100'000)), added.size() + 1);
    for (const RecordDigest& digest : added) {
        QVERIFY(vault->records().original(digest));
    }
    RecordFilter own;
    own.isOwn = true;
    QCOMPARE(f.must(vault->records().count(own, 10)), std::uint64_t{1});
}

void WriteOwnRecordTest::aLockedVaultTakesNothing() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::WriteOwnRecord write(*vault, f.clock);
    vault->lock(vault::LockReason::Request);
    QCOMPARE(write.add(weight("65"), rules(), Language::English).error().code, ErrorCode::Locked);
}

QTEST_APPLESS_MAIN(WriteOwnRecordTest)
#include "write_own_record_test.moc"
