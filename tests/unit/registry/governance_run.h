#pragma once

#include "tests/unit/registry/registry_kit.h"

#include <random>

namespace consentry::registry::test {

/// Makes proposals, approvals and changes of keys over a governed kit: mostly sensible, often late,
/// doubled, too early or by keys that are gone. The same seed gives the same bytes.
class GovernanceRun {
public:
    /// How many kinds of transaction it makes, beside those of RandomRun.
    static constexpr std::size_t kinds = 4;

    GovernanceRun(Kit& kit, std::uint64_t seed) : m_kit(kit), m_random(seed) {}

    /// 1 to 4 transactions for the next block.
    std::vector<Bytes> nextBlock();
    milliseconds nextStep();

    /// "Propose SetParameters": the kind, and of a proposal its action's.
    static std::string nameOf(const Transaction& transaction);

private:
    std::uint64_t pick(std::uint64_t below) { return m_random() % below; }
    bool chance(std::uint64_t percent) { return pick(100) < percent; }
    std::string fresh(const char* what) { return what + std::to_string(++m_counter); }
    Organization& anyOrg() { return m_kit.org(pick(m_kit.orgCount())); }
    Organization& mostlyMember();
    ProposalId mostlyOpen();
    void follow();
    Transaction nextTransaction();
    GovernanceAction anyAction();
    UpdateOrganization anyUpdate(const Organization& org, bool withGovernance);
    UpdateValidators anyValidators(const Organization& org);
    SetParameters anyParameters();
    LeaveOrganization leaving(const Organization& org);

    Kit& m_kit;
    std::mt19937_64 m_random;
    std::uint64_t m_counter = 0;
    std::vector<ProposalId> m_proposals;
    std::vector<Bytes> m_sent;
};

} // namespace consentry::registry::test
