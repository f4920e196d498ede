// A PDF inside a record, page by page: by mouse, keyboard and screen reader, with everything that
// may be wrong with one, and stopped when nobody looks any more. CONSENTRY_SCREENSHOTS names a
// folder for pictures of the window.
#include "core/simulation/drawn_document.h"
#include "core/simulation/record_generator.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/fake_document_pages.h"
#include "ui/models/attachment_reader.h"
#include "ui/models/document_reader.h"
#include "ui/pages/health_page.h"
#include "ui/pages/health_panel.h"
#include "ui/style/appearance.h"
#include "ui/widgets/document_view.h"
#include "ui/widgets/picture_view.h"

#include <QAbstractItemView>
#include <QDir>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using test::DesktopFixture;
using test::FakeDocumentPages;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;

DocumentPageView somePage(int page, int pages = 7) {
    DocumentPageView view;
    view.page = page;
    view.pages = pages;
    view.picture = QImage(60, 85, QImage::Format_RGB32);
    view.picture.fill(QColor(page * 20, 0, 0));
    return view;
}

DocumentTextView someText(int page, const QString& words) {
    DocumentTextView view;
    view.page = page;
    view.text = words;
    return view;
}

QString numberIn(const QWidget& view) {
    return view.findChild<Text*>(u"pageNumber"_s)->plainWords();
}

/// A view of seven pages with the first one shown.
class ShownDocument {
public:
    ShownDocument()
        : view(u"Letter"_s, DocumentView::Start::AtOnce), asked(&view, &DocumentView::pageAsked) {
        view.resize(332, 700);
        view.show();
        if (!QTest::qWaitForWindowActive(&view)) {
            qFatal("the view does not become active");
        }
        view.begin();
        view.setPage(somePage(1));
        view.setText(someText(1, u"First words"_s));
    }
    QAbstractButton& button(const QString& name) { return *view.findChild<QAbstractButton*>(name); }
    PictureView& picture() { return *view.findChild<PictureView*>(); }
    QPlainTextEdit& words() { return *view.findChild<QPlainTextEdit*>(); }

    DocumentView view;
    QSignalSpy asked;
};

void keepPicture(DesktopFixture& desktop, const QString& name) {
    const QString folder = qEnvironmentVariable("CONSENTRY_SCREENSHOTS");
    if (!folder.isEmpty()) {
        QTest::qWait(100); // until everything has its place
        QDir().mkpath(folder);
        QVERIFY(desktop.window().grab().save(folder + u'/' + name));
    }
}

/// The window with one record, whose attachment is this PDF.
class Window {
public:
    Window(const test::TemporaryFolder& folder, std::unique_ptr<DocumentPages> pages, ByteView pdf)
        : desktop(folder.path() / "home", std::move(pages)) {
        if (!desktop.openNewVault(passphrase)) {
            qFatal("no vault");
        }
        desktop.window().goTo(Place::Health);
        std::ofstream(folder.path() / "records.ndjson")
            << R"({"resourceType":"DocumentReference","id":"d","status":"current","type":{"text":)"
            << R"("Letter"},"content":[{"attachment":{"contentType":"application/pdf","title":)"
            << R"("Letter","data":")" << toBase64(pdf) << "\"}}]}\n";
        desktop.importFile(folder.path() / "records.ndjson");
        desktop.waitForNotice();
        desktop.dismissNotice();
        desktop.window().activateWindow();
        if (!QTest::qWaitForWindowActive(&desktop.window())) {
            qFatal("the window does not become active");
        }
        open();
    }
    void open() {
        auto* model =
            desktop.window().health().findChild<QAbstractItemView*>(u"healthList"_s)->model();
        if (!QTest::qWaitFor([&] {
                return !model->index(0, 0)
                            .data(HealthModel::rowRole)
                            .value<HealthRowView>()
                            .id.isEmpty();
            })) {
            qFatal("no row");
        }
        desktop.window().health().showDetail(
            model->index(0, 0).data(HealthModel::rowRole).value<HealthRowView>().id);
    }
    PictureView* picture() { return desktop.find<PictureView>(u"documentPage"_s); }

    DesktopFixture desktop;
};

} // namespace

