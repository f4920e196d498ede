#include "tests/support/ui_test.h"
#include "tests/ui/accessible_walk.h"
#include "tests/ui/page_shots.h"
#include "ui/gallery/gallery.h"
#include "ui/style/appearance.h"
#include "ui/widgets/grant_sentence.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;
using namespace consentry::test;

namespace {

constexpr QSize usual(1280, 860);

} // namespace

/// Walks every page in every state that looks different, as screen readers and the keyboard do.
class AccessibilityTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void cleanupTestCase();

    void everyPageIsReadAndWalked_data();
    void everyPageIsReadAndWalked();
    void everyPageIsMirrored_data() { everyPageIsReadAndWalked_data(); }
    void everyPageIsMirrored();

private:
    void collect(const QString& page, const WalkFindings& findings, int& count);

    int m_pages = 0;
    int m_faces = 0;
    int m_targets = 0;
    int m_stops = 0;
    int m_marks = 0;
    QStringList m_problems;
};

void AccessibilityTest::cleanupTestCase() {
    qInfo("walked %d pages: %d elements, %d targets, %d stops of Tab, %d marks", m_pages, m_faces,
          m_targets, m_stops, m_marks);
}

void AccessibilityTest::collect(const QString& page, const WalkFindings& findings, int& count) {
    count += findings.elements;
    for (const QString& problem : findings.problems) {
        m_problems << page + u": "_s + problem;
    }
}

void AccessibilityTest::everyPageIsReadAndWalked_data() {
    QTest::addColumn<int>("index");
    const auto shots = pageShots();
    for (int i = 0; i < shots.size(); ++i) {
        QTest::newRow(qPrintable(shots[i].name)) << i;
    }
}

void AccessibilityTest::everyPageIsReadAndWalked() {
    QFETCH(int, index);
    const PageShot shot = pageShots().at(index);
    m_problems.clear();
    Gallery gallery;
    MainWindow& window = gallery.window();
    window.resize(usual);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    shot.arrange(gallery);
    for (int round = 0; round < 3; ++round) {
        QCoreApplication::processEvents();
    }
    ++m_pages;
    collect(shot.name, walkFaces(window), m_faces);
    collect(shot.name, walkTargets(window), m_targets);
    collect(shot.name, walkMarks(window), m_marks);
    collect(shot.name, walkByTab(window), m_stops);
    for (const QString& problem : std::as_const(m_problems)) {
        qInfo("%s", qPrintable(problem));
    }
    QVERIFY2(m_problems.isEmpty(), "see above");
}

/// The same words from right to left: every part stands where a mirror would show it.
void AccessibilityTest::everyPageIsMirrored() {
    QFETCH(int, index);
    const PageShot shot = pageShots().at(index);
    struct Place {
        QString what;
        QRect rect;
    };
    const auto placesIn = [&shot](Qt::LayoutDirection direction) {
        QGuiApplication::setLayoutDirection(direction);
        Gallery gallery;
        gallery.window().resize(usual);
        gallery.window().show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&gallery.window());
        shot.arrange(gallery);
        for (int round = 0; round < 3; ++round) {
            QCoreApplication::processEvents();
        }
        QList<Place> places;
        const auto widgets = gallery.window().findChildren<QWidget*>();
        for (const QWidget* widget : widgets) {
            // Words of a sentence flow as their script does.
            if (widget->isVisible() &&
                qobject_cast<GrantSentence*>(widget->parentWidget()) == nullptr) {
                places << Place{QString::fromLatin1(widget->metaObject()->className()) + u' ' +
                                    widget->objectName() + u' ' + widget->accessibleName().left(30),
                                {widget->mapTo(&gallery.window(), QPoint(0, 0)), widget->size()}};
            }
        }
        return places;
    };
    const QList<Place> plain = placesIn(Qt::LeftToRight);
    const QList<Place> mirrored = placesIn(Qt::RightToLeft);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QCOMPARE(mirrored.size(), plain.size());
    QStringList problems;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const QRect& one = plain[i].rect;
        const QRect wanted(usual.width() - one.x() - one.width(), one.y(), one.width(),
                           one.height());
        const QRect& other = mirrored[i].rect;
        if (qAbs(other.x() - wanted.x()) > 2 || qAbs(other.y() - wanted.y()) > 2) {
            problems << u"%1 stands at %2, %3 instead of %4, %5"_s.arg(plain[i].what)
                            .arg(other.x())
                            .arg(other.y())
                            .arg(wanted.x())
                            .arg(wanted.y());
        }
    }
    for (const QString& problem : std::as_const(problems)) {
        qInfo("%s", qPrintable(problem));
    }
    QVERIFY2(problems.isEmpty(), "see above");
}

int main(int argc, char** argv) {
    return runUiTest<AccessibilityTest>(argc, argv);
}

#include "accessibility_test.moc"
