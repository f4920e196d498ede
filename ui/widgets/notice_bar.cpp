#include "ui/widgets/notice_bar.h"

#include "ui/style/spoken.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

namespace consentry::ui {

NoticeBar::NoticeBar(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

void NoticeBar::replace(QWidget*& old, QWidget* now) {
    if (old != nullptr) {
        m_column->removeWidget(old);
        old->hide();
        old->deleteLater();
    }
    old = now;
    if (now != nullptr) {
        m_column->addWidget(now);
        tellAlert(*now);
    }
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
