#include "core/simulation/demo_history.h"

#include "core/consent/wording.h"
#include "core/import/byte_source.h"
#include "core/import/fhir_importer.h"
#include "core/registry/object_ids.h"
#include "core/simulation/people.h"
#include "core/wallet/check_anchors.h"
#include "core/wallet/enroll.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/log_details.h"
#include "core/wallet/party_names.h"
#include "core/wallet/read_records.h"
#include "core/wallet/revoke_grants.h"
#include "core/wallet/set_rules.h"
#include "core/wallet/sync_log.h"

#include <algorithm>

namespace consentry::simulation {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

/// What a scene needs again and again.
class Story {
public:
    Story(DemoSession& session, ScriptedClock& clock, Instant today, consent::ZoneOffset zone,
          const JobControl& control)
        : m_session(session), m_clock(clock), m_today(today), m_zone(std::move(zone)),
          m_control(control) {}

    /// The given local time of a day, so and so many days ago.
    Result<> goTo(int daysAgo, int hour, int minute) {
        const Instant midnight =
            consent::startOfDay(consent::localDay(m_today, m_zone), m_zone) - days(daysAgo);
        return goTo(midnight + hours(hour) + minutes(minute));
    }
    /// On the way the hospitals record and anchor what happened until then.
    Result<> goTo(Instant instant) {
        if (m_control.isCancelled()) {
            return fail(ErrorCode::Cancelled, "the demonstration's past");
        }
        m_clock.moveTo(instant);
        bool recorded = false;
        for (; m_nextArrival < m_arrivals.size(); ++m_nextArrival) {
            const Arrival& arrival = m_arrivals[m_nextArrival];
            if (arrival.resource->recordedAt > m_clock.now()) {
                break;
            }
            RETURN_IF_ERROR(consortium().addRecord(arrival.organizationKey, m_patient.party,
                                                   arrival.resource->json));
            recorded = true;
        }
        if (recorded) {
            RETURN_IF_ERROR(consortium().anchorAll(m_patient.party));
        }
        return {};
    }
    void setRecords(const GeneratedHistory& records) {
        for (const auto& [key, resources] : records.byOrganization) {
            for (const GeneratedResource& resource : resources) {
                m_arrivals.push_back({key, &resource});
            }
        }
        std::stable_sort(m_arrivals.begin(), m_arrivals.end(),
                         [](const Arrival& a, const Arrival& b) {
                             return a.resource->recordedAt < b.resource->recordedAt;
                         });
    }
    void setPatient(const Identity& patient) { m_patient = patient; }
    const Identity& patient() const { return m_patient; }
    DemoConsortium& consortium() { return m_session.consortium(); }
    wallet::WalletContext& wallet() { return m_session.wallet(); }

    const DemoConsortium::Person& person(std::string_view key) { return *consortium().person(key); }

    struct Wanted {
        std::string_view to;
        std::vector<std::string> concepts = {};
        bool everything = false;
        int dataDays = 365;
        std::string_view purpose = "TREAT";
        consent::ActionSet actions = consent::Action::Look;
        int lastsDays = 90;
    };
    Result<GrantId> grant(const Wanted& wanted);
    Result<> read(std::string_view reader, std::string_view at, const GrantId& grant,
                  std::string_view purpose = "TREAT", std::vector<std::string> types = {});
    Result<> readOwn(std::string_view at);
    Result<> revoke(const GrantId& grant);
    Result<> emergency(std::string_view reader, std::string_view at, std::string_view reason);

private:
    Result<> ask(const DemoConsortium::Person& reader, std::string_view at, ReadRequest request,
                 ByteView opening);

    struct Arrival {
        std::string organizationKey;
        const GeneratedResource* resource;
    };

