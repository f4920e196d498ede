#include "core/import/fhir_importer.h"

#include "core/base/bounded_queue.h"
#include "core/import/bundle_scanner.h"
#include "core/import/reference_directory.h"

#include <algorithm>
#include <array>
#include <future>
#include <mutex>

namespace consentry::import {
namespace {

using clinical::JsonDocument;
using clinical::JsonLimits;
using clinical::JsonValue;

constexpr std::size_t bundleLevelsMax = 4; ///< documents in each other, the innermost kept whole
constexpr std::size_t levelsAroundResource = 3; ///< bundle, entry array, entry
/// Handed over at once, so that the two threads rarely meet.
constexpr std::size_t deliveryBytes = 128 * 1024;
constexpr std::size_t waitingBytesMax = 4 * 1024 * 1024; ///< read and not yet stored
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view whiteSpace = " \t\r\n";

/// A piece of the file: where it starts, and its number as people count.
struct Piece {
    std::string_view text;
    std::uint64_t offset = 0;
    std::uint64_t item = 0;
};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(whiteSpace);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(whiteSpace) - first + 1);
}

struct ReadRecord {
    clinical::Record record;
    std::optional<RecordPreparation> preparation; ///< none where storing has to do it
};

/// Records in the order of the file, and how far the reading was behind the last of them.
struct Delivery {
    std::vector<ReadRecord> records;
    std::size_t weight = 0;
    std::optional<Progress> progress;
};

/// Deliveries on their way back. What one thread asked memory for and another gives back makes both
/// wait for each other inside the allocator, at every record; so the reading half gets back what
/// was stored, and clears it away itself.
class SpentDeliveries {
public:
    void put(Delivery delivery) {
        const std::lock_guard lock(m_mutex);
        m_deliveries.push_back(std::move(delivery));
    }
    void clear() {
        std::vector<Delivery> cleared; // outlives the lock
        const std::lock_guard lock(m_mutex);
        cleared.swap(m_deliveries);
    }

private:
    std::mutex m_mutex;
    std::vector<Delivery> m_deliveries;
};

/// About the memory that a record takes. Codes are counted apart: short ones take more than their
/// text in the original.
std::size_t weightOf(const ReadRecord& read) {
    const clinical::Record& record = read.record;
    const clinical::RecordFacts& facts = record.facts;
    std::size_t codes =
        facts.categories.size() + facts.securityLabels.size() + facts.mentionedCodes.size();
    for (const auto& group : facts.codeGroups) {
        codes += 1 + group.size();
    }
    return sizeof read + record.original.size() + record.searchText.size() +
           (read.preparation ? read.preparation->tokens.size() : 0) +
           codes * sizeof(clinical::Code);
}

/// The reading half: from the file to deliveries. Fails with Cancelled once nobody wants them.
class FhirReading {
public:
    FhirReading(ByteSource& source, RecordSink& sink, BoundedQueue<Delivery>& queue,
                SpentDeliveries& spent, std::stop_token unwanted, const FhirImportOptions& options)
        : m_sink(sink), m_queue(queue), m_spent(spent),
          m_control{[this](const Progress& progress) { note(progress); }, std::move(unwanted)},
          m_reader(source, m_control) {
        m_context.custodian = options.custodian;
        m_context.resolver = &m_directory;
    }

    /// What the storing half does not know.
    Result<ImportReport> run() {
        RETURN_IF_ERROR(import());
        handOver();
        return std::move(m_report);
    }

private:
    Result<> import() {
        RETURN_IF_ERROR(m_reader.rewind());
        ASSIGN_OR_RETURN(const bool readable, findStart());
        if (!readable) {
            return {};
        }
        if (startsWithBrokenLine()) {
            return importLines();
        }
        m_reader.setPasses(2);
        ASSIGN_OR_RETURN(const ImportFormat format, survey());
        m_report.format = format;
        switch (format) {
        case ImportFormat::SingleResource:
            return importSingle();
        case ImportFormat::Bundle:
            return importBundle();
        case ImportFormat::Ndjson:
            return importLines();
        case ImportFormat::Unknown:
            break; // refused as a whole
        }
        return {};
    }

