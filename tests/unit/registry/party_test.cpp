// Parties, keys, epochs, mailboxes, attestations, and what makes any transaction invalid.
#include "tests/unit/registry/registry_kit.h"

#include "core/base/check.h"
#include "core/registry/log_chain.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;

namespace {

QString name(Refusal refusal) {
    return QString::fromStdString(std::string(refusalName(refusal)));
}

} // namespace

class PartyTest : public QObject {
    Q_OBJECT
private slots:
    void theRefusalTableIsComplete();
    void aPatientRegistersWithTwoRows();
    void aRegistrationNeedsItsSponsor();
    void aKeyBelongsToOnePartyForEver();
    void whatMakesATransactionInvalidConsumesNothing();
    void aRefusedTransactionConsumesItsSequence();
    void theSequenceWindow();
    void sixtyTransactionsAnHour();
    void sixteenKeys();
    void aDevicesRemovalWaits();
    void aFreezeStopsTheKeyAndWhatItAdded();
    void aNewEpochHandsOver();
    void mailboxesAreReplacedByVersion();
    void staffIdsAreForLife();
    void onBehalfIsRefusedWithoutDelegations();
    void reservedKindsAreUnknown();
    void genesisRefusesAKeyTwice();
};

void PartyTest::theRefusalTableIsComplete() {
    QVERIFY(refusalTable().size() > 60);
    for (const RefusalEntry& entry : refusalTable()) {
        QVERIFY(refusalName(entry.refusal) == entry.name);
        QVERIFY(!entry.sentence.empty() && entry.sentence.back() == '.');
    }
    QCOMPARE(static_cast<std::uint32_t>(Refusal::StaleVersion), 102U);
    QCOMPARE(static_cast<std::uint32_t>(Refusal::GrantRevoked), 151U);
}

void PartyTest::aPatientRegistersWithTwoRows() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const PatientState state = kit.patient(patient);
    QCOMPARE(state.count, 2U);
    QVERIFY(state.epoch == EpochNumber(1));
    const auto epoch = *kit.load<EpochState>(epochKey(kit.chainId, patient.id, EpochNumber(1)));
    QVERIFY(epoch.firstRow == LogSequence(0));
    QVERIFY(epoch.headBefore == emptyLog(kit.chainId, patient.id).head);
    QVERIFY(kit.lastRow(patient).type == LogEventType::RegisterParty);
    QCOMPARE(kit.lastRow(patient).itemIndex, 1U);
    LogChain chain(kit.chainId, emptyLog(kit.chainId, patient.id));
    for (const Bytes& row : kit.state.logs().at(patient.id)) {
        QVERIFY(chain.append(row).has_value());
    }
    QVERIFY(chain.head().head == state.head);

    QCOMPARE(name(kit.run(kit.registration(patient, true)).code), "PARTY_EXISTS");
    Person& clinician = kit.registered("clinician", false);
    QVERIFY(!kit.load<PatientState>(patientKey(kit.chainId, clinician.id)));
}

void PartyTest::aRegistrationNeedsItsSponsor() {
    Kit kit;
    Person& person = kit.person("p");
    Transaction none = kit.registration(person, false);
    none.cosigners.clear();
    QCOMPARE(name(kit.run(none).code), "BAD_COSIGNATURE");
    Transaction gateway = kit.registration(person, false);
    gateway.cosigners = {{kit.org(0).id, kit.org(0).gateway}};
    QCOMPARE(name(kit.run(gateway).code), "BAD_COSIGNATURE");
    Transaction tampered = kit.registration(person, false);
    kit.seal(tampered);
    tampered.cosigs[0].data()[5] ^= std::byte{1};
    QCOMPARE(name(kit.run(encodeTransaction(tampered)).code), "BAD_COSIGNATURE");
    Transaction extra = kit.registration(person, false);
    extra.cosigners.push_back({kit.org(1).id, kit.org(1).attestor});
    QCOMPARE(name(kit.run(extra).code), "BAD_COSIGNATURE");
}

