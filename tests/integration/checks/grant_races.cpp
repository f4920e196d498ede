#include "tests/integration/checks/check.h"

#include "tests/integration/load/open_loop.h"
#include "tests/integration/support/chain_history.h"
#include "tests/integration/support/chain_places.h"
#include "tests/integration/support/registry_drafts.h"
#include "tests/integration/support/verified_member.h"

#include <algorithm>
#include <array>
#include <optional>

namespace consentry::checks {
namespace {

using registry::Refusal;
using registry::test::Kit;
using registry::test::Person;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Place;
using test::RunningConsortium;

constexpr int racesShort = 120;
constexpr int racesLong = 1000;
/// A patient may have 64 revocations of grants that nobody has seen.
constexpr std::size_t patientCount = 40;
constexpr double ratePerSecond = 120;
/// Transactions of a race may pass those of this many others: some blocks' worth.
constexpr std::size_t disorder = 30;
/// Block time lags: windows begin before now, so that their beginning decides nothing here.
constexpr seconds windowBefore{20};
constexpr seconds patience{60};

enum Part : std::size_t { MakeGrant, MakeRevoke, FirstAccess, SecondAccess, PartCount };

struct Race {
    std::size_t number = 0;
    GrantId grant;
    std::array<Bytes, PartCount> bytes;
    std::array<std::optional<std::uint32_t>, PartCount> refusedByMempool;
};

/// How the races ended, for the figures.
struct Tally {
    std::size_t grantFirst = 0;
    std::size_t revokeFirst = 0;
    std::size_t sameBlock = 0;
    std::size_t mempoolRefusals = 0;
    std::map<Refusal, std::size_t> accesses;
};

std::string name(Refusal code) {
    return std::string(registry::refusalName(code));
}

/// By the order of the blocks alone: what the registry must say to each.
class Expected {
public:
    Refusal grant() {
        m_granted = !m_revoked;
        return m_granted ? Refusal::Accepted : Refusal::RevokedBefore;
    }
    Refusal revoke() {
        m_revoked = true;
        return Refusal::Accepted;
    }
    Refusal access() const {
        return !m_granted  ? Refusal::UnknownGrant
               : m_revoked ? Refusal::GrantRevoked
                           : Refusal::Accepted;
    }

private:
    bool m_granted = false;
    bool m_revoked = false;
};

class Racing {
public:
    Racing(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options), m_random(options.seed),
          m_raceCount(static_cast<std::size_t>(options.isLong() ? racesLong : racesShort)) {}

    Result<> run() {
        ASSIGN_OR_RETURN(m_kit, test::kitFor(m_consortium.folder()));
        RETURN_IF_ERROR(preparePatients());
        for (std::size_t number = 0; number < m_raceCount; ++number) {
            m_races.push_back(draft(number));
        }
        const std::uint64_t from = m_consortium.client(1).height() + 1;
        sendAll();
        RETURN_IF_ERROR(waitUntilQuiet());
        RETURN_IF_ERROR(m_consortium.waitUntilTogether(patience));
        ASSIGN_OR_RETURN(
            const test::ChainHistory history,
            test::compareHistories(m_consortium, m_options.records / "grant_races.roots"));
        ASSIGN_OR_RETURN(const auto places,
                         test::placesIn(m_consortium.client(1), from, history.height));
        for (const Race& race : m_races) {
            RETURN_IF_ERROR(judge(race, places));
        }
        RETURN_IF_ERROR(proveEnds());
        tell(history);
        return expect(m_tally.grantFirst > 0 && m_tally.revokeFirst > 0,
                      "all races ended the same way: they were none");
    }

private:
    Person& patient(std::size_t index) {
        return m_kit->person("racing " + std::to_string(index % patientCount));
    }
    registry::test::Organization& custodian(std::size_t index) {
        return m_kit->org(index % patientCount % m_kit->orgCount());
    }
    void setTime(Instant now) { m_kit->time = now - windowBefore; }

    /// Each has a second device, which revokes what the first one grants.
    Result<> preparePatients() {
        const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
        m_kit->time = now;
        const auto registered = [&](std::size_t i) {
            return m_kit->registration(patient(i), true, i % m_kit->orgCount());
        };
        const auto linked = [&](std::size_t i) {
            return m_kit->link(patient(i), custodian(i), "race link " + std::to_string(i));
        };
        const auto second = [&](std::size_t i) {
            Person& person = patient(i);
            registry::AddKey body;
            body.key = m_kit->newKey(person.id, secondDevice(i));
            body.details = m_kit->details(person, secondDevice(i) + " name");
            return m_kit->byDevice(person, std::move(body));
        };
        RETURN_IF_ERROR(prepare(registered));
        RETURN_IF_ERROR(prepare(linked));
        return prepare(second);
    }
    static std::string secondDevice(std::size_t index) {
        return "racing " + std::to_string(index) + " second device";
    }

