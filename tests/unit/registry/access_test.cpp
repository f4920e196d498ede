// Reading: what the registry decides at an access's place in the block, and what leaves a row.
#include "tests/unit/registry/registry_kit.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;

namespace {

/// A patient linked to hospital 2 with a grant of an hour.
struct Scene {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    GrantId grant = kit.grantId(patient, "grant");

    Scene() {
        link(2);
        run(kit.grant(patient, "grant", std::chrono::hours(1)));
    }
    void link(std::size_t org) {
        run(kit.link(patient, kit.org(org), "link " + std::to_string(org)));
    }
    void run(Transaction tx) {
        const TxResult result = kit.run(std::move(tx));
        QCOMPARE(refusalName(result.code).data(), "ACCEPTED");
    }
    AccessItem item(const std::string& label) {
        return kit.accessItem(patient, label, AccessBasis::Grant, idCast<ObjectId>(grant));
    }
    Transaction access(std::vector<AccessItem> items, std::size_t org = 2) {
        return kit.byGateway(kit.org(org), RecordAccess{std::move(items)});
    }
    ItemResult one(AccessItem item, std::size_t org = 2) {
        const TxResult result = kit.run(access({std::move(item)}, org));
        return result.code == Refusal::Accepted ? result.items.at(0) : ItemResult{result.code, {}};
    }
};

QString name(Refusal refusal) {
    return QString::fromUtf8(refusalName(refusal).data(),
                             static_cast<qsizetype>(refusalName(refusal).size()));
}

} // namespace

class AccessTest : public QObject {
    Q_OBJECT
private slots:
    void anActiveGrantAllowsAndLeavesARow();
    void revokedInTheSameBlockIsDeniedWithARow();
    void theWindowIsHalfOpen();
    void anUnknownGrantIsDeniedWithARow();
    void aFailingLinkPolicyOrEpochLeavesNoRow();
    void selfNeedsNoLink();
    void oneFailingItemDoesNotVoidTheOthers();
    void theCustodiansOwnDenialIsARow();
    void noteAndCountAreRowsOfTheirOwn();
    void aBodyWithoutItsReceiptIsRefused();
    void aSubstituteIsMarked();
    void emergencyOpensForItsCustodianAndItsTime();
    void anEmergencyIsReviewedOnceByAReviewer();
    void aRowIsDisputedOnceAndAnsweredOnce();
};

void AccessTest::anActiveGrantAllowsAndLeavesARow() {
    Scene s;
    const std::uint64_t before = s.kit.patient(s.patient).count;
    Transaction tx = s.access({s.item("a")});
    const Bytes bytes = s.kit.seal(tx);
    const TxResult result = s.kit.run(bytes);
    QCOMPARE(name(result.code), "ACCEPTED");
    QCOMPARE(name(result.items.at(0).code), "ACCEPTED");
    QCOMPARE(result.items.at(0).row->value, before);
    const LogEvent row = s.kit.lastRow(s.patient);
    QVERIFY(row.type == LogEventType::Access);
    QVERIFY(row.actor == s.kit.org(2).id);
    QVERIFY(row.txHash == transactionHash(bytes));
    QVERIFY(row.blockTime == s.kit.time);
    QVERIFY(row.holder == s.kit.org(0).id);
    QVERIFY(!row.substitute);
    QVERIFY(row.bodyDigest == digestOf("a body"));
    QVERIFY(
        idCast<AccessId>(row.objectId) ==
        accessIdOf(s.kit.chainId, s.kit.key(s.kit.org(2).gateway).publicKey(), *tx.sequence, 0));
}

void AccessTest::revokedInTheSameBlockIsDeniedWithARow() {
    Scene s;
    Transaction access = s.access({s.item("a")});
    Transaction revoke = s.kit.byDevice(s.patient, Revoke{{s.grant}});
    const BlockOutcome outcome = s.kit.apply({s.kit.seal(revoke), s.kit.seal(access)});
    QCOMPARE(name(outcome.results[1].items.at(0).code), "GRANT_REVOKED");
    QVERIFY(outcome.results[1].items.at(0).row.has_value());
    QVERIFY(s.kit.lastRow(s.patient).result == Refusal::GrantRevoked);
}

