// "I do not recognise this access" in the real window, over the demonstration: by mouse and by
// keyboard, once for each access, until the answer stands under it.
#include "tests/support/desktop_fixture.h"
#include "ui/models/access_log.h"
#include "ui/models/dispute_view.h"
#include "ui/pages/dispute_page.h"
#include "ui/widgets/virtual_list.h"

#include <QPlainTextEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

/// The demonstration, on "Who looked", whose rows are there.
class Objecting {
public:
    explicit Objecting(const std::filesystem::path& home) : m_desktop(home) {
        m_desktop.press(u"demo"_s);
        if (!m_desktop.waitFor(Place::Home, 120)) {
            qFatal("no demonstration");
        }
        m_desktop.window().goTo(Place::WhoLooked);
        if (!QTest::qWaitFor([this] { return rowWith(u"No rule"_s) >= 0; }, 30'000)) {
            qFatal("no row: %s", qPrintable(m_desktop.words()));
        }
    }

    DesktopFixture& desktop() { return m_desktop; }
    ui::VirtualList& list() {
        return static_cast<ui::VirtualList&>(m_desktop.widget(u"logList"_s));
    }
    /// The first row that says this; -1 for none.
    int rowWith(const QString& words) {
        auto* shown = m_desktop.find<ui::VirtualList>(u"logList"_s);
        for (int i = 0; shown != nullptr && i < shown->model()->rowCount(); ++i) {
            if (shown->model()->index(i, 0).data().toString().contains(words)) {
                return i;
            }
        }
        return -1;
    }
    bool openByMouse(const QString& words) {
        const QModelIndex index = list().model()->index(rowWith(words), 0);
        list().scrollTo(index);
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, list().visualRect(index).center());
        return m_desktop.waitForWidget(u"object"_s);
    }
    /// Tabs to the widget of this name, as a person without a mouse does.
    bool tabTo(const QString& name) {
        for (int i = 0; i < 60; ++i) {
            const QWidget* focus = QApplication::focusWidget();
            if (focus != nullptr && focus->objectName() == name) {
                return true;
            }
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        return false;
    }

private:
    DesktopFixture m_desktop;
};

} // namespace

class DisputeWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void anObjectionIsSentByMouseAndAnswered() {
        Objecting person(m_folder->path() / "home");
        DesktopFixture& desktop = person.desktop();
        QVERIFY(person.openByMouse(u"No rule"_s));
        desktop.press(u"object"_s);
        QVERIFY(desktop.waitFor(Place::Dispute));
        QVERIFY(desktop.widget(u"back"_s).hasFocus());
        QVERIFY(!desktop.widget(u"disputeNow"_s).isEnabled());
        desktop.type(u"words"_s, u"I was not there."_s);
        QVERIFY(desktop.words().contains(u"16 of 500 characters"_s));
        desktop.press(u"disputeNow"_s);
        QVERIFY2(desktop.waitForWords(u"Your objection stands in the log"_s),
                 qPrintable(desktop.words()));
        desktop.press(u"done"_s);
        QVERIFY(desktop.waitFor(Place::WhoLooked));
        QVERIFY2(desktop.waitForWords(u"You objected, and it was answered."_s, 60),
                 qPrintable(desktop.words()));
        QVERIFY2(desktop.words().contains(u"(demonstration)"_s), qPrintable(desktop.words()));
        QVERIFY(desktop.words().contains(u"I was not there."_s));
        QVERIFY(desktop.find<QWidget>(u"object"_s) == nullptr);
        QTRY_VERIFY(person.rowWith(u"objection answered"_s) >= 0);
    }

    void anObjectionIsSentByKeyboard() {
        Objecting person(m_folder->path() / "home");
        DesktopFixture& desktop = person.desktop();
        person.list().setFocus(Qt::TabFocusReason);
        for (int i = 0;
             i < 40 && person.list().currentIndex().row() != person.rowWith(u"No rule"_s); ++i) {
            QTest::keyClick(&person.list(), Qt::Key_Down);
        }
        QTest::keyClick(&person.list(), Qt::Key_Return);
        QVERIFY(desktop.waitForWidget(u"object"_s));
        QVERIFY(person.tabTo(u"object"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(desktop.waitFor(Place::Dispute));
        QVERIFY(desktop.widget(u"back"_s).hasFocus());
        QVERIFY(person.tabTo(u"words"_s));
        QTest::keyClicks(QApplication::focusWidget(), u"Who was this?"_s);
        QVERIFY(person.tabTo(u"disputeNow"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY2(desktop.waitForWords(u"Your objection stands in the log"_s),
                 qPrintable(desktop.words()));
        QVERIFY(person.tabTo(u"done"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(desktop.waitFor(Place::WhoLooked));
        QVERIFY(desktop.waitForWidget(u"disputeLine"_s));
    }

    void escapeGoesBackAndNothingIsSent() {
        Objecting person(m_folder->path() / "home");
        DesktopFixture& desktop = person.desktop();
        QVERIFY(person.openByMouse(u"No rule"_s));
        desktop.press(u"object"_s);
        QVERIFY(desktop.waitFor(Place::Dispute));
        desktop.type(u"words"_s, QString(ui::DisputeView::charactersMax + 1, u'x'));
        QVERIFY(!desktop.widget(u"disputeNow"_s).isEnabled());
        QVERIFY(desktop.words().contains(u"1 character too many"_s));
        QTest::keyClick(&desktop.widget(u"back"_s), Qt::Key_Escape);
        QVERIFY(desktop.waitFor(Place::WhoLooked));
        QVERIFY(desktop.waitForWidget(u"object"_s));
        QVERIFY(desktop.find<QWidget>(u"disputeLine"_s) == nullptr);
    }

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<DisputeWindowTest>(argc, argv);
}

#include "dispute_window_test.moc"
