#include "app/desktop/see_as_controller.h"

#include "core/wallet/grant_drafts.h"
#include "ui/bridge/convert.h"
#include "ui/models/draft_reader.h"
#include "ui/models/seen_as_reader.h"
#include "ui/pages/health_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/see_as_page.h"
#include "ui/pages/who_may_see_page.h"

namespace consentry::desktop {

using Considered = ui::SeenAsView::Considered;
using ui::MainWindow;
using ui::SeeAsQuestion;
using ui::VaultReading;

SeeAsController::SeeAsController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    ui::SeeAsPage& page = place.window.seeAs();
    connect(&page, &ui::SeeAsPage::backAsked, this, [this] { m_place.window.goTo(m_origin); });
    connect(&page, &ui::SeeAsPage::chooseAsked, this, &SeeAsController::choose);
    connect(&page, &ui::SeeAsPage::whoChosen, this, &SeeAsController::showPerson);
    connect(&page, &ui::SeeAsPage::recordAsked, this, &SeeAsController::recordAsked);
    connect(&place.window.health(), &ui::HealthPage::seeAsAsked, this, &SeeAsController::choose);
    connect(&place.window.whoMaySee(), &ui::WhoMaySeePage::seeAsAsked, this,
            [this](const QString& id) {
                if (const auto grant = ui::idFromText<GrantId>(id)) {
                    showGrant(*grant);
                }
            });
    connect(&place.window.revoke(), &ui::RevokePage::seeAsAsked, this, [this](const QString& id) {
        if (const auto grant = ui::idFromText<GrantId>(id)) {
            showRevocation(*grant);
        }
    });
}

void SeeAsController::rememberOrigin() {
    if (m_place.window.place() != MainWindow::Place::SeeAs) {
        m_origin = m_place.window.place();
    }
}

void SeeAsController::showGrant(const GrantId& grant) {
    show([grant](const VaultReading& vault) -> std::optional<SeeAsQuestion> {
        const auto one = ui::GrantReader(vault).find(grant);
        return one ? std::optional(SeeAsQuestion{one->grant.grantee}) : std::nullopt;
    });
}

void SeeAsController::showRevocation(const GrantId& grant) {
    show([grant](const VaultReading& vault) -> std::optional<SeeAsQuestion> {
        const auto one = ui::GrantReader(vault).find(grant);
        if (!one) {
            return std::nullopt;
        }
        return SeeAsQuestion{one->grant.grantee, Considered::Revoking, {{}, {grant}}};
    });
}

void SeeAsController::showDraft(const ui::GrantDraft& draft,
                                const std::optional<GrantId>& replaces) {
    show([draft, replaces](const VaultReading& vault) -> std::optional<SeeAsQuestion> {
        const auto grant = ui::DraftReader(vault).grantOf(draft);
        if (!grant) {
            return std::nullopt;
        }
        SeeAsQuestion question{grant->grantee, Considered::Signing, {*grant, {}}};
        if (replaces) {
            question.change.removed = {*replaces};
        }
        return question;
    });
}

void SeeAsController::showPerson(const QString& partyId) {
    show([partyId](const VaultReading& vault) -> std::optional<SeeAsQuestion> {
        const auto grantee = ui::SeenAsReader(vault).granteeOf(partyId);
        return grantee ? std::optional(SeeAsQuestion{*grantee}) : std::nullopt;
    });
}

void SeeAsController::show(Ask ask) {
    rememberOrigin();
    m_ask = std::move(ask);
    read();
}

void SeeAsController::read() {
    struct Answer {
        std::optional<ui::SeenAsView> view;
        QString problem;
    };
    m_place.worker
        .read([ask = m_ask](const VaultReading& vault) {
            auto answer = std::make_shared<Answer>();
            const auto question = ask(vault);
            auto view = question ? ui::SeenAsReader(vault).view(*question)
                                 : Result<ui::SeenAsView>(fail(ErrorCode::NotFound, "grant"));
            if (view) {
                answer->view = std::move(*view);
            } else {
                answer->problem = sentence(view.error());
            }
            return answer;
        })
        .then(this, [this, generation = ++m_generation](const std::shared_ptr<Answer>& answer) {
            if (generation != m_generation) {
                return;
            }
            if (!answer->view) {
                tell(m_place, answer->problem);
                return;
            }
            m_place.window.seeAs().setView(*answer->view);
            m_place.window.goTo(MainWindow::Place::SeeAs);
        });
}

void SeeAsController::choose() {
    rememberOrigin();
    m_ask = nullptr;
    m_place.worker.read([](const VaultReading& vault) { return ui::SeenAsReader(vault).people(); })
        .then(this, [this, generation = ++m_generation](const QList<ui::ChoiceView>& people) {
            if (generation == m_generation && !people.isEmpty()) {
                m_place.window.goTo(MainWindow::Place::SeeAs);
                m_place.window.seeAs().setPeople(people);
            }
        });
}

void SeeAsController::end() {
    ++m_generation;
    m_ask = nullptr;
    m_place.window.seeAs().setView({});
}

void SeeAsController::refreshLanguage() {
    if (m_place.window.place() != MainWindow::Place::SeeAs) {
        return;
    }
    if (m_ask) {
        read();
    } else {
        choose();
    }
}

} // namespace consentry::desktop
