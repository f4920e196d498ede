#include "core/import/import_report.h"

#include <array>

namespace consentry::import {
namespace {

struct ReasonWords {
    ImportReason reason;
    std::string_view name;
    std::string_view english;
    std::string_view chinese;
};

constexpr std::array reasonWords = {
    ReasonWords{ImportReason::EmptyFile, "empty-file", "The file is empty.", "文件是空的。"},
    ReasonWords{ImportReason::Xml, "xml", "FHIR XML is not read yet; ask for JSON.",
                "暂不支持 FHIR XML 格式，请向医院索取 JSON 格式。"},
    ReasonWords{ImportReason::NotJson, "not-json",
                "This is not a health record file that can be read; ask for FHIR in JSON.",
                "无法识别这个文件，请索取 FHIR JSON 格式的健康档案。"},
    ReasonWords{ImportReason::NotUtf8, "not-utf8",
                "The text is not in UTF-8; ask for the file in UTF-8.",
                "文字编码不是 UTF-8，请索取 UTF-8 编码的文件。"},
    ReasonWords{ImportReason::NotFhir, "not-fhir",
                "This is JSON, but no FHIR record: it does not say what kind of record it is.",
                "这是 JSON，但不是 FHIR 记录：没有写明记录类型。"},
    ReasonWords{ImportReason::JsonArray, "json-array",
                "This is a bare list; FHIR needs one record, a Bundle, or one record per line.",
                "这是一个普通列表；FHIR 文件应为单条记录、Bundle 或每行一条记录。"},
    ReasonWords{ImportReason::UnknownType, "unknown-type",
                "FHIR does not know this kind of record.", "FHIR 中没有这种记录类型。"},
    ReasonWords{ImportReason::EmptyBundle, "empty-bundle", "The bundle contains no records.",
                "这个 Bundle 中没有记录。"},
    ReasonWords{ImportReason::Truncated, "truncated",
                "The text ends too early; the file may not have been saved completely.",
                "内容不完整，文件可能没有保存完全。"},
    ReasonWords{ImportReason::BadJson, "bad-json", "The text is not correct JSON at this place.",
                "此处不是正确的 JSON。"},
    ReasonWords{ImportReason::DuplicateKey, "duplicate-key",
                "The same field occurs twice, so its meaning is not certain.",
                "同一字段出现了两次，含义不确定。"},
    ReasonWords{ImportReason::TooDeep, "too-deep", "The record is nested too deeply.",
                "记录的嵌套层数过多。"},
    ReasonWords{ImportReason::TooLarge, "too-large",
                "The record is larger than 16 MB, or has too many parts.",
                "记录超过 16 MB，或包含的部分过多。"},
};

const ReasonWords& wordsOf(ImportReason reason) {
    for (const ReasonWords& words : reasonWords) {
        if (words.reason == reason) {
            return words;
        }
    }
    return reasonWords.front();
}

std::string_view formatName(ImportFormat format) {
    switch (format) {
    case ImportFormat::Unknown:
        return "unknown";
    case ImportFormat::SingleResource:
        return "resource";
    case ImportFormat::Bundle:
        return "bundle";
    case ImportFormat::Ndjson:
        return "ndjson";
    }
    return "unknown";
}

std::string field(std::string_view name, std::uint64_t value) {
    return "\"" + std::string(name) + "\":" + std::to_string(value);
}

/// Names that come from our own tables: letters and hyphens only, so nothing needs an escape.
std::string field(std::string_view name, std::string_view value) {
    return "\"" + std::string(name) + "\":\"" + std::string(value) + "\"";
}

} // namespace

std::string_view reasonText(ImportReason reason, ReportLanguage language) {
    const ReasonWords& words = wordsOf(reason);
    return language == ReportLanguage::Chinese ? words.chinese : words.english;
}

std::string_view reasonName(ImportReason reason) {
    return wordsOf(reason).name;
}

ImportReason reasonOf(clinical::JsonFaultKind fault) {
    using Kind = clinical::JsonFaultKind;
    switch (fault) {
    case Kind::Empty:
        return ImportReason::EmptyFile;
    case Kind::Truncated:
        return ImportReason::Truncated;
    case Kind::Utf8:
        return ImportReason::NotUtf8;
    case Kind::DuplicateKey:
        return ImportReason::DuplicateKey;
    case Kind::TooDeep:
        return ImportReason::TooDeep;
    case Kind::TooLarge:
        return ImportReason::TooLarge;
    case Kind::None:
    case Kind::Syntax:
    case Kind::Number:
    case Kind::String:
    case Kind::Trailing:
        return ImportReason::BadJson;
    }
    return ImportReason::BadJson;
}

std::string reportJson(const ImportReport& report) {
    std::string json = "{" + field("format", formatName(report.format)) + "," +
                       field("bytes", report.bytes) + "," + field("added", report.added) + "," +
                       field("duplicates", report.duplicates) + "," +
                       field("keptWhole", report.keptWhole) + "," +
                       field("withoutResource", report.withoutResource) + "," +
                       field("refused", report.refused) + ",\"addedByType\":{";
    for (const auto& [type, count] : report.addedByType) {
        json += (json.back() == '{' ? "" : ",") + field(type, count);
    }
    json += "},\"refusals\":[";
    for (const ImportRefusal& refusal : report.refusals) {
        json += json.back() == '[' ? "{" : ",{";
        json += field("reason", reasonName(refusal.reason)) + "," + field("item", refusal.item) +
                "," + field("byteOffset", refusal.byteOffset);
        if (!refusal.resourceType.empty()) {
            json += "," + field("resourceType", refusal.resourceType);
        }
        json += '}';
    }
    return json + "]}";
}

} // namespace consentry::import
