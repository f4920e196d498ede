#include "core/clinical/attachment.h"

#include "core/clinical/fhir_elements.h"
#include "core/crypto/hash.h"

#include <algorithm>
#include <charconv>

namespace consentry::clinical {
namespace {

constexpr std::size_t titleMax = 512; ///< bytes
constexpr std::size_t urlMax = 2048;
constexpr std::size_t typeMax = 128;

std::string lowerCase(std::string_view text) {
    std::string lower = tidyText(text, typeMax);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

/// "text/plain; charset=GBK" → type and charset.
void readType(std::string_view written, Attachment& attachment) {
    const std::string lower = lowerCase(written);
    const std::size_t semicolon = std::min(lower.find(';'), lower.size());
    attachment.contentType = tidyText(std::string_view(lower).substr(0, semicolon), typeMax);
    constexpr std::string_view name = "charset=";
    if (const std::size_t at = lower.find(name, semicolon); at != std::string::npos) {
        std::string_view value = std::string_view(lower).substr(at + name.size());
        value = value.substr(0, value.find_first_of("; "));
        std::copy_if(value.begin(), value.end(), std::back_inserter(attachment.charset),
                     [](char c) { return c != '"'; });
    }
}

AttachmentKind declaredKind(std::string_view type) {
    if (type == "image/png") {
        return AttachmentKind::Png;
    }
    if (type == "image/jpeg" || type == "image/jpg") {
        return AttachmentKind::Jpeg;
    }
    if (type == "application/pdf") {
        return AttachmentKind::Pdf;
    }
    return type == "text/plain" ? AttachmentKind::Text : AttachmentKind::Other;
}

bool beginsAs(AttachmentKind kind, ByteView content) {
    using namespace std::string_view_literals;
    const std::string_view text = textOf(content);
    switch (kind) {
    case AttachmentKind::Png:
        return text.starts_with("\x89PNG\r\n\x1A\n"sv);
    case AttachmentKind::Jpeg:
        return text.starts_with("\xFF\xD8\xFF"sv);
    case AttachmentKind::Pdf:
        return text.starts_with("%PDF-"sv);
    case AttachmentKind::Text: // what has a NUL is none, in no encoding that is shown
        return text.find('\0') == std::string_view::npos;
    case AttachmentKind::Other:
        break;
    }
    return true;
}

/// FHIR allows white space inside base64.
std::string withoutBlanks(std::string_view data) {
    std::string dense;
    dense.reserve(data.size());
    std::copy_if(data.begin(), data.end(), std::back_inserter(dense),
                 [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
    return dense;
}

bool hasOtherSize(JsonValue size, std::size_t actual) {
    if (!size.exists()) {
        return false;
    }
    std::size_t stated = 0;
    const std::string_view text = size.text();
    const auto read = std::from_chars(text.data(), text.data() + text.size(), stated);
    return read.ec != std::errc() || read.ptr != text.data() + text.size() || stated != actual;
}

bool hasOtherHash(JsonValue hash, ByteView content) {
    if (!hash.exists()) {
        return false;
    }
    const auto stated = fromBase64(withoutBlanks(hash.string()));
    const Sha1Digest actual = sha1(content);
    return !stated ||
           !std::equal(stated->begin(), stated->end(), actual.view().begin(), actual.view().end());
}

void readContent(JsonValue written, Attachment& attachment) {
    const JsonValue data = written["data"];
    if (!data.exists()) {
        attachment.fault =
            attachment.url.empty() ? AttachmentFault::Empty : AttachmentFault::Elsewhere;
        return;
    }
    auto content = fromBase64(withoutBlanks(data.string()));
    if (!content || content->empty()) {
        attachment.fault = AttachmentFault::BrokenData;
        return;
    }
    attachment.content = std::move(*content);
    if (!beginsAs(attachment.kind, attachment.content)) {
        attachment.fault = AttachmentFault::OtherType;
    } else if (hasOtherSize(written["size"], attachment.content.size())) {
        attachment.fault = AttachmentFault::OtherSize;
    } else if (hasOtherHash(written["hash"], attachment.content)) {
        attachment.fault = AttachmentFault::OtherHash;
    }
}

Attachment attachmentOf(JsonValue written) {
    Attachment attachment;
    attachment.title = tidyText(written["title"].string(), titleMax);
    attachment.url = tidyText(written["url"].string(), urlMax);
    readType(written["contentType"].string(), attachment);
    attachment.kind = declaredKind(attachment.contentType);
    readContent(written, attachment);
    return attachment;
}

} // namespace

std::vector<Attachment> attachmentsOf(JsonValue resource) {
    std::vector<Attachment> found;
    const std::string_view type = resource["resourceType"].string();
    const bool isDocument = type == "DocumentReference";
    const JsonValue holders = isDocument || type == "Media" ? resource["content"]
                              : type == "DiagnosticReport"  ? resource["presentedForm"]
                                                            : JsonValue();
    for (const JsonValue holder : holders.oneOrMany()) {
        const JsonValue written = isDocument ? holder["attachment"] : holder;
        if (written.isObject() && found.size() < attachmentsMax) {
            found.push_back(attachmentOf(written));
        }
    }
    return found;
}

} // namespace consentry::clinical
