// Reading a document page by page: whoever draws the pages is not believed.
#include "core/wallet/read_document.h"
#include "tests/support/fake_document_pages.h"

#include <QTest>

using namespace consentry;
using wallet::DocumentPage;
using wallet::ReadDocument;

namespace {

const std::stop_token noStop;

} // namespace

class ReadDocumentTest : public QObject {
    Q_OBJECT
private slots:
    void bringsThePageThatIsAskedFor();
    void staysWithinTheDocument();
    void endsAtTheLastPageThatIsShown();
    void asksOnlyOnceHowManyThereAre();
    void passesAFaultOn();
    void countsThePixelsItself_data();
    void countsThePixelsItself();
    void cutsLongWords();
};

void ReadDocumentTest::bringsThePageThatIsAskedFor() {
    test::FakeDocumentPages pages;
    const DocumentPage page = ReadDocument(pages).page({}, 2, std::nullopt, noStop);
    QVERIFY(page.fault == PageFault::None);
    QCOMPARE(page.page, 2);
    QCOMPARE(page.pages, 3);
    QVERIFY(page.picture.pixels.back() == std::byte{20});
}

void ReadDocumentTest::staysWithinTheDocument() {
    test::FakeDocumentPages pages;
    const ReadDocument read(pages);
    QCOMPARE(read.page({}, 0, std::nullopt, noStop).page, 1);
    QCOMPARE(read.page({}, -7, std::nullopt, noStop).page, 1);
    QCOMPARE(read.page({}, 4, std::nullopt, noStop).page, 3);
    pages.pages = 0;
    QVERIFY(read.page({}, 1, std::nullopt, noStop).fault == PageFault::Damaged);
}

void ReadDocumentTest::endsAtTheLastPageThatIsShown() {
    test::FakeDocumentPages pages;
    pages.pages = 10'000;
    const DocumentPage page = ReadDocument(pages).page({}, 9'999, std::nullopt, noStop);
    QCOMPARE(page.page, ReadDocument::pagesMax);
    QCOMPARE(page.pages, 10'000);
}

void ReadDocumentTest::asksOnlyOnceHowManyThereAre() {
    test::FakeDocumentPages pages;
    const ReadDocument read(pages);
    QCOMPARE(read.page({}, 2, 3, noStop).page, 2);
    QCOMPARE(pages.askedFacts.load(), 0);
    read.page({}, 2, std::nullopt, noStop);
    QCOMPARE(pages.askedFacts.load(), 1);
}

void ReadDocumentTest::passesAFaultOn() {
    test::FakeDocumentPages pages;
    pages.factsFault = PageFault::Encrypted;
    QVERIFY(ReadDocument(pages).page({}, 1, std::nullopt, noStop).fault == PageFault::Encrypted);
    pages.factsFault = PageFault::None;
    pages.fault = [](int page) { return page == 2 ? PageFault::TooSlow : PageFault::None; };
    const DocumentPage page = ReadDocument(pages).page({}, 2, std::nullopt, noStop);
    QVERIFY(page.fault == PageFault::TooSlow);
    QCOMPARE(page.pages, 3); // the other pages can still be turned to
}

void ReadDocumentTest::countsThePixelsItself_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("bytes");
    QTest::newRow("a byte too few") << 2 << 2 << 11;
    QTest::newRow("a byte too many") << 2 << 2 << 13;
    QTest::newRow("no width") << 0 << 2 << 0;
    QTest::newRow("less than no height") << 2 << -2 << 12;
    QTest::newRow("too wide") << DocumentPages::sideMax + 1 << 1
                              << (DocumentPages::sideMax + 1) * 3;
    QTest::newRow("too high") << 1 << DocumentPages::sideMax + 1
                              << (DocumentPages::sideMax + 1) * 3;
}

void ReadDocumentTest::countsThePixelsItself() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, bytes);
    test::FakeDocumentPages pages;
    pages.spoil = [&](PagePicture& picture) {
        picture.width = width;
        picture.height = height;
        picture.pixels.resize(static_cast<std::size_t>(bytes));
    };
    const DocumentPage page = ReadDocument(pages).page({}, 1, std::nullopt, noStop);
    QVERIFY(page.fault == PageFault::Damaged);
    QVERIFY(page.picture.pixels.empty());
}

void ReadDocumentTest::cutsLongWords() {
    class Talkative : public test::FakeDocumentPages {
    public:
        PageText text(ByteView, int, const std::stop_token&) override {
            PageText text;
            text.text = std::string(DocumentPages::textMax + 1, 'x');
            return text;
        }
    };
    Talkative pages;
    const PageText text = ReadDocument(pages).text({}, 1, noStop);
    QCOMPARE(text.text.size(), DocumentPages::textMax);
    QVERIFY(text.isCut);
}

QTEST_APPLESS_MAIN(ReadDocumentTest)
#include "read_document_test.moc"
