#include "app/desktop/grant_controller.h"

#include "app/desktop/send_stage.h"
#include "core/consent/wording.h"
#include "ui/bridge/convert.h"
#include "ui/models/check_up_reader.h"
#include "ui/models/draft_reader.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/who_may_see_page.h"

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
    connect(&m_window.editor(), &ui::GrantEditorPage::draftChanged, this,
            &GrantController::updateDraft);
    connect(&m_window.editor(), &ui::GrantEditorPage::templateChosen, this,
            &GrantController::beginWith);
    connect(&m_window.editor(), &ui::GrantEditorPage::continueAsked, this,
            &GrantController::reviewDraft);
    connect(&m_window.editor(), &ui::GrantEditorPage::seeAsAsked, this,
            [this](const ui::GrantDraft& draft) { emit seeAsAsked(draft, m_replaces); });
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
    m_replaces = replaces;
    const int generation = ++m_draftGeneration;
    m_place.worker
        .read([replaces, who](const ui::VaultReading& vault) {
            ui::DraftReader reader(vault);
            ui::GrantDraft draft = replaces ? reader.draftOf(*replaces) : reader.empty();
            if (!who.isEmpty()) {
                draft.who = who;
            }
            return reader.view(draft, replaces);
        })
        .then(this, [this, generation, part](const ui::GrantDraftView& view) {
            if (generation == m_draftGeneration) {
                m_window.editor().setView(view);
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

/// What the signing page shows, or why it cannot.
struct GrantController::Review {
    std::optional<wallet::PreparedGrant> prepared;
    ui::SigningView view;
    std::optional<ui::GrantDraftView> draft; ///< for the way back, where the editor was not open
    QString problem;

    static std::shared_ptr<Review> of(const ui::VaultReading& vault, consent::Grant grant,
                                      const std::optional<GrantId>& replaces) {
        auto review = std::make_shared<Review>();
        auto prepared =
            wallet::prepareGrant(vault.chainId, vault.patient.party, std::move(grant), replaces);
        if (!prepared) {
            review->problem = sentence(prepared.error());
            return review;
        }
        review->view = ui::DraftReader(vault).signingView(prepared->grant, replaces);
        review->prepared = std::move(*prepared);
        return review;
    }
};

void GrantController::prolong(const GrantId& grant) {
    newDraft(grant, ui::SentencePart::Until);
}

void GrantController::propose(const GrantId& replaced, int findingKind) {
    m_replaces = replaced;
    const int generation = ++m_draftGeneration;
    m_place.worker
        .read([replaced, findingKind](const ui::VaultReading& vault) {
            auto proposal = ui::CheckUpReader(vault).proposal(
                replaced, static_cast<consent::Finding::Kind>(findingKind));
            if (!proposal) {
                auto none = std::make_shared<Review>();
                none->problem = sentence(Error{ErrorCode::NotFound, "proposal"});
                return none;
            }
            proposal->notBefore = vault.now;
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
    if (!review->prepared) {
        tell(m_place, review->problem);
        return;
    }
    if (review->draft) {
        m_window.editor().setView(*review->draft);
        m_window.editor().openPart(std::nullopt);
    }
    m_prepared = review->prepared;
    m_signing = review->view;
    m_window.signing().setView(m_signing);
    m_window.goTo(MainWindow::Place::Signing);
}

void GrantController::reviewDraft(const ui::GrantDraft& draft) {
    m_place.worker
        .read([draft, replaces = m_replaces](const ui::VaultReading& vault) {
            const auto grant = ui::DraftReader(vault).grantOf(draft);
            if (!grant) {
                auto none = std::make_shared<Review>();
                none->problem = sentence(grant.error());
                return none;
            }
            return Review::of(vault, *grant, replaces);
        })
        .then(this, [this](const std::shared_ptr<Review>& review) { showReview(review); });
}

void GrantController::showStage(SendStage stage) {
    m_signing.stage = stage;
    m_window.signing().setView(m_signing);
}

void GrantController::send() {
    if (!m_prepared) {
        return;
    }
    struct Sent {
        std::optional<Error> error;
        std::optional<BlockHeight> height;
        QDateTime provenAt;
    };
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
            if (sent.error) {
                m_signing.problem = sentence(*sent.error);
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
