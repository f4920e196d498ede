// Accesses as files for other programs: what stands in them, what they keep out, and that a store
// or a disk that fails leaves an error and no half file.
#include "core/adapters/system/posix_file_system.h"
#include "core/adapters/system/posix_new_files.h"
#include "core/clinical/json.h"
#include "core/registry/log_event.h"
#include "core/registry/object_ids.h"
#include "core/wallet/log_export.h"
#include "tests/support/must.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <csignal>
#include <filesystem>
#include <map>
#include <set>

#include <sys/resource.h>

using namespace consentry;
using clinical::JsonDocument;
using clinical::JsonValue;
using test::must;
using wallet::LogExport;
using wallet::LogFormat;

namespace {

constexpr const char* chainId = "export-test";

template <class Id> Id numbered(std::uint64_t number) {
    return *Id::from(sha256(bytesOf(std::to_string(number))).view());
}

/// A log that is read row by row, and can fail at a call.
class RowsOnly : public LogStore {
public:
    struct Entry {
        LogRow row;
        std::optional<Bytes> details;
    };
    std::vector<Entry> entries;
    int callsLeft = -1; ///< then Io; negative: no limit

    Result<LogRow> row(const PartyId&, LogSequence seq) override {
        RETURN_IF_ERROR(call());
        return seq.value < entries.size() ? Result<LogRow>(entries[seq.value].row)
                                          : fail(ErrorCode::NotFound);
    }
    Result<std::optional<Bytes>> details(const PartyId&, LogSequence seq) override {
        RETURN_IF_ERROR(call());
        return entries[seq.value].details;
    }
    Result<> append(const PartyId&, std::span<const LogRow>, const VerifiedLogHead&) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<std::optional<VerifiedLogHead>> head(const PartyId&) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<std::vector<PartyId>> patients() override { return fail(ErrorCode::Unsupported); }
    Result<> setBody(const PartyId&, LogSequence, BodyState, LogVerdict,
                     const std::optional<LogDetails>&) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<> setBodies(const PartyId&, std::span<const BodyUpdate>) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<LogPageRows> page(const PartyId&, const LogFilter&, LogOrder,
                             const std::optional<LogSequence>&, std::size_t) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<std::uint64_t> count(const PartyId&, const LogFilter&, std::uint64_t) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<LogIndex> index(const PartyId&, const std::optional<Instant>&) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<std::optional<std::vector<std::uint32_t>>> termsWith(std::string_view) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<std::vector<LogSequence>> sequences(const PartyId&, const LogFilter&) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<std::vector<GrantUses>> uses(const PartyId&) override {
        return fail(ErrorCode::Unsupported);
    }

private:
    Result<> call() {
        if (callsLeft == 0) {
            return fail(ErrorCode::Io, "no more calls");
        }
        callsLeft -= callsLeft > 0 ? 1 : 0;
        return {};
    }
};

NameCard drQuill() {
    return {numbered<PartyId>(77), "D-17",   "doctor",    "奎医生",
            "Dr Ada Quill",        "心内科", "Cardiology"};
}

/// A log of one row of each kind.
class Log {
public:
    PartyId patient = numbered<PartyId>(1);
    RowsOnly store;
    wallet::PartyNames names;
    bool isDemonstration = false;

