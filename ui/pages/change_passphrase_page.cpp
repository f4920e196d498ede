#include "ui/pages/change_passphrase_page.h"

#include "ui/pages/passphrase_fields.h"
#include "ui/widgets/button.h"
#include "ui/widgets/secure_line_edit.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {

ChangePassphrasePage::ChangePassphrasePage(QWidget* parent) : Page(parent) {}

void ChangePassphrasePage::setView(const ChangePassphraseView& view) {
    m_view = view;
    rebuild();
    if (isVisible() && m_current != nullptr) {
        m_current->setFocus(Qt::OtherFocusReason);
    }
}

void ChangePassphrasePage::forget() {
    m_next.clear();
    m_current = nullptr;
    m_fields = nullptr;
    m_view = {};
    if (isBuilt()) {
        rebuild();
    }
}

/// The page is built anew, also for another language: the new one, typed twice, goes with it.
void ChangePassphrasePage::keepTyped() {
    if (m_fields != nullptr && m_fields->isReady()) {
        m_next = m_fields->take();
    }
}

void ChangePassphrasePage::build(QVBoxLayout& column) {
    keepTyped();
    m_current = nullptr;
    m_fields = nullptr;
    if (m_view.isBusy) {
        addHead(column, tr("The passphrase is being changed"),
                mutedText(tr("So that guessing is slow, this takes some seconds.")));
        column.addStretch(1);
        return;
    }
    addHead(column, tr("Change the passphrase"),
            mutedText(tr("From then on only the new one opens this vault. The 24 words stay as "
                         "they are.")));
    if (!m_view.problem.isEmpty()) {
        auto* problem = new Banner(Banner::Tone::Danger, m_view.problem);
        problem->setObjectName(u"problem"_s);
        column.addWidget(problem);
        column.addSpacing(px(16));
    }
    column.addWidget(
        new Text(tr("The old passphrase"), TextSize::Section, Role::Ink, TextWeight::Bold));
    column.addSpacing(px(12));
    m_current = new SecureLineEdit(tr("The old passphrase"));
    m_current->setObjectName(u"currentPassphrase"_s);
    column.addWidget(m_current);
    column.addSpacing(px(24));
    column.addWidget(
        new Text(tr("The new passphrase"), TextSize::Section, Role::Ink, TextWeight::Bold));
    column.addSpacing(px(12));
    m_fields = new PassphraseFields;
    m_fields->put(m_next.expose());
    column.addWidget(m_fields);
    column.addStretch(1);
    connect(m_current, &SecureLineEdit::edited, this, &ChangePassphrasePage::updateReady);
    connect(m_current, &SecureLineEdit::returnPressed, m_fields,
            [this] { m_fields->setFocus(Qt::TabFocusReason); });
    connect(m_fields, &PassphraseFields::readyChanged, this, &ChangePassphrasePage::updateReady);
    connect(m_fields, &PassphraseFields::submitted, this, &ChangePassphrasePage::submit);
}

QWidget* ChangePassphrasePage::buildFooter() {
    m_change = nullptr;
    if (m_view.isBusy) {
        return nullptr;
    }
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &ChangePassphrasePage::backAsked);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    m_change = new Button(Button::Kind::Filled, tr("Change"));
    m_change->setObjectName(u"changePassphrase"_s);
    connect(m_change, &Button::clicked, this, &ChangePassphrasePage::submit);
    bar->row().addWidget(m_change);
    updateReady();
    return bar;
}

bool ChangePassphrasePage::isReady() const {
    return m_current != nullptr && !m_current->isEmpty() && m_fields->isReady();
}

void ChangePassphrasePage::updateReady() {
    if (m_change != nullptr) {
        m_change->setEnabled(isReady());
    }
}

void ChangePassphrasePage::submit() {
    if (!isReady()) {
        return;
    }
    auto current = std::make_shared<SecretBytes>(m_current->take());
    keepTyped();
    emit changeAsked(current, std::make_shared<SecretBytes>(m_next.clone()));
}

void ChangePassphrasePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_current != nullptr) {
        m_current->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace consentry::ui
