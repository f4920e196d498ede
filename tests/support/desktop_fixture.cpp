#include "tests/support/desktop_fixture.h"

#include "ui/models/grant_view.h"
#include "ui/pages/words_check.h"
#include "ui/style/appearance.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/text.h"
#include "ui/widgets/words_sheet.h"

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QTest>

using namespace Qt::StringLiterals;

namespace consentry::test {

void prepareDesktop(const std::filesystem::path& folder) {
    QApplication::setOrganizationName(u"consentry-test"_s);
    QApplication::setApplicationVersion(u"1.2.3"_s);
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                       QString::fromStdString(folder.string()));
    ui::Appearance::install(*qApp);
    ui::Appearance::current().setLanguage(ui::Language::English);
}

std::unique_ptr<TemporaryFolder> beginDesktopTest() {
    QSettings().clear();
    ui::Appearance::current().setLanguage(ui::Language::English);
    return std::make_unique<TemporaryFolder>();
}

DesktopFixture::DesktopFixture(const std::filesystem::path& home,
                               std::unique_ptr<DocumentPages> documents)
    : m_documents(std::move(documents)), m_sessions(makeLocalSessions({argon2Floor})),
      m_window(std::make_unique<ui::MainWindow>()),
      m_controller(std::make_unique<desktop::WalletController>(*m_window, *m_sessions, m_files,
                                                               *m_documents, m_codes, home)) {
    m_window->show();
    m_controller->start();
    // On a display without a window manager nobody else makes it active.
    if (QTest::qWaitForWindowExposed(m_window.get())) {
        m_window->activateWindow();
    }
    if (!QTest::qWaitForWindowActive(m_window.get())) {
        qFatal("the window does not become active");
    }
}

DesktopFixture::~DesktopFixture() {
    m_controller.reset();
    m_window.reset();
}

QWidget& DesktopFixture::page() const {
    return *m_window->findChild<QStackedWidget*>()->currentWidget();
}

QWidget& DesktopFixture::widget(const QString& name) const {
    QWidget* found = find<QWidget>(name);
    if (found == nullptr) {
        qFatal("nothing called '%s' on the page; it says: %s", qPrintable(name),
               qPrintable(words()));
    }
    return *found;
}

QString DesktopFixture::words() const {
    QStringList all;
    for (const QWidget* each : page().findChildren<QWidget*>()) {
        if (!each->isVisible()) {
            continue;
        }
        if (const auto* text = qobject_cast<const ui::Text*>(each)) {
            all << text->plainWords();
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(each)) {
            all << button->text() << button->accessibleName();
        } else {
            all << each->accessibleName();
        }
        all << each->toolTip() << each->accessibleDescription();
    }
    all.removeAll(QString());
    return all.join(u'\n');
}

void DesktopFixture::press(const QString& name) {
    QWidget& button = widget(name);
    if (!button.isEnabled()) {
        qFatal("'%s' cannot be pressed; the page says: %s", qPrintable(name), qPrintable(words()));
    }
    QTest::mouseClick(&button, Qt::LeftButton);
    QCoreApplication::processEvents();
}

void DesktopFixture::type(const QString& name, const QString& text) {
    QWidget& field = widget(name);
    QTest::mouseClick(&field, Qt::LeftButton);
    QTest::keyClicks(&field, text);
}

void DesktopFixture::choose(const QString& words) {
    for (QAbstractButton* each : page().findChildren<QAbstractButton*>()) {
        if (each->isVisible() && each->text().startsWith(words)) {
            // A check box's own place to click is at its left end, whatever its width.
            QTest::mouseClick(each, Qt::LeftButton, {}, QPoint(10, each->height() / 2));
            QCoreApplication::processEvents();
            return;
        }
    }
    qFatal("no choice '%s'; the page says: %s", qPrintable(words), qPrintable(this->words()));
}

void DesktopFixture::enterPath(const QString& dialog, const std::filesystem::path& path) {
    auto* shown = m_window->findChild<QFileDialog*>(dialog);
    if (shown == nullptr) {
        qFatal("no dialog '%s'", qPrintable(dialog));
    }
    auto* field = shown->findChild<QLineEdit*>(u"fileNameEdit"_s);
    field->setText(QString::fromStdString(path.string()));
    QTest::keyClick(field, Qt::Key_Return);
    if (!QTest::qWaitFor([&] { return m_window->findChild<QFileDialog*>(dialog) == nullptr; })) {
        qFatal("the dialog '%s' stays", qPrintable(dialog));
    }
}

void DesktopFixture::importFile(const std::filesystem::path& path) {
    press(u"import"_s);
    takeFile(path);
}