    /// Moves to the first byte that is neither mark nor white space; false (and refused) unless it
    /// opens an object.
    Result<bool> findStart() {
        ASSIGN_OR_RETURN(const bool hasBytes, m_reader.fill());
        if (hasBytes && m_reader.rest().starts_with(byteOrderMark)) {
            m_reader.skip(byteOrderMark.size());
        }
        if (m_reader.rest().starts_with("\xFF\xFE") || m_reader.rest().starts_with("\xFE\xFF")) {
            refuseFile(ImportReason::NotUtf8, 0);
            return false;
        }
        for (;;) {
            ASSIGN_OR_RETURN(const bool more, m_reader.fill());
            if (!more) {
                refuseFile(ImportReason::EmptyFile, 0);
                return false;
            }
            const std::string_view rest = m_reader.rest();
            const std::size_t first = std::min(rest.find_first_not_of(whiteSpace), rest.size());
            m_reader.skip(first);
            if (first < rest.size()) {
                break;
            }
        }
        const char start = m_reader.rest().front();
        if (start == '{') {
            return true;
        }
        refuseFile(start == '<'   ? ImportReason::Xml
                   : start == '[' ? ImportReason::JsonArray
                                  : ImportReason::NotJson,
                   m_reader.offset());
        return false;
    }