    DemoSession& m_session;
    ScriptedClock& m_clock;
    Instant m_today;
    consent::ZoneOffset m_zone;
    const JobControl& m_control;
    Identity m_patient;
    std::vector<Arrival> m_arrivals; ///< in the order of recording
    std::size_t m_nextArrival = 0;
};

Result<GrantId> Story::grant(const Wanted& wanted) {
    const DemoConsortium::Person& to = person(wanted.to);
    consent::Grant draft;
    draft.grantee.person = to.party;
    if (!to.about.organizationKey.empty()) {
        draft.grantee.organization =
            consortium().organization(std::string_view(to.about.organizationKey))->party;
    }
    draft.scope.everything = wanted.everything;
    draft.scope.concepts = wanted.concepts;
    const Instant now = m_clock.now();
    // Whole local days, also where the clocks change in between.
    const auto startOfDayIn = [&](int daysAhead) {
        return consent::startOfDay(consent::localDay(now + days(daysAhead), m_zone), m_zone);
    };
    if (wanted.dataDays > 0) {
        draft.window.from = startOfDayIn(-wanted.dataDays);
    }
    draft.notBefore = now;
    draft.notAfter = startOfDayIn(wanted.lastsDays + 1);
    ASSIGN_OR_RETURN(draft.purpose, consent::Purpose::fromCode(wanted.purpose));
    draft.actions = wanted.actions;
    wallet::GrantAccess access(wallet());
    ASSIGN_OR_RETURN(const wallet::PreparedGrant prepared, access.prepare(m_patient, draft));
    return access.send(m_patient, prepared,
                       consent::scopeTitle(prepared.grant, consent::Language::English));
}

Result<> Story::ask(const DemoConsortium::Person& reader, std::string_view at, ReadRequest request,
                    ByteView opening) {
    ASSIGN_OR_RETURN(const wallet::ReaderKeys keys, consortium().readerKeys(reader));
    wallet::ReadRecords records(keys, wallet().ledger, consortium(), m_clock);
    RecordGateway* gateway = consortium().gateway(consortium().organization(at)->party);
    request.patient = m_patient.party;
    RETURN_IF_ERROR(records.read(*gateway, std::move(request), opening));
    return {};
}

Result<> Story::read(std::string_view reader, std::string_view at, const GrantId& grant,
                     std::string_view purpose, std::vector<std::string> types) {
    ASSIGN_OR_RETURN(const StoredGrant stored, wallet().vault.grants().find(grant));
    ReadRequest request;
    request.basis = consent::Basis::Grant;
    request.basisId = registry::idCast<Digest>(grant);
    request.purpose = purpose;
    request.resourceTypes = std::move(types);
    return ask(person(reader), at, std::move(request), stored.content);
}

Result<> Story::readOwn(std::string_view at) {
    wallet::ReaderKeys keys;
    keys.party = m_patient.party;
    ASSIGN_OR_RETURN(keys.device, wallet().vault.keys().deviceSigningKey(m_patient));
    ASSIGN_OR_RETURN(keys.sealing, wallet().vault.keys().deviceSealingKey(m_patient));
    wallet::ReadRecords records(keys, wallet().ledger, consortium(), m_clock);
    RecordGateway* gateway = consortium().gateway(consortium().organization(at)->party);
    ReadRequest request;
    request.patient = m_patient.party;
    request.basis = consent::Basis::Self;
    request.purpose = "PATRQT";
    RETURN_IF_ERROR(records.read(*gateway, std::move(request), {}));
    return {};
}

Result<> Story::revoke(const GrantId& grant) {
    ASSIGN_OR_RETURN(const auto report,
                     wallet::RevokeGrants(wallet()).revoke(m_patient, std::span(&grant, 1)));
    const std::optional<Error> problem = report.problem();
    return problem ? Result<>(fail(*problem)) : Result<>();
}

Result<> Story::emergency(std::string_view reader, std::string_view at, std::string_view reason) {
    ASSIGN_OR_RETURN(const EmergencyId id,
                     consortium().openEmergency(person(reader), at, m_patient.party, reason, 3));
    m_clock.pass(minutes(1));
    ReadRequest request;
    request.basis = consent::Basis::Emergency;
    request.basisId = registry::idCast<Digest>(id);
    request.purpose = "BTG";
    request.resourceTypes = {"AllergyIntolerance", "MedicationRequest", "Condition"};
    return ask(person(reader), at, std::move(request), {});
}

/// Takes one file of the story into the vault, as wallet::ImportRecords takes files from disk.
Result<> importText(DemoSession& session, std::string_view name, std::string_view text,
                    const PartyId& custodian) {
    struct Sink : import::RecordSink {
        explicit Sink(ImportSession& importing) : m_importing(importing) {}
        Result<import::AddOutcome> add(const clinical::Record& record) override {
            RETURN_IF_ERROR(m_importing.add(record));
            return import::AddOutcome::Added;
        }
        ImportSession& m_importing;
    };
    wallet::WalletContext& wallet = session.wallet();
    ASSIGN_OR_RETURN(const auto importing,
                     wallet.vault.records().beginImport(
                         {std::string(name), sha256(bytesOf(text)), wallet.clock.now()}));
    Sink sink(*importing);
    import::MemorySource source(bytesOf(text));
    ASSIGN_OR_RETURN(const import::ImportReport report,
                     import::importFhir(source, sink, {}, {custodian}));
    RETURN_IF_ERROR(importing->commit(import::reportJson(report)));
    return {};
}

/// Her own meter's readings, and her copies of what the hospitals hold.
Result<> importCopies(DemoSession& session, const GeneratedHistory& records) {
    for (const auto& organization : session.consortium().organizations()) {
        const auto found = records.byOrganization.find(organization.about.key);
        if (found == records.byOrganization.end()) {
            continue;
        }
        std::string lines;
        for (const GeneratedResource& resource : found->second) {
            lines += resource.json + "\n";
        }
        RETURN_IF_ERROR(
            importText(session, organization.about.key + ".ndjson", lines, organization.party));
    }
    return importText(session, "glucose-meter.json", ownDeviceBundle(records), {});
}

/// Grants, reads and refusals of the last hundred days.
Result<> tell(Story& story) {
    RETURN_IF_ERROR(story.goTo(95, 9, 20));
    ASSIGN_OR_RETURN(const GrantId familyDoctor,
                     story.grant({.to = "bai",
                                  .concepts = {"blood-pressure", "glucose", "medications"},
                                  .actions = consent::Action::Look | consent::Action::Keep,
                                  .lastsDays = 90}));
    RETURN_IF_ERROR(story.goTo(95, 9, 41));
    RETURN_IF_ERROR(story.read("bai", "anning", familyDoctor));
    RETURN_IF_ERROR(story.goTo(70, 14, 5));
    RETURN_IF_ERROR(story.read("bai", "qinghe", familyDoctor));

    RETURN_IF_ERROR(story.goTo(60, 10, 12));
    ASSIGN_OR_RETURN(const GrantId diabetes,
                     story.grant({.to = "han", .concepts = {"glucose", "hba1c"}, .lastsDays = 97}));
    RETURN_IF_ERROR(story.goTo(50, 8, 47));
    RETURN_IF_ERROR(story.read("han", "qinghe", diabetes, "TREAT", {"Observation"}));
    RETURN_IF_ERROR(story.goTo(45, 15, 30));
    ASSIGN_OR_RETURN(const GrantId heart,
                     story.grant({.to = "luo",
                                  .concepts = {"blood-pressure", "heart-rate", "medications"},
                                  .lastsDays = 168}));
    RETURN_IF_ERROR(story.goTo(40, 16, 2));
    RETURN_IF_ERROR(story.read("luo", "minghu", heart));
    RETURN_IF_ERROR(story.goTo(38, 9, 18));
    RETURN_IF_ERROR(story.read("luo", "anning", heart));

    RETURN_IF_ERROR(story.goTo(30, 11, 0));
    ASSIGN_OR_RETURN(const GrantId claim, story.grant({.to = "xu",
                                                       .concepts = {"encounters", "procedures"},
                                                       .dataDays = 500,
                                                       .purpose = "COVAUTH",
                                                       .lastsDays = 36}));
    RETURN_IF_ERROR(story.goTo(28, 10, 25));
    RETURN_IF_ERROR(story.read("xu", "dongling", claim, "COVAUTH"));
    RETURN_IF_ERROR(story.goTo(27, 9, 12));
    RETURN_IF_ERROR(story.read("xu", "qinghe", claim, "HMARKT"));

    RETURN_IF_ERROR(story.goTo(20, 13, 15));
    ASSIGN_OR_RETURN(const GrantId fracture,
                     story.grant({.to = "duan",
                                  .concepts = {"imaging", "procedures", "discharge-summaries"},
                                  .dataDays = 500,
                                  .lastsDays = 60}));
    RETURN_IF_ERROR(story.goTo(18, 10, 30));
    RETURN_IF_ERROR(story.read("duan", "dongling", fracture));
    RETURN_IF_ERROR(story.goTo(15, 20, 10));
    RETURN_IF_ERROR(story.readOwn("qinghe"));
    RETURN_IF_ERROR(story.goTo(12, 8, 55));
    RETURN_IF_ERROR(story.revoke(fracture));
    RETURN_IF_ERROR(story.goTo(10, 16, 40));
    RETURN_IF_ERROR(story.read("duan", "dongling", fracture));

    RETURN_IF_ERROR(story.goTo(9, 11, 2));
    RETURN_IF_ERROR(story.read("han", "qinghe", diabetes, "TREAT", {"Observation"}));
    RETURN_IF_ERROR(story.goTo(8, 18, 30));
    RETURN_IF_ERROR(story.grant(
        {.to = "tong", .everything = true, .dataDays = 0, .purpose = "FAMRQT", .lastsDays = 200}));
    RETURN_IF_ERROR(story.goTo(6, 23, 41));
    RETURN_IF_ERROR(story.emergency("qin", "minghu",
                                    "昏迷送医，需要过敏史和当前用药。 Brought in unconscious; "
                                    "allergies and current medicines needed."));
    RETURN_IF_ERROR(story.goTo(3, 9, 18));
    RETURN_IF_ERROR(story.read("bai", "anning", familyDoctor));
    RETURN_IF_ERROR(story.goTo(2, 10, 30));
    RETURN_IF_ERROR(story.read("luo", "minghu", heart, "TREAT", {"Observation"}));
    RETURN_IF_ERROR(story.goTo(1, 16, 5));
    RETURN_IF_ERROR(story.consortium().misuseGrant("yunshan", story.person("fang"),
                                                   story.patient().party, heart));
    RETURN_IF_ERROR(story.goTo(1, 17, 20));
    return story.read("han", "qinghe", diabetes, "TREAT", {"Observation"});
}

} // namespace

