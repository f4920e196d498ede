#include "core/simulation/simulated_visit.h"

#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::simulation {

using Person = DemoConsortium::Person;
using Organization = DemoConsortium::Organization;

const Person* visitorOf(const DemoConsortium& consortium, const consent::Grantee& grantee) {
    const auto& people = consortium.people();
    const auto isMeant = [&](const Person& person) {
        if (grantee.person) {
            return person.party == *grantee.person;
        }
        const Organization* home = consortium.organization(person.about.organizationKey);
        return home != nullptr && grantee.organization == home->party &&
               (!grantee.role || consent::roleWord(*grantee.role) == person.about.role);
    };
    const auto found = std::find_if(people.begin(), people.end(), isMeant);
    return found == people.end() ? nullptr : &*found;
}

Result<const Organization*> SimulatedVisit::placeOf(const consent::Grant& grant) {
    const Person* visitor = visitorOf(m_consortium, grant.grantee);
    if (visitor == nullptr) {
        return fail(ErrorCode::NotFound, "somebody of the demonstration whom this grant lets in");
    }
    if (grant.custodians.size() == 1) {
        return m_consortium.organization(grant.custodians.front());
    }
    const Organization* home = m_consortium.organization(visitor->about.organizationKey);
    const bool worksAtHospital = home != nullptr && home->about.kind == OrganizationKind::Hospital;
    return worksAtHospital ? home : &m_consortium.organizations().front();
}

/// Empty where the visitor has none: whoever does not hold the grant may still try.
Result<Bytes> SimulatedVisit::openingOf(wallet::ReadRecords& reading, const GrantId& grant) {
    ASSIGN_OR_RETURN(auto held, reading.heldGrants());
    for (wallet::HeldGrant& one : held) {
        if (one.grant.id == grant) {
            return std::move(one.opening);
        }
    }
    return Bytes();
}

Result<VisitAnswer> SimulatedVisit::look(const PartyId& patient, const consent::Grant& grant,
                                         std::string_view purpose) {
    VisitAnswer answer;
    ASSIGN_OR_RETURN(answer.place, placeOf(grant));
    answer.visitor = visitorOf(m_consortium, grant.grantee);
    RecordGateway* gateway = m_consortium.gateway(answer.place->party);
    if (gateway == nullptr) {
        return fail(ErrorCode::NotFound, "a hospital that could be asked");
    }
    ASSIGN_OR_RETURN(const auto keys, m_consortium.readerKeys(*answer.visitor));
    wallet::ReadRecords reading(keys, m_consortium.ledger(), m_consortium, m_clock);
    ASSIGN_OR_RETURN(const Bytes opening, openingOf(reading, grant.id));
    ReadRequest request;
    request.patient = patient;
    request.basis = consent::Basis::Grant;
    request.basisId = registry::idCast<Digest>(grant.id);
    request.purpose = purpose;
    ASSIGN_OR_RETURN(answer.outcome, reading.read(*gateway, request, opening));
    ASSIGN_OR_RETURN(const std::size_t held,
                     m_consortium.recordsHeld(answer.place->about.key, patient));
    answer.holdsNothing = held == 0;
    return answer;
}

Result<std::size_t> SimulatedVisit::handIn(RecordStore& records, const PartyId& patient,
                                           const consent::Grant& grant) {
    ASSIGN_OR_RETURN(const Organization* place, placeOf(grant));
    ASSIGN_OR_RETURN(const std::size_t held, m_consortium.recordsHeld(place->about.key, patient));
    if (held > 0) {
        return std::size_t{0};
    }
    std::size_t taken = 0;
    RecordFilter ofOthers; // what the person wrote stays at home
    ofOthers.isOwn = false;
    std::optional<RecordCursor> after;
    do {
        ASSIGN_OR_RETURN(
            const RecordPage page,
            records.page(ofOthers, after, std::min(RecordStore::pageMax, handedInMax - taken)));
        for (const RecordSummary& record : page.records) {
            ASSIGN_OR_RETURN(const Bytes original, records.original(record.digest));
            RETURN_IF_ERROR(m_consortium.addRecord(place->about.key, patient, textOf(original)));
        }
        taken += page.records.size();
        after = page.next;
    } while (after && taken < handedInMax);
    RETURN_IF_ERROR(m_consortium.anchorAll(patient));
    return taken;
}

} // namespace consentry::simulation