    /// NDJSON whose first line is damaged: the line cannot go on below, because the next one opens
    /// an object where JSON allows none.
    bool startsWithBrokenLine() {
        const std::string_view rest = m_reader.rest();
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) {
            return false;
        }
        const std::string_view line = trimmed(rest.substr(0, end));
        const std::string_view behind = trimmed(rest.substr(end));
        return line.size() > 1 && behind.starts_with('{') &&
               std::string_view("[:,").find(line.back()) == std::string_view::npos;
    }

    /// The first pass: what the file is, whether it is whole, and the names in it.
    Result<ImportFormat> survey() {
        BundleScanner scanner(m_reader, JsonLimits().bytes);
        for (;;) {
            ASSIGN_OR_RETURN(const BundleScanner::Step step, scanner.next());
            switch (step) {
            case BundleScanner::Step::Entry:
                learnFrom(scanner.entry());
                break;
            case BundleScanner::Step::LargeEntry:
                break;
            case BundleScanner::Step::Fault:
                refuseFile(scanner.fault().reason, scanner.fault().byteOffset);
                return ImportFormat::Unknown;
            case BundleScanner::Step::More:
                if (scanner.isNextOnNewLine()) {
                    m_directory = ReferenceDirectory();
                    return ImportFormat::Ndjson;
                }
                refuseFile(ImportReason::BadJson, m_reader.offset());
                return ImportFormat::Unknown;
            case BundleScanner::Step::End:
                return formatOf(scanner);
            }
        }
    }

    ImportFormat formatOf(const BundleScanner& scanner) {
        JsonDocument& envelope = m_documents[0];
        if (!envelope.read(scanner.envelope(), outerLimits())) {
            const auto& fault = envelope.fault();
            refuseFile(reasonOf(fault.kind), scanner.fileOffset(fault.offset));
            return ImportFormat::Unknown;
        }
        const JsonValue type = envelope.root()["resourceType"];
        if (!type.isString()) {
            refuseFile(ImportReason::NotFhir, scanner.fileOffset(0));
            return ImportFormat::Unknown;
        }
        return type.string() == "Bundle" ? ImportFormat::Bundle : ImportFormat::SingleResource;
    }

    void learnFrom(std::string_view entry) {
        if (!ReferenceDirectory::mayTeach(entry)) {
            return;
        }
        JsonDocument& document = m_documents[0];
        if (document.read(entry, outerLimits())) {
            m_directory.learn(document.root()["fullUrl"].string(), document.root()["resource"]);
        }
    }

    Result<> restart() {
        RETURN_IF_ERROR(m_reader.rewind());
        RETURN_IF_ERROR(findStart());
        return {};
    }

    Result<> importSingle() {
        RETURN_IF_ERROR(restart());
        Piece piece{{}, m_reader.offset(), 1};
        std::string text;
        for (;;) {
            ASSIGN_OR_RETURN(const bool more, m_reader.fill());
            if (!more) {
                break;
            }
            text += m_reader.rest();
            m_reader.skip(m_reader.rest().size());
            if (text.size() > JsonLimits().bytes) {
                refuseFile(ImportReason::TooLarge, piece.offset);
                return {};
            }
        }
        m_report.bytes = m_reader.offset();
        piece.text = trimmed(text);
        piece.item = 0; // a refusal concerns the whole file
        return takeResource(piece, 0);
    }

    Result<> importBundle() {
        RETURN_IF_ERROR(restart());
        BundleScanner scanner(m_reader, JsonLimits().bytes);
        for (std::uint64_t item = 1;; ++item) {
            ASSIGN_OR_RETURN(const BundleScanner::Step step, scanner.next());
            if (step == BundleScanner::Step::Entry) {
                RETURN_IF_ERROR(takeEntry({scanner.entry(), scanner.entryOffset(), item}, 0));
            } else if (step == BundleScanner::Step::LargeEntry) {
                refuse(ImportReason::TooLarge, item, scanner.entryOffset());
            } else if (step == BundleScanner::Step::End) {
                break;
            } else {
                return fail(ErrorCode::Io, "the file changed while it was read");
            }
        }
        m_report.bytes = m_reader.offset();
        if (m_recordsRead == 0 && m_report.refused == 0) {
            refuseFile(ImportReason::EmptyBundle, 0);
        }
        return {};
    }

    Result<> importLines() {
        m_report.format = ImportFormat::Ndjson;
        m_reader.setPasses(1);
        RETURN_IF_ERROR(restart());
        std::string kept;
        std::uint64_t item = 1;
        std::uint64_t lineStart = m_reader.offset();
        bool tooLarge = false;
        for (;;) {
            ASSIGN_OR_RETURN(const bool more, m_reader.fill());
            const std::string_view rest = m_reader.rest();
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view part = rest.substr(0, end);
            const bool isWhole = !more || end < rest.size();
            tooLarge = tooLarge || kept.size() + part.size() > JsonLimits().bytes;
            std::string_view line = part;
            if (tooLarge) {
                kept.clear();
            } else if (!isWhole || !kept.empty()) {
                kept += part;
                line = kept;
            }
            if (isWhole) {
                RETURN_IF_ERROR(takeLine({line, lineStart, item}, tooLarge));
                kept.clear();
                tooLarge = false;
                ++item;
            }
            m_reader.skip(std::min(end + 1, rest.size()));
            lineStart = isWhole ? m_reader.offset() : lineStart;
            if (!more) {
                break;
            }
        }
        m_report.bytes = m_reader.offset();
        return {};
    }

    Result<> takeLine(Piece piece, bool tooLarge) {
        if (tooLarge) {
            refuse(ImportReason::TooLarge, piece.item, piece.offset);
            return {};
        }
        const std::string_view text = trimmed(piece.text);
        if (text.empty()) {
            return {};
        }
        piece.offset += static_cast<std::uint64_t>(text.data() - piece.text.data());
        piece.text = text;
        return takeResource(piece, 0);
    }

    /// Room for the bundle around a resource; the resource's own depth is checked apart.
    static JsonLimits outerLimits() {
        JsonLimits limits;
        limits.depth += bundleLevelsMax * levelsAroundResource;
        return limits;
    }

    /// Reads a piece, or refuses it; null then.
    JsonDocument* read(const Piece& piece, std::size_t level) {
        JsonDocument& document = m_documents[level];
        if (document.read(piece.text, outerLimits())) {
            return &document;
        }
        const auto& fault = document.fault();
        refuse(reasonOf(fault.kind), piece.item, piece.offset + fault.offset);
        return nullptr;
    }

    Result<> takeResource(const Piece& piece, std::size_t level) {
        const JsonDocument* document = read(piece, level);
        return document ? takeValue(document->root(), piece, level, document->depth()) : Result<>();
    }

    Result<> takeEntry(const Piece& piece, std::size_t level) {
        const JsonDocument* document = read(piece, level);
        if (!document) {
            return {};
        }
        const JsonValue resource = document->root()["resource"];
        if (!resource.exists()) {
            ++m_report.withoutResource;
            return {};
        }
        return takeValue(resource, piece, level, document->depth() - 1);
    }

    Result<> takeValue(JsonValue resource, const Piece& piece, std::size_t level,
                       std::size_t depth) {
        const std::string_view type = resource["resourceType"].string();
        if (type == "Bundle" && level + 1 < bundleLevelsMax) {
            return takeInnerBundle(resource, piece, level);
        }
        if (depth > JsonLimits().depth) {
            refuse(ImportReason::TooDeep, piece.item, piece.offset, type);
            return {};
        }
        auto record = clinical::recordFromValue(resource, m_context);
        if (!record) {
            refuse(reasonOfRecord(record.error().code), piece.item,
                   piece.offset + offsetIn(piece, resource), type);
            return {};
        }
        // Lines of NDJSON are read once: a name helps the records behind it.
        if (m_report.format == ImportFormat::Ndjson) {
            m_directory.learn({}, resource);
        }
        return deliver(*std::move(record));
    }

    static std::uint64_t offsetIn(const Piece& piece, JsonValue value) {
        const std::string_view raw = value.raw();
        return raw.empty() ? 0 : static_cast<std::uint64_t>(raw.data() - piece.text.data());
    }

    Result<> takeInnerBundle(JsonValue bundle, const Piece& piece, std::size_t level) {
        for (const JsonValue entry : bundle["entry"].oneOrMany()) {
            m_directory.learn(entry["fullUrl"].string(), entry["resource"]);
        }
        for (const JsonValue entry : bundle["entry"].oneOrMany()) {
            if (entry.isObject()) {
                const Piece inner{entry.raw(), piece.offset + offsetIn(piece, entry), piece.item};
                RETURN_IF_ERROR(takeEntry(inner, level + 1));
            } else {
                refuse(ImportReason::NotFhir, piece.item, piece.offset);
            }
        }
        return {};
    }

    static ImportReason reasonOfRecord(ErrorCode code) {
        switch (code) {
        case ErrorCode::Unsupported:
            return ImportReason::UnknownType;
        case ErrorCode::TooLarge:
            return ImportReason::TooLarge;
        default:
            return ImportReason::NotFhir;
        }
    }

    Result<> deliver(clinical::Record record) {
        if (m_control.isCancelled()) {
            return fail(ErrorCode::Cancelled);
        }
        ++m_recordsRead;
        std::optional<RecordPreparation> preparation;
        // Whichever half has time: while the other one waits for records, it prepares them too.
        if (m_queue.hasWaiting()) {
            ASSIGN_OR_RETURN(preparation, m_sink.prepare(record));
        }
        m_delivery.records.push_back({std::move(record), std::move(preparation)});
        m_delivery.weight += weightOf(m_delivery.records.back());
        if (m_delivery.weight >= deliveryBytes) {
            handOver();
        }
        return {};
    }

    /// Without records too: the other half must hear of every chunk to report and to stop.
    void note(const Progress& progress) {
        m_delivery.progress = progress;
        handOver();
    }

    /// Where nobody takes it any more, the stop token says so at the next record or chunk.
    void handOver() {
        m_spent.clear();
        const std::size_t weight = m_delivery.weight;
        static_cast<void>(m_queue.push(std::exchange(m_delivery, {}), weight));
    }

    void refuseFile(ImportReason reason, std::uint64_t offset) { refuse(reason, 0, offset); }

    void refuse(ImportReason reason, std::uint64_t item, std::uint64_t offset,
                std::string_view type = {}) {
        ++m_report.refused;
        if (m_report.refusals.size() < ImportReport::refusalsKept) {
            // A type that FHIR does not know is the sender's text and has no place in a report.
            const bool known = clinical::isKnownType(type);
            m_report.refusals.push_back({reason, item, offset, std::string(known ? type : "")});
        }
    }

    RecordSink& m_sink; ///< for prepare() alone
    BoundedQueue<Delivery>& m_queue;
    SpentDeliveries& m_spent;
    Delivery m_delivery;
    std::uint64_t m_recordsRead = 0;
    const JobControl m_control;
    ChunkReader m_reader;
    ReferenceDirectory m_directory;
    clinical::RecordContext m_context;
    std::array<JsonDocument, bundleLevelsMax> m_documents;
    ImportReport m_report;
};

