#pragma once

#include "core/ports/record_store.h"
#include "core/simulation/demo_consortium.h"

namespace consentry::simulation {

/// What came of a visit.
struct VisitAnswer {
    const DemoConsortium::Person* visitor = nullptr;
    const DemoConsortium::Organization* place = nullptr;
    wallet::ReadOutcome outcome;
    bool holdsNothing = false; ///< the hospital has no record of the patient
};

/// Whom of the cast a grant lets in: the person it names, else the first of its organisation in its
/// role. nullptr where nobody is.
const DemoConsortium::Person* visitorOf(const DemoConsortium& consortium,
                                        const consent::Grantee& grantee);

/// Lets one of the cast act at the person's command, so that a grant can be seen at work: the same
/// request, hospital and log as of any reader. One thread at a time, that of the consortium.
class SimulatedVisit {
public:
    /// Records that a hospital takes over at once. An anchor's batch is below the registry's limit.
    static constexpr std::size_t handedInMax = 2'000;

    SimulatedVisit(DemoConsortium& consortium, const Clock& clock)
        : m_consortium(consortium), m_clock(clock) {}

    /// Asks the grant's only custodian, else where the visitor works. NotFound where nobody of the
    /// cast is let in by this grant; a refusal is an answer.
    Result<VisitAnswer> look(const PartyId& patient, const consent::Grant& grant,
                             std::string_view purpose);
    /// Gives the place of a visit copies of the vault's newest records, as a patient who brings a
    /// folder to a new hospital; it anchors them as its own. Returns how many it took: none where
    /// it holds some already.
    Result<std::size_t> handIn(RecordStore& records, const PartyId& patient,
                               const consent::Grant& grant);

private:
    Result<const DemoConsortium::Organization*> placeOf(const consent::Grant& grant);
    Result<Bytes> openingOf(wallet::ReadRecords& reading, const GrantId& grant);

    DemoConsortium& m_consortium;
    const Clock& m_clock;
};

} // namespace consentry::simulation