class DocumentTest : public QObject {
    Q_OBJECT
private slots:
    void init();

    void turnsByButtonAndKey();
    void thePageBeforeStaysUntilTheNextIsThere();
    void whatIsNotWantedAnyMoreIsNotShown();
    void theKeyboardIsNotLostAtTheLastPage();
    void aScreenReaderHasTheWords();
    void theWordsAreReadInstead();
    void aPageIsMadeLarger();
    void thinLinesAreNotLost();
    void aPageIsAsLargeAsItsRoom();
    void aFaultOfOnePageLetsOthersBeSeen();
    void moreDocumentsWaitUntilTheyAreAskedFor();
    void everyFaultIsASentence_data();
    void everyFaultIsASentence();
    void thousandsOfPagesAreNotAllShown();
    void wordsAreOnlyWords();

    void isShownInTheWindow();
    void hasTheWholeWidth();
    void theFirstPageIsThereSoon();
    void isStoppedWhenThePanelCloses();
    void isStoppedWhenTheVaultLocks();
    void aMissingProgramIsNamed();
    void theDemonstrationHasOne();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void DocumentTest::init() {
    m_folder = test::beginDesktopTest();
}

void DocumentTest::turnsByButtonAndKey() {
    ShownDocument document;
    QCOMPARE(document.asked.takeFirst().first().toInt(), 1);
    QCOMPARE(numberIn(document.view), u"Page 1 of 7"_s);
    QVERIFY(!document.button(u"previousPage"_s).isEnabled());
    document.button(u"nextPage"_s).click();
    QCOMPARE(document.asked.takeFirst().first().toInt(), 2);
    document.view.setPage(somePage(2));
    QCOMPARE(numberIn(document.view), u"Page 2 of 7"_s);
    document.button(u"previousPage"_s).click();
    QCOMPARE(document.asked.takeFirst().first().toInt(), 1);
    document.view.setPage(somePage(1));
    document.picture().setFocus();
    const QList<std::pair<Qt::Key, int>> keys{
        {Qt::Key_PageDown, 2}, {Qt::Key_PageDown, 3}, {Qt::Key_PageUp, 2}, {Qt::Key_End, 7},
        {Qt::Key_PageDown, 0}, {Qt::Key_Home, 1},     {Qt::Key_PageUp, 0}};
    for (const auto& [key, page] : keys) {
        QTest::keyClick(&document.picture(), key);
        if (page == 0) { // there is none
            QVERIFY(document.asked.isEmpty());
            continue;
        }
        QCOMPARE(document.asked.takeFirst().first().toInt(), page);
        document.view.setPage(somePage(page));
        QCOMPARE(document.view.page(), page);
    }
}

void DocumentTest::thePageBeforeStaysUntilTheNextIsThere() {
    ShownDocument document;
    const QImage first = document.picture().grab().toImage();
    QTest::keyClick(&document.picture(), Qt::Key_PageDown);
    QCOMPARE(numberIn(document.view), u"Loading page 2…"_s);
    QVERIFY(document.picture().isVisible());
    QVERIFY(document.picture().grab().toImage() == first);
    document.view.setPage(somePage(2));
    QVERIFY(document.picture().grab().toImage() != first);
}

void DocumentTest::whatIsNotWantedAnyMoreIsNotShown() {
    ShownDocument document;
    QTest::keyClick(&document.picture(), Qt::Key_PageDown);
    QTest::keyClick(&document.picture(), Qt::Key_PageDown);
    document.view.setPage(somePage(2));
    QCOMPARE(numberIn(document.view), u"Loading page 3…"_s);
    document.view.setPage(somePage(3));
    document.view.setPage(somePage(2));
    QCOMPARE(numberIn(document.view), u"Page 3 of 7"_s);
}

void DocumentTest::theKeyboardIsNotLostAtTheLastPage() {
    ShownDocument document;
    QTest::keyClick(&document.picture(), Qt::Key_End);
    document.view.setPage(somePage(7));
    document.button(u"previousPage"_s).setFocus();
    QTest::keyClick(&document.picture(), Qt::Key_Home);
    document.view.setPage(somePage(1));
    QVERIFY(document.button(u"nextPage"_s).hasFocus());
    QTest::keyClick(&document.picture(), Qt::Key_End);
    document.view.setPage(somePage(7));
    QVERIFY(document.button(u"previousPage"_s).hasFocus());
}

void DocumentTest::aScreenReaderHasTheWords() {
    ShownDocument document;
    QCOMPARE(document.picture().accessibleName(), u"Letter, Page 1 of 7"_s);
    QVERIFY(document.picture().accessibleDescription().startsWith(u"First words\n"_s));
    QTest::keyClick(&document.picture(), Qt::Key_PageDown);
    document.view.setText(someText(2, u"Second words"_s)); // before its picture
    QVERIFY(!document.picture().accessibleDescription().contains(u"words\n"_s));
    document.view.setPage(somePage(2));
    QCOMPARE(document.picture().accessibleName(), u"Letter, Page 2 of 7"_s);
    QVERIFY(document.picture().accessibleDescription().startsWith(u"Second words\n"_s));
}

void DocumentTest::theWordsAreReadInstead() {
    ShownDocument document;
    QVERIFY(!document.words().isVisible());
    document.button(u"readText"_s).click();
    QVERIFY(document.words().isVisible());
    QVERIFY(!document.picture().isVisible());
    QVERIFY(!document.button(u"largerPage"_s).isVisible());
    QCOMPARE(document.words().toPlainText(), u"First words"_s);
    QCOMPARE(document.words().accessibleName(), u"Letter, words of: Page 1 of 7"_s);
    QVERIFY(document.words().isReadOnly());
    document.button(u"nextPage"_s).click();
    document.view.setPage(somePage(2));
    QVERIFY(document.words().isVisible());
    DocumentTextView scanned;
    scanned.page = 2;
    scanned.note = u"No words."_s;
    document.view.setText(scanned);
    QCOMPARE(document.words().toPlainText(), u"No words."_s);
    document.button(u"readText"_s).click();
    QVERIFY(document.picture().isVisible());
}

void DocumentTest::aPageIsMadeLarger() {
    ShownDocument document;
    document.button(u"largerPage"_s).click();
    QVERIFY(document.picture().zoom() > 1);
    document.button(u"smallerPage"_s).click();
    QCOMPARE(document.picture().zoom(), 1.0);
    QTest::keyClick(&document.picture(), Qt::Key_Plus);
    QVERIFY(document.picture().zoom() > 1);
    QTest::keyClick(&document.picture(), Qt::Key_PageDown);
    document.view.setPage(somePage(2));
    QCOMPARE(document.picture().zoom(), 1.0);
}

/// A line of one pixel in a page that is drawn much smaller.
void DocumentTest::thinLinesAreNotLost() {
    QImage page(1'414, 2'000, QImage::Format_RGB32);
    page.fill(Qt::white);
    for (int x = 0; x < page.width(); x += 5) {
        for (int y = 0; y < page.height(); ++y) {
            page.setPixel(x, y, qRgb(0, 0, 0));
        }
    }
    PictureView view(page, u"Page"_s);
    view.resize(283, 400);
    const QImage shown = view.grab().toImage();
    for (int x = 20; x < 260; ++x) { // evenly grey, instead of black here and white there
        const int grey = qGray(shown.pixel(x, 200));
        QVERIFY2(grey > 150 && grey < 250, qPrintable(QString::number(grey)));
    }
}

void DocumentTest::aPageIsAsLargeAsItsRoom() {
    ShownDocument document;
    QCOMPARE(document.picture().heightForWidth(332), 470);
    QVERIFY(document.button(u"widenPage"_s).isVisible());
    QSignalSpy wide(&document.view, &DocumentView::wideAsked);
    document.button(u"widenPage"_s).click();
    QVERIFY(wide.takeFirst().first().toBool());
    document.view.setRoom(DocumentView::Room::Whole);
    QCOMPARE(document.picture().heightForWidth(332), 470);
    QCOMPARE(document.picture().heightForWidth(2'000), 1'120);
    document.button(u"widenPage"_s).click();
    QVERIFY(!wide.takeFirst().first().toBool());
    document.view.setRoom(DocumentView::Room::OnlyWhole);
    QVERIFY(!document.button(u"widenPage"_s).isVisible());
}

void DocumentTest::aFaultOfOnePageLetsOthersBeSeen() {
    ShownDocument document;
    QTest::keyClick(&document.picture(), Qt::Key_PageDown);
    DocumentPageView damaged = somePage(2);
    damaged.picture = {};
    damaged.problem = u"It is damaged."_s;
    document.view.setPage(damaged);
    QVERIFY(document.view.findChild<QWidget*>(u"pageProblem"_s)->isVisible());
    QVERIFY(!document.picture().isVisible());
    document.button(u"nextPage"_s).click();
    document.view.setPage(somePage(3));
    QVERIFY(document.view.findChild<QWidget*>(u"pageProblem"_s) == nullptr);
    QVERIFY(document.picture().isVisible());
}

void DocumentTest::moreDocumentsWaitUntilTheyAreAskedFor() {
    HealthDetailView detail;
    detail.id = u"x"_s;
    detail.name = u"Letters"_s;
    HealthPanel panel(detail, {});
    panel.resize(380, 800);
    panel.show();
    QSignalSpy asked(&panel, &HealthPanel::pageAsked);
    AttachmentView letter;
    letter.title = u"Letter"_s;
    letter.hasPages = true;
    panel.setAttachments({letter, letter, letter});
    QCOMPARE(asked.size(), 2);
    auto* third = panel.findChild<QWidget*>(u"document2"_s);
    third->findChild<QAbstractButton*>(u"showPages"_s)->click();
    QCOMPARE(asked.last().first().toInt(), 2);
}

void DocumentTest::everyFaultIsASentence_data() {
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    const auto row = [](const char* name, PageFault fault, const QString& english,
                        const QString& chinese) {
        QTest::newRow(name) << static_cast<int>(fault) << english << chinese;
    };
    row("not installed", PageFault::NotInstalled, u"poppler-utils"_s, u"poppler-utils"_s);
    row("not confined", PageFault::NotConfined, u"shut in"_s, u"隔离"_s);
    row("damaged", PageFault::Damaged, u"damaged"_s, u"损坏"_s);
    row("encrypted", PageFault::Encrypted, u"password"_s, u"密码"_s);
    row("too large", PageFault::TooLarge, u"too large"_s, u"太大"_s);
    row("too slow", PageFault::TooSlow, u"too long"_s, u"时间太长"_s);
}

void DocumentTest::everyFaultIsASentence() {
    QFETCH(int, fault);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    wallet::DocumentPage page;
    page.fault = static_cast<PageFault>(fault);
    const QString words = DocumentReader::view(page, 0).problem;
    QVERIFY2(words.contains(english) && words.endsWith(u'.'), qPrintable(words));
    Appearance::current().setLanguage(ui::Language::ChineseSimplified);
    const QString other = DocumentReader::view(page, 0).problem;
    QVERIFY2(other.contains(chinese) && other.endsWith(u'。'), qPrintable(other));
}

void DocumentTest::thousandsOfPagesAreNotAllShown() {
    FakeDocumentPages pages;
    pages.pages = 10'000;
    const auto last = wallet::ReadDocument(pages).page({}, 10'000, std::nullopt, {});
    const DocumentPageView view = DocumentReader::view(last, 0);
    QCOMPARE(view.page, 2'000);
    QCOMPARE(view.pages, 2'000);
    QCOMPARE(view.remark, u"Only the first 2,000 of 10,000 pages are shown here."_s);
    QCOMPARE(view.picture.size(), QSize(61, 86));
    for (const int row : {0, 1, 85}) { // none is shifted
        QCOMPARE(qGray(view.picture.pixel(0, row)), 0);
        QVERIFY(qGray(view.picture.pixel(1, row)) > 0);
        QCOMPARE(view.picture.pixel(1, row), view.picture.pixel(60, row));
    }
}

void DocumentTest::wordsAreOnlyWords() {
    PageText text;
    text.text = "a\x1B[31mb\n<b>c</b>\xE2\x80\xAE"
                "d\xFF";
    QCOMPARE(DocumentReader::view(text, 0, 1).text, u"a [31mb\n<b>c</b> d\uFFFD"_s);
    text.text = " \n\f ";
    QVERIFY(DocumentReader::view(text, 0, 1).note.contains(u"scanned"_s));
    text.fault = PageFault::TooSlow;
    QVERIFY(DocumentReader::view(text, 0, 1).note.contains(u"cannot be read out"_s));
    text = {};
    text.text = "long";
    text.isCut = true;
    QVERIFY(DocumentReader::view(text, 0, 1).note.contains(u"Only the beginning"_s));
}

void DocumentTest::isShownInTheWindow() {
    Window window(*m_folder, std::make_unique<FakeDocumentPages>(), bytesOf("%PDF-1.4 any"));
    QVERIFY2(window.desktop.waitForWords(u"Page 1 of 3"_s), qPrintable(window.desktop.words()));
    QVERIFY(window.picture());
    window.picture()->setFocus();
    QTest::keyClick(window.picture(), Qt::Key_PageDown);
    QVERIFY(window.desktop.waitForWords(u"Page 2 of 3"_s));
    QTRY_VERIFY(window.picture()->accessibleDescription().startsWith(u"Words of page 2"_s));
    QVERIFY(window.picture()->hasFocus());
    // It can still be saved.
    QVERIFY(window.desktop.find<QAbstractButton>(u"saveCopy0"_s));
}

void DocumentTest::hasTheWholeWidth() {
    Window window(*m_folder, std::make_unique<FakeDocumentPages>(), bytesOf("%PDF-1.4 any"));
    QVERIFY(window.desktop.waitForWords(u"Page 1 of 3"_s));
    auto* list = window.desktop.window().health().findChild<QWidget*>(u"healthList"_s);
    const int narrow = window.picture()->width();
    window.desktop.press(u"widenPage"_s);
    QTRY_VERIFY(!list->isVisible());
    QTRY_VERIFY(window.picture()->width() > narrow + 200);
    // Who read to the end of a page begins at the top of the next.
    auto* view = window.desktop.find<DocumentView>();
    auto* area = window.desktop.find<HealthPanel>()->findChild<QScrollArea*>();
    area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    QVERIFY(view->visibleRegion().boundingRect().top() > 0);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_PageDown);
    QVERIFY(window.desktop.waitForWords(u"Page 2 of 3"_s));
    QTRY_COMPARE(view->visibleRegion().boundingRect().top(), 0);
    window.desktop.press(u"widenPage"_s);
    QTRY_VERIFY(list->isVisible());
    QTRY_VERIFY(window.picture()->width() <= narrow); // a scroll bar may stand beside it now
    window.desktop.press(u"widenPage"_s);
    window.desktop.press(u"closePanel"_s);
    QTRY_VERIFY(list->isVisible());
    window.open(); // and the next one begins beside the list
    QVERIFY(window.desktop.waitForWords(u"Page 1 of 3"_s));
    QVERIFY(list->isVisible());
}

/// By the real programs. How long it takes is printed; the bound is only to notice a hang.
void DocumentTest::theFirstPageIsThereSoon() {
    auto pages = std::make_unique<adapters::PopplerPages>();
    const Bytes pdf = simulation::drawnReport();
    QVERIFY2(pages->facts(pdf, {}).fault != PageFault::NotInstalled,
             "packaging/install_dependencies.sh installs poppler-utils");
    Window window(*m_folder, std::move(pages), pdf);
    QVERIFY(window.desktop.waitForWidget(u"closePanel"_s));
    window.desktop.press(u"closePanel"_s);
    QElapsedTimer timer;
    timer.start();
    window.open();
    QVERIFY2(window.desktop.waitForWords(u"Page 1 of 2"_s), qPrintable(window.desktop.words()));
    keepPicture(window.desktop, u"document-beside.png"_s);
    qInfo("first page after %lld ms", static_cast<long long>(timer.elapsed()));
    QTRY_VERIFY(window.picture()->accessibleDescription().contains(
        u"Fracture of the distal left radius"_s));
    window.desktop.press(u"widenPage"_s);
    QTest::qWait(0);
    keepPicture(window.desktop, u"document-whole.png"_s);
    window.desktop.press(u"nextPage"_s);
    QVERIFY(window.desktop.waitForWords(u"Page 2 of 2"_s));
    keepPicture(window.desktop, u"document-drawing.png"_s);
}

void DocumentTest::isStoppedWhenThePanelCloses() {
    auto owned = std::make_unique<FakeDocumentPages>();
    FakeDocumentPages& pages = *owned;
    pages.hangs = true;
    Window window(*m_folder, std::move(owned), bytesOf("%PDF-1.4 any"));
    QTRY_COMPARE(pages.hanging.load(), 1);
    QVERIFY(window.desktop.waitForWidget(u"closePanel"_s));
    window.desktop.press(u"closePanel"_s);
    QTRY_COMPARE(pages.hanging.load(), 0);
    QCOMPARE(pages.stopped.load(), 1);
    pages.hangs = false;
    window.open();
    QVERIFY(window.desktop.waitForWords(u"Page 1 of 3"_s));
}

void DocumentTest::isStoppedWhenTheVaultLocks() {
    auto owned = std::make_unique<FakeDocumentPages>();
    FakeDocumentPages& pages = *owned;
    pages.hangs = true;
    Window window(*m_folder, std::move(owned), bytesOf("%PDF-1.4 any"));
    QTRY_COMPARE(pages.hanging.load(), 1);
    window.desktop.lock();
    QTRY_COMPARE(pages.hanging.load(), 0);
    QVERIFY(window.desktop.window().health().findChildren<DocumentView*>().isEmpty());
}

void DocumentTest::aMissingProgramIsNamed() {
    adapters::PopplerOptions options;
    options.folder = m_folder->path() / "nowhere";
    Window window(*m_folder, std::make_unique<adapters::PopplerPages>(options),
                  simulation::drawnReport());
    QVERIFY2(window.desktop.waitForWords(u"install the package poppler-utils"_s),
             qPrintable(window.desktop.words()));
    QVERIFY(window.desktop.find<QAbstractButton>(u"saveCopy0"_s));
}

void DocumentTest::theDemonstrationHasOne() {
    int documents = 0;
    const auto history = simulation::generateHistory(7, instantFromMillis(1'795'000'000'000));
    for (const auto& [key, resources] : history.byOrganization) {
        for (const auto& resource : resources) {
            clinical::JsonDocument document;
            QVERIFY(document.read(resource.json));
            for (const clinical::Attachment& one : clinical::attachmentsOf(document.root())) {
                documents += AttachmentReader::view(one).hasPages ? 1 : 0;
            }
        }
    }
    QCOMPARE(documents, 1);
}

int main(int argc, char** argv) {
    return test::runDesktopTest<DocumentTest>(argc, argv);
}

#include "document_test.moc"
