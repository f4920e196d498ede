// Organisations decide together, k of n (protocol §9).
#include "tests/unit/registry/registry_kit.h"

#include <QtTest>

#include <algorithm>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;

namespace {

std::string name(Refusal refusal) {
    return std::string(refusalName(refusal));
}

/// Four hospitals with validators: three decide.
struct World {
    Kit kit{4, {}, Governance::KOfN};

    std::string run(const Transaction& tx) { return name(kit.run(tx).code); }
    std::string propose(std::size_t by, const std::string& nonce, GovernanceAction action) {
        return run(kit.proposal(kit.org(by), nonce, std::move(action)));
    }
    std::string approve(std::size_t by, const std::string& nonce, std::size_t proposer = 0) {
        return run(kit.approval(kit.org(by), kit.proposalId(kit.org(proposer), nonce)));
    }
    /// Proposed by hospital 0, approved by as many others as it takes. The last answer.
    std::string decide(const std::string& nonce, GovernanceAction action) {
        std::string answer = propose(0, nonce, std::move(action));
        for (std::size_t i = 1; i < kit.orgCount() && answer == "ACCEPTED"; ++i) {
            if (kit.load<ProposalState>(at(nonce))->decidedAt) {
                return answer;
            }
            answer = approve(i, nonce);
        }
        return answer;
    }
    StateKey at(const std::string& nonce) {
        return proposalKey(kit.chainId, kit.proposalId(kit.org(0), nonce));
    }
    bool isDecided(const std::string& nonce) {
        return kit.load<ProposalState>(at(nonce))->decidedAt.has_value();
    }
    MembersState members() const { return *kit.load<MembersState>(membersKey(kit.chainId)); }
    ValidatorsState validators() const {
        return *kit.load<ValidatorsState>(validatorsKey(kit.chainId));
    }
    ParamsState params() const { return *kit.load<ParamsState>(paramsKey(kit.chainId)); }
    void wait(milliseconds how) { kit.apply({}, how); }
    void blocks(int count) {
        for (int i = 0; i < count; ++i) {
            kit.apply({});
        }
    }
    UpdateValidators without(const Organization& org) {
        return {org.id, kit.key(org.validator).publicKey(), std::nullopt};
    }
    UpdateValidators with(const Organization& org, const std::string& label) {
        return {org.id, std::nullopt, kit.newValidator(org.id, label)};
    }
    /// A fifth hospital, with its validator.
    Organization& fifth() {
        Organization& org = kit.newcomer("clinic");
        if (decide("join", kit.joining(org)) != "ACCEPTED" ||
            decide("begin", with(org, "clinic validator")) != "ACCEPTED") {
            throw std::runtime_error("the clinic did not join");
        }
        return org;
    }
};

SetParameters perHour(std::uint32_t value) {
    SetParameters set;
    set.transactionsPerHour = value;
    return set;
}

/// With CONSENTRY_WRITE_CORPUS=<folder> the examples become seeds of the fuzz target.
void seed(const GovernanceAction& action, const Bytes& bytes) {
    const QString target = qEnvironmentVariable("CONSENTRY_WRITE_CORPUS");
    if (!target.isEmpty()) {
        const std::string_view kind = transactionKindName(actionKind(action));
        QDir().mkpath(target + "/governance_action");
        QFile file(target + "/governance_action/" + QString::fromStdString(std::string(kind)) +
                   ".cbor");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    }
}

UpdateOrganization replacing(const PartyId& org, const OrganizationKey& added,
                             const KeyId& removed) {
    return {org, {added}, {removed}, std::nullopt};
}

} // namespace

class GovernanceTest : public QObject {
    Q_OBJECT
private slots:
    void kIsMoreThanTwoThirds();
    void aChainWithoutValidatorsDecidesNothing();
    void aGenesisNamesAllValidatorsOrNone();
    void theThirdOfFourDecides();
    void onlyGovernanceKeysDecide();
    void oneOrganizationCountsOnce();
    void anIncludedTransactionDoesNothingTwice();
    void aProposalEndsAfterFourteenDays();
    void eightProposalsOfOne();
    void aKeyThatWasTakenAwayDoesNotCount();
    void whoLeftDoesNotCount();
    void whoJoinedCounts();
    void whoLeavesCanMakeItEnough();
    void anActionIsCheckedAgainWhenItTakesEffect();
    void anOrganizationJoinsAndWorks();
    void keysAreRotated();
    void aStolenGatewayKeyEndsAtOnce();
    void theLastKeyStays();
    void governanceKeysChangeOnlyTogether();
    void leavingTakesSixtyDays();
    void whatALeaverSaidEnds();
    void aMailboxNamesWhoIsReadInItsPlace();
    void validatorsChangeOneInThreeBlocks();
    void fourValidatorsStay();
    void aValidatorIsReplaced();
    void aValidatorsKeySignsNoTransaction();
    void parametersHoldFromTheNextBlock();
    void parametersOutOfRangeAreRefused();
    void upgradesAreAgreedAhead();
    void actionsHaveOneEncoding();
};

void GovernanceTest::kIsMoreThanTwoThirds() {
    const std::map<std::size_t, std::size_t> expected{{1, 1}, {2, 2}, {3, 3}, {4, 3},  {5, 4},
                                                      {6, 5}, {7, 5}, {9, 7}, {10, 7}, {1000, 667}};
    for (const auto& [n, k] : expected) {
        QCOMPARE(approvalsNeeded(n), k);
    }
    for (std::size_t n = 1; n <= limits::membersMax; ++n) {
        QVERIFY(3 * approvalsNeeded(n) > 2 * n);
        QVERIFY(3 * (approvalsNeeded(n) - 1) <= 2 * n);
        QVERIFY(approvalsNeeded(n) <= n);
    }
}

