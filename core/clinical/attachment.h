#pragma once

#include "core/base/bytes.h"
#include "core/clinical/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace consentry::clinical {

/// What the bytes of an attachment are, by their declared type and only where they begin as that
/// type does. Other: whatever this program shows nothing of.
enum class AttachmentKind : std::uint8_t { Png, Jpeg, Text, Pdf, Other };

/// Why an attachment is not to be shown, or not to be relied on.
enum class AttachmentFault : std::uint8_t {
    None,
    Elsewhere,  ///< only an address is given; nothing is ever fetched
    Empty,      ///< neither data nor address
    BrokenData, ///< the data is no base64
    OtherType,  ///< the bytes do not begin as the declared type does
    OtherSize,  ///< Attachment.size names another length
    OtherHash,  ///< Attachment.hash names other bytes
};

/// A FHIR R4 Attachment (datatypes.html#Attachment) with its data decoded.
struct Attachment {
    std::string title;       ///< one line, may be empty
    std::string contentType; ///< as written, lower case, without parameters
    std::string charset;     ///< lower case, of a text; empty: UTF-8
    std::string url;         ///< as written; only ever shown
    AttachmentKind kind = AttachmentKind::Other;
    AttachmentFault fault = AttachmentFault::None;
    Bytes content; ///< also of one whose size or hash differ; empty where the data is broken
};

/// More of one record are not looked at.
inline constexpr std::size_t attachmentsMax = 20;

/// The attachments of a DocumentReference (content.attachment), a DiagnosticReport (presentedForm)
/// and a Media (content); none of any other resource. Reads untrusted data: nothing is trusted but
/// the bytes themselves.
std::vector<Attachment> attachmentsOf(JsonValue resource);

} // namespace consentry::clinical
