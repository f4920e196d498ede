#include "app/desktop/dispute_controller.h"

#include "app/desktop/send_stage.h"
#include "core/wallet/dispute_access.h"
#include "ui/bridge/convert.h"
#include "ui/models/log_reader.h"
#include "ui/pages/dispute_page.h"
#include "ui/pages/who_looked_page.h"

namespace consentry::desktop {

using Sent = DisputeController::Sent;

namespace {

Sent disputeRow(const ui::WalletActing& acting, LogSequence row, const std::string& words,
                const wallet::OnActProgress& onProgress) {
    Sent sent;
    const auto proven =
        wallet::DisputeAccess(acting.context).dispute(acting.patient, row, words, onProgress);
    if (proven) {
        sent.height = qint64(proven->height.value);
        return sent;
    }
    sent.error = proven.error();
    const auto all = wallet::disputesOf(acting.context.vault.logs(),
                                        acting.context.vault.transactions(), acting.patient.party);
    const auto found = all ? all->find(row) : decltype(all->find(row)){};
    sent.isKept =
        all && found != all->end() && found->second.state == wallet::Dispute::State::Waiting;
    return sent;
}

} // namespace

DisputeController::DisputeController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.whoLooked(), &ui::WhoLookedPage::disputeAsked, this,
            &DisputeController::ask);
    ui::DisputePage& page = place.window.dispute();
    connect(&page, &ui::DisputePage::disputeAsked, this, &DisputeController::send);
    connect(&page, &ui::DisputePage::backAsked, this, &DisputeController::goBack);
    connect(&page, &ui::DisputePage::doneAsked, this, &DisputeController::goBack);
}

void DisputeController::end() {
    ++m_asked;
    m_isSending = false;
    m_view = {};
    m_sent = {};
    m_place.window.dispute().setView({});
}

void DisputeController::ask(const QString& access) {
    m_place.worker
        .read([access](const ui::VaultReading& vault) {
            return ui::LogReader(vault).disputeView(access);
        })
        .then(this, [this, asked = ++m_asked](const std::optional<ui::DisputeView>& view) {
            if (view && asked == m_asked) {
                m_view = *view;
                m_sent = {};
                m_place.window.dispute().setView(m_view);
                m_place.window.goTo(ui::MainWindow::Place::Dispute);
            }
        });
}

void DisputeController::show(ui::SendStage stage) {
    m_view.stage = stage;
    m_place.window.dispute().setView(m_view);
}

void DisputeController::send(const QString& access, const QString& words) {
    if (access != m_view.accessId || m_isSending) {
        return;
    }
    m_isSending = true;
    const int asked = m_asked;
    const auto showStage = [this, asked](ui::SendStage stage) {
        if (asked == m_asked) {
            show(stage);
        }
    };
    m_place.worker
        .act([row = LogSequence(access.toULongLong()), said = ui::toUtf8(words),
              onProgress = stagesTo(this, showStage)](const ui::WalletActing& acting) {
            return disputeRow(acting, row, said, onProgress);
        })
        .then(this, [this, asked](const Sent& sent) {
            emit changed();
            if (asked != m_asked) {
                return;
            }
            m_isSending = false;
            m_sent = sent;
            m_view.block = sent.height;
            m_view.mayRetry =
                sent.error && !sent.isKept && sent.error->code != ErrorCode::AlreadyExists;
            m_view.problem = problemOf(sent);
            show(sent.error ? ui::SendStage::Failed : ui::SendStage::Proven);
        });
}

QString DisputeController::problemOf(const Sent& sent) {
    if (!sent.error) {
        return {};
    }
    if (sent.isKept) {
        return tr("The network does not answer. Your objection is signed and kept: "
                  "it goes out by itself.");
    }
    return sent.error->code == ErrorCode::AlreadyExists
               ? tr("You objected to this access before. Each access can be objected to once.")
               : sentence(*sent.error);
}

void DisputeController::refreshLanguage() {
    if (m_place.window.place() != ui::MainWindow::Place::Dispute) {
        return;
    }
    m_place.worker
        .read([access = m_view.accessId](const ui::VaultReading& vault) {
            return ui::LogReader(vault).disputeView(access);
        })
        .then(this, [this, asked = m_asked](std::optional<ui::DisputeView> view) {
            if (!view || asked != m_asked) {
                return;
            }
            view->stage = m_view.stage;
            view->block = m_view.block;
            view->mayRetry = m_view.mayRetry;
            view->problem = problemOf(m_sent);
            m_view = std::move(*view);
            m_place.window.dispute().setView(m_view);
        });
}

void DisputeController::goBack() {
    const QString access = m_view.accessId;
    end();
    m_place.window.goTo(ui::MainWindow::Place::WhoLooked);
    m_place.window.whoLooked().showDetail(access);
}

} // namespace consentry::desktop
