#pragma once

#include "ui/models/grant_list_model.h"
#include "ui/style/spoken.h"

#include <QDate>
#include <QWidget>

class QVBoxLayout;

namespace consentry::ui {

class TimeBarDelegate;
class VirtualList;

/// The days that the bars of one page share: from about 2.5 months back to the last end.
struct TimeAxis {
    QDate from;
    QDate to;
    QDate today;

    static TimeAxis around(const QList<GrantView>& grants, const QDate& today);
    /// Where a day starts, 0 to 1 and beyond.
    double position(const QDate& day) const;
};

/// Who may see until when: one bar a grant under one axis with one line for today. Rows can be
/// chosen by mouse and keyboard. Where several may be marked: the box before a row, Space, Shift
/// with the arrows or a click, Ctrl+A for all, Escape for none.
class TimeBarTable : public QWidget {
    Q_OBJECT
public:
    enum class Choice : quint8 {
        Current,  ///< one row is marked as chosen
        Marks,    ///< the same, and several can be marked to act on them at once
        Activate, ///< rows only lead somewhere
    };

    TimeBarTable(GrantListModel* model, const QDate& today, Choice choice,
                 QWidget* parent = nullptr);
    void setCurrent(const QString& grantId);
    VirtualList& list() { return *m_list; }

signals:
    void grantChosen(const QString& id);

private:
    void refit();

    GrantListModel* m_model;
    QDate m_today;
    VirtualList* m_list;
    QWidget* m_head;
    TimeBarDelegate* m_delegate;
};

/// One grant's bar alone, as on the signing page: from today, with the usual length for comparison.
class SingleTimeBar : public QWidget, public Spoken {
    Q_OBJECT
public:
    SingleTimeBar(const QDate& today, const QDate& ends, const QDate& usualEnd,
                  QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QDate m_today;
    QDate m_ends;
    QDate m_usual;
};

} // namespace consentry::ui
