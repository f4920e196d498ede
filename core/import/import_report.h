#pragma once

#include "core/clinical/json.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::import {

/// Why something was not taken. Closed; every value has a sentence in each language.
enum class ImportReason {
    EmptyFile,
    Xml,         ///< FHIR in XML, or any other markup
    NotJson,     ///< neither JSON nor XML
    NotUtf8,     ///< UTF-16 or bytes that are no UTF-8
    NotFhir,     ///< JSON, but no resourceType
    JsonArray,   ///< a top-level array
    UnknownType, ///< a resourceType that FHIR does not know
    EmptyBundle, ///< a bundle in which no entry has a resource
    Truncated,
    BadJson,
    DuplicateKey,
    TooDeep,
    TooLarge,
};

enum class ReportLanguage { English, Chinese };

/// One plain sentence: what is wrong and what helps.
std::string_view reasonText(ImportReason reason, ReportLanguage language);
/// A stable identifier, for reports that are stored.
std::string_view reasonName(ImportReason reason);
ImportReason reasonOf(clinical::JsonFaultKind fault);

enum class ImportFormat { Unknown, SingleResource, Bundle, Ndjson };

struct ImportRefusal {
    ImportReason reason = ImportReason::BadJson;
    std::uint64_t item = 0;       ///< entry or line, from 1; 0 for the whole file
    std::uint64_t byteOffset = 0; ///< in the file, where it went wrong
    std::string resourceType;     ///< as far as it is known

    friend bool operator==(const ImportRefusal&, const ImportRefusal&) = default;
};

/// What happened to a file. Counts and positions only, no clinical content.
struct ImportReport {
    static constexpr std::size_t refusalsKept = 1000;

    ImportFormat format = ImportFormat::Unknown;
    std::uint64_t bytes = 0;
    std::uint64_t added = 0;           ///< new records
    std::uint64_t duplicates = 0;      ///< were stored already, or twice in the file
    std::uint64_t keptWhole = 0;       ///< of `added`: types without a reader of their own
    std::uint64_t withoutResource = 0; ///< bundle entries that carry none
    std::uint64_t refused = 0;
    std::map<std::string, std::uint64_t> addedByType;
    std::vector<ImportRefusal> refusals; ///< the first refusalsKept

    /// True where the file as a whole was refused and nothing of it was offered to the sink.
    bool isFileRefused() const { return !refusals.empty() && refusals.front().item == 0; }
    /// Records that were read, new or not.
    std::uint64_t taken() const { return added + duplicates; }
};

/// The report as one JSON object, at most 256 KiB; lists at most 1000 refusals.
std::string reportJson(const ImportReport& report);

} // namespace consentry::import
