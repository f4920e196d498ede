// The bytes that a patient's log tells by, and the bytes that a reader signs: what is decoded is
// what was encoded, and nothing else is accepted.
#include "core/ports/access_body.h"
#include "core/ports/record_gateway.h"

#include <QtTest>

#include <random>

using namespace consentry;

namespace {

constexpr std::string_view chainId = "test-chain";

template <std::size_t N, class Tag> FixedBytes<N, Tag> filled(int seed) {
    FixedBytes<N, Tag> value;
    for (std::size_t i = 0; i < N; ++i) {
        value.data()[i] = static_cast<std::byte>(static_cast<std::size_t>(seed) * 31 + i);
    }
    return value;
}

NameCard someCard() {
    return {filled<32, PartyIdTag>(1), "QH-1042",  "doctor",       "韩知远医生",
            "Dr Han Zhiyuan",          "内分泌科", "Endocrinology"};
}

ReadRequest someRequest() {
    ReadRequest request;
    request.custodian = filled<32, PartyIdTag>(2);
    request.reader = filled<32, PartyIdTag>(3);
    request.readerKey = filled<32, KeyIdTag>(4);
    request.patient = filled<32, PartyIdTag>(5);
    request.basis = consent::Basis::Grant;
    request.basisId = filled<32, DigestTag>(6);
    request.attestation = filled<32, AttestationIdTag>(7);
    request.purpose = "TREAT";
    request.resourceTypes = {"Observation", "Condition"};
    request.createdAt = instantFromMillis(1'795'000'000'000);
    request.nonce = randomNonce();
    return request;
}

AccessBody someBody() {
    AccessBody body;
    body.signedRequest = encodeReadRequest(chainId, someRequest());
    body.readerKey = filled<32, SigningPublicKeyTag>(8);
    body.reader = someCard();
    body.permitted = true;
    body.rule = 1;
    body.matched = 2;
    body.items = {{filled<32, RecordDigestTag>(9), "Observation", "葡萄糖"},
                  {filled<32, RecordDigestTag>(10), "Condition", ""}};
    return body;
}

EmergencyBody someEmergency() {
    return {someCard(), "昏迷送医"};
}

Result<ReadRequest> decodeRequest(ByteView bytes) {
    return decodeReadRequest(chainId, bytes);
}
Bytes encodeRequest(const ReadRequest& request) {
    return encodeReadRequest(chainId, request);
}

/// Cut, lengthened and altered bytes are refused, or are the only encoding of something else.
template <class Value, class Encode, class Decode>
void checkStrict(const Value& value, Encode encode, Decode decode) {
    const Bytes whole = encode(value);
    const auto back = decode(whole);
    QVERIFY(back.has_value());
    QVERIFY(*back == value);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY2(!decode(ByteView(whole).first(size)), qPrintable(QString::number(size)));
    }
    Bytes longer = whole;
    longer.push_back(std::byte{0});
    QVERIFY(!decode(longer));
    const std::uint64_t seed = 5;
    std::mt19937_64 random(seed);
    for (int round = 0; round < 20'000; ++round) {
        Bytes altered = whole;
        altered[random() % altered.size()] ^= static_cast<std::byte>(1U << (random() % 8));
        if (const auto other = decode(altered)) {
            QVERIFY2(!(*other == value), "two encodings of one value");
            QVERIFY2(equal(encode(*other), altered), "not the encoding that it is encoded as");
        }
    }
}

} // namespace

class LogBodyCodecTest : public QObject {
    Q_OBJECT
private slots:
    void nameCardHasOneEncoding() { checkStrict(someCard(), encodeNameCard, decodeNameCard); }
    void accessBodyHasOneEncoding() { checkStrict(someBody(), encodeAccessBody, decodeAccessBody); }
    void emergencyBodyHasOneEncoding() {
        checkStrict(someEmergency(), encodeEmergencyBody, decodeEmergencyBody);
    }
    void readRequestHasOneEncoding() { checkStrict(someRequest(), encodeRequest, decodeRequest); }

