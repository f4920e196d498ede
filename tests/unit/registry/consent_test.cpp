// Links, policies, grants, revocations, requests, anchors.
#include "tests/unit/registry/registry_kit.h"

#include "core/crypto/hash.h"
#include "core/registry/block_order.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;

namespace {

QString name(Refusal refusal) {
    return QString::fromStdString(std::string(refusalName(refusal)));
}

struct Scene {
    Kit kit;
    Person& patient = kit.registered("patient", true);

    QString run(Transaction tx) { return name(kit.run(std::move(tx)).code); }
    QString link(std::size_t org, const std::string& nonce) {
        return run(kit.link(patient, kit.org(org), nonce));
    }
    Transaction unlink(std::size_t org, const std::string& nonce) {
        return kit.byDevice(patient,
                            Unlink{patient.id, kit.org(org).id,
                                   objectIdFrom<LinkId>(kit.chainId, patient.id, nonceOf(nonce))});
    }
    QString grant(const std::string& nonce) {
        return run(kit.grant(patient, nonce, std::chrono::hours(1)));
    }
    QString policy(std::uint64_t replaces, std::vector<SealingPublicKey> inboxes) {
        return run(kit.byDevice(
            patient, SetPatientPolicy{replaces, kit.details(patient, "policy", inboxes)}));
    }
    GrantStatus status(const std::string& nonce) {
        return kit.load<GrantState>(grantKey(kit.chainId, kit.grantId(patient, nonce)))->status;
    }
};

} // namespace

class ConsentTest : public QObject {
    Q_OBJECT
private slots:
    void aLinkIsMadeByBothAndEndedByEither();
    void anOldUnlinkCannotEndALaterLink();
    void aPolicyIsSealedToExactlyTheLinked();
    void aGrantIsStoredWithItsCommitment();
    void aGrantReplacesAnother();
    void aRevocationAnswersForEachId();
    void aRevocationOvertakesItsGrant();
    void sixtyFourTombstones();
    void theLimitOfActiveGrants();
    void requestsHaveTheirLimits();
    void aRequestIsAnsweredByAGrant();
    void aRequestIsClosedByOneOfTheTwo();
    void leavesAreAmendedAndDeleted();
    void protectiveTransactionsStandFirst();
};

void ConsentTest::aLinkIsMadeByBothAndEndedByEither() {
    Scene s;
    Transaction alone = s.kit.link(s.patient, s.kit.org(2), "l");
    alone.cosigners = {{s.kit.org(3).id, s.kit.org(3).attestor}};
    QCOMPARE(s.run(alone), "BAD_COSIGNATURE");
    QCOMPARE(s.link(2, "l"), "ACCEPTED");
    QCOMPARE(s.link(2, "m"), "ALREADY_LINKED");
    QVERIFY(s.kit.patient(s.patient).links == std::vector<PartyId>{s.kit.org(2).id});
    Transaction byOrg = s.unlink(2, "l");
    byOrg.party = s.kit.org(2).id;
    byOrg.keyId = s.kit.org(2).attestor;
    QCOMPARE(s.run(byOrg), "ACCEPTED");
    QVERIFY(s.kit.lastRow(s.patient).actor == s.kit.org(2).id);
    QVERIFY(s.kit.patient(s.patient).links.empty());
    QCOMPARE(s.run(s.unlink(2, "l")), "EFFECT_HOLDS");
    QCOMPARE(s.run(s.unlink(3, "l")), "NOT_LINKED");
    Transaction foreign = s.unlink(2, "l");
    foreign.party = s.kit.org(3).id;
    foreign.keyId = s.kit.org(3).attestor;
    QCOMPARE(s.run(foreign), "NOT_PERMITTED");
}

