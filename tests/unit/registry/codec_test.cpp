// There is one valid encoding of everything, and nothing else is accepted.
#include "tests/unit/registry/governance_run.h"
#include "tests/unit/registry/random_run.h"

#include "core/base/cbor.h"
#include "core/crypto/hash.h"
#include "core/registry/log_chain.h"
#include "core/registry/log_event.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;

namespace {

/// One valid transaction of each kind, by their numbers, with two for the richest.
std::map<TransactionKind, Bytes> examples() {
    std::map<TransactionKind, Bytes> found;
    const auto collect = [&](Kit& kit, auto run, std::size_t wanted) {
        for (int i = 0; i < 3000 && found.size() < wanted; ++i) {
            const std::vector<Bytes> block = run.nextBlock();
            kit.apply(block, run.nextStep());
            for (const Bytes& bytes : block) {
                if (const auto tx = decodeTransaction(bytes)) {
                    found.try_emplace(tx->kind(), bytes);
                }
            }
        }
    };
    Kit kit;
    collect(kit, RandomRun(kit, 7), std::variant_size_v<Body> - GovernanceRun::kinds);
    Kit governed(5, {}, Governance::KOfN);
    collect(governed, GovernanceRun(governed, 7), std::variant_size_v<Body>);
    return found;
}

void seeds(const char* folder, const std::string& name, const Bytes& bytes) {
    const QString target = qEnvironmentVariable("CONSENTRY_WRITE_CORPUS");
    if (!target.isEmpty()) {
        QDir().mkpath(target + '/' + folder);
        QFile file(target + '/' + folder + '/' + QString::fromStdString(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    }
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void decodingAndEncodingGiveTheSameBytes();
    void everyCutAndEveryAppendedByteIsRefused();
    void aFlippedByteIsRefusedOrAnotherTransaction();
    void otherEncodingsOfTheSameContentAreRefused();
    void everySignedFieldIsUnderTheSignature();
    void limitsHoldAtTheLimitAndOneBeyond();
    void malformedItemsAreRefused();
    void rowsHaveOneEncoding();
    void aLogChainNamesTheWrongRow();
    void stateObjectsHaveOneEncoding();
};

void CodecTest::decodingAndEncodingGiveTheSameBytes() {
    const auto all = examples();
    QCOMPARE(all.size(), std::variant_size_v<Body>);
    Bytes block;
    for (const auto& [kind, bytes] : all) {
        const auto tx = decodeTransaction(bytes);
        QVERIFY(tx.has_value());
        QVERIFY(encodeTransaction(*tx) == bytes);
        seeds("transaction", std::string(transactionKindName(kind)) + ".cbor", bytes);
        CborWriter framed;
        framed.byteString(bytes);
        append(block, framed.bytes());
    }
    seeds("block", "one_of_each.cbor", block);
}

void CodecTest::everyCutAndEveryAppendedByteIsRefused() {
    for (const auto& [kind, bytes] : examples()) {
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            QVERIFY(!decodeTransaction(ByteView(bytes).first(length)));
        }
        for (unsigned value = 0; value < 256; ++value) {
            Bytes longer = bytes;
            longer.push_back(static_cast<std::byte>(value));
            QVERIFY(!decodeTransaction(longer));
        }
    }
}

void CodecTest::aFlippedByteIsRefusedOrAnotherTransaction() {
    for (const auto& [kind, bytes] : examples()) {
        const Transaction original = *decodeTransaction(bytes);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            for (const unsigned flip : {1U, 0x20U, 0x80U, 0xFFU}) {
                Bytes other = bytes;
                other[i] ^= static_cast<std::byte>(flip);
                const auto tx = decodeTransaction(other);
                QVERIFY(!tx || (*tx != original && encodeTransaction(*tx) == other));
            }
        }
    }
}

void CodecTest::otherEncodingsOfTheSameContentAreRefused() {
    // An Unfreeze is short enough to build by hand: 11 fields without optional ones.
    Kit kit;
    Person& person = kit.person("p");
    Transaction tx = kit.draft(person.id, person.recovery, Unfreeze{});
    const Bytes bytes = kit.seal(tx);
    QVERIFY(decodeTransaction(bytes).has_value());
    const auto start = [&](CborWriter& w, std::size_t fields) -> CborWriter& {
        return w.map(fields).unsignedInt(0).unsignedInt(1).unsignedInt(1).text(kit.chainId);
    };
    const auto middle = [&](CborWriter& w) -> CborWriter& {
        w.unsignedInt(2).unsignedInt(1).unsignedInt(3).byteString(tx.party.view());
        w.unsignedInt(4).byteString(tx.keyId.view()).unsignedInt(5).unsignedInt(*tx.sequence);
        return w.unsignedInt(6).unsignedInt(static_cast<std::uint64_t>(millisOf(tx.expiresAt)));
    };
    const auto body = [&](CborWriter& w) -> CborWriter& {
        w.unsignedInt(8).unsignedInt(6).unsignedInt(9).map(1).unsignedInt(0);
        return w.byteString(std::get<Unfreeze>(tx.body).freezeId.view());
    };
    const auto end = [&](CborWriter& w) -> CborWriter& {
        w.unsignedInt(10).array(0).unsignedInt(11).array(0).unsignedInt(12).array(0);
        return w.unsignedInt(13).byteString(tx.signature.view());
    };
    CborWriter same;
    end(body(middle(start(same, 13))));
    QVERIFY(same.bytes() == bytes);

    CborWriter twice; // a field twice
    end(body(middle(start(twice, 14).unsignedInt(1).text(kit.chainId))));
    QVERIFY(!decodeTransaction(twice.bytes()));
    CborWriter unknown; // a field that nobody knows
    end(body(middle(start(unknown, 14)))).unsignedInt(14).null();
    QVERIFY(!decodeTransaction(unknown.bytes()));
    CborWriter order; // fields out of order
    end(middle(body(start(order, 13))));
    QVERIFY(!decodeTransaction(order.bytes()));
    CborWriter absent; // an absent field as null
    CborWriter& w = middle(start(absent, 14)).unsignedInt(7).null();
    end(body(w));
    QVERIFY(!decodeTransaction(absent.bytes()));
    Bytes longInteger = bytes; // version 1 in two bytes
    const std::array<std::byte, 2> one{std::byte{0x18}, std::byte{1}};
    longInteger.erase(longInteger.begin() + 2);
    longInteger.insert(longInteger.begin() + 2, one.begin(), one.end());
    QCOMPARE(decodeTransaction(longInteger).error().code, ErrorCode::NotCanonical);
    Bytes version = bytes;
    version[2] = std::byte{2};
    QCOMPARE(decodeTransaction(version).error().refusal,
             static_cast<int>(Refusal::UnsupportedVersion));
}

void CodecTest::everySignedFieldIsUnderTheSignature() {
    for (const auto& [kind, bytes] : examples()) {
        Transaction tx = *decodeTransaction(bytes);
        const Bytes before = signedBytes(tx);
        const auto changed = [&](auto&& change) {
            Transaction other = tx;
            change(other);
            return signedBytes(other) != before;
        };
        QVERIFY(changed([](Transaction& t) { t.expiresAt += milliseconds(1); }));
        QVERIFY(changed([](Transaction& t) { t.party.data()[0] ^= std::byte{1}; }));
        QVERIFY(changed([](Transaction& t) { t.chainId += "x"; }));
        QVERIFY(changed([](Transaction& t) { t.receipts.push_back({}); }));
        QVERIFY(changed([](Transaction& t) { t.cosigners.push_back({}); }));
        QVERIFY(changed(
            [](Transaction& t) { t.onBehalf.emplace().patient.data()[3] ^= std::byte{9}; }));
        QVERIFY(!changed([](Transaction& t) { t.signature = {}; }));
        QVERIFY(!changed([](Transaction& t) { t.cosigs.clear(); }));
    }
}

void CodecTest::limitsHoldAtTheLimitAndOneBeyond() {
    Kit kit;
    Person& person = kit.person("p");
    const auto revoke = [&](std::size_t count) {
        Revoke body;
        for (std::size_t i = 0; i < count; ++i) {
            body.grants.push_back(idCast<GrantId>(digestOf(std::to_string(i))));
        }
        std::ranges::sort(body.grants);
        Transaction tx = kit.byDevice(person, body);
        return decodeTransaction(kit.seal(tx)).has_value();
    };
    QVERIFY(!revoke(0));
    QVERIFY(revoke(1));
    QVERIFY(revoke(limits::revokeIdsMax));
    QVERIFY(!revoke(limits::revokeIdsMax + 1));
    const auto access = [&](std::size_t count) {
        RecordAccess body;
        body.items.assign(count, kit.accessItem(person, "a", AccessBasis::Self, std::nullopt));
        Transaction tx = kit.byGateway(kit.org(0), body);
        const Bytes bytes = kit.seal(tx, false);
        return bytes.size() <= limits::transactionBytesMax && decodeTransaction(bytes);
    };
    QVERIFY(!access(0));
    QVERIFY(access(limits::accessItemsMax));
    QVERIFY(!access(limits::accessItemsMax + 1));
    QCOMPARE(decodeTransaction(Bytes(limits::transactionBytesMax + 1)).error().code,
             ErrorCode::TooLarge);
    Transaction twice = kit.byDevice(person, Revoke{{GrantId(), GrantId()}});
    QVERIFY(!decodeTransaction(kit.seal(twice)));
    Transaction numbered = kit.byDevice(person, Revoke{{GrantId()}});
    numbered.sequence = 1;
    QVERIFY(!decodeTransaction(kit.seal(numbered)));
    Transaction unnumbered = kit.byDevice(person, Unfreeze{});
    unnumbered.sequence.reset();
    QVERIFY(!decodeTransaction(kit.seal(unnumbered)));
}

void CodecTest::malformedItemsAreRefused() {
    Kit kit;
    Person& person = kit.person("p");
    const auto accepted = [&](auto&& change) {
        AccessItem item = kit.accessItem(person, "a", AccessBasis::Grant, ObjectId());
        change(item);
        Transaction tx = kit.byGateway(kit.org(0), RecordAccess{{item}});
        return decodeTransaction(kit.seal(tx, false)).has_value();
    };
    QVERIFY(accepted([](AccessItem&) {}));
    QVERIFY(!accepted([](AccessItem& i) { i.basisId.reset(); }));
    QVERIFY(!accepted([](AccessItem& i) { i.basis = AccessBasis::Self; }));
    QVERIFY(!accepted([](AccessItem& i) { i.accessId.emplace(); }));
    QVERIFY(!accepted([](AccessItem& i) { i.count = 1; }));
    QVERIFY(!accepted([](AccessItem& i) { i.kind = AccessKind::NotDelivered; }));
    QVERIFY(!accepted([](AccessItem& i) { i.kind = AccessKind::DenialCount; }));
    QVERIFY(!accepted([](AccessItem& i) {
        i.basis = AccessBasis::None; // permitted on nothing
        i.basisId.reset();
    }));
    QVERIFY(!accepted([](AccessItem& i) { i.kind = static_cast<AccessKind>(9); }));
}

void CodecTest::rowsHaveOneEncoding() {
    LogEvent event;
    event.seq = LogSequence(300);
    event.type = LogEventType::Access;
    event.result = Refusal::GrantRevoked;
    event.bodyDigest = digestOf("a");
    const Bytes bytes = encodeLogEvent(event);
    QVERIFY(*decodeLogEvent(bytes) == event);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        QVERIFY(!decodeLogEvent(ByteView(bytes).first(length)));
    }
    event.result = static_cast<Refusal>(9999);
    QVERIFY(!decodeLogEvent(encodeLogEvent(event)));
}

