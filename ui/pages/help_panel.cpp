#include "ui/pages/help_panel.h"

#include "ui/models/help_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int widthMax = 460;
const QString glossary = u"glossary"_s;

/// A step with its dot, so that lines below each other begin below each other.
QWidget* makeStep(const QString& words) {
    auto* row = new QWidget;
    auto* across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(px(8));
    auto* dot = new Text(u"•"_s, TextSize::Body, Role::Primary, TextWeight::Bold);
    dot->setSingleLine();
    across->addWidget(dot, 0, Qt::AlignTop);
    across->addWidget(new Text(words, TextSize::Body), 1);
    return row;
}

} // namespace

HelpPanel::HelpPanel(QWidget& window) : Overlay(window) {
    setObjectName(u"helpPanel"_s);
}

void HelpPanel::open(const QString& topic) {
    m_topic = topic;
    showOver();
    build(topic);
}

void HelpPanel::build(const QString& topic) {
    if (m_panel != nullptr) {
        // Its own button may be the one whose signal brought us here.
        m_panel->hide();
        m_panel->setParent(nullptr);
        m_panel->deleteLater();
    }
    const HelpText help = helpText(topic, Appearance::current().language());
    m_panel = new SidePanel(help.title, this);
    m_panel->setObjectName(u"help"_s);
    m_panel->setOverlay(true);
    m_panel->setHead(new Text(help.title, TextSize::Section, Role::Ink, TextWeight::Bold));
    setAccessibleName(tr("Help: %1").arg(help.title));
    QVBoxLayout& body = m_panel->body();
    for (const HelpText::Part& part : help.parts) {
        body.addWidget(part.isStep ? makeStep(part.words) : new Text(part.words, TextSize::Body));
        body.addSpacing(px(part.isStep ? 8 : 12));
    }
    body.addSpacing(px(8));
    const bool isGlossary = topic == glossary;
    auto* other = new Button(Button::Kind::Outlined,
                             isGlossary ? tr("Back to this page's help") : tr("What words mean"));
    other->setObjectName(u"helpOther"_s);
    connect(other, &Button::clicked, this,
            [this, isGlossary] { build(isGlossary ? m_topic : glossary); });
    body.addWidget(other, 0, Qt::AlignLeft);
    body.addStretch(1);
    connect(m_panel, &SidePanel::closed, this, &HelpPanel::dismiss);
    follow();
    m_panel->show();
    other->setFocus(Qt::OtherFocusReason);
}

const QWidget* HelpPanel::panel() const {
    return m_panel;
}

void HelpPanel::place() {
    const int width = qMin(px(widthMax), this->width());
    const int left = layoutDirection() == Qt::RightToLeft ? 0 : this->width() - width;
    m_panel->setGeometry(left, 0, width, height());
}

void HelpPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace consentry::ui
