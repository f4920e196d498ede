#include "app/desktop/page_refresher.h"

#include "ui/pages/home_page.h"
#include "ui/pages/network_page.h"
#include "ui/pages/who_may_see_page.h"

namespace consentry::desktop {
namespace {

constexpr int heartbeatMs = 5'000;

} // namespace

struct PageRefresher::Views {
    ui::PersonView person;
    ui::HomeView home;
    QList<ui::GrantView> grants;
    ui::NetworkView network;
    std::vector<ui::AccessRowView> accesses;
    ui::CompletenessView completeness;
};

PageRefresher::PageRefresher(Workplace& place, ui::WalletAccessLog& log, QObject* parent)
    : QObject(parent), m_place(place), m_log(log) {
    m_heartbeat.setInterval(heartbeatMs);
    connect(&m_heartbeat, &QTimer::timeout, this, &PageRefresher::refresh);
}

void PageRefresher::begin(const QDateTime& lastVisit) {
    m_lastVisit = lastVisit;
    m_isOpen = true;
    m_place.window.setStatus(tr("Demo on this computer"));
    refresh();
    m_heartbeat.start();
}

void PageRefresher::end() {
    m_isOpen = false;
    m_heartbeat.stop();
}

void PageRefresher::refresh() {
    if (!m_isOpen || m_refreshing) {
        return;
    }
    m_refreshing = true;
    m_place.worker->executor
        .run([worker = m_place.worker, lastVisit = m_lastVisit] {
            auto views = std::make_shared<Views>();
            if (!worker->reader) {
                return views;
            }
            ui::WalletReader& reader = *worker->reader;
            reader.follow();
            views->person = reader.person();
            views->home = reader.home(lastVisit);
            views->grants = reader.grants();
            views->network = reader.network();
            views->accesses = reader.accesses();
            views->completeness = reader.completeness();
            return views;
        })
        .then(this, [this](const std::shared_ptr<Views>& views) {
            m_refreshing = false;
            if (m_isOpen) {
                show(*views);
            }
        });
}

void PageRefresher::show(const Views& views) {
    ui::MainWindow& window = m_place.window;
    window.setPerson(views.person, false);
    window.home().setView(views.home);
    window.setTaskCount(static_cast<int>(views.home.tasks.size()));
    ui::WhoMaySeeView grants;
    grants.today = views.home.today;
    grants.partiesNow = views.home.partiesNow;
    grants.grants = views.grants;
    for (const ui::GrantView& grant : views.grants) {
        grants.waiting += grant.state == ui::GrantState::Pending;
    }
    grants.selectedId = window.whoMaySee().selectedId();
    window.whoMaySee().setView(grants);
    window.network().setView(views.network);
    m_log.setRows(views.accesses, views.completeness);
}

void PageRefresher::refreshLanguage() {
    if (!m_isOpen) {
        return;
    }
    m_place.worker->executor.run([worker = m_place.worker, language = shownLanguage()] {
        if (worker->reader) {
            worker->reader->setLanguage(language);
        }
    });
    m_place.window.setStatus(tr("Demo on this computer"));
    refresh();
}

} // namespace consentry::desktop