void ConsentTest::anOldUnlinkCannotEndALaterLink() {
    Scene s;
    QCOMPARE(s.link(2, "first"), "ACCEPTED");
    QCOMPARE(s.run(s.unlink(2, "first")), "ACCEPTED");
    QCOMPARE(s.link(2, "first"), "ID_TAKEN");
    QCOMPARE(s.link(2, "second"), "ACCEPTED");
    QCOMPARE(s.run(s.unlink(2, "first")), "EFFECT_HOLDS");
    QCOMPARE(s.run(s.unlink(2, "second")), "ACCEPTED");
}

void ConsentTest::aPolicyIsSealedToExactlyTheLinked() {
    Scene s;
    QCOMPARE(s.link(2, "l2"), "ACCEPTED");
    QCOMPARE(s.policy(1, {s.kit.org(2).inbox}), "STALE_VERSION");
    QCOMPARE(s.policy(0, {}), "STALE_LINKS");
    QCOMPARE(s.policy(0, {s.kit.org(3).inbox}), "STALE_LINKS");
    QCOMPARE(s.policy(0, {s.kit.org(2).inbox}), "ACCEPTED");
    QCOMPARE(s.kit.patient(s.patient).policyVersion, 1U);
    // From now on a link needs the opening of this very policy.
    Transaction closed = s.kit.link(s.patient, s.kit.org(3), "l3");
    std::get<Link>(closed.body).details.reset();
    QCOMPARE(s.run(closed), "WRONG_RECIPIENT");
    Transaction other = s.kit.link(s.patient, s.kit.org(3), "l3");
    std::get<Link>(other.body).details->bodyCommit = digestOf("another policy");
    QCOMPARE(s.run(other), "WRONG_COMMITMENT");
    Transaction stale = s.kit.link(s.patient, s.kit.org(3), "l3");
    std::get<Link>(stale.body).policyVersion = 0;
    QCOMPARE(s.run(stale), "STALE_POLICY");
    QCOMPARE(s.link(3, "l3"), "ACCEPTED");
    std::vector<SealingPublicKey> inboxes;
    for (const PartyId& link : s.kit.patient(s.patient).links) {
        inboxes.push_back(link == s.kit.org(2).id ? s.kit.org(2).inbox : s.kit.org(3).inbox);
    }
    QCOMPARE(s.policy(1, inboxes), "ACCEPTED");
}

void ConsentTest::aGrantIsStoredWithItsCommitment() {
    Scene s;
    QCOMPARE(s.grant("g"), "ACCEPTED");
    const auto grant =
        *s.kit.load<GrantState>(grantKey(s.kit.chainId, s.kit.grantId(s.patient, "g")));
    QVERIFY(grant.commit == digestOf("g commit"));
    QVERIFY(grant.patient == s.patient.id);
    QVERIFY(s.kit.lastRow(s.patient).bodyCommit == digestOf("g commit"));
    QCOMPARE(s.grant("g"), "ID_TAKEN");
    Transaction over = s.kit.grant(s.patient, "over", std::chrono::seconds(1));
    QCOMPARE(s.run(over), "INVALID_WINDOW");
    Transaction empty = s.kit.grant(s.patient, "empty", std::chrono::hours(1));
    std::get<Grant>(empty.body).from = *std::get<Grant>(empty.body).until;
    QCOMPARE(s.run(empty), "INVALID_WINDOW");
    Transaction open = s.kit.grant(s.patient, "open", std::nullopt);
    QCOMPARE(s.run(open), "ACCEPTED");
    Transaction notTheLog = s.kit.grant(s.patient, "x", std::chrono::hours(1));
    std::get<Grant>(notTheLog.body).details.bodies[0].recipient = s.patient.archive;
    QCOMPARE(s.run(notTheLog), "WRONG_RECIPIENT");
    Person& clinician = s.kit.registered("clinician", false);
    QCOMPARE(s.run(s.kit.grant(clinician, "c", std::chrono::hours(1))), "NOT_A_PATIENT");
    Transaction byWords = s.kit.grant(s.patient, "w", std::chrono::hours(1));
    byWords.keyId = s.patient.recovery;
    byWords.sequence = 50;
    QCOMPARE(s.run(byWords), "NOT_PERMITTED");
}