void PartyTest::aKeyBelongsToOnePartyForEver() {
    Kit kit;
    Person& first = kit.registered("first", false);
    Person& second = kit.person("second");
    Transaction steals = kit.registration(second, false);
    std::get<RegisterParty>(steals.body).deviceKeys = {kit.newKey(second.id, "first device")};
    QCOMPARE(name(kit.run(steals).code), "KEY_IN_USE");
    Transaction unproven = kit.registration(second, false);
    std::get<RegisterParty>(unproven.body).deviceKeys = {kit.newKey(first.id, "other device")};
    QCOMPARE(name(kit.run(unproven).code), "BAD_POSSESSION");
    QVERIFY(!kit.load<PartyState>(partyKey(kit.chainId, second.id)));
}

void PartyTest::whatMakesATransactionInvalidConsumesNothing() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const auto code = [&](auto&& change, bool sealAfter = true) {
        Transaction tx = kit.grant(patient, "g", std::chrono::hours(1));
        tx.sequence = 1;
        change(tx);
        const auto before = kit.state.values();
        const Bytes bytes = sealAfter ? kit.seal(tx) : encodeTransaction(tx);
        const Refusal refusal = kit.run(bytes).code;
        const bool untouched = before == kit.state.values();
        return (untouched && isInvalid(refusal)) ? name(refusal) : "touched " + name(refusal);
    };
    QCOMPARE(code([](Transaction& tx) { tx.chainId = "other"; }), "WRONG_CHAIN");
    QCOMPARE(code([&](Transaction& tx) { tx.expiresAt = kit.time + std::chrono::seconds(1); }),
             "EXPIRED");
    QCOMPARE(code([&](Transaction& tx) {
                 tx.expiresAt = kit.time + std::chrono::hours(24) + std::chrono::seconds(2);
             }),
             "EXPIRES_TOO_LATE");
    QCOMPARE(code([&](Transaction& tx) { tx.keyId = kit.addKey("nobody"); }), "UNKNOWN_KEY");
    QCOMPARE(code([&](Transaction& tx) { tx.keyId = kit.org(0).gateway; }), "KEY_OF_ANOTHER_PARTY");
    QCOMPARE(code([&](Transaction& tx) { tx.keyId = kit.addKey("patient fetch 1"); }),
             "UNKNOWN_KEY");
    QCOMPARE(code([&](Transaction& tx) { tx.cosigners = {{kit.org(0).id, kit.org(0).attestor}}; }),
             "BAD_COSIGNATURE");
    QCOMPARE(code(
                 [&](Transaction& tx) {
                     kit.seal(tx);
                     tx.expiresAt += milliseconds(1);
                 },
                 false),
             "BAD_SIGNATURE");
    Bytes junk(100);
    QCOMPARE(name(kit.run(junk).code), "MALFORMED");
    QCOMPARE(name(kit.run(Bytes(limits::transactionBytesMax + 1)).code), "TOO_LARGE");
    // An access may wait for a minute only, a protective transaction for a month.
    Transaction access = kit.byGateway(
        kit.org(0), RecordAccess{{kit.accessItem(patient, "a", AccessBasis::Self, std::nullopt)}});
    access.expiresAt = kit.time + std::chrono::seconds(62);
    QCOMPARE(name(kit.run(access).code), "EXPIRES_TOO_LATE");
    Transaction freeze = kit.byDevice(patient, Freeze{nonceOf("f"), patient.device});
    freeze.expiresAt = kit.time + std::chrono::days(30) + std::chrono::seconds(2);
    QCOMPARE(name(kit.run(freeze).code), "EXPIRES_TOO_LATE");
}

void PartyTest::aRefusedTransactionConsumesItsSequence() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    Transaction tx = kit.grant(patient, "g", std::chrono::hours(1));
    tx.receipts.clear();
    const Bytes bytes = kit.seal(tx, false);
    QCOMPARE(name(kit.run(bytes).code), "RECEIPT_MISSING");
    QCOMPARE(name(kit.run(bytes).code), "SEQUENCE_USED");
}

