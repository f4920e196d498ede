#include "core/wallet/log_export.h"

#include "core/crypto/hash.h"
#include "core/registry/log_event.h"
#include "core/wallet/json_text.h"
#include "core/wallet/log_words.h"

#include <algorithm>
#include <array>
#include <map>

namespace consentry::wallet {
namespace {

using registry::LogEventType;

constexpr std::uint64_t rowsPerReport = 256;

/// What a file says of one row, whatever its format.
struct Told {
    LogEntry entry;
    std::optional<TxHash> transaction;
    std::string reader; ///< empty where nobody knows
    std::string staffId;
    std::string role;
    std::string department;
    std::string organization;
    std::string custodian;
    std::string purposeCode;
    std::string purpose;
    std::string reason;
};

const NameCard* cardOf(const LogEntry& entry) {
    return entry.emergency ? &entry.emergency->requester
           : entry.access  ? &entry.access->reader
                           : nullptr;
}

bool isRefused(const LogEntry& entry) {
    return entry.result != 0 || (entry.access && !entry.access->permitted);
}

void tellReader(Told& told, const PartyNames& names, Language language) {
    const bool isEnglish = language == Language::English;
    const NameCard* card = cardOf(told.entry);
    if (card != nullptr && !card->staffId.empty()) {
        const auto role = consent::parseRole(card->role);
        told.reader = isEnglish ? card->nameEn : card->nameZh;
        told.staffId = card->staffId;
        told.role = role ? std::string(consent::roleName(*role).in(language)) : card->role;
        told.department = isEnglish ? card->departmentEn : card->departmentZh;
        told.organization = names.shortName(card->organization, language);
    } else if (card != nullptr) {
        told.reader = isEnglish ? card->nameEn : card->nameZh;
    }
    if (told.reader.empty() && told.entry.request) {
        told.reader = names.shortName(told.entry.request->reader, language);
    }
}

void tellPurpose(Told& told, Language language) {
    // An emergency is opened to break the glass; its row carries no request.
    told.purposeCode = told.entry.request     ? told.entry.request->purpose
                       : told.entry.emergency ? "BTG"
                                              : std::string();
    if (const auto purpose = consent::Purpose::fromCode(told.purposeCode)) {
        told.purpose = purpose->name().in(language);
    }
    told.reason =
        told.entry.emergency ? told.entry.emergency->reason : whyRefused(told.entry, language);
}

/// "Glucose ×12; HbA1c", in the order in which they were handed out.
std::string titlesOf(const LogEntry& entry) {
    if (!entry.access) {
        return {};
    }
    std::map<std::string_view, std::size_t> counts;
    std::vector<std::string_view> order;
    for (const ReleasedItem& item : entry.access->items) {
        const std::string_view title = item.title.empty() ? item.resourceType : item.title;
        if (counts[title]++ == 0) {
            order.push_back(title);
        }
    }
    std::string text;
    for (const std::string_view title : order) {
        text += text.empty() ? "" : "; ";
        text += title;
        text += counts[title] > 1 ? " ×" + std::to_string(counts[title]) : "";
    }
    return text;
}

std::string grantOf(const LogEntry& entry) {
    const auto grant = entry.request ? namedGrant(*entry.request) : std::nullopt;
    return grant ? grant->hex() : std::string();
}

std::uint64_t recordsOf(const LogEntry& entry) {
    return entry.access && !isRefused(entry) ? entry.access->matched : 0;
}

// CSV ----------------------------------------------------------------------

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF"; // lets spreadsheet programs read Chinese
constexpr std::string_view lineEnd = "\r\n";

constexpr std::array<consent::Term, 19> columns = {{
    {"Entry", "条目"},
    {"Time (UTC)", "时间（UTC）"},
    {"Block", "区块"},
    {"Judged", "判断"},
    {"Reader", "调阅者"},
    {"Role", "角色"},
    {"Department", "科室"},
    {"Organization", "机构"},
    {"Records held by", "记录所在机构"},
    {"Purpose code (HL7 v3-ActReason)", "用途代码（HL7 v3-ActReason）"},
    {"Purpose", "用途"},
    {"Outcome", "结果"},
    {"Reason", "理由"},
    {"Number of records", "记录数"},
    {"Records", "记录"},
    {"Grant", "授权"},
    {"Access", "调阅编号"},
    {"Transaction", "交易"},
    {"Ledger", "账本"},
}};

/// A spreadsheet takes a cell that begins with one of these for a formula, also inside quotes, and
/// what stands in a log was written by others. The apostrophe makes it a text.
bool beginsAFormula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != text.npos;
}

/// RFC 4180 section 2: always in quotes, a quote doubled.
std::string cell(std::string_view text) {
    std::string quoted = beginsAFormula(text) ? "\"'" : "\"";
    for (const char each : text) {
        quoted += each == '"' ? "\"\"" : std::string(1, each);
    }
    return quoted + '"';
}

template <class Cells> std::string lineOf(const Cells& cells) {
    std::string line;
    for (const auto& each : cells) {
        line += line.empty() ? "" : ",";
        line += cell(each);
    }
    return line.append(lineEnd);
}

std::string csvHead(Language language) {
    std::vector<std::string_view> words;
    for (const consent::Term& column : columns) {
        words.push_back(column.in(language));
    }
    return std::string(byteOrderMark) + lineOf(words);
}

std::string csvRow(const Told& told, const LogExport::Setting& setting) {
    const LogEntry& entry = told.entry;
    const consent::Term outcome = isRefused(entry)
                                      ? consent::Term{"refused", "被拒绝"}
                                      : consent::Term{"was allowed to read", "获准调阅"};
    const consent::Term demonstration{"demonstration", "演示"};
    const std::array<std::string, columns.size()> cells = {
        std::to_string(entry.seq.value + 1),
        toRfc3339(entry.at),
        std::to_string(entry.height.value),
        std::string(kindWord(entry.kind).in(setting.language)),
        told.reader,
        told.role,
        told.department,
        told.organization,
        told.custodian,
        told.purposeCode,
        told.purpose,
        std::string(outcome.in(setting.language)),
        told.reason,
        std::to_string(recordsOf(entry)),
        titlesOf(entry),
        grantOf(entry),
        entry.objectId.hex(),
        told.transaction ? told.transaction->hex() : std::string(),
        setting.isDemonstration ? std::string(demonstration.in(setting.language))
                                : setting.chainId};
    return lineOf(cells);
}

// FHIR ---------------------------------------------------------------------

constexpr std::string_view terminology = "http://terminology.hl7.org/CodeSystem/";

JsonObject coding(std::string_view system, std::string_view code) {
    return JsonObject()
        .text("system", std::string(terminology) + std::string(system))
        .text("code", code);
}

JsonObject codeable(std::string_view system, std::string_view code) {
    return JsonObject().list("coding", JsonList().object(coding(system, code)));
}

/// An id of this system: it has no registered naming system, so its kind is told in words.
JsonObject identifier(std::string_view kind, std::string_view value) {
    return JsonObject().object("type", JsonObject().text("text", kind)).text("value", value);
}

JsonObject detail(std::string_view type, std::string_view value) {
    return JsonObject().text("type", type).text("valueString", value);
}

JsonList purposes(const Told& told) {
    return JsonList().object(codeable("v3-ActReason", told.purposeCode));
}

JsonObject readerAgent(const Told& told) {
    JsonObject who;
    if (told.entry.request) {
        who.object("identifier", identifier("party", told.entry.request->reader.hex()));
    }
    who.text("display",
             told.reader.empty() ? "not known: the details of this row are not open" : told.reader);
    JsonObject agent;
    // Information recipient.
    agent.object("type", codeable("v3-ParticipationType", "IRCP"));
    if (!told.role.empty()) {
        agent.list("role", JsonList().object(JsonObject().text("text", told.role)));
    }
    agent.object("who", who)
        .textIfAny("altId", told.staffId)
        .textIfAny("name", told.organization.empty() ? std::string()
                                                     : told.reader + ", " + told.organization)
        .flag("requestor", true);
    if (!told.purposeCode.empty()) {
        agent.list("purposeOfUse", purposes(told));
    }
    return agent;
}

JsonObject custodianOf(const Told& told) {
    return JsonObject()
        .text("type", "Organization")
        .object("identifier", identifier("party", told.entry.writer.hex()))
        .text("display", told.custodian);
}

JsonObject custodianAgent(const Told& told) {
    // DICOM PS3.16, CID 402: the server of a read is the source.
    const JsonObject source = JsonObject()
                                  .text("system", "http://dicom.nema.org/resources/ontology/DCM")
                                  .text("code", "110153");
    return JsonObject()
        .object("type", JsonObject().list("coding", JsonList().object(source)))
        .object("who", custodianOf(told))
        .flag("requestor", false);
}

JsonObject entity(std::string_view type, std::string_view role, const JsonObject& what) {
    return JsonObject()
        .object("what", what)
        .object("type", coding("audit-entity-type", type))
        .object("role", coding("object-role", role));
}

/// The patient, with what names the row in the ledger.
JsonObject patientEntity(const Told& told, const LogExport::Setting& setting) {
    JsonList details;
    details.object(detail("ledger", setting.chainId))
        .object(detail("entry", std::to_string(told.entry.seq.value + 1)))
        .object(detail("block", std::to_string(told.entry.height.value)))
        .object(detail("access", told.entry.objectId.hex()))
        .object(detail("judged", kindName(told.entry.kind)));
    if (told.transaction) {
        details.object(detail("transaction", told.transaction->hex()));
    }
    if (told.entry.access) {
        const auto rule = static_cast<consent::Rule>(told.entry.access->rule);
        details.object(detail("rule", consent::ruleName(rule)))
            .object(detail("records", std::to_string(recordsOf(told.entry))));
    }
    const JsonObject what = JsonObject()
                                .text("type", "Patient")
                                .object("identifier", identifier("party", setting.patient.hex()));
    return entity("1", "1", what).list("detail", details);
}

JsonObject recordEntity(const ReleasedItem& item) {
    return entity("2", "4",
                  JsonObject()
                      .textIfAny("type", item.resourceType)
                      .object("identifier", identifier("record digest", item.digest.hex()))
                      .textIfAny("display", item.title));
}

JsonList entities(const Told& told, const LogExport::Setting& setting) {
    JsonList all;
    all.object(patientEntity(told, setting));
    if (const std::string grant = grantOf(told.entry); !grant.empty()) {
        all.object(entity(
            "2", "4",
            JsonObject().text("type", "Consent").object("identifier", identifier("grant", grant))));
    }
    if (told.entry.access) {
        for (const ReleasedItem& item : told.entry.access->items) {
            all.object(recordEntity(item));
        }
    }
    return all;
}

/// The same row has the same name in every export (RFC 9562 section 5.8).
std::string uuidOf(const LogExport::Setting& setting, LogSequence seq) {
    const std::string name =
        setting.chainId + '\n' + setting.patient.hex() + '\n' + std::to_string(seq.value);
    std::string hex = sha256(bytesOf(name)).hex().substr(0, 32);
    hex[12] = '8';
    hex[16] = "89ab"[static_cast<std::size_t>(hex[16]) % 4];
    for (const std::size_t dash : {20U, 16U, 12U, 8U}) {
        hex.insert(dash, "-");
    }
    return hex;
}

/// Test health data: what stands in a demonstration happened to nobody.
JsonObject demonstrationMeta() {
    return JsonObject().list("security", JsonList().object(coding("v3-ActReason", "HTEST")));
}

std::string fhirHead(const LogExport::Setting& setting) {
    JsonObject bundle;
    bundle.text("resourceType", "Bundle");
    if (setting.isDemonstration) {
        bundle.object("meta", demonstrationMeta());
    }
    std::string head =
        bundle.text("type", "collection").text("timestamp", toRfc3339(setting.now)).str();
    head.pop_back(); // entries follow
    return head;
}

std::string fhirRow(const Told& told, const LogExport::Setting& setting) {
    JsonObject event;
    event.text("resourceType", "AuditEvent");
    if (setting.isDemonstration) {
        event.object("meta", demonstrationMeta());
    }
    event.object("type", coding("audit-event-type", "rest"))
        .text("action", "R")
        .text("recorded", toRfc3339(told.entry.at))
        .text("outcome", isRefused(told.entry) ? "4" : "0")
        .textIfAny("outcomeDesc", told.reason);
    if (!told.purposeCode.empty()) {
        event.list("purposeOfEvent", purposes(told));
    }
    event.list("agent", JsonList().object(readerAgent(told)).object(custodianAgent(told)))
        .object("source", JsonObject().object("observer", custodianOf(told)))
        .list("entity", entities(told, setting));
    return JsonObject()
        .text("fullUrl", "urn:uuid:" + uuidOf(setting, told.entry.seq))
        .object("resource", event)
        .str();
}

} // namespace

