#pragma once

#include "core/light_client/consortium_profile.h"

namespace consentry::light_client {

// A profile as it is printed or sent as text: the bytes of the file, or
//
//     consentry-profile:<Base64 of RFC 4648 §4>
//
// which survives programs that take what a QR code holds for text. One QR code holds 2,953 bytes;
// a longer profile travels as a file.

inline constexpr std::string_view profileCodePrefix = "consentry-profile:";
/// Of the text form, with some white space around it.
inline constexpr std::size_t profileCodeBytesMax = SignedProfile::encodedBytesMax / 3 * 4 + 256;

std::string profileCode(const SignedProfile& profile);

/// Takes both forms; white space around the text and line ends within it do not count. Errors:
/// those of decodeSignedProfile, Malformed.
Result<SignedProfile> readProfileCode(ByteView content);

/// The same hash as profileFingerprint() as thirty digits in six groups, for those who compare over
/// the phone across languages: "12345 67890 …".
inline constexpr std::size_t profileDigitGroups = 6;
std::string profileDigits(const ConsortiumProfile& profile);

} // namespace consentry::light_client