    LogRow& add(registry::LogEventType type, std::uint32_t result, std::optional<Bytes> details) {
        LogRow row;
        row.patient = patient;
        row.seq = LogSequence(store.entries.size());
        row.height = BlockHeight(1'000 + row.seq.value);
        row.blockTime = instantFromMillis(1'790'000'000'000);
        row.type = static_cast<std::uint32_t>(type);
        row.result = result;
        row.actor = numbered<PartyId>(88);
        row.objectId = numbered<Digest>(500 + row.seq.value);
        row.bodyState = details ? BodyState::Opened : BodyState::Missing;
        row.verdict = details ? LogVerdict::Explained : LogVerdict::Alarm;
        registry::LogEvent event;
        event.seq = row.seq;
        event.height = row.height;
        event.blockTime = row.blockTime;
        event.txHash = numbered<TxHash>(900 + row.seq.value);
        event.type = type;
        event.actor = row.actor;
        event.objectId = registry::idCast<registry::ObjectId>(row.objectId);
        row.event = registry::encodeLogEvent(event);
        store.entries.push_back({std::move(row), std::move(details)});
        return store.entries.back().row;
    }

    AccessBody access(const char* purpose = "TREAT") const {
        ReadRequest request;
        request.reader = numbered<PartyId>(66);
        request.basis = consent::Basis::Grant;
        request.basisId = numbered<Digest>(55);
        request.purpose = purpose;
        AccessBody body;
        body.signedRequest = encodeReadRequest(chainId, request);
        body.reader = drQuill();
        body.permitted = true;
        body.matched = 3;
        body.items = {{numbered<RecordDigest>(1), "Observation", "Quartz level"},
                      {numbered<RecordDigest>(2), "Observation", "Quartz level"},
                      {numbered<RecordDigest>(3), "Condition", "Heron \"index\", high"}};
        return body;
    }

    /// By rule, refused, emergency, without details.
    void addOneOfEach() {
        add(registry::LogEventType::Access, 0, encodeAccessBody(access()));
        AccessBody denied = access("HPAYMT");
        denied.permitted = false;
        denied.matched = 0;
        denied.items.clear();
        denied.rule = static_cast<std::uint32_t>(consent::Rule::NoGrantPermits);
        add(registry::LogEventType::Access, 150, encodeAccessBody(denied));
        add(registry::LogEventType::EmergencyAccess, 0,
            encodeEmergencyBody({drQuill(), "found asleep"}));
        add(registry::LogEventType::Access, 0, std::nullopt);
    }

    std::vector<LogSequence> newestFirst() const {
        std::vector<LogSequence> rows;
        for (std::size_t i = store.entries.size(); i-- > 0;) {
            rows.emplace_back(i);
        }
        return rows;
    }

    Result<> write(LogFormat format, const wallet::ExportSink& sink, Language language,
                   const JobControl& control = {}) {
        LogExport log(
            store, names,
            {chainId, patient, language, instantFromMillis(1'800'000'000'000), isDemonstration});
        return log.write(format, newestFirst(), sink, control);
    }

    std::string text(LogFormat format, Language language = Language::English) {
        std::string text;
        must(write(
            format,
            [&text](std::string_view more) -> Result<> {
                text += more;
                return {};
            },
            language));
        return text;
    }
};

/// RFC 4180, strictly: every line ends with CR LF, and a quote stands only where it may.
std::vector<QStringList> readCsv(const std::string& text) {
    std::vector<QStringList> lines(1);
    std::string cell;
    std::size_t at = 3; // the byte order mark
    while (at < text.size()) {
        if (text[at] != '"') {
            throw std::runtime_error("cell without quotes at " + std::to_string(at));
        }
        for (++at; text.at(at) != '"' || (at + 1 < text.size() && text[at + 1] == '"'); ++at) {
            at += text[at] == '"' ? 1U : 0U;
            cell += text[at];
        }
        lines.back() << QString::fromStdString(cell);
        cell.clear();
        ++at;
        if (text.at(at) == ',') {
            ++at;
        } else if (text.substr(at, 2) == "\r\n") {
            at += 2;
            lines.emplace_back();
        } else {
            throw std::runtime_error("neither comma nor end at " + std::to_string(at));
        }
    }
    lines.pop_back();
    return lines;
}

std::string valueOf(JsonValue value, std::string_view name) {
    return std::string(value[name].string());
}

/// The elements of FHIR R4 (4.0.1) that may stand here; the first ones must.
struct Shape {
    std::set<std::string> required;
    std::set<std::string> optional;
};

bool fits(JsonValue object, const Shape& shape) {
    std::set<std::string> names;
    for (const auto& [name, value] : object.members()) {
        const bool isEmpty = (value.isArray() && value.items().empty()) ||
                             (value.isObject() && value.raw() == "{}") ||
                             (value.isString() && value.string().empty());
        if (isEmpty || (!shape.required.contains(std::string(name)) &&
                        !shape.optional.contains(std::string(name)))) {
            qWarning() << "not in FHIR R4, or empty:" << std::string(name).c_str();
            return false;
        }
        names.emplace(name);
    }
    return std::includes(names.begin(), names.end(), shape.required.begin(), shape.required.end());
}

const Shape auditEvent{{"resourceType", "type", "recorded", "agent", "source"},
                       {"id", "meta", "subtype", "action", "period", "outcome", "outcomeDesc",
                        "purposeOfEvent", "entity"}};
const Shape agentShape{{"requestor"},
                       {"type", "role", "who", "altId", "name", "location", "policy", "media",
                        "network", "purposeOfUse"}};
const Shape sourceShape{{"observer"}, {"site", "type"}};
const Shape entityShape{
    {"what"},
    {"type", "role", "lifecycle", "securityLabel", "name", "description", "query", "detail"}};
const Shape referenceShape{{}, {"reference", "type", "identifier", "display"}};
const Shape codingShape{{"system", "code"}, {"version", "display"}};

bool isAuditEvent(JsonValue event) {
    bool isGood =
        fits(event, auditEvent) && fits(event["type"], codingShape) &&
        fits(event["source"], sourceShape) && fits(event["source"]["observer"], referenceShape) &&
        !event["agent"].items().empty() && parseRfc3339(event["recorded"].string()).has_value();
    int requestors = 0;
    for (const JsonValue agent : event["agent"].items()) {
        isGood = isGood && fits(agent, agentShape) && agent["requestor"].boolean().has_value() &&
                 fits(agent["who"], referenceShape);
        requestors += agent["requestor"].boolean().value_or(false) ? 1 : 0;
    }
    for (const JsonValue entity : event["entity"].items()) {
        isGood = isGood && fits(entity, entityShape) && fits(entity["what"], referenceShape) &&
                 fits(entity["type"], codingShape) && fits(entity["role"], codingShape);
        for (const JsonValue detail : entity["detail"].items()) {
            isGood = isGood && fits(detail, {{"type", "valueString"}, {}});
        }
    }
    return isGood && requestors == 1;
}

} // namespace

class LogExportTest : public QObject {
    Q_OBJECT
private slots:
    void aTableHasOneLineForEachAccess() {
        Log log;
        log.addOneOfEach();
        const auto lines = readCsv(log.text(LogFormat::Csv));
        QCOMPARE(lines.size(), std::size_t(5));
        for (const QStringList& line : lines) {
            QCOMPARE(line.size(), lines.front().size());
        }
        const QStringList& byRule = lines[4];
        QCOMPARE(byRule[0], QStringLiteral("1"));
        QCOMPARE(byRule[1],
                 QString::fromStdString(toRfc3339(instantFromMillis(1'790'000'000'000))));
        QCOMPARE(byRule[2], QStringLiteral("1000"));
        QCOMPARE(byRule[4], QStringLiteral("Dr Ada Quill"));
        QCOMPARE(byRule[9], QStringLiteral("TREAT"));
        QCOMPARE(byRule[13], QStringLiteral("3"));
        QCOMPARE(byRule[14], QStringLiteral("Quartz level ×2; Heron \"index\", high"));
        QCOMPARE(byRule[15], QString::fromStdString(numbered<Digest>(55).hex()));
        QCOMPARE(byRule[17], QString::fromStdString(numbered<TxHash>(900).hex()));
        const QStringList& refused = lines[3];
        QCOMPARE(refused[3], QStringLiteral("refused"));
        QVERIFY(!refused[12].isEmpty());
        QCOMPARE(refused[13], QStringLiteral("0"));
        QCOMPARE(lines[2][12], QStringLiteral("found asleep"));
        QCOMPARE(lines[2][9], QStringLiteral("BTG"));
        QCOMPARE(lines[1][3], QStringLiteral("no rule"));
        QVERIFY(lines[1][4].isEmpty());
    }

