#include "ui/pages/settings_page.h"

#include "ui/widgets/button.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/name_field.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/wrap_layout.h"

#include <QLocale>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int labelWidth = 220;

} // namespace

SettingsPage::SettingsPage(QWidget* parent) : Page(parent) {}

void SettingsPage::setPerson(const PersonView& person) {
    const bool isOther = m_person.id != person.id;
    m_person = person;
    // Who is typing keeps the field.
    if (isBuilt() && (isOther || m_name == nullptr || !m_name->hasFocus())) {
        rebuild();
    }
}

void SettingsPage::takeName() {
    const QString before = m_person.isNamed ? m_person.name : QString();
    if (m_name->name() != before) {
        m_person.name = m_name->name();
        m_person.isNamed = !m_person.name.isEmpty();
        emit nameChanged(m_person.name);
    }
}

NameField* SettingsPage::addNameField(Card& card, const QString& title, const QString& hint) {
    card.column().addSpacing(px(8));
    card.column().addWidget(new Text(title, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    card.column().addWidget(new Text(hint, TextSize::Caption, Role::Muted));
    card.column().addSpacing(px(4));
    auto* field = new NameField(title);
    field->setMaximumWidth(px(360));
    card.column().addWidget(field);
    card.column().addSpacing(px(12));
    return field;
}

void SettingsPage::addName(Card& card) {
    m_name = addNameField(card, tr("Your name"), tr("It stays in this vault."));
    m_name->setText(m_person.isNamed ? m_person.name : QString());
    connect(m_name, &QLineEdit::editingFinished, this, &SettingsPage::takeName);
}

void SettingsPage::addVaultName(Card& card) {
    m_vaultField = addNameField(card, tr("Name of the vault"),
                                tr("It is shown before the vault is unlocked, to anybody at this "
                                   "computer: better not a real name."));
    m_vaultField->setObjectName(u"vaultName"_s);
    m_vaultField->setMaxLength(vaultNameMax);
    m_vaultField->setText(*m_vaultName);
    connect(m_vaultField, &QLineEdit::editingFinished, this, [this] {
        if (m_vaultField->name() != *m_vaultName) {
            m_vaultName = m_vaultField->name();
            emit vaultNameChanged(*m_vaultName);
        }
    });
}

void SettingsPage::setVaultName(const std::optional<QString>& name) {
    if (m_vaultName != name) {
        m_vaultName = name;
        rebuildIfBuilt();
    }
}

void SettingsPage::setIdleMinutes(std::optional<int> minutes) {
    m_idleMinutes = minutes;
    rebuildIfBuilt();
}

void SettingsPage::setTellsDesktop(std::optional<bool> tells) {
    m_tellsDesktop = tells;
    rebuildIfBuilt();
}

FilterChips* SettingsPage::makeDesktopChips() {
    auto* chips = new FilterChips;
    chips->setObjectName(u"tellsDesktop"_s);
    chips->setChips({{1, tr("Yes"), -1, {}, 0}, {0, tr("No"), -1, {}, 0}}, *m_tellsDesktop ? 1 : 0);
    connect(chips, &FilterChips::currentChanged, this, [this](int id) {
        m_tellsDesktop = id == 1;
        emit tellsDesktopChosen(*m_tellsDesktop);
    });
    return chips;
}

FilterChips* SettingsPage::makeIdleChips() {
    QList<FilterChips::Chip> choices;
    for (const int minutes : {2, 5, 10, 30}) {
        choices << FilterChips::Chip{minutes, tr("%n minutes", nullptr, minutes), -1, {}, 0};
    }
    choices << FilterChips::Chip{0, tr("Never"), -1, {}, 0};
    auto* chips = new FilterChips;
    chips->setObjectName(u"idleMinutes"_s);
    chips->setChips(choices, *m_idleMinutes);
    connect(chips, &FilterChips::currentChanged, this, [this](int minutes) {
        m_idleMinutes = minutes;
        emit idleMinutesChosen(minutes);
    });
    return chips;
}

void SettingsPage::build(QVBoxLayout& column) {
    addHead(column, tr("Settings"), nullptr);
    addLook(column);
    addVault(column);
    addStorage(column);
    addAbout(column);
    column.addStretch(1);
}

void SettingsPage::addChoice(Card& card, const QString& name, const QString& detail,
                             FilterChips* chips) {
    if (card.column().count() > 0) {
        card.column().addWidget(new Rule);
    }
    card.column().addSpacing(px(8));
    card.column().addWidget(new Text(name, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    if (!detail.isEmpty()) {
        card.column().addWidget(new Text(detail, TextSize::Caption, Role::Muted));
    }
    card.column().addSpacing(px(4));
    chips->setAccessibleName(name);
    card.column().addWidget(chips);
    card.column().addSpacing(px(12));
}

void SettingsPage::addLook(QVBoxLayout& column) {
    const Appearance& appearance = Appearance::current();
    auto* card = new Card;
    m_name = nullptr;
    if (!m_person.id.isEmpty()) {
        addName(*card);
    }
    m_vaultField = nullptr;
    if (m_vaultName) {
        addVaultName(*card);
    }
    // The choices build this page anew: do it after the click has been dealt with.
    const auto later = [this](std::function<void()> change) {
        QTimer::singleShot(0, this, [this, change] {
            change();
            emit settingsChanged();
        });
    };

    auto* language = new FilterChips;
    language->setObjectName(u"language"_s);
    // Each language is named in itself, so that it can be found from a foreign one.
    language->setChips({{static_cast<int>(Language::English), u"English"_s, -1, {}, 0},
                        {static_cast<int>(Language::ChineseSimplified), u"简体中文"_s, -1, {}, 0}},
                       static_cast<int>(appearance.language()));
    connect(language, &FilterChips::currentChanged, this, [later](int id) {
        later([id] { Appearance::current().setLanguage(static_cast<Language>(id)); });
    });
    addChoice(*card, tr("Language"), QString(), language);

    auto* theme = new FilterChips;
    theme->setObjectName(u"theme"_s);
    theme->setChips({{static_cast<int>(ThemeChoice::System), tr("As the system"), -1, {}, 0},
                     {static_cast<int>(ThemeChoice::Light), tr("Light"), -1, {}, 0},
                     {static_cast<int>(ThemeChoice::Dark), tr("Dark"), -1, {}, 0},
                     {static_cast<int>(ThemeChoice::HighContrast), tr("High contrast"), -1, {}, 0}},
                    static_cast<int>(appearance.themeChoice()));
    connect(theme, &FilterChips::currentChanged, this, [later](int id) {
        later([id] { Appearance::current().setThemeChoice(static_cast<ThemeChoice>(id)); });
    });
    addChoice(*card, tr("Colours"), QString(), theme);

    auto* text = new FilterChips;
    text->setObjectName(u"textSize"_s);
    QList<FilterChips::Chip> sizes;
    for (const int percent : {100, 115, 130, 150, 175, 200}) {
        sizes << FilterChips::Chip{percent, tr("%1 %").arg(percent), -1, {}, 0};
    }
    text->setChips(sizes, appearance.textPercent());
    connect(text, &FilterChips::currentChanged, this, [later](int percent) {
        later([percent] { Appearance::current().setTextPercent(percent); });
    });
    addChoice(*card, tr("Text size"), tr("Everything grows with the text."), text);
    column.addWidget(card);
}

/// What concerns the open vault.
void SettingsPage::addVault(QVBoxLayout& column) {
    if (!m_idleMinutes && !m_tellsDesktop && !m_passphraseChangeable) {
        return;
    }
    column.addSpacing(px(20));
    addSection(column, tr("This vault"));
    auto* card = new Card;
    if (m_passphraseChangeable) {
        auto* row = new ListRow(tr("Passphrase"), tr("The 24 words stay as they are."));
        auto* change =
            new Button(Button::Kind::Outlined, tr("Change the passphrase"), nullptr, Icon::Key);
        change->setObjectName(u"passphraseChange"_s);
        connect(change, &Button::clicked, this, &SettingsPage::passphraseChangeAsked);
        row->addTrailing(change);
        card->column().addWidget(row);
    }
    if (m_idleMinutes) {
        addChoice(*card, tr("Lock by itself"),
                  tr("After a while without a key or the mouse. A vault also locks when the "
                     "computer sleeps or its screen is locked, and at once with Ctrl+L."),
                  makeIdleChips());
    }
    if (m_tellsDesktop) {
        addChoice(*card, tr("Messages on the desktop"),
                  tr("When somebody looked or a grant ended, and this window is not in front. They "
                     "say neither who nor what."),
                  makeDesktopChips());
    }
    column.addWidget(card);
}

void SettingsPage::addStorage(QVBoxLayout& column) {
    if (!m_storage) {
        return;
    }
    column.addSpacing(px(20));
    addSection(column, tr("Room on this computer"));
    auto* card = new Card;
    card->setObjectName(u"storage"_s);
    const auto fact = [card](const QString& label, qint64 bytes, const QString& detail = {}) {
        card->column().addWidget(
            new FactRow(label, QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat),
                        detail, nullptr, labelWidth));
    };
    fact(tr("Records as they came"), m_storage->originals);
    fact(tr("What makes searching quick"), m_storage->search);
    fact(tr("Details of who looked"), m_storage->logDetails);
    fact(tr("Lists, grants and keys"), m_storage->others);
    fact(tr("Unused"), m_storage->unused, tr("“Compact” gives it back to the disk."));
    card->column().addWidget(new Rule);
    fact(tr("Together"), m_storage->total(), tr("All of it is encrypted."));
    auto* actions = new WrapLayout;
    actions->setSpacing(px(12));
    actions->setContentsMargins(0, px(6), 0, px(4));
    auto* compact = new Button(Button::Kind::Outlined, tr("Compact"));
    compact->setObjectName(u"compact"_s);
    connect(compact, &Button::clicked, this, &SettingsPage::compactAsked);
    auto* check = new Button(Button::Kind::Outlined, tr("Check everything"));
    check->setObjectName(u"checkEverything"_s);
    connect(check, &Button::clicked, this, &SettingsPage::checkAsked);
    actions->addWidget(compact);
    actions->addWidget(check);
    card->column().addLayout(actions);
    column.addWidget(card);
}

void SettingsPage::addAbout(QVBoxLayout& column) {
    if (m_about.version.isEmpty()) {
        return;
    }
    column.addSpacing(px(20));
    addSection(column, tr("About this program"));
    auto* card = new Card;
    card->setObjectName(u"about"_s);
    QVBoxLayout& rows = card->column();
    rows.addWidget(new FactRow(tr("Version"), m_about.version,
                               tr("Free software under the Apache License 2.0, without warranty."),
                               nullptr, labelWidth));
    rows.addWidget(new FactRow(tr("Made with"), m_about.libraries.join(QChar(u'\n')), {}, nullptr,
                               labelWidth));
    if (!m_about.trust.isEmpty()) {
        rows.addWidget(new FactRow(tr("Whom it trusts"), m_about.trust.first(),
                                   m_about.trust.mid(1).join(QChar(u'\n')), nullptr, labelWidth));
        auto* network = new Button(Button::Kind::Link, tr("See the network"));
        network->setObjectName(u"seeNetwork"_s);
        connect(network, &Button::clicked, this, &SettingsPage::networkAsked);
        rows.addWidget(network, 0, Qt::AlignLeft);
    }
    if (!m_about.report.isEmpty()) {
        rows.addSpacing(px(8));
        rows.addWidget(new Rule);
        rows.addSpacing(px(8));
        rows.addWidget(new Text(tr("Report for who helps with a fault"), TextSize::TaskTitle,
                                Role::Ink, TextWeight::Bold));
        rows.addWidget(
            new Text(tr("It says what this program runs on. Nothing of you, your records or your "
                        "hospitals is in it. Look at it before you save it."),
                     TextSize::Caption, Role::Muted));
        auto* code = new CodeBlock(m_about.report);
        code->setObjectName(u"report"_s);
        rows.addWidget(new Disclosure(tr("Look at the report"), code));
        auto* save =
            new Button(Button::Kind::Outlined, tr("Save the report"), nullptr, Icon::Download);
        save->setObjectName(u"saveReport"_s);
        connect(save, &Button::clicked, this, &SettingsPage::reportSaveAsked);
        rows.addWidget(save, 0, Qt::AlignLeft);
    }
    column.addWidget(card);
}

void SettingsPage::rebuildIfBuilt() {
    if (!isBuilt()) {
        return;
    }
    NameField* const fields[] = {m_name, m_vaultField};
    const auto typing = std::find_if(std::begin(fields), std::end(fields), [](NameField* field) {
        return field != nullptr && field->hasFocus() && field->isModified();
    });
    if (typing == std::end(fields)) {
        rebuild();
        return;
    }
    // Who is typing has not finished, and goes on in the new field.
    const bool isVault = *typing == m_vaultField;
    const QString typed = (*typing)->text();
    const int cursor = (*typing)->cursorPosition();
    (*typing)->blockSignals(true);
    rebuild();
    if (NameField* field = isVault ? m_vaultField : m_name; field != nullptr) {
        field->setText(typed);
        field->setModified(true);
        field->setCursorPosition(cursor);
    }
}

void SettingsPage::setStorage(const std::optional<StorageView>& storage) {
    if (m_storage != storage) {
        m_storage = storage;
        rebuildIfBuilt();
    }
}

void SettingsPage::setAbout(const AboutView& about) {
    if (m_about != about) {
        m_about = about;
        rebuildIfBuilt();
    }
}

void SettingsPage::setPassphraseChangeable(bool changeable) {
    m_passphraseChangeable = changeable;
    rebuildIfBuilt();
}

} // namespace consentry::ui
