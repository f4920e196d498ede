#include "tests/integration/checks/check.h"

#include "tests/integration/load/load_report.h"
#include "tests/integration/load/registry_workload.h"
#include "tests/integration/support/chain_history.h"
#include "tests/integration/support/registry_drafts.h"
#include "tests/integration/support/verified_member.h"

#include <algorithm>
#include <array>
#include <csignal>

namespace consentry::checks {
namespace {

using registry::Refusal;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::RunningConsortium;
using test::VerifiedMember;

constexpr seconds patience{60};
constexpr int changesShort = 300;
constexpr int changesLong = 5000;
/// The engine remembers the newest 20,000 transactions (engine/config.toml.in), and refuses those
/// without asking.
constexpr std::size_t pastTheCache = 21'000;
constexpr double overflowRate = 400;
constexpr std::size_t signatureBytes = 64;

/// The order of Ed25519's group, little endian (RFC 8032 §5.1): S and S + L sign the same.
constexpr std::array<unsigned char, 32> groupOrder{
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10};

struct Altered {
    std::string how;
    Bytes bytes;
};

/// The signature is the last field: its S becomes S + L.
Bytes otherSignature(Bytes bytes) {
    const std::size_t begin = bytes.size() - signatureBytes / 2;
    unsigned carry = 0;
    for (std::size_t i = 0; i < groupOrder.size(); ++i) {
        const unsigned sum = std::to_integer<unsigned>(bytes[begin + i]) + groupOrder[i] + carry;
        bytes[begin + i] = static_cast<std::byte>(sum & 0xFFU);
        carry = sum >> 8U;
    }
    return bytes;
}

/// The same content in bytes that CBOR allows and ours does not (RFC 8949 §4.2).
std::vector<Altered> reencoded(const Bytes& bytes) {
    constexpr std::byte mapHead{0xA0};
    constexpr std::byte lengthFollows{0xB8};
    constexpr std::byte endless{0xBF};
    constexpr std::byte stop{0xFF};
    const std::byte fields = bytes.front() ^ mapHead;
    Bytes longHead{lengthFollows, fields};
    longHead.insert(longHead.end(), bytes.begin() + 1, bytes.end());
    Bytes open{endless};
    open.insert(open.end(), bytes.begin() + 1, bytes.end());
    open.push_back(stop);
    Bytes longer = bytes;
    longer.push_back(std::byte{0});
    Bytes shorter = bytes;
    shorter.pop_back();
    Bytes twice = bytes;
    twice.insert(twice.end(), bytes.begin(), bytes.end());
    return {{"a longer head", longHead},  {"a map without length", open},
            {"a byte behind it", longer}, {"a byte less", shorter},
            {"twice in a row", twice},    {"S + L", otherSignature(bytes)},
            {"nothing", Bytes{}}};
}

class Replaying {
public:
    Replaying(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options), m_random(options.seed) {}

    Result<> run() {
        ASSIGN_OR_RETURN(m_kit, test::kitFor(m_consortium.folder()));
        ASSIGN_OR_RETURN(m_view, VerifiedMember::trusting(m_consortium.member(1),
                                                          m_consortium.chainId(), BlockHeight(1)));
        RETURN_IF_ERROR(signOnce());
        RETURN_IF_ERROR(sameBytesAgain("at once"));
        RETURN_IF_ERROR(alteredBytes());
        RETURN_IF_ERROR(otherChain());
        if (m_options.isLong()) {
            RETURN_IF_ERROR(overflowCaches());
            RETURN_IF_ERROR(sameBytesAgain("after 21,000 others", Told::ByCode));
        }
        RETURN_IF_ERROR(restartAll());
        RETURN_IF_ERROR(sameBytesAgain("after a restart of all", Told::ByCode));
        RETURN_IF_ERROR(revokeAndTryAgain());
        return judge();
    }

private:
    Result<> signOnce() {
        m_patient = &m_kit->person("replayed");
        registry::Transaction registration = m_kit->registration(*m_patient, true);
        RETURN_IF_ERROR(m_view->ledger().submit(m_kit->seal(registration)));
        m_kit->time = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
        registry::Transaction grant = m_kit->grant(*m_patient, "replayed", std::chrono::days(1));
        m_grant = m_kit->seal(grant);
        ASSIGN_OR_RETURN(const ProvenTransaction proven, m_view->ledger().submit(m_grant));
        m_height = proven.height;
        return {};
    }

