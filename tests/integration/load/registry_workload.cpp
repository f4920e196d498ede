#include "tests/integration/load/registry_workload.h"

#include "tests/integration/load/load_report.h"

#include <algorithm>
#include <cstdio>

namespace consentry::load {
namespace {

using registry::AccessBasis;
using registry::idCast;
using registry::test::Kit;
using registry::test::Organization;
using registry::test::Person;

constexpr int prepareConnections = 3; ///< to each member
constexpr auto patience = std::chrono::seconds(60);
/// A grant is revoked this long after it was made: a revocation in the same block would come first.
constexpr double revokeAfterSeconds = 3;

/// Whose turn it is among kinds with shares.
class Shares {
public:
    explicit Shares(std::vector<unsigned> shares) {
        for (std::size_t kind = 0; kind < shares.size(); ++kind) {
            m_turns.insert(m_turns.end(), shares[kind], kind);
        }
    }
    std::size_t at(std::size_t index) const { return m_turns[index % m_turns.size()]; }

private:
    std::vector<std::size_t> m_turns;
};

class KitWorkload final : public RegistryWorkload {
public:
    KitWorkload(std::uint64_t seed, const RegistryMix& mix)
        : m_seed(seed), m_mix(mix), m_shares({mix.grants, mix.revokes, mix.accesses}) {}

    Result<> prepare(const test::ConsortiumFolder& consortium) override {
        ASSIGN_OR_RETURN(m_kit, test::kitFor(consortium));
        test::MemberClient client(consortium.member(1), consortium.chainId);
        RETURN_IF_ERROR(test::continueSequences(*m_kit, client));
        // Another run on the same chain has other patients.
        m_run = "load " + std::to_string(m_seed) + " from block " +
                std::to_string(client.height()) + " patient ";
        for (std::size_t i = 0; i < m_mix.patients; ++i) {
            m_patients.push_back(&m_kit->person(patientLabel(i)));
        }
        RETURN_IF_ERROR(sendAll(consortium, client, "registrations", [this](std::size_t i) {
            return m_kit->registration(*m_patients[i], true, i % m_kit->orgCount());
        }));
        RETURN_IF_ERROR(sendAll(consortium, client, "links", [this](std::size_t i) {
            return m_kit->link(*m_patients[i], custodianOf(i), linkNonce(i));
        }));
        return sendAll(consortium, client, "grants", [this](std::size_t i) {
            return m_kit->grant(*m_patients[i], standingGrant(i), std::chrono::days(30));
        });
    }

    std::string patientLabel(std::size_t index) const override {
        return m_run + std::to_string(index);
    }

    Result<std::vector<PreparedTransaction>> make(std::size_t count,
                                                  const Schedule& schedule) override {
        std::vector<PreparedTransaction> made;
        made.reserve(count);
        m_revokeLag = static_cast<std::size_t>(revokeAfterSeconds * schedule.ratePerSecond);
        for (std::size_t i = 0; i < count; ++i) {
            m_kit->time = std::chrono::time_point_cast<milliseconds>(schedule.dueOf(i));
            made.push_back(next(i));
        }
        return made;
    }

private:
    enum Kind : std::size_t { MakeGrant, MakeRevoke, MakeAccess };

    Organization& custodianOf(std::size_t patient) {
        return m_kit->org(patient % m_kit->orgCount());
    }
    std::string linkNonce(std::size_t patient) const {
        return m_run + std::to_string(patient) + " link";
    }
    std::string standingGrant(std::size_t patient) const {
        return m_run + std::to_string(patient) + " standing";
    }

    PreparedTransaction next(std::size_t index) {
        switch (m_shares.at(index)) {
        case MakeAccess:
            return access(index);
        case MakeRevoke:
            if (m_firstToRevoke < m_made.size() &&
                m_made[m_firstToRevoke].index + m_revokeLag <= index) {
                return revoke();
            }
            return grant(index); // nothing to revoke yet
        default:
            return grant(index);
        }
    }

