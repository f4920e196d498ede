#include "ui/widgets/hint_bar.h"

#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/rebuilding.h"

#include <QEvent>

namespace consentry::ui {

HintBar::HintBar(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(px(16), px(8), px(16), px(8));
    hide();
}

void HintBar::setHint(const QString& words) {
    if (words != m_words) {
        m_words = words;
        rebuild();
    }
}

void HintBar::rebuild() {
    const FocusKeeper focus(*this);
    retire(m_shown);
    m_shown = nullptr;
    setVisible(!m_words.isEmpty());
    if (m_words.isEmpty()) {
        return;
    }
    auto* banner = new Banner(Banner::Tone::Info, m_words);
    banner->setObjectName(QStringLiteral("hint"));
    banner->setAccessibleName(m_words);
    auto* understood = new Button(Button::Kind::Outlined, tr("Got it"));
    understood->setObjectName(QStringLiteral("hintUnderstood"));
    connect(understood, &Button::clicked, this, &HintBar::understood);
    auto* refused = new Button(Button::Kind::Plain, tr("No more hints"));
    refused->setObjectName(QStringLiteral("hintsRefused"));
    connect(refused, &Button::clicked, this, &HintBar::refused);
    banner->addAction(refused);
    banner->addAction(understood);
    m_shown = banner;
    m_column->addWidget(banner);
    focus.giveBack(*banner);
}

void HintBar::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), color(Role::Canvas));
}

/// Buttons and sizes; who shows the words knows them in the new language.
void HintBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        rebuild();
    }
    QWidget::changeEvent(event);
}

} // namespace consentry::ui