Result<> rememberEverybody(DemoSession& session) {
    ContactStore& contacts = session.wallet().vault.contacts();
    const Instant now = session.wallet().clock.now();
    DemoConsortium& consortium = session.consortium();
    for (const auto& organization : consortium.organizations()) {
        RETURN_IF_ERROR(
            wallet::rememberContact(contacts, organization.party, ContactKind::Organization,
                                    consortium.organizationCard(organization), true, now));
    }
    for (const auto& person : consortium.people()) {
        const auto kind = person.attestation ? ContactKind::Clinician : ContactKind::Person;
        RETURN_IF_ERROR(wallet::rememberContact(contacts, person.party, kind,
                                                consortium.personCard(person), true, now));
    }
    return {};
}

Result<Identity> registerAtHospitals(DemoSession& session) {
    DemoConsortium& consortium = session.consortium();
    wallet::Enroll enroll(session.wallet());
    const auto party = [&](std::string_view key) { return consortium.organization(key)->party; };
    ASSIGN_OR_RETURN(
        const Identity patient,
        enroll.registerPatient(consortium.desk("anning"), {party("minghu"), party("commission")}));
    for (const DemoOrganization& organization : demoOrganizations()) {
        if (organization.kind == OrganizationKind::Hospital) {
            RETURN_IF_ERROR(
                enroll.link(patient, party(organization.key), consortium.desk(organization.key)));
        }
    }
    return patient;
}