    PreparedTransaction grant(std::size_t index) {
        const std::size_t patient = m_nextGrant++ % m_mix.patients;
        const std::string nonce = m_run + "grant " + std::to_string(index);
        m_made.push_back({index, patient, m_kit->grantId(*m_patients[patient], nonce)});
        auto tx = m_kit->grant(*m_patients[patient], nonce, std::chrono::days(30));
        return {m_kit->seal(tx), laneOf(patient)};
    }

    PreparedTransaction revoke() {
        const MadeGrant& made = m_made[m_firstToRevoke++];
        auto tx = m_kit->byDevice(*m_patients[made.patient], registry::Revoke{{made.id}});
        return {m_kit->seal(tx), laneOf(made.patient)};
    }

    /// By the gateways in turn, for the patients that are linked with each.
    PreparedTransaction access(std::size_t index) {
        const std::size_t org = m_nextAccess++ % m_kit->orgCount();
        registry::RecordAccess body;
        for (std::size_t item = 0; item < m_mix.accessItems; ++item) {
            const std::size_t patient = nextPatientOf(org);
            const Person& person = *m_patients[patient];
            body.items.push_back(m_kit->accessItem(
                person, m_run + "access " + std::to_string(index) + " item " + std::to_string(item),
                AccessBasis::Grant,
                idCast<registry::ObjectId>(m_kit->grantId(person, standingGrant(patient)))));
        }
        auto tx = m_kit->byGateway(m_kit->org(org), std::move(body));
        return {m_kit->seal(tx), org, static_cast<std::uint32_t>(m_mix.accessItems)};
    }

    std::size_t nextPatientOf(std::size_t org) {
        const std::size_t next = m_nextItem++;
        const bool isFirst = org == 0 && m_mix.firstPatientEvery != 0 &&
                             ++m_itemsOfFirst % m_mix.firstPatientEvery == 0;
        return isFirst ? 0 : (next * m_kit->orgCount() + org) % m_mix.patients;
    }

    /// Gateways have the first lanes.
    std::size_t laneOf(std::size_t patient) const { return m_kit->orgCount() + patient; }

    template <class Draft>
    Result<> sendAll(const test::ConsortiumFolder& consortium, test::MemberClient& client,
                     const char* what, Draft draft) {
        std::vector<PreparedTransaction> all;
        m_kit->time = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
        for (std::size_t i = 0; i < m_mix.patients; ++i) {
            auto tx = draft(i);
            all.push_back({m_kit->seal(tx), laneOf(i)});
        }
        const std::uint64_t from = client.height() + 1;
        const OpenLoopPlan plan{
            {startSoon(), m_mix.preparePerSecond}, prepareConnections, SubmitMethod::Sync};
        const auto sent = sendOpenLoop(consortium, all, plan);
        ASSIGN_OR_RETURN(const LoadReport report, reportOf(client, from, all, sent, patience));
        if (report.accepted != m_mix.patients) {
            return fail(ErrorCode::Refused, std::string(what) + "\n" + textOf(report));
        }
        return {};
    }

    struct MadeGrant {
        std::size_t index = 0;
        std::size_t patient = 0;
        GrantId id;
    };

    std::uint64_t m_seed;
    RegistryMix m_mix;
    Shares m_shares;
    std::unique_ptr<Kit> m_kit;
    std::string m_run;
    std::vector<Person*> m_patients;
    std::vector<MadeGrant> m_made;
    std::size_t m_firstToRevoke = 0;
    std::size_t m_revokeLag = 0;
    std::size_t m_nextGrant = 0;
    std::size_t m_nextAccess = 0;
    std::size_t m_nextItem = 0;
    std::size_t m_itemsOfFirst = 0;
};

} // namespace

std::unique_ptr<RegistryWorkload> registryWorkload(std::uint64_t seed, const RegistryMix& mix) {
    return std::make_unique<KitWorkload>(seed, mix);
}

} // namespace consentry::load