    template <class Draft> Result<> prepare(Draft draft) {
        std::vector<load::PreparedTransaction> all;
        for (std::size_t i = 0; i < patientCount; ++i) {
            registry::Transaction transaction = draft(i);
            all.push_back({m_kit->seal(transaction), i});
        }
        const auto sent =
            load::sendOpenLoop(m_consortium.folder(), all, {{load::startSoon(), ratePerSecond}, 1});
        for (const load::Sent& one : sent) {
            RETURN_IF_ERROR(
                expect(!one.failed && one.code == 0,
                       "a patient could not be prepared: code " + std::to_string(one.code)));
        }
        return waitUntilQuiet();
    }

    Race draft(std::size_t number) {
        setTime(std::chrono::floor<milliseconds>(std::chrono::system_clock::now()));
        Race race;
        race.number = number;
        Person& person = patient(number);
        const std::string nonce = "race " + std::to_string(number);
        race.grant = m_kit->grantId(person, nonce);
        auto grant = m_kit->grant(person, nonce, std::chrono::days(1));
        race.bytes[MakeGrant] = m_kit->seal(grant);
        const KeyId second = m_kit->addKey(secondDevice(number % patientCount));
        auto revoke = m_kit->draft(person.id, second, registry::Revoke{{race.grant}});
        race.bytes[MakeRevoke] = m_kit->seal(revoke);
        return race;
    }

    /// An access lives for a minute, so it is made when it is due.
    Bytes access(const Race& race, Part part, Instant due) {
        setTime(due);
        registry::RecordAccess body;
        body.items.push_back(m_kit->accessItem(
            patient(race.number),
            "race access " + std::to_string(race.number) + (part == FirstAccess ? " a" : " b"),
            registry::AccessBasis::Grant, registry::idCast<registry::ObjectId>(race.grant)));
        auto transaction = m_kit->byGateway(custodian(race.number), std::move(body));
        return m_kit->seal(transaction);
    }

    /// All parts of all races, the four of one close together, in an order by chance, each to a
    /// member by chance.
    void sendAll() {
        struct Due {
            std::size_t rank = 0;
            std::size_t race = 0;
            Part part = MakeGrant;
        };
        std::vector<Due> order;
        for (std::size_t race = 0; race < m_races.size(); ++race) {
            for (std::size_t part = 0; part < PartCount; ++part) {
                order.push_back({race * PartCount + m_random() % (disorder * PartCount), race,
                                 static_cast<Part>(part)});
            }
        }
        std::stable_sort(order.begin(), order.end(),
                         [](const Due& a, const Due& b) { return a.rank < b.rank; });
        const std::size_t members = static_cast<std::size_t>(m_consortium.count());
        for (std::size_t begin = 0; begin < order.size(); begin += stretch) {
            const std::size_t end = std::min(begin + stretch, order.size());
            const load::Schedule schedule{load::startSoon(), ratePerSecond};
            std::vector<load::PreparedTransaction> all;
            for (std::size_t i = begin; i < end; ++i) {
                Race& race = m_races[order[i].race];
                Bytes& bytes = race.bytes[order[i].part];
                if (bytes.empty()) {
                    bytes = access(race, order[i].part,
                                   std::chrono::floor<milliseconds>(schedule.dueOf(i - begin)));
                }
                all.push_back({bytes, m_random() % members});
            }
            const auto sent = load::sendOpenLoop(m_consortium.folder(), all, {schedule, 1});
            for (std::size_t i = begin; i < end; ++i) {
                if (sent[i - begin].code != 0) {
                    m_races[order[i].race].refusedByMempool[order[i].part] = sent[i - begin].code;
                }
            }
        }
    }

    /// Two blocks in a row without a transaction.
    Result<> waitUntilQuiet() {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (std::chrono::steady_clock::now() < deadline) {
            RETURN_IF_ERROR(m_consortium.waitForHeight(1, m_consortium.highest() + 1, patience));
            bool quiet = true;
            for (int member = 1; member <= m_consortium.count(); ++member) {
                ASSIGN_OR_RETURN(const std::uint64_t waiting,
                                 m_consortium.client(member).waiting());
                quiet = quiet && waiting == 0;
            }
            if (quiet) {
                return m_consortium.waitUntilTogether(patience);
            }
        }
        return fail(ErrorCode::Unreachable, "transactions wait in mempools for ever");
    }