    void aTableSpeaksTheLanguageOfItsReader() {
        Log log;
        log.addOneOfEach();
        const auto lines = readCsv(log.text(LogFormat::Csv, Language::ChineseSimplified));
        QVERIFY(lines.front().contains(QStringLiteral("调阅者")));
        QCOMPARE(lines[4][4], QStringLiteral("奎医生"));
        QCOMPARE(lines[4][5], QStringLiteral("医生"));
    }

    void whatOthersWroteIsNoFormula_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"=HYPERLINK(\"http://x\")", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"}) {
            QTest::newRow(qPrintable(QString::fromLatin1(name).toHtmlEscaped()))
                << QString::fromLatin1(name);
        }
    }
    void whatOthersWroteIsNoFormula() {
        QFETCH(QString, name);
        Log log;
        AccessBody body = log.access();
        body.reader.nameEn = name.toStdString();
        log.add(registry::LogEventType::Access, 0, encodeAccessBody(body));
        const auto lines = readCsv(log.text(LogFormat::Csv));
        QCOMPARE(lines[1][4], QLatin1Char('\'') + name);
    }

    void aBundleHoldsOneAuditEventForEachAccess() {
        Log log;
        log.addOneOfEach();
        const std::string text = log.text(LogFormat::Fhir);
        JsonDocument document;
        QVERIFY(document.read(text));
        const JsonValue bundle = document.root();
        QCOMPARE(valueOf(bundle, "resourceType"), std::string("Bundle"));
        QCOMPARE(valueOf(bundle, "type"), std::string("collection"));
        QVERIFY(fits(bundle, {{"resourceType", "type", "timestamp", "entry"}, {}}));
        std::vector<JsonValue> events;
        std::set<std::string> urls;
        for (const JsonValue entry : bundle["entry"].items()) {
            QVERIFY(fits(entry, {{"fullUrl", "resource"}, {}}));
            QVERIFY(urls.insert(valueOf(entry, "fullUrl")).second);
            QVERIFY(isAuditEvent(entry["resource"]));
            events.push_back(entry["resource"]);
        }
        QCOMPARE(events.size(), std::size_t(4));
        QCOMPARE(valueOf(events[3], "outcome"), std::string("0"));
        QCOMPARE(valueOf(events[2], "outcome"), std::string("4"));
        QVERIFY(!valueOf(events[2], "outcomeDesc").empty());
        QCOMPARE(valueOf(events[1], "outcomeDesc"), std::string("found asleep"));
        const JsonValue purpose =
            *(*events[3]["purposeOfEvent"].items().begin())["coding"].items().begin();
        QCOMPARE(valueOf(purpose, "system"), std::string(consent::Purpose::system));
        QCOMPARE(valueOf(purpose, "code"), std::string("TREAT"));
        for (const JsonValue event : events) {
            QCOMPARE(valueOf(event, "action"), std::string("R"));
            QCOMPARE(valueOf(event["type"], "code"), std::string("rest"));
            QCOMPARE(valueOf(event, "recorded"), toRfc3339(instantFromMillis(1'790'000'000'000)));
        }
        // The patient, the grant, and three records by their digests.
        std::set<std::string> values;
        for (const JsonValue entity : events[3]["entity"].items()) {
            values.insert(valueOf(entity["what"]["identifier"], "value"));
        }
        QVERIFY(values.contains(log.patient.hex()));
        QVERIFY(values.contains(numbered<Digest>(55).hex()));
        for (std::uint64_t i = 1; i <= 3; ++i) {
            QVERIFY(values.contains(numbered<RecordDigest>(i).hex()));
        }
        QCOMPARE(log.text(LogFormat::Fhir), text);
    }

    void anEmptyListIsAValidFile() {
        Log log;
        JsonDocument document;
        const std::string text = log.text(LogFormat::Fhir);
        QVERIFY(document.read(text));
        QVERIFY(!document.root()["entry"].exists());
        QCOMPARE(readCsv(log.text(LogFormat::Csv)).size(), std::size_t(1));
    }

    void aDemonstrationIsMarkedAsOne() {
        Log log;
        log.isDemonstration = true;
        log.addOneOfEach();
        const std::string text = log.text(LogFormat::Fhir);
        JsonDocument document;
        QVERIFY(document.read(text));
        const auto isMarked = [](JsonValue resource) {
            return valueOf(*resource["meta"]["security"].items().begin(), "code") == "HTEST";
        };
        QVERIFY(isMarked(document.root()));
        QVERIFY(isMarked((*document.root()["entry"].items().begin())["resource"]));
        QCOMPARE(readCsv(log.text(LogFormat::Csv))[1].last(), QStringLiteral("demonstration"));
    }

    void aStoreThatFailsEndsTheExport_data() {
        QTest::addColumn<bool>("isFhir");
        QTest::newRow("csv") << false;
        QTest::newRow("fhir") << true;
    }
    void aStoreThatFailsEndsTheExport() {
        QFETCH(bool, isFhir);
        Log log;
        log.addOneOfEach();
        const LogFormat format = isFhir ? LogFormat::Fhir : LogFormat::Csv;
        const auto ignore = [](std::string_view) { return Result<>(); };
        int failed = 0;
        for (int calls = 0;; ++calls) {
            log.store.callsLeft = calls;
            const auto written = log.write(format, ignore, Language::English);
            if (written) {
                break;
            }
            QCOMPARE(written.error().code, ErrorCode::Io);
            ++failed;
        }
        QCOMPARE(failed, 8); // two calls for each row
    }

    void aCancelEndsTheExportAtTheNextRow() {
        Log log;
        log.addOneOfEach();
        std::stop_source stop;
        JobControl control;
        control.stop = stop.get_token();
        int pieces = 0;
        const auto written = log.write(
            LogFormat::Fhir,
            [&](std::string_view) -> Result<> {
                if (++pieces == 3) {
                    stop.request_stop();
                }
                return {};
            },
            Language::English, control);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
        QCOMPARE(pieces, 3);
    }

    void progressEndsWithEverything() {
        Log log;
        log.addOneOfEach();
        std::vector<std::uint64_t> seen;
        JobControl control;
        control.onProgress = [&seen](const Progress& progress) {
            QCOMPARE(progress.total, std::uint64_t(4));
            seen.push_back(progress.done);
        };
        must(log.write(
            LogFormat::Csv, [](std::string_view) { return Result<>(); }, Language::English,
            control));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), std::uint64_t(4));
    }

    void aFullDiskLeavesWhatWasThere() {
        // A file that may not grow further is what a process meets on a full disk.
        const test::TemporaryFolder folder;
        adapters::PosixFileSystem files;
        adapters::PosixNewFiles newFiles;
        const auto path = folder.path() / "log.csv";
        must(files.replaceFile(path, bytesOf("older")));
        Log log;
        for (int i = 0; i < 400; ++i) {
            log.addOneOfEach();
        }
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit little = before;
        little.rlim_cur = 100'000;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &little), 0);
        const auto written = [&]() -> Result<> {
            ASSIGN_OR_RETURN(const auto file, newFiles.create(path));
            RETURN_IF_ERROR(log.write(
                LogFormat::Csv,
                [&file](std::string_view text) { return file->write(bytesOf(text)); },
                Language::English));
            return file->commit();
        }();
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::DiskFull);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
        QCOMPARE(std::string(textOf(must(files.readFile(path, 100)))), std::string("older"));
    }

    void aFileStandsUnderItsNameOnlyWhenItIsWhole() {
        const test::TemporaryFolder folder;
        adapters::PosixFileSystem files;
        adapters::PosixNewFiles newFiles;
        const auto path = folder.path() / "log.csv";
        {
            const auto file = must(newFiles.create(path));
            must(file->write(Bytes(200'000)));
            QVERIFY(!files.exists(path));
        }
        QVERIFY(files.isEmptyFolder(folder.path()));
        const auto file = must(newFiles.create(path));
        must(file->write(bytesOf("whole")));
        must(file->commit());
        QCOMPARE(std::string(textOf(must(files.readFile(path, 100)))), std::string("whole"));
        const auto rights = std::filesystem::status(path).permissions();
        QCOMPARE(rights & std::filesystem::perms::all,
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
};

QTEST_APPLESS_MAIN(LogExportTest)
#include "log_export_test.moc"