void AccessTest::theWindowIsHalfOpen() {
    Scene s;
    const auto state = *s.kit.load<GrantState>(grantKey(s.kit.chainId, s.grant));
    Transaction last = s.access({s.item("last")});
    last.expiresAt = *state.until + std::chrono::seconds(30);
    Transaction over = s.access({s.item("over")});
    over.expiresAt = last.expiresAt;
    const Bytes lastBytes = s.kit.seal(last);
    const Bytes overBytes = s.kit.seal(over);
    QCOMPARE(
        name(s.kit.run(lastBytes, *state.until - s.kit.time - milliseconds(1)).items.at(0).code),
        "ACCEPTED");
    QCOMPARE(name(s.kit.run(overBytes, milliseconds(1)).items.at(0).code), "GRANT_ENDED");
    QVERIFY(s.kit.lastRow(s.patient).result == Refusal::GrantEnded);

    Transaction later = s.kit.grant(s.patient, "later", std::chrono::hours(2));
    std::get<Grant>(later.body).from = s.kit.time + std::chrono::hours(1);
    s.run(later);
    AccessItem early = s.item("early");
    early.basisId = idCast<ObjectId>(s.kit.grantId(s.patient, "later"));
    QCOMPARE(name(s.one(early).code), "GRANT_NOT_STARTED");
}

void AccessTest::anUnknownGrantIsDeniedWithARow() {
    Scene s;
    AccessItem item = s.item("a");
    item.basisId = ObjectId();
    const ItemResult unknown = s.one(item);
    QCOMPARE(name(unknown.code), "UNKNOWN_GRANT");
    QVERIFY(unknown.row.has_value());

    Person& other = s.kit.registered("other", true);
    s.run(s.kit.link(other, s.kit.org(2), "other link"));
    AccessItem foreign =
        s.kit.accessItem(other, "f", AccessBasis::Grant, idCast<ObjectId>(s.grant));
    QCOMPARE(name(s.one(foreign).code), "UNKNOWN_GRANT");
}

void AccessTest::aFailingLinkPolicyOrEpochLeavesNoRow() {
    Scene s;
    const std::uint64_t before = s.kit.patient(s.patient).count;
    QCOMPARE(name(s.one(s.item("a"), 3).code), "NOT_LINKED");
    AccessItem policy = s.item("b");
    policy.policyVersion = 1;
    QCOMPARE(name(s.one(policy).code), "STALE_POLICY");
    AccessItem epoch = s.item("c");
    epoch.epoch = EpochNumber(2);
    QCOMPARE(name(s.one(epoch).code), "STALE_EPOCH");
    AccessItem nobody = s.item("d");
    nobody.patient = s.kit.org(0).id;
    QCOMPARE(name(s.one(nobody).code), "NOT_A_PATIENT");
    QCOMPARE(s.kit.patient(s.patient).count, before);
}

void AccessTest::selfNeedsNoLink() {
    Scene s;
    const ItemResult self =
        s.one(s.kit.accessItem(s.patient, "self", AccessBasis::Self, std::nullopt), 3);
    QCOMPARE(name(self.code), "ACCEPTED");
    QVERIFY(self.row.has_value());
}

void AccessTest::oneFailingItemDoesNotVoidTheOthers() {
    Scene s;
    AccessItem stale = s.item("b");
    stale.epoch = EpochNumber(9);
    const TxResult result = s.kit.run(s.access({s.item("a"), stale, s.item("c")}));
    QCOMPARE(result.items.size(), 3U);
    QCOMPARE(name(result.items[0].code), "ACCEPTED");
    QCOMPARE(name(result.items[1].code), "STALE_EPOCH");
    QVERIFY(!result.items[1].row);
    QCOMPARE(name(result.items[2].code), "ACCEPTED");
    QCOMPARE(result.items[2].row->value, result.items[0].row->value + 1);
    QVERIFY(*decodeItemResults(encodeItemResults(result.items)) == result.items);
}

void AccessTest::theCustodiansOwnDenialIsARow() {
    Scene s;
    AccessItem denied = s.item("a");
    denied.decision = AccessDecision::Deny;
    const ItemResult result = s.one(denied);
    QCOMPARE(name(result.code), "DENIED_BY_CUSTODIAN");
    QVERIFY(result.row.has_value());
    const ItemResult none =
        s.one(s.kit.accessItem(s.patient, "n", AccessBasis::None, std::nullopt));
    QCOMPARE(name(none.code), "DENIED_BY_CUSTODIAN");
}

