#include "app/desktop/grant_controller.h"

#include "app/desktop/send_stage.h"
#include "core/consent/wording.h"
#include "core/registry/object_ids.h"
#include "ui/bridge/convert.h"
#include "ui/models/check_up_reader.h"
#include "ui/models/draft_reader.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/separate_consent_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/who_may_see_page.h"

#include <utility>

namespace consentry::desktop {

using ui::MainWindow;
using ui::SendStage;

GrantController::GrantController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place), m_window(place.window) {
    const auto begin = [this] { beginNew(); };
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::newGrantAsked, this, begin);
    connect(&m_window.home(), &ui::HomePage::newGrantAsked, this, begin);
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::editAsked, this,
            [this](const QString& id, ui::SentencePart part) {
                newDraft(ui::idFromText<GrantId>(id), part);
            });
    const auto withGrant = [this](void (GrantController::*start)(const GrantId&)) {
        return [this, start](const QString& id) {
            if (const auto grant = ui::idFromText<GrantId>(id)) {
                (this->*start)(*grant);
            }
        };
    };
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::renewAsked, this,
            withGrant(&GrantController::renew));
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::giveAgainAsked, this,
            withGrant(&GrantController::giveAgain));
    connect(&m_window.editor(), &ui::GrantEditorPage::draftChanged, this,
            &GrantController::updateDraft);
    connect(&m_window.editor(), &ui::GrantEditorPage::templateChosen, this,
            &GrantController::beginWith);
    connect(&m_window.editor(), &ui::GrantEditorPage::continueAsked, this,
            &GrantController::reviewDraft);
    connect(&m_window.editor(), &ui::GrantEditorPage::seeAsAsked, this,
            [this](const ui::GrantDraft& draft) { emit seeAsAsked(draft, m_replaces); });
    ui::SeparateConsentPage& separate = m_window.separateConsent();
    connect(&separate, &ui::SeparateConsentPage::agreed, this, [this] { answer(Answer::Include); });
    connect(&separate, &ui::SeparateConsentPage::leftOut, this,
            [this] { answer(Answer::LeaveOut); });
    ui::SigningPage& signing = m_window.signing();
    connect(&signing, &ui::SigningPage::signAsked, this, [this] { showStage(SendStage::Waiting); });
    connect(&signing, &ui::SigningPage::undoAsked, this, [this] { showStage(SendStage::Review); });
    connect(&signing, &ui::SigningPage::sendAsked, this, &GrantController::send);
    connect(&signing, &ui::SigningPage::retryAsked, this, &GrantController::send);
}

void GrantController::beginNew(const QString& who) {
    newDraft(std::nullopt, std::nullopt, who);
}

void GrantController::newDraft(std::optional<GrantId> replaces,
                               std::optional<ui::SentencePart> part, const QString& who) {
    openEditor(replaces, part, [replaces, who](ui::DraftReader& reader) {
        ui::GrantDraft draft = replaces ? reader.draftOf(*replaces) : reader.empty();
        if (!who.isEmpty()) {
            draft.who = who;
        }
        return draft;
    });
}

void GrantController::renew(const GrantId& grant) {
    openEditor(grant, ui::SentencePart::Until,
               [grant](ui::DraftReader& reader) { return reader.renewed(grant); });
}

void GrantController::giveAgain(const GrantId& grant) {
    openEditor(std::nullopt, std::nullopt,
               [grant](ui::DraftReader& reader) { return reader.renewed(grant); });
}

void GrantController::openEditor(std::optional<GrantId> replaces,
                                 std::optional<ui::SentencePart> part, const Beginning& begin) {
    m_replaces = replaces;
    const int generation = ++m_draftGeneration;
    m_place.worker
        .read(
            [replaces, begin](const ui::VaultReading& vault) -> std::optional<ui::GrantDraftView> {
                if (!vault.hasPatient()) {
                    return std::nullopt;
                }
                ui::DraftReader reader(vault);
                return reader.view(begin(reader), replaces);
            })
        .then(this, [this, generation, part](const std::optional<ui::GrantDraftView>& view) {
            if (!view) {
                tell(m_place, notRegisteredWords());
            } else if (generation == m_draftGeneration) {
                m_window.editor().setView(*view);
                m_window.goTo(MainWindow::Place::Editor);
                m_window.editor().openPart(part);
            }
        });
}

void GrantController::updateDraft(const ui::GrantDraft& draft) {
    const int generation = ++m_draftGeneration;
    m_place.worker
        .read([draft, replaces = m_replaces](const ui::VaultReading& vault) {
            return ui::DraftReader(vault).view(draft, replaces);
        })
        .then(this, [this, generation](const ui::GrantDraftView& view) {
            if (generation == m_draftGeneration) {
                m_window.editor().setView(view);
            }
        });
}

