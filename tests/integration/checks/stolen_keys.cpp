// The keys by which members sign blocks are stolen, and one wallet is shown another history. Two of
// four are never enough. Three are, for the signatures: then what another organisation's node
// shows stops the ledger, and without one the wallet never says "confirmed".
#include "tests/integration/support/stolen_keys.h"

#include "core/crypto/hash.h"
#include "core/light_client/attack_evidence.h"
#include "tests/integration/checks/check.h"
#include "tests/integration/support/verified_member.h"
#include "tests/support/test_paths.h"
#include "tests/support/transport_fakes.h"

#include <algorithm>
#include <fstream>
#include <thread>

namespace consentry::checks {
namespace {

using light_client::AttackEvidence;
using light_client::Header;
using light_client::LightBlock;
using light_client::ValidatorAddress;
using light_client::ValidatorSet;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::RunningConsortium;
using Level = Assurance::Level;
using Keys = std::vector<const SigningKey*>;

constexpr std::size_t memberCount = 4;
constexpr int attackedMember = 1;
constexpr int witnessMember = 2;
constexpr int doubleSigner = 4;
constexpr std::uint64_t heightAtStart = 5;
constexpr seconds startMax{40};
constexpr seconds evidenceMax{40};
constexpr seconds pollInterval{1};
/// A forged head this far above the chain's: the witness has nothing to compare with yet.
constexpr std::uint64_t ahead = 3;
constexpr seconds overtakenMax{60};
constexpr std::size_t nodeMetricsPort = 26661;
constexpr int heightsShort = 2;
constexpr int heightsLong = 25;

enum class Forgery {
    Lunatic,      ///< another state, the true validators
    InventedSet,  ///< another state and validators of the thief's choice
    Equivocation, ///< other transactions
};
constexpr std::array forgeries{Forgery::Lunatic, Forgery::InventedSet, Forgery::Equivocation};
constexpr std::array forgeryNames{"lunatic", "invented validators", "equivocation"};

/// An honest node, but for one block that somebody puts in the place of the newest one.
class ForkedNode : public test::PassingTransport {
public:
    ForkedNode(LedgerTransport& honest, LightBlock forged)
        : PassingTransport(honest), m_forged(std::move(forged)) {}

