#include "app/desktop/tour.h"

#include "app/desktop/entrance_controller.h"
#include "core/adapters/poppler/poppler_pages.h"
#include "core/consent/wording.h"
#include "core/registry/refusal.h"
#include "core/simulation/simulated_visit.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/import_records.h"
#include "core/wallet/log_details.h"
#include "core/wallet/revoke_grants.h"
#include "core/wallet/sync_log.h"
#include "ui/bridge/convert.h"
#include "ui/models/draft_reader.h"
#include "ui/models/grant_reader.h"
#include "ui/models/home_reader.h"
#include "ui/models/network_reader.h"
#include "ui/models/wallet_sources.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/health_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/main_window.h"
#include "ui/pages/network_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/welcome_page.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/style/appearance.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

namespace consentry::desktop {
namespace {

using ui::MainWindow;
using ui::toQString;

constexpr QSize windowSize{1280, 860};
/// The hospital's own no; any other refusal is the registry's, at the access's place in the block.
constexpr auto deniedByCustodian = static_cast<std::uint32_t>(registry::Refusal::DeniedByCustodian);

void say(const QString& line) {
    QTextStream(stdout) << line << Qt::endl;
}

void letEventsPass() {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 120) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

/// What the tour does to the ledger, step by step, printed as it goes.
class Story {
public:
    Story(simulation::DemoSession& session, const std::filesystem::path& output)
        : m_session(session), m_output(output) {}

    bool run();
    const std::optional<GrantId>& grant() const { return m_grant; }

private:
    Result<> importFile();
    Result<> giveGrant();
    Result<bool> read(std::string_view purpose, const QString& what);
    Result<> revoke();
    Result<> verify();
    bool step(const QString& title, const Result<>& result);

    simulation::DemoSession& m_session;
    std::filesystem::path m_output;
    Identity m_patient;
    std::optional<GrantId> m_grant;
};

bool Story::step(const QString& title, const Result<>& result) {
    if (result) {
        say(QStringLiteral("ok    ") + title);
        return true;
    }
    say(QStringLiteral("FAIL  ") + title + QStringLiteral(": ") +
        toQString(toString(result.error())));
    return false;
}

/// A file as a laboratory would hand it out on a stick.
Result<> Story::importFile() {
    const QString path = toQString((m_output / "laboratory-result.json").string());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return fail(ErrorCode::Io, "tour file");
    }
    file.write(
        R"({"resourceType":"Observation","id":"tour-1","status":"final",
 "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],
 "code":{"coding":[{"system":"http://loinc.org","code":"14749-6","display":"Glucose [Moles/volume] in Serum or Plasma"}],"text":"血糖 Glucose"},
 "effectiveDateTime":")" +
        QDateTime::currentDateTimeUtc().addDays(-1).toString(Qt::ISODate).toUtf8() +
        R"(","valueQuantity":{"value":6.40,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}}
)");
    file.close();
    wallet::WalletContext& wallet = m_session.wallet();
    ASSIGN_OR_RETURN(const auto report, wallet::ImportRecords(wallet.vault, wallet.clock)
                                            .importFile(m_output / "laboratory-result.json"));
    return report.taken() == 1 ? Result<>() : Result<>(fail(ErrorCode::Malformed, "tour file"));
}

Result<> Story::giveGrant() {
    const auto* hospital = m_session.consortium().organization(std::string_view("qinghe"));
    wallet::WalletContext& wallet = m_session.wallet();
    const Instant now = wallet.clock.now();
    consent::Grant draft;
    // "Hospital A": whoever the hospital attests as a doctor when the request comes.
    draft.grantee.organization = hospital->party;
    draft.grantee.role = consent::Role::Doctor;
    draft.scope.concepts = {"glucose"};
    ASSIGN_OR_RETURN(draft.window.from, consent::parseWindowStart("30d", now, ui::localZone()));
    draft.notBefore = now;
    draft.notAfter = ui::endOfDay(QDate::currentDate().addDays(30));
    ASSIGN_OR_RETURN(draft.purpose, consent::Purpose::fromCode("TREAT"));
    wallet::GrantAccess access(wallet);
    ASSIGN_OR_RETURN(const auto prepared, access.prepare(m_patient, draft));
    ASSIGN_OR_RETURN(const auto names, wallet::PartyNames::load(wallet.vault.contacts()));
    for (const auto language : {consent::Language::English, consent::Language::ChineseSimplified}) {
        say(QStringLiteral("      ") +
            toQString(consent::plainText(
                consent::grantSentence(prepared.grant, names, {language, ui::localZone(), now}))));
    }
    ASSIGN_OR_RETURN(m_grant, access.send(m_patient, prepared, "Glucose"));
    return {};
}