void CodecTest::aLogChainNamesTheWrongRow() {
    Kit kit;
    const LogHead start = emptyLog(kit.chainId, kit.org(0).id);
    std::vector<Bytes> rows;
    LogChain whole(kit.chainId, start);
    for (std::uint64_t i = 0; i < 300; ++i) {
        LogEvent event;
        event.seq = LogSequence(i);
        event.type = LogEventType::Access;
        event.bodyDigest = digestOf(std::to_string(i));
        rows.push_back(encodeLogEvent(event));
        QVERIFY(whole.append(rows.back()).has_value());
    }
    // The chain says what the protocol says, written out once more.
    Digest head = start.head;
    for (std::uint64_t i = 0; i < rows.size(); ++i) {
        CborWriter event;
        event.array(3).text("event").text(kit.chainId).raw(rows[i]);
        CborWriter row;
        row.array(5).text("row").text(kit.chainId).byteString(head.view()).unsignedInt(i);
        row.byteString(sha256(event.bytes()).view());
        head = sha256(row.bytes());
    }
    QVERIFY(whole.head() == (LogHead{300, head}));

    LogChain cut(kit.chainId, start);
    QVERIFY(cut.append(rows[0]).has_value());
    const auto skipped = cut.append(rows[2]);
    QCOMPARE(skipped.error().code, ErrorCode::VerificationFailed);
    QVERIFY(cut.head().count == 1);
    QVERIFY(!cut.append(Bytes(10)));
    QVERIFY(!cut.append(Bytes(5000)));
    QVERIFY(cut.append(rows[1]).has_value());
    LogChain edited(kit.chainId, start);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Bytes row = rows[i];
        if (i == 17) {
            row.back() ^= std::byte{1};
        }
        QVERIFY(edited.append(row).has_value());
    }
    QVERIFY(edited.head().head != head);
}

void CodecTest::stateObjectsHaveOneEncoding() {
    KeyState key;
    key.role = KeyRole::Gateway;
    key.removedFrom = instantFromMillis(77);
    const Bytes bytes = encodeState(key);
    QVERIFY(*decodeState<KeyState>(bytes) == key);
    Bytes longer = bytes;
    longer.push_back({});
    QCOMPARE(decodeState<KeyState>(longer).error().code, ErrorCode::DamagedData);
}

QTEST_APPLESS_MAIN(CodecTest)
#include "codec_test.moc"
