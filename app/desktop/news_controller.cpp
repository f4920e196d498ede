#include "app/desktop/news_controller.h"

#include "ui/bridge/convert.h"
#include "ui/models/grant_reader.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/widgets/toast.h"

#include <algorithm>

namespace consentry::desktop {

using ui::AccessMark;
using ui::AccessRowView;
using ui::MainWindow;

namespace {

/// Block time decides when a grant ends: looked for a little later than this computer's clock says.
constexpr qint64 afterTheEndMs = 2'000;
/// A timer holds no more than about 24 days.
constexpr qint64 longestWaitMs = 24LL * 60 * 60 * 1000;

bool needsAttention(const AccessRowView& row) {
    return row.mark == AccessMark::NoRule || row.mark == AccessMark::Emergency;
}

} // namespace

NewsController::NewsController(Workplace& place, DesktopNotifier& desktop, QObject* parent)
    : QObject(parent), m_place(place), m_desktop(desktop) {
    m_nextEnd.setSingleShot(true);
    connect(&m_nextEnd, &QTimer::timeout, this, &NewsController::look);
    connect(&desktop, &DesktopNotifier::clicked, this, [this] {
        m_place.window.show();
        m_place.window.raise();
        m_place.window.activateWindow();
    });
}

void NewsController::begin(bool onDesktop) {
    ++m_visit;
    m_isOpen = true;
    m_isLooking = false;
    m_lookAgain = false;
    m_onDesktop = onDesktop;
    m_knownRows.reset();
    m_open.clear();
}

void NewsController::end() {
    m_isOpen = false;
    m_nextEnd.stop();
    m_knownRows.reset();
    m_open.clear();
    m_place.window.toasts().clear();
}

NewsController::News NewsController::read(const ui::VaultReading& vault, std::uint64_t known) {
    News news;
    news.log = ui::LogReader(vault).accessesAfter(known);
    ui::GrantReader grants(vault);
    for (const ui::OpenedGrant& one : grants.all()) {
        if (one.stored.state != consentry::GrantState::Active) {
            continue;
        }
        const QString id = ui::toQString(one.stored.id.hex());
        if (one.stored.end > vault.now) {
            news.open << OpenGrant{id, grants.listTitle(one.grant.grantee),
                                   ui::toDateTime(one.stored.end)};
        } else {
            news.ended << id;
        }
    }
    return news;
}

void NewsController::look() {
    if (!m_isOpen) {
        return;
    }
    if (m_isLooking) {
        m_lookAgain = true;
        return;
    }
    m_isLooking = true;
    m_place.worker
        .read([known = m_knownRows.value_or(~std::uint64_t{0})](const ui::VaultReading& vault) {
            return std::make_shared<News>(read(vault, known));
        })
        .then(this, [this, visit = m_visit](const std::shared_ptr<News>& news) {
            if (visit != m_visit || !m_isOpen) {
                return;
            }
            m_isLooking = false;
            take(*news);
            if (std::exchange(m_lookAgain, false)) {
                look();
            }
        });
}

void NewsController::take(const News& news) {
    if (news.log) {
        tellAccesses(news.log->accesses);
        m_knownRows = news.log->rows;
    }
    for (const OpenGrant& before : std::as_const(m_open)) {
        if (news.ended.contains(before.id)) {
            tellEnd(before);
        }
    }
    m_open = news.open;
    const auto next =
        std::min_element(m_open.begin(), m_open.end(),
                         [](const OpenGrant& a, const OpenGrant& b) { return a.end < b.end; });
    if (next == m_open.end()) {
        m_nextEnd.stop();
        return;
    }
    const qint64 wait = QDateTime::currentDateTime().msecsTo(next->end) + afterTheEndMs;
    m_nextEnd.start(static_cast<int>(std::clamp(wait, afterTheEndMs, longestWaitMs)));
}

QString NewsController::inWindow(const std::vector<AccessRowView>& accesses) {
    if (accesses.size() > 1) {
        return tr("%n new visits in “Who looked”.", nullptr, static_cast<int>(accesses.size()));
    }
    const AccessRowView& row = accesses.front();
    const QString who = row.who.isEmpty() ? tr("Somebody") : row.who;
    switch (row.mark) {
    case AccessMark::NoRule:
        return tr("%1 looked at your records, and no rule of yours allows it.").arg(who);
    case AccessMark::Emergency:
        return tr("%1 looked at your records in an emergency.").arg(who);
    case AccessMark::Refused:
        return tr("%1 wanted to look, and was refused.").arg(who);
    case AccessMark::ByRule:
    case AccessMark::BroaderThanUsed:
    case AccessMark::Request:
        break;
    }
    return tr("%1 looked at your records.").arg(who);
}

QString NewsController::onDesktop(const std::vector<AccessRowView>& accesses) {
    const bool isSerious = std::any_of(accesses.begin(), accesses.end(), needsAttention);
    if (isSerious) {
        return tr("Somebody looked at your data. Please see whether that was right.");
    }
    const bool isRefusal = std::all_of(accesses.begin(), accesses.end(), [](const auto& row) {
        return row.mark == AccessMark::Refused;
    });
    return isRefusal ? tr("Somebody wanted to look at your data, and was refused.")
                     : tr("Somebody looked at your data.");
}

void NewsController::tellAccesses(const std::vector<AccessRowView>& accesses) {
    if (accesses.empty()) {
        return;
    }
    ui::ToastView toast;
    toast.words = inWindow(accesses);
    toast.tone = std::any_of(accesses.begin(), accesses.end(), needsAttention)
                     ? ui::ToastView::Tone::Problem
                     : ui::ToastView::Tone::Plain;
    toast.action = tr("Show");
    toast.onAction = [this, id = accesses.front().id, isOne = accesses.size() == 1] {
        m_place.window.goTo(MainWindow::Place::WhoLooked);
        if (isOne) {
            m_place.window.whoLooked().showDetail(id);
        }
    };
    m_place.window.toasts().show(toast);
    tellDesktop(onDesktop(accesses));
}

void NewsController::tellEnd(const OpenGrant& grant) {
    ui::ToastView toast;
    //: %1 whom it was given to
    toast.words = tr("The grant for %1 has ended.").arg(grant.who);
    toast.action = tr("Show");
    toast.onAction = [this, id = grant.id] {
        m_place.window.whoMaySee().select(id);
        m_place.window.goTo(MainWindow::Place::WhoMaySee);
    };
    m_place.window.toasts().show(toast);
    tellDesktop(tr("A grant of yours has ended."));
}

/// Who sits before the window sees it there.
void NewsController::tellDesktop(const QString& words) {
    if (m_onDesktop && !m_place.window.isActiveWindow()) {
        m_desktop.show(words);
    }
}

} // namespace consentry::desktop