void DesktopFixture::takeFile(const std::filesystem::path& path) {
    enterPath(u"chooseRecords"_s, path);
    if (!waitFor(Place::Import) || !waitForWidget(u"takeFiles"_s)) {
        qFatal("nothing of '%s' can be taken", path.c_str());
    }
    press(u"takeFiles"_s);
}

bool DesktopFixture::waitForWords(const QString& words, int seconds) {
    return QTest::qWaitFor([&] { return this->words().contains(words); }, seconds * 1000);
}

bool DesktopFixture::waitFor(Place place, int seconds) {
    return QTest::qWaitFor([&] { return m_window->place() == place; }, seconds * 1000);
}

bool DesktopFixture::waitForWidget(const QString& name, int seconds) {
    return QTest::qWaitFor(
        [&] {
            const QWidget* found = find<QWidget>(name);
            return found != nullptr && found->isEnabled();
        },
        seconds * 1000);
}

QString DesktopFixture::waitForNotice(int seconds) {
    const auto notice = [this] { return m_window->findChild<QWidget*>(u"notice"_s); };
    return QTest::qWaitFor([&] { return notice() != nullptr; }, seconds * 1000)
               ? notice()->accessibleName()
               : QString();
}

void DesktopFixture::dismissNotice() {
    auto* button = m_window->findChild<QAbstractButton*>(u"dismissNotice"_s);
    if (button == nullptr) {
        qFatal("nothing to dismiss");
    }
    QTest::mouseClick(button, Qt::LeftButton);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void DesktopFixture::beginVault() {
    press(u"create"_s);
    press(u"rolePatient"_s);
}

void DesktopFixture::createVault(const QString& passphrase, const QString& name) {
    beginVault();
    type(u"name"_s, name);
    press(u"next"_s);
    press(u"chooseDemo"_s);
    type(u"passphrase"_s, passphrase);
    type(u"passphraseAgain"_s, passphrase);
    press(u"next"_s);
    if (!waitForWidget(u"words"_s)) {
        qFatal("no words: %s", qPrintable(words()));
    }
}

bool DesktopFixture::openNewVault(const QString& passphrase) {
    createVault(passphrase);
    press(u"later"_s);
    return waitFor(Place::Home);
}

bool DesktopFixture::openDemo() {
    press(u"demo"_s);
    const auto isInside = [this] {
        return m_window->place() != Place::Welcome && m_window->place() != Place::Unlock;
    };
    return QTest::qWaitFor(isInside, 120'000);
}

bool DesktopFixture::reviewGrant(const QString& person) {
    m_window->goTo(Place::WhoMaySee);
    if (!waitForWidget(u"newGrant"_s)) {
        return false;
    }
    press(u"newGrant"_s);
    if (!waitFor(Place::Editor)) {
        return false;
    }
    press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::Who)));
    type(u"whoFilter"_s, person);
    QTest::keyClick(&widget(u"whoFilter"_s), Qt::Key_Return);
    if (!waitForWords(person)) {
        return false;
    }
    press(u"closePart"_s);
    press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::What)));
    choose(u"Glucose"_s);
    if (!waitForWidget(u"continue"_s)) {
        return false;
    }
    press(u"continue"_s);
    return waitFor(Place::Signing);
}

void DesktopFixture::checkWords() {
    const auto& sheet = static_cast<ui::WordsSheet&>(widget(u"words"_s));
    const SecretBytes known = sheet.words().clone();
    press(u"next"_s);
    for (std::size_t i = 0; i < ui::WordsCheck::askedWords; ++i) {
        const QString name = u"word%1"_s.arg(i);
        // The field's name says which word is asked: "Word 7".
        const int number = widget(name).accessibleName().section(u' ', -1).toInt();
        const std::string_view word = textOf(ui::recoveryWord(known, number - 1));
        type(name, QString::fromUtf8(word.data(), qsizetype(word.size())));
    }
    press(u"next"_s);
}

void DesktopFixture::lock() {
    m_controller->session().lock(vault::LockReason::Request);
    if (!waitFor(Place::Unlock) || !waitForWidget(u"unlock"_s)) {
        qFatal("not locked: %s", qPrintable(words()));
    }
}

void DesktopFixture::unlock(const QString& passphrase) {
    if (!waitForWidget(u"passphrase"_s)) {
        qFatal("no field for a passphrase: %s", qPrintable(words()));
    }
    type(u"passphrase"_s, passphrase);
    QTest::keyClick(&widget(u"passphrase"_s), Qt::Key_Return);
}

} // namespace consentry::test
