// The main job and what belongs to it by the keyboard alone: every key goes to whatever has the
// focus, as from a keyboard. Names of widgets only say when to stop going on with Tab.
#include "tests/support/desktop_fixture.h"
#include "ui/models/grant_view.h"
#include "ui/pages/words_check.h"
#include "ui/widgets/virtual_list.h"
#include "ui/widgets/words_sheet.h"

#include <QMenu>
#include <QTest>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
const QString newPassphrase = u"brave walnut under harbour"_s;
const QString doctor = u"Dr Han Zhiyuan"_s;
/// More than any page has; a trap ends the test here.
constexpr int stepsMax = 150;
constexpr int entriesMax = 8;

std::filesystem::path writeRecord(const std::filesystem::path& folder) {
    const auto file = folder / "laboratory.json";
    std::ofstream(file) << R"({"resourceType":"Observation","id":"1","status":"final","code":)"
                        << R"({"coding":[{"system":"http://loinc.org","code":"14771-0"}],)"
                        << R"("text":"Fasting glucose"},"effectiveDateTime":")"
                        << QDate::currentDate().addDays(-2).toString(Qt::ISODate).toStdString()
                        << R"(","valueQuantity":{"value":6.1,"unit":"mmol/L"}})";
    return file;
}

/// A person without a mouse.
class Keyboard {
public:
    explicit Keyboard(DesktopFixture& desktop) : m_desktop(desktop) {}

    /// To the widget that has the focus, whatever window that is in.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(target(), key, modifiers);
        QCoreApplication::processEvents();
    }
    void type(const QString& text) { QTest::keyClicks(target(), text); }
    /// Goes on with Tab until this is true of the focus.
    template <class Is> bool tabUntil(Is is) {
        for (int i = 0; i < stepsMax; ++i) {
            if (is(*target())) {
                return true;
            }
            key(Qt::Key_Tab);
        }
        return false;
    }
    bool tabTo(const QString& name) {
        return tabUntil([&name](const QWidget& focus) { return focus.objectName() == name; });
    }
    /// Waits for a widget, goes there, and presses it as a button is pressed.
    bool press(const QString& name, Qt::Key with = Qt::Key_Space) {
        if (!m_desktop.waitForWidget(name) || !tabTo(name)) {
            return false;
        }
        key(with);
        return true;
    }
    bool tick(const QString& words) {
        const bool isThere = tabUntil([&words](const QWidget& focus) {
            const auto* button = qobject_cast<const QAbstractButton*>(&focus);
            return button != nullptr && button->text().startsWith(words);
        });
        if (isThere) {
            key(Qt::Key_Space);
        }
        return isThere;
    }
    /// An entry of the sidebar: Tab leads to the one that is shown, arrows to its neighbours.
    bool goTo(Place place) {
        const QString name = u"nav%1"_s.arg(static_cast<int>(place));
        const auto isEntry = [](const QWidget& focus) {
            return focus.objectName().startsWith(u"nav"_s);
        };
        if (!tabUntil(isEntry)) {
            return false;
        }
        for (const Qt::Key arrow : {Qt::Key_Down, Qt::Key_Up}) {
            for (int i = 0; i < entriesMax && target()->objectName() != name; ++i) {
                key(arrow);
            }
        }
        if (m_desktop.window().place() != place) {
            key(Qt::Key_Return);
        }
        return m_desktop.waitFor(place);
    }
    /// Types a path into the file dialog of this name.
    bool enterPath(const QString& dialog, const std::filesystem::path& path) {
        const auto shown = [this, &dialog] {
            return m_desktop.window().findChild<QWidget*>(dialog);
        };
        if (!QTest::qWaitFor([&] {
                return shown() != nullptr && target()->window() == shown() &&
                       target()->objectName() == u"fileNameEdit"_s;
            })) {
            return false;
        }
        key(Qt::Key_A, Qt::ControlModifier);
        type(QString::fromStdString(path.string()));
        key(Qt::Key_Return);
        const bool isGone = QTest::qWaitFor([&] { return shown() == nullptr; });
        // Without a window manager nobody gives the focus back.
        m_desktop.window().activateWindow();
        return isGone && QTest::qWaitForWindowActive(&m_desktop.window());
    }
    /// A file into the vault: what comes between the dialog and the records stands here alone.
    bool importFile(const std::filesystem::path& file) {
        if (!press(u"import"_s) || !enterPath(u"chooseRecords"_s, file)) {
            return false;
        }
        const auto notice = [this] { return m_desktop.window().findChild<QWidget*>(u"notice"_s); };
        const auto asked = [this] { return m_desktop.find<QWidget>(u"takeFiles"_s); };
        if (!QTest::qWaitFor([&] { return notice() != nullptr || asked() != nullptr; }, 30'000)) {
            return false;
        }
        if (asked() != nullptr && !press(u"takeFiles"_s)) {
            return false;
        }
        const bool isTold = m_desktop.waitForNotice().contains(u"1 record was added."_s);
        return isTold && tabTo(u"dismissNotice"_s) && (key(Qt::Key_Space), true);
    }

private:
    QWidget* target() const {
        QWidget* menu = QApplication::activePopupWidget();
        QWidget* focus = menu != nullptr ? menu : QApplication::focusWidget();
        return focus != nullptr ? focus : &m_desktop.window();
    }

    DesktopFixture& m_desktop;
};

