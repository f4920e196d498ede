#include "core/adapters/sqlcipher/connection.h"
#include "tests/unit/sqlcipher/database_fixture.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace consentry;
using namespace consentry::test;

namespace {

const PartyId patient = idOf<PartyId>("patient");

LogRow rowAt(std::uint64_t seq, std::uint32_t type = 1, std::string_view actor = "hospital") {
    LogRow row;
    row.patient = patient;
    row.seq = LogSequence(seq);
    row.epoch = EpochNumber(1);
    row.height = BlockHeight(seq / 2 + 1);
    row.blockTime = instantFromMillis(1'000'000 + static_cast<std::int64_t>(seq / 2) * 1000);
    row.type = type;
    row.actor = idOf<PartyId>(actor);
    row.objectId = idOf<Digest>("object " + std::to_string(seq % 3));
    row.event = toBytes(bytesOf("event " + std::to_string(seq)));
    row.bodyState = BodyState::Waiting;
    return row;
}

VerifiedLogHead headAt(std::uint64_t count, std::string_view name = "") {
    return {count, idOf<Digest>("head " + std::to_string(count) + std::string(name)),
            BlockHeight(count)};
}

void appendRows(VaultDatabase& database, std::uint64_t from, std::uint64_t to) {
    std::vector<LogRow> rows;
    for (std::uint64_t seq = from; seq < to; ++seq) {
        rows.push_back(rowAt(seq, seq % 10 == 0 ? 2 : 1, seq % 4 == 0 ? "clinic" : "hospital"));
    }
    DatabaseFixture::must(database.logs().append(patient, rows, headAt(to)));
}

std::vector<std::uint64_t> sequences(LogStore& logs, const LogFilter& filter,
                                     LogOrder order = LogOrder::NewestFirst,
                                     std::optional<LogSequence> after = {},
                                     std::size_t limit = 100) {
    std::vector<std::uint64_t> found;
    for (const auto& row :
         DatabaseFixture::must(logs.page(patient, filter, order, after, limit)).rows) {
        found.push_back(row.seq.value);
    }
    return found;
}

using Sequences = std::vector<std::uint64_t>;

/// Rows of which one term has all words, oldest first.
Sequences rowsWith(LogStore& logs, std::string_view query) {
    const auto terms = DatabaseFixture::must(logs.termsWith(query));
    const LogIndex index = DatabaseFixture::must(logs.index(patient, {}));
    Sequences found;
    for (std::size_t row = 0; terms && row < index.rows.size(); ++row) {
        for (const std::uint32_t term : index.termSets[index.rows[row].terms]) {
            if (std::binary_search(terms->begin(), terms->end(), term)) {
                found.push_back(index.sequenceAt(row).value);
                break;
            }
        }
    }
    return found;
}

} // namespace

class LogStoreTest : public QObject {
    Q_OBJECT

private slots:
    void keepsRowsAndHeadTogether();
    void neverLetsTheHeadGoBack();
    void refusesGapsAndOverlaps();
    void acceptsALogFromALaterEpochOn();
    void filtersByTypeActorObjectAndTime();
    void findsWhatNeedsAttention();
    void findsRowsByTheTermsOfTheirDetails();
    void pagesInBothDirections();
    void keepsLogsOfTwoPatientsApart();
    void theIndexSaysWhatTheRowsSay();
    void theIndexBeginsWhereItIsAskedTo();
    void aDamagedIndexIsNoIndex();
    void countsTheUsesOfEachGrant();
};

void LogStoreTest::keepsRowsAndHeadTogether() {
    DatabaseFixture f;
    const auto database = f.create();
    QVERIFY(!f.must(database->logs().head(patient)));
    appendRows(*database, 0, 5);
    QVERIFY(f.must(database->logs().head(patient)) == headAt(5));
    const LogRow row = f.must(database->logs().row(patient, LogSequence(3)));
    const LogRow expected = rowAt(3);
    QVERIFY(row.event == expected.event);
    QVERIFY(row.actor == expected.actor && row.objectId == expected.objectId);
    QVERIFY(row.blockTime == expected.blockTime && row.height == expected.height);
    QCOMPARE(database->logs().row(patient, LogSequence(5)).error().code, ErrorCode::NotFound);
    QVERIFY(f.must(database->logs().patients()) == std::vector{patient});
}

void LogStoreTest::neverLetsTheHeadGoBack() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 5);
    LogStore& logs = database->logs();
    QCOMPARE(logs.append(patient, {}, headAt(4)).error().code, ErrorCode::VerificationFailed);
    VerifiedLogHead lower = headAt(5);
    lower.height = BlockHeight(4);
    QCOMPARE(logs.append(patient, {}, lower).error().code, ErrorCode::VerificationFailed);
    QCOMPARE(logs.append(patient, {}, headAt(5, "other")).error().code,
             ErrorCode::VerificationFailed);
    VerifiedLogHead later = headAt(5);
    later.height = BlockHeight(100);
    f.must(logs.append(patient, {}, later));
    QVERIFY(f.must(logs.head(patient)) == later);
}

