#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <vector>

namespace consentry {

/// A picture in grey, row by row: 0 is black.
struct GreyPicture {
    static constexpr int sideMax = 4096;

    int width = 0; ///< 1 to sideMax
    int height = 0;
    std::vector<std::uint8_t> pixels; ///< width × height
};

/// The modules of a QR code without its quiet zone, row by row.
struct QrModules {
    int side = 0;
    std::vector<bool> isDark; ///< side × side
};

/// Reads and draws QR codes. Thread-safe.
class QrCodes {
public:
    /// What the largest code holds at the lowest level of correction.
    static constexpr std::size_t contentBytesMax = 2953;

    virtual ~QrCodes() = default;

    /// The bytes of the one code in the picture. NotFound where there is none that can be read, or
    /// more than one; InvalidArgument for a picture that is not what its sides say.
    virtual Result<Bytes> read(const GreyPicture& picture) = 0;
    /// At the middle level of correction where the content leaves room for it. TooLarge.
    virtual Result<QrModules> draw(ByteView content) = 0;
};

} // namespace consentry
