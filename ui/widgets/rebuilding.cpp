#include "ui/widgets/rebuilding.h"

namespace consentry::ui {

FocusKeeper::FocusKeeper(const QWidget& whole) {
    const QWidget* focus = whole.window()->focusWidget();
    if (focus != nullptr && whole.isAncestorOf(focus)) {
        m_name = focus->objectName();
    }
}

void FocusKeeper::giveBack(const QWidget& whole) const {
    if (m_name.isEmpty()) {
        return;
    }
    if (auto* again = whole.findChild<QWidget*>(m_name)) {
        again->setFocus(Qt::OtherFocusReason);
    }
}

void retire(QWidget* replaced) {
    if (replaced == nullptr) {
        return;
    }
    replaced->hide();
    auto* attic = new QWidget;
    replaced->setParent(attic);
    attic->deleteLater();
}

} // namespace consentry::ui
