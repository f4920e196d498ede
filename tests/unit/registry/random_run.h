#pragma once

#include "tests/unit/registry/registry_kit.h"

#include <random>
#include <set>

namespace consentry::registry::test {

/// Makes transactions of all kinds over a handful of people and organisations: mostly sensible,
/// often late, doubled, out of place or wrongly signed. The same seed gives the same bytes.
class RandomRun {
public:
    RandomRun(Kit& kit, std::uint64_t seed);

    /// 1 to 8 transactions for the next block.
    std::vector<Bytes> nextBlock();
    milliseconds nextStep();

private:
    std::uint64_t pick(std::uint64_t below) { return m_random() % below; }
    bool chance(std::uint64_t percent) { return pick(100) < percent; }
    std::string fresh(const char* what) { return what + std::to_string(++m_counter); }
    Person& anyone();
    Person& anyPatient();
    Organization& anyOrg() { return m_kit.org(pick(m_kit.orgCount())); }
    template <class T> T anyOf(const std::vector<T>& list) {
        return list.empty() ? T() : list[pick(list.size())];
    }
    Transaction nextTransaction();
    Transaction patientTransaction();
    Transaction organizationTransaction();
    Transaction clinicianTransaction();
    Transaction keyTransaction();
    Transaction anchorTransaction(Organization& org, Person& patient);
    Transaction disputeTransaction(Person& patient, const std::optional<PatientState>& state);
    RecordAccess accesses();
    template <class Id> void remember(const Id& id, Person& person, Organization* org) {
        m_about[idCast<ObjectId>(id)] = {&person, org};
    }
    /// Usually the person and organisation that the object belongs to.
    template <class Id> void follow(const Id& id, Person*& person, Organization** org);
    void spoil(Transaction& tx);
    void followEpoch(Person& person);

    Kit& m_kit;
    std::mt19937_64 m_random;
    std::uint64_t m_counter = 0;
    std::vector<std::string> m_labels;
    std::vector<GrantId> m_grants;
    std::vector<RequestId> m_requests;
    std::vector<AttestationId> m_attestations;
    std::vector<EmergencyId> m_emergencies;
    std::vector<AnchorId> m_anchors;
    std::vector<FreezeId> m_freezes;
    std::vector<KeyId> m_extraKeys;
    std::vector<std::pair<std::string, std::size_t>> m_links; ///< nonce of a link, organisation
    std::vector<Bytes> m_sent;
    /// Which people and organisations an object was made with, so that most later transactions
    /// about it are sensible ones.
    std::map<ObjectId, std::pair<Person*, Organization*>> m_about;
};

} // namespace consentry::registry::test