Result<Identity> registerAtMembers(DemoSession& session) {
    DemoConsortium& consortium = session.consortium();
    const auto& members = consortium.organizations();
    if (members.size() < 2) {
        return fail(ErrorCode::NotBuilt, "a patient needs the mailboxes of two organisations");
    }
    wallet::Enroll enroll(session.wallet());
    auto known = wallet::patientIdentity(session.wallet());
    const bool wasRegistered = known && known->registered;
    const auto patient = wasRegistered
                             ? std::move(known)
                             : enroll.registerPatient(consortium.desk(members.front().about.key),
                                                      {members[0].party, members[1].party});
    RETURN_IF_ERROR(patient);
    ASSIGN_OR_RETURN(const auto state, wallet::provenPatient(session.wallet(), patient->party));
    bool wasLinked = true;
    for (const DemoConsortium::Organization& member : members) {
        if (std::find(state.links.begin(), state.links.end(), member.party) == state.links.end()) {
            wasLinked = false;
            RETURN_IF_ERROR(enroll.link(*patient, member.party, consortium.desk(member.about.key)));
        }
    }
    if (wasRegistered && wasLinked) {
        return fail(ErrorCode::AlreadyExists, "patient of this vault");
    }
    return *patient;
}

Result<> liveThroughHistory(DemoSession& session, ScriptedClock& clock, Instant today,
                            const consent::ZoneOffset& zone, const GeneratedHistory& records,
                            const JobControl& control) {
    Story story(session, clock, today, zone, control);
    control.report(0, 5);
    RETURN_IF_ERROR(session.consortium().employPeople(today + days(720)));
    RETURN_IF_ERROR(rememberEverybody(session));
    ASSIGN_OR_RETURN(const Identity patient, registerAtHospitals(session));
    story.setPatient(patient);
    NameCard self;
    self.nameZh = demoPatient().name.zh;
    self.nameEn = demoPatient().name.en;
    RETURN_IF_ERROR(wallet::rememberContact(session.wallet().vault.contacts(), patient.party,
                                            ContactKind::Person, self, true, clock.now()));
    control.report(1, 5);

    consent::PatientPolicy policy;
    policy.emergency = consent::EmergencyPreset::Normal;
    RETURN_IF_ERROR(wallet::SetRules(session.wallet()).send(patient, policy));
    story.setRecords(records);
    RETURN_IF_ERROR(story.goTo(clock.now()));
    control.report(2, 5);
    RETURN_IF_ERROR(tell(story));
    control.report(3, 5);
    RETURN_IF_ERROR(story.goTo(today));
    RETURN_IF_ERROR(importCopies(session, records));
    RETURN_IF_ERROR(wallet::CheckAnchors(session.wallet(), session.consortium())
                        .check(patient, std::nullopt, {{}, control.stop}));
    control.report(4, 5);
    wallet::SyncLog sync(session.wallet());
    ASSIGN_OR_RETURN(const wallet::LogCheck check, sync.update(patient));
    if (!check.complete) {
        return fail(check.problem);
    }
    RETURN_IF_ERROR(wallet::LogDetailsReader(session.wallet()).openWaiting(patient));
    RETURN_IF_ERROR(session.saveTrust());
    control.report(5, 5);
    return {};
}

} // namespace consentry::simulation
