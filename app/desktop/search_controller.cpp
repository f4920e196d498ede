#include "app/desktop/search_controller.h"

#include "ui/bridge/convert.h"
#include "ui/pages/health_page.h"
#include "ui/pages/help_panel.h"
#include "ui/pages/search_palette.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/sidebar.h"

#include <QTimer>

namespace consentry::desktop {

using ui::Appearance;
using ui::Icon;
using ui::MainWindow;
using ui::SearchEntry;
using ui::SearchHit;
using ui::SearchKind;
using ui::SearchReader;

namespace {

constexpr int textStep = 25;

} // namespace

SearchController::SearchController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.search(), &ui::SearchPalette::asked, this, &SearchController::ask);
    connect(&place.window.search(), &ui::SearchPalette::chosen, this, &SearchController::open);
}

void SearchController::end() {
    ++*m_newest;
    forgetIndex();
    m_query.clear();
    m_place.window.search().dismiss();
}

void SearchController::forgetIndex() {
    ++m_edition;
    m_index.reset();
}

SearchEntry SearchController::action(Action action, Icon icon, const QString& title,
                                     const QString& detail, const QString& otherWords) {
    return SearchReader::entry(
        {SearchKind::Action, QString::number(static_cast<int>(action)), title, {detail}, icon},
        otherWords);
}

QList<SearchEntry> SearchController::actions() {
    const Appearance& appearance = Appearance::current();
    const bool isDark = appearance.theme() == ui::Theme::Dark;
    QList<SearchEntry> all{
        //: The last text of each action: other words by which it is found, never shown
        action(Action::GiveAccess, Icon::Plus, tr("Give access"),
               tr("Let somebody see records of yours"),
               tr("new grant allow share doctor hospital authorise")),
        action(Action::Rules, Icon::Refusal, tr("Rules for everyone"),
               tr("Who never sees anything, emergencies, protected kinds"),
               tr("block deny shut out refuse emergency sensitive policy")),
        action(Action::Import, Icon::Folder, tr("Import a file"),
               tr("Bring in records from a hospital"), tr("add records open bundle upload")),
        action(Action::Export, Icon::Download, tr("Save the access log"),
               tr("As a document, a table or FHIR data"),
               tr("export csv pdf fhir who looked print")),
        action(Action::Passphrase, Icon::Key, tr("Change the passphrase"),
               tr("The one that opens this vault"), tr("password security new")),
        action(Action::Lock, Icon::LockClosed, tr("Lock"), tr("Close the vault (Ctrl+L)"),
               tr("close quit leave sign out")),
        action(Action::Help, Icon::Help, tr("Help"), tr("What can be done on this page (F1)"),
               tr("question explain how manual words glossary")),
        // In the language that one does not see now: who needs it reads that one.
        action(Action::OtherLanguage, Icon::Switch,
               appearance.language() == ui::Language::English ? QStringLiteral("简体中文")
                                                              : QStringLiteral("English"),
               tr("Change the language"), tr("language Chinese English")),
        action(Action::OtherTheme, Icon::Eye, isDark ? tr("Light colours") : tr("Dark colours"),
               tr("Change the colours"), tr("theme bright dark night mode"))};
    if (appearance.textPercent() < ui::textPercentMax) {
        all << action(Action::LargerText, Icon::Settings, tr("Larger text"),
                      tr("%1 % now").arg(appearance.textPercent()),
                      tr("font size zoom read bigger"));
    }
    return all;
}

QList<SearchEntry> SearchController::pages() const {
    QList<SearchEntry> pages;
    int number = 0;
    for (const ui::Sidebar::Entry& entry : m_place.window.sidebar().entries()) {
        const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + ++number));
        pages << SearchReader::entry({SearchKind::Page,
                                      QString::number(entry.id),
                                      entry.word,
                                      {keys.toString(QKeySequence::NativeText)},
                                      entry.icon},
                                     {});
    }
    return pages;
}

