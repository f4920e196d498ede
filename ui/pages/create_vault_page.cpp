#include "ui/pages/create_vault_page.h"

#include "ui/pages/passphrase_fields.h"
#include "ui/pages/words_check.h"
#include "ui/widgets/button.h"
#include "ui/widgets/name_field.h"
#include "ui/widgets/words_sheet.h"

#include <QCheckBox>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

using Step = CreateVaultView::Step;

SharedSecret shared(const SecretBytes& secret) {
    return std::make_shared<SecretBytes>(secret.clone());
}

} // namespace

CreateVaultPage::CreateVaultPage(QWidget* parent) : Page(parent) {}

void CreateVaultPage::setView(const CreateVaultView& view) {
    if (view.step > Step::Passphrase && !m_chosen.isEmpty()) {
        m_current = std::move(m_chosen);
    }
    if (view.step <= Step::Passphrase) {
        m_words.clear();
    }
    m_view = view;
    rebuild();
    focusFirst();
}

void CreateVaultPage::setWords(SecretBytes words) {
    m_words = std::move(words);
    if (isBuilt()) {
        rebuild();
        focusFirst();
    }
}

void CreateVaultPage::forget() {
    m_name.clear();
    m_vaultName.clear();
    m_words.clear();
    m_current.clear();
    m_chosen.clear();
    m_view = {};
    if (isBuilt()) {
        rebuild();
    }
}

void CreateVaultPage::build(QVBoxLayout& column) {
    m_nameField = nullptr;
    m_vaultField = nullptr;
    m_fields = nullptr;
    m_check = nullptr;
    m_sheet = nullptr;
    switch (m_view.step) {
    case Step::Name:
        buildName(column);
        break;
    case Step::Passphrase:
        buildPassphrase(column);
        break;
    case Step::Words:
        buildWords(column);
        break;
    case Step::Check:
        addHead(column, tr("Three of your words"),
                mutedText(tr("So that you know the paper is right.")));
        m_check = new WordsCheck(m_words);
        connect(m_check, &WordsCheck::submitted, this, &CreateVaultPage::submit);
        column.addWidget(m_check);
        break;
    }
    column.addStretch(1);
}

void CreateVaultPage::buildName(QVBoxLayout& column) {
    addHead(
        column, tr("What is your name?"),
        mutedText(tr("It stays in this vault, so that you know whose it is once it is open. You "
                     "can change it in Settings, or leave it empty.")));
    m_nameField = new NameField(tr("Your name"));
    m_nameField->setText(m_name);
    connect(m_nameField, &QLineEdit::returnPressed, this, &CreateVaultPage::submit);
    column.addWidget(m_nameField);
    column.addSpacing(px(24));
    addSection(column, tr("What is the vault called?"));
    column.addWidget(
        mutedText(tr("This name is shown before the vault is unlocked, to anybody at this "
                     "computer: better not a real name. Left empty, it is called “My vault”.")));
    column.addSpacing(px(8));
    m_vaultField = new NameField(tr("Name of the vault"));
    m_vaultField->setObjectName(u"vaultName"_s);
    m_vaultField->setMaxLength(vaultNameMax);
    m_vaultField->setText(m_vaultName);
    connect(m_vaultField, &QLineEdit::returnPressed, this, &CreateVaultPage::submit);
    column.addWidget(m_vaultField);
}

void CreateVaultPage::buildPassphrase(QVBoxLayout& column) {
    if (m_view.isBusy) {
        addHead(column,
                m_current.isEmpty() ? tr("Your vault is being made")
                                    : tr("The passphrase is being changed"),
                mutedText(tr("So that guessing is slow, this takes some seconds.")));
        return;
    }
    addHead(column, tr("Choose a passphrase"),
            mutedText(tr("It opens your vault on this computer. Four or five words that only you "
                         "would put together are good.")));
    if (!m_view.problem.isEmpty()) {
        column.addWidget(new Banner(Banner::Tone::Danger, m_view.problem));
        column.addSpacing(px(16));
    }
    m_fields = new PassphraseFields;
    connect(m_fields, &PassphraseFields::submitted, this, &CreateVaultPage::submit);
    column.addWidget(m_fields);
}

