#pragma once

#include "core/light_client/consortium_profile.h"
#include "core/ports/qr_codes.h"

#include <QString>

namespace consentry::desktop {

/// Limits on what a person gives as a profile.
struct ProfileFileLimits {
    static constexpr qint64 pictureBytesMax = 24LL * 1024 * 1024;
    static constexpr int pictureMegabytesMax = 256; ///< decoded
};

/// A profile from a file of a person's choice: what its content begins like decides, not its name.
/// A PNG or JPEG picture is looked through for one QR code, everything else is a profile's file or
/// its text form. Blocks. Errors: Io, TooLarge, Malformed, NotFound (no code in the picture), and
/// those of light_client::readProfileCode.
Result<light_client::SignedProfile> readProfileFile(const QString& path, QrCodes& codes);

} // namespace consentry::desktop
