#pragma once

#include <QString>
#include <QWidget>

namespace consentry::ui {

/// The keyboard's place within something that is built anew, by object name: made before, given
/// back after. Without a name, or where nothing of that name is built again, Qt decides.
class FocusKeeper {
public:
    explicit FocusKeeper(const QWidget& whole);
    void giveBack(const QWidget& whole) const;

private:
    QString m_name;
};

/// Takes what is replaced (may be nullptr) out of its window: out of its layout, hidden, found by
/// nobody any more, and deleted when the event loop comes round, since one of its widgets may be
/// the one whose signal led here.
void retire(QWidget* replaced);

} // namespace consentry::ui