/// The storing half, on the caller's thread.
class FhirStoring {
public:
    FhirStoring(BoundedQueue<Delivery>& queue, SpentDeliveries& spent, RecordSink& sink,
                const JobControl& control)
        : m_queue(queue), m_spent(spent), m_sink(sink), m_control(control) {}

    Result<> run() {
        while (std::optional<Delivery> delivery = m_queue.pop()) {
            for (const ReadRecord& read : delivery->records) {
                RETURN_IF_ERROR(store(read));
            }
            if (m_control.isCancelled()) {
                return fail(ErrorCode::Cancelled);
            }
            if (delivery->progress) {
                m_control.report(delivery->progress->done, delivery->progress->total);
            }
            m_spent.put(*std::move(delivery));
        }
        return {};
    }

    void addTo(ImportReport& report) {
        report.added = m_added;
        report.duplicates = m_duplicates;
        report.keptWhole = m_keptWhole;
        report.addedByType = std::move(m_addedByType);
    }

private:
    Result<> store(const ReadRecord& read) {
        if (m_control.isCancelled()) {
            return fail(ErrorCode::Cancelled);
        }
        const clinical::Record& record = read.record;
        ASSIGN_OR_RETURN(const AddOutcome outcome,
                         read.preparation ? m_sink.addPrepared(record, *read.preparation)
                                          : m_sink.add(record));
        if (outcome == AddOutcome::AlreadyThere) {
            ++m_duplicates;
            return {};
        }
        ++m_added;
        ++m_addedByType[record.facts.resourceType];
        if (!clinical::hasOwnReader(record.facts.resourceType)) {
            ++m_keptWhole;
        }
        return {};
    }