void ConsentTest::aGrantReplacesAnother() {
    Scene s;
    QCOMPARE(s.grant("old"), "ACCEPTED");
    const auto replacing = [&](const std::string& nonce, const std::string& old) {
        Transaction tx = s.kit.grant(s.patient, nonce, std::chrono::hours(2));
        std::get<Grant>(tx.body).supersedes = s.kit.grantId(s.patient, old);
        return s.run(tx);
    };
    QCOMPARE(replacing("new", "none"), "UNKNOWN_GRANT");
    QCOMPARE(replacing("new", "old"), "ACCEPTED");
    QVERIFY(s.status("old") == GrantStatus::Superseded);
    QVERIFY(s.status("new") == GrantStatus::Active);
    QCOMPARE(replacing("newer", "old"), "GRANT_REVOKED");
    s.kit.time += std::chrono::hours(2);
    QCOMPARE(replacing("newest", "new"), "GRANT_ENDED");
}

void ConsentTest::aRevocationAnswersForEachId() {
    Scene s;
    for (const char* nonce : {"a", "b", "c"}) {
        QCOMPARE(s.grant(nonce), "ACCEPTED");
    }
    const auto ids = [&](std::vector<std::string> nonces) {
        std::vector<GrantId> grants;
        for (const std::string& nonce : nonces) {
            grants.push_back(s.kit.grantId(s.patient, nonce));
        }
        std::ranges::sort(grants);
        return grants;
    };
    QCOMPARE(s.run(s.kit.byDevice(s.patient, Revoke{ids({"a"})})), "ACCEPTED");
    const std::uint64_t before = s.kit.patient(s.patient).count;
    const std::vector<GrantId> three = ids({"a", "b", "c"});
    const TxResult result = s.kit.run(s.kit.byDevice(s.patient, Revoke{three}));
    QCOMPARE(name(result.code), "ACCEPTED");
    QCOMPARE(result.items.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        const bool isA = three[i] == s.kit.grantId(s.patient, "a");
        QCOMPARE(name(result.items[i].code), isA ? "EFFECT_HOLDS" : "ACCEPTED");
        QCOMPARE(result.items[i].row.has_value(), !isA);
    }
    QCOMPARE(s.kit.patient(s.patient).count, before + 2);
    QCOMPARE(s.run(s.kit.byDevice(s.patient, Revoke{three})), "EFFECT_HOLDS");

    Person& other = s.kit.registered("other", true);
    QCOMPARE(s.grant("d"), "ACCEPTED");
    QCOMPARE(s.run(s.kit.byDevice(other, Revoke{ids({"d"})})), "UNKNOWN_GRANT");
    QVERIFY(s.status("d") == GrantStatus::Active);
}

void ConsentTest::aRevocationOvertakesItsGrant() {
    Scene s;
    Transaction grant = s.kit.grant(s.patient, "g", std::chrono::hours(1));
    Transaction revoke = s.kit.byDevice(s.patient, Revoke{{s.kit.grantId(s.patient, "g")}});
    const Bytes revokeBytes = s.kit.seal(revoke);
    const auto ordered = orderProposal({s.kit.seal(grant), revokeBytes}, limits::blockBytesMax);
    QVERIFY(ordered[0] == revokeBytes);
    const BlockOutcome outcome = s.kit.apply(ordered);
    QCOMPARE(name(outcome.results[0].code), "ACCEPTED");
    QCOMPARE(name(outcome.results[1].code), "REVOKED_BEFORE");
    QCOMPARE(s.run(s.kit.byDevice(s.patient, Revoke{{s.kit.grantId(s.patient, "g")}})),
             "EFFECT_HOLDS");
    // After thirty days the id is free again; no transaction of that time is valid any more.
    s.kit.time += std::chrono::days(30);
    QCOMPARE(s.grant("g"), "ACCEPTED");
}

