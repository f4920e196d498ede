// What is drawn is read again, byte for byte, turned and spotted; what is no code, or two, is said.
#include "core/adapters/qr/packaged_qr_codes.h"

#include <QtTest>

#include <random>

using namespace consentry;
using adapters::PackagedQrCodes;

namespace {

constexpr int quiet = 4;

Bytes someBytes(std::size_t size) {
    std::mt19937 random(static_cast<unsigned>(size));
    Bytes bytes(size);
    for (std::byte& byte : bytes) {
        byte = static_cast<std::byte>(random());
    }
    return bytes;
}

GreyPicture blank(int width, int height) {
    GreyPicture picture;
    picture.width = width;
    picture.height = height;
    picture.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255);
    return picture;
}

std::uint8_t& pixel(GreyPicture& picture, int x, int y) {
    return picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(x)];
}

void paint(GreyPicture& picture, const QrModules& modules, int left, int top, int module) {
    for (int y = 0; y < modules.side * module; ++y) {
        for (int x = 0; x < modules.side * module; ++x) {
            const auto at = static_cast<std::size_t>(y / module * modules.side + x / module);
            if (modules.isDark[at]) {
                pixel(picture, left + x, top + y) = 20;
            }
        }
    }
}

GreyPicture pictureOf(const QrModules& modules, int module) {
    const int side = (modules.side + 2 * quiet) * module;
    GreyPicture picture = blank(side, side);
    paint(picture, modules, quiet * module, quiet * module, module);
    return picture;
}

} // namespace

class QrCodesTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsDrawnIsReadAgain_data() {
        QTest::addColumn<int>("size");
        for (const int size : {1, 20, 100, 1035, 1500, 2331, 2332, 2953}) {
            QTest::addRow("%d bytes", size) << size;
        }
    }
    void whatIsDrawnIsReadAgain() {
        QFETCH(int, size);
        const Bytes content = someBytes(static_cast<std::size_t>(size));
        const auto modules = m_codes.draw(content);
        QVERIFY(modules.has_value());
        QCOMPARE(modules->isDark.size(), std::size_t(modules->side) * std::size_t(modules->side));
        const auto read = m_codes.read(pictureOf(*modules, 4));
        QVERIFY2(read, read ? "" : toString(read.error()).c_str());
        QVERIFY(*read == content);
    }

    void turnedAndSpottedItIsRead() {
        const Bytes content = someBytes(300);
        const GreyPicture straight = pictureOf(*m_codes.draw(content), 5);
        GreyPicture turned = blank(straight.height, straight.width);
        for (int y = 0; y < straight.height; ++y) {
            for (int x = 0; x < straight.width; ++x) {
                pixel(turned, straight.height - 1 - y, x) =
                    straight.pixels[std::size_t(y) * std::size_t(straight.width) + std::size_t(x)];
            }
        }
        std::mt19937 random(7);
        for (std::uint8_t& value : turned.pixels) {
            value =
                static_cast<std::uint8_t>(std::clamp(int(value) + int(random() % 40) - 20, 0, 255));
        }
        const auto read = m_codes.read(turned);
        QVERIFY2(read, read ? "" : toString(read.error()).c_str());
        QVERIFY(*read == content);
    }

    void whatIsNoCodeIsSaid() {
        QCOMPARE(m_codes.read(blank(200, 200)).error().code, ErrorCode::NotFound);
        GreyPicture noise = blank(200, 200);
        std::mt19937 random(3);
        for (std::uint8_t& value : noise.pixels) {
            value = static_cast<std::uint8_t>(random());
        }
        QCOMPARE(m_codes.read(noise).error().code, ErrorCode::NotFound);
    }

    void twoCodesAreNotGuessedBetween() {
        const QrModules one = *m_codes.draw(someBytes(30));
        const QrModules other = *m_codes.draw(someBytes(31));
        const int side = (std::max(one.side, other.side) + 2 * quiet) * 4;
        GreyPicture both = blank(side * 2, side);
        paint(both, one, quiet * 4, quiet * 4, 4);
        paint(both, other, side + quiet * 4, quiet * 4, 4);
        QCOMPARE(m_codes.read(both).error().code, ErrorCode::NotFound);
    }

    void contentHasALimit() {
        QCOMPARE(m_codes.draw({}).error().code, ErrorCode::TooLarge);
        QVERIFY(m_codes.draw(someBytes(QrCodes::contentBytesMax)).has_value());
        QCOMPARE(m_codes.draw(someBytes(QrCodes::contentBytesMax + 1)).error().code,
                 ErrorCode::TooLarge);
    }

    void picturesHaveTheSidesThatTheySay() {
        GreyPicture picture = blank(10, 10);
        picture.pixels.pop_back();
        QCOMPARE(m_codes.read(picture).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(m_codes.read({}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(m_codes.read(blank(GreyPicture::sideMax + 1, 1)).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(m_codes.read(blank(GreyPicture::sideMax, 1)).error().code, ErrorCode::NotFound);
    }

private:
    PackagedQrCodes m_codes;
};

QTEST_APPLESS_MAIN(QrCodesTest)
#include "qr_codes_test.moc"
