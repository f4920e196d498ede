// What documents carry inside, on screen: decoded by its declared kind alone, within limits, and
// nothing is believed or fetched.
#include "core/crypto/hash.h"
#include "core/simulation/drawn_picture.h"
#include "core/simulation/record_generator.h"
#include "tests/support/ui_test.h"
#include "ui/models/attachment_reader.h"
#include "ui/pages/health_panel.h"
#include "ui/style/appearance.h"
#include "ui/widgets/picture_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using clinical::AttachmentFault;
using clinical::AttachmentKind;

namespace {

clinical::Attachment picture(Bytes content, AttachmentKind kind = AttachmentKind::Png) {
    clinical::Attachment one;
    one.title = "Wrist";
    one.contentType = kind == AttachmentKind::Png ? "image/png" : "image/jpeg";
    one.kind = kind;
    one.content = std::move(content);
    return one;
}

clinical::Attachment text(std::string_view words, const std::string& charset = {}) {
    clinical::Attachment one;
    one.contentType = "text/plain";
    one.charset = charset;
    one.kind = AttachmentKind::Text;
    one.content = toBytes(bytesOf(words));
    return one;
}

/// Overwrites width and height in the head of a PNG; its checksum then no longer fits, but the size
/// stands there before that is found.
Bytes withSize(Bytes png, std::uint32_t width, std::uint32_t height) {
    for (int i = 0; i < 4; ++i) {
        const int shift = 24 - 8 * i;
        png[16 + static_cast<std::size_t>(i)] = static_cast<std::byte>(width >> shift & 0xFF);
        png[20 + static_cast<std::size_t>(i)] = static_cast<std::byte>(height >> shift & 0xFF);
    }
    return png;
}

Bytes encoded(const QImage& image, const char* format) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return toBytes(bytesOf(std::string_view(bytes.constData(), std::size_t(bytes.size()))));
}

HealthDetailView anyDetail() {
    HealthDetailView detail;
    detail.id = u"x"_s;
    detail.name = u"Letter"_s;
    return detail;
}

} // namespace

class AttachmentTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void showsAPictureWithItsMeasures();
    void aLargePictureIsKeptSmall();
    void aPictureBeyondTheLimitIsNotDecoded();
    void aDamagedPictureSaysSo();
    void anotherFormatIsNeverGuessed();
    void whatDiffersIsShownWithAWarning();
    void anAddressIsOnlyShown();
    void textIsPlain();
    void namesOfCopiesAreNoPaths();
    void aPictureIsZoomedByKeyboard();
    void thePanelOffersACopy();
    void theDemonstrationHasOne();
};

void AttachmentTest::showsAPictureWithItsMeasures() {
    const Bytes png = simulation::drawnWrist();
    const AttachmentView view = AttachmentReader::view(picture(png));
    QVERIFY2(view.problem.isEmpty(), qPrintable(view.problem));
    QCOMPARE(view.picture.size(), QSize(240, 180));
    QVERIFY(qGray(view.picture.pixel(60, 74)) > 100); // a bone
    QVERIFY(qGray(view.picture.pixel(60, 20)) < 100); // what is around it
    // Between two parts of a bone a break can be seen.
    QVERIFY(qGray(view.picture.pixel(116, 74)) > 100);
    QVERIFY(qGray(view.picture.pixel(124, 74)) < 100);
    QVERIFY(qGray(view.picture.pixel(132, 74)) > 100);
    QVERIFY(view.facts.contains(u"240 × 180"_s));
    QCOMPARE(view.hash, QString::fromStdString(sha256(png).hex()));
    QVERIFY(view.canSave);
}

void AttachmentTest::aLargePictureIsKeptSmall() {
    QImage large(AttachmentReader::sideMax * 2, 10, QImage::Format_RGB32);
    large.fill(Qt::red);
    const AttachmentView view =
        AttachmentReader::view(picture(encoded(large, "jpeg"), AttachmentKind::Jpeg));
    QCOMPARE(view.picture.width(), AttachmentReader::sideMax);
    QCOMPARE(view.picture.height(), 5);
}

void AttachmentTest::aPictureBeyondTheLimitIsNotDecoded() {
    const AttachmentView view = AttachmentReader::view(
        picture(withSize(encoded(QImage(8, 8, QImage::Format_RGB32), "png"), 30'000, 30'000)));
    QVERIFY(view.picture.isNull());
    QVERIFY(!view.problem.isEmpty());
    QVERIFY(view.canSave);
}

void AttachmentTest::aDamagedPictureSaysSo() {
    Bytes png = simulation::drawnWrist();
    for (const std::size_t length : {std::size_t{8}, std::size_t{20}, std::size_t{33}}) {
        const AttachmentView view =
            AttachmentReader::view(picture(Bytes(png.begin(), png.begin() + long(length))));
        QVERIFY(view.picture.isNull());
        QVERIFY(view.problem.contains(u"damaged"_s));
    }
}

void AttachmentTest::anotherFormatIsNeverGuessed() {
    // Declared as PNG and begins so for the reader of records, but the decoder meets a JPEG.
    const Bytes jpeg = encoded(QImage(8, 8, QImage::Format_RGB32), "jpeg");
    const AttachmentView view = AttachmentReader::view(picture(jpeg));
    QVERIFY(view.picture.isNull());
    QVERIFY(!view.problem.isEmpty());
}

