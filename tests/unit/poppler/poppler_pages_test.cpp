// Pages of PDF documents by the real programs, and by ones that lie.
#include "core/adapters/poppler/poppler_pages.h"
#include "core/simulation/drawn_document.h"
#include "tests/support/test_paths.h"
#include "tests/unit/poppler/sample_pdf.h"

#include <QTest>

#include <algorithm>

using namespace consentry;
using namespace consentry::adapters;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const std::stop_token noStop;

/// How many pixels are not white.
std::size_t inkOf(const PagePicture& picture) {
    return static_cast<std::size_t>(std::count_if(picture.pixels.begin(), picture.pixels.end(),
                                                  [](std::byte b) { return b < std::byte{128}; }));
}

/// A folder in which all three programs are the stand-in.
class LyingPrograms {
public:
    LyingPrograms() {
        for (const char* name : {"pdfinfo", "pdftoppm", "pdftotext"}) {
            std::filesystem::create_symlink(STAND_IN, m_folder.path() / name);
        }
    }
    PopplerPages pages(milliseconds wholeTime = seconds(60)) const {
        PopplerOptions options;
        options.folder = m_folder.path();
        options.limits.wholeTime = wholeTime;
        return PopplerPages(options);
    }

private:
    test::TemporaryFolder m_folder;
};

} // namespace

class PopplerPagesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void showsTwoPages();
    void readsTheWordsOfAPage();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void takesTenThousandPages();
    void aGiganticPageIsDrawnSmall_data();
    void aGiganticPageIsDrawnSmall();
    void anEndlessPageIsStopped();
    void aHugePictureStaysWithinLimits();
    void saysWhenNothingIsInstalled();
    void isStoppedOnDemand();
    void aHangingProgramIsStopped();
    void pixelsAreCounted_data();
    void pixelsAreCounted();
    void aFalseCountIsNone_data();
    void aFalseCountIsNone();
    void longWordsAreCut();
    void showsTheDemonstrationsReport();
};

void PopplerPagesTest::initTestCase() {
    QVERIFY2(PopplerPages().facts(test::samplePdf(), noStop).fault != PageFault::NotInstalled,
             "packaging/install_dependencies.sh installs poppler-utils");
}

void PopplerPagesTest::showsTwoPages() {
    PopplerPages pages;
    const Bytes pdf = test::samplePdf();
    QCOMPARE(pages.facts(pdf, noStop).pages, 2);
    const PagePicture first = pages.picture(pdf, 1, noStop);
    QVERIFY(first.fault == PageFault::None);
    QCOMPARE(first.height, DocumentPages::sideMax);
    QCOMPARE(first.width, 1414);
    QCOMPARE(first.pixels.size(), std::size_t{1414} * 2000 * 3);
    QVERIFY(inkOf(first) > 1000);
    const PagePicture second = pages.picture(pdf, 2, noStop);
    QVERIFY(second.fault == PageFault::None);
    QVERIFY(second.pixels != first.pixels);
    QVERIFY(pages.picture(pdf, 3, noStop).fault == PageFault::Damaged);
}

void PopplerPagesTest::readsTheWordsOfAPage() {
    PopplerPages pages;
    const PageText text = pages.text(test::samplePdf(), 2, noStop);
    QVERIFY(text.fault == PageFault::None);
    QVERIFY(!text.isCut);
    QCOMPARE(QString::fromStdString(text.text).trimmed(), QString("Page 2 words"));
}

