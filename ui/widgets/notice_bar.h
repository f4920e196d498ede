#pragma once

#include "ui/widgets/card.h"

#include <functional>

namespace consentry::ui {

class ProgressRow;

/// Over every page: what is wrong with the vault, for as long as it is; what has just happened,
/// until it is dismissed; and long work under way. Takes no focus, and screen readers say it.
class NoticeBar : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);

    /// Empty: nothing is wrong.
    void setAlarm(const QString& words);
    /// Takes the place of what was told before.
    void tell(Banner::Tone tone, const QString& words);
    /// Asks before something is done; takes the place of what was told before. `yes` is called
    /// where the person agrees.
    void ask(const QString& question, const QString& agreement, std::function<void()> yes);
    /// One at a time: takes the place of the one before. Valid until endTask() or clear().
    ProgressRow& beginTask(const QString& words);
    void endTask();
    bool hasTask() const { return m_task.shown != nullptr; }
    /// The vault is being locked: nothing of it stays on screen.
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// Each kind has its place, whichever came first: the alarm stands on top.
    struct Slot {
        QVBoxLayout* place = nullptr;
        QWidget* shown = nullptr;
    };
    void replace(Slot& slot, QWidget* now);
    Banner& showNotice(Banner::Tone tone, const QString& words, const QString& ending);
    void dismiss();

    QString m_alarmWords;
    Slot m_alarm;
    Slot m_task;
    Slot m_notice;
};

} // namespace consentry::ui
