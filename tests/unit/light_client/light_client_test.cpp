// The rules of extending trust, on a chain of our own: each way in which a block can be wrong,
// adjacent and distant heights, bisection over changes of the validator set, and proofs.
#include "core/crypto/hash.h"
#include "core/light_client/bisection.h"
#include "core/light_client/ledger_proofs.h"
#include "core/registry/state_tree.h"
#include "tests/support/test_chain.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::light_client;
using test::TestChain;

Q_DECLARE_METATYPE(consentry::light_client::Flaw)

class LightClientTest : public QObject {
    Q_OBJECT
private slots:
    void reproducesTheEnginesPublishedHashes();
    void followsTheChainStepByStep();
    void jumpsAnyDistanceWhileTheValidatorsStay();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void anAnchorIsOnlyTheHeaderOfItsHash();
    void trustEndsWithTheTrustingPeriod();
    void aHeaderFromTheFutureWaits();
    void exactlyTwoThirdsIsNotEnough();
    void trustLevelsOutsideOfOneThirdToOneAreRefused();
    void oddSignaturesCountAsAbsent();
    void votesForNothingDoNotCount();
    void bisectsOverAReplacedSet();
    void bisectionRefusesABlockThatItDidNotAskFor();
    void bisectionKnowsWhereItStarts();
    void walksBackByLastBlockIds();
    void provesTransactionsAndResults();
    void provesStateAndAbsence();
    void assemblesCommitsInTheSetsOrder();
};

namespace {

Verification check(const TestChain& chain, std::size_t from, const LightBlock& block) {
    return verify(chain.trust(from), block, chain.now(), chain.options());
}

const std::vector<std::size_t> everyone{0, 1, 2, 3};

} // namespace

/// The engine's own unit tests give these two: its header hash (types/block_test.go) and the
/// sign-bytes of a precommit (types/vote_test.go).
void LightClientTest::reproducesTheEnginesPublishedHashes() {
    const auto sum = [](std::string_view text) { return sha256(bytesOf(text)); };
    Header header;
    header.versionBlock = 1;
    header.versionApp = 2;
    header.chainId = "chainId";
    header.height = BlockHeight(3);
    header.time = *Timestamp::parse("2019-10-13T16:14:44Z");
    header.lastBlockId = BlockId{Digest(), 6, Digest()};
    header.lastCommitHash = sum("last_commit_hash");
    header.dataHash = sum("data_hash");
    header.validatorsHash = sum("validators_hash");
    header.nextValidatorsHash = sum("next_validators_hash");
    header.consensusHash = sum("consensus_hash");
    header.appHash = toBytes(sum("app_hash").view());
    header.lastResultsHash = sum("last_results_hash");
    header.evidenceHash = sum("evidence_hash");
    header.proposer = *ValidatorAddress::from(sum("proposer_address").view().first(20));
    // The published case has a last block id of zero bytes, as here.
    QCOMPARE(QString::fromStdString(header.hash().hex()).toUpper(),
             "F740121F553B5418C3EFBD343C2DBFE9E007BB67B0D020A0741374BAB65242A4");

    QCOMPARE(QString::fromStdString(consensusParametersHash(22'020'096, -1).hex()).toUpper(),
             "048091BC7DDC283F77BFBF91D73C44DA58C3DF8A9CBC867405D8B7F3DAADA22F");

    Commit commit;
    commit.height = BlockHeight(1);
    commit.round = 1;
    CommitSig nil{BlockIdFlag::Nil, {}, {}, {}};
    QCOMPARE(QString::fromStdString(toHex(voteSignBytes("", commit, nil))),
             "2108021101000000000000001901000000000000002a0b088092b8c398feffffff01");
}

void LightClientTest::followsTheChainStepByStep() {
    TestChain chain;
    chain.grow(20);
    TrustedState trusted = chain.trust(1);
    for (std::size_t height = 2; height <= 20; ++height) {
        const Verification step = verify(trusted, chain.at(height), chain.now(), chain.options());
        QVERIFY(step.verdict == Verdict::Verified && step.flaw == Flaw::None);
        QVERIFY(step.state->header().hash() == chain.at(height).header.hash());
        trusted = *step.state;
    }
}

