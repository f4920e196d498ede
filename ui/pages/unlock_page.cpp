#include "ui/pages/unlock_page.h"

#include "ui/pages/seal_stamp.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/secure_line_edit.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {

UnlockPage::UnlockPage(QWidget* parent) : Page(parent) {}

void UnlockPage::setView(const UnlockView& view) {
    m_view = view;
    rebuild();
    if (isVisible() && m_field != nullptr && !view.isBusy) {
        m_field->setFocus(Qt::OtherFocusReason);
    }
}

void UnlockPage::build(QVBoxLayout& column) {
    m_field = nullptr;
    column.addStretch(1);
    column.addWidget(new SealStamp(52), 0, Qt::AlignLeft);
    column.addSpacing(px(20));
    if (m_view.isPreparing) {
        addHead(
            column, m_view.vaultName,
            mutedText(tr("Five hospitals live through a hundred days. This takes some seconds.")));
        column.addStretch(2);
        return;
    }
    addHead(column, tr("Unlock"), mutedText(m_view.vaultName));
    auto* label = new Text(tr("Passphrase"), TextSize::Body, Role::Ink, TextWeight::Bold);
    column.addWidget(label);
    column.addSpacing(px(6));
    m_field = new SecureLineEdit(tr("Passphrase"));
    m_field->setObjectName(u"passphrase"_s);
    m_field->setEnabled(!m_view.isBusy);
    connect(m_field, &SecureLineEdit::returnPressed, this, &UnlockPage::submit);
    column.addWidget(m_field);
    column.addSpacing(px(12));
    if (!m_view.problem.isEmpty()) {
        column.addWidget(new Banner(Banner::Tone::Danger, m_view.problem));
        column.addSpacing(px(12));
    }
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(px(12));
    auto* unlock = new Button(Button::Kind::Filled, m_view.isBusy ? tr("Opening …") : tr("Unlock"));
    unlock->setObjectName(u"unlock"_s);
    unlock->setEnabled(!m_view.isBusy);
    connect(unlock, &Button::clicked, this, &UnlockPage::submit);
    row->addWidget(unlock);
    auto* other = new Button(Button::Kind::Plain, tr("Another vault"));
    other->setObjectName(u"otherVault"_s);
    connect(other, &Button::clicked, this, &UnlockPage::otherVaultAsked);
    row->addWidget(other);
    row->addStretch(1);
    column.addLayout(row);
    if (m_view.canRecover) {
        auto* recover = new Button(Button::Kind::Link, tr("I forgot it: open with the 24 words"));
        recover->setObjectName(u"recover"_s);
        connect(recover, &Button::clicked, this, &UnlockPage::recoverAsked);
        column.addSpacing(px(8));
        column.addWidget(recover, 0, Qt::AlignLeft);
    }
    column.addStretch(2);
}

void UnlockPage::submit() {
    if (m_field != nullptr && !m_field->isEmpty() && !m_view.isBusy) {
        emit unlockAsked(std::make_shared<SecretBytes>(m_field->take()));
    }
}

void UnlockPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_field != nullptr) {
        m_field->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace consentry::ui
