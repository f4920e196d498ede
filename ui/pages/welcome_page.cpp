#include "ui/pages/welcome_page.h"

#include "ui/pages/choice_rows.h"
#include "ui/pages/seal_stamp.h"
#include "ui/style/appearance.h"
#include "ui/widgets/filter_chips.h"

#include <QHBoxLayout>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace consentry::ui {

WelcomePage::WelcomePage(QWidget* parent) : Page(parent) {}

void WelcomePage::setView(const WelcomeView& view) {
    m_view = view;
    rebuild();
}

void WelcomePage::build(QVBoxLayout& column) {
    column.addStretch(1);
    column.addSpacing(px(16));
    column.addWidget(new SealStamp(64), 0, Qt::AlignLeft);
    column.addSpacing(px(20));
    addHead(
        column, tr("Your records. You decide who sees them."),
        mutedText(tr(
            "Consentry keeps your health data and your keys in an encrypted vault on this "
            "computer. You sign who may see what, and until when. You see everyone who looked.")));
    if (!m_view.problem.isEmpty()) {
        auto* problem = new Banner(Banner::Tone::Danger, m_view.problem);
        problem->setObjectName(u"problem"_s);
        column.addWidget(problem);
        column.addSpacing(px(16));
    }
    buildVaults(column);
    buildOffers(column);
    column.addSpacing(px(16));
    buildLanguages(column);
    column.addStretch(2);
}

void WelcomePage::buildVaults(QVBoxLayout& column) {
    if (m_view.vaults.isEmpty()) {
        return;
    }
    auto* card = new Card;
    for (qsizetype i = 0; i < m_view.vaults.size(); ++i) {
        const KnownVaultView& vault = m_view.vaults.at(i);
        if (i > 0) {
            card->column().addWidget(new Rule);
        }
        auto* row = actionRow(Icon::LockClosed, vault.name, vault.detail);
        if (vault.canForget) {
            auto* forget =
                rowButton(Button::Kind::Plain, tr("Forget"),
                          tr("Forget where %1 is").arg(vault.name), u"forget%1"_s.arg(i));
            connect(forget, &Button::clicked, this,
                    [this, id = vault.id] { emit forgetAsked(id); });
            row->addTrailing(forget);
        }
        auto* open = rowButton(i == 0 ? Button::Kind::Filled : Button::Kind::Outlined, tr("Open"),
                               tr("Open %1").arg(vault.name), u"open%1"_s.arg(i));
        connect(open, &Button::clicked, this, [this, id = vault.id] { emit openAsked(id); });
        row->addTrailing(open);
        card->column().addWidget(row);
    }
    column.addWidget(card);
    column.addSpacing(px(16));
}

void WelcomePage::buildOffers(QVBoxLayout& column) {
    auto* card = new Card;
    auto* create =
        rowButton(m_view.vaults.isEmpty() ? Button::Kind::Filled : Button::Kind::Outlined,
                  tr("Create"), tr("Create a vault"), u"create"_s);
    connect(create, &Button::clicked, this, &WelcomePage::createAsked);
    auto* createRow = actionRow(
        Icon::Plus, m_view.vaults.isEmpty() ? tr("Create a vault") : tr("Create another vault"),
        tr("Empty at first. You say which hospitals it is for."));
    createRow->addTrailing(create);
    card->column().addWidget(createRow);
    card->column().addWidget(new Rule);

    auto* open = rowButton(Button::Kind::Outlined, tr("Choose"), tr("Choose the folder of a vault"),
                           u"openOther"_s);
    connect(open, &Button::clicked, this, &WelcomePage::openOtherAsked);
    auto* openRow = actionRow(Icon::Folder, tr("Open a vault from a folder"),
                              tr("One that you already have, also on a stick."));
    openRow->addTrailing(open);
    card->column().addWidget(openRow);
    if (m_view.demoAvailable) {
        card->column().addWidget(new Rule);
        auto* demo =
            rowButton(Button::Kind::Outlined, tr("Try"), tr("Try the demonstration"), u"demo"_s);
        connect(demo, &Button::clicked, this, &WelcomePage::demoAsked);
        auto* demoRow = actionRow(Icon::Play, tr("Try the demonstration"),
                                  tr("Invented people and hospitals, only on this computer."));
        demoRow->addTrailing(demo);
        card->column().addWidget(demoRow);
    }
    column.addWidget(card);
}

void WelcomePage::buildLanguages(QVBoxLayout& column) {
    auto* language = new FilterChips;
    language->setAccessibleName(tr("Language"));
    language->setChips({{static_cast<int>(Language::English), u"English"_s, -1, {}, 0},
                        {static_cast<int>(Language::ChineseSimplified), u"简体中文"_s, -1, {}, 0}},
                       static_cast<int>(Appearance::current().language()));
    connect(language, &FilterChips::currentChanged, this, [this](int id) {
        QTimer::singleShot(0, this,
                           [id] { Appearance::current().setLanguage(static_cast<Language>(id)); });
    });
    column.addWidget(language);
}

} // namespace consentry::ui
