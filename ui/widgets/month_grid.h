#pragma once

#include "ui/style/spoken.h"

#include <QDate>
#include <QWidget>

namespace consentry::ui {

class Button;
class MonthDays;
class Text;

/// One month as a calendar with days of 44 pixels. Arrow keys move by day and week, Page Up and
/// Page Down by month, Home and End to the ends of the week; Return chooses.
class MonthGrid : public QWidget {
    Q_OBJECT
public:
    explicit MonthGrid(QWidget* parent = nullptr);
    /// Days outside cannot be chosen; an invalid end is open.
    void setBounds(const QDate& first, const QDate& last);
    void setToday(const QDate& today);
    void setDay(const QDate& day);
    QDate day() const;
    /// Puts the keyboard on the days.
    void focusDays();

signals:
    void chosen(const QDate& day);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showMonth();
    MonthDays* m_days;
    Text* m_title;
    Button* m_earlier;
    Button* m_later;
};

} // namespace consentry::ui
