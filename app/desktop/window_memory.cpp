#include "app/desktop/window_memory.h"

#include <QSettings>
#include <QWidget>

namespace consentry::desktop {
namespace {

constexpr auto geometrySetting = "windowGeometry";

} // namespace

void restoreWindow(QWidget& window) {
    const QSettings settings;
    window.restoreGeometry(settings.value(QLatin1String(geometrySetting)).toByteArray());
}

void rememberWindow(const QWidget& window) {
    QSettings settings;
    settings.setValue(QLatin1String(geometrySetting), window.saveGeometry());
}

} // namespace consentry::desktop
