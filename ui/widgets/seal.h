#pragma once

#include "ui/style/painting.h"
#include "ui/style/spoken.h"

namespace consentry::ui {

/// The stamp at the right of a grant: full once proven, else a dashed empty square; with a word
/// and, when proven, the time.
class Seal : public QWidget, public Spoken {
    Q_OBJECT
public:
    enum class State : quint8 { Empty, Proven, Revoked };

    Seal(State state, const QString& word, const QString& time, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    State m_state;
    QString m_word;
    QString m_time;
};

} // namespace consentry::ui
