#pragma once

#include "core/light_client/witness.h"

namespace consentry::light_client {

// An attack as a file that anybody can check again with the common header at hand: two blocks of
// one height, both signed by enough of its validators, and where their histories part.

constexpr std::size_t attackEvidenceBytesMax = 2 * 1024 * 1024;

/// Deterministic CBOR: ["consentry-evidence", 1, kind, common height, common time, total power,
/// ours, conflicting, [address…]], blocks as encodeLightBlock() writes them.
Bytes encodeAttackEvidence(const AttackEvidence& evidence);
/// Accepts exactly what encodeAttackEvidence() writes; checks no signature.
/// Errors: Malformed, NotCanonical, Unsupported (another version), TooLarge.
Result<AttackEvidence> decodeAttackEvidence(ByteView bytes);

/// Who signed both blocks for themselves, whichever of the two is the forged one.
std::vector<ValidatorAddress> signersOfBoth(const AttackEvidence& evidence);

/// "lunatic", "equivocation", "amnesia": the engine's words, for files and logs.
std::string_view attackKindName(AttackKind kind);

} // namespace consentry::light_client
