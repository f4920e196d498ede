#include "app/desktop/anchor_controller.h"

#include "core/wallet/party_names.h"
#include "ui/bridge/convert.h"
#include "ui/models/check_words.h"
#include "ui/pages/health_page.h"
#include "ui/widgets/notice_bar.h"

namespace consentry::desktop {
namespace {

using wallet::AnchorReport;
using wallet::CheckAnchors;

/// How long a turn keeps others from the ledger.
constexpr std::chrono::milliseconds turnMost{300};

/// Records until the turn is over; an error ends the check.
std::optional<Error> proceed(const ui::WalletActing& acting, CheckAnchors::Run& run) {
    CheckAnchors checking(acting.context, acting.session.consortium());
    const auto end = std::chrono::steady_clock::now() + turnMost;
    while (!run.isDone && std::chrono::steady_clock::now() < end) {
        if (const auto done = checking.proceed(run); !done) {
            return done.error();
        }
    }
    return std::nullopt;
}

} // namespace

AnchorController::AnchorController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.health(), &ui::HealthPage::checkAsked, this, &AnchorController::check);
}

void AnchorController::end() {
    m_stop.request_stop();
    m_isChecking = false;
    m_place.window.health().setChecking(false);
}

void AnchorController::check(const QString& id) {
    const auto only = id.isEmpty() ? std::nullopt : ui::idFromText<RecordDigest>(id);
    if (m_isChecking || (!id.isEmpty() && !only)) {
        return;
    }
    m_isChecking = true;
    m_place.window.health().setChecking(true);
    m_stop = std::stop_source();
    m_control = beginTask(m_place, tr("Comparing your copies with the ledger"), m_stop);
    m_place.worker
        .act([only](const ui::WalletActing& acting) {
            auto turn = std::make_shared<Turn>();
            auto run = CheckAnchors(acting.context, acting.session.consortium())
                           .begin(acting.patient, only);
            run ? static_cast<void>(turn->run = std::move(*run))
                : static_cast<void>(turn->error = run.error());
            return turn;
        })
        .then(this, [this](const std::shared_ptr<Turn>& turn) { take(turn); });
}

void AnchorController::take(const std::shared_ptr<Turn>& turn) {
    if (!m_isChecking) { // the vault was locked meanwhile
        return;
    }
    if (turn->error || turn->run.isDone) {
        finish();
        tellEnd(*turn);
        return;
    }
    m_control.report(turn->run.done, turn->run.total);
    if (m_control.isCancelled()) {
        finish();
        return;
    }
    goOn(std::move(turn->run));
}

void AnchorController::goOn(Run run) {
    m_place.worker
        .act([run = std::make_shared<Run>(std::move(run)),
              language = shownLanguage()](const ui::WalletActing& acting) {
            auto turn = std::make_shared<Turn>();
            turn->error = proceed(acting, *run);
            turn->run = std::move(*run);
            if (turn->run.isDone) {
                turn->words = words(turn->run.report, acting, language);
            }
            return turn;
        })
        .then(this, [this](const std::shared_ptr<Turn>& turn) { take(turn); });
}

void AnchorController::finish() {
    m_isChecking = false;
    m_place.window.notices().endTask();
    m_place.window.health().setChecking(false);
    m_place.window.health().refreshDetail();
    emit changed();
}

void AnchorController::tellEnd(const Turn& turn) {
    if (turn.error) {
        tell(m_place, turn.error->code == ErrorCode::NotFound
                          ? tr("No hospital of a consortium knows you in this vault yet, so none "
                               "can be asked. Home says what is missing.")
                          : sentence(*turn.error));
        return;
    }
    const AnchorReport& report = turn.run.report;
    const bool isBad = report.wrong() > 0 || !report.contradicted.empty();
    m_place.window.notices().tell(isBad                  ? ui::Banner::Tone::Danger
                                  : report.unchecked > 0 ? ui::Banner::Tone::Warn
                                                         : ui::Banner::Tone::Good,
                                  turn.words);
}

QString AnchorController::words(const AnchorReport& report, const ui::WalletActing& acting,
                                Language language) {
    const auto names = wallet::PartyNames::load(acting.context.vault.contacts());
    const auto nameOf = [&](const PartyId& party) {
        return names ? ui::toQString(names->shortName(party, language)) : QString();
    };
    const auto count = [](std::uint64_t value) { return static_cast<int>(value); };
    QStringList lines;
    for (const PartyId& hospital : report.contradicted) {
        //: %1 a hospital
        lines << tr("%1 showed proofs that do not hold on the ledger. Do not rely on its records "
                    "that stand in red, keep them, and ask there in writing for proofs that hold.")
                     .arg(nameOf(hospital));
    }
    if (const auto others = report.of(AnchorOutcome::OtherVersion); others > 0) {
        lines << tr("%n record(s) are not the version that the hospital anchored. They stand in "
                    "red; ask there which version holds.",
                    nullptr, count(others));
    }
    if (const auto damaged = report.of(AnchorOutcome::CopyDamaged); damaged > 0) {
        lines << tr("%n copies in this vault are damaged. They stand in red; import them anew.",
                    nullptr, count(damaged));
    }
    if (const auto matching = report.of(AnchorOutcome::Matches); matching > 0) {
        lines << tr("%n record(s) are exactly what the hospitals anchored.", nullptr,
                    count(matching));
    }
    const auto changed = report.of(AnchorOutcome::Amended) + report.of(AnchorOutcome::Deleted);
    if (changed > 0) {
        lines << tr("%n record(s) were replaced or deleted by the hospital since.", nullptr,
                    count(changed));
    }
    if (const auto without = report.of(AnchorOutcome::NotAnchored); without > 0) {
        lines << tr("For %n record(s) the hospital showed no anchor.", nullptr, count(without));
    }
    if (report.unchecked > 0) {
        lines << tr("%n record(s) could not be checked now; what was known of them stays.", nullptr,
                    count(report.unchecked));
    }
    if (report.ledger) {
        lines << ui::CheckWords::obstacle(*report.ledger, QString());
    }
    for (const auto& [hospital, obstacle] : report.silent) {
        lines << ui::CheckWords::obstacle(obstacle, nameOf(hospital));
    }
    return lines.isEmpty() ? tr("There is no record here that a hospital could have anchored.")
                           : lines.join(QLatin1Char('\n'));
}

} // namespace consentry::desktop
