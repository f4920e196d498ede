#pragma once

#include "core/consent/terms.h"

#include <span>
#include <string>
#include <vector>

namespace consentry::consent {

/// A label that a person may set on a record of their own accord: v3-ActCode, as hospitals use
/// them. It is known to this wallet only: no rule looks at it, and no hospital sees it.
struct OwnLabel {
    std::string_view code; ///< "PRS"
    Term name;             ///< "keep this to myself" / "不想让别人知道"
};
/// Those that are offered, the most general first.
std::span<const OwnLabel> ownLabels();

/// "HIV PSY" → the codes.
std::vector<std::string> labelCodes(std::string_view joined);
/// "mental health, HIV/AIDS" of what was stored; codes that are not offered as they are.
std::string ownLabelWords(std::string_view joined, Language language);

} // namespace consentry::consent