void PartyTest::theSequenceWindow() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const auto code = [&](std::uint64_t sequence) {
        Transaction tx = kit.byDevice(patient, EndAttestation{}); // refused, but consumes
        tx.sequence = sequence;
        return name(kit.run(tx).code);
    };
    const QString fine = "NOT_PERMITTED";
    QCOMPARE(code(0), "SEQUENCE_USED");
    QCOMPARE(code(1025), "SEQUENCE_OUT_OF_WINDOW");
    QCOMPARE(code(1024), fine);
    QCOMPARE(code(1024), "SEQUENCE_USED");
    QCOMPARE(code(960), "SEQUENCE_OUT_OF_WINDOW");
    QCOMPARE(code(961), fine);
    QCOMPARE(code(961), "SEQUENCE_USED");
    QCOMPARE(code(1000), fine);
    QCOMPARE(code(2048), fine);
    QCOMPARE(code(2049), fine);
    QCOMPARE(code(2048), "SEQUENCE_USED");
    QCOMPARE(code(1024), "SEQUENCE_OUT_OF_WINDOW");
}

void PartyTest::sixtyTransactionsAnHour() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const auto code = [&] { return name(kit.run(kit.byDevice(patient, EndAttestation{})).code); };
    for (int i = 0; i < 60; ++i) {
        QCOMPARE(code(), "NOT_PERMITTED");
    }
    QCOMPARE(code(), "RATE_EXCEEDED");
    // Protective ones are exempt.
    QCOMPARE(name(kit.run(kit.byDevice(patient, Revoke{{kit.grantId(patient, "g")}})).code),
             "ACCEPTED");
    kit.time += std::chrono::hours(1);
    QCOMPARE(code(), "NOT_PERMITTED");
}

void PartyTest::sixteenKeys() {
    Kit kit;
    Person& person = kit.registered("p", false); // two keys
    for (int i = 2; i < 16; ++i) {
        const NewKey key = kit.newKey(person.id, "extra " + std::to_string(i));
        QCOMPARE(name(kit.run(kit.byDevice(person, AddKey{key, {}})).code), "ACCEPTED");
    }
    const NewKey key = kit.newKey(person.id, "one too many");
    QCOMPARE(name(kit.run(kit.byDevice(person, AddKey{key, {}})).code), "TOO_MANY_KEYS");
    const KeyId gone = kit.addKey("extra 2");
    QCOMPARE(name(kit.run(kit.draft(person.id, person.recovery, RemoveKey{gone, {}})).code),
             "ACCEPTED");
    QCOMPARE(name(kit.run(kit.byDevice(person, AddKey{key, {}})).code), "ACCEPTED");
}

void PartyTest::aDevicesRemovalWaits() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const NewKey second = kit.newKey(patient.id, "second");
    const KeyId secondId = kit.addKey("second");
    QCOMPARE(name(kit.run(kit.byDevice(patient, AddKey{second, {}})).code), "ACCEPTED");
    QCOMPARE(name(kit.run(kit.byDevice(patient, RemoveKey{patient.recovery, {}})).code),
             "UNKNOWN_TARGET_KEY");
    QCOMPARE(name(kit.run(kit.byDevice(patient, RemoveKey{secondId, {}})).code), "ACCEPTED");
    QVERIFY(kit.load<PendingState>(pendingKey(kit.chainId, patient.id, secondId)));
    QCOMPARE(name(kit.run(kit.byDevice(patient, RemoveKey{secondId, {}})).code), "REMOVAL_PENDING");
    const Instant end = *kit.load<KeyState>(keyKey(kit.chainId, secondId))->removedFrom;
    QVERIFY(end - kit.time > std::chrono::hours(71));
    kit.time = end - std::chrono::seconds(2);
    Transaction last = kit.draft(patient.id, secondId, Revoke{{kit.grantId(patient, "a")}});
    QCOMPARE(name(kit.run(last).code), "ACCEPTED");
    Transaction late = kit.draft(patient.id, secondId, Revoke{{kit.grantId(patient, "b")}});
    QCOMPARE(name(kit.run(late).code), "KEY_REMOVED");
}

