#include "app/desktop/check_up_controller.h"

#include "ui/bridge/convert.h"
#include "ui/models/check_up_reader.h"
#include "ui/pages/home_page.h"
#include "ui/pages/who_may_see_page.h"

#include <utility>

namespace consentry::desktop {

CheckUpController::CheckUpController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.home(), &ui::HomePage::checkUpAsked, this, &CheckUpController::act);
    connect(&place.window.home(), &ui::HomePage::dismissAsked, this, &CheckUpController::dismiss);
    connect(&place.window.home(), &ui::HomePage::renewAsked, this, [this](const QString& id) {
        if (const auto grant = ui::idFromText<GrantId>(id)) {
            emit prolongAsked(*grant);
        }
    });
    // The same finding as the check-up's: whoever lets it end is reminded by neither.
    connect(&place.window.home(), &ui::HomePage::letEndAsked, this, [this](const QString& id) {
        ui::CheckUpRowView row;
        row.grantId = id;
        row.kind = static_cast<int>(consent::Finding::Kind::EndsSoon);
        dismiss(row);
    });
    connect(&place.window.whoMaySee(), &ui::WhoMaySeePage::checkUpAsked, this,
            &CheckUpController::act);
    connect(&place.window.whoMaySee(), &ui::WhoMaySeePage::dismissAsked, this,
            &CheckUpController::dismiss);
}

void CheckUpController::refresh() {
    if (!m_place.worker.isOpen()) {
        return;
    }
    // It reads every record: one at a time, so that lists find a reader while a long log comes in.
    if (m_isReading) {
        m_readAgain = true;
        return;
    }
    m_isReading = true;
    m_place.worker
        .read([](const ui::VaultReading& vault) { return ui::CheckUpReader(vault).rows(); })
        .then(this, [this, visit = m_visit](const QList<ui::CheckUpRowView>& rows) {
            if (visit != m_visit) {
                return;
            }
            // Pages build themselves anew for it: only where it says something else.
            if (rows != m_shown) {
                show(rows);
            }
            m_isReading = false;
            if (std::exchange(m_readAgain, false)) {
                refresh();
            }
        });
}

void CheckUpController::show(const QList<ui::CheckUpRowView>& rows) {
    m_shown = rows;
    m_place.window.home().setCheckUp(rows);
    m_place.window.whoMaySee().setCheckUp(rows);
}

void CheckUpController::end() {
    ++m_visit;
    m_isReading = false;
    m_readAgain = false;
    show({});
}

void CheckUpController::act(const ui::CheckUpRowView& row) {
    const auto grant = ui::idFromText<GrantId>(row.grantId);
    if (!grant) {
        return;
    }
    switch (row.action) {
    case ui::CheckUpAction::Narrow:
        emit narrowAsked(*grant, row.kind);
        break;
    case ui::CheckUpAction::Revoke:
        emit revokeAsked(*grant);
        break;
    case ui::CheckUpAction::Prolong:
        emit prolongAsked(*grant);
        break;
    }
}

void CheckUpController::dismiss(const ui::CheckUpRowView& row) {
    const auto grant = ui::idFromText<GrantId>(row.grantId);
    if (!grant) {
        return;
    }
    m_place.worker
        .write([id = *grant, kind = row.kind](const ui::VaultWriting& writing) {
            const auto done = wallet::dismissFinding(writing.vault.settings(), id,
                                                     static_cast<consent::Finding::Kind>(kind));
            return done ? std::optional<Error>() : std::optional(done.error());
        })
        .then(this, [this](const std::optional<Error>& problem) {
            if (problem) {
                tell(m_place, sentence(*problem));
            }
            emit dismissed();
        });
}

} // namespace consentry::desktop