    Result<BlockHeight> newestHeight() override { return m_forged.header.height; }
    Result<LightBlock> lightBlock(BlockHeight height) override {
        return height == m_forged.header.height ? Result<LightBlock>(m_forged)
                                                : m_honest.lightBlock(height);
    }

private:
    LightBlock m_forged;
};

std::vector<Keys> subsetsOf(const std::vector<SigningKey>& keys, std::size_t size) {
    std::vector<Keys> subsets;
    for (std::size_t bits = 0; bits < std::size_t{1} << keys.size(); ++bits) {
        Keys chosen;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if ((bits >> i & 1U) != 0) {
                chosen.push_back(&keys[i]);
            }
        }
        if (chosen.size() == size) {
            subsets.push_back(std::move(chosen));
        }
    }
    return subsets;
}

class Thief {
public:
    Thief(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {
        m_lightOptions.chainId = consortium.chainId();
    }

    Result<> run() {
        for (int member = 1; member <= m_consortium.count(); ++member) {
            ASSIGN_OR_RETURN(SigningKey key, test::validatorKeyOf(m_consortium.member(member)));
            m_keys.push_back(std::move(key));
        }
        RETURN_IF_ERROR(expect(m_keys.size() == memberCount, "not four members"));
        RETURN_IF_ERROR(m_consortium.waitForHeight(attackedMember, heightAtStart, startMax));
        for (int i = 0; i < (m_options.isLong() ? heightsLong : heightsShort); ++i) {
            RETURN_IF_ERROR(m_consortium.waitForHeight(
                attackedMember, m_consortium.highest() + (i == 0 ? 0 : 1), startMax));
            RETURN_IF_ERROR(m_consortium.waitUntilTogether(startMax));
            RETURN_IF_ERROR(atThisHeight());
        }
        figure(m_options, "stolen keys: two of four",
               std::to_string(m_refused) + " forged heads, none verified");
        figure(m_options, "stolen keys: three of four",
               std::to_string(m_stopped) + " verified by signatures, all stopped by a witness; " +
                   std::to_string(m_unconfirmed) + " without a witness, none confirmed");
        RETURN_IF_ERROR(aheadOfTheWitness());
        return doubleVoteReachesTheRegistry();
    }

private:
    Result<> atThisHeight() {
        const BlockHeight head(m_consortium.client(attackedMember).height());
        LedgerTransport& honest = m_consortium.client(attackedMember).transport();
        ASSIGN_OR_RETURN(m_real, honest.lightBlock(head));
        // A wallet far behind, and one that saw the block before.
        for (const std::uint64_t from : {std::uint64_t{1}, head.value - 1}) {
            ASSIGN_OR_RETURN(const LightBlock start, honest.lightBlock(BlockHeight(from)));
            m_trusted = light_client::anchor(m_consortium.chainId(), start.header, start.validators,
                                             start.header.hash())
                            .state;
            RETURN_IF_ERROR(expect(m_trusted.has_value(), "the block that a wallet trusts"));
            for (const Forgery forgery : forgeries) {
                RETURN_IF_ERROR(byTwo(forgery));
                RETURN_IF_ERROR(byThree(forgery));
            }
        }
        return {};
    }

    Result<LightBlock> forged(Forgery forgery, const Keys& keys) const {
        Header header = m_real->header;
        ValidatorSet set = m_real->validators;
        if (forgery == Forgery::Equivocation) {
            header.dataHash = sha256(bytesOf("other transactions"));
        } else {
            header.appHash = toBytes(sha256(bytesOf("no access happened")).view());
        }
        if (forgery == Forgery::InventedSet) {
            std::vector<light_client::Validator> own;
            for (const SigningKey* key : keys) {
                own.push_back({key->publicKey(), 1});
            }
            ASSIGN_OR_RETURN(set, ValidatorSet::from(std::move(own)));
            header.validatorsHash = header.nextValidatorsHash = set.hash();
        }
        return test::forgeBlock(std::move(header), set, keys, m_real->commit.round);
    }

    VerifiedLedger ledgerOver(LedgerTransport& transport) const {
        return {transport, m_clock, m_lightOptions, *m_trusted};
    }

    Result<> byTwo(Forgery forgery) {
        for (const Keys& keys : subsetsOf(m_keys, 2)) {
            ASSIGN_OR_RETURN(LightBlock block, forged(forgery, keys));
            if (forgery != Forgery::InventedSet) {
                addSignaturesOfTheRealBlock(block);
            }
            ForkedNode node(m_consortium.client(attackedMember).transport(), std::move(block));
            VerifiedLedger ledger = ledgerOver(node);
            const auto head = ledger.advance();
            RETURN_IF_ERROR(expect(!head && head.error().code == ErrorCode::VerificationFailed &&
                                       ledger.trusted().height() == m_trusted->height(),
                                   std::string("two of four keys: ") + nameOf(forgery)));
            ++m_refused;
        }
        return {};
    }

    /// The other two did sign, but another block.
    void addSignaturesOfTheRealBlock(LightBlock& block) const {
        for (std::size_t i = 0; i < block.commit.signatures.size(); ++i) {
            auto& entry = block.commit.signatures[i];
            if (entry.flag == light_client::BlockIdFlag::Absent) {
                entry = m_real->commit.signatures[i];
            }
        }
    }

    Result<> byThree(Forgery forgery) {
        for (const Keys& keys : subsetsOf(m_keys, 3)) {
            ASSIGN_OR_RETURN(const LightBlock block, forged(forgery, keys));
            const bool isAdjacent = m_trusted->height().value + 1 == block.header.height.value;
            if (forgery == Forgery::InventedSet && isAdjacent) {
                // The block before has announced its validators.
                ForkedNode node(m_consortium.client(attackedMember).transport(), block);
                RETURN_IF_ERROR(
                    expect(!ledgerOver(node).advance(), "validators that nobody announced"));
                continue;
            }
            RETURN_IF_ERROR(withoutWitness(block));
            RETURN_IF_ERROR(withWitness(forgery, block, keys));
        }
        return {};
    }

    Result<> withoutWitness(const LightBlock& block) {
        ForkedNode node(m_consortium.client(attackedMember).transport(), block);
        VerifiedLedger alone = ledgerOver(node);
        RETURN_IF_ERROR(alone.advance());
        WitnessPanel nobody({});
        VerifiedLedger uncompared = ledgerOver(node);
        uncompared.compareWith(nobody);
        RETURN_IF_ERROR(uncompared.advance());
        m_unconfirmed += 2;
        return expect(alone.assurance().level == Level::NotCompared &&
                          uncompared.assurance().level == Level::Unconfirmed,
                      "a forged head is called confirmed without a witness");
    }

    WitnessPanel honestPanel() const {
        std::vector<LedgerNode> witnesses;
        PartyId other;
        other.data()[0] = std::byte{1};
        witnesses.push_back({other, "witness",
                             std::make_unique<test::PassingTransport>(
                                 m_consortium.client(witnessMember).transport())});
        return WitnessPanel(std::move(witnesses));
    }

    Result<> withWitness(Forgery forgery, const LightBlock& block, const Keys& keys) {
        ForkedNode node(m_consortium.client(attackedMember).transport(), block);
        WitnessPanel panel = honestPanel();
        VerifiedLedger ledger = ledgerOver(node);
        ledger.compareWith(panel);
        std::optional<AttackEvidence> evidence;
        ledger.onConflict([&](const AttackEvidence& found, const PartyId&) { evidence = found; });
        const auto head = ledger.advance();
        RETURN_IF_ERROR(
            expect(!head && head.error().code == ErrorCode::LedgerConflict &&
                       ledger.assurance().level == Level::Stopped && evidence,
                   std::string("a witness does not stop the ledger: ") + nameOf(forgery)));
        const auto again = ledger.header(BlockHeight(1));
        RETURN_IF_ERROR(expect(!again && again.error().code == ErrorCode::LedgerConflict,
                               "a stopped ledger answers"));
        ++m_stopped;
        return evidenceStands(*evidence, keys);
    }

    /// Written to a file, read by somebody else who knows the common block, and checked again.
    Result<> evidenceStands(const AttackEvidence& evidence, const Keys& keys) {
        const auto file = m_options.records / "stolen_keys.evidence";
        const Bytes bytes = light_client::encodeAttackEvidence(evidence);
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        const std::string text = test::readFile(file);
        ASSIGN_OR_RETURN(const AttackEvidence read,
                         light_client::decodeAttackEvidence(bytesOf(text)));
        for (const LightBlock* side : {&read.ours, &read.conflicting}) {
            const auto verdict =
                light_client::verify(*m_trusted, *side, m_clock.now(), m_lightOptions);
            RETURN_IF_ERROR(
                expect(verdict.state.has_value(), "a side of the evidence does not verify"));
        }
        RETURN_IF_ERROR(expect(read.ours.header.hash() != read.conflicting.header.hash(),
                               "evidence of one history"));
        const std::vector<ValidatorAddress> both = light_client::signersOfBoth(read);
        const bool areTheThiefs = std::all_of(both.begin(), both.end(), [&](const auto& signer) {
            return std::any_of(keys.begin(), keys.end(), [&](const SigningKey* key) {
                return light_client::addressOf(key->publicKey()) == signer;
            });
        });
        // Three signed the forged block and at least three the real one.
        return expect(both.size() >= 2 && areTheThiefs,
                      "evidence names others than those whose keys signed twice");
    }

    /// The forged block is above everything that the witness has. It is never confirmed, and once
    /// the chain gets there it is found out.
    Result<> aheadOfTheWitness() {
        Header header = m_real->header;
        header.height.value = m_consortium.highest() + ahead;
        header.time = light_client::Timestamp::fromInstant(m_clock.now());
        header.appHash = toBytes(sha256(bytesOf("no access happened")).view());
        const Keys three{&m_keys[0], &m_keys[1], &m_keys[2]};
        ASSIGN_OR_RETURN(const LightBlock block,
                         test::forgeBlock(header, m_real->validators, three));
        ForkedNode node(m_consortium.client(attackedMember).transport(), block);
        WitnessPanel panel = honestPanel();
        VerifiedLedger ledger = ledgerOver(node);
        ledger.compareWith(panel);
        const auto began = steady_clock::now();
        while (ledger.assurance().level != Level::Stopped &&
               steady_clock::now() - began < overtakenMax) {
            static_cast<void>(ledger.advance());
            const Assurance& said = ledger.assurance();
            RETURN_IF_ERROR(
                expect(said.level != Level::Confirmed || said.confirmed < block.header.height,
                       "a forged head above the witness' is called confirmed"));
            std::this_thread::sleep_for(milliseconds(200));
        }
        figure(m_options, "stolen keys: a head above the witness' own",
               "never confirmed, found out after " +
                   std::to_string(
                       std::chrono::duration_cast<seconds>(steady_clock::now() - began).count()) +
                   " s, when the chain got there");
        return expect(ledger.assurance().level == Level::Stopped,
                      "a forged head is not found out when the chain gets there");
    }

    Result<std::string> metricsOf(int member) const {
        return test::runProgram({"curl", "--silent", "--show-error", "--max-time", "5",
                                 "http://" + m_consortium.member(member).address + ":" +
                                     std::to_string(nodeMetricsPort) + "/metrics"});
    }

    /// Whether the engine takes proof of a double vote, puts it into a block, and every member's
    /// registry hears of it.
    Result<> doubleVoteReachesTheRegistry() {
        LedgerTransport& honest = m_consortium.client(attackedMember).transport();
        const std::uint64_t height = m_consortium.client(attackedMember).height();
        ASSIGN_OR_RETURN(const LightBlock real, honest.lightBlock(BlockHeight(height - 1)));
        ASSIGN_OR_RETURN(const std::string evidence,
                         test::doubleVoteEvidence(real, m_keys[doubleSigner - 1]));
        ASSIGN_OR_RETURN(const cometbft::RpcReplies reply,
                         m_consortium.client(witnessMember).call({"broadcast_evidence", evidence}));
        RETURN_IF_ERROR(reply.result(0));
        const auto began = steady_clock::now();
        for (int member = 1; member <= m_consortium.count(); ++member) {
            while (true) {
                ASSIGN_OR_RETURN(const std::string metrics, metricsOf(member));
                if (metrics.find("consentry_misbehaviours_total 1\n") != std::string::npos) {
                    break;
                }
                RETURN_IF_ERROR(expect(steady_clock::now() - began < evidenceMax,
                                       "member " + std::to_string(member) +
                                           "'s registry does not hear of a double vote"));
                std::this_thread::sleep_for(pollInterval);
            }
            RETURN_IF_ERROR(
                expect(m_consortium.log(member, "node").find("misbehaving") != std::string::npos,
                       "a double vote is not in the node's log"));
        }
        ASSIGN_OR_RETURN(const std::uint64_t block, blockWithEvidence(height));
        figure(m_options, "stolen keys: a double vote",
               "of block " + std::to_string(real.header.height.value) + ", evidence in block " +
                   std::to_string(block) + ", counted and logged by the registry of all members");
        return {};
    }

    Result<std::uint64_t> blockWithEvidence(std::uint64_t from) {
        for (std::uint64_t height = from; height <= m_consortium.highest(); ++height) {
            ASSIGN_OR_RETURN(const test::StoredBlock block,
                             m_consortium.client(attackedMember).block(height));
            if (block.evidence == 1) {
                return height;
            }
        }
        return fail(ErrorCode::VerificationFailed, "no block has the evidence");
    }

    static const char* nameOf(Forgery forgery) {
        return forgeryNames[static_cast<std::size_t>(forgery)];
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    test::ShiftedClock m_clock{milliseconds(0)};
    light_client::Options m_lightOptions;
    std::vector<SigningKey> m_keys;
    std::optional<LightBlock> m_real;
    std::optional<light_client::TrustedState> m_trusted;
    std::size_t m_refused = 0;
    std::size_t m_stopped = 0;
    std::size_t m_unconfirmed = 0;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Thief(consortium, options).run();
    });
}

} // namespace

const Check stolenKeys{"stolen_keys", "two and three of four members' keys sign another history",
                       run};

} // namespace consentry::checks