void LightClientTest::jumpsAnyDistanceWhileTheValidatorsStay() {
    TestChain chain;
    chain.grow(40);
    for (std::size_t from = 1; from < 40; from += 3) {
        for (std::size_t to = from + 1; to <= 40; to += 2) {
            QVERIFY(check(chain, from, chain.at(to)).verdict == Verdict::Verified);
        }
    }
}

void LightClientTest::namesWhatIsWrong_data() {
    QTest::addColumn<Flaw>("flaw");
    for (const Flaw flaw :
         {Flaw::WrongChain, Flaw::BadHeader, Flaw::BadCommit, Flaw::CommitHeight, Flaw::HeaderHash,
          Flaw::ValidatorsHash, Flaw::SignatureCount, Flaw::HeightNotGreater, Flaw::TimeNotLater,
          Flaw::NextValidators, Flaw::TooFewSignatures}) {
        QTest::newRow(std::string(flawName(flaw)).c_str()) << flaw;
    }
}

void LightClientTest::namesWhatIsWrong() {
    QFETCH(Flaw, flaw);
    TestChain chain;
    chain.grow(6);
    const ValidatorSet set = TestChain::setOf(everyone);
    LightBlock block = chain.at(5);
    const auto resigned = [&](auto change) {
        Header header = chain.at(5).header;
        change(header);
        return TestChain::sign(header, set, everyone);
    };
    switch (flaw) {
    case Flaw::WrongChain:
        block = resigned([](Header& header) { header.chainId = "another"; });
        break;
    case Flaw::BadHeader:
        block = resigned([](Header& header) { header.appHash.resize(Header::appHashMax + 1); });
        break;
    case Flaw::BadCommit:
        block.commit.signatures[2].flag = BlockIdFlag::Absent;
        break;
    case Flaw::CommitHeight:
        block.commit.height = BlockHeight(6);
        break;
    case Flaw::HeaderHash:
        block.header.appHash[0] ^= std::byte{1};
        break;
    case Flaw::ValidatorsHash:
        block.validators = TestChain::setOf({0, 1, 2});
        break;
    case Flaw::SignatureCount:
        block.commit.signatures.pop_back();
        break;
    case Flaw::HeightNotGreater:
        block = chain.at(4);
        break;
    case Flaw::TimeNotLater:
        block = resigned([&](Header& header) { header.time = chain.at(4).header.time; });
        break;
    case Flaw::NextValidators:
        block = resigned(
            [&](Header& header) { header.validatorsHash = TestChain::setOf({0, 1, 2, 4}).hash(); });
        block = TestChain::sign(block.header, TestChain::setOf({0, 1, 2, 4}), {0, 1, 2, 4});
        break;
    case Flaw::TooFewSignatures:
        block = TestChain::sign(block.header, set, {0, 1});
        break;
    default:
        QFAIL("no case for this flaw");
    }
    const Verification outcome = check(chain, 4, block);
    QVERIFY(outcome.verdict == Verdict::Invalid);
    QCOMPARE(QByteArray::fromStdString(std::string(flawName(outcome.flaw))),
             QByteArray::fromStdString(std::string(flawName(flaw))));
    QVERIFY(!outcome.state.has_value());
}

void LightClientTest::anAnchorIsOnlyTheHeaderOfItsHash() {
    TestChain chain;
    chain.changeValidators({0, 1, 2, 5});
    chain.grow(3);
    const LightBlock& first = chain.at(1);
    const Digest hash = first.header.hash();
    const auto at = [&](const ValidatorSet& set, const Digest& expected) {
        return anchor(TestChain::chainId, first.header, set, expected);
    };
    QVERIFY(at(first.validators, hash).verdict == Verdict::Verified);
    // Header 1 names two sets: who signs it, and who signs header 2.
    QVERIFY(at(TestChain::setOf({0, 1, 2, 5}), hash).verdict == Verdict::Verified);
    QVERIFY(at(TestChain::setOf({0, 1, 2, 6}), hash).flaw == Flaw::ValidatorsHash);
    QVERIFY(at(first.validators, chain.at(2).header.hash()).flaw == Flaw::AnchorHash);
    QVERIFY(anchor("other", first.header, first.validators, hash).flaw == Flaw::WrongChain);
}

