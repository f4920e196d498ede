#include "ui/widgets/decision_page.h"

#include "ui/style/spoken.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace consentry::ui {

void DecisionPage::focusBack() {
    if (auto* back = findChild<Button*>(u"back"_s)) {
        window()->setAttribute(Qt::WA_KeyboardFocusChange);
        back->setFocus(Qt::TabFocusReason);
    }
}

void DecisionPage::showStage() {
    const QWidget* before = window()->focusWidget();
    const bool wasHere = before != nullptr && isAncestorOf(before);
    rebuild();
    if (!isVisible()) {
        return;
    }
    auto* title = findChild<Text*>(u"pageTitle"_s);
    if (title != nullptr && title->plainWords() != m_told) {
        m_told = title->plainWords();
        tellAlert(*title);
    }
    const QWidget* now = window()->focusWidget();
    if (isUndecided()) {
        focusBack();
    } else if (wasHere && (now == nullptr || !isAncestorOf(now) || !now->isVisible())) {
        for (const QString& name : {u"undo"_s, u"retry"_s, u"done"_s}) {
            if (auto* button = findChild<Button*>(name)) {
                button->setFocus(Qt::OtherFocusReason);
                return;
            }
        }
    }
}

void DecisionPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (isUndecided()) {
        focusBack();
    }
}

void DecisionPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isUndecided()) {
        emit backAsked();
        return;
    }
    Page::keyPressEvent(event);
}

ConfirmPage::ConfirmPage(QWidget* parent) : DecisionPage(parent) {}

void ConfirmPage::setView(const ConfirmView& view) {
    m_view = view;
    m_assented = false;
    rebuild();
    if (isVisible()) {
        focusBack();
    }
}

void ConfirmPage::build(QVBoxLayout& column) {
    addHead(column, m_view.title, mutedText(m_view.lead));
    if (!m_view.consequences.isEmpty()) {
        column.addWidget(new Rule);
    }
    for (const ConfirmView::Consequence& each : std::as_const(m_view.consequences)) {
        column.addWidget(new ListRow(each.title, each.detail, new Symbol(each.icon, Role::Primary),
                                     nullptr, TextSize::Body, TextWeight::Regular));
        column.addWidget(new Rule);
    }
    if (!m_view.assent.isEmpty()) {
        auto* assent = new QCheckBox(m_view.assent);
        assent->setObjectName(u"assent"_s);
        assent->setChecked(m_assented);
        connect(assent, &QCheckBox::toggled, this, [this](bool on) {
            m_assented = on;
            if (auto* confirm = findChild<Button*>(u"confirm"_s)) {
                confirm->setEnabled(on);
            }
        });
        column.addSpacing(px(12));
        column.addWidget(assent);
    }
    column.addStretch(1);
}

QWidget* ConfirmPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back =
        new Button(Button::Kind::Outlined, m_view.back.isEmpty() ? tr("Back") : m_view.back,
                   nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &ConfirmPage::backAsked);
    auto* confirm =
        new Button(m_view.isGrave ? Button::Kind::Danger : Button::Kind::Filled, m_view.confirm);
    confirm->setObjectName(u"confirm"_s);
    confirm->setEnabled(m_view.assent.isEmpty() || m_assented);
    connect(confirm, &Button::clicked, this, &ConfirmPage::confirmed);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    bar->row().addWidget(confirm);
    return bar;
}

} // namespace consentry::ui