void ConsentTest::sixtyFourTombstones() {
    Scene s;
    const auto unseen = [&](int from, int count) {
        std::vector<GrantId> grants;
        for (int i = from; i < from + count; ++i) {
            grants.push_back(s.kit.grantId(s.patient, "unseen " + std::to_string(i)));
        }
        std::ranges::sort(grants);
        return Revoke{grants};
    };
    QCOMPARE(s.run(s.kit.byDevice(s.patient, unseen(0, 63))), "ACCEPTED");
    const TxResult last = s.kit.run(s.kit.byDevice(s.patient, unseen(63, 2)));
    QCOMPARE(name(last.items[0].code), "ACCEPTED");
    QCOMPARE(name(last.items[1].code), "TOO_MANY_TOMBSTONES");
    QCOMPARE(s.run(s.kit.byDevice(s.patient, unseen(100, 1))), "TOO_MANY_TOMBSTONES");
    s.kit.time += std::chrono::days(30);
    QCOMPARE(s.run(s.kit.byDevice(s.patient, unseen(100, 1))), "ACCEPTED");
    QCOMPARE(
        s.kit.load<PreRevokedList>(preRevokedListKey(s.kit.chainId, s.patient.id))->entries.size(),
        1U);
}

void ConsentTest::theLimitOfActiveGrants() {
    ParamsState params;
    params.activeGrantsMax = 3;
    Kit kit(4, params);
    Person& patient = kit.registered("patient", true);
    const auto grant = [&](const std::string& nonce) {
        return name(kit.run(kit.grant(patient, nonce, std::chrono::hours(1))).code);
    };
    QCOMPARE(grant("1"), "ACCEPTED");
    QCOMPARE(grant("2"), "ACCEPTED");
    QCOMPARE(grant("3"), "ACCEPTED");
    QCOMPARE(grant("4"), "TOO_MANY_GRANTS");
    Transaction replaces = kit.grant(patient, "5", std::chrono::hours(1));
    std::get<Grant>(replaces.body).supersedes = kit.grantId(patient, "1");
    QCOMPARE(name(kit.run(replaces).code), "ACCEPTED");
    QCOMPARE(name(kit.run(kit.byDevice(patient, Revoke{{kit.grantId(patient, "2")}})).code),
             "ACCEPTED");
    QCOMPARE(grant("6"), "ACCEPTED");
    QCOMPARE(grant("7"), "TOO_MANY_GRANTS");
    kit.time += std::chrono::days(2);
    QCOMPARE(grant("7"), "ACCEPTED");
}

void ConsentTest::requestsHaveTheirLimits() {
    ParamsState params;
    params.openRequestsPerOrganization = 2;
    params.openRequestsPerPatient = 3;
    Kit kit(4, params);
    Person& patient = kit.registered("patient", true);
    const auto request = [&](const std::string& label, std::size_t org) {
        Person& doctor = kit.person(label);
        if (!kit.load<PartyState>(partyKey(kit.chainId, doctor.id))) {
            kit.registered(label, false);
        }
        const std::string nonce = label + std::to_string(kit.height.value);
        kit.run(
            kit.byAttestor(kit.org(org), Attest{nonceOf(nonce), doctor.id, AttestedRole::Doctor,
                                                idCast<StaffId>(digestOf(label)), digestOf("card"),
                                                kit.time, kit.time + std::chrono::hours(1)}));
        const auto id = objectIdFrom<AttestationId>(kit.chainId, kit.org(org).id, nonceOf(nonce));
        return name(kit.run(kit.byDevice(doctor, RequestAccess{nonceOf(nonce), patient.id, id,
                                                               kit.details(patient, nonce,
                                                                           {doctor.sealing})}))
                        .code);
    };
    QCOMPARE(request("a", 0), "ACCEPTED");
    QCOMPARE(request("a", 0), "TOO_MANY_REQUESTS"); // one for each requester
    QCOMPARE(request("b", 0), "ACCEPTED");
    QCOMPARE(request("c", 0), "TOO_MANY_REQUESTS"); // of one organisation
    QCOMPARE(request("d", 1), "ACCEPTED");
    QCOMPARE(request("e", 2), "TOO_MANY_REQUESTS"); // to one patient
    kit.time += std::chrono::days(14);
    QCOMPARE(request("e", 2), "ACCEPTED");
    const auto open = *kit.load<RequestsState>(requestsKey(kit.chainId, patient.id));
    QCOMPARE(open.open.size(), 1U);
}

