#pragma once

#include "core/consent/concepts.h"
#include "core/consent/policy.h"

#include <span>

namespace consentry::consent {

/// On what a request rests (protocol §5).
enum class Basis : std::uint8_t { Grant = 1, Emergency = 2, Self = 3, None = 4 };

/// Who asks for what, with everything verified that can be: the reader by signature, organisation,
/// role and staff id by a current attestation, the emergency by state proof.
struct AccessRequest {
    Basis basis = Basis::None;
    PartyId patient;
    PartyId reader;
    std::optional<PartyId> organization;
    std::optional<Role> role;
    std::string staffId;
    std::string purpose; ///< v3-ActReason code as received; never defaulted (trap 7)
    ActionSet actions = Action::Look;
    std::optional<clinical::TimeSpan> emergency; ///< the open emergency of this reader here
};

/// The rule that decided. Numbers are sealed in access logs: add, never reuse.
enum class Rule : std::uint8_t {
    // Permits
    GrantPermits = 1,
    EmergencyPermits = 2,
    OwnRequest = 3,
    // Denies: the request
    PolicyUnavailable = 10,
    PurposeMissing = 11,
    PurposeUnknown = 12,
    NothingAsked = 13, ///< no action in the request
    NoBasis = 14,
    OtherPatient = 15, ///< policy, grant and request do not speak of one patient
    PolicyDeniesReader = 16,
    NotSelf = 17,
    // Denies: the grant
    GrantMissing = 20,
    GrantNotUnderstood = 21, ///< it names concepts or labels that this program does not know
    NotYetValid = 22,
    Ended = 23,
    OtherGrantee = 24,
    OtherPurpose = 25,
    ActionNotGranted = 26,
    InnerDenial = 27,
    NoGrantPermits = 28, ///< of many
    // Denies: the emergency
    EmergencyOff = 40,
    EmergencyNotOpen = 41,
    EmergencyPurpose = 42, ///< only BTG
    EmergencyRole = 43,    ///< only doctors and nurses
    EmergencyActions = 44, ///< only to look
    // Denies: the record
    OtherCustodian = 60,
    OutsideScope = 61,
    OutsideDataWindow = 62,
    Undated = 63,
    TooConfidential = 64,
    ExcludedLabel = 65,
};

/// The stable English word of a rule, for logs and `--json`: "Ended".
std::string_view ruleName(Rule rule);
bool isPermit(Rule rule);

/// What evaluate() found.
struct Decision {
    bool permitted = false;
    Rule rule = Rule::NoBasis; ///< the one that decided: the first of `reasons` where denied
    /// Which denial of the policy or the grant, which excluded label, or which grant of many.
    std::size_t index = 0;
    /// Where denied, everything that speaks against, in the order of checking. For the patient and
    /// the log; a reader is told the rule of the request at most, never of a record.
    std::vector<Rule> reasons;

    friend bool operator==(const Decision&, const Decision&) = default;
};

/// Whether this request may have anything at all: all rules but those about records. `policy` null
/// means that its opening could not be had; `grant` null that none was presented. Denials in the
/// policy limit every basis but the patient's own.
Decision evaluateRequest(const PatientPolicy* policy, const Grant* grant,
                         const AccessRequest& request, Instant now);

/// Whether this request may have this record. Pure; `now` is block time.
Decision evaluate(const PatientPolicy* policy, const Grant* grant, const AccessRequest& request,
                  const clinical::RecordFacts& record, Instant now);

/// The same with the record's concepts found before, for many decisions about one record.
Decision evaluate(const PatientPolicy* policy, const Grant* grant, const AccessRequest& request,
                  const clinical::RecordFacts& record, const ConceptMatch& match, Instant now);

/// One answer for many records.
struct Release {
    Decision request;                   ///< evaluateRequest()
    std::vector<std::size_t> permitted; ///< positions of the records that may go out, ascending
};
Release evaluate(const PatientPolicy* policy, const Grant* grant, const AccessRequest& request,
                 std::span<const clinical::RecordFacts> records, Instant now);

/// What the person whom a grant names would ask for with it: for previews ("opens 18 records
/// today"). Where it names no person, anybody whom no denial names.
AccessRequest requestFor(const Grant& grant);

/// Whether this program knows every concept that the grant names. Another one permits nothing.
bool isUnderstood(const Grant& grant);

/// The rules that need no grant: purpose, actions, patient and the policy's denials.
Decision evaluateReader(const PatientPolicy* policy, const AccessRequest& request);

/// Whether any of these grants permits, the obvious way: `index` is the first that does, the rule
/// NoGrantPermits if none. GrantIndex gives the same answer quickly.
Decision evaluateAny(const PatientPolicy* policy, std::span<const Grant> grants,
                     const AccessRequest& request, const clinical::RecordFacts& record,
                     Instant now);

/// How protected a record is for this patient: its own mark, raised by the policy's tiers.
Confidentiality effectiveConfidentiality(const PatientPolicy& policy,
                                         const clinical::RecordFacts& record,
                                         const ConceptMatch& match);

} // namespace consentry::consent
