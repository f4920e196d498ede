#include "app/desktop/window_memory.h"

#include <QScreen>
#include <QSettings>
#include <QWidget>

namespace consentry::desktop {
namespace {

constexpr auto geometrySetting = "windowGeometry";
constexpr QSize usualSize(1280, 860);
constexpr QSize frameSize(16, 48); ///< about what a window manager adds

} // namespace

void restoreWindow(QWidget& window) {
    const QSettings settings;
    if (!window.restoreGeometry(settings.value(QLatin1String(geometrySetting)).toByteArray())) {
        // A small laptop has less than 800 lines.
        const QSize screen = window.screen()->availableGeometry().size();
        window.resize(usualSize.boundedTo(screen - frameSize));
    }
}

void rememberWindow(const QWidget& window) {
    QSettings settings;
    settings.setValue(QLatin1String(geometrySetting), window.saveGeometry());
}

} // namespace consentry::desktop
