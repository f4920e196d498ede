#include "ui/pages/welcome_page.h"

#include "ui/pages/seal_stamp.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/rows.h"

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
    auto* card = new Card;
    const auto add = [card](Icon icon, const QString& title, const QString& detail, Button* button,
                            bool last) {
        auto* row = new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                TextSize::TaskTitle);
        row->addTrailing(button);
        card->column().addWidget(row);
        if (!last) {
            card->column().addWidget(new Rule);
        }
    };
    auto* create =
        new Button(m_view.hasVault ? Button::Kind::Outlined : Button::Kind::Filled, tr("Create"));
    create->setObjectName(u"create"_s);
    create->setAccessibleName(tr("Create a vault"));
    connect(create, &Button::clicked, this, &WelcomePage::createAsked);
    auto* open =
        new Button(m_view.hasVault ? Button::Kind::Filled : Button::Kind::Outlined, tr("Open"));
    open->setObjectName(u"open"_s);
    open->setAccessibleName(tr("Open a vault"));
    connect(open, &Button::clicked, this, &WelcomePage::openAsked);
    auto* demo = new Button(Button::Kind::Outlined, tr("Try"));
    demo->setObjectName(u"demo"_s);
    demo->setAccessibleName(tr("Try the demonstration"));
    connect(demo, &Button::clicked, this, &WelcomePage::demoAsked);
    add(Icon::Plus, tr("Create a vault"), tr("For your own records. Takes about three minutes."),
        create, false);
    add(Icon::Folder, tr("Open a vault"),
        m_view.hasVault ? m_view.vaultPath : tr("One that you already have on this computer."),
        open, !m_view.demoAvailable);
    if (m_view.demoAvailable) {
        add(Icon::Play, tr("Try the demonstration"),
            tr("Invented people and hospitals, only on this computer."), demo, true);
    } else {
        demo->deleteLater();
    }
    column.addWidget(card);
    column.addSpacing(px(16));
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
    column.addStretch(2);
}

} // namespace consentry::ui
