#pragma once

#include "app/desktop/wallet_controller.h"
#include "app/session/local_sessions.h"
#include "core/adapters/poppler/poppler_pages.h"
#include "core/adapters/qr/packaged_qr_codes.h"
#include "core/adapters/system/posix_new_files.h"
#include "tests/support/test_paths.h"
#include "tests/support/ui_test.h"
#include "ui/pages/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

namespace consentry::test {

/// The real window over real vaults and the embedded consortium, driven as a person does. Settings
/// go to a folder of the test's own; keys are derived as cheaply as the library allows. Finding
/// nothing to press fails the test at once, with the name.
class DesktopFixture {
public:
    using Place = ui::MainWindow::Place;

    /// Over a folder that may have vaults already.
    explicit DesktopFixture(const std::filesystem::path& home)
        : DesktopFixture(home, std::make_unique<adapters::PopplerPages>()) {}
    /// With somebody else to draw the pages of documents.
    DesktopFixture(const std::filesystem::path& home, std::unique_ptr<DocumentPages> documents);
    ~DesktopFixture();

    ui::MainWindow& window() { return *m_window; }
    desktop::WalletController& controller() { return *m_controller; }
    /// The page that is shown.
    QWidget& page() const;
    /// The visible widget of this name on the page, or fails.
    QWidget& widget(const QString& name) const;
    template <class T> T* find(const QString& name = {}) const {
        for (T* each : page().findChildren<T*>(name)) {
            if (each->isVisible()) {
                return each;
            }
        }
        return nullptr;
    }
    /// All words on the page, as a screen reader and an eye meet them.
    QString words() const;

    /// Presses a button by a mouse click in its middle.
    void press(const QString& name);
    /// Clicks into a field and types, one key after the other.
    void type(const QString& name, const QString& text);
    /// Presses the button, radio button or check box whose words begin with this.
    void choose(const QString& words);
    /// Enters a path into the file dialog of this name.
    void enterPath(const QString& dialog, const std::filesystem::path& path);
    /// From "My health": chooses the file, waits for what it would bring, and takes it over.
    void importFile(const std::filesystem::path& path);
    /// The same where the dialog is open already.
    void takeFile(const std::filesystem::path& path);
    bool waitFor(Place place, int seconds = 30);
    /// Until the page says this.
    bool waitForWords(const QString& words, int seconds = 30);
    /// Until the page has such a widget, enabled.
    bool waitForWidget(const QString& name, int seconds = 30);

    /// What is told over the pages, once something is; empty where nothing comes.
    QString waitForNotice(int seconds = 30);
    void dismissNotice();

    /// From the welcome page to the first question about a vault of one's own.
    void beginVault();
    /// From the welcome page to the words of a new vault, of a person who says this name.
    void createVault(const QString& passphrase, const QString& name = {});
    /// From the welcome page to Home with a new vault, its words to be checked later.
    bool openNewVault(const QString& passphrase);
    /// From the welcome page into the demonstration, made where there is none: to Home, or to where
    /// it was left.
    bool openDemo();
    /// To the page for the signature: somebody's new grant to see glucose.
    bool reviewGrant(const QString& person);
    /// On the page with the words: goes on, and enters the three that are asked.
    void checkWords();
    /// From an open vault to the page for the passphrase, ready to be opened again.
    void lock();
    /// From the page for the passphrase to the page where the vault was left.
    void unlock(const QString& passphrase);

private:
    adapters::PosixNewFiles m_files;
    std::unique_ptr<DocumentPages> m_documents;
    adapters::PackagedQrCodes m_codes;
    std::unique_ptr<simulation::DemoSessions> m_sessions;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<desktop::WalletController> m_controller;
};

/// Installs the appearance and sends QSettings into `folder`. Once, before the first fixture.
void prepareDesktop(const std::filesystem::path& folder);

/// An empty folder for the next test, which begins in English and without settings.
std::unique_ptr<TemporaryFolder> beginDesktopTest();

/// For main().
template <class Test> int runDesktopTest(int argc, char** argv) {
    return runUiTest<Test>(argc, argv, [] {
        auto settings = std::make_unique<TemporaryFolder>();
        prepareDesktop(settings->path());
        return settings;
    });
}

} // namespace consentry::test