    BoundedQueue<Delivery>& m_queue;
    SpentDeliveries& m_spent;
    RecordSink& m_sink;
    const JobControl& m_control;
    std::uint64_t m_added = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_keptWhole = 0;
    std::map<std::string, std::uint64_t> m_addedByType;
};

/// Does its work at the end of a scope, however that is left.
template <class Work> class AtEnd {
public:
    explicit AtEnd(Work work) : m_work(std::move(work)) {}
    ~AtEnd() { m_work(); }
    AtEnd(const AtEnd&) = delete;
    AtEnd& operator=(const AtEnd&) = delete;

private:
    Work m_work;
};

} // namespace

Result<ImportReport> importFhir(ByteSource& source, RecordSink& sink, const JobControl& control,
                                const FhirImportOptions& options) {
    BoundedQueue<Delivery> queue(waitingBytesMax);
    SpentDeliveries spent;
    std::stop_source unwanted;
    std::future<Result<ImportReport>> reading = std::async(std::launch::async, [&] {
        const AtEnd close([&] { queue.close(); });
        return FhirReading(source, sink, queue, spent, unwanted.get_token(), options).run();
    });
    FhirStoring storing(queue, spent, sink, control);
    Result<> stored;
    {
        // Else the end of `reading` would wait for a thread that waits for room.
        const AtEnd giveUp([&] {
            unwanted.request_stop();
            queue.abandon();
        });
        stored = storing.run();
    }
    Result<ImportReport> report = reading.get();
    RETURN_IF_ERROR(std::move(stored));
    if (report) {
        storing.addTo(*report);
    }
    return report;
}

} // namespace consentry::import