void PartyTest::aFreezeStopsTheKeyAndWhatItAdded() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const auto add = [&](const KeyId& by, const std::string& label) {
        const NewKey key = kit.newKey(patient.id, label);
        CHECK(kit.run(kit.draft(patient.id, by, AddKey{key, {}})).code == Refusal::Accepted);
        return kit.addKey(label);
    };
    const KeyId second = add(patient.device, "second");
    const KeyId third = add(second, "third");
    const KeyId safe = add(patient.recovery, "safe");
    // The way from device to third leads over a removed key.
    QCOMPARE(name(kit.run(kit.draft(patient.id, patient.recovery, RemoveKey{second, {}})).code),
             "ACCEPTED");
    const auto freeze = [&](const KeyId& by, const KeyId& target, const std::string& nonce) {
        return kit.draft(patient.id, by, Freeze{nonceOf(nonce), target});
    };
    QCOMPARE(name(kit.run(freeze(safe, patient.recovery, "r")).code), "UNKNOWN_TARGET_KEY");
    Transaction first = freeze(safe, patient.device, "f");
    const Bytes bytes = kit.seal(first);
    QCOMPARE(name(kit.run(bytes).code), "ACCEPTED");
    QCOMPARE(name(kit.run(bytes).code), "EFFECT_HOLDS");
    QCOMPARE(name(kit.run(freeze(safe, patient.device, "again")).code), "EFFECT_HOLDS");
    for (const KeyId& key : {patient.device, third}) {
        QCOMPARE(name(kit.run(kit.draft(patient.id, key, EndAttestation{})).code), "KEY_FROZEN");
    }
    QCOMPARE(name(kit.run(kit.draft(patient.id, safe, EndAttestation{})).code), "NOT_PERMITTED");

    const auto id = objectIdFrom<FreezeId>(kit.chainId, patient.id, nonceOf("f"));
    QCOMPARE(name(kit.run(kit.draft(patient.id, safe, Unfreeze{id})).code), "NOT_PERMITTED");
    QCOMPARE(name(kit.run(kit.draft(patient.id, patient.recovery, Unfreeze{id})).code), "ACCEPTED");
    QVERIFY(kit.lastRow(patient).type == LogEventType::Unfreeze);
    QCOMPARE(name(kit.run(kit.draft(patient.id, third, EndAttestation{})).code), "NOT_PERMITTED");
    QCOMPARE(name(kit.run(bytes).code), "EFFECT_HOLDS"); // the old bytes cannot freeze once more
    QCOMPARE(name(kit.run(kit.draft(patient.id, patient.recovery, Unfreeze{id})).code),
             "UNKNOWN_FREEZE");
}

void PartyTest::aNewEpochHandsOver() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const auto next = [&](std::uint32_t replaces, std::uint32_t epoch) {
        return kit.byDevice(patient, SetLogKey{EpochNumber(replaces),
                                               kit.logKeySetup(patient, EpochNumber(epoch))});
    };
    kit.time += std::chrono::minutes(1);
    QCOMPARE(name(kit.run(next(2, 3)).code), "STALE_VERSION");
    QCOMPARE(name(kit.run(next(1, 3)).code), "STALE_EPOCH");
    Transaction wrong = next(1, 2);
    std::get<SetLogKey>(wrong.body).setup.archive.bodies[0].recipient = patient.logKey;
    QCOMPARE(name(kit.run(wrong).code), "WRONG_RECIPIENT");
    const Digest head = kit.patient(patient).head;
    QCOMPARE(name(kit.run(next(1, 2)).code), "ACCEPTED");
    const auto epoch = *kit.load<EpochState>(epochKey(kit.chainId, patient.id, EpochNumber(2)));
    QVERIFY(epoch.firstRow == LogSequence(2));
    QVERIFY(epoch.headBefore == head);
    QVERIFY(kit.lastRow(patient).epoch == EpochNumber(2));
    QCOMPARE(name(kit.run(next(2, 3)).code), "TOO_SOON");
    QCOMPARE(name(kit.run(kit.grant(patient, "old epoch", std::chrono::hours(1))).code),
             "STALE_EPOCH");
    patient.epoch = EpochNumber(2);
    patient.logKey = sealingKeyOf("patient log 2");
    QCOMPARE(name(kit.run(kit.grant(patient, "new epoch", std::chrono::hours(1))).code),
             "ACCEPTED");
}

