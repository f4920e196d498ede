#include "ui/pages/unlock_page.h"

#include "ui/pages/seal_stamp.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/secure_line_edit.h"

#include <QCheckBox>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {

UnlockPage::UnlockPage(QWidget* parent) : Page(parent) {}

void UnlockPage::setView(const UnlockView& view) {
    m_remembers = wantsToRemember() && view.canRemember;
    m_view = view;
    rebuild();
    if (isVisible() && m_field != nullptr && !view.isBusy) {
        m_field->setFocus(Qt::OtherFocusReason);
    }
}

void UnlockPage::setProgress(qint64 done, qint64 total) {
    if (m_progress != nullptr) {
        m_progress->setProgress(done, total);
    }
}

bool UnlockPage::wantsToRemember() const {
    return m_remember != nullptr ? m_remember->isChecked() : m_remembers;
}

void UnlockPage::build(QVBoxLayout& column) {
    m_field = nullptr;
    m_remember = nullptr;
    m_progress = nullptr;
    column.addStretch(1);
    column.addWidget(new SealStamp(52), 0, Qt::AlignLeft);
    column.addSpacing(px(20));
    if (m_view.isPreparing) {
        buildPreparing(column);
        return;
    }
    addHead(column, tr("Unlock"), mutedText(m_view.vaultName));
    if (!m_view.notice.isEmpty()) {
        column.addWidget(new Banner(Banner::Tone::Info, m_view.notice));
        column.addSpacing(px(16));
    }
    column.addWidget(new Text(tr("Passphrase"), TextSize::Body, Role::Ink, TextWeight::Bold));
    column.addSpacing(px(6));
    m_field = new SecureLineEdit(tr("Passphrase"));
    m_field->setObjectName(u"passphrase"_s);
    m_field->setEnabled(!m_view.isBusy);
    connect(m_field, &SecureLineEdit::returnPressed, this, &UnlockPage::submit);
    column.addWidget(m_field);
    column.addSpacing(px(12));
    if (!m_view.problem.isEmpty()) {
        auto* problem = new Banner(Banner::Tone::Danger, m_view.problem);
        problem->setObjectName(u"problem"_s);
        column.addWidget(problem);
        column.addSpacing(px(12));
    }
    if (m_view.canRemember) {
        m_remember = new QCheckBox(tr("Remember where this vault is"));
        m_remember->setObjectName(u"remember"_s);
        m_remember->setChecked(m_remembers);
        m_remember->setEnabled(!m_view.isBusy);
        m_remember->setMinimumHeight(px(size::target));
        m_remember->setToolTip(
            tr("Its folder is then written into this computer's settings, in plain text."));
        m_remember->setAccessibleDescription(m_remember->toolTip());
        column.addWidget(m_remember, 0, Qt::AlignLeft);
        column.addSpacing(px(4));
    }
    buildButtons(column);
    column.addStretch(2);
}

void UnlockPage::buildPreparing(QVBoxLayout& column) {
    addHead(column, m_view.vaultName,
            mutedText(tr("Invented hospitals and a hundred days of records are being made. This "
                         "takes some seconds.")));
    m_progress = new ProgressRow(tr("Preparing …"));
    connect(m_progress, &ProgressRow::cancelled, this, &UnlockPage::preparingStopped);
    column.addWidget(m_progress);
    column.addStretch(2);
}

void UnlockPage::buildButtons(QVBoxLayout& column) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(12));
    auto* unlock = new Button(Button::Kind::Filled, m_view.isBusy ? tr("Opening …") : tr("Unlock"));
    unlock->setObjectName(u"unlock"_s);
    unlock->setEnabled(!m_view.isBusy);
    connect(unlock, &Button::clicked, this, &UnlockPage::submit);
    row->addWidget(unlock);
    auto* other = new Button(Button::Kind::Plain, tr("Another vault"));
    other->setObjectName(u"otherVault"_s);
    other->setEnabled(!m_view.isBusy);
    connect(other, &Button::clicked, this, &UnlockPage::otherVaultAsked);
    row->addWidget(other);
    row->addStretch(1);
    column.addLayout(row);
    if (m_view.canRecover) {
        auto* recover = new Button(Button::Kind::Link, tr("I forgot it: open with the 24 words"));
        recover->setObjectName(u"recover"_s);
        recover->setEnabled(!m_view.isBusy);
        connect(recover, &Button::clicked, this, &UnlockPage::recoverAsked);
        column.addSpacing(px(8));
        column.addWidget(recover, 0, Qt::AlignLeft);
    }
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