    Result<> judge(const Race& race, const std::map<TxHash, Place>& places) {
        std::vector<std::pair<Place, Part>> order;
        for (std::size_t part = 0; part < PartCount; ++part) {
            const auto at = places.find(registry::transactionHash(race.bytes[part]));
            if (at != places.end()) {
                order.emplace_back(at->second, static_cast<Part>(part));
                continue;
            }
            ++m_tally.mempoolRefusals;
            // The one that lost is in no block: a mempool refused it, or let it go when the
            // revocation stood. Whoever sends it again is told the same.
            RETURN_IF_ERROR(expect(part == MakeGrant, "a revocation or an access stands nowhere"));
            ASSIGN_OR_RETURN(const SubmitReply again,
                             m_consortium.client(1).transport().submit(race.bytes[MakeGrant]));
            for (const std::uint32_t code :
                 {race.refusedByMempool[MakeGrant].value_or(again.code), again.code}) {
                RETURN_IF_ERROR(expect(code == static_cast<std::uint32_t>(Refusal::RevokedBefore),
                                       "a grant stands nowhere, and sent again gets code " +
                                           std::to_string(code)));
            }
        }
        std::sort(order.begin(), order.end());
        Expected expected;
        for (const auto& [place, part] : order) {
            RETURN_IF_ERROR(judgeOne(expected, place, part));
        }
        count(order);
        return {};
    }

    Result<> judgeOne(Expected& expected, const Place& place, Part part) {
        Refusal said = static_cast<Refusal>(place.code);
        Refusal wanted = Refusal::Accepted;
        if (part == MakeGrant) {
            wanted = expected.grant();
        } else if (part == MakeRevoke) {
            wanted = expected.revoke();
        } else {
            RETURN_IF_ERROR(expect(place.code == 0, "an access was refused as a whole"));
            ASSIGN_OR_RETURN(const auto items, registry::decodeItemResults(place.data));
            said = items.at(0).code;
            wanted = expected.access();
            ++m_tally.accesses[said];
        }
        return expect(said == wanted, "block " + std::to_string(place.height) + " says " +
                                          name(said) + " where its order means " + name(wanted));
    }

    void count(const std::vector<std::pair<Place, Part>>& order) {
        const auto placeOf = [&](Part part) {
            const auto at = std::find_if(order.begin(), order.end(),
                                         [part](const auto& one) { return one.second == part; });
            return at == order.end() ? std::optional<Place>() : at->first;
        };
        const auto grant = placeOf(MakeGrant);
        const auto revoke = placeOf(MakeRevoke);
        ++(grant && *grant < *revoke ? m_tally.grantFirst : m_tally.revokeFirst);
        m_tally.sameBlock += grant && grant->height == revoke->height;
    }

    /// No grant of a race is in force, and state proofs say why.
    Result<> proveEnds() {
        ASSIGN_OR_RETURN(const auto view,
                         test::VerifiedMember::trusting(m_consortium.member(2),
                                                        m_consortium.chainId(), BlockHeight(1)));
        RETURN_IF_ERROR(view->ledger().advance());
        for (const Race& race : m_races) {
            ASSIGN_OR_RETURN(const auto state,
                             view->ledger().object<registry::GrantState>(
                                 registry::grantKey(m_consortium.chainId(), race.grant)));
            if (state) {
                RETURN_IF_ERROR(expect(state->status == registry::GrantStatus::Revoked,
                                       "a grant is in force although it was revoked"));
                continue;
            }
            ASSIGN_OR_RETURN(
                const auto before,
                view->ledger().object<registry::PreRevokedState>(registry::preRevokedKey(
                    m_consortium.chainId(), patient(race.number).id, race.grant)));
            RETURN_IF_ERROR(expect(before.has_value(), "nothing explains why a grant is missing"));
        }
        return {};
    }

    void tell(const test::ChainHistory& history) {
        figure(m_options, "races of a grant and its revocation",
               std::to_string(m_races.size()) + ": granted first " +
                   std::to_string(m_tally.grantFirst) + ", revoked first " +
                   std::to_string(m_tally.revokeFirst) + " (" + std::to_string(m_tally.sameBlock) +
                   " in one block, " + std::to_string(m_tally.mempoolRefusals) +
                   " told by a mempool); none in force, all proven");
        std::string accesses;
        for (const auto& [code, times] : m_tally.accesses) {
            accesses += (accesses.empty() ? "" : ", ") + name(code) + " " + std::to_string(times);
        }
        figure(m_options, "races: accesses", accesses);
        figure(m_options, "races: equal on all members",
               std::to_string(history.height) + " blocks, " + std::to_string(history.transactions) +
                   " transactions");
    }

    /// Made ahead for some seconds only.
    static constexpr std::size_t stretch = 480;

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    std::mt19937_64 m_random;
    std::size_t m_raceCount;
    std::unique_ptr<Kit> m_kit;
    std::vector<Race> m_races;
    Tally m_tally;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Racing(consortium, options).run();
    });
}

} // namespace

const Check grantRaces{"grant_races",
                       "two devices grant and revoke at once, hospitals look meanwhile", run};

} // namespace consentry::checks
