#include "app/desktop/rules_controller.h"

#include "app/desktop/send_stage.h"
#include "core/wallet/set_rules.h"
#include "ui/models/rules_reader.h"
#include "ui/pages/rules_page.h"
#include "ui/pages/rules_signing_page.h"
#include "ui/pages/who_may_see_page.h"

namespace consentry::desktop {

using ui::MainWindow;
using ui::RulesView;
using ui::SendStage;

RulesController::RulesController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    MainWindow& window = place.window;
    connect(&window.whoMaySee(), &ui::WhoMaySeePage::rulesAsked, this, &RulesController::open);
    connect(&window.rules(), &ui::RulesPage::edited, this, &RulesController::edit);
    connect(&window.rules(), &ui::RulesPage::continueAsked, this, &RulesController::review);
    connect(&window.rulesSigning(), &ui::RulesSigningPage::signAsked, this, &RulesController::send);
}

void RulesController::end() {
    ++m_question;
    m_view = {};
    m_signed = {};
    m_place.window.rules().forget();
    m_place.window.rulesSigning().setView({});
}

void RulesController::open() {
    const int question = ++m_question;
    m_place.worker
        .read([](const ui::VaultReading& vault) {
            return vault.hasPatient() ? std::optional(ui::RulesReader(vault).standing())
                                      : std::nullopt;
        })
        .then(this, [this, question](const std::optional<Result<RulesView>>& answer) {
            if (question != m_question) {
                return;
            }
            if (!answer) {
                tell(m_place, notRegisteredWords());
                return;
            }
            const Result<RulesView>& view = *answer;
            if (!view) {
                tell(m_place, sentence(view.error()));
                return;
            }
            m_place.window.rules().forget();
            show(*view);
            m_place.window.goTo(MainWindow::Place::Rules);
        });
}

void RulesController::edit(const ui::RulesEdit& edit) {
    const int question = ++m_question;
    m_place.worker
        .read([edit, draft = m_view.draft](const ui::VaultReading& vault) {
            return ui::RulesReader(vault).changed(draft, edit);
        })
        .then(this, [this, question](const Result<RulesView>& view) {
            if (question != m_question) {
                return;
            }
            if (!view) {
                tell(m_place, sentence(view.error()));
                show(RulesView(m_view));
                return;
            }
            show(*view);
        });
}

void RulesController::refreshLanguage() {
    const auto place = m_place.window.place();
    if (place != MainWindow::Place::Rules && place != MainWindow::Place::RulesSigning) {
        return;
    }
    struct Words {
        Result<RulesView> draft;
        Result<RulesView> signedOne;
    };
    // Not a question of its own: a change that is on its way still tells how far it is.
    m_place.worker
        .read([edited = m_view, sent = m_signed](const ui::VaultReading& vault) {
            ui::RulesReader reader(vault);
            return Words{reader.view(edited.draft, edited.standing),
                         reader.view(sent.draft, sent.standing)};
        })
        .then(this, [this, question = m_question](const Words& words) {
            if (question != m_question || !words.draft) {
                return;
            }
            if (!(words.draft->draft == m_view.draft)) { // edited meanwhile
                refreshLanguage();
                return;
            }
            show(*words.draft);
            if (!words.signedOne || m_place.window.place() != MainWindow::Place::RulesSigning) {
                return;
            }
            RulesView shown = *words.signedOne;
            shown.stage = m_signed.stage;
            shown.block = m_signed.block;
            shown.problem = m_failure ? whyNot(*m_failure) : QString();
            m_signed = std::move(shown);
            m_place.window.rulesSigning().setView(m_signed);
        });
}

void RulesController::show(const RulesView& view) {
    m_view = view;
    m_place.window.rules().setView(m_view);
}

void RulesController::review() {
    m_signed = m_view;
    m_failure.reset();
    m_place.window.rulesSigning().setView(m_signed);
    m_place.window.goTo(MainWindow::Place::RulesSigning);
}

void RulesController::showStage(SendStage stage) {
    m_signed.stage = stage;
    m_place.window.rulesSigning().setView(m_signed);
}

QString RulesController::whyNot(const Error& error) {
    switch (error.code) {
    case ErrorCode::Stale:
        return tr("The rules were changed in another place meanwhile, so nothing was sent. Go "
                  "back: the page shows what stands now.");
    case ErrorCode::AlreadyExists:
        return tr("An earlier change of the rules is still on its way, so nothing was sent. Try "
                  "again when it is proven.");
    case ErrorCode::Unreachable:
        return tr("The consortium cannot be reached. A change that is signed already is kept on "
                  "this computer and sent again by itself.");
    default:
        return sentence(error);
    }
}

void RulesController::send() {
    if (m_signed.stage != SendStage::Review) {
        return;
    }
    struct Sent {
        std::optional<Error> error;
        qint64 height = 0;
    };
    const int question = m_question;
    const auto showWay = [this, question](SendStage stage) {
        if (question == m_question) {
            showStage(stage);
        }
    };
    showStage(SendStage::Signed);
    m_place.worker
        .act([draft = m_signed.draft,
              onProgress = stagesTo(this, showWay)](const ui::WalletActing& acting) {
            Sent sent;
            wallet::SetRules rules(acting.context);
            const auto proven = rules.send(acting.patient, draft, onProgress);
            if (proven) {
                sent.height = qint64(proven->height.value);
                return sent;
            }
            sent.error = proven.error();
            if (proven.error().code == ErrorCode::Stale) {
                // So that the way back shows what stands.
                const auto now = rules.current(acting.patient);
                sent.error = now ? proven.error() : now.error();
            }
            return sent;
        })
        .then(this, [this, question](const Sent& sent) {
            emit changed();
            if (question != m_question) {
                return;
            }
            m_failure = sent.error;
            m_signed.problem = sent.error ? whyNot(*sent.error) : QString();
            m_signed.block = sent.height;
            showStage(sent.error ? SendStage::Failed : SendStage::Proven);
            if (sent.error) {
                prepareWayBack(sent.error->code);
            }
        });
}

/// The page of edits as it is after a failure: with the draft, or without it where other rules
/// stand by now; and shut while what was signed is on its way.
void RulesController::prepareWayBack(ErrorCode code) {
    const int question = ++m_question;
    m_place.worker
        .read([draft = m_signed.draft, code](const ui::VaultReading& vault) {
            ui::RulesReader reader(vault);
            return code == ErrorCode::Stale ? reader.standing() : reader.view(draft);
        })
        .then(this, [this, question](const Result<RulesView>& view) {
            if (question == m_question && view) {
                show(*view);
            }
        });
}

} // namespace consentry::desktop
