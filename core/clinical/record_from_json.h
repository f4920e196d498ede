#pragma once

#include "core/clinical/json.h"
#include "core/clinical/record.h"

namespace consentry::clinical {

inline constexpr std::size_t titleBytesMax = 512;
inline constexpr std::size_t valueTextBytesMax = 512;
inline constexpr std::size_t searchTextBytesMax = 64 * 1024;
inline constexpr std::size_t resourceIdBytesMax = 256;

/// What is known about the target of a reference, e.g. because it lies in the same bundle.
struct ReferenceTarget {
    std::string reference; ///< "Patient/17"; empty where the target has no id
    std::string display;   ///< the name of the person or organisation, the text of the medication
};

/// Knows the targets of references that stand in a resource. Called on the reading thread.
class ReferenceResolver {
public:
    virtual ~ReferenceResolver() = default;
    /// None for a target that is not known; the reference then stays as written.
    virtual std::optional<ReferenceTarget> resolve(std::string_view reference) const = 0;
};

/// What a resource does not say itself.
struct RecordContext {
    PartyId custodian;                           ///< zero: my own file
    const ReferenceResolver* resolver = nullptr; ///< none: only contained resources are found
};

/// Reads one FHIR R4 resource in JSON (R4 json.html). Never validates more than it needs: a date
/// that is none leaves the record undated, a wrong code is kept, because a patient's record must
/// not be lost over a slip of the hospital. What is refused: Malformed for what is no JSON object
/// with a resourceType, Unsupported for a resourceType that FHIR does not know, TooLarge beyond
/// JsonLimits and resourceIdBytesMax.
///
/// For consent the rules err on the closed side: a concept without codes gives an empty group,
/// which no list of codes matches; an unknown confidentiality code counts as Restricted; a resource
/// that mentions more codes than mentionedCodesMax counts as touched by every denial. Only codes
/// are read for this: words ("reason: HIV") and the targets of references are not.
Result<Record> recordFromJson(ByteView resource, const RecordContext& context = {});

/// The same for a resource that was read already, e.g. inside a bundle. The record keeps a copy of
/// the bytes.
Result<Record> recordFromValue(JsonValue resource, const RecordContext& context = {});

/// True where the type is read for its own meaning, false where it is kept whole and searchable.
bool hasOwnReader(std::string_view resourceType);
/// True for every resource type of FHIR R4 and R5.
bool isKnownType(std::string_view resourceType);

} // namespace consentry::clinical