void GovernanceTest::aChainWithoutValidatorsDecidesNothing() {
    Kit kit;
    QVERIFY(!kit.load<MembersState>(membersKey(kit.chainId)));
    QCOMPARE(name(kit.run(kit.proposal(kit.org(0), "p", perHour(10))).code), "NOT_GOVERNED");
    QCOMPARE(name(kit.run(kit.approval(kit.org(0), ProposalId())).code), "NOT_GOVERNED");
    QCOMPARE(
        name(kit.run(kit.byGovernance(kit.org(0), LeaveOrganization{kit.org(0).id, kit.org(1).id}))
                 .code),
        "NOT_GOVERNED");
    // Its own keys are each organisation's business on any chain.
    const Organization& org = kit.org(0);
    QCOMPARE(name(kit.run(kit.byGovernance(
                              org, replacing(org.id,
                                             kit.organizationKey(org.id, KeyRole::Gateway, "new"),
                                             org.gateway)))
                      .code),
             "ACCEPTED");
}

void GovernanceTest::aGenesisNamesAllValidatorsOrNone() {
    Kit kit(4, {}, Governance::KOfN);
    QVERIFY(*decodeGenesis(encodeGenesis(kit.genesis)) == kit.genesis);
    Genesis some = kit.genesis;
    some.organizations[2].validatorKey.reset();
    QCOMPARE(genesisState(some).error().code, ErrorCode::InvalidArgument);
    Genesis twice = kit.genesis;
    twice.organizations[2].validatorKey = twice.organizations[1].validatorKey;
    QCOMPARE(genesisState(twice).error().code, ErrorCode::InvalidArgument);
}

void GovernanceTest::theThirdOfFourDecides() {
    World w;
    QCOMPARE(w.propose(0, "p", perHour(77)), "ACCEPTED");
    QCOMPARE(w.kit.load<ProposalsState>(proposalsKey(w.kit.chainId))->open.size(), 1U);
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    QVERIFY(!w.isDecided("p"));
    QCOMPARE(w.params().transactionsPerHour, 60U);
    QCOMPARE(w.approve(2, "p"), "ACCEPTED");
    QVERIFY(w.isDecided("p"));
    QCOMPARE(w.params().transactionsPerHour, 77U);
    QVERIFY(w.kit.load<ProposalsState>(proposalsKey(w.kit.chainId))->open.empty());
    QCOMPARE(w.approve(3, "p"), "PROPOSAL_DECIDED");
    QCOMPARE(w.approve(3, "another"), "UNKNOWN_PROPOSAL");
}

void GovernanceTest::onlyGovernanceKeysDecide() {
    World w;
    Kit& kit = w.kit;
    const Propose body{nonceOf("p"), perHour(9)};
    QCOMPARE(w.run(kit.byAttestor(kit.org(0), body)), "NOT_PERMITTED");
    QCOMPARE(w.run(kit.byGateway(kit.org(0), body)), "NOT_PERMITTED");
    Person& patient = kit.registered("patient", true);
    QCOMPARE(w.run(kit.byDevice(patient, body)), "NOT_PERMITTED");
    QCOMPARE(w.propose(0, "p", perHour(9)), "ACCEPTED");
    const Approve approve{kit.proposalId(kit.org(0), "p")};
    QCOMPARE(w.run(kit.byAttestor(kit.org(1), approve)), "NOT_PERMITTED");
    QCOMPARE(w.run(kit.byDevice(patient, approve)), "NOT_PERMITTED");
    QCOMPARE(kit.load<ProposalState>(w.at("p"))->approvals.size(), 1U);
}

void GovernanceTest::oneOrganizationCountsOnce() {
    World w;
    Kit& kit = w.kit;
    // Hospital 1 has two governance keys.
    Organization& org = kit.org(1);
    QCOMPARE(w.decide("second key",
                      UpdateOrganization{org.id,
                                         {kit.organizationKey(org.id, KeyRole::Governance, "two")},
                                         {},
                                         std::nullopt}),
             "ACCEPTED");
    const KeyId second = kit.addKey("two");
    QCOMPARE(w.propose(0, "p", perHour(9)), "ACCEPTED");
    QCOMPARE(w.approve(0, "p"), "ALREADY_APPROVED");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    QCOMPARE(w.run(kit.draft(org.id, second, Approve{kit.proposalId(kit.org(0), "p")})),
             "ALREADY_APPROVED");
    QVERIFY(!w.isDecided("p"));
    QCOMPARE(kit.load<ProposalState>(w.at("p"))->approvals.size(), 2U);
}