void CreateVaultPage::buildWords(QVBoxLayout& column) {
    addHead(column, tr("Write these 24 words on paper"),
            mutedText(tr("They bring everything back if this computer is lost or the passphrase "
                         "forgotten. They are shown only until you have checked them. Whoever has "
                         "them can open your data: keep the paper like a passport, and take no "
                         "photo.")));
    auto* card = new Card;
    m_sheet = new WordsSheet(m_words);
    card->column().addWidget(m_sheet);
    column.addWidget(card);
    column.addSpacing(px(8));
    auto* aloud = new QCheckBox(tr("Let a screen reader say the words"));
    aloud->setObjectName(u"readAloud"_s);
    aloud->setAccessibleDescription(
        tr("While this is on, the words leave this program: be alone in the room."));
    aloud->setToolTip(aloud->accessibleDescription());
    aloud->setMinimumHeight(px(size::target));
    connect(aloud, &QCheckBox::toggled, m_sheet, &WordsSheet::setReadAloud);
    column.addWidget(aloud, 0, Qt::AlignLeft);
}

void CreateVaultPage::goTo(Step step) {
    CreateVaultView next = m_view;
    next.step = step;
    next.problem.clear();
    setView(next);
}

void CreateVaultPage::goBack() {
    switch (m_view.step) {
    case Step::Name:
        emit cancelAsked();
        break;
    case Step::Passphrase:
        if (m_current.isEmpty()) {
            emit nameChosen();
        } else {
            goTo(Step::Name); // the vault is made, its consortium chosen
        }
        break;
    case Step::Words:
        if (m_view.isReminder) {
            emit cancelAsked();
        } else {
            goTo(Step::Passphrase);
        }
        break;
    case Step::Check:
        goTo(Step::Words);
        break;
    }
}

void CreateVaultPage::submitName() {
    const QString before = std::exchange(m_name, m_nameField->name());
    const QString vaultBefore = std::exchange(m_vaultName, m_vaultField->name());
    if (!m_current.isEmpty() && m_name != before) {
        emit nameReplaced(m_name);
    }
    if (!m_current.isEmpty() && m_vaultName != vaultBefore) {
        emit vaultNameReplaced(m_vaultName);
    }
    if (m_current.isEmpty()) {
        emit nameChosen();
    } else {
        goTo(Step::Passphrase);
    }
}

void CreateVaultPage::submitPassphrase() {
    if (m_fields == nullptr || !m_fields->isReady()) {
        return;
    }
    m_chosen = m_fields->take();
    if (m_current.isEmpty()) {
        emit passphraseChosen(shared(m_chosen), m_name);
    } else if (equalInConstantTime(m_chosen.expose(), m_current.expose())) {
        emit wordsAsked();
    } else {
        emit passphraseReplaced(shared(m_current), shared(m_chosen));
    }
}

void CreateVaultPage::submit() {
    switch (m_view.step) {
    case Step::Name:
        submitName();
        break;
    case Step::Passphrase:
        submitPassphrase();
        break;
    case Step::Words:
        goTo(Step::Check);
        break;
    case Step::Check:
        if (m_check->check()) {
            emit wordsChecked();
        }
        break;
    }
}

QWidget* CreateVaultPage::buildFooter() {
    m_next = nullptr;
    if (m_view.isBusy) {
        return nullptr;
    }
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &CreateVaultPage::goBack);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    if (m_view.step > Step::Passphrase) {
        auto* later = new Button(Button::Kind::Plain, tr("Later"));
        later->setObjectName(u"later"_s);
        later->setToolTip(tr("Home reminds you until it is done."));
        connect(later, &Button::clicked, this, &CreateVaultPage::checkPutOff);
        bar->row().addWidget(later);
    }
    m_next = new Button(Button::Kind::Filled, m_view.step <= Step::Passphrase ? tr("Continue")
                                              : m_view.step == Step::Words
                                                  ? tr("I have written them down")
                                                  : tr("Check"));
    m_next->setObjectName(u"next"_s);
    connect(m_next, &Button::clicked, this, &CreateVaultPage::submit);
    bar->row().addWidget(m_next);
    if (m_fields != nullptr) {
        connect(m_fields, &PassphraseFields::readyChanged, m_next, &Button::setEnabled);
        m_next->setEnabled(false);
        const SecretBytes& before = m_chosen.isEmpty() ? m_current : m_chosen;
        m_fields->put(before.expose());
    }
    return bar;
}

void CreateVaultPage::focusFirst() {
    if (!isVisible()) {
        return;
    }
    if (m_nameField != nullptr) {
        m_nameField->setFocus(Qt::OtherFocusReason);
    } else if (m_fields != nullptr) {
        m_fields->setFocus(Qt::OtherFocusReason);
    } else if (m_check != nullptr) {
        m_check->setFocus(Qt::OtherFocusReason);
    } else if (m_sheet != nullptr) {
        // Not the button: nobody shall skip the words by one Return too many.
        m_sheet->setFocus(Qt::OtherFocusReason);
    }
}

void CreateVaultPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    focusFirst();
}

} // namespace consentry::ui
