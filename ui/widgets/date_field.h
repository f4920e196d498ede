#pragma once

#include <QDate>
#include <QLineEdit>

namespace consentry::ui {

class Button;
class MonthGrid;
class Text;

/// A day: typed as people write days, or chosen from a calendar that the button at its end (or
/// Alt+Down) opens. What is no day, or no allowed one, is said under the field and not taken.
class DateField : public QWidget {
    Q_OBJECT
public:
    explicit DateField(const QString& name, QWidget* parent = nullptr);
    void setToday(const QDate& today);
    /// Days outside are refused; an invalid end is open.
    void setBounds(const QDate& first, const QDate& last);
    void setDay(const QDate& day);
    QDate day() const { return m_day; }
    bool hasProblem() const;
    QLineEdit& edit() { return *m_edit; }
    void openCalendar();

signals:
    /// Somebody typed or chose another day.
    void dayChanged(const QDate& day);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take();
    void showProblem(const QString& words);
    QString written(const QDate& day) const;

    QDate m_today = QDate::currentDate();
    QDate m_first;
    QDate m_last;
    QDate m_day;
    QLineEdit* m_edit;
    Button* m_open;
    Text* m_problem;
};

} // namespace consentry::ui