    /// What a member's mempool says; none where the engine remembers the bytes and did not ask.
    Result<std::optional<std::uint32_t>> submitTo(int member, const Bytes& bytes) {
        const auto replies = m_consortium.client(member).call(
            {"broadcast_tx_sync", R"({"tx":")" + toBase64(bytes) + R"("})"});
        if (!replies) {
            return fail(replies.error());
        }
        const auto result = replies->result(0);
        if (!result) {
            const bool isCached = result.error().code == ErrorCode::AlreadyExists;
            return isCached ? Result<std::optional<std::uint32_t>>(std::nullopt)
                            : fail(result.error());
        }
        ASSIGN_OR_RETURN(const SubmitReply reply, cometbft::parseBroadcast(*result));
        return std::optional(reply.code);
    }

    /// Whether the registry itself has to answer, because no cache can.
    enum class Told { ByCacheOrCode, ByCode };

    Result<> sameBytesAgain(const std::string& when, Told told = Told::ByCacheOrCode) {
        for (int member = 1; member <= m_consortium.count(); ++member) {
            ASSIGN_OR_RETURN(const auto code, submitTo(member, m_grant));
            RETURN_IF_ERROR(
                expect(!code || *code == static_cast<std::uint32_t>(Refusal::SequenceUsed),
                       when + ", member " + std::to_string(member) +
                           " takes a transaction that stands in a block, or says another code"));
            RETURN_IF_ERROR(expect(code || told == Told::ByCacheOrCode,
                                   when + ", a cache still knows it: the registry was not asked"));
            m_toldByCode += code.has_value();
            ++m_again;
        }
        note("sent again " + when);
        return {};
    }

    /// Another encoding of the same content has another hash: no cache knows it.
    Result<> alteredBytes() {
        m_kit->time = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
        registry::Transaction grant = m_kit->grant(*m_patient, "altered", std::chrono::days(1));
        const Bytes unsent = m_kit->seal(grant);
        for (const Bytes& original : {m_grant, unsent}) {
            for (const Altered& altered : reencoded(original)) {
                RETURN_IF_ERROR(refuseAltered(altered));
            }
            for (int i = 0; i < (m_options.isLong() ? changesLong : changesShort) / 2; ++i) {
                Bytes bytes = original;
                bytes[m_random() % bytes.size()] ^= static_cast<std::byte>(1U << m_random() % 8);
                RETURN_IF_ERROR(refuseAltered({"a flipped bit", std::move(bytes)}));
            }
        }
        figure(m_options, "replay: altered bytes refused",
               std::to_string(m_altered) + ", " + codesText());
        return {};
    }

    Result<> refuseAltered(const Altered& altered) {
        const int member = 1 + static_cast<int>(m_random() % 4);
        const auto code = submitTo(member, altered.bytes);
        if (!code) {
            return fail(code.error());
        }
        RETURN_IF_ERROR(expect(!*code || **code != 0, "taken: " + altered.how));
        if (*code) {
            ++m_codes[static_cast<Refusal>(**code)];
        }
        ++m_altered;
        return {};
    }

    std::string codesText() const {
        std::string text;
        for (const auto& [code, times] : m_codes) {
            text += (text.empty() ? "" : ", ") + std::string(registry::refusalName(code)) + " " +
                    std::to_string(times);
        }
        return text;
    }

    /// The same keys on another chain: what was signed there means nothing here.
    Result<> otherChain() {
        test::ConsortiumFolder other = m_consortium.folder();
        other.chainId = "another-chain";
        ASSIGN_OR_RETURN(const auto kit, test::kitFor(other));
        registry::Transaction grant =
            kit->grant(kit->person("replayed"), "replayed", std::chrono::days(1));
        ASSIGN_OR_RETURN(const auto code, submitTo(2, kit->seal(grant)));
        return expect(code == static_cast<std::uint32_t>(Refusal::WrongChain),
                      "a transaction of another chain is not refused for that");
    }