void GovernanceTest::anIncludedTransactionDoesNothingTwice() {
    World w;
    Transaction proposal = w.kit.proposal(w.kit.org(0), "p", perHour(9));
    const Bytes bytes = w.kit.seal(proposal);
    const BlockOutcome outcome = w.kit.apply({bytes, bytes});
    QCOMPARE(name(outcome.results[0].code), "ACCEPTED");
    QCOMPARE(name(outcome.results[1].code), "SEQUENCE_USED");
    QCOMPARE(name(w.kit.run(bytes).code), "SEQUENCE_USED");
    // The same nonce anew.
    QCOMPARE(w.propose(0, "p", perHour(10)), "ID_TAKEN");
    // Two approvals of one organisation in one block are one.
    Transaction first = w.kit.approval(w.kit.org(1), w.kit.proposalId(w.kit.org(0), "p"));
    Transaction second = w.kit.approval(w.kit.org(1), w.kit.proposalId(w.kit.org(0), "p"));
    const BlockOutcome both = w.kit.apply({w.kit.seal(first), w.kit.seal(second)});
    QCOMPARE(name(both.results[0].code), "ACCEPTED");
    QCOMPARE(name(both.results[1].code), "ALREADY_APPROVED");
    QVERIFY(!w.isDecided("p"));
    // The two that are missing in one block: the first decides.
    Transaction third = w.kit.approval(w.kit.org(2), w.kit.proposalId(w.kit.org(0), "p"));
    Transaction fourth = w.kit.approval(w.kit.org(3), w.kit.proposalId(w.kit.org(0), "p"));
    const BlockOutcome race = w.kit.apply({w.kit.seal(third), w.kit.seal(fourth)});
    QCOMPARE(name(race.results[0].code), "ACCEPTED");
    QCOMPARE(name(race.results[1].code), "PROPOSAL_DECIDED");
}

void GovernanceTest::aProposalEndsAfterFourteenDays() {
    World w;
    QCOMPARE(w.propose(0, "p", perHour(9)), "ACCEPTED");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    const Instant until = w.kit.load<ProposalState>(w.at("p"))->until;
    w.wait(until - w.kit.time - milliseconds(1001));
    // At the last millisecond it still can be approved.
    Transaction late = w.kit.approval(w.kit.org(2), w.kit.proposalId(w.kit.org(0), "p"));
    Bytes bytes = w.kit.seal(late);
    const auto lastMoment = checkTransaction(w.kit.chainId, w.kit.state, bytes,
                                             {w.kit.height, until - milliseconds(1)});
    QCOMPARE(name(lastMoment->code), "ACCEPTED");
    const auto over = checkTransaction(w.kit.chainId, w.kit.state, bytes, {w.kit.height, until});
    QCOMPARE(name(over->code), "PROPOSAL_ENDED");
    w.wait(std::chrono::seconds(2));
    QCOMPARE(w.approve(2, "p"), "PROPOSAL_ENDED");
    // Its place is free again.
    QCOMPARE(w.propose(0, "q", perHour(9)), "ACCEPTED");
    QCOMPARE(w.kit.load<ProposalsState>(proposalsKey(w.kit.chainId))->open.size(), 1U);
}

void GovernanceTest::eightProposalsOfOne() {
    World w;
    for (std::uint32_t i = 0; i < limits::proposalsOfOneMax; ++i) {
        QCOMPARE(w.propose(0, "p" + std::to_string(i), perHour(i + 1)), "ACCEPTED");
    }
    QCOMPARE(w.propose(0, "one more", perHour(99)), "TOO_MANY_PROPOSALS");
    QCOMPARE(w.propose(1, "of another", perHour(99)), "ACCEPTED");
    // One that was decided makes room.
    QCOMPARE(w.approve(1, "p3"), "ACCEPTED");
    QCOMPARE(w.approve(2, "p3"), "ACCEPTED");
    QCOMPARE(w.propose(0, "one more", perHour(99)), "ACCEPTED");
}

void GovernanceTest::aKeyThatWasTakenAwayDoesNotCount() {
    World w;
    Kit& kit = w.kit;
    QCOMPARE(w.propose(0, "p", perHour(9)), "ACCEPTED");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED"); // by a thief, say
    Organization& org = kit.org(1);
    const KeyId stolen = org.governance;
    QCOMPARE(w.decide("rotate",
                      replacing(org.id, kit.organizationKey(org.id, KeyRole::Governance, "fresh"),
                                stolen)),
             "ACCEPTED");
    QCOMPARE(w.approve(1, "p"), "KEY_REMOVED");
    QCOMPARE(w.approve(2, "p"), "ACCEPTED");
    QVERIFY(!w.isDecided("p")); // 0 and 2 only
    // The new key may approve in the organisation's name again.
    org.governance = kit.addKey("fresh");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    QVERIFY(w.isDecided("p"));
    QCOMPARE(kit.load<ProposalState>(w.at("p"))->approvals.size(), 3U);
}

void GovernanceTest::whoLeftDoesNotCount() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = kit.newcomer("clinic"); // a member without a validator
    QCOMPARE(w.decide("join", kit.joining(clinic)), "ACCEPTED");
    QCOMPARE(w.members().countAt(kit.time), 5U); // four decide
    QCOMPARE(w.run(kit.byGovernance(clinic, LeaveOrganization{clinic.id, kit.org(0).id})),
             "ACCEPTED");
    w.wait(std::chrono::days(55));
    // A member until the last day.
    QCOMPARE(w.propose(0, "p", perHour(9)), "ACCEPTED");
    QCOMPARE(w.approve(4, "p"), "ACCEPTED");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    QVERIFY(!w.isDecided("p"));
    w.wait(std::chrono::days(6));
    QCOMPARE(w.members().countAt(kit.time), 4U);
    QCOMPARE(w.approve(4, "p"), "KEY_REMOVED");
    QCOMPARE(w.approve(0, "p"), "ALREADY_APPROVED");
    QVERIFY(!w.isDecided("p")); // 0 and 1 of the four that are left
    QCOMPARE(w.approve(2, "p"), "ACCEPTED");
    QVERIFY(w.isDecided("p"));
}

