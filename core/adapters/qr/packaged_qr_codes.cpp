#include "core/adapters/qr/packaged_qr_codes.h"

#include <ZXing/ReadBarcode.h>
#include <qrencode.h>

#include <algorithm>
#include <exception>
#include <memory>

namespace consentry::adapters {
namespace {

// Debian 12 has 1.4, Debian 13 has 2.3, which gave the options another name.
#if __has_include(<ZXing/ReaderOptions.h>)
using ReadingOptions = ZXing::ReaderOptions;
#else
using ReadingOptions = ZXing::DecodeHints;
#endif

constexpr unsigned char darkBit = 1;

Result<Bytes> contentOf(const GreyPicture& picture) {
    ReadingOptions options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setTryHarder(true);
    options.setTryRotate(true);
    const ZXing::ImageView view(picture.pixels.data(), picture.width, picture.height,
                                ZXing::ImageFormat::Lum);
    Result<Bytes> content = fail(ErrorCode::NotFound, "no QR code");
    for (const auto& found : ZXing::ReadBarcodes(view, options)) {
        if (!found.isValid()) {
            continue;
        }
        if (content) {
            return fail(ErrorCode::NotFound, "more than one QR code");
        }
        const auto& bytes = found.bytes();
        const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
        content = Bytes(first, first + bytes.size());
    }
    return content;
}

} // namespace

Result<Bytes> PackagedQrCodes::read(const GreyPicture& picture) {
    const bool hasSides = picture.width > 0 && picture.height > 0 &&
                          picture.width <= GreyPicture::sideMax &&
                          picture.height <= GreyPicture::sideMax;
    if (!hasSides || picture.pixels.size() != static_cast<std::size_t>(picture.width) *
                                                  static_cast<std::size_t>(picture.height)) {
        return fail(ErrorCode::InvalidArgument, "picture");
    }
    try {
        return contentOf(picture);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Malformed, std::string("QR code: ") + error.what());
    }
}

Result<QrModules> PackagedQrCodes::draw(ByteView content) {
    if (content.empty() || content.size() > contentBytesMax) {
        return fail(ErrorCode::TooLarge, "QR code");
    }
    const auto* bytes = reinterpret_cast<const unsigned char*>(content.data());
    std::unique_ptr<QRcode, decltype(&QRcode_free)> code(nullptr, &QRcode_free);
    for (const QRecLevel level : {QR_ECLEVEL_M, QR_ECLEVEL_L}) {
        code.reset(QRcode_encodeData(static_cast<int>(content.size()), bytes, 0, level));
        if (code) {
            break;
        }
    }
    if (!code) {
        return fail(ErrorCode::TooLarge, "QR code");
    }
    QrModules modules;
    modules.side = code->width;
    const auto count =
        static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    modules.isDark.reserve(count);
    std::transform(code->data, code->data + count, std::back_inserter(modules.isDark),
                   [](unsigned char module) { return (module & darkBit) != 0; });
    return modules;
}

} // namespace consentry::adapters
