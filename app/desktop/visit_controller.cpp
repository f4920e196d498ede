#include "app/desktop/visit_controller.h"

#include "core/consent/wording.h"
#include "core/registry/refusal.h"
#include "core/wallet/standing_grants.h"
#include "ui/bridge/convert.h"
#include "ui/pages/who_may_see_page.h"

namespace consentry::desktop {
namespace {

using State = ui::VisitView::State;

/// What a grant's purpose is not.
std::string_view otherPurpose(const consent::Grant& grant) {
    return grant.purpose.code() == "HRESCH" ? "TREAT" : "HRESCH";
}

Result<consent::Grant> storedGrant(const ui::WalletActing& acting, const GrantId& id) {
    ASSIGN_OR_RETURN(const StoredGrant stored, acting.context.vault.grants().find(id));
    return wallet::contentOf(stored);
}

Result<simulation::VisitAnswer> letVisit(const ui::WalletActing& acting, const GrantId& id,
                                         ui::VisitKind kind) {
    ASSIGN_OR_RETURN(const consent::Grant grant, storedGrant(acting, id));
    const std::string purpose(kind == ui::VisitKind::AsGranted ? grant.purpose.code()
                                                               : otherPurpose(grant));
    return simulation::SimulatedVisit(acting.session.consortium(), acting.context.clock)
        .look(acting.patient.party, grant, purpose);
}

Result<std::size_t> letHandIn(const ui::WalletActing& acting, const GrantId& id) {
    ASSIGN_OR_RETURN(const consent::Grant grant, storedGrant(acting, id));
    return simulation::SimulatedVisit(acting.session.consortium(), acting.context.clock)
        .handIn(acting.context.vault.records(), acting.patient.party, grant);
}

QString in(const simulation::Name& name) {
    return ui::toQString(shownLanguage() == Language::English ? name.en : name.zh);
}

} // namespace

VisitController::VisitController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    ui::WhoMaySeePage& page = place.window.whoMaySee();
    connect(&page, &ui::WhoMaySeePage::visitAsked, this, &VisitController::visit);
    connect(&page, &ui::WhoMaySeePage::handInAsked, this, &VisitController::handIn);
}

void VisitController::end() {
    m_isAsking = false;
    m_place.window.whoMaySee().setVisit({});
}

/// False where one is under way already.
bool VisitController::begin(const QString& id, const QString& words) {
    if (m_isAsking) {
        return false;
    }
    m_isAsking = true;
    m_place.window.whoMaySee().setVisit({id, State::Asking, words, false});
    return true;
}

void VisitController::show(const ui::VisitView& view) {
    m_isAsking = false;
    m_place.window.whoMaySee().setVisit(view);
    emit changed();
}

/// Why the visitor got nothing.
QString VisitController::reasonOf(const ReadAnswer& answer) {
    const auto refusal = static_cast<registry::Refusal>(answer.refusal);
    if (!consent::isPermit(answer.rule)) {
        return ui::toQString(consent::ruleSentence(answer.rule, shownLanguage()));
    }
    // Permitted by the hospital, refused by the registry at the access's place in the block.
    return refusal == registry::Refusal::GrantRevoked
               ? tr("The grant had been revoked.")
               : ui::toQString(registry::refusalSentence(refusal));
}

ui::VisitView VisitController::viewOf(const QString& id, const simulation::VisitAnswer& answer) {
    const QString visitor = in(answer.visitor->about.name);
    const QString place = in(answer.place->about.name);
    ui::VisitView view;
    view.grantId = id;
    if (!answer.outcome.answer.permitted) {
        view.state = State::Refused;
        view.words =
            tr("%1 was refused at %2: %3").arg(visitor, place, reasonOf(answer.outcome.answer));
        return view;
    }
    view.state = State::Permitted;
    view.canHandIn = answer.holdsNothing;
    view.words = answer.holdsNothing
                     ? tr("%1 was let in, but %2 holds no record of you yet.").arg(visitor, place)
                     : tr("%1 looked at %n record(s) at %2.", nullptr,
                          static_cast<int>(answer.outcome.records.size()))
                           .arg(visitor, place);
    return view;
}

void VisitController::visit(const QString& id, ui::VisitKind kind) {
    const auto grant = ui::idFromText<GrantId>(id);
    if (!grant || !begin(id, tr("Asking the hospital …"))) {
        return;
    }
    m_place.worker
        .act([grant = *grant, kind](const ui::WalletActing& acting) {
            return std::make_shared<Result<simulation::VisitAnswer>>(letVisit(acting, grant, kind));
        })
        .then(this, [this, id](const std::shared_ptr<Result<simulation::VisitAnswer>>& answer) {
            show(*answer ? viewOf(id, **answer)
                         : ui::VisitView{id, State::Failed, sentence(answer->error()), false});
        });
}

void VisitController::handIn(const QString& id) {
    const auto grant = ui::idFromText<GrantId>(id);
    if (!grant || !begin(id, tr("The hospital takes over copies of your records …"))) {
        return;
    }
    m_place.worker
        .act([grant = *grant](const ui::WalletActing& acting) {
            return std::make_shared<Result<std::size_t>>(letHandIn(acting, grant));
        })
        .then(this, [this, id](const std::shared_ptr<Result<std::size_t>>& taken) {
            show(*taken ? ui::VisitView{id, State::Permitted,
                                        tr("The hospital now holds copies of %n record(s). "
                                           "Let them look again.",
                                           nullptr, static_cast<int>(**taken)),
                                        false}
                        : ui::VisitView{id, State::Failed, sentence(taken->error()), false});
        });
}

} // namespace consentry::desktop
