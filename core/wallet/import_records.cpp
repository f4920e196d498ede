#include "core/wallet/import_records.h"

#include "core/crypto/hash.h"
#include "core/import/fhir_importer.h"

#include <algorithm>
#include <cstring>
#include <future>
#include <set>
#include <unordered_set>

namespace consentry::wallet {
namespace {

constexpr std::size_t chunkBytes = 256 * 1024;
/// More descriptions of one person are not looked at.
constexpr std::size_t patientsMax = 200;
constexpr std::string_view patientType = "Patient";

Result<Digest> digestOf(const std::filesystem::path& path, std::stop_token stop) {
    ASSIGN_OR_RETURN(const auto source, import::openFileSource(path));
    Sha256 hash;
    std::vector<std::byte> chunk(chunkBytes);
    while (!stop.stop_requested()) {
        ASSIGN_OR_RETURN(const std::size_t read, source->read(chunk));
        if (read == 0) {
            return hash.finish();
        }
        hash.update(ByteView(chunk).first(read));
    }
    return fail(ErrorCode::Cancelled);
}

/// The digest of a file, made beside other work.
class FileDigest {
public:
    explicit FileDigest(const std::filesystem::path& path)
        : m_digest(std::async(std::launch::async, digestOf, path, m_stop.get_token())) {}
    /// Where nobody asked for the digest, nobody waits for it either.
    ~FileDigest() { m_stop.request_stop(); }
    FileDigest(const FileDigest&) = delete;
    FileDigest& operator=(const FileDigest&) = delete;
    Result<Digest> get() { return m_digest.get(); }

private:
    std::stop_source m_stop;
    std::future<Result<Digest>> m_digest;
};

/// Counts what a vault would take.
class Counter final : public import::RecordSink {
public:
    Counter(RecordStore& records, ImportPreview& preview)
        : m_records(records), m_preview(preview) {}

    Result<import::AddOutcome> add(const clinical::Record& record) override {
        if (record.facts.resourceType == patientType && !m_preview.person) {
            ASSIGN_OR_RETURN(m_preview.person, clinical::personFromJson(record.original));
        }
        ASSIGN_OR_RETURN(const bool isStored, m_records.contains(record.facts.digest));
        if (isStored || !m_seen.insert(keyOf(record.facts.digest)).second) {
            return import::AddOutcome::AlreadyThere;
        }
        ++m_preview.addedByFacet[record.facet];
        if (const auto& time = record.facts.clinicalTime) {
            auto& span = m_preview.span;
            span = span ? clinical::TimeSpan{std::min(span->begin, time->begin),
                                             std::max(span->end, time->end)}
                        : *time;
        }
        return import::AddOutcome::Added;
    }

private:
    /// Eight bytes tell digests apart: whoever finds two that share them changes a count.
    static std::uint64_t keyOf(const RecordDigest& digest) {
        std::uint64_t key = 0;
        std::memcpy(&key, digest.view().data(), sizeof key);
        return key;
    }

    RecordStore& m_records;
    ImportPreview& m_preview;
    std::unordered_set<std::uint64_t> m_seen;
};

bool isLatin(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Small letters; digits and marks only separate.
std::set<std::string> latinWords(std::string_view name) {
    std::set<std::string> words;
    std::string word;
    for (const char c : std::string(name) + ' ') {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (small >= 'a' && small <= 'z') {
            word += small;
        } else if (!word.empty()) {
            words.insert(std::exchange(word, {}));
        }
    }
    return words;
}

bool maybeSameName(const std::string& one, const std::string& other) {
    if (one.empty() || other.empty() || isLatin(one) != isLatin(other)) {
        return true;
    }
    if (!isLatin(one)) {
        return one.find(other) != std::string::npos || other.find(one) != std::string::npos;
    }
    const auto words = latinWords(other);
    const auto mine = latinWords(one);
    return std::any_of(mine.begin(), mine.end(),
                       [&](const std::string& word) { return words.count(word) > 0; });
}

} // namespace

bool maybeSamePerson(const clinical::Person& one, const clinical::Person& other) {
    if (one.birthDate && other.birthDate) {
        // "1961" may be "1961-04-12".
        const std::string& a = one.birthDate->text();
        const std::string& b = other.birthDate->text();
        if (!a.starts_with(b) && !b.starts_with(a)) {
            return false;
        }
    }
    return maybeSameName(one.name, other.name);
}

Result<std::vector<clinical::Person>> ImportRecords::patientsOfVault() {
    RecordStore& records = m_vault.records();
    RecordFilter filter;
    filter.facets = {clinical::Facet::Person};
    std::vector<RecordDigest> digests;
    RETURN_IF_ERROR(records.visit(filter, [&](const RecordSummary& record) {
        if (record.resourceType == patientType) {
            digests.push_back(record.digest);
        }
        return digests.size() < patientsMax;
    }));
    std::vector<clinical::Person> patients;
    for (const RecordDigest& digest : digests) {
        ASSIGN_OR_RETURN(const Bytes original, records.original(digest));
        ASSIGN_OR_RETURN(clinical::Person person, clinical::personFromJson(original));
        patients.push_back(std::move(person));
    }
    return patients;
}

Result<std::optional<clinical::Person>> ImportRecords::otherThan(const clinical::Person& person) {
    ASSIGN_OR_RETURN(const auto known, patientsOfVault());
    const bool isKnown = std::any_of(known.begin(), known.end(),
                                     [&](const auto& one) { return maybeSamePerson(one, person); });
    return known.empty() || isKnown ? std::nullopt : std::optional(known.front());
}

Result<ImportPreview> ImportRecords::preview(const std::filesystem::path& path,
                                             const JobControl& control) {
    ImportPreview preview;
    ASSIGN_OR_RETURN(const auto source, import::openFileSource(path));
    Counter counter(m_vault.records(), preview);
    ASSIGN_OR_RETURN(preview.report, import::importFhir(*source, counter, control));
    if (preview.person) {
        ASSIGN_OR_RETURN(preview.other, otherThan(*preview.person));
    }
    return preview;
}

Result<import::ImportReport> ImportRecords::importFile(const std::filesystem::path& path,
                                                       const JobControl& control) {
    ASSIGN_OR_RETURN(const auto source, import::openFileSource(path));
    // While the importer looks through the file for the first time, nothing is stored yet.
    FileDigest digest(path);
    ASSIGN_OR_RETURN(const auto session,
                     m_vault.records().beginImport({path.filename().string(), {}, m_clock.now()}));
    ASSIGN_OR_RETURN(import::ImportReport report, import::importFhir(*source, *session, control));
    if (report.taken() > 0) {
        ASSIGN_OR_RETURN(const Digest known, digest.get());
        session->setFileDigest(known);
        RETURN_IF_ERROR(session->commit(import::reportJson(report)));
    }
    return report;
}

} // namespace consentry::wallet
