// What is on the chain: no name, category, purpose, code or value. Bodies are really sealed here,
// and every byte of blocks, state and rows is searched for what was in them.
#include "tests/unit/registry/registry_kit.h"

#include "core/crypto/sealed_body.h"

#include <QtTest>

#include <algorithm>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;

namespace {

const std::vector<std::string> secrets = {"Zhang Wei",  "mental-health", "TREAT",   "2339-0",
                                          "7.8 mmol/L", "Dr. Schmidt",   "diabetes"};

SealingKey privateKeyOf(std::string_view label) {
    return SealingKey::derive(digestOf(label).view());
}

class SealedRun {
public:
    Kit kit;
    Person& patient = kit.registered("patient", true);
    std::string bytesOfChain;
    int opened = 0;

    /// Seals all secrets under an object and writes digest and commitment into the transaction.
    SealedDetails seal(const PartyId& writer, const ObjectId& object,
                       std::vector<std::string> recipients) {
        std::string content;
        for (const std::string& secret : secrets) {
            content += secret + ";";
        }
        const BodyPlaintext body = *BodyPlaintext::create(bytesOf(content));
        const BodyContext context{kit.chainId, SuiteId::Suite1, writer, patient.id,
                                  idCast<Digest>(object)};
        SealedDetails details;
        details.epoch = EpochNumber(1);
        details.bodyCommit = body.commitment(kit.chainId);
        for (const std::string& recipient : recipients) {
            const SealingKey key = privateKeyOf(recipient);
            const Sealed sealed = *sealBody(body, context, key.publicKey());
            details.bodies.push_back({key.publicKey(), sealedDigest(kit.chainId, sealed)});
            // The control: whoever holds the key reads all of it.
            const auto plain = openBody(sealed, context, key);
            opened += plain && equal(plain->content(), bytesOf(content)) ? 1 : 0;
        }
        return details;
    }
    void run(Transaction tx) {
        const Bytes bytes = kit.seal(tx);
        QCOMPARE(refusalName(kit.run(bytes).code).data(), "ACCEPTED");
        bytesOfChain += textOf(bytes);
    }
    ObjectId idOf(const PartyId& party, const std::string& nonce) const {
        return objectIdOf(kit.chainId, party, nonceOf(nonce));
    }
};

} // namespace

class PrivacyTest : public QObject {
    Q_OBJECT
private slots:
    void nothingThatWasSealedIsOnTheChain();
};

void PrivacyTest::nothingThatWasSealedIsOnTheChain() {
    SealedRun s;
    const PartyId me = s.patient.id;
    const Organization& hospital = s.kit.org(2);
    s.run(s.kit.link(s.patient, hospital, "link"));
    s.run(s.kit.byDevice(s.patient,
                         SetPatientPolicy{0, s.seal(me, idCast<ObjectId>(me),
                                                    {"patient log 1", "hospital 2 inbox"})}));
    Transaction grant = s.kit.grant(s.patient, "grant", std::chrono::hours(1));
    std::get<Grant>(grant.body).details = s.seal(me, s.idOf(me, "grant"), {"patient log 1"});
    s.run(grant);
    s.run(s.kit.byGateway(hospital, AnchorBatch{nonceOf("anchor"), me, digestOf("root"),
                                                s.seal(hospital.id, s.idOf(hospital.id, "anchor"),
                                                       {"patient log 1"})}));
    Transaction access = s.kit.byGateway(
        hospital, RecordAccess{{s.kit.accessItem(s.patient, "access", AccessBasis::Grant,
                                                 s.idOf(me, "grant"), 1)}});
    const SigningPublicKey gateway = s.kit.key(hospital.gateway).publicKey();
    const SealedDetails details =
        s.seal(hospital.id, rowObjectId(access, 0, gateway), {"patient log 1"});
    AccessItem& item = std::get<RecordAccess>(access.body).items[0];
    item.bodyDigest = details.bodies[0].digest;
    item.bodyCommit = details.bodyCommit;
    s.run(access);
    QVERIFY(s.kit.lastRow(s.patient).result == Refusal::Accepted);
    Transaction emergency = s.kit.byGateway(
        hospital,
        EmergencyAccess{nonceOf("emergency"), me, s.kit.time + std::chrono::hours(1),
                        s.seal(hospital.id, s.idOf(hospital.id, "emergency"), {"patient log 1"})});
    emergency.cosigners = {{s.kit.org(3).id, s.kit.org(3).gateway}};
    s.run(emergency);
    QCOMPARE(s.opened, 6);

    for (const auto& [key, value] : s.kit.state.values()) {
        s.bytesOfChain += textOf(value);
    }
    for (const auto& [patient, rows] : s.kit.state.logs()) {
        for (const Bytes& row : rows) {
            s.bytesOfChain += textOf(row);
        }
    }
    QVERIFY(s.bytesOfChain.size() > 5000);
    QVERIFY(s.bytesOfChain.find(s.kit.chainId) != std::string::npos); // the search does find
    for (const std::string& secret : secrets) {
        QVERIFY2(s.bytesOfChain.find(secret) == std::string::npos, secret.c_str());
    }
}

QTEST_APPLESS_MAIN(PrivacyTest)
#include "privacy_test.moc"