void LogStoreTest::refusesGapsAndOverlaps() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 5);
    LogStore& logs = database->logs();
    const std::vector skipping{rowAt(6)};
    QCOMPARE(logs.append(patient, skipping, headAt(7)).error().code, ErrorCode::VerificationFailed);
    const std::vector overlapping{rowAt(4), rowAt(5)};
    QCOMPARE(logs.append(patient, overlapping, headAt(6)).error().code,
             ErrorCode::VerificationFailed);
    const std::vector disordered{rowAt(6), rowAt(5)};
    QCOMPARE(logs.append(patient, disordered, headAt(7)).error().code,
             ErrorCode::VerificationFailed);
    QCOMPARE(logs.append(patient, {}, headAt(6)).error().code, ErrorCode::VerificationFailed);
    QVERIFY(f.must(logs.head(patient)) == headAt(5));
}

void LogStoreTest::acceptsALogFromALaterEpochOn() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 40, 45);
    appendRows(*database, 45, 47);
    QCOMPARE(sequences(database->logs(), {}), Sequences({46, 45, 44, 43, 42, 41, 40}));
    QCOMPARE(f.must(database->logs().count(patient, {}, 100)), std::uint64_t{7});
    LogFilter filter;
    filter.from = rowAt(44).blockTime;
    QCOMPARE(sequences(database->logs(), filter), Sequences({46, 45, 44}));
}

void LogStoreTest::filtersByTypeActorObjectAndTime() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 40);
    LogStore& logs = database->logs();
    LogFilter filter;
    filter.types = {2};
    QCOMPARE(sequences(logs, filter), Sequences({30, 20, 10, 0}));
    filter.actor = idOf<PartyId>("clinic");
    QCOMPARE(sequences(logs, filter), Sequences({20, 0}));
    QCOMPARE(f.must(logs.count(patient, filter, 100)), std::uint64_t{2});
    filter.actor = idOf<PartyId>("nobody");
    QVERIFY(sequences(logs, filter).empty());
    filter = {};
    filter.types = {1, 2};
    filter.objectId = idOf<Digest>("object 1");
    QCOMPARE(sequences(logs, filter).size(), std::size_t{13});
    filter = {};
    filter.from = rowAt(10).blockTime;
    filter.until = rowAt(14).blockTime;
    QCOMPARE(sequences(logs, filter), Sequences({13, 12, 11, 10}));
    QCOMPARE(f.must(logs.count(patient, filter, 100)), std::uint64_t{4});
    filter.until = filter.from;
    QVERIFY(sequences(logs, filter).empty());
}

void LogStoreTest::findsWhatNeedsAttention() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 20);
    LogStore& logs = database->logs();
    for (std::uint64_t seq = 0; seq < 18; ++seq) {
        f.must(logs.setBody(patient, LogSequence(seq), BodyState::Opened,
                            seq == 7 ? LogVerdict::Alarm : LogVerdict::Explained, {}));
    }
    LogFilter filter;
    filter.bodyState = BodyState::Waiting;
    QCOMPARE(sequences(logs, filter), Sequences({19, 18}));
    filter = {};
    filter.verdict = LogVerdict::Alarm;
    QCOMPARE(sequences(logs, filter), Sequences({7}));
    QCOMPARE(logs.setBody(patient, LogSequence(20), BodyState::Opened, {}, {}).error().code,
             ErrorCode::NotFound);
}

void LogStoreTest::findsRowsByTheTermsOfTheirDetails() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 20);
    LogStore& logs = database->logs();
    std::vector<LogStore::BodyUpdate> updates;
    for (std::uint64_t seq = 0; seq < 20; ++seq) {
        std::vector<LogTerm> terms;
        if (seq % 2 == 0) {
            terms = {{LogTermKind::Department, "市第一医院\nFirst Hospital"},
                     {LogTermKind::Data, "空腹血糖 laboratory"}};
        } else {
            terms = {{LogTermKind::Data, "影像 imaging"}};
        }
        updates.push_back({LogSequence(seq), BodyState::Opened, LogVerdict::Explained,
                           LogDetails{toBytes(bytesOf("details")), terms, {}}});
    }
    f.must(logs.setBodies(patient, updates));
    QCOMPARE(rowsWith(logs, "血糖").size(), std::size_t{10});
    QCOMPARE(rowsWith(logs, "Laborat").front(), std::uint64_t{0});
    QCOMPARE(rowsWith(logs, "第一医院").size(), std::size_t{10});
    QCOMPARE(rowsWith(logs, "imaging"), Sequences({1, 3, 5, 7, 9, 11, 13, 15, 17, 19}));
    // All words of one query in one term.
    QVERIFY(rowsWith(logs, "first laboratory").empty());
    QVERIFY(rowsWith(logs, "cardio").empty());
    QVERIFY(!f.must(logs.termsWith(" — ")));
    QVERIFY(f.must(logs.details(patient, LogSequence(1))) == toBytes(bytesOf("details")));
    // Opened again with other words: the old ones are gone. Without details they stay.
    f.must(logs.setBody(patient, LogSequence(1), BodyState::Opened, LogVerdict::Explained,
                        LogDetails{{}, {{LogTermKind::Data, "cardiology"}}, {}}));
    f.must(logs.setBody(patient, LogSequence(3), BodyState::Opened, LogVerdict::Alarm, {}));
    QCOMPARE(rowsWith(logs, "imaging").front(), std::uint64_t{3});
    QCOMPARE(rowsWith(logs, "cardio"), Sequences({1}));
}