/// True where the hospital released something.
Result<bool> Story::read(std::string_view purpose, const QString& what) {
    wallet::WalletContext& wallet = m_session.wallet();
    ASSIGN_OR_RETURN(const StoredGrant stored, wallet.vault.grants().find(*m_grant));
    ASSIGN_OR_RETURN(const consent::Grant grant, wallet::contentOf(stored));
    ASSIGN_OR_RETURN(const auto visit,
                     simulation::SimulatedVisit(m_session.consortium(), wallet.clock)
                         .look(m_patient.party, grant, purpose));
    const ReadAnswer& answer = visit.outcome.answer;
    const auto& records = visit.outcome.records;
    const auto anchored = std::count_if(records.begin(), records.end(), [](const auto& record) {
        return record.anchor == wallet::ReadRecord::AnchorCheck::Matches;
    });
    const auto refusal =
        answer.refusal == deniedByCustodian
            ? consent::ruleName(answer.rule)
            : registry::refusalName(static_cast<registry::Refusal>(answer.refusal));
    say(answer.permitted ? QStringLiteral("      %1: %2 record(s), all %3 anchored")
                               .arg(what)
                               .arg(records.size())
                               .arg(anchored)
                         : QStringLiteral("      %1: refused (%2)").arg(what, toQString(refusal)));
    return answer.permitted;
}

Result<> Story::revoke() {
    ASSIGN_OR_RETURN(
        const auto report,
        wallet::RevokeGrants(m_session.wallet()).revoke(m_patient, std::span(&*m_grant, 1)));
    const std::optional<Error> problem = report.problem();
    return problem ? Result<>(fail(*problem)) : Result<>();
}

Result<> Story::verify() {
    wallet::WalletContext& wallet = m_session.wallet();
    ASSIGN_OR_RETURN(const auto check, wallet::SyncLog(wallet).verifyAll(m_patient));
    if (!check.complete) {
        return fail(check.problem);
    }
    wallet::LogDetailsReader details(wallet);
    RETURN_IF_ERROR(details.openWaiting(m_patient));
    say(QStringLiteral(
            "      checked (demonstration): %1 entries, nothing missing up to block %2, %3")
            .arg(check.count)
            .arg(check.height.value)
            .arg(toQString(toRfc3339(check.time))));
    return {};
}

bool Story::run() {
    const auto patient = wallet::patientIdentity(m_session.wallet());
    if (!patient) {
        return step(QStringLiteral("patient"), fail(patient.error()));
    }
    m_patient = *patient;
    const auto wants = [](const Result<bool>& result, bool permitted) -> Result<> {
        if (!result) {
            return fail(result.error());
        }
        return *result == permitted ? Result<>()
                                    : Result<>(fail(ErrorCode::Internal, "the other answer"));
    };
    return step(QStringLiteral("import a FHIR file"), importFile()) &&
           step(QStringLiteral("grant, signed and proven"), giveGrant()) &&
           step(QStringLiteral("the doctor reads"),
                wants(read("TREAT", QStringLiteral("for treatment")), true)) &&
           step(QStringLiteral("the doctor tries for another purpose"),
                wants(read("HRESCH", QStringLiteral("for research")), false)) &&
           step(QStringLiteral("revoke"), revoke()) &&
           step(QStringLiteral("the doctor tries again"),
                wants(read("TREAT", QStringLiteral("after the revocation")), false)) &&
           step(QStringLiteral("verify the whole log"), verify());
}

void printLog(const ui::VaultReading& vault) {
    ui::LogReader(vault).eachRow([](const ui::AccessRowView& row) {
        say(QStringLiteral("  %1  %2  %3, %4  %5")
                .arg(row.at.toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                     ui::AccessLogModel::word(row.mark), row.who, row.where,
                     row.facts.join(QStringLiteral(" · "))));
        return true;
    });
}

/// Pictures of every page with the session's own data.
class Album {
public:
    Album(std::shared_ptr<ui::OpenWallet> wallet, const std::filesystem::path& output)
        : m_wallet(std::move(wallet)), m_output(output) {
        m_worker.adopt(m_wallet);
    }
    int takeAll();

private:
    void take(MainWindow& window, MainWindow::Place place, const char* name,
              const QString& variant);
    void takeVariant(ui::Language language, ui::ThemeChoice theme, const QString& variant);

    std::shared_ptr<ui::OpenWallet> m_wallet;
    ui::WalletWorker m_worker;
    std::filesystem::path m_output;
    int m_taken = 0;
};

void Album::take(MainWindow& window, MainWindow::Place place, const char* name,
                 const QString& variant) {
    window.goTo(place);
    letEventsPass();
    const QString path = toQString(m_output.string()) + QLatin1Char('/') +
                         QString::fromLatin1(name) + QLatin1Char('-') + variant +
                         QStringLiteral(".png");
    if (window.grab().save(path)) {
        ++m_taken;
    } else {
        say(QStringLiteral("FAIL  cannot write %1").arg(path));
    }
}

