#include "app/desktop/page_refresher.h"

#include "ui/bridge/convert.h"
#include "ui/models/grant_reader.h"
#include "ui/models/home_reader.h"
#include "ui/models/network_reader.h"
#include "ui/pages/home_page.h"
#include "ui/pages/network_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/widgets/notice_bar.h"

namespace consentry::desktop {
namespace {

constexpr int heartbeatMs = 5'000;
/// The pages speak of days: reading them anew this often is enough where nothing changed.
constexpr qint64 staleSeconds = 300;
constexpr qint64 putOffMs = 600'000;
constexpr std::string_view groupingSetting = "grants-grouping";

/// As the person left it; a number of a later version is none.
ui::GrantGrouping groupingOf(SettingsStore& settings) {
    const auto stored = settings.get(groupingSetting);
    for (int i = 0; i < ui::grantGroupingCount; ++i) {
        if (stored && *stored && **stored == std::to_string(i)) {
            return static_cast<ui::GrantGrouping>(i);
        }
    }
    return ui::GrantGrouping::None;
}

/// What decides who may see what: it jumps where the clock behind it does.
QDateTime blockTimeNow(const ui::NetworkView& network) {
    return QDateTime::currentDateTime().addMSecs(network.clockDifferenceMs);
}

} // namespace

struct PageRefresher::Views {
    ui::PersonView person;
    ui::HomeView home;
    QList<ui::GrantView> grants;
    ui::GrantGrouping grouping = ui::GrantGrouping::None;
    ui::NetworkView network;
    ui::StatusView status;
    ui::CompletenessView completeness;
};

PageRefresher::PageRefresher(Workplace& place, ui::WalletAccessLog& log, QObject* parent)
    : QObject(parent), m_place(place), m_log(log), m_catchUp(place.window.notices()) {
    connect(&m_catchUp, &CatchUp::stopped, this, &PageRefresher::putOff);
    m_heartbeat.setInterval(heartbeatMs);
    connect(&m_heartbeat, &QTimer::timeout, this, [this] {
        if (m_putOff.hasExpired()) {
            follow();
        }
    });
    ui::WhoMaySeePage& grants = place.window.whoMaySee();
    connect(&grants, &ui::WhoMaySeePage::opensAsked, this, &PageRefresher::countOpens);
    connect(&grants, &ui::WhoMaySeePage::groupingChosen, this, [this](ui::GrantGrouping grouping) {
        m_place.worker.write([grouping](const ui::VaultWriting& wallet) {
            return wallet.vault.settings()
                .put(groupingSetting, std::to_string(static_cast<int>(grouping)))
                .has_value();
        });
    });
}

/// It takes a look at every record of the vault: for the one grant that is shown, not for all.
void PageRefresher::countOpens(const QString& grant) {
    const auto id = ui::idFromText<GrantId>(grant);
    if (!id || !m_isOpen) {
        return;
    }
    if (m_isCounting) {
        m_countNext = grant; // whoever walks through a long list waits for the last one alone
        return;
    }
    m_isCounting = true;
    m_place.worker
        .read([id = *id](const ui::VaultReading& vault) {
            return ui::GrantReader(vault).opensRecords(id);
        })
        .then(this, [this, grant, visit = m_visit](const std::optional<int>& records) {
            if (visit != m_visit || !m_isOpen) {
                return;
            }
            m_isCounting = false;
            if (records) {
                m_place.window.whoMaySee().setOpens(grant, *records);
            }
            if (const QString next = std::exchange(m_countNext, {}); !next.isEmpty()) {
                countOpens(next);
            }
        });
}

void PageRefresher::begin(const QDateTime& lastVisit) {
    m_lastVisit = lastVisit;
    m_isOpen = true;
    ++m_visit;
    m_isStopped = false;
    m_following = false;
    m_stop = std::stop_source();
    m_putOff.setRemainingTime(0);
    m_reading = false;
    m_readAgain = false;
    m_isCounting = false;
    m_countNext.clear();
    m_place.window.whoMaySee().forget();
    m_place.worker.setLanguage(shownLanguage());
    refresh();
    follow();
    m_place.worker.checkConsortium().then(this, [this, visit = m_visit](bool isSound) {
        if (!isSound && visit == m_visit) {
            refresh();
        }
    });
    m_heartbeat.start();
}

void PageRefresher::end() {
    m_isOpen = false;
    m_heartbeat.stop();
    m_stop.request_stop();
    m_catchUp.end();
    m_place.window.notices().clear();
    m_place.window.setPerson({}, false);
    m_place.window.settings().setPerson({});
    m_place.window.setStatus({});
}

void PageRefresher::follow() {
    if (!m_isOpen || m_following) {
        return;
    }
    m_following = true;
    m_catchUp.begin();
    m_place.worker.follow(catchingUp())
        .then(this, [this, visit = m_visit](const ui::OpenWallet::Followed& followed) {
            if (visit != m_visit) {
                return;
            }
            m_following = false;
            showNews();
            if (followed.changed) {
                refresh();
            }
            if (followed.hasMore) {
                follow();
            } else {
                m_catchUp.end();
                emit this->followed();
            }
        });
}

JobControl PageRefresher::catchingUp() {
    JobControl control;
    control.stop = m_stop.get_token();
    control.onProgress = [this, visit = m_visit](const Progress& progress) {
        QMetaObject::invokeMethod(this, [this, visit, progress] {
            if (visit == m_visit) {
                m_catchUp.setProgress(qint64(progress.done), qint64(progress.total));
            }
        });
    };
    return control;
}

/// What is here can be used; the rest is fetched when the person had time to.
void PageRefresher::putOff() {
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_catchUp.end();
    m_putOff.setRemainingTime(putOffMs);
    m_place.window.notices().tell(
        ui::Banner::Tone::Info,
        tr("Catching up is put off for ten minutes. Until then the newest accesses may be "
           "missing here."));
}

/// What is asked anew at every beat, and changes little: pages are not built anew for it.
void PageRefresher::showNews() {
    struct News {
        ui::NetworkView network;
        ui::StatusView status;
        ui::CompletenessView completeness;
        bool clockDiffers = false;
    };
    m_place.worker
        .read([](const ui::VaultReading& vault) {
            const ui::NetworkReader network(vault);
            const ui::HomeReader home(vault);
            return News{network.view(), network.status(), home.completeness(),
                        !home.clockDifference().isEmpty()};
        })
        .then(this, [this, visit = m_visit](const News& news) {
            if (visit != m_visit || !m_isOpen) {
                return;
            }
            const bool isNews = news.network.height != m_shownHeight ||
                                news.network.isConfirmed != m_shownConfirmed ||
                                news.network.conflict.has_value() != m_isStopped;
            m_isStopped = news.network.conflict.has_value();
            if (std::exchange(m_clockDiffers, news.clockDiffers) != news.clockDiffers) {
                refresh(); // what has begun and ended, and what may be signed
            }
            showAlarm();
            m_place.window.setStatus(news.status);
            m_log.setCompleteness(news.completeness);
            if (isNews) {
                showNetwork(news.network);
            }
            if (qAbs(m_shownAt.secsTo(blockTimeNow(news.network))) > staleSeconds) {
                refresh();
            } else if (isNews && m_isUnregistered) {
                refresh(); // Home says how far the way to the hospitals is
            }
        });
}

void PageRefresher::refresh() {
    if (!m_isOpen) {
        return;
    }
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    m_place.worker
        .read([lastVisit = m_lastVisit](const ui::VaultReading& vault) {
            auto views = std::make_shared<Views>();
            ui::HomeReader home(vault);
            views->person = home.person();
            views->home = home.view(lastVisit);
            views->grants = ui::GrantReader(vault).views();
            views->grouping = groupingOf(vault.vault.settings());
            const ui::NetworkReader network(vault);
            views->network = network.view();
            views->status = network.status();
            views->completeness = home.completeness();
            return views;
        })
        .then(this, [this, visit = m_visit](const std::shared_ptr<Views>& views) {
            if (visit != m_visit || !m_isOpen) {
                return;
            }
            m_reading = false;
            show(*views);
            if (std::exchange(m_readAgain, false)) {
                refresh();
            }
        });
}

void PageRefresher::show(const Views& views) {
    m_shownAt = blockTimeNow(views.network);
    m_isUnregistered = views.home.registration.has_value();
    ui::MainWindow& window = m_place.window;
    window.setPerson(views.person, false);
    window.settings().setPerson(views.person);
    window.home().setView(withCode(views.home));
    window.setTaskCount(views.home.urgentTasks());
    m_isStopped = views.network.conflict.has_value();
    showAlarm();
    ui::WhoMaySeeView grants;
    grants.isRegistered = !views.home.registration;
    grants.today = views.home.today;
    grants.partiesNow = views.home.partiesNow;
    grants.grants = views.grants;
    grants.grouping = views.grouping;
    for (const ui::GrantView& grant : views.grants) {
        grants.waiting += grant.state == ui::GrantState::Pending;
    }
    grants.selectedId = window.whoMaySee().selectedId();
    window.whoMaySee().setView(grants);
    window.setStatus(views.status);
    showNetwork(views.network);
    m_log.setCompleteness(views.completeness);
    m_log.reload();
    emit refreshed();
}

/// The person's number also as a code for a hospital's desk.
ui::HomeView PageRefresher::withCode(ui::HomeView home) const {
    if (!home.registration || home.registration->codeText.isEmpty()) {
        return home;
    }
    const std::string text = ui::toUtf8(home.registration->codeText);
    if (const auto code = m_place.codes.draw(bytesOf(text))) {
        home.registration->code.side = code->side;
        home.registration->code.isDark = QList<bool>(code->isDark.begin(), code->isDark.end());
    }
    return home;
}

void PageRefresher::showNetwork(const ui::NetworkView& network) {
    m_shownHeight = network.height;
    m_shownConfirmed = network.isConfirmed;
    m_place.window.network().setView(network);
}

/// What has to be known on every page, also where something is about to be signed.
void PageRefresher::showAlarm() {
    QString words;
    if (m_isStopped) {
        words = sentence(Error{ErrorCode::LedgerConflict, {}});
    } else if (m_place.worker.hasMetDamage()) {
        words = sentence(Error{ErrorCode::DamagedData, {}}) + QLatin1Char(' ') +
                tr("These pages may show less than there is.");
    }
    m_place.window.notices().setAlarm(words);
}

void PageRefresher::refreshLanguage() {
    if (!m_isOpen) {
        return;
    }
    m_place.worker.setLanguage(shownLanguage());
    refresh();
}

} // namespace consentry::desktop
