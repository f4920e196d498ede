// Every public light-client vector beside this checkout: single steps with the verdict that the
// authors' formal model gives, and bisections with one or more peers.
#include "core/light_client/witness.h"
#include "tests/support/engine_json.h"
#include "tests/support/test_chain.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <map>

using namespace consentry;
using namespace consentry::light_client;
using Json = nlohmann::json;

class LightClientVectorsTest : public QObject {
    Q_OBJECT
private slots:
    void singleStepsHaveTheModelsVerdict();
    void bisectionsOfAnOlderEncodingEndAsPublishedWhenSignedAgain();
};

namespace {

const char* const vectorFolder = "vectors/tendermint-light-client";

milliseconds fromNanos(const Json& text) {
    const std::string digits = text.is_string() ? text.get<std::string>() : text.dump();
    return std::chrono::duration_cast<milliseconds>(std::chrono::nanoseconds(std::stoll(digits)));
}

std::vector<std::filesystem::path> filesBelow(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// A block that is malformed for our types is refused before it is judged: also INVALID.
const char* wordFor(const Result<LightBlock>& block, const Verification& verification) {
    if (!block) {
        return "INVALID";
    }
    switch (verification.verdict) {
    case Verdict::Verified:
        return "SUCCESS";
    case Verdict::NotEnoughTrust:
        return "NOT_ENOUGH_TRUST";
    case Verdict::Invalid:
        break;
    }
    return "INVALID";
}

/// The model trusts a header together with the validators of the next height.
TrustedState trustWithNextValidators(const Header& header, const Json& nextValidators) {
    const auto set = test::parseValidators(nextValidators);
    const Verification start = anchor(header.chainId, header, *set, header.hash());
    if (!start.state) {
        throw std::runtime_error(std::string(flawName(start.flaw)));
    }
    return *start.state;
}

/// The validators' hash of the engine before its version 0.34 (amino encoding of key and power).
Digest oldHashOf(const Json& validators) {
    const Bytes keyPrefix = *fromHex("0a251624de6420");
    std::vector<Bytes> leaves;
    for (const Json& validator : validators) {
        Bytes leaf = keyPrefix;
        append(leaf, *fromBase64(validator["pub_key"]["value"].get<std::string>()));
        const auto power = std::stoul(validator["voting_power"].get<std::string>());
        if (power > 127) {
            throw std::runtime_error("power of more than one byte");
        }
        leaf.push_back(std::byte{0x10});
        leaf.push_back(static_cast<std::byte>(power));
        leaves.push_back(leaf);
    }
    return merkleRoot(leaves);
}

/// The published bisections are older than the engine that we verify: their hashes and signatures
/// are of its encoding before 0.34, so that a correct client of today refuses every one of them.
/// What they describe (who validates, who signs, which headers differ) is played again here with
/// keys of our own and today's encoding. A hash that named another set than the one supplied
/// still does.
class Resealed {
public:
    explicit Resealed(const Json& vector) {
        learn(vector["primary"]);
        for (const Json& witness : vector["witnesses"]) {
            learn(witness["value"]);
        }
    }

    LightBlock block(const Json& json) const {
        Header header = *test::parseHeader(json["signed_header"]["header"]);
        header.validatorsHash = todaysHash(header.validatorsHash);
        header.nextValidatorsHash = todaysHash(header.nextValidatorsHash);
        const ValidatorSet set = setOf(json["validator_set"]["validators"]);
        const Commit old = *test::parseCommit(json["signed_header"]["commit"]);
        Commit commit{old.height, old.round, {header.hash(), 1, header.hash()}, {}};
        std::vector<CommitSig> precommits;
        for (const CommitSig& entry : old.signatures) {
            const auto known = m_members.find(entry.validator);
            if (entry.flag == BlockIdFlag::Commit && known != m_members.end()) {
                const SigningKey& key = test::TestChain::member(known->second);
                if (set.indexOf(addressOf(key.publicKey()))) {
                    precommits.push_back(signCommit(header.chainId, commit, key, entry.timestamp));
                }
            }
        }
        return {header, *assembleCommit(commit, set, precommits), set};
    }

private:
    void learn(const Json& peer) {
        for (const Json& block : peer["lite_blocks"]) {
            for (const char* name : {"validator_set", "next_validator_set"}) {
                const Json& validators = block[name]["validators"];
                const Digest old = oldHashOf(validators);
                for (const Json& validator : validators) {
                    const auto address =
                        *ValidatorAddress::fromHexText(validator["address"].get<std::string>());
                    m_members.emplace(address, 100 + m_members.size());
                }
                m_hashes[old] = setOf(validators).hash();
            }
        }
    }
    ValidatorSet setOf(const Json& validators) const {
        std::vector<Validator> members;
        for (const Json& validator : validators) {
            const auto address =
                *ValidatorAddress::fromHexText(validator["address"].get<std::string>());
            members.push_back({test::TestChain::member(m_members.at(address)).publicKey(),
                               std::stoll(validator["voting_power"].get<std::string>())});
        }
        return *ValidatorSet::from(std::move(members));
    }
    Digest todaysHash(const Digest& old) const {
        const auto known = m_hashes.find(old);
        return known == m_hashes.end() ? old : known->second;
    }

    std::map<ValidatorAddress, std::size_t> m_members;
    std::map<Digest, Digest> m_hashes;
};

/// A peer of the bisection vectors: the block at each height.
class Peer {
public:
    Peer(const Json& json, const Resealed& resealed) {
        for (const Json& block : json["lite_blocks"]) {
            const LightBlock sealed = resealed.block(block);
            m_blocks.emplace(sealed.header.height.value, sealed);
        }
    }
    Result<LightBlock> at(BlockHeight height) const {
        const auto found = m_blocks.find(height.value);
        if (found == m_blocks.end()) {
            return fail(ErrorCode::NotFound, "height");
        }
        return found->second;
    }

private:
    std::map<std::uint64_t, LightBlock> m_blocks;
};

bool drive(Bisection& bisection, const Peer& peer, Instant now) {
    while (bisection.phase() == Bisection::Phase::Wants) {
        const auto block = peer.at(bisection.wantedHeight());
        if (!block) {
            return false;
        }
        bisection.offer(*block, now);
    }
    return bisection.phase() == Bisection::Phase::Done;
}

WitnessFinding findingOf(const TrustedState& trusted, const LightBlock& ours, const Peer& witness,
                         Instant now, const Options& options) {
    const auto theirs = witness.at(ours.header.height);
    if (!theirs) {
        return WitnessFinding::Faulty;
    }
    const WitnessComparison comparison = compareWitness(trusted, ours, *theirs, now, options);
    if (comparison.finding != WitnessFinding::NeedsBisection) {
        return comparison.finding;
    }
    Bisection branch(trusted, ours.header.height, options);
    if (!drive(branch, witness, now)) {
        return WitnessFinding::Faulty;
    }
    return conflictBetween(trusted, ours, *theirs) ? WitnessFinding::Attack
                                                   : WitnessFinding::Agrees;
}

} // namespace

void LightClientVectorsTest::singleStepsHaveTheModelsVerdict() {
    const auto folder = test::sharedData(std::string(vectorFolder) + "/model_based/single_step");
    if (!folder) {
        QSKIP("The public light-client vectors are not beside this checkout.");
    }
    std::map<std::string, int> verdicts;
    int files = 0;
    for (const auto& path : filesBelow(*folder)) {
        const Json vector = Json::parse(test::readFile(path));
        const Json& initial = vector["initial"];
        const auto first = test::parseHeader(initial["signed_header"]["header"]);
        QVERIFY2(first.has_value(), path.c_str());
        TrustedState trusted =
            trustWithNextValidators(*first, initial["next_validator_set"]["validators"]);
        Options options;
        options.chainId = first->chainId;
        options.trustingPeriod = fromNanos(initial["trusting_period"]);
        // What the authors' driver uses for these files.
        options.trustLevel = {1, 3};
        options.clockDrift = milliseconds(0);
        int step = 0;
        for (const Json& input : vector["input"]) {
            const Json& json = input["block"];
            const auto block =
                test::parseLightBlock(json["signed_header"], json["validator_set"]["validators"]);
            const Instant now = Timestamp::parse(input["now"].get<std::string>())->toInstant();
            const Verification outcome =
                block ? verify(trusted, *block, now, options) : Verification();
            const std::string expected = input["verdict"].get<std::string>();
            const std::string place = path.filename().string() + " step " + std::to_string(step++) +
                                      ": " + std::string(flawName(outcome.flaw));
            QVERIFY2(wordFor(block, outcome) == expected, place.c_str());
            if (outcome.state) {
                trusted = trustWithNextValidators(block->header,
                                                  json["next_validator_set"]["validators"]);
            }
            ++verdicts[expected];
        }
        ++files;
    }
    qInfo() << "single steps:" << files << "files;" << verdicts["SUCCESS"] << "verified,"
            << verdicts["NOT_ENOUGH_TRUST"] << "not enough trust," << verdicts["INVALID"]
            << "invalid";
    QVERIFY(files > 0);
}

void LightClientVectorsTest::bisectionsOfAnOlderEncodingEndAsPublishedWhenSignedAgain() {
    const auto folder = test::sharedData(std::string(vectorFolder) + "/bisection");
    if (!folder) {
        QSKIP("The public light-client vectors are not beside this checkout.");
    }
    int files = 0;
    for (const auto& path : filesBelow(*folder)) {
        const Json vector = Json::parse(test::readFile(path));
        const Json& trust = vector["trust_options"];
        Options options;
        options.chainId = vector["primary"]["chain_id"].get<std::string>();
        options.trustingPeriod = fromNanos(trust["period"]);
        options.trustLevel = {static_cast<std::uint32_t>(
                                  std::stoul(trust["trust_level"]["numerator"].get<std::string>())),
                              static_cast<std::uint32_t>(std::stoul(
                                  trust["trust_level"]["denominator"].get<std::string>()))};
        const auto numberAt = [](const Json& json) {
            return BlockHeight(json.is_string() ? std::stoull(json.get<std::string>())
                                                : json.get<std::uint64_t>());
        };
        const Instant now = Timestamp::parse(vector["now"].get<std::string>())->toInstant();
        const BlockHeight target = numberAt(vector["height_to_verify"]);
        const Json& published = vector["primary"]["lite_blocks"][0];
        const auto outdated = test::parseLightBlock(published["signed_header"],
                                                    published["validator_set"]["validators"]);
        const Digest oldHash = *Digest::fromHexText(trust["hash"].get<std::string>());
        QVERIFY(anchor(options.chainId, outdated->header, outdated->validators, oldHash).flaw ==
                Flaw::AnchorHash);

        const Resealed resealed(vector);
        const Peer primary(vector["primary"], resealed);
        const auto start = primary.at(numberAt(trust["height"]));
        const Verification first =
            anchor(options.chainId, start->header, start->validators, start->header.hash());
        QVERIFY2(first.state.has_value(), path.c_str());

        Bisection bisection(*first.state, target, options);
        const bool reached = drive(bisection, primary, now);
        std::string outcome = "primary: " + std::string(flawName(bisection.flaw()));
        bool good = reached;
        if (reached) {
            std::vector<WitnessFinding> findings;
            for (const Json& witness : vector["witnesses"]) {
                findings.push_back(findingOf(*first.state, *primary.at(target),
                                             Peer(witness["value"], resealed), now, options));
            }
            const CrossCheck cross = crossCheck(findings);
            outcome = cross == CrossCheck::Confirmed ? "confirmed"
                      : cross == CrossCheck::Attack  ? "attack shown"
                                                     : "no witness agrees";
            good = cross == CrossCheck::Confirmed;
        }
        qInfo() << path.filename().c_str() << "-" << outcome.c_str() << "after" << bisection.steps()
                << "blocks";
        QVERIFY2(good == (vector["expected_output"] == "no error"), path.c_str());
        ++files;
    }
    qInfo() << "bisections:" << files
            << "files, each refused as published (encoding before 0.34) and played again";
    QVERIFY(files > 0);
}

QTEST_APPLESS_MAIN(LightClientVectorsTest)
#include "light_client_vectors_test.moc"