void GovernanceTest::whoJoinedCounts() {
    World w;
    // Made when three of four decided; when five are members it takes four.
    QCOMPARE(w.propose(0, "p", perHour(9)), "ACCEPTED");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    Organization& clinic = w.kit.newcomer("clinic");
    QCOMPARE(w.decide("join", w.kit.joining(clinic)), "ACCEPTED");
    QCOMPARE(w.approve(2, "p"), "ACCEPTED");
    QVERIFY(!w.isDecided("p"));
    QCOMPARE(w.approve(4, "p"), "ACCEPTED");
    QVERIFY(w.isDecided("p"));
}

void GovernanceTest::whoLeavesCanMakeItEnough() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = kit.newcomer("clinic");
    QCOMPARE(w.decide("join", kit.joining(clinic)), "ACCEPTED");
    QCOMPARE(w.run(kit.byGovernance(clinic, LeaveOrganization{clinic.id, kit.org(0).id})),
             "ACCEPTED");
    w.wait(std::chrono::days(58));
    QCOMPARE(w.propose(0, "p", perHour(9)), "ACCEPTED");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    QCOMPARE(w.approve(2, "p"), "ACCEPTED");
    QVERIFY(!w.isDecided("p"));
    QCOMPARE(w.approve(2, "p"), "ALREADY_APPROVED");
    w.wait(std::chrono::days(3));
    // Three of four are enough now; nobody new has to say so.
    QCOMPARE(w.approve(2, "p"), "ACCEPTED");
    QVERIFY(w.isDecided("p"));
}

void GovernanceTest::anActionIsCheckedAgainWhenItTakesEffect() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = kit.newcomer("clinic");
    const RegisterOrganization joining = kit.joining(clinic);
    QCOMPARE(w.propose(0, "one", joining), "ACCEPTED");
    QCOMPARE(w.propose(0, "two", joining), "ACCEPTED");
    for (const char* nonce : {"one", "two"}) {
        QCOMPARE(w.approve(1, nonce), "ACCEPTED");
    }
    QCOMPARE(w.approve(2, "one"), "ACCEPTED");
    QCOMPARE(w.approve(2, "two"), "ACCEPTED"); // the third of five by now
    QCOMPARE(w.approve(3, "two"), "ORGANIZATION_EXISTS");
    QVERIFY(!w.isDecided("two"));
    QCOMPARE(kit.load<ProposalState>(w.at("two"))->approvals.size(), 3U);
    QCOMPARE(w.propose(0, "three", joining), "ORGANIZATION_EXISTS");
}

void GovernanceTest::anOrganizationJoinsAndWorks() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = kit.newcomer("clinic");
    Person& person = kit.person("person");
    QCOMPARE(w.run(kit.registration(person, true, 4)), "BAD_COSIGNATURE");
    QCOMPARE(w.run(kit.proposal(clinic, "self", kit.joining(clinic))), "UNKNOWN_KEY");
    QCOMPARE(w.decide("join", kit.joining(clinic)), "ACCEPTED");
    const auto org = kit.load<OrgState>(orgKey(kit.chainId, clinic.id));
    QVERIFY(org && org->name == "clinic" && org->mailbox && org->inboxKey == clinic.inbox);
    QCOMPARE(w.run(kit.registration(person, true, 4)), "ACCEPTED");
    QCOMPARE(w.run(kit.link(person, clinic, "link")), "ACCEPTED");
    QCOMPARE(w.run(kit.byGateway(clinic, AnchorBatch{nonceOf("a"), person.id, digestOf("root"),
                                                     kit.details(person, "a")})),
             "ACCEPTED");
    QVERIFY(w.members().isMemberAt(clinic.id, kit.time));
    // Possession of every key is proven.
    Organization& other = kit.newcomer("other");
    RegisterOrganization bad = kit.joining(other);
    bad.keys[1].possession = bad.keys[0].possession;
    QCOMPARE(w.propose(0, "bad", bad), "BAD_POSSESSION");
    bad = kit.joining(other);
    bad.governancePossession = bad.keys[0].possession;
    QCOMPARE(w.propose(0, "bad", bad), "BAD_POSSESSION");
}

void GovernanceTest::keysAreRotated() {
    World w;
    Kit& kit = w.kit;
    Organization& org = kit.org(1);
    Person& person = kit.registered("person", true);
    const KeyId before = org.gateway;
    QCOMPARE(
        w.run(kit.byGovernance(
            org, replacing(org.id, kit.organizationKey(org.id, KeyRole::Gateway, "next gateway"),
                           before))),
        "ACCEPTED");
    QCOMPARE(w.run(kit.link(person, org, "link")), "ACCEPTED"); // receipts of hospital 0
    QCOMPARE(w.run(kit.byGateway(org, AnchorBatch{nonceOf("a"), person.id, digestOf("root"),
                                                  kit.details(person, "a")})),
             "KEY_REMOVED");
    org.gateway = kit.addKey("next gateway");
    QCOMPARE(w.run(kit.byGateway(org, AnchorBatch{nonceOf("a"), person.id, digestOf("root"),
                                                  kit.details(person, "a")})),
             "ACCEPTED");
    // A key belongs to its party for ever.
    QCOMPARE(w.run(kit.byGovernance(
                 org, UpdateOrganization{org.id,
                                         {kit.organizationKey(org.id, KeyRole::Gateway,
                                                              org.label + " gateway")},
                                         {},
                                         std::nullopt})),
             "KEY_IN_USE");
    // The inbox too.
    const SealingPublicKey inbox = sealingKeyOf("next inbox");
    QCOMPARE(w.run(kit.byGovernance(org, UpdateOrganization{org.id, {}, {}, inbox})), "ACCEPTED");
    QVERIFY(kit.load<OrgState>(orgKey(kit.chainId, org.id))->inboxKey == inbox);
    QCOMPARE(w.run(kit.byGovernance(org, UpdateOrganization{org.id, {}, {}, inbox})), "NO_EFFECT");
}