    Result<> overflowCaches() {
        const auto workload = load::registryWorkload(m_options.seed, {.grants = 1});
        RETURN_IF_ERROR(workload->prepare(m_consortium.folder()));
        const load::Schedule schedule{load::startSoon() + seconds(5), overflowRate};
        ASSIGN_OR_RETURN(const auto all, workload->make(pastTheCache, schedule));
        const auto sent =
            load::sendOpenLoop(m_consortium.folder(), all, {schedule, 5, load::SubmitMethod::Sync});
        const auto taken = std::count_if(sent.begin(), sent.end(), [](const load::Sent& one) {
            return !one.failed && one.code == 0;
        });
        return expect(static_cast<std::size_t>(taken) > pastTheCache - 500,
                      "the caches were not filled: " + std::to_string(taken));
    }

    Result<> restartAll() {
        const std::uint64_t height = m_consortium.highest();
        for (int member = 1; member <= m_consortium.count(); ++member) {
            RETURN_IF_ERROR(m_consortium.kill(member, test::Part::Both, SIGKILL));
        }
        for (int member = 1; member <= m_consortium.count(); ++member) {
            RETURN_IF_ERROR(m_consortium.waitForHeight(member, height + 2, patience));
        }
        return m_consortium.waitUntilTogether(patience);
    }

    /// What was taken back does not come to life by its old signature.
    Result<> revokeAndTryAgain() {
        m_kit->time = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
        registry::Transaction revoke =
            m_kit->byDevice(*m_patient, registry::Revoke{{m_kit->grantId(*m_patient, "replayed")}});
        const Bytes bytes = m_kit->seal(revoke);
        RETURN_IF_ERROR(m_view->ledger().submit(bytes));
        RETURN_IF_ERROR(sameBytesAgain("after its revocation"));
        RETURN_IF_ERROR(restartAll());
        RETURN_IF_ERROR(sameBytesAgain("after its revocation and a restart", Told::ByCode));
        ASSIGN_OR_RETURN(const auto code, submitTo(3, bytes));
        RETURN_IF_ERROR(expect(code == static_cast<std::uint32_t>(Refusal::EffectHolds),
                               "a revocation that holds is taken again"));
        ASSIGN_OR_RETURN(const auto state,
                         m_view->ledger().object<registry::GrantState>(registry::grantKey(
                             m_consortium.chainId(), m_kit->grantId(*m_patient, "replayed"))));
        return expect(state && state->status == registry::GrantStatus::Revoked,
                      "the grant is in force again");
    }

    Result<> judge() {
        RETURN_IF_ERROR(m_consortium.waitUntilTogether(patience));
        ASSIGN_OR_RETURN(const test::ChainHistory history,
                         test::compareHistories(m_consortium, m_options.records / "replay.roots"));
        const auto at = history.accepted.find(registry::transactionHash(m_grant));
        RETURN_IF_ERROR(expect(at != history.accepted.end() && at->second == m_height.value,
                               "the grant does not stand once, where it was proven"));
        figure(m_options, "replay: sent again",
               std::to_string(m_again) + " times, " + std::to_string(m_toldByCode) +
                   " answered SEQUENCE_USED by the registry, the rest by the engine's cache; one "
                   "effect in " +
                   std::to_string(history.height) + " blocks, equal on all members");
        return expect(m_toldByCode > 0, "the registry was never asked");
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    std::mt19937_64 m_random;
    std::unique_ptr<registry::test::Kit> m_kit;
    std::unique_ptr<VerifiedMember> m_view;
    registry::test::Person* m_patient = nullptr;
    Bytes m_grant;
    BlockHeight m_height;
    std::map<Refusal, std::size_t> m_codes;
    std::size_t m_altered = 0;
    std::size_t m_again = 0;
    std::size_t m_toldByCode = 0;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Replaying(consortium, options).run();
    });
}

} // namespace

const Check replay{"replay", "what was included is sent again, as it was and altered", run};

} // namespace consentry::checks
