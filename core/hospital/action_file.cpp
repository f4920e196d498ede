#include "core/hospital/action_file.h"

namespace consentry::hospital {
namespace {

constexpr std::string_view fileHead = "consentry action 1\n";

} // namespace

std::string encodeActionFile(const registry::GovernanceAction& action) {
    return std::string(fileHead) + toBase64(registry::encodeAction(action)) + "\n";
}

Result<registry::GovernanceAction> decodeActionFile(ByteView bytes) {
    if (bytes.size() > actionFileBytesMax) {
        return fail(ErrorCode::TooLarge, "file of an action");
    }
    std::string_view text = textOf(bytes);
    if (!text.starts_with(fileHead)) {
        return fail(ErrorCode::Unsupported, "no file of an action");
    }
    text.remove_prefix(fileHead.size());
    if (!text.ends_with('\n')) {
        return fail(ErrorCode::Malformed, "the file of an action is cut");
    }
    text.remove_suffix(1);
    ASSIGN_OR_RETURN(const Bytes encoded, fromBase64(text));
    return registry::decodeAction(encoded);
}

} // namespace consentry::hospital