void AccessTest::noteAndCountAreRowsOfTheirOwn() {
    Scene s;
    s.one(s.item("a"));
    AccessItem note = s.item("n");
    note.kind = AccessKind::NotDelivered;
    note.accessId = idCast<AccessId>(s.kit.lastRow(s.patient).objectId);
    QCOMPARE(name(s.one(note).code), "ACCEPTED");
    QVERIFY(s.kit.lastRow(s.patient).type == LogEventType::NotDelivered);
    QVERIFY(idCast<AccessId>(s.kit.lastRow(s.patient).objectId) == *note.accessId);
    AccessItem count = s.kit.accessItem(s.patient, "c", AccessBasis::None, std::nullopt);
    count.kind = AccessKind::DenialCount;
    count.count = 12;
    s.one(count);
    QVERIFY(s.kit.lastRow(s.patient).type == LogEventType::DenialCount);
}

void AccessTest::aBodyWithoutItsReceiptIsRefused() {
    Scene s;
    const std::uint64_t before = s.kit.patient(s.patient).count;
    Transaction missing = s.access({s.item("a")});
    QCOMPARE(name(s.kit.run(s.kit.seal(missing, false)).items.at(0).code), "RECEIPT_MISSING");

    const auto refused = [&](auto&& change) {
        Transaction tx = s.access({s.item("a")});
        s.kit.addReceipts(tx);
        change(tx.receipts.at(0), tx);
        return name(s.kit.run(s.kit.seal(tx)).items.at(0).code);
    };
    QCOMPARE(refused([](StorageReceipt& r, Transaction&) { r.until += milliseconds(1); }),
             "RECEIPT_INVALID");
    QCOMPARE(refused([&](StorageReceipt& r, Transaction&) { r.until = s.kit.time; }),
             "RECEIPT_INVALID");
    QCOMPARE(refused([&](StorageReceipt& r, Transaction&) { r.keyId = s.kit.org(0).attestor; }),
             "RECEIPT_INVALID");
    QCOMPARE(refused([&](StorageReceipt& r, Transaction& tx) {
                 r = s.kit.receipt(tx, s.kit.org(3)); // no mailbox of this patient
             }),
             "RECEIPT_INVALID");
    QCOMPARE(refused([&](StorageReceipt& r, Transaction& tx) {
                 r = s.kit.receipt(tx, s.kit.org(2), true); // the writer itself
             }),
             "RECEIPT_INVALID");
    QCOMPARE(refused([&](StorageReceipt& r, Transaction& tx) {
                 tx.receipts.push_back(r); // twice
             }),
             "RECEIPT_INVALID");
    QCOMPARE(s.kit.patient(s.patient).count, before);
}

void AccessTest::aSubstituteIsMarked() {
    Scene s;
    Transaction tx = s.access({s.item("a")});
    tx.receipts = {s.kit.receipt(tx, s.kit.org(3), true)};
    QCOMPARE(name(s.kit.run(s.kit.seal(tx)).items.at(0).code), "ACCEPTED");
    QVERIFY(s.kit.lastRow(s.patient).substitute);
    QVERIFY(s.kit.lastRow(s.patient).holder == s.kit.org(3).id);
    Transaction lie = s.access({s.item("b")});
    lie.receipts = {s.kit.receipt(lie, s.kit.org(0), true)}; // a named mailbox is no substitute
    QCOMPARE(name(s.kit.run(s.kit.seal(lie)).items.at(0).code), "RECEIPT_INVALID");
}