void GrantController::beginWith(const QString& templateId, const ui::GrantDraft& draft) {
    const int generation = ++m_draftGeneration;
    m_place.worker
        .read([templateId, draft](const ui::VaultReading& vault) {
            ui::DraftReader reader(vault);
            return reader.view(reader.fromTemplate(templateId, draft), std::nullopt);
        })
        .then(this, [this, generation](const ui::GrantDraftView& view) {
            if (generation == m_draftGeneration) {
                m_window.editor().setView(view);
            }
        });
}

/// What the signing page shows, or what is asked before it, or why neither.
struct GrantController::Review {
    consent::Grant grant;
    std::optional<GrantId> replaces;
    std::vector<wallet::SeparateConsent::What> answered;
    std::optional<wallet::SeparateConsent> asked;
    ui::SeparateConsentView askedView;
    std::optional<wallet::PreparedGrant> prepared;
    ui::SigningView view;
    std::optional<ui::GrantDraftView> draft; ///< for the way back, where the editor was not open
    QString problem;

    static std::shared_ptr<Review> of(const ui::VaultReading& vault, consent::Grant grant,
                                      const std::optional<GrantId>& replaces,
                                      std::vector<wallet::SeparateConsent::What> answered = {}) {
        auto review = std::make_shared<Review>();
        review->grant = std::move(grant);
        review->replaces = replaces;
        review->answered = std::move(answered);
        if (const auto done = review->complete(vault); !done) {
            review->problem = sentence(done.error());
        }
        return review;
    }
    static std::shared_ptr<Review> failed(const Error& error) {
        auto review = std::make_shared<Review>();
        review->problem = sentence(error);
        return review;
    }

private:
    Result<> complete(const ui::VaultReading& vault) {
        ASSIGN_OR_RETURN(wallet::PreparedGrant ready,
                         wallet::prepareGrant(vault.chainId, vault.patient.party, grant, replaces));
        ui::DraftReader reader(vault);
        ASSIGN_OR_RETURN(asked, reader.nextConsent(ready.grant, replaces, answered));
        if (asked) {
            askedView = reader.consentView(ready.grant, *asked);
            return {};
        }
        view = reader.signingView(ready.grant, replaces);
        prepared = std::move(ready);
        return {};
    }
};

void GrantController::propose(const GrantId& replaced, int findingKind) {
    m_replaces = replaced;
    const int generation = ++m_draftGeneration;
    m_place.worker
        .read([replaced, findingKind](const ui::VaultReading& vault) {
            auto proposal = ui::CheckUpReader(vault).proposal(
                replaced, static_cast<consent::Finding::Kind>(findingKind));
            if (!proposal) {
                return Review::failed(Error{ErrorCode::NotFound, "proposal"});
            }
            proposal->notBefore = vault.chainTime;
            auto review = Review::of(vault, *proposal, replaced);
            ui::DraftReader reader(vault);
            review->draft = reader.view(reader.draftOf(*proposal), replaced);
            return review;
        })
        .then(this, [this, generation](const std::shared_ptr<Review>& review) {
            if (generation == m_draftGeneration) {
                showReview(review);
            }
        });
}

void GrantController::showReview(const std::shared_ptr<Review>& review) {
    if (!review->problem.isEmpty()) {
        tell(m_place, review->problem);
        return;
    }
    if (review->asked) {
        m_review = review;
        m_window.separateConsent().setView(review->askedView);
        m_window.goTo(MainWindow::Place::SeparateConsent);
        return;
    }
    m_review.reset();
    if (review->draft) {
        m_window.editor().setView(*review->draft);
        m_window.editor().openPart(std::nullopt);
    }
    m_prepared = review->prepared;
    m_shown = review->prepared->grant;
    m_failure.reset();
    m_signing = review->view;
    m_window.signing().setView(m_signing);
    m_window.goTo(MainWindow::Place::Signing);
}

void GrantController::answer(Answer answer) {
    const std::shared_ptr<Review> asked = std::exchange(m_review, nullptr);
    if (!asked) {
        return;
    }
    const int generation = ++m_draftGeneration;
    m_place.worker
        .read([asked, answer](const ui::VaultReading& vault) {
            consent::Grant grant = asked->grant;
            if (answer == Answer::Include) {
                wallet::include(grant, *asked->asked);
            } else {
                wallet::leaveOut(grant, *asked->asked);
            }
            auto answered = asked->answered;
            answered.push_back(asked->asked->what);
            return Review::of(vault, std::move(grant), asked->replaces, std::move(answered));
        })
        .then(this, [this, generation](const std::shared_ptr<Review>& review) {
            if (generation == m_draftGeneration) {
                showReview(review);
            }
        });
}

