#include "app/desktop/revoke_controller.h"

#include "app/desktop/send_stage.h"
#include "ui/bridge/convert.h"
#include "ui/models/grant_reader.h"
#include "ui/pages/revoke_many_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/who_may_see_page.h"

#include <QHash>

namespace consentry::desktop {

using ui::RevokeManyView;
using ui::RevokeRowView;
using ui::SendStage;
using End = wallet::RevokeOutcome::End;

RevokeController::RevokeController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.whoMaySee(), &ui::WhoMaySeePage::revokeAsked, this,
            [this](const QString& id) {
                if (const auto grant = ui::idFromText<GrantId>(id)) {
                    ask(*grant);
                }
            });
    connect(&place.window.whoMaySee(), &ui::WhoMaySeePage::revokeManyAsked, this,
            &RevokeController::askMany);
    connect(&place.window.revoke(), &ui::RevokePage::revokeAsked, this, &RevokeController::send);
    connect(&place.window.revokeMany(), &ui::RevokeManyPage::revokeAsked, this,
            &RevokeController::sendMany);
}

void RevokeController::end() {
    ++m_asked;
    m_many = {};
    m_report.reset();
    m_place.window.revokeMany().setView({});
}

void RevokeController::ask(const GrantId& grant) {
    m_place.worker
        .read([grant](const ui::VaultReading& vault) {
            return ui::GrantReader(vault).revokeView(grant);
        })
        .then(this, [this](const ui::RevokeView& view) {
            m_view = view;
            m_failure.reset();
            m_place.window.revoke().setView(view);
            m_place.window.goTo(ui::MainWindow::Place::Revoke);
        });
}

void RevokeController::askMany(const ui::RevokeChoice& choice) {
    const int asked = ++m_asked;
    m_place.worker
        .read([choice](const ui::VaultReading& vault) {
            return ui::GrantReader(vault).revokeManyView(choice);
        })
        .then(this, [this, asked](const RevokeManyView& view) {
            if (asked != m_asked) {
                return;
            }
            m_many = view;
            m_report.reset();
            showMany();
            m_place.window.goTo(ui::MainWindow::Place::RevokeMany);
        });
}

void RevokeController::send() {
    const auto grant = ui::idFromText<GrantId>(m_view.grantId);
    if (!grant) {
        return;
    }
    struct Sent {
        std::optional<Error> error;
        qint64 height = 0;
    };
    const auto showStage = [this](SendStage stage) {
        m_view.stage = stage;
        m_place.window.revoke().setView(m_view);
    };
    m_place.worker
        .act([id = *grant, onProgress = stagesTo(this, showStage)](const ui::WalletActing& acting) {
            Sent sent;
            const auto report =
                wallet::RevokeGrants(acting.context)
                    .revoke(acting.patient, std::span(&id, 1),
                            [&](std::span<const GrantId>, const wallet::ActProgress& progress) {
                                onProgress(progress);
                            });
            if (!report) {
                sent.error = report.error();
                return sent;
            }
            sent.height = qint64(report->outcomes.front().height.value);
            sent.error = report->problem();
            return sent;
        })
        .then(this, [this, showStage](const Sent& sent) {
            m_failure = sent.error;
            m_view.problem = sent.error ? sentence(*sent.error) : QString();
            m_view.block = sent.height;
            showStage(sent.error ? SendStage::Failed : SendStage::Proven);
            emit changed();
        });
}

void RevokeController::sendMany(const QStringList& ids) {
    std::vector<GrantId> grants;
    for (const QString& id : ids) {
        if (const auto grant = ui::idFromText<GrantId>(id)) {
            grants.push_back(*grant);
        }
    }
    if (grants.empty() || m_many.stage == RevokeManyView::Stage::Running) {
        return;
    }
    m_many.stage = RevokeManyView::Stage::Running;
    showMany();
    const int asked = m_asked;
    m_place.worker
        .act([this, asked, grants](const ui::WalletActing& acting) {
            return wallet::RevokeGrants(acting.context)
                .revoke(acting.patient, grants,
                        [this, asked](std::span<const GrantId> some,
                                      const wallet::ActProgress& progress) {
                            std::vector<GrantId> these(some.begin(), some.end());
                            QMetaObject::invokeMethod(
                                this, [this, asked, progress, these = std::move(these)] {
                                    if (asked == m_asked) {
                                        showStages(these, progress);
                                    }
                                });
                        });
        })
        .then(this, [this, asked](const Result<wallet::RevokeReport>& report) {
            emit changed();
            if (asked != m_asked) {
                return;
            }
            m_many.stage = RevokeManyView::Stage::Ended;
            m_report = report;
            showReport();
        });
}