void AccessTest::emergencyOpensForItsCustodianAndItsTime() {
    Scene s;
    const auto emergency = [&](const std::string& nonce, milliseconds life) {
        Transaction tx = s.kit.byGateway(
            s.kit.org(2), EmergencyAccess{nonceOf(nonce), s.patient.id, s.kit.time + life,
                                          s.kit.details(s.patient, nonce)});
        tx.cosigners = {{s.kit.org(3).id, s.kit.org(3).gateway}};
        return tx;
    };
    Transaction alone = emergency("alone", std::chrono::hours(1));
    alone.cosigners.clear();
    QCOMPARE(name(s.kit.run(alone).code), "BAD_COSIGNATURE");
    QCOMPARE(name(s.kit.run(emergency("long", std::chrono::hours(25))).code), "INVALID_WINDOW");
    s.run(emergency("e", std::chrono::seconds(40)));
    const auto id = objectIdOf(s.kit.chainId, s.kit.org(2).id, nonceOf("e"));
    const AccessItem item = s.kit.accessItem(s.patient, "x", AccessBasis::Emergency, id);
    QCOMPARE(name(s.one(item).code), "ACCEPTED");
    s.link(3);
    QCOMPARE(name(s.one(item, 3).code), "UNKNOWN_EMERGENCY");
    s.kit.time += std::chrono::seconds(40);
    const ItemResult over = s.one(item);
    QCOMPARE(name(over.code), "EMERGENCY_ENDED");
    QVERIFY(over.row.has_value());
}

void AccessTest::anEmergencyIsReviewedOnceByAReviewer() {
    Scene s;
    Transaction tx =
        s.kit.byGateway(s.kit.org(2), EmergencyAccess{nonceOf("e"), s.patient.id,
                                                      s.kit.time + std::chrono::hours(1),
                                                      s.kit.details(s.patient, "e")});
    tx.cosigners = {{s.kit.org(2).id, s.kit.org(2).gateway}};
    s.run(tx);
    Person& reviewer = s.kit.registered("reviewer", false);
    const auto attest = [&](AttestedRole role, const std::string& nonce) {
        s.run(s.kit.byAttestor(s.kit.org(2),
                               Attest{nonceOf(nonce), reviewer.id, role,
                                      idCast<StaffId>(digestOf("staff")), digestOf("card"),
                                      s.kit.time, s.kit.time + std::chrono::hours(9)}));
        return objectIdFrom<AttestationId>(s.kit.chainId, s.kit.org(2).id, nonceOf(nonce));
    };
    const auto emergencyId =
        objectIdFrom<EmergencyId>(s.kit.chainId, s.kit.org(2).id, nonceOf("e"));
    const auto review = [&](const AttestationId& attestation) {
        return name(s.kit
                        .run(s.kit.byDevice(reviewer,
                                            ReviewEmergency{s.patient.id, emergencyId, attestation,
                                                            s.kit.details(s.patient, "review")}))
                        .code);
    };
    QCOMPARE(review(attest(AttestedRole::Doctor, "doctor")), "UNKNOWN_ATTESTATION");
    const AttestationId reviewing = attest(AttestedRole::Reviewer, "reviewer");
    QCOMPARE(review(reviewing), "ACCEPTED");
    QVERIFY(s.kit.lastRow(s.patient).type == LogEventType::ReviewEmergency);
    QCOMPARE(review(reviewing), "ALREADY_REVIEWED");
}

void AccessTest::aRowIsDisputedOnceAndAnsweredOnce() {
    Scene s;
    const LogSequence row = *s.one(s.item("a")).row;
    const auto dispute = [&](LogSequence which) {
        return name(s.kit
                        .run(s.kit.byDevice(
                            s.patient, DisputeAccess{which, s.kit.details(s.patient, "d",
                                                                          {s.kit.org(2).inbox})}))
                        .code);
    };
    const auto answer = [&](std::size_t org) {
        return name(s.kit
                        .run(s.kit.byGateway(
                            s.kit.org(org),
                            AnswerDispute{s.patient.id, row, s.kit.details(s.patient, "answer")}))
                        .code);
    };
    QCOMPARE(answer(2), "NOT_DISPUTED");
    QCOMPARE(dispute(LogSequence(0)), "NOT_DISPUTABLE");
    QCOMPARE(dispute(LogSequence(999)), "UNKNOWN_ROW");
    QCOMPARE(dispute(row), "ACCEPTED");
    QCOMPARE(dispute(row), "ALREADY_DISPUTED");
    QCOMPARE(answer(3), "NOT_PERMITTED");
    QCOMPARE(answer(2), "ACCEPTED");
    QCOMPARE(answer(2), "ALREADY_ANSWERED");
}

QTEST_APPLESS_MAIN(AccessTest)
#include "access_test.moc"