void GrantController::end() {
    ++m_draftGeneration;
    m_review.reset();
    m_prepared.reset();
    m_shown.reset();
    m_window.separateConsent().setView({});
}

void GrantController::refreshLanguage() {
    switch (m_window.place()) {
    case MainWindow::Place::Editor:
        updateDraft(m_window.editor().draft());
        break;
    case MainWindow::Place::SeparateConsent:
        askAgain();
        break;
    case MainWindow::Place::Signing:
        if (m_shown) {
            readAgain(*m_shown);
        }
        break;
    default:
        break;
    }
}

/// The words of the question alone: what was answered stays answered.
void GrantController::askAgain() {
    if (!m_review) {
        return;
    }
    m_place.worker
        .read([review = m_review](const ui::VaultReading& vault) {
            return ui::DraftReader(vault).consentView(review->grant, *review->asked);
        })
        .then(this, [this, review = m_review](const ui::SeparateConsentView& view) {
            if (review == m_review) {
                m_review->askedView = view;
                m_window.separateConsent().setView(view);
            }
        });
}

/// What is signed does not change with the language, nor how far it is.
void GrantController::readAgain(const consent::Grant& grant) {
    m_place.worker
        .read([grant, replaces = m_replaces](const ui::VaultReading& vault) {
            return ui::DraftReader(vault).signingView(grant, replaces);
        })
        .then(this, [this, id = grant.id](ui::SigningView view) {
            if (!m_shown || m_shown->id != id) {
                return;
            }
            view.stage = m_signing.stage;
            view.block = m_signing.block;
            view.provenAt = m_signing.provenAt;
            view.isKept = m_signing.isKept;
            view.problem = m_failure ? sentence(*m_failure) : QString();
            m_signing = std::move(view);
            m_window.signing().setView(m_signing);
        });
}

void GrantController::reviewDraft(const ui::GrantDraft& draft) {
    m_place.worker
        .read([draft, replaces = m_replaces](const ui::VaultReading& vault) {
            const auto grant = ui::DraftReader(vault).grantOf(draft);
            if (!grant) {
                return Review::failed(grant.error());
            }
            return Review::of(vault, *grant, replaces);
        })
        .then(this, [this](const std::shared_ptr<Review>& review) { showReview(review); });
}

void GrantController::showStage(SendStage stage) {
    m_signing.stage = stage;
    m_window.signing().setView(m_signing);
}

/// Signed and on its way, whatever was said of it last: the outbox sends it.
bool GrantController::isKept(const wallet::WalletContext& context, const GrantId& grant) {
    const auto open = context.vault.transactions().open();
    return open && std::any_of(open->begin(), open->end(), [&grant](const PendingTransaction& one) {
               return one.subject == registry::idCast<Digest>(grant);
           });
}

void GrantController::send() {
    const bool mayBegin =
        m_signing.stage == SendStage::Waiting || m_signing.stage == SendStage::Failed;
    if (!m_prepared || !mayBegin) {
        return;
    }
    struct Sent {
        std::optional<Error> error;
        bool isKept = false;
        std::optional<BlockHeight> height;
        QDateTime provenAt;
    };
    // At once: from here on there is nothing to undo, and nothing to send again.
    showStage(SendStage::Signed);
    m_place.worker
        .act([prepared = *m_prepared,
              onProgress = stagesTo(this, [this](SendStage stage) { showStage(stage); })](
                 const ui::WalletActing& acting) {
            Sent sent;
            const auto id =
                wallet::GrantAccess(acting.context)
                    .send(acting.patient, prepared,
                          consent::scopeTitle(prepared.grant, consent::Language::English),
                          onProgress);
            if (!id) {
                sent.error = id.error();
                sent.isKept = isKept(acting.context, prepared.grant.id);
                return sent;
            }
            if (const auto stages = acting.context.vault.grants().stages(*id)) {
                for (const auto& stage : *stages) {
                    if (stage.stage == GrantStage::Proven) {
                        sent.height = stage.mark.height;
                        sent.provenAt = ui::toDateTime(stage.mark.at);
                    }
                }
            }
            return sent;
        })
        .then(this, [this](const Sent& sent) {
            m_failure = sent.error;
            if (sent.error) {
                m_signing.problem = sentence(*sent.error);
                m_signing.isKept = sent.isKept;
                if (sent.isKept) {
                    m_prepared.reset();
                }
            } else {
                m_signing.block = sent.height ? qint64(sent.height->value) : 0;
                m_signing.provenAt = sent.provenAt;
                m_prepared.reset();
            }
            showStage(sent.error ? SendStage::Failed : SendStage::Proven);
            emit changed();
        });
}

} // namespace consentry::desktop