namespace {

/// A doctor of hospital 2 with an attestation and a request to the patient.
struct RequestScene : Scene {
    Person& doctor = kit.registered("doctor", false);
    AttestationId attestation =
        objectIdFrom<AttestationId>(kit.chainId, kit.org(2).id, nonceOf("at"));
    RequestId request = objectIdFrom<RequestId>(kit.chainId, doctor.id, nonceOf("rq"));

    RequestScene() {
        run(kit.byAttestor(kit.org(2), Attest{nonceOf("at"), doctor.id, AttestedRole::Doctor,
                                              idCast<StaffId>(digestOf("s")), digestOf("card"),
                                              kit.time, kit.time + std::chrono::days(30)}));
    }
    QString ask() {
        return run(
            kit.byDevice(doctor, RequestAccess{nonceOf("rq"), patient.id, attestation,
                                               kit.details(patient, "rq", {doctor.sealing})}));
    }
    QString close(const Person& by) {
        return run(kit.byDevice(
            by, CloseRequest{patient.id, request, kit.details(patient, "cl", {doctor.sealing})}));
    }
};

} // namespace

void ConsentTest::aRequestIsAnsweredByAGrant() {
    RequestScene s;
    QCOMPARE(s.ask(), "ACCEPTED");
    QVERIFY(s.kit.lastRow(s.patient).actor == s.doctor.id);
    const auto answer = [&](const std::string& nonce) {
        Transaction tx = s.kit.grant(s.patient, nonce, std::chrono::hours(1));
        std::get<Grant>(tx.body).request = s.request;
        return s.run(tx);
    };
    QCOMPARE(answer("g"), "ACCEPTED");
    QVERIFY(s.kit.load<RequestState>(requestKey(s.kit.chainId, s.request))->status ==
            RequestStatus::Granted);
    QCOMPARE(answer("h"), "REQUEST_CLOSED");
    QCOMPARE(s.ask(), "ID_TAKEN");
}

void ConsentTest::aRequestIsClosedByOneOfTheTwo() {
    RequestScene s;
    QCOMPARE(s.close(s.patient), "UNKNOWN_REQUEST");
    QCOMPARE(s.ask(), "ACCEPTED");
    Person& stranger = s.kit.registered("stranger", true);
    QCOMPARE(s.close(stranger), "NOT_PERMITTED");
    QCOMPARE(s.close(s.doctor), "ACCEPTED");
    QCOMPARE(s.close(s.patient), "REQUEST_CLOSED");
}

