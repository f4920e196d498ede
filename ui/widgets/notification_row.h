#pragma once

#include "ui/style/icons.h"
#include "ui/style/spoken.h"

#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace consentry::ui {

/// Something that happened. Texts carry no clinical words where they may be seen by others.
struct NotificationView {
    QString id;
    Icon icon = Icon::Info;
    std::optional<Mark> mark; ///< instead of the icon
    QString title;
    QString detail;
    QString when;
    bool unread = false;
    QString action; ///< empty: only read
};

/// One line of the list of notifications: what and when, a word where it is new, a way to go there
/// and one to put it away.
class NotificationRow : public QWidget, public Spoken {
    Q_OBJECT
public:
    explicit NotificationRow(const NotificationView& view, QWidget* parent = nullptr);
    QAccessible::Role spokenRole() const override { return QAccessible::ListItem; }

signals:
    void opened(const QString& id);
    void dismissed(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_unread;
};

} // namespace consentry::ui