void GovernanceTest::aStolenGatewayKeyEndsAtOnce() {
    World w;
    Kit& kit = w.kit;
    Organization& org = kit.org(2);
    Transaction change = kit.byGovernance(
        org,
        replacing(org.id, kit.organizationKey(org.id, KeyRole::Gateway, "fresh"), org.gateway));
    Person& person = kit.registered("person", true);
    QCOMPARE(w.run(kit.link(person, org, "link")), "ACCEPTED");
    Transaction byThief = kit.byGateway(
        org, AnchorBatch{nonceOf("a"), person.id, digestOf("root"), kit.details(person, "a")});
    const BlockOutcome outcome = kit.apply({kit.seal(change), kit.seal(byThief)});
    QCOMPARE(name(outcome.results[0].code), "ACCEPTED");
    QCOMPARE(name(outcome.results[1].code), "KEY_REMOVED");
}

void GovernanceTest::theLastKeyStays() {
    World w;
    Kit& kit = w.kit;
    const Organization& org = kit.org(0);
    QCOMPARE(w.run(kit.byGovernance(org, UpdateOrganization{org.id, {}, {org.gateway}, {}})),
             "LAST_KEY");
    QCOMPARE(w.propose(0, "p", UpdateOrganization{org.id, {}, {org.governance}, {}}), "LAST_KEY");
    QCOMPARE(w.run(kit.byGovernance(org, UpdateOrganization{org.id, {}, {kit.org(1).gateway}, {}})),
             "UNKNOWN_TARGET_KEY");
    QCOMPARE(w.run(kit.byGovernance(org, UpdateOrganization{org.id, {}, {org.validator}, {}})),
             "UNKNOWN_TARGET_KEY");
    UpdateOrganization many{org.id, {}, {}, {}};
    for (std::size_t i = 1; i < limits::keysMax; ++i) {
        many.addKeys.push_back(
            kit.organizationKey(org.id, KeyRole::Gateway, "gateway " + std::to_string(i)));
    }
    std::ranges::sort(many.addKeys, {}, &OrganizationKey::key);
    QCOMPARE(w.run(kit.byGovernance(org, many)), "ACCEPTED");
    QCOMPARE(w.run(kit.byGovernance(
                 org,
                 UpdateOrganization{
                     org.id, {kit.organizationKey(org.id, KeyRole::Gateway, "more")}, {}, {}})),
             "TOO_MANY_KEYS");
}

void GovernanceTest::governanceKeysChangeOnlyTogether() {
    World w;
    Kit& kit = w.kit;
    const Organization& org = kit.org(0);
    const UpdateOrganization added{
        org.id, {kit.organizationKey(org.id, KeyRole::Governance, "second")}, {}, {}};
    QCOMPARE(w.run(kit.byGovernance(org, added)), "NOT_PERMITTED");
    QCOMPARE(w.run(kit.byGovernance(org, UpdateOrganization{org.id, {}, {org.governance}, {}})),
             "NOT_PERMITTED");
    QCOMPARE(w.run(kit.byGovernance(kit.org(1), added)), "NOT_PERMITTED");
    QCOMPARE(w.run(kit.byAttestor(org, UpdateOrganization{org.id, {}, {}, sealingKeyOf("i")})),
             "NOT_PERMITTED");
    QCOMPARE(w.decide("p", added), "ACCEPTED");
    // The party keeps its id whatever its keys are.
    QCOMPARE(w.decide("q", UpdateOrganization{org.id, {}, {org.governance}, {}}), "ACCEPTED");
    QVERIFY(w.members().isMemberAt(org.id, kit.time));
}