void ConsentTest::leavesAreAmendedAndDeleted() {
    Scene s;
    const auto batch = [&](std::size_t org, const std::string& nonce, const Digest& root) {
        return s.run(s.kit.byGateway(s.kit.org(org), AnchorBatch{nonceOf(nonce), s.patient.id, root,
                                                                 s.kit.details(s.patient, nonce)}));
    };
    // A tree of 16 leaves where all siblings of leaf 5 are chosen.
    const auto hash = [](unsigned char mark, ByteView a, ByteView b) {
        const std::array<std::byte, 1> first{std::byte{mark}};
        return sha256({first, a, b});
    };
    LeafProof proof;
    proof.leafIndex = 5;
    proof.leaf = digestOf("leaf");
    Digest node = hash(0, proof.leaf.view(), {});
    for (unsigned level = 0; level < 4; ++level) {
        proof.path.push_back(digestOf("sibling " + std::to_string(level)));
        node = (5U >> level & 1U) != 0 ? hash(1, proof.path.back().view(), node.view())
                                       : hash(1, node.view(), proof.path.back().view());
    }
    QCOMPARE(batch(2, "a", node), "NOT_LINKED");
    QCOMPARE(s.link(2, "l"), "ACCEPTED");
    QCOMPARE(batch(2, "a", node), "ACCEPTED");
    QCOMPARE(batch(2, "a", node), "ID_TAKEN");
    QCOMPARE(batch(2, "b", digestOf("root")), "ACCEPTED");
    QCOMPARE(s.run(s.unlink(2, "l")), "ACCEPTED"); // amending stays possible
    const auto id = [&](const std::string& nonce) {
        return objectIdFrom<AnchorId>(s.kit.chainId, s.kit.org(2).id, nonceOf(nonce));
    };
    proof.anchorId = id("a");
    const auto amend = [&](LeafProof leaf, std::size_t org = 2) {
        return s.run(
            s.kit.byGateway(s.kit.org(org), AmendRecord{s.patient.id, leaf, id("b"), 3,
                                                        s.kit.details(s.patient, "amend")}));
    };
    const auto erase = [&](LeafProof leaf) {
        return s.run(s.kit.byGateway(s.kit.org(2),
                                     Tombstone{s.patient.id, leaf, s.kit.details(s.patient, "t")}));
    };
    LeafProof wrong = proof;
    wrong.leafIndex = 4;
    QCOMPARE(amend(wrong), "INVALID_PATH");
    wrong.leafIndex = 5 + 16;
    QCOMPARE(amend(wrong), "INVALID_PATH");
    QCOMPARE(amend(proof, 3), "UNKNOWN_ANCHOR");
    QCOMPARE(amend(proof), "ACCEPTED");
    QCOMPARE(amend(proof), "LEAF_CHANGED");
    QVERIFY(s.kit.load<LeafState>(leafKey(s.kit.chainId, id("a"), 5))->successorAnchor == id("b"));
    QCOMPARE(erase(proof), "ACCEPTED");
    QCOMPARE(erase(proof), "LEAF_CHANGED");
    QVERIFY(s.kit.load<LeafState>(leafKey(s.kit.chainId, id("a"), 5))->deleted);
}

void ConsentTest::protectiveTransactionsStandFirst() {
    Scene s;
    Transaction grant = s.kit.grant(s.patient, "g", std::chrono::hours(1));
    Transaction revoke = s.kit.byDevice(s.patient, Revoke{{s.kit.grantId(s.patient, "x")}});
    const Bytes ordinary = s.kit.seal(grant);
    const Bytes protective = s.kit.seal(revoke);
    QVERIFY(acceptProposal({protective, ordinary}));
    QVERIFY(!acceptProposal({ordinary, protective}));
    QVERIFY(!acceptProposal({Bytes(10)}));
    QVERIFY(acceptProposal({}));

    // Ordinary ones fill at most nine tenths, even where nothing else waits.
    std::vector<Bytes> many(limits::blockBytesMax / ordinary.size() + 1, ordinary);
    QVERIFY(!acceptProposal(many));
    const std::vector<Bytes> chosen = orderProposal(many, limits::blockBytesMax);
    QVERIFY(acceptProposal(chosen));
    // The engine adds a tag and two bytes of length to each.
    QCOMPARE(chosen.size(), limits::ordinaryBytesMax / (ordinary.size() + 3));
    many.push_back(protective);
    QVERIFY(orderProposal(many, limits::blockBytesMax).front() == protective);
}

QTEST_APPLESS_MAIN(ConsentTest)
#include "consent_test.moc"