void RevokeController::refreshLanguage() {
    if (m_place.window.place() == ui::MainWindow::Place::Revoke) {
        readOneAgain();
    } else if (m_place.window.place() == ui::MainWindow::Place::RevokeMany) {
        readManyAgain();
    }
}

void RevokeController::readOneAgain() {
    const auto grant = ui::idFromText<GrantId>(m_view.grantId);
    if (!grant) {
        return;
    }
    m_place.worker
        .read([grant = *grant](const ui::VaultReading& vault) {
            return ui::GrantReader(vault).revokeView(grant);
        })
        .then(this, [this](ui::RevokeView view) {
            if (view.grantId != m_view.grantId) {
                return;
            }
            view.stage = m_view.stage;
            view.block = m_view.block;
            view.problem = m_failure ? sentence(*m_failure) : QString();
            m_view = std::move(view);
            m_place.window.revoke().setView(m_view);
        });
}

void RevokeController::readManyAgain() {
    const int asked = m_asked;
    m_place.worker
        .read([shown = m_many](const ui::VaultReading& vault) {
            return ui::GrantReader(vault).inThisLanguage(shown);
        })
        .then(this, [this, asked](const RevokeManyView& view) {
            if (asked != m_asked) {
                return;
            }
            // How far they are may have gone on while the words were read.
            QHash<QString, RevokeRowView> now;
            for (const RevokeRowView& row : std::as_const(m_many.rows)) {
                now.insert(row.id, row);
            }
            const auto stage = m_many.stage;
            m_many = view;
            m_many.stage = stage;
            for (RevokeRowView& row : m_many.rows) {
                row.state = now[row.id].state;
                row.block = now[row.id].block;
            }
            if (m_report) {
                showReport();
            } else {
                showMany();
            }
        });
}

void RevokeController::showMany() {
    m_place.window.revokeMany().setView(m_many);
}

void RevokeController::showStages(const std::vector<GrantId>& grants,
                                  const wallet::ActProgress& progress) {
    QSet<QString> ids;
    for (const GrantId& id : grants) {
        ids << ui::toQString(id.hex());
    }
    using Stage = wallet::ActProgress::Stage;
    for (RevokeRowView& row : m_many.rows) {
        if (ids.contains(row.id)) {
            row.state = progress.stage == Stage::Signed ? RevokeRowView::State::Signed
                        : progress.stage == Stage::Sent ? RevokeRowView::State::Sent
                                                        : RevokeRowView::State::InBlock;
            row.block = qint64(progress.height.value);
        }
    }
    showMany();
}

void RevokeController::showReport() {
    if (!*m_report) {
        m_many.problem = sentence(m_report->error());
        showMany();
        return;
    }
    const wallet::RevokeReport& report = **m_report;
    QHash<QString, wallet::RevokeOutcome> outcomes;
    for (const wallet::RevokeOutcome& outcome : report.outcomes) {
        outcomes.insert(ui::toQString(outcome.grant.hex()), outcome);
    }
    for (RevokeRowView& row : m_many.rows) {
        const auto found = outcomes.constFind(row.id);
        if (found == outcomes.constEnd()) {
            continue;
        }
        row.block = qint64(found->height.value);
        row.problem.clear();
        switch (found->end) {
        case End::Stopped:
            row.state = RevokeRowView::State::Stopped;
            break;
        case End::OverBefore:
            row.state = RevokeRowView::State::OverBefore;
            break;
        case End::OnItsWay:
            row.state = RevokeRowView::State::Waiting;
            break;
        case End::Refused:
            row.state = RevokeRowView::State::Refused;
            row.problem = sentence(Error{ErrorCode::Refused, {}, static_cast<int>(found->refusal)});
            break;
        }
    }
    m_many.problem = report.trouble ? sentence(*report.trouble) : QString();
    showMany();
}

} // namespace consentry::desktop
