#pragma once

#include "core/consent/policy_evaluation.h"

#include <set>
#include <string>

namespace consentry::consent::test {

/// The rules once more, written for reading and not for speed: a list of every reason to refuse,
/// straight from the definitions, with nothing of the real evaluation but the values and the
/// concept lists.
std::set<Rule> reasonsToRefuse(const PatientPolicy* policy, const Grant* grant,
                               const AccessRequest& request, const clinical::RecordFacts& record,
                               Instant now);

/// HL7's purpose tree with the five exact codes, from the text of the reference.
bool slowPurposeCovers(const std::string& granted, const std::string& requested);

} // namespace consentry::consent::test