void AttachmentTest::whatDiffersIsShownWithAWarning() {
    clinical::Attachment one = picture(simulation::drawnWrist());
    one.fault = AttachmentFault::OtherHash;
    const AttachmentView differs = AttachmentReader::view(one);
    QVERIFY(!differs.picture.isNull());
    QVERIFY(differs.problem.contains(u"Do not rely on it"_s));
    one.fault = AttachmentFault::OtherType;
    const AttachmentView other = AttachmentReader::view(one);
    QVERIFY(other.picture.isNull());
    QVERIFY(other.problem.contains(u"not what it says it is"_s));
}

void AttachmentTest::anAddressIsOnlyShown() {
    clinical::Attachment one;
    one.url = "https://example.org/scan.png";
    one.fault = AttachmentFault::Elsewhere;
    const AttachmentView view = AttachmentReader::view(one);
    QCOMPARE(view.url, u"https://example.org/scan.png"_s);
    QVERIFY(view.problem.contains(u"Nothing is fetched"_s));
    QVERIFY(!view.canSave);
    HealthPanel panel(anyDetail(), {});
    panel.setAttachments({view});
    QVERIFY(panel.findChild<QAbstractButton*>(u"saveCopy0"_s) == nullptr);
}

void AttachmentTest::textIsPlain() {
    QCOMPARE(AttachmentReader::view(text("<b>bold</b>\r\nnext")).text, u"<b>bold</b>\nnext"_s);
    QCOMPARE(AttachmentReader::view(text("a\x1B[31mb")).text, u"a [31mb"_s);
    QCOMPARE(AttachmentReader::view(text("caf\xE9", "iso-8859-1")).text, u"café"_s);
    const AttachmentView chinese = AttachmentReader::view(text("\xD1\xAA", "gb18030"));
    QVERIFY(chinese.text.isEmpty());
    QVERIFY(chinese.problem.contains(u"gb18030"_s));
    const AttachmentView longOne =
        AttachmentReader::view(text(std::string(AttachmentReader::textMax + 1, 'x')));
    QVERIFY(longOne.text.endsWith(u"Only the beginning is shown."_s));
}

void AttachmentTest::namesOfCopiesAreNoPaths() {
    clinical::Attachment one = picture(simulation::drawnWrist());
    one.title = "../../.bashrc/出院 letter";
    QCOMPARE(AttachmentReader::view(one).fileName, u"bashrc出院 letter.png"_s);
    one.title = "...";
    QCOMPARE(AttachmentReader::view(one).fileName, u"Attachment.png"_s);
    one.title = std::string(300, 'a');
    QVERIFY(AttachmentReader::view(one).fileName.size() < 90);
}

void AttachmentTest::aPictureIsZoomedByKeyboard() {
    PictureView view(AttachmentReader::view(picture(simulation::drawnWrist())).picture, u"Wrist"_s);
    view.resize(240, 180);
    view.show();
    const QImage fitted = view.grab().toImage();
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.zoom() > 1);
    const QImage larger = view.grab().toImage();
    QVERIFY(larger != fitted);
    QTest::keyClick(&view, Qt::Key_Left);
    QVERIFY(view.grab().toImage() != larger);
    QTest::keyClick(&view, Qt::Key_0);
    QCOMPARE(view.zoom(), 1.0);
    QVERIFY(view.grab().toImage() == fitted);
    QTest::keyClick(&view, Qt::Key_Minus); // no smaller than fitted
    QCOMPARE(view.zoom(), 1.0);
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(&view, Qt::Key_Plus);
    }
    QCOMPARE(view.zoom(), 8.0);
}

void AttachmentTest::thePanelOffersACopy() {
    HealthPanel panel(anyDetail(), {});
    panel.resize(380, 800);
    panel.show();
    panel.setAttachments({AttachmentReader::view(text("hello")),
                          AttachmentReader::view(picture(simulation::drawnWrist()))});
    int asked = -1;
    connect(&panel, &HealthPanel::saveCopyAsked, this, [&](int index) { asked = index; });
    panel.findChild<QAbstractButton*>(u"saveCopy1"_s)->click();
    QCOMPARE(asked, 1);
    auto* view = panel.findChild<PictureView*>(u"attachedPicture1"_s);
    panel.findChild<QAbstractButton*>(u"larger1"_s)->click();
    QVERIFY(view->zoom() > 1);
    panel.findChild<QAbstractButton*>(u"smaller1"_s)->click();
    QCOMPARE(view->zoom(), 1.0);
}

void AttachmentTest::theDemonstrationHasOne() {
    int pictures = 0;
    const auto history = simulation::generateHistory(7, instantFromMillis(1'795'000'000'000));
    for (const auto& [key, resources] : history.byOrganization) {
        for (const auto& resource : resources) {
            clinical::JsonDocument document;
            QVERIFY(document.read(resource.json));
            for (const clinical::Attachment& one : clinical::attachmentsOf(document.root())) {
                QVERIFY(one.fault == AttachmentFault::None);
                pictures += AttachmentReader::view(one).picture.isNull() ? 0 : 1;
            }
        }
    }
    QVERIFY(pictures > 0);
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<AttachmentTest>(argc, argv);
}

#include "attachment_test.moc"
