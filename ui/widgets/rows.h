#pragma once

#include "ui/style/spoken.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QLineEdit>

namespace consentry::ui {

class Button;
class RowLayout;

/// A row of two lines (24 + 20 pixels) with something at its left and its right.
class ListRow : public QWidget {
    Q_OBJECT
public:
    ListRow(const QString& title, const QString& detail, QWidget* leading = nullptr,
            QWidget* parent = nullptr, TextSize titleSize = TextSize::Body,
            TextWeight titleWeight = TextWeight::Bold);
    void addTrailing(QWidget* widget);
    /// Words at the right, as a count.
    void addTrailing(const QString& words, TextWeight weight = TextWeight::Regular,
                     Role role = Role::Muted);

private:
    RowLayout* m_row;
};

/// A name at the left and its value with an optional second line: "Who  Dr Wang Min".
class FactRow : public QWidget {
    Q_OBJECT
public:
    FactRow(const QString& label, const QString& value, const QString& detail,
            QWidget* parent = nullptr, int labelWidth = 76);
};

/// A search field with our icon and height.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const QString& placeholder, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

/// Long work: what it does, how far it is, and a way to stop it. A total of 0 is unknown: then the
/// rail is hatched, and only what is done is counted.
class ProgressRow : public QWidget, public Spoken {
    Q_OBJECT
public:
    explicit ProgressRow(const QString& words, QWidget* parent = nullptr);
    void setProgress(qint64 done, qint64 total);
    /// Stopping was asked for and takes a moment: the button is gone, the words say so.
    void setStopping();

    QAccessible::Role spokenRole() const override { return QAccessible::ProgressBar; }
    std::optional<Value> spokenValue() const override;

signals:
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString amount() const;

    qint64 m_done = 0;
    qint64 m_total = 0;
    Text* m_words;
    Text* m_amount;
    Button* m_stop;
};

/// The way of a signed message: signed, sent, in block N, proven. `reached` stages are done, the
/// next one is under way.
class StageStepper : public QWidget, public Spoken {
    Q_OBJECT
public:
    enum class Stage : quint8 { None, Signed, Sent, InBlock, Proven };

    explicit StageStepper(QWidget* parent = nullptr);
    /// `block` is named in the third stage once it is known (0 = not yet).
    void setStage(Stage reached, qint64 block, bool failed = false);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    int spokenItemCount() const override;
    Item spokenItem(int index) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList words() const;
    bool isStacked(int width) const;
    QRectF cellOf(int stage) const;
    void paintStage(QPainter& painter, int stage) const;

    Stage m_reached = Stage::None;
    qint64 m_block = 0;
    bool m_failed = false;
};

/// Counts down the seconds in which something can still be undone.
class UndoBar : public QWidget {
    Q_OBJECT
public:
    /// Counts down to `end`; `total` seconds are the whole bar. A bar that is built anew with the
    /// same end goes on where the one before it was.
    UndoBar(int total, const QDeadlineTimer& end, QWidget* parent = nullptr);
    int secondsLeft() const;

signals:
    void undone();
    void expired();

protected:
    void timerEvent(QTimerEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showLeft();
    qint64 millisecondsLeft() const;

    int m_total;
    QDeadlineTimer m_end;
    bool m_isUndone = false;
    QBasicTimer m_tick;
    Text* m_words;
};

} // namespace consentry::ui
