#include "tests/support/ui_test.h"
#include "tests/ui/contact_sheet.h"
#include "tests/ui/page_shots.h"
#include "tests/ui/pseudo_locale.h"
#include "tests/ui/right_to_left_locale.h"
#include "ui/gallery/gallery.h"
#include "ui/gallery/widget_gallery.h"
#include "ui/style/painting.h"
#include "ui/widgets/virtual_list.h"

#include <QDir>
#include <QScrollArea>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;
using namespace consentry::test;

namespace {

enum class Run : quint8 {
    Plain,
    Stretched,
    Mirrored,    ///< our languages, from right to left
    RightToLeft, ///< a script that is written so
};

constexpr int sheetColumns = 5;
constexpr int thumbnailWidth = 480;
constexpr int pngQuality = 90; // quick to write; nothing is lost

/// Rows of long lists keep their height and cut what is too long. That loses nothing where the row
/// says it whole in its tool tip and to screen readers; nothing else may be cut.
bool isSaidByARow(const QWidget& window, const QString& words) {
    const QStringList facts = words.split(isChinese() ? u"・"_s : u" · "_s);
    const auto lists = window.findChildren<VirtualList*>();
    return std::any_of(lists.begin(), lists.end(), [&facts](const VirtualList* list) {
        if (!list->isVisible() || list->model() == nullptr) {
            return false;
        }
        for (int row = list->rowAt(0); row >= 0 && row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (list->visualRect(index).top() > list->viewport()->height()) {
                break;
            }
            const QString tip = VirtualList::wholeText(index);
            const QString spoken = index.data(Qt::AccessibleTextRole).toString();
            if (std::all_of(facts.begin(), facts.end(), [&](const QString& fact) {
                    return tip.contains(fact, Qt::CaseInsensitive) &&
                           spoken.contains(fact, Qt::CaseInsensitive);
                })) {
                return true;
            }
        }
        return false;
    });
}

/// One of each kind: the faults that sanitizers find do not depend on colours.
#ifdef CONSENTRY_SANITIZED
constexpr bool isUnderSanitizers = true;
#else
constexpr bool isUnderSanitizers = false;
#endif
const QStringList looksUnderSanitizers{u"zh-light-200"_s, u"en-dark-100"_s,  u"zh-contrast-100"_s,
                                       u"en-narrow"_s,    u"en-stretched"_s, u"zh-mirrored-200"_s};

} // namespace

/// Grabs every page in both languages, light, dark and at high contrast, at 100 and 200 % text,
/// with texts 40 % longer, and from right to left, as PNG with contact sheets for people to look
/// at, and fails where words are cut off or a page needs sideways scrolling.
class ScreenshotTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void cleanup();
    void pageShowsAllItsWords_data();
    void pageShowsAllItsWords();

private:
    void set(Language language, ThemeChoice theme, int percent, Run run);
    void look(const QString& name, QWidget& window);

    PseudoLocale m_pseudo;
    RightToLeftLocale m_rightToLeft;
    QString m_folder = qEnvironmentVariable("CONSENTRY_SCREENSHOTS");
    std::unique_ptr<ContactSheet> m_sheet;
    QStringList m_problems;
    QStringList m_elided;
};

void ScreenshotTest::cleanup() {
    QCoreApplication::removeTranslator(&m_pseudo);
    QCoreApplication::removeTranslator(&m_rightToLeft);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    watchElision(nullptr);
}

