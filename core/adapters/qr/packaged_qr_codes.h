#pragma once

#include "core/ports/qr_codes.h"

namespace consentry::adapters {

/// QrCodes by the packaged libraries.
class PackagedQrCodes final : public QrCodes {
public:
    Result<Bytes> read(const GreyPicture& picture) override;
    Result<QrModules> draw(ByteView content) override;
};

} // namespace consentry::adapters
