#include "ui/widgets/notice_bar.h"

#include "ui/style/spoken.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

namespace consentry::ui {

NoticeBar::NoticeBar(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(16), px(8), px(16), px(8));
    column->setSpacing(px(8));
    for (Slot* slot : {&m_alarm, &m_task, &m_notice}) {
        slot->place = new QVBoxLayout;
        column->addLayout(slot->place);
    }
    hide();
}

void NoticeBar::replace(Slot& slot, QWidget* now) {
    if (slot.shown != nullptr) {
        slot.place->removeWidget(slot.shown);
        slot.shown->hide();
        slot.shown->deleteLater();
    }
    slot.shown = now;
    if (now != nullptr) {
        slot.place->addWidget(now);
    }
    // Without anything its margins would still take room.
    setVisible(m_alarm.shown != nullptr || m_task.shown != nullptr || m_notice.shown != nullptr);
    if (now != nullptr) {
        tellAlert(*now);
    }
}

void NoticeBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::Canvas));
    drawHairline(painter, 0, width(), height() - 1, color(Role::Line));
}

void NoticeBar::setAlarm(const QString& words) {
    if (words == m_alarmWords) {
        return;
    }
    m_alarmWords = words;
    auto* banner = words.isEmpty() ? nullptr : new Banner(Banner::Tone::Danger, words);
    if (banner != nullptr) {
        banner->setObjectName(QStringLiteral("alarm"));
        banner->setAccessibleName(words);
    }
    replace(m_alarm, banner);
}

Banner& NoticeBar::showNotice(Banner::Tone tone, const QString& words, const QString& ending) {
    auto* banner = new Banner(tone, words);
    banner->setObjectName(QStringLiteral("notice"));
    banner->setAccessibleName(words);
    auto* close = new Button(Button::Kind::Outlined, ending);
    close->setObjectName(QStringLiteral("dismissNotice"));
    connect(close, &Button::clicked, this, &NoticeBar::dismiss);
    banner->addAction(close);
    replace(m_notice, banner);
    return *banner;
}

void NoticeBar::tell(Banner::Tone tone, const QString& words) {
    showNotice(tone, words, tr("OK"));
}

void NoticeBar::ask(const QString& question, const QString& agreement, std::function<void()> yes) {
    Banner& banner = showNotice(Banner::Tone::Warn, question, tr("No"));
    auto* agree = new Button(Button::Kind::Outlined, agreement);
    agree->setObjectName(QStringLiteral("agreeNotice"));
    connect(agree, &Button::clicked, this, [this, yes = std::move(yes)] {
        dismiss();
        yes();
    });
    banner.addAction(agree);
}

void NoticeBar::dismiss() {
    replace(m_notice, nullptr);
}

ProgressRow& NoticeBar::beginTask(const QString& words) {
    auto* holder = new QWidget;
    auto* row = new QVBoxLayout(holder);
    row->setContentsMargins(px(16), px(8), px(16), px(8));
    auto* progress = new ProgressRow(words);
    row->addWidget(progress);
    holder->setObjectName(QStringLiteral("task"));
    holder->setAccessibleName(words);
    replace(m_task, holder);
    return *progress;
}

void NoticeBar::endTask() {
    replace(m_task, nullptr);
}

void NoticeBar::clear() {
    setAlarm({});
    dismiss();
    endTask();
}

} // namespace consentry::ui
