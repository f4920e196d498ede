// The desktop wallet: wiring only.
#include "app/desktop/display_loss.h"
#include "app/desktop/lock_watch.h"
#include "app/desktop/tour.h"
#include "app/desktop/wallet_controller.h"
#include "app/desktop/window_memory.h"
#include "app/session/library_versions.h"
#include "app/session/local_sessions.h"
#include "core/adapters/poppler/poppler_pages.h"
#include "core/adapters/qr/packaged_qr_codes.h"
#include "core/adapters/system/posix_new_files.h"
#include "core/adapters/system/process_hardening.h"
#include "ui/bridge/convert.h"
#include "ui/gallery/gallery.h"
#include "ui/gallery/widget_gallery.h"
#include "ui/style/appearance.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>
#include <exception>

using namespace Qt::StringLiterals;

namespace {

using consentry::desktop::LockWatch;
using consentry::desktop::SessionController;
using consentry::ui::Appearance;

void restoreAppearance(Appearance& appearance) {
    const QSettings settings;
    appearance.setLanguage(
        settings.contains(u"language"_s)
            ? static_cast<consentry::ui::Language>(settings.value(u"language"_s).toInt() == 1)
            : Appearance::systemLanguage());
    const int theme = settings.value(u"theme"_s, 0).toInt();
    if (theme >= 0 && theme <= static_cast<int>(consentry::ui::ThemeChoice::HighContrast)) {
        appearance.setThemeChoice(static_cast<consentry::ui::ThemeChoice>(theme));
    }
    appearance.setTextPercent(settings.value(u"textPercent"_s, 100).toInt());
}

/// Locks when the computer says so, and lets it sleep when that is done.
void obey(LockWatch& watch, SessionController& session) {
    QObject::connect(&watch, &LockWatch::lockAsked, &session,
                     [&watch, &session](consentry::vault::LockReason reason) {
                         if (!session.lockUnlessDemo(reason)) {
                             watch.vaultIsLocked();
                         }
                     });
    QObject::connect(&session, &SessionController::locked, &watch, &LockWatch::vaultIsLocked);
}

int run(int argc, char** argv) {
    consentry::desktop::DisplayLoss display;
    QApplication application(argc, argv);
    display.applicationStands();
    QApplication::setApplicationName(u"consentry"_s);
    QApplication::setOrganizationName(u"consentry"_s);
    QApplication::setApplicationVersion(QStringLiteral(CONSENTRY_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Desktop wallet for medical data."_s);
    parser.addHelpOption();
    const QCommandLineOption data(u"data"_s, u"Folder of the vaults (default: the user's)."_s,
                                  u"folder"_s);
    const QCommandLineOption tour(u"tour"_s, u"Scripted tour: pictures and the log go here."_s,
                                  u"folder"_s);
    const QCommandLineOption gallery(u"gallery"_s, u"Every page with invented data."_s);
    const QCommandLineOption widgets(u"widgets"_s, u"Every widget in every state."_s);
    parser.addOptions({data, tour, gallery, widgets});
    parser.process(application);

    auto& appearance = Appearance::install(application);
    if (parser.isSet(gallery)) {
        appearance.setLanguage(Appearance::systemLanguage());
        consentry::ui::Gallery pages;
        pages.window().show();
        return QApplication::exec();
    }
    if (parser.isSet(widgets)) {
        restoreAppearance(appearance);
        consentry::ui::WidgetGallery page;
        page.resize(1280, 860);
        page.show();
        return QApplication::exec();
    }
    const auto sessions = consentry::makeLocalSessions();
    consentry::adapters::PosixNewFiles files;
    consentry::adapters::PopplerPages documents;
    consentry::adapters::PackagedQrCodes codes;
    if (parser.isSet(tour)) {
        return consentry::desktop::runTour(*sessions, parser.value(tour).toStdU16String());
    }
    restoreAppearance(appearance);
    const QString home = parser.isSet(data)
                             ? parser.value(data)
                             : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    consentry::ui::MainWindow window;
    consentry::desktop::WalletController controller(window, *sessions, files, documents, codes,
                                                    home.toStdU16String());
    QStringList libraries;
    for (const std::string& library : consentry::libraryVersions()) {
        libraries << consentry::ui::toQString(library);
    }
    controller.care().setLibraries(libraries);
    LockWatch watch;
    obey(watch, controller.session());
    controller.start();
    consentry::desktop::restoreWindow(window);
    window.show();
    const int status = QApplication::exec();
    consentry::desktop::rememberWindow(window);
    return status;
}

} // namespace

int main(int argc, char** argv) {
    if (const auto hardened = consentry::adapters::hardenProcess(); !hardened) {
        std::fprintf(stderr, "consentry: %s\n", consentry::toString(hardened.error()).c_str());
        return 1;
    }
    try {
        return run(argc, argv);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "consentry: %s\n", problem.what());
        return 1;
    }
}