/// From the welcome page to Home, with the three words that are asked.
void createVault(DesktopFixture& desktop, Keyboard& keys) {
    QVERIFY(keys.press(u"create"_s, Qt::Key_Return));
    QVERIFY(keys.press(u"rolePatient"_s, Qt::Key_Return));
    keys.type(u"Nina"_s);
    keys.key(Qt::Key_Return);
    QVERIFY(desktop.waitFor(Place::Consortium));
    QVERIFY(keys.press(u"chooseDemo"_s));
    QVERIFY(desktop.waitFor(Place::CreateVault));
    QVERIFY(keys.tabTo(u"passphrase"_s));
    keys.type(passphrase);
    QVERIFY(keys.tabTo(u"passphraseAgain"_s));
    keys.type(passphrase);
    keys.key(Qt::Key_Return);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    const SecretBytes known =
        static_cast<ui::WordsSheet&>(desktop.widget(u"words"_s)).words().clone();
    QVERIFY(keys.press(u"next"_s));
    for (std::size_t i = 0; i < ui::WordsCheck::askedWords; ++i) {
        const QString name = u"word%1"_s.arg(i);
        QVERIFY(keys.tabTo(name));
        const int number = desktop.widget(name).accessibleName().section(u' ', -1).toInt();
        const std::string_view word = textOf(ui::recoveryWord(known, number - 1));
        keys.type(QString::fromUtf8(word.data(), qsizetype(word.size())));
    }
    QVERIFY(keys.press(u"next"_s));
    QVERIFY(desktop.waitFor(Place::Home));
}

/// "Dr Han may see my glucose", signed and proven.
void grantGlucose(DesktopFixture& desktop, Keyboard& keys) {
    QVERIFY(keys.goTo(Place::WhoMaySee));
    QVERIFY(keys.press(u"newGrant"_s));
    QVERIFY(desktop.waitFor(Place::Editor));
    QVERIFY(keys.press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::Who))));
    QVERIFY(keys.tabTo(u"whoFilter"_s));
    keys.type(doctor.section(u' ', 1));
    keys.key(Qt::Key_Return);
    QVERIFY2(desktop.waitForWords(doctor), qPrintable(desktop.words()));
    QVERIFY(keys.press(u"closePart"_s));
    QVERIFY(keys.press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::What))));
    QVERIFY(keys.tick(u"Glucose"_s));
    QVERIFY(keys.press(u"continue"_s));
    QVERIFY(desktop.waitFor(Place::Signing));
    // Enter signs nothing: the keyboard begins on Back.
    QVERIFY(desktop.widget(u"back"_s).hasFocus());
    QVERIFY(keys.press(u"sign"_s));
    QVERIFY2(desktop.waitForWords(u"The grant holds"_s, 60), qPrintable(desktop.words()));
    QVERIFY(keys.press(u"done"_s));
    QVERIFY(desktop.waitFor(Place::WhoMaySee));
}

void visit(DesktopFixture& desktop, Keyboard& keys, const QString& action, const QString& answer) {
    QVERIFY(keys.press(action));
    QVERIFY2(desktop.waitForWords(answer), qPrintable(desktop.words()));
}

/// The demonstration, on Home.
void openDemo(DesktopFixture& desktop, Keyboard& keys) {
    QVERIFY(keys.press(u"demo"_s));
    QVERIFY(desktop.waitFor(Place::Home, 120));
}

} // namespace

class KeyboardJobTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void fromAnEmptyVaultToARevokedGrant();
    void everythingIsTakenBackAndTheLogIsSaved();
    void theRecordIsSeenAsSomebodyElse();
    void thePassphraseIsChanged();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void KeyboardJobTest::fromAnEmptyVaultToARevokedGrant() {
    DesktopFixture desktop(m_folder->path() / "home");
    Keyboard keys(desktop);
    createVault(desktop, keys);
    QVERIFY(keys.goTo(Place::Health));
    QVERIFY(keys.importFile(writeRecord(m_folder->path())));
    grantGlucose(desktop, keys);
    visit(desktop, keys, u"visitLook"_s, u"holds no record of you yet"_s);
    visit(desktop, keys, u"visitHandIn"_s, u"holds a copy of 1 record"_s);
    visit(desktop, keys, u"visitLook"_s, doctor + u" looked at 1 record"_s);
    QVERIFY(keys.goTo(Place::WhoLooked));
    QVERIFY2(desktop.waitForWords(u"By your rule 2"_s), qPrintable(desktop.words()));
    QVERIFY(keys.tabTo(u"logList"_s));
    keys.key(Qt::Key_Down);
    keys.key(Qt::Key_Return);
    QVERIFY2(desktop.waitForWords(u"By your rule"_s), qPrintable(desktop.words()));
    QVERIFY(keys.goTo(Place::WhoMaySee));
    QVERIFY(keys.press(u"revoke"_s));
    QVERIFY(desktop.waitFor(Place::Revoke));
    QVERIFY(desktop.widget(u"back"_s).hasFocus());
    QVERIFY(keys.press(u"revokeNow"_s));
    QVERIFY2(desktop.waitForWidget(u"done"_s, 60), qPrintable(desktop.words()));
    QVERIFY(keys.press(u"done"_s));
    QVERIFY(desktop.waitFor(Place::WhoMaySee));
    QVERIFY2(desktop.waitForWords(u"Nobody can see your records today."_s),
             qPrintable(desktop.words()));
    keys.key(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(desktop.waitFor(Place::Unlock));
}

void KeyboardJobTest::everythingIsTakenBackAndTheLogIsSaved() {
    DesktopFixture desktop(m_folder->path() / "home");
    Keyboard keys(desktop);
    openDemo(desktop, keys);
    QVERIFY(keys.goTo(Place::WhoLooked));
    QVERIFY(keys.press(u"export"_s));
    QVERIFY(QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; }));
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    for (int i = 0; i < menu->actions().size(); ++i) {
        keys.key(Qt::Key_Down);
        if (menu->activeAction() != nullptr && menu->activeAction()->text().contains(u"CSV"_s)) {
            break;
        }
    }
    keys.key(Qt::Key_Return);
    const auto file = m_folder->path() / "log.csv";
    QVERIFY(keys.enterPath(u"saveLog"_s, file));
    QVERIFY(desktop.waitForNotice().contains(u"were saved"_s));
    QVERIFY(std::filesystem::file_size(file) > 100);
    QVERIFY(keys.goTo(Place::WhoMaySee));
    QVERIFY(keys.press(u"revokeEverything"_s));
    QVERIFY(desktop.waitFor(Place::RevokeMany));
    QVERIFY(desktop.widget(u"back"_s).hasFocus());
    QVERIFY(keys.press(u"revokeNow"_s));
    QVERIFY2(desktop.waitForWords(u"have ended"_s, 60), qPrintable(desktop.words()));
    QVERIFY(keys.press(u"done"_s));
    QVERIFY(desktop.waitFor(Place::WhoMaySee));
}

void KeyboardJobTest::theRecordIsSeenAsSomebodyElse() {
    DesktopFixture desktop(m_folder->path() / "home");
    Keyboard keys(desktop);
    openDemo(desktop, keys);
    QVERIFY(keys.goTo(Place::WhoMaySee));
    QVERIFY(keys.press(u"seeAs"_s));
    QVERIFY(desktop.waitFor(Place::SeeAs));
    if (desktop.find<QWidget>(u"viewerFilter"_s) == nullptr) {
        QVERIFY(keys.press(u"somebodyElse"_s));
    }
    QVERIFY(desktop.waitForWidget(u"viewerFilter"_s));
    QVERIFY(keys.tabTo(u"viewerFilter"_s));
    keys.type(u"han zhiyuan"_s);
    keys.key(Qt::Key_Down);
    keys.key(Qt::Key_Return);
    QVERIFY2(desktop.waitForWords(doctor), qPrintable(desktop.words()));
    QVERIFY(desktop.waitForWidget(u"seenList"_s));
    QVERIFY(keys.tabTo(u"seenList"_s));
    const int folded = desktop.find<ui::VirtualList>(u"seenList"_s)->model()->rowCount();
    keys.key(Qt::Key_Return);
    QTRY_VERIFY(desktop.find<ui::VirtualList>(u"seenList"_s)->model()->rowCount() > folded);
    keys.key(Qt::Key_Escape);
    QTRY_VERIFY(desktop.window().place() != Place::SeeAs);
}

void KeyboardJobTest::thePassphraseIsChanged() {
    DesktopFixture desktop(m_folder->path() / "home");
    Keyboard keys(desktop);
    createVault(desktop, keys);
    QVERIFY(keys.goTo(Place::Settings));
    QVERIFY(keys.press(u"passphraseChange"_s));
    QVERIFY(desktop.waitFor(Place::ChangePassphrase));
    QVERIFY(keys.tabTo(u"currentPassphrase"_s));
    keys.type(passphrase);
    for (const QString& name : {u"passphrase"_s, u"passphraseAgain"_s}) {
        QVERIFY(keys.tabTo(name));
        keys.type(newPassphrase);
    }
    QVERIFY(keys.press(u"changePassphrase"_s));
    QVERIFY(desktop.waitFor(Place::Settings));
    keys.key(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    QVERIFY(keys.tabTo(u"passphrase"_s));
    keys.type(newPassphrase);
    keys.key(Qt::Key_Return);
    QVERIFY(desktop.waitFor(Place::Settings));
}

int main(int argc, char** argv) {
    return test::runDesktopTest<KeyboardJobTest>(argc, argv);
}

#include "keyboard_job_test.moc"