    void readRequestWithoutBasisAndAttestationComesBack() {
        ReadRequest own = someRequest();
        own.basis = consent::Basis::Self;
        own.basisId.reset();
        own.attestation.reset();
        own.resourceTypes.clear();
        checkStrict(own, encodeRequest, decodeRequest);
    }

    void readRequestOfAnotherLedgerIsRefused() {
        QVERIFY(!decodeReadRequest("other-chain", encodeRequest(someRequest())));
    }

    void readRequestKeepsItsLimits() {
        ReadRequest request = someRequest();
        request.purpose = std::string(64, 'A');
        request.resourceTypes.assign(64, std::string(64, 'B'));
        QVERIFY(decodeRequest(encodeRequest(request)));
        request.purpose += 'A';
        QCOMPARE(decodeRequest(encodeRequest(request)).error().code, ErrorCode::TooLarge);
        request.purpose = "TREAT";
        request.resourceTypes.emplace_back("C");
        QCOMPARE(decodeRequest(encodeRequest(request)).error().code, ErrorCode::TooLarge);
    }

    void nameCardKeepsItsLimits() {
        NameCard card = someCard();
        card.departmentEn = std::string(256, 'x');
        QVERIFY(decodeNameCard(encodeNameCard(card)));
        card.departmentEn += 'x';
        QCOMPARE(decodeNameCard(encodeNameCard(card)).error().code, ErrorCode::TooLarge);
    }

    void emergencyKeepsItsLimit() {
        EmergencyBody body = someEmergency();
        body.reason = std::string(EmergencyBody::reasonMax, 'x');
        QVERIFY(decodeEmergencyBody(encodeEmergencyBody(body)));
        body.reason += 'x';
        QCOMPARE(decodeEmergencyBody(encodeEmergencyBody(body)).error().code, ErrorCode::TooLarge);
    }

    void nameCardDigestSpeaksOfEveryFieldAndOfTheLedger() {
        const Digest digest = nameCardDigest(chainId, someCard());
        QVERIFY(nameCardDigest("other-chain", someCard()) != digest);
        for (std::string NameCard::* field :
             {&NameCard::staffId, &NameCard::role, &NameCard::nameZh, &NameCard::nameEn,
              &NameCard::departmentZh, &NameCard::departmentEn}) {
            NameCard other = someCard();
            other.*field += "!";
            QVERIFY(nameCardDigest(chainId, other) != digest);
        }
        NameCard other = someCard();
        other.organization = filled<32, PartyIdTag>(99);
        QVERIFY(nameCardDigest(chainId, other) != digest);
    }

    /// Never more than a sealed body holds, and always the true number of what matched.
    void longAccessIsShortenedAndStillStatesHowManyMatched() {
        AccessBody body = someBody();
        body.matched = 5000;
        ReleasedItem item;
        item.resourceType = "Observation";
        item.title.assign(255, 'x');
        item.title += "中文";
        body.items.assign(5000, item);
        const Bytes encoded = encodeAccessBody(body);
        QVERIFY(encoded.size() <= 32'768 - 36);
        const auto back = decodeAccessBody(encoded);
        QVERIFY(back.has_value());
        QCOMPARE(back->matched, 5000U);
        QVERIFY(!back->items.empty() && back->items.size() <= AccessBody::itemsMax);
        // Cut between characters.
        QCOMPARE(back->items.front().title, std::string(255, 'x'));
    }

    void accessThatListsMoreThanMatchedIsRefused() {
        AccessBody body = someBody();
        body.matched = 1;
        QCOMPARE(decodeAccessBody(encodeAccessBody(body)).error().code, ErrorCode::TooLarge);
    }
};

QTEST_APPLESS_MAIN(LogBodyCodecTest)
#include "log_body_codec_test.moc"