void LogStoreTest::pagesInBothDirections() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 25);
    for (const LogOrder order : {LogOrder::NewestFirst, LogOrder::OldestFirst}) {
        Sequences all;
        std::optional<LogSequence> after;
        do {
            const auto page = f.must(database->logs().page(patient, {}, order, after, 10));
            for (const auto& row : page.rows) {
                all.push_back(row.seq.value);
            }
            after = page.next;
        } while (after);
        if (order == LogOrder::NewestFirst) {
            std::reverse(all.begin(), all.end());
        }
        Sequences expected(25);
        std::generate(expected.begin(), expected.end(),
                      [n = std::uint64_t{0}]() mutable { return n++; });
        QCOMPARE(all, expected);
    }
}

void LogStoreTest::keepsLogsOfTwoPatientsApart() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 10);
    const PartyId other = idOf<PartyId>("other");
    const std::vector rows{rowAt(0), rowAt(1)};
    f.must(database->logs().append(other, rows, headAt(2)));
    QCOMPARE(f.must(database->logs().count(other, {}, 100)), std::uint64_t{2});
    QCOMPARE(f.must(database->logs().count(patient, {}, 100)), std::uint64_t{10});
    LogFilter filter;
    filter.actor = idOf<PartyId>("hospital");
    QCOMPARE(f.must(database->logs().count(other, filter, 100)), std::uint64_t{2});
}

void LogStoreTest::theIndexSaysWhatTheRowsSay() {
    DatabaseFixture f;
    const auto database = f.create();
    LogStore& logs = database->logs();
    std::mt19937 random(20261128);
    constexpr std::uint64_t begin = 1000; // inside a block
    constexpr std::uint64_t end = 9000;   // over several
    std::vector<LogRow> rows;
    std::vector<std::vector<LogTerm>> terms;
    std::vector<std::optional<GrantId>> grants;
    for (std::uint64_t seq = begin; seq < end; ++seq) {
        LogRow& row = rows.emplace_back(rowAt(seq, static_cast<std::uint32_t>(random() % 90),
                                              random() % 2 == 0 ? "clinic" : "hospital"));
        row.result = random() % 3 == 0 ? 5 : 0;
        terms.emplace_back();
        grants.emplace_back();
    }
    // In pieces of several sizes, as they come.
    for (std::size_t at = 0; at < rows.size();) {
        const std::size_t count = std::min<std::size_t>(1 + random() % 1500, rows.size() - at);
        f.must(
            logs.append(patient, std::span(rows).subspan(at, count), headAt(begin + at + count)));
        at += count;
    }
    for (int round = 0; round < 40; ++round) {
        std::vector<LogStore::BodyUpdate> updates;
        for (int i = 0; i < 100; ++i) {
            const std::size_t at = random() % rows.size();
            rows[at].verdict = static_cast<LogVerdict>(random() % 4);
            LogStore::BodyUpdate update{rows[at].seq, BodyState::Opened, rows[at].verdict, {}};
            if (random() % 4 != 0) {
                terms[at] = {{LogTermKind::Person, "person " + std::to_string(random() % 9)},
                             {LogTermKind::Data, "data " + std::to_string(random() % 20)}};
                grants[at] = idOf<GrantId>(std::to_string(random() % 5));
                update.details = LogDetails{{}, terms[at], grants[at]};
            }
            updates.push_back(std::move(update));
        }
        f.must(logs.setBodies(patient, updates));
    }
    const LogIndex index = f.must(logs.index(patient, {}));
    QCOMPARE(index.first, LogSequence(begin));
    QCOMPARE(index.rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const LogIndex::Row& row = index.rows[i];
        QCOMPARE(index.sequenceAt(i), rows[i].seq);
        QVERIFY(&index.at(rows[i].seq) == &row);
        QVERIFY(row.at == rows[i].blockTime && row.verdict == rows[i].verdict);
        QCOMPARE(std::uint32_t{row.type}, rows[i].type);
        QCOMPARE(row.isRefused, rows[i].result != 0);
        QVERIFY(index.actors[row.actor] == rows[i].actor);
        QVERIFY(index.grants[row.grant] == grants[i].value_or(GrantId()));
        std::vector<LogTerm> told;
        for (const std::uint32_t term : index.termSets[row.terms]) {
            told.push_back(index.terms[term]);
        }
        std::sort(told.begin(), told.end());
        QVERIFY(told == terms[i]);
    }
    QVERIFY(f.must(logs.index(idOf<PartyId>("nobody"), {})).rows.empty());
}

