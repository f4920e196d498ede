#pragma once

#include "core/base/ids.h"
#include "core/clinical/json.h"

namespace consentry::clinical {

/// RFC 8785 with one deliberate difference: number tokens stay exactly as written, because a FHIR
/// decimal carries its precision (1.0 and 1.00 are different statements). No white space, names in
/// the order of their UTF-16 code units, strings with the fewest escapes. Appends to `target`.
void appendCanonicalJson(JsonValue value, std::string& target);
std::string canonicalJson(JsonValue value);

/// The canonical form of a resource that its digest covers: without `meta.versionId` and
/// `meta.lastUpdated` of the resource itself, which every server rewrites. A `meta` with nothing
/// else inside is left out too, so that a server that stamps a resource that had no `meta` leaves
/// its digest alone. Contained resources are taken as they are.
std::string canonicalResource(JsonValue resource);

/// SHA-256 over `canonicalResource` (design §6): names one version of one record.
RecordDigest recordDigest(JsonValue resource);
/// The same from bytes. Malformed, TooLarge as JsonDocument::read; Malformed unless an object.
Result<RecordDigest> recordDigest(ByteView resource);

/// Order of names in RFC 8785 §3.2.3: by UTF-16 code unit, of valid UTF-8 without conversion.
bool utf16Less(std::string_view a, std::string_view b);

} // namespace consentry::clinical
