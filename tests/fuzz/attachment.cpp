// Properties: no attachment of any document crashes the reader; what it gives is what the base64
// says, and a picture begins as its type does.

#include "core/clinical/attachment.h"
#include "core/base/check.h"

#include <span>

namespace {

using namespace consentry;
using clinical::Attachment;
using clinical::AttachmentFault;
using clinical::AttachmentKind;

void checkOne(const Attachment& attachment) {
    const bool isWithout = attachment.fault == AttachmentFault::Elsewhere ||
                           attachment.fault == AttachmentFault::Empty ||
                           attachment.fault == AttachmentFault::BrokenData;
    CHECK(isWithout == attachment.content.empty());
    CHECK(attachment.contentType.find(';') == std::string::npos);
    if (attachment.kind == AttachmentKind::Pdf && attachment.fault == AttachmentFault::None) {
        CHECK(textOf(attachment.content).starts_with("%PDF-"));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    clinical::JsonDocument document;
    if (document.read(textOf(std::as_bytes(std::span(data, size))))) {
        const auto found = clinical::attachmentsOf(document.root());
        CHECK(found.size() <= clinical::attachmentsMax);
        for (const Attachment& attachment : found) {
            checkOne(attachment);
        }
    }
    return 0;
}
