#include "ui/pages/recover_page.h"

#include "ui/pages/passphrase_fields.h"
#include "ui/widgets/button.h"
#include "ui/widgets/words_entry.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {

RecoverPage::RecoverPage(QWidget* parent) : Page(parent) {}

void RecoverPage::setView(const RecoverView& view) {
    m_view = view;
    rebuild();
    if (isVisible() && m_entry != nullptr) {
        m_entry->setFocus(Qt::OtherFocusReason);
    }
}

void RecoverPage::forget() {
    m_words.clear();
    m_passphrase.clear();
    m_entry = nullptr;
    m_fields = nullptr;
    m_view = {};
    if (isBuilt()) {
        rebuild();
    }
}

/// The page is built anew, also for another language: what was typed goes with it.
void RecoverPage::keepTyped() {
    if (m_entry != nullptr) {
        m_words = m_entry->words();
    }
    if (m_fields != nullptr && m_fields->isReady()) {
        m_passphrase = m_fields->take();
    }
}

void RecoverPage::build(QVBoxLayout& column) {
    keepTyped();
    m_entry = nullptr;
    m_fields = nullptr;
    if (m_view.isBusy) {
        addHead(column, tr("The vault is being opened"),
                mutedText(tr("So that guessing is slow, this takes some seconds.")));
        column.addStretch(1);
        return;
    }
    addHead(column, tr("Open with the 24 words"),
            mutedText(tr("They stand on the paper that you wrote when %1 was made. The forgotten "
                         "passphrase stops working; the one that you choose here takes its place.")
                          .arg(m_view.vaultName)));
    if (!m_view.problem.isEmpty()) {
        auto* problem = new Banner(Banner::Tone::Danger, m_view.problem);
        problem->setObjectName(u"problem"_s);
        column.addWidget(problem);
        column.addSpacing(px(16));
    }
    auto* card = new Card;
    m_entry = new WordsEntry;
    m_entry->put(m_words);
    connect(m_entry, &WordsEntry::changed, this, &RecoverPage::updateReady);
    card->column().addWidget(m_entry);
    column.addWidget(card);
    column.addSpacing(px(24));
    column.addWidget(
        new Text(tr("The new passphrase"), TextSize::Section, Role::Ink, TextWeight::Bold));
    column.addSpacing(px(12));
    m_fields = new PassphraseFields;
    m_fields->put(m_passphrase.expose());
    connect(m_entry, &WordsEntry::submitted, m_fields,
            [this] { m_fields->setFocus(Qt::TabFocusReason); });
    connect(m_fields, &PassphraseFields::readyChanged, this, &RecoverPage::updateReady);
    connect(m_fields, &PassphraseFields::submitted, this, &RecoverPage::submit);
    column.addWidget(m_fields);
    column.addStretch(1);
}

QWidget* RecoverPage::buildFooter() {
    m_open = nullptr;
    if (m_view.isBusy) {
        return nullptr;
    }
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &RecoverPage::backAsked);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    m_open = new Button(Button::Kind::Filled, tr("Open"));
    m_open->setObjectName(u"openWithWords"_s);
    connect(m_open, &Button::clicked, this, &RecoverPage::submit);
    bar->row().addWidget(m_open);
    updateReady();
    return bar;
}

bool RecoverPage::isReady() const {
    return m_entry != nullptr && m_entry->isComplete() && m_fields->isReady();
}

void RecoverPage::updateReady() {
    if (m_open != nullptr) {
        m_open->setEnabled(isReady());
    }
}

void RecoverPage::submit() {
    if (!isReady()) {
        return;
    }
    keepTyped();
    emit recoverAsked(std::make_shared<SecretBytes>(m_words.clone()),
                      std::make_shared<SecretBytes>(m_passphrase.clone()));
}

void RecoverPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_entry != nullptr) {
        m_entry->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace consentry::ui
