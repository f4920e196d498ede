#include "ui/pages/settings_page.h"

#include "ui/widgets/filter_chips.h"
#include "ui/widgets/name_field.h"
#include "ui/widgets/rows.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace consentry::ui {

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

void SettingsPage::addName(Card& card) {
    card.column().addSpacing(px(8));
    card.column().addWidget(
        new Text(tr("Your name"), TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    card.column().addWidget(
        new Text(tr("It stays in this vault."), TextSize::Caption, Role::Muted));
    card.column().addSpacing(px(4));
    m_name = new NameField(tr("Your name"));
    m_name->setText(m_person.isNamed ? m_person.name : QString());
    m_name->setMaximumWidth(px(360));
    connect(m_name, &QLineEdit::editingFinished, this, &SettingsPage::takeName);
    card.column().addWidget(m_name);
    card.column().addSpacing(px(12));
}

void SettingsPage::setIdleMinutes(std::optional<int> minutes) {
    m_idleMinutes = minutes;
    if (isBuilt()) {
        rebuild();
    }
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
    Appearance& appearance = Appearance::current();
    addHead(column, tr("Settings"), nullptr);
    auto* card = new Card;
    m_name = nullptr;
    if (!m_person.id.isEmpty()) {
        addName(*card);
    }
    const auto add = [card](const QString& name, const QString& detail, FilterChips* chips) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        auto* title = new Text(name, TextSize::TaskTitle, Role::Ink, TextWeight::Bold);
        card->column().addSpacing(px(8));
        card->column().addWidget(title);
        if (!detail.isEmpty()) {
            card->column().addWidget(new Text(detail, TextSize::Caption, Role::Muted));
        }
        card->column().addSpacing(px(4));
        chips->setAccessibleName(name);
        card->column().addWidget(chips);
        card->column().addSpacing(px(12));
    };
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
    add(tr("Language"), QString(), language);

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
    add(tr("Colours"), QString(), theme);

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
    add(tr("Text size"), tr("Everything grows with the text."), text);
    if (m_idleMinutes) {
        add(tr("Lock by itself"),
            tr("After a while without a key or the mouse. A vault also locks when the computer "
               "sleeps or its screen is locked, and at once with Ctrl+L."),
            makeIdleChips());
    }
    column.addWidget(card);
    column.addStretch(1);
}

} // namespace consentry::ui