void SearchController::ask(const QString& text) {
    const int question = ++*m_newest;
    const QString query = text.simplified().left(ui::searchTextMax);
    m_query = query;
    m_place.worker
        .read([query, question, newest = m_newest, index = m_index](const ui::VaultReading& vault) {
            const auto isOver = [&] { return *newest != question; };
            const SearchReader reader(vault);
            Found found;
            if (isOver()) {
                return found;
            }
            found.index = index ? index : reader.index();
            if (!query.isEmpty()) {
                found.hits =
                    reader.records(query, isOver) +
                    SearchReader::find(found.index->grants, query, SearchReader::grantsShown) +
                    SearchReader::find(found.index->people, query, SearchReader::peopleShown);
            }
            return found;
        })
        .then(this, [this, text, question, edition = m_edition](const Found& found) {
            if (found.index && edition == m_edition) {
                m_index = found.index;
            }
            take(text, question, found);
        });
}

void SearchController::take(const QString& text, int question, const Found& found) {
    if (question != *m_newest) {
        return;
    }
    const QList<SearchHit> places =
        SearchReader::find(pages(), text, SearchReader::placesShown) +
        SearchReader::find(actions(), text, SearchReader::placesShown + 1);
    m_place.window.search().setAnswer(text, found.hits + places);
}

void SearchController::open(const SearchHit& hit) {
    MainWindow& window = m_place.window;
    switch (hit.kind) {
    case SearchKind::Record:
        window.goTo(MainWindow::Place::Health);
        if (hit.id.isEmpty()) {
            window.health().showText(m_query);
        } else {
            window.health().showDetail(hit.id);
        }
        break;
    case SearchKind::Grant:
        window.whoMaySee().select(hit.id);
        window.goTo(MainWindow::Place::WhoMaySee);
        break;
    case SearchKind::Person:
        openPerson(hit);
        break;
    case SearchKind::Page:
        window.goTo(static_cast<MainWindow::Place>(hit.id.toInt()));
        break;
    case SearchKind::Action:
        // It may build this window anew: after the key has been dealt with.
        QTimer::singleShot(0, this, [this, id = hit.id.toInt()] { run(static_cast<Action>(id)); });
        break;
    }
}

/// What they looked at; who never did has a grant, or may be given one.
void SearchController::openPerson(const SearchHit& hit) {
    const auto party = ui::idFromText<PartyId>(hit.id);
    if (!party) {
        return;
    }
    struct Concerned {
        bool hasLooked = false;
        QString grant;
    };
    m_place.worker
        .read([party = *party, name = hit.title](const ui::VaultReading& vault) {
            const SearchReader reader(vault);
            const bool hasLooked = reader.hasLooked(name);
            return Concerned{hasLooked, hasLooked ? QString() : reader.grantTo(party)};
        })
        .then(this, [this, hit](const Concerned& concerned) {
            MainWindow& window = m_place.window;
            if (concerned.hasLooked) {
                window.whoLooked().showText(hit.title);
                window.goTo(MainWindow::Place::WhoLooked);
            } else if (!concerned.grant.isEmpty()) {
                window.whoMaySee().select(concerned.grant);
                window.goTo(MainWindow::Place::WhoMaySee);
            } else {
                emit grantAsked(hit.id);
            }
        });
}

void SearchController::run(Action action) {
    switch (action) {
    case Action::GiveAccess:
        emit grantAsked({});
        break;
    case Action::Rules:
        emit rulesAsked();
        break;
    case Action::Import:
        m_place.window.goTo(MainWindow::Place::Health);
        emit importAsked();
        break;
    case Action::Export:
        m_place.window.goTo(MainWindow::Place::WhoLooked);
        emit exportAsked();
        break;
    case Action::Passphrase:
        emit passphraseAsked();
        break;
    case Action::Lock:
        emit lockAsked();
        break;
    case Action::Help:
        m_place.window.help().open(m_place.window.helpTopic());
        break;
    case Action::OtherLanguage:
    case Action::OtherTheme:
    case Action::LargerText:
        changeAppearance(action);
        break;
    }
}

void SearchController::changeAppearance(Action action) {
    Appearance& appearance = Appearance::current();
    if (action == Action::OtherLanguage) {
        appearance.setLanguage(appearance.language() == ui::Language::English
                                   ? ui::Language::ChineseSimplified
                                   : ui::Language::English);
    } else if (action == Action::OtherTheme) {
        appearance.setThemeChoice(appearance.theme() == ui::Theme::Dark ? ui::ThemeChoice::Light
                                                                        : ui::ThemeChoice::Dark);
    } else {
        appearance.setTextPercent(appearance.textPercent() + textStep);
    }
    emit appearanceChanged();
}

} // namespace consentry::desktop