std::string LogExport::head(LogFormat format) const {
    return format == LogFormat::Csv ? csvHead(m_setting.language) : fhirHead(m_setting);
}

Result<std::string> LogExport::row(LogFormat format, LogSequence seq) {
    ASSIGN_OR_RETURN(const LogRow stored, m_logs.row(m_setting.patient, seq));
    Told told;
    ASSIGN_OR_RETURN(told.entry, m_entries.entry(stored));
    if (const auto event = registry::decodeLogEvent(stored.event)) {
        told.transaction = event->txHash;
    }
    told.custodian = m_names.shortName(told.entry.writer, m_setting.language);
    tellReader(told, m_names, m_setting.language);
    tellPurpose(told, m_setting.language);
    return format == LogFormat::Csv ? csvRow(told, m_setting) : fhirRow(told, m_setting);
}

Result<> LogExport::write(LogFormat format, std::span<const LogSequence> rows,
                          const ExportSink& sink, const JobControl& control) {
    const bool isFhir = format == LogFormat::Fhir;
    RETURN_IF_ERROR(sink(head(format)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (control.isCancelled()) {
            return fail(ErrorCode::Cancelled);
        }
        if (i % rowsPerReport == 0) {
            control.report(i, rows.size());
        }
        ASSIGN_OR_RETURN(std::string text, row(format, rows[i]));
        if (isFhir) {
            // FHIR has no empty arrays: "entry" begins with its first one.
            text.insert(0, i == 0 ? ",\"entry\":[\n" : ",\n");
        }
        RETURN_IF_ERROR(sink(text));
    }
    if (isFhir) {
        RETURN_IF_ERROR(sink(rows.empty() ? "}\n" : "\n]}\n"));
    }
    control.report(rows.size(), rows.size());
    return {};
}

} // namespace consentry::wallet