void GovernanceTest::leavingTakesSixtyDays() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = w.fifth();
    const LeaveOrganization leave{clinic.id, kit.org(1).id};
    QCOMPARE(w.run(kit.byGovernance(clinic, leave)), "VALIDATOR_STAYS");
    w.blocks(3);
    UpdateValidators end = w.without(clinic);
    end.remove = kit.key(kit.addKey("clinic validator")).publicKey();
    QCOMPARE(w.decide("end", end), "ACCEPTED");
    QCOMPARE(w.run(kit.byGovernance(kit.org(0), leave)), "NOT_PERMITTED");
    QCOMPARE(w.run(kit.byGovernance(clinic, leave)), "ACCEPTED");
    const Instant noticed = kit.time;
    QCOMPARE(w.run(kit.byGovernance(clinic, leave)), "ORGANIZATION_LEAVES");
    QCOMPARE(w.propose(0, "again", leave), "ORGANIZATION_LEAVES");
    QCOMPARE(w.propose(0, "validator", w.with(clinic, "v2")), "ORGANIZATION_LEAVES");
    const Instant leavesAt = *kit.load<OrgState>(orgKey(kit.chainId, clinic.id))->leavesAt;
    QVERIFY(leavesAt == noticed + std::chrono::days(60));
    // A key that comes meanwhile ends with the others.
    QCOMPARE(w.run(kit.byGovernance(
                 clinic, UpdateOrganization{clinic.id,
                                            {kit.organizationKey(clinic.id, KeyRole::Gateway,
                                                                 "late gateway")},
                                            {},
                                            {}})),
             "ACCEPTED");
    QVERIFY(kit.load<KeyState>(keyKey(kit.chainId, kit.addKey("late gateway")))->removedFrom ==
            leavesAt);
    w.wait(leavesAt - kit.time);
    QVERIFY(!w.members().isMemberAt(clinic.id, kit.time));
    QCOMPARE(w.run(kit.byGovernance(clinic, Propose{nonceOf("x"), perHour(3)})), "KEY_REMOVED");
    // Its keys stay readable.
    QVERIFY(kit.load<KeyState>(keyKey(kit.chainId, clinic.gateway)).has_value());
    // Who leaves can be told to by the others as well; not the last one.
    QCOMPARE(w.propose(0, "out", LeaveOrganization{kit.org(3).id, kit.org(1).id}),
             "VALIDATOR_STAYS");
}

void GovernanceTest::whatALeaverSaidEnds() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = kit.newcomer("clinic");
    QCOMPARE(w.decide("join", kit.joining(clinic)), "ACCEPTED");
    Person& patient = kit.registered("patient", true);
    Person& doctor = kit.registered("doctor", false);
    QCOMPARE(w.run(kit.link(patient, clinic, "link")), "ACCEPTED");
    QCOMPARE(w.run(kit.byAttestor(clinic, Attest{nonceOf("a"), doctor.id, AttestedRole::Doctor,
                                                 idCast<StaffId>(digestOf("s")), digestOf("card"),
                                                 kit.time, kit.time + std::chrono::days(400)})),
             "ACCEPTED");
    const auto attestation = objectIdFrom<AttestationId>(kit.chainId, clinic.id, nonceOf("a"));
    const auto request = [&](const std::string& nonce) {
        return kit.byDevice(doctor, RequestAccess{nonceOf(nonce), patient.id, attestation,
                                                  kit.details(patient, nonce, {doctor.sealing})});
    };
    QCOMPARE(w.run(kit.byGovernance(clinic, LeaveOrganization{clinic.id, kit.org(0).id})),
             "ACCEPTED");
    w.wait(std::chrono::days(59));
    QCOMPARE(w.run(request("before")), "ACCEPTED");
    w.wait(std::chrono::days(1));
    QCOMPARE(w.run(request("after")), "ATTESTATION_NOT_ACTIVE");
    QCOMPARE(w.run(kit.link(patient, clinic, "again")), "BAD_COSIGNATURE");
}

void GovernanceTest::aMailboxNamesWhoIsReadInItsPlace() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = kit.newcomer("clinic");
    QCOMPARE(w.decide("join", kit.joining(clinic)), "ACCEPTED");
    Person& patient = kit.person("patient");
    patient.mailboxes = {kit.org(0).id, clinic.id};
    QCOMPARE(w.run(kit.registration(patient, true)), "ACCEPTED");
    QCOMPARE(w.run(kit.byGovernance(clinic, LeaveOrganization{clinic.id, std::nullopt})),
             "NOT_A_MAILBOX");
    QCOMPARE(w.run(kit.byGovernance(clinic, LeaveOrganization{clinic.id, clinic.id})),
             "NOT_A_MAILBOX");
    QCOMPARE(w.run(kit.byGovernance(clinic, LeaveOrganization{clinic.id, patient.id})),
             "UNKNOWN_ORGANIZATION");
    QCOMPARE(w.run(kit.byGovernance(clinic, LeaveOrganization{clinic.id, kit.org(2).id})),
             "ACCEPTED");
    // Nobody begins with a mailbox that is leaving.
    Person& other = kit.person("other");
    other.mailboxes = patient.mailboxes;
    QCOMPARE(w.run(kit.registration(other, true)), "ORGANIZATION_LEAVES");
    const auto granted = [&](const std::string& nonce, std::size_t holder, bool substitute) {
        Transaction tx = kit.grant(patient, nonce, std::chrono::hours(1));
        tx.receipts = {kit.receipt(tx, kit.org(holder), substitute)};
        return w.run(tx);
    };
    QCOMPARE(granted("g1", 4, false), "ACCEPTED");
    QCOMPARE(granted("g2", 2, false), "RECEIPT_INVALID"); // not yet
    QCOMPARE(granted("g3", 2, true), "ACCEPTED");
    w.wait(std::chrono::days(61));
    QCOMPARE(granted("g4", 4, false), "RECEIPT_INVALID");
    QCOMPARE(granted("g5", 2, false), "ACCEPTED");
    QCOMPARE(granted("g6", 2, true), "RECEIPT_INVALID");
}

