#pragma once

#include "ui/widgets/notice_bar.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

namespace consentry::desktop {

/// Says how far a first or a long catching up with the log is, over whatever page is shown: only
/// where it takes so long that somebody might wonder, and nothing else is under way there. Lives on
/// the GUI thread.
class CatchUp : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 wonderMs = 700;

    explicit CatchUp(ui::NoticeBar& notices, QObject* parent = nullptr)
        : QObject(parent), m_notices(notices) {}

    /// The ledger is asked. Without an end() before it goes on.
    void begin();
    /// Of rows, or of details that wait.
    void setProgress(qint64 done, qint64 total);
    void end();

signals:
    /// The person does not want to wait.
    void stopped();

private:
    ui::NoticeBar& m_notices;
    QElapsedTimer m_since; ///< invalid: nothing is under way
    QPointer<ui::ProgressRow> m_row;
};

} // namespace consentry::desktop
