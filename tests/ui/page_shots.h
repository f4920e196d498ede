#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace consentry::ui {
class Gallery;
}

namespace consentry::test {

/// One page of the window in one state, as people meet it.
struct PageShot {
    QString name;
    std::function<void(ui::Gallery&)> arrange;
};

/// Every page in every state that looks different.
QList<PageShot> pageShots();

/// Words that got less room than they need, and pages that scroll sideways.
QStringList cutOff(QWidget& window);

/// Neighbours that lie on top of each other, and parts that stick out of what holds them.
QStringList overlapping(QWidget& window);

} // namespace consentry::test
