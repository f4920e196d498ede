#include "app/desktop/profile_file.h"

#include "core/light_client/profile_code.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>

namespace consentry::desktop {
namespace {

constexpr char pngMagic[] = "\x89PNG\r\n\x1a\n";
constexpr char jpegMagic[] = "\xff\xd8\xff";

/// Grey, and small enough to be looked through.
Result<GreyPicture> greyOf(QByteArray& bytes, const char* format) {
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader::setAllocationLimit(ProfileFileLimits::pictureMegabytesMax);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty()) {
        return fail(ErrorCode::Malformed, "picture");
    }
    if (size.width() > GreyPicture::sideMax || size.height() > GreyPicture::sideMax) {
        reader.setScaledSize(
            size.scaled(GreyPicture::sideMax, GreyPicture::sideMax, Qt::KeepAspectRatio)
                .expandedTo(QSize(1, 1)));
    }
    QImage read = reader.read();
    if (read.isNull()) {
        return fail(ErrorCode::Malformed, "picture");
    }
    if (read.hasAlphaChannel()) {
        // What is transparent stands on paper.
        QImage paper(read.size(), QImage::Format_RGB32);
        paper.fill(Qt::white);
        for (int y = 0; y < read.height(); ++y) {
            for (int x = 0; x < read.width(); ++x) {
                const QColor color = read.pixelColor(x, y);
                const int rest = 255 - color.alpha();
                paper.setPixel(x, y,
                               qRgb(color.red() * color.alpha() / 255 + rest,
                                    color.green() * color.alpha() / 255 + rest,
                                    color.blue() * color.alpha() / 255 + rest));
            }
        }
        read = paper;
    }
    const QImage grey = read.convertToFormat(QImage::Format_Grayscale8);
    GreyPicture picture;
    picture.width = grey.width();
    picture.height = grey.height();
    for (int y = 0; y < grey.height(); ++y) {
        const uchar* line = grey.constScanLine(y);
        picture.pixels.insert(picture.pixels.end(), line, line + grey.width());
    }
    return picture;
}

} // namespace

Result<light_client::SignedProfile> readProfileFile(const QString& path, QrCodes& codes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, "profile");
    }
    QByteArray bytes = file.read(ProfileFileLimits::pictureBytesMax + 1);
    if (bytes.size() > ProfileFileLimits::pictureBytesMax) {
        return fail(ErrorCode::TooLarge, "profile");
    }
    const bool isPng = bytes.startsWith(pngMagic);
    const bool isJpeg = bytes.startsWith(jpegMagic);
    if (isPng || isJpeg) {
        ASSIGN_OR_RETURN(const GreyPicture picture, greyOf(bytes, isPng ? "png" : "jpeg"));
        ASSIGN_OR_RETURN(const Bytes content, codes.read(picture));
        return light_client::readProfileCode(content);
    }
    return light_client::readProfileCode(
        std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
}

} // namespace consentry::desktop