void PartyTest::mailboxesAreReplacedByVersion() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    const auto set = [&](std::uint64_t replaces, std::vector<PartyId> mailboxes) {
        return name(kit.run(kit.byDevice(patient, SetMailboxes{replaces, mailboxes, {}})).code);
    };
    QCOMPARE(set(1, {kit.org(2).id, kit.org(3).id}), "STALE_VERSION");
    QCOMPARE(set(0, {kit.org(2).id, kit.org(2).id}), "NOT_A_MAILBOX");
    QCOMPARE(set(0, {kit.org(2).id, patient.id}), "UNKNOWN_ORGANIZATION");
    QCOMPARE(set(0, {kit.org(2).id, kit.org(3).id}), "ACCEPTED");
    QCOMPARE(name(kit.run(kit.grant(patient, "g", std::chrono::hours(1))).code), "RECEIPT_INVALID");
    patient.mailboxes = {kit.org(2).id, kit.org(3).id};
    QCOMPARE(name(kit.run(kit.grant(patient, "h", std::chrono::hours(1))).code), "ACCEPTED");
}

void PartyTest::staffIdsAreForLife() {
    Kit kit;
    Person& a = kit.registered("a", false);
    Person& b = kit.registered("b", false);
    int number = 0;
    const auto attest = [&](const PartyId& who, const std::string& staff, std::size_t org = 0) {
        return name(
            kit.run(kit.byAttestor(kit.org(org),
                                   Attest{nonceOf("n" + std::to_string(++number)), who,
                                          AttestedRole::Nurse, idCast<StaffId>(digestOf(staff)),
                                          digestOf("card"), kit.time,
                                          kit.time + std::chrono::hours(1)}))
                .code);
    };
    QCOMPARE(attest(a.id, "1"), "ACCEPTED");
    QCOMPARE(attest(a.id, "1"), "ACCEPTED");
    QCOMPARE(attest(a.id, "2"), "STAFF_ID_TAKEN");
    QCOMPARE(attest(b.id, "1"), "STAFF_ID_TAKEN");
    QCOMPARE(attest(b.id, "1", 1), "ACCEPTED");
    QCOMPARE(attest(kit.org(1).id, "3"), "UNKNOWN_PARTY");
    const auto id = objectIdFrom<AttestationId>(kit.chainId, kit.org(0).id, nonceOf("n1"));
    QCOMPARE(name(kit.run(kit.byAttestor(kit.org(1), EndAttestation{id})).code),
             "UNKNOWN_ATTESTATION");
    QCOMPARE(name(kit.run(kit.byAttestor(kit.org(0), EndAttestation{id})).code), "ACCEPTED");
    QCOMPARE(name(kit.run(kit.byAttestor(kit.org(0), EndAttestation{id})).code),
             "ATTESTATION_NOT_ACTIVE");
}

void PartyTest::onBehalfIsRefusedWithoutDelegations() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    Transaction tx = kit.grant(patient, "g", std::chrono::hours(1));
    tx.onBehalf = OnBehalf{patient.id, DelegationId()};
    QCOMPARE(name(kit.run(tx).code), "UNKNOWN_DELEGATION");
}

void PartyTest::reservedKindsAreUnknown() {
    Kit kit;
    Person& patient = kit.registered("patient", true);
    Transaction tx = kit.byDevice(patient, Unfreeze{});
    Bytes bytes = kit.seal(tx);
    // The kind stands behind the key 8; Unfreeze is 6.
    const Bytes before{std::byte{8}, std::byte{6}, std::byte{9}};
    const auto at = std::search(bytes.begin(), bytes.end(), before.begin(), before.end());
    QVERIFY(at != bytes.end());
    *(at + 1) = std::byte{7};
    QCOMPARE(name(kit.run(bytes).code), "UNKNOWN_KIND");
}

void PartyTest::genesisRefusesAKeyTwice() {
    Kit kit;
    QVERIFY(*decodeGenesis(encodeGenesis(kit.genesis)) == kit.genesis);
    Genesis twice = kit.genesis;
    twice.organizations[1].gatewayKeys = twice.organizations[0].attestorKeys;
    QCOMPARE(genesisState(twice).error().code, ErrorCode::InvalidArgument);
    Genesis nobody = kit.genesis;
    nobody.organizations.clear();
    QCOMPARE(genesisState(nobody).error().code, ErrorCode::InvalidArgument);
}

QTEST_APPLESS_MAIN(PartyTest)
#include "party_test.moc"