void ScreenshotTest::set(Language language, ThemeChoice theme, int percent, Run run) {
    Appearance& appearance = Appearance::current();
    appearance.setLanguage(language);
    appearance.setThemeChoice(theme);
    appearance.setTextPercent(percent);
    if (run == Run::Stretched) {
        QVERIFY(QCoreApplication::installTranslator(&m_pseudo));
    }
    // After the language: Qt derives the direction from the translation.
    QGuiApplication::setLayoutDirection(run == Run::Mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    if (run == Run::RightToLeft) {
        QGuiApplication::setLayoutDirection(Qt::LayoutDirectionAuto);
        QVERIFY(QCoreApplication::installTranslator(&m_rightToLeft));
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
    }
    m_problems.clear();
    m_sheet = std::make_unique<ContactSheet>(sheetColumns, thumbnailWidth);
    watchElision([this](const QString& words) { m_elided << words; });
}

void ScreenshotTest::look(const QString& name, QWidget& window) {
    for (int round = 0; round < 3; ++round) {
        QCoreApplication::processEvents();
    }
    m_elided.clear();
    const QPixmap picture = window.grab();
    const auto cut = cutOff(window);
    for (const QString& words : cut) {
        m_problems << name + u": "_s + words;
    }
    for (const QString& words : overlapping(window)) {
        m_problems << name + u": "_s + words;
    }
    for (const QString& words : std::as_const(m_elided)) {
        if (!isSaidByARow(window, words)) {
            m_problems << name + u": elided "_s + words;
        }
    }
    m_sheet->add(name, picture);
    if (!m_folder.isEmpty()) {
        const QString path =
            m_folder + u"/%1-%2.png"_s.arg(name, QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(picture.save(path, "PNG", pngQuality), qPrintable(path));
    }
}

void ScreenshotTest::pageShowsAllItsWords_data() {
    QTest::addColumn<Language>("language");
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<int>("percent");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<Run>("run");
    const QSize usual(1280, 860);
    const auto add = [](const QString& name, Language language, ThemeChoice theme, int percent,
                        QSize size, Run run = Run::Plain) {
        if (isUnderSanitizers && !looksUnderSanitizers.contains(name)) {
            qInfo() << "not taken under sanitizers, which make pictures slow:" << name;
            return;
        }
        QTest::newRow(qPrintable(name)) << language << theme << percent << size << run;
    };
    for (const auto& [code, language] :
         {std::pair{u"zh"_s, Language::ChineseSimplified}, std::pair{u"en"_s, Language::English}}) {
        for (const auto& [name, theme] :
             {std::pair{u"light"_s, ThemeChoice::Light}, std::pair{u"dark"_s, ThemeChoice::Dark}}) {
            for (const int percent : {100, 200}) {
                add(u"%1-%2-%3"_s.arg(code, name).arg(percent), language, theme, percent, usual);
            }
        }
        add(code + u"-contrast-100"_s, language, ThemeChoice::HighContrast, 100, usual);
    }
    add(u"en-narrow"_s, Language::English, ThemeChoice::Light, 100, QSize(760, 700));
    add(u"en-stretched"_s, Language::English, ThemeChoice::Light, 100, usual, Run::Stretched);
    add(u"en-stretched-200"_s, Language::English, ThemeChoice::Light, 200, usual, Run::Stretched);
    add(u"en-mirrored"_s, Language::English, ThemeChoice::Light, 100, usual, Run::Mirrored);
    add(u"ar-light-100"_s, Language::English, ThemeChoice::Light, 100, usual, Run::RightToLeft);
    add(u"ar-light-200"_s, Language::English, ThemeChoice::Light, 200, usual, Run::RightToLeft);
    add(u"zh-mirrored-200"_s, Language::ChineseSimplified, ThemeChoice::Dark, 200, usual,
        Run::Mirrored);
}

void ScreenshotTest::pageShowsAllItsWords() {
    QFETCH(Language, language);
    QFETCH(ThemeChoice, theme);
    QFETCH(int, percent);
    QFETCH(QSize, size);
    QFETCH(Run, run);
    set(language, theme, percent, run);
    const QString only = qEnvironmentVariable("CONSENTRY_SCREENSHOT_ONLY");
    QDir().mkpath(m_folder);
    for (const PageShot& shot : pageShots()) {
        if (!only.isEmpty() && !shot.name.contains(only)) {
            continue;
        }
        Gallery gallery;
        gallery.window().resize(size);
        gallery.window().show();
        QVERIFY(QTest::qWaitForWindowActive(&gallery.window()));
        shot.arrange(gallery);
        look(shot.name, gallery.window());
    }
    for (int part = 1; part <= WidgetGallery::partCount; ++part) {
        const QString name = u"widgets-%1"_s.arg(part);
        if (!only.isEmpty() && !name.contains(only)) {
            continue;
        }
        WidgetGallery gallery(nullptr, static_cast<WidgetGallery::Part>(part));
        gallery.resize(size);
        gallery.show();
        QVERIFY(QTest::qWaitForWindowActive(&gallery));
        QCoreApplication::processEvents();
        // As high as all it shows.
        gallery.resize(size.width(), gallery.findChild<QScrollArea*>()->widget()->height());
        look(name, gallery);
    }
    if (!m_folder.isEmpty() && !m_sheet->isEmpty()) {
        const QString path =
            m_folder + u"/sheet-%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(m_sheet->save(path), qPrintable(path));
    }
    // One by one: a long message of Qt Test is cut.
    for (const QString& problem : std::as_const(m_problems)) {
        qInfo("%s", qPrintable(problem));
    }
    QVERIFY2(m_problems.isEmpty(), "words are cut off, see above");
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<ScreenshotTest>(argc, argv);
}

#include "screenshot_test.moc"