void LightClientTest::trustEndsWithTheTrustingPeriod() {
    TestChain chain;
    chain.grow(3);
    Options options = chain.options();
    options.trustingPeriod = std::chrono::hours(1);
    const Timestamp trustedTime = chain.at(1).header.time;
    const Instant lastMoment = trustedTime.toInstant() + std::chrono::hours(1);
    // Header times have nanoseconds: our millisecond just before their end still counts.
    QVERIFY(verify(chain.trust(1), chain.at(3), lastMoment, options).verdict == Verdict::Verified);
    const Verification late =
        verify(chain.trust(1), chain.at(3), lastMoment + milliseconds(1), options);
    QVERIFY(late.verdict == Verdict::Invalid && late.flaw == Flaw::TrustExpired);
}

void LightClientTest::aHeaderFromTheFutureWaits() {
    TestChain chain;
    chain.grow(3);
    const Instant headerTime = chain.at(3).header.time.toInstant();
    const auto at = [&](Instant now) {
        return verify(chain.trust(1), chain.at(3), now, chain.options());
    };
    QVERIFY(at(headerTime - std::chrono::seconds(11)).flaw == Flaw::FromTheFuture);
    QVERIFY(at(headerTime - std::chrono::seconds(10)).flaw == Flaw::FromTheFuture);
    QVERIFY(at(headerTime - milliseconds(9'999)).verdict == Verdict::Verified);
}

void LightClientTest::exactlyTwoThirdsIsNotEnough() {
    TestChain chain(6);
    chain.grow(5);
    const ValidatorSet set = TestChain::setOf({0, 1, 2, 3, 4, 5});
    const auto signedBy = [&](const std::vector<std::size_t>& signers) {
        return TestChain::sign(chain.at(5).header, set, signers);
    };
    QVERIFY(check(chain, 4, signedBy({0, 1, 2, 3})).flaw == Flaw::TooFewSignatures);
    QVERIFY(check(chain, 4, signedBy({0, 1, 2, 3, 4})).verdict == Verdict::Verified);
    QVERIFY(check(chain, 1, signedBy({0, 1, 2, 3})).verdict == Verdict::NotEnoughTrust);
    QVERIFY(check(chain, 1, signedBy({0, 1, 2, 3, 4})).verdict == Verdict::Verified);
}

void LightClientTest::trustLevelsOutsideOfOneThirdToOneAreRefused() {
    TestChain chain;
    chain.grow(4);
    Options options = chain.options();
    const auto flawAt = [&](std::uint32_t numerator, std::uint32_t denominator) {
        options.trustLevel = {numerator, denominator};
        return verify(chain.trust(1), chain.at(4), chain.now(), options).flaw;
    };
    QVERIFY(flawAt(1, 3) == Flaw::None && flawAt(333, 999) == Flaw::None);
    QVERIFY(flawAt(1, 4) == Flaw::BadOptions && flawAt(332, 999) == Flaw::BadOptions);
    QVERIFY(flawAt(0, 0) == Flaw::BadOptions && flawAt(4, 3) == Flaw::BadOptions);
    QVERIFY(flawAt(2000, 3000) == Flaw::BadOptions);
    // At level one no power exceeds the whole: every jump is bisected down to single steps.
    options.trustLevel = {1, 1};
    QVERIFY(verify(chain.trust(1), chain.at(4), chain.now(), options).verdict ==
            Verdict::NotEnoughTrust);
}

void LightClientTest::oddSignaturesCountAsAbsent() {
    TestChain chain;
    chain.grow(5);
    LightBlock block = chain.at(5);
    block.commit.signatures[0].signature.data()[5] ^= std::byte{1};
    QVERIFY(check(chain, 1, block).verdict == Verdict::Verified);
    QVERIFY(check(chain, 4, block).verdict == Verdict::Verified);
    block.commit.signatures[1].timestamp = Timestamp();
    QVERIFY(check(chain, 1, block).verdict == Verdict::NotEnoughTrust);
    QVERIFY(check(chain, 4, block).flaw == Flaw::TooFewSignatures);
}

void LightClientTest::votesForNothingDoNotCount() {
    TestChain chain;
    chain.grow(5);
    LightBlock block = chain.at(5);
    for (const std::size_t index : {0U, 1U}) {
        CommitSig& entry = block.commit.signatures[index];
        entry.flag = BlockIdFlag::Nil;
        for (const std::size_t member : everyone) {
            if (addressOf(TestChain::member(member).publicKey()) == entry.validator) {
                entry.signature = TestChain::member(member).sign(
                    voteSignBytes(TestChain::chainId, block.commit, entry));
            }
        }
    }
    QVERIFY(check(chain, 4, block).flaw == Flaw::TooFewSignatures);
}

void LightClientTest::bisectsOverAReplacedSet() {
    // Every ten blocks one of four members is replaced; after 40 blocks nobody of the start is
    // left.
    TestChain chain;
    for (std::size_t change = 0; change < 4; ++change) {
        chain.grow(10);
        std::vector<std::size_t> members;
        for (std::size_t member = change + 1; member < change + 5; ++member) {
            members.push_back(member);
        }
        chain.changeValidators(members);
    }
    chain.grow(20);
    QVERIFY(check(chain, 1, chain.at(60)).verdict == Verdict::NotEnoughTrust);

    Bisection bisection(chain.trust(1), BlockHeight(60), chain.options());
    while (bisection.phase() == Bisection::Phase::Wants) {
        bisection.offer(chain.at(bisection.wantedHeight().value), chain.now());
    }
    QVERIFY(bisection.phase() == Bisection::Phase::Done);
    QVERIFY(bisection.newest().header().hash() == chain.at(60).header.hash());
    QVERIFY(bisection.trace().front().height() == BlockHeight(1));
    QVERIFY(std::is_sorted(
        bisection.trace().begin(), bisection.trace().end(),
        [](const TrustedState& a, const TrustedState& b) { return a.height() < b.height(); }));
    QVERIFY2(bisection.steps() < 20, std::to_string(bisection.steps()).c_str());
}

void LightClientTest::bisectionRefusesABlockThatItDidNotAskFor() {
    TestChain chain;
    chain.grow(9);
    Bisection bisection(chain.trust(1), BlockHeight(9), chain.options());
    QVERIFY(bisection.wantedHeight() == BlockHeight(9));
    bisection.offer(chain.at(8), chain.now());
    QVERIFY(bisection.phase() == Bisection::Phase::Failed);
    QVERIFY(bisection.flaw() == Flaw::NotOffered);
}

void LightClientTest::bisectionKnowsWhereItStarts() {
    TestChain chain;
    chain.grow(5);
    QVERIFY(Bisection(chain.trust(5), BlockHeight(5), chain.options()).phase() ==
            Bisection::Phase::Done);
    const Bisection back(chain.trust(5), BlockHeight(4), chain.options());
    QVERIFY(back.phase() == Bisection::Phase::Failed && back.flaw() == Flaw::HeightNotGreater);
}

void LightClientTest::walksBackByLastBlockIds() {
    TestChain chain;
    chain.grow(10);
    VerifiedHeader header = chain.trust(10).header();
    for (std::size_t height = 9; height >= 1; --height) {
        const auto older = verifyPredecessor(header, chain.at(height).header);
        QVERIFY(older.has_value());
        header = *older;
    }
    QVERIFY(!verifyPredecessor(chain.trust(10).header(), chain.at(8).header).has_value());
    Header changed = chain.at(9).header;
    changed.appHash[3] ^= std::byte{1};
    QVERIFY(!verifyPredecessor(chain.trust(10).header(), changed).has_value());
    QVERIFY(!verifyPredecessor(chain.trust(1).header(), chain.at(1).header).has_value());
}

void LightClientTest::provesTransactionsAndResults() {
    std::vector<Bytes> transactions;
    std::vector<TxResultFields> results;
    for (std::uint32_t index = 0; index < 7; ++index) {
        transactions.push_back(toBytes(bytesOf("transaction " + std::to_string(index))));
        results.push_back({index % 3, toBytes(bytesOf("result")), 0, 0});
    }
    TestChain chain;
    chain.grow(1);
    chain.add(transactions, results);
    chain.grow(1);
    const VerifiedHeader at = chain.trust(2).header();
    const VerifiedHeader next = chain.trust(3).header();
    for (std::size_t index = 0; index < transactions.size(); ++index) {
        const MerkleProof proof = transactionProof(transactions, index);
        QVERIFY(verifyTransaction(at, transactions[index], proof).has_value());
        QVERIFY(!verifyTransaction(at, transactions[(index + 1) % 7], proof).has_value());
        QVERIFY(!verifyTransaction(next, transactions[index], proof).has_value());
    }
    QVERIFY(verifyResults(next, results).has_value());
    QVERIFY(!verifyResults(at, results).has_value());
    results[4].code = 0;
    QVERIFY(!verifyResults(next, results).has_value());
}

void LightClientTest::provesStateAndAbsence() {
    const auto keyOf = [](int index) {
        return *registry::StateKey::from(sha256(bytesOf("key " + std::to_string(index))).view());
    };
    const Bytes value = toBytes(bytesOf("a grant"));
    registry::StateTree tree;
    std::vector<registry::StateChange> changes;
    for (int index = 0; index < 50; ++index) {
        changes.push_back({keyOf(index), sha256(value)});
    }
    std::sort(changes.begin(), changes.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
    tree.apply(changes);
    TestChain chain;
    chain.add({}, {}, tree.root());
    chain.grow(1);
    const VerifiedHeader next = chain.trust(2).header();
    QVERIFY(verifyState(next, keyOf(7), value, tree.prove(keyOf(7))).has_value());
    QVERIFY(!verifyState(next, keyOf(7), toBytes(bytesOf("x")), tree.prove(keyOf(7))).has_value());
    QVERIFY(!verifyState(next, keyOf(7), std::nullopt, tree.prove(keyOf(7))).has_value());
    QVERIFY(verifyState(next, keyOf(99), std::nullopt, tree.prove(keyOf(99))).has_value());
    QVERIFY(!verifyState(next, keyOf(99), value, tree.prove(keyOf(99))).has_value());
    // The header of the block itself commits to the state before it.
    QVERIFY(!verifyState(chain.trust(1).header(), keyOf(7), value, tree.prove(keyOf(7))));
}

void LightClientTest::assemblesCommitsInTheSetsOrder() {
    TestChain chain;
    chain.grow(1);
    const LightBlock& block = chain.at(1);
    const ValidatorSet set = block.validators;
    Commit commit = block.commit;
    commit.signatures.clear();
    std::vector<CommitSig> precommits;
    for (const std::size_t member : {3U, 1U, 0U}) {
        precommits.push_back(
            signCommit(TestChain::chainId, commit, TestChain::member(member), block.header.time));
    }
    const auto assembled = assembleCommit(commit, set, precommits);
    QVERIFY(assembled.has_value());
    for (std::size_t index = 0; index < set.size(); ++index) {
        const CommitSig& entry = assembled->signatures[index];
        QVERIFY(entry.flag == BlockIdFlag::Absent || entry.validator == set.address(index));
    }
    precommits.push_back(precommits.front());
    QVERIFY(!assembleCommit(commit, set, precommits).has_value());
    precommits.back() =
        signCommit(TestChain::chainId, commit, TestChain::member(9), block.header.time);
    QVERIFY(!assembleCommit(commit, set, precommits).has_value());
}

QTEST_APPLESS_MAIN(LightClientTest)
#include "light_client_test.moc"