void GovernanceTest::validatorsChangeOneInThreeBlocks() {
    World w;
    Kit& kit = w.kit;
    w.fifth();
    const BlockHeight first = w.validators().changedAt;
    QCOMPARE(w.validators().validators.size(), 5U);
    Organization& sixth = kit.newcomer("sixth");
    QCOMPARE(w.decide("join 6", kit.joining(sixth)), "ACCEPTED");
    QCOMPARE(w.decide("begin 6", w.with(sixth, "v6")), "ACCEPTED");
    const BlockHeight second = w.validators().changedAt;
    QVERIFY(second.value >= first.value + 3);
    // Proposed right away, approved too early, approved again.
    Organization& org = kit.org(1);
    UpdateValidators replace = w.with(org, "v1b");
    replace.remove = kit.key(org.validator).publicKey();
    std::vector<Bytes> block;
    Transaction proposal = kit.proposal(kit.org(0), "early", replace);
    block.push_back(kit.seal(proposal));
    for (std::size_t i = 1; i < 5; ++i) {
        Transaction approval = kit.approval(kit.org(i), kit.proposalId(kit.org(0), "early"));
        block.push_back(kit.seal(approval));
    }
    const BlockOutcome outcome = kit.apply(block);
    QCOMPARE(name(outcome.results[0].code), "ACCEPTED");
    QCOMPARE(name(outcome.results[4].code), "CHANGE_TOO_SOON");
    QVERIFY(!w.isDecided("early"));
    w.blocks(static_cast<int>(second.value + 2 - kit.height.value));
    QCOMPARE(w.approve(4, "early"), "ACCEPTED");
    QVERIFY(w.isDecided("early"));
    QCOMPARE(w.validators().changedAt.value, second.value + 3);
}

void GovernanceTest::fourValidatorsStay() {
    World w;
    QCOMPARE(w.propose(0, "p", w.without(w.kit.org(1))), "TOO_FEW_VALIDATORS");
    Organization& clinic = w.fifth();
    w.blocks(3);
    QCOMPARE(w.propose(0, "q", UpdateValidators{clinic.id, {}, {}}), "NO_EFFECT");
    QCOMPARE(w.propose(0, "q", w.with(clinic, "another")), "HAS_VALIDATOR");
    UpdateValidators foreign = w.without(w.kit.org(1));
    foreign.organization = clinic.id;
    QCOMPARE(w.propose(0, "q", foreign), "UNKNOWN_VALIDATOR");
    QCOMPARE(w.decide("q", w.without(w.kit.org(1))), "ACCEPTED");
    w.blocks(3);
    QCOMPARE(w.validators().validators.size(), 4U);
    QCOMPARE(w.propose(0, "r", w.without(w.kit.org(2))), "TOO_FEW_VALIDATORS");
}

void GovernanceTest::aValidatorIsReplaced() {
    World w;
    Kit& kit = w.kit;
    Organization& org = kit.org(1);
    UpdateValidators replace = w.with(org, "v1b");
    replace.remove = kit.key(org.validator).publicKey();
    QCOMPARE(w.decide("p", replace), "ACCEPTED");
    QCOMPARE(w.validators().validators.size(), 4U);
    QVERIFY(kit.load<KeyState>(keyKey(kit.chainId, org.validator))->removedFrom.has_value());
    w.blocks(3);
    // A validator's key does not come back, nor as anything else.
    UpdateValidators back = w.with(org, org.label + " validator");
    back.remove = kit.key(kit.addKey("v1b")).publicKey();
    QCOMPARE(w.propose(0, "q", back), "KEY_IN_USE");
    UpdateValidators unproven = w.with(org, "v1c");
    unproven.remove = back.remove;
    unproven.add->possession =
        signPossession(kit.chainId, kit.org(2).id, kit.key(kit.addKey("v1c")));
    QCOMPARE(w.propose(0, "q", unproven), "BAD_POSSESSION");
}

void GovernanceTest::aValidatorsKeySignsNoTransaction() {
    World w;
    const Organization& org = w.kit.org(0);
    QCOMPARE(w.run(w.kit.draft(org.id, org.validator, Propose{nonceOf("p"), perHour(1)})),
             "UNKNOWN_KEY");
}

void GovernanceTest::parametersHoldFromTheNextBlock() {
    World w;
    Kit& kit = w.kit;
    Person& person = kit.registered("person", false);
    SetParameters set = perHour(2);
    set.blockBytesMax = 1'000'000;
    QCOMPARE(w.propose(0, "p", set), "ACCEPTED");
    QCOMPARE(w.approve(1, "p"), "ACCEPTED");
    Transaction last = kit.approval(kit.org(2), kit.proposalId(kit.org(0), "p"));
    std::vector<Bytes> block{kit.seal(last)};
    for (int i = 0; i < 3; ++i) {
        Transaction tx = kit.byDevice(person, Unfreeze{});
        block.push_back(kit.seal(tx));
    }
    const BlockOutcome outcome = kit.apply(block);
    QCOMPARE(name(outcome.results[3].code), "NOT_PERMITTED"); // the third of the hour
    QCOMPARE(w.params().transactionsPerHour, 2U);
    QCOMPARE(*w.params().blockBytesMax, 1'000'000U);
    QCOMPARE(w.params().activeGrantsMax, 1000U);
    QCOMPARE(w.run(kit.byDevice(person, Unfreeze{})), "RATE_EXCEEDED");
}