void Album::takeVariant(ui::Language language, ui::ThemeChoice theme, const QString& variant) {
    ui::Appearance::current().setLanguage(language);
    ui::Appearance::current().setThemeChoice(theme);
    m_worker.setLanguage(shownLanguage());
    const ui::ReaderPool::Lease lease = m_wallet->lease();
    const ui::VaultReading vault = m_wallet->reading(lease, shownLanguage());
    ui::HomeReader homeReader(vault);
    ui::DraftReader drafts(vault);
    MainWindow window;
    window.resize(windowSize);
    window.setPerson(homeReader.person(), false);
    window.settings().setPerson(homeReader.person());
    window.setStatus(ui::NetworkReader(vault).status());
    const ui::HomeView home = homeReader.view(QDateTime::currentDateTime().addDays(-5));
    window.setTaskCount(home.urgentTasks());
    window.welcome().setView({});
    window.home().setView(home);
    ui::WhoMaySeeView grants;
    grants.today = home.today;
    grants.partiesNow = home.partiesNow;
    grants.grants = ui::GrantReader(vault).views();
    window.whoMaySee().setView(grants);
    window.network().setView(ui::NetworkReader(vault).view());
    ui::WalletAccessLog log(m_worker);
    log.setCompleteness(homeReader.completeness());
    log.reload();
    window.whoLooked().setSource(&log, home.today);
    adapters::PopplerPages documents;
    ui::WalletHealth health(m_worker, wallet::ReadDocument(documents));
    window.health().setSource(&health);
    health.reload();
    ui::GrantDraft draft = drafts.empty();
    draft.who = toQString(vault.consortium.person("han")->party.hex());
    draft.what = {QStringLiteral("glucose")};
    window.editor().setView(drafts.view(draft, std::nullopt));
    if (const auto grant = drafts.grantOf(draft)) {
        window.signing().setView(drafts.signingView(*grant, std::nullopt));
    }
    if (!grants.grants.isEmpty()) {
        if (const auto id = GrantId::fromHexText(ui::toUtf8(grants.grants.front().id))) {
            window.revoke().setView(ui::GrantReader(vault).revokeView(*id));
        }
    }
    window.show();
    take(window, MainWindow::Place::Welcome, "0-welcome", variant);
    take(window, MainWindow::Place::Home, "1-home", variant);
    take(window, MainWindow::Place::WhoMaySee, "2-who-may-see", variant);
    take(window, MainWindow::Place::Editor, "3-grant-editor", variant);
    take(window, MainWindow::Place::Signing, "4-signing", variant);
    window.goTo(MainWindow::Place::WhoLooked);
    if (!home.tasks.isEmpty()) {
        window.whoLooked().showDetail(home.tasks.front().id);
    }
    take(window, MainWindow::Place::WhoLooked, "5-who-looked", variant);
    take(window, MainWindow::Place::Revoke, "6-revoke", variant);
    take(window, MainWindow::Place::Health, "7-my-health", variant);
    take(window, MainWindow::Place::Network, "8-network", variant);
    take(window, MainWindow::Place::Settings, "9-settings", variant);
    window.whoLooked().setSource(nullptr, home.today);
    window.health().setSource(nullptr);
}

int Album::takeAll() {
    takeVariant(ui::Language::ChineseSimplified, ui::ThemeChoice::Light,
                QStringLiteral("zh-light"));
    takeVariant(ui::Language::English, ui::ThemeChoice::Light, QStringLiteral("en-light"));
    takeVariant(ui::Language::ChineseSimplified, ui::ThemeChoice::Dark, QStringLiteral("zh-dark"));
    takeVariant(ui::Language::English, ui::ThemeChoice::Dark, QStringLiteral("en-dark"));
    return m_taken;
}

} // namespace

int runTour(simulation::DemoSessions& sessions, const std::filesystem::path& output) {
    std::error_code failed;
    std::filesystem::create_directories(output, failed);
    const auto folder = output / "demonstration";
    std::filesystem::remove_all(folder, failed);
    say(QStringLiteral(
        "Consentry, the scripted tour. People, hospitals and consortium are simulated."));
    JobControl control;
    control.onProgress = [](const Progress& progress) {
        say(QStringLiteral("      preparing the demonstration %1/%2")
                .arg(progress.done)
                .arg(progress.total));
    };
    auto created = sessions.createDemo(folder, EntranceController::demoCredentials(), 1, control);
    if (!created) {
        say(QStringLiteral("FAIL  demonstration: ") + toQString(toString(created.error())));
        return 1;
    }
    ui::Appearance::current().setLanguage(ui::Language::English);
    if (!Story(**created, output).run()) {
        return 1;
    }
    say(QStringLiteral("\nWho looked, as the checked log tells it:"));
    const auto wallet = std::make_shared<ui::OpenWallet>(std::move(*created));
    wallet->follow();
    printLog(wallet->reading(wallet->lease(), Language::English));
    const int taken = Album(wallet, output).takeAll();
    say(QStringLiteral("\n%1 pictures in %2").arg(taken).arg(toQString(output.string())));
    return taken == 40 ? 0 : 1;
}

} // namespace consentry::desktop