void LogStoreTest::theIndexBeginsWhereItIsAskedTo() {
    DatabaseFixture f;
    const auto database = f.create();
    appendRows(*database, 0, 5000);
    LogStore& logs = database->logs();
    // Rows come in pairs of one time.
    for (const std::uint64_t seq : {0U, 1U, 2047U, 2048U, 4097U, 4999U}) {
        const LogIndex index = f.must(logs.index(patient, rowAt(seq).blockTime));
        QCOMPARE(index.first, LogSequence(seq / 2 * 2));
        QCOMPARE(index.rows.size(), std::size_t(5000 - seq / 2 * 2));
        QVERIFY(index.rows.front().at == rowAt(seq).blockTime);
    }
    QVERIFY(f.must(logs.index(patient, rowAt(5000).blockTime)).rows.empty());
}

void LogStoreTest::aDamagedIndexIsNoIndex() {
    DatabaseFixture f;
    appendRows(*f.create(), 0, 50);
    for (const char* damage :
         {"UPDATE log_index SET rows = substr(rows, 1, length(rows) - 1)",
          "UPDATE log_index SET rows = x'020101010A00'",           // a grant that is not there
          "UPDATE log_index SET rows = x'02800101010000'",         // a flag without a meaning
          "UPDATE log_index SET rows = x'FFFFFFFFFFFFFFFFFF7F78'", // more than 64 bits
          "INSERT INTO log_term_sets(id, terms) VALUES(1, x'05')"}) {
        const auto copy = f.file.parent_path() / "copy";
        std::filesystem::copy_file(f.file, copy, std::filesystem::copy_options::overwrite_existing);
        f.must(f.must(adapters::Connection::open(copy, f.key, DatabaseAccess::ReadWrite, false))
                   ->execute(damage));
        const auto database = f.must(f.factory.open(copy, f.key, DatabaseAccess::ReadWrite));
        const auto index = database->logs().index(patient, {});
        QVERIFY2(!index && index.error().code == ErrorCode::DamagedData, damage);
        // The rows themselves are still there.
        QCOMPARE(f.must(database->logs().count(patient, {}, 100)), std::uint64_t{50});
    }
}

void LogStoreTest::countsTheUsesOfEachGrant() {
    DatabaseFixture f;
    const auto database = f.create();
    LogStore& logs = database->logs();
    std::vector<LogRow> rows;
    for (std::uint64_t seq = 0; seq < 8; ++seq) {
        rows.push_back(rowAt(seq));
        rows.back().result = seq == 3 ? 5 : 0;
    }
    f.must(logs.append(patient, rows, headAt(8)));
    const GrantId often = idOf<GrantId>("often");
    const GrantId once = idOf<GrantId>("once");
    for (const std::uint64_t seq : {1U, 2U, 3U, 4U, 6U}) {
        const LogDetails details{{}, {}, seq == 4 ? once : often};
        f.must(logs.setBody(patient, LogSequence(seq), BodyState::Opened,
                            seq == 6 ? LogVerdict::Alarm : LogVerdict::Explained, details));
    }
    auto uses = f.must(logs.uses(patient));
    std::sort(uses.begin(), uses.end(),
              [](const auto& a, const auto& b) { return a.times > b.times; });
    // One was refused, another is an alarm.
    const std::vector<GrantUses> expected{{often, 2, rowAt(2).blockTime},
                                          {once, 1, rowAt(4).blockTime}};
    QVERIFY(uses == expected);
    LogFilter filter;
    filter.usedGrant = often;
    QCOMPARE(sequences(logs, filter), Sequences({6, 3, 2, 1}));
    const std::vector<LogSequence> found{LogSequence(6), LogSequence(3), LogSequence(2),
                                         LogSequence(1)};
    QVERIFY(f.must(logs.sequences(patient, filter)) == found);
    filter.usedGrant = idOf<GrantId>("never");
    QVERIFY(f.must(logs.sequences(patient, filter)).empty());
}

QTEST_APPLESS_MAIN(LogStoreTest)
#include "log_store_test.moc"