void GovernanceTest::parametersOutOfRangeAreRefused() {
    World w;
    QCOMPARE(w.propose(0, "p", SetParameters{}), "NO_EFFECT");
    QCOMPARE(w.propose(0, "p", perHour(60)), "NO_EFFECT"); // as it is
    QCOMPARE(w.propose(0, "p", perHour(0)), "INVALID_PARAMETER");
    QCOMPARE(w.propose(0, "p", perHour(limits::parameterMax + 1)), "INVALID_PARAMETER");
    QCOMPARE(w.propose(0, "p", perHour(limits::parameterMax)), "ACCEPTED");
    SetParameters set;
    set.blockBytesMax = limits::blockBytesMin - 1;
    QCOMPARE(w.propose(0, "q", set), "INVALID_PARAMETER");
    set.blockBytesMax = static_cast<std::uint32_t>(limits::blockBytesMax + 1);
    QCOMPARE(w.propose(0, "q", set), "INVALID_PARAMETER");
    set.blockBytesMax = limits::blockBytesMin;
    QCOMPARE(w.propose(0, "q", set), "ACCEPTED");
    set = {};
    set.requestDays = limits::requestDaysMax + 1;
    QCOMPARE(w.propose(0, "r", set), "INVALID_PARAMETER");
}

void GovernanceTest::upgradesAreAgreedAhead() {
    World w;
    Kit& kit = w.kit;
    const auto ahead = [&](std::uint64_t blocks) { return BlockHeight(kit.height.value + blocks); };
    // The height of the block that it stands in counts.
    QCOMPARE(w.propose(0, "p", Upgrade{ahead(20), 2}), "INVALID_UPGRADE");
    QCOMPARE(w.propose(0, "p", Upgrade{ahead(50), 1}), "INVALID_UPGRADE");
    QCOMPARE(w.propose(0, "p", Upgrade{ahead(50), 0}), "INVALID_UPGRADE");
    QCOMPARE(w.propose(0, "p", Upgrade{BlockHeight(~std::uint64_t{0}), 2}), "INVALID_UPGRADE");
    const BlockHeight at = ahead(30);
    QCOMPARE(w.decide("p", Upgrade{at, 2}), "ACCEPTED");
    auto agreed = *kit.load<UpgradeState>(upgradeKey(kit.chainId));
    QCOMPARE(agreed.versionAt(BlockHeight(at.value - 1)), 1U);
    QCOMPARE(agreed.versionAt(at), 2U);
    // Taken back before it came, and agreed anew.
    QCOMPARE(w.decide("back", Upgrade{BlockHeight(1), 1}), "ACCEPTED");
    agreed = *kit.load<UpgradeState>(upgradeKey(kit.chainId));
    QCOMPARE(agreed.versionAt(at), 1U);
    QCOMPARE(w.propose(0, "back again", Upgrade{BlockHeight(1), 1}), "INVALID_UPGRADE");
    const BlockHeight later = ahead(25);
    QCOMPARE(w.decide("anew", Upgrade{later, 3}), "ACCEPTED");
    w.blocks(25);
    QCOMPARE(kit.load<UpgradeState>(upgradeKey(kit.chainId))->versionAt(kit.height), 3U);
    QCOMPARE(w.propose(0, "down", Upgrade{ahead(50), 2}), "INVALID_UPGRADE");
    QCOMPARE(w.decide("next", Upgrade{ahead(50), 4}), "ACCEPTED");
    QCOMPARE(kit.load<UpgradeState>(upgradeKey(kit.chainId))->versionAt(kit.height), 3U);
}

void GovernanceTest::actionsHaveOneEncoding() {
    World w;
    Kit& kit = w.kit;
    Organization& clinic = kit.newcomer("clinic");
    SetParameters all = perHour(1);
    all.requestDays = 3;
    const std::vector<GovernanceAction> actions{
        kit.joining(clinic),
        replacing(clinic.id, kit.organizationKey(clinic.id, KeyRole::Gateway, "k"), clinic.gateway),
        LeaveOrganization{clinic.id, kit.org(0).id},
        w.with(clinic, "v"),
        all,
        Upgrade{BlockHeight(70), 2}};
    for (const GovernanceAction& action : actions) {
        const Bytes bytes = encodeAction(action);
        QVERIFY(*decodeAction(bytes) == action);
        seed(action, bytes);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            QVERIFY(!decodeAction(ByteView(bytes).first(length)));
        }
        Bytes longer = bytes;
        longer.push_back({});
        QVERIFY(!decodeAction(longer));
    }
    QVERIFY(!decodeAction(Bytes(limits::transactionBytesMax + 1)));
    QVERIFY(!decodeAction(*fromHex("a0"))); // none
    QVERIFY(!decodeAction(*fromHex("a21828a01829a20001"
                                   "0102")));                // two
    QVERIFY(decodeAction(*fromHex("a11828a0")).has_value()); // SetParameters of nothing
    // What no proposal may hold, whatever the state.
    RegisterOrganization joining = kit.joining(clinic);
    std::swap(joining.keys[0], joining.keys[1]);
    QVERIFY(!decodeAction(encodeAction(joining)));
    joining = kit.joining(clinic);
    joining.keys[1].role = joining.keys[0].role;
    QVERIFY(!decodeAction(encodeAction(joining)));
    joining = kit.joining(clinic);
    joining.name.clear();
    QVERIFY(!decodeAction(encodeAction(joining)));
    UpdateOrganization update{
        clinic.id, {kit.organizationKey(clinic.id, KeyRole::Validator, "v")}, {}, std::nullopt};
    QVERIFY(!decodeAction(encodeAction(update)));
    update.addKeys.clear();
    update.removeKeys = {clinic.gateway, clinic.gateway};
    QVERIFY(!decodeAction(encodeAction(update)));
}

QTEST_APPLESS_MAIN(GovernanceTest)
#include "governance_test.moc"
