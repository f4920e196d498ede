#pragma once

#include "ui/models/access_log.h"
#include "ui/style/spoken.h"

#include <QDate>
#include <QHash>
#include <QWidget>

namespace consentry::ui {

class Button;
class DayCells;

/// Days side by side, each with how often something happened and the shape of the gravest, so that
/// the day somebody looked is found at a glance. A click or Return chooses a day, with Shift up to
/// a day; a second one on the chosen day lets go. Arrow keys, Page Up and Page Down (a month), Home
/// and End move; Escape lets go.
class CalendarStrip : public QWidget {
    Q_OBJECT
public:
    explicit CalendarStrip(const QString& name, QWidget* parent = nullptr);

    /// The first and the last day that can be shown, and today. The same ones again change nothing:
    /// the days on screen stay.
    void setBounds(const QDate& first, const QDate& last, const QDate& today);
    /// Days that are not named have none.
    void setCounts(const QHash<QDate, AccessCounts>& counts);
    /// Invalid dates for no choice.
    void setChosen(const QDate& from, const QDate& to);
    QDate chosenFrom() const;
    QDate chosenTo() const;

signals:
    /// Both invalid when the choice was let go.
    void chosenChanged(const QDate& from, const QDate& to);

private:
    DayCells* m_cells;
    Button* m_earlier;
    Button* m_later;
};

} // namespace consentry::ui