void PopplerPagesTest::saysWhatIsWrong_data() {
    QTest::addColumn<QByteArray>("pdf");
    QTest::addColumn<int>("fault");
    const auto bytes = [](const Bytes& pdf) {
        return QByteArray(reinterpret_cast<const char*>(pdf.data()), qsizetype(pdf.size()));
    };
    const QByteArray whole = bytes(test::samplePdf());
    const auto damaged = static_cast<int>(PageFault::Damaged);
    QTest::newRow("nothing") << QByteArray() << damaged;
    QTest::newRow("no PDF") << QByteArray("hello world") << damaged;
    QTest::newRow("only its head") << QByteArray("%PDF-1.4\nhello world") << damaged;
    QTest::newRow("cut") << whole.left(120) << damaged;
    QTest::newRow("no pages") << bytes(test::pdfOf({"<</Type/Catalog>>"})) << damaged;
    QTest::newRow("pages that hold themselves")
        << bytes(test::pdfOf(
               {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[2 0 R]>>"}))
        << damaged;
    QTest::newRow("encrypted") << bytes(test::encryptedPdf())
                               << static_cast<int>(PageFault::Encrypted);
    QTest::newRow("too long") << QByteArray(qsizetype(DocumentPages::documentMax) + 1, ' ')
                              << static_cast<int>(PageFault::TooLarge);
}

void PopplerPagesTest::saysWhatIsWrong() {
    QFETCH(QByteArray, pdf);
    QFETCH(int, fault);
    PopplerPages pages;
    const ByteView bytes = bytesOf(std::string_view(pdf.constData(), std::size_t(pdf.size())));
    const auto expected = static_cast<PageFault>(fault);
    const DocumentFacts facts = pages.facts(bytes, noStop);
    QVERIFY(facts.fault == expected ||
            (facts.fault == PageFault::None && pages.picture(bytes, 1, noStop).fault == expected));
    QVERIFY(pages.picture(bytes, 1, noStop).fault == expected);
    QVERIFY(pages.picture(bytes, 1, noStop).pixels.empty());
    QVERIFY(pages.text(bytes, 1, noStop).text.empty());
}

void PopplerPagesTest::takesTenThousandPages() {
    PopplerPages pages;
    const Bytes pdf = test::samplePdf({10'000});
    QCOMPARE(pages.facts(pdf, noStop).pages, 10'000);
    QVERIFY(pages.picture(pdf, 10'000, noStop).fault == PageFault::None);
    QVERIFY(pages.text(pdf, 10'000, noStop).text.starts_with("Page 10000 words"));
}

void PopplerPagesTest::aGiganticPageIsDrawnSmall_data() {
    QTest::addColumn<QString>("box");
    QTest::newRow("a kilometre") << "0 0 2834645 2834645";
    QTest::newRow("a gigapoint") << "0 0 1000000000 1000000000";
    QTest::newRow("wide") << "0 0 1000000 10";
    QTest::newRow("a line") << "0 0 1 1000000";
    QTest::newRow("nothing") << "0 0 0 0";
    QTest::newRow("the wrong way") << "595 842 0 0";
    QTest::newRow("no numbers") << "0 0 1e999 nan";
}

void PopplerPagesTest::aGiganticPageIsDrawnSmall() {
    QFETCH(QString, box);
    PopplerPages pages;
    const PagePicture picture = pages.picture(test::samplePdf({1, box.toStdString()}), 1, noStop);
    if (picture.fault == PageFault::None) {
        QVERIFY(picture.width >= 1 && picture.width <= DocumentPages::sideMax);
        QVERIFY(picture.height >= 1 && picture.height <= DocumentPages::sideMax);
    } else {
        QVERIFY(picture.fault == PageFault::Damaged || picture.fault == PageFault::TooLarge);
        QVERIFY(picture.pixels.empty());
    }
}

void PopplerPagesTest::anEndlessPageIsStopped() {
    PopplerOptions options;
    options.limits.processorTime = seconds(1);
    PopplerPages pages(options);
    QVERIFY(pages.picture(test::endlessPdf(), 1, noStop).fault == PageFault::TooSlow);
}

void PopplerPagesTest::aHugePictureStaysWithinLimits() {
    PopplerOptions options;
    options.limits.processorTime = seconds(2);
    PopplerPages pages(options);
    const PagePicture picture = pages.picture(test::hugePicturePdf(), 1, noStop);
    QVERIFY(picture.pixels.size() <= std::size_t{3} * 2000 * 2000);
    QVERIFY(picture.fault != PageFault::NotConfined);
}

void PopplerPagesTest::saysWhenNothingIsInstalled() {
    const test::TemporaryFolder empty;
    PopplerOptions options;
    options.folder = empty.path();
    PopplerPages pages(options);
    QVERIFY(pages.facts(test::samplePdf(), noStop).fault == PageFault::NotInstalled);
    QVERIFY(pages.picture(test::samplePdf(), 1, noStop).fault == PageFault::NotInstalled);
    QVERIFY(pages.text(test::samplePdf(), 1, noStop).fault == PageFault::NotInstalled);
}

void PopplerPagesTest::isStoppedOnDemand() {
    PopplerPages pages;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(pages.picture(test::endlessPdf(), 1, stop.get_token()).fault == PageFault::Cancelled);
}

void PopplerPagesTest::aHangingProgramIsStopped() {
    const LyingPrograms liars;
    QVERIFY(liars.pages(milliseconds(300)).facts(bytesOf("sleep\n"), noStop).fault ==
            PageFault::TooSlow);
    QVERIFY(liars.pages(milliseconds(300)).picture(bytesOf("sleep\n"), 1, noStop).fault ==
            PageFault::TooSlow);
    QVERIFY(liars.pages().picture(bytesOf("flood\n"), 1, noStop).fault == PageFault::TooLarge);
    QVERIFY(liars.pages().picture(bytesOf("crash\n"), 1, noStop).fault == PageFault::Damaged);
}

void PopplerPagesTest::pixelsAreCounted_data() {
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("isPicture");
    const auto row = [](const char* name, const QString& said, bool isPicture) {
        QTest::newRow(name) << said << isPicture;
    };
    row("a picture", "say P6\nsay 2 1\nsay 255\nbytes 6\n", true);
    row("a byte too few", "say P6\nsay 2 1\nsay 255\nbytes 5\n", false);
    row("a byte too many", "say P6\nsay 2 1\nsay 255\nbytes 7\n", false);
    row("as large as may be", "say P6\nsay 2000 1\nsay 255\nbytes 6000\n", true);
    row("wider", "say P6\nsay 2001 1\nsay 255\nbytes 6003\n", false);
    row("higher", "say P6\nsay 1 2001\nsay 255\nbytes 6003\n", false);
    row("one pixel", "say P6\nsay 1 1\nsay 255\nbytes 3\n", false);
    row("nothing wide", "say P6\nsay 0 1\nsay 255\n", false);
    row("less than nothing", "say P6\nsay -2 -1\nsay 255\nbytes 6\n", false);
    row("beyond all numbers", "say P6\nsay 99999999999999999999 1\nsay 255\nbytes 6\n", false);
    row("two bytes a channel", "say P6\nsay 1 1\nsay 65535\nbytes 6\n", false);
    row("grey", "say P5\nsay 2 1\nsay 255\nbytes 2\n", false);
    row("a PNG", "say \x89PNG\n", false);
    row("no end", "say P6\nsay 2", false);
    row("nothing", "exit 0\n", false);
}

void PopplerPagesTest::pixelsAreCounted() {
    QFETCH(QString, said);
    QFETCH(bool, isPicture);
    const LyingPrograms liars;
    const std::string words = said.toStdString();
    const PagePicture picture = liars.pages().picture(bytesOf(words), 1, noStop);
    QCOMPARE(picture.fault == PageFault::None, isPicture);
    QCOMPARE(picture.pixels.empty(), !isPicture);
}

void PopplerPagesTest::aFalseCountIsNone_data() {
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("pages");
    QTest::newRow("a title that looks like it") << "say Title: x\nsay Pages: 7\nsay Pages:   3\n"
                                                << 3;
    QTest::newRow("none") << "say Title: x\nsay Pages:   0\n" << 0;
    QTest::newRow("less than none") << "say Title: x\nsay Pages:   -3\n" << 0;
    QTest::newRow("too many") << "say Title: x\nsay Pages:   99999999999\n" << 0;
    QTest::newRow("no number") << "say Title: x\nsay Pages:\n" << 0;
    QTest::newRow("nothing") << "exit 0\n" << 0;
}

void PopplerPagesTest::aFalseCountIsNone() {
    QFETCH(QString, said);
    QFETCH(int, pages);
    const LyingPrograms liars;
    const DocumentFacts facts = liars.pages().facts(bytesOf(said.toStdString()), noStop);
    QCOMPARE(facts.pages, pages);
    QVERIFY(facts.fault == (pages > 0 ? PageFault::None : PageFault::Damaged));
}

void PopplerPagesTest::longWordsAreCut() {
    const LyingPrograms liars;
    const PageText whole = liars.pages().text(bytesOf("bytes 65536\n"), 1, noStop);
    QVERIFY(!whole.isCut);
    QCOMPARE(whole.text.size(), DocumentPages::textMax);
    const PageText cut = liars.pages().text(bytesOf("bytes 65537\n"), 1, noStop);
    QVERIFY(cut.fault == PageFault::None);
    QVERIFY(cut.isCut);
    QCOMPARE(cut.text.size(), DocumentPages::textMax);
}

void PopplerPagesTest::showsTheDemonstrationsReport() {
    PopplerPages pages;
    const Bytes pdf = simulation::drawnReport();
    QCOMPARE(pages.facts(pdf, noStop).pages, 2);
    for (const int page : {1, 2}) {
        QVERIFY(inkOf(pages.picture(pdf, page, noStop)) > 10'000);
    }
    const PageText text = pages.text(pdf, 1, noStop);
    QVERIFY(text.text.find("Fracture of the distal left radius") != std::string::npos);
    if (std::filesystem::exists("/usr/share/poppler/cMap/Adobe-GB1")) { // package poppler-data
        QVERIFY(text.text.find("左桡骨远端骨折") != std::string::npos);
    }
}

QTEST_GUILESS_MAIN(PopplerPagesTest)
#include "poppler_pages_test.moc"
