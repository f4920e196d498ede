// What a node is asked about a log and what it answers: one encoding, with limits.
#include "core/base/cbor.h"
#include "core/ports/log_query.h"

#include <QtTest>

#include <random>

using namespace consentry;

namespace {

LogQuery someQuery() {
    const SigningKey key = SigningKey::generate();
    LogQuery query;
    query.patient.data()[3] = std::byte{7};
    query.from = LogSequence(70'000);
    query.limit = LogQuery::logPageMax;
    query.signedAt = instantFromMillis(1'795'000'000'123);
    query.fetchKey = key.publicKey();
    query.signature = key.sign(logQueryPreimage("chain", query));
    return query;
}

LogPage somePage() {
    LogPage page;
    page.rows = {Bytes(3, std::byte{1}), Bytes(), Bytes(LogPage::rowBytesMax, std::byte{2})};
    page.more = true;
    return page;
}

/// Cut, lengthened or changed bytes are refused or mean something else, never the same.
template <class Decode, class Encode>
void mutate(const Bytes& whole, const Decode& decode, const Encode& encode) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY(!decode(ByteView(whole).first(size)));
    }
    Bytes longer = whole;
    longer.push_back(std::byte{0});
    QVERIFY(!decode(longer));
    std::mt19937_64 random(5);
    for (int round = 0; round < 3000; ++round) {
        Bytes changed = whole;
        changed[random() % changed.size()] ^= static_cast<std::byte>(1 + random() % 255);
        if (const auto decoded = decode(changed)) {
            QVERIFY(encode(*decoded) == changed);
        }
    }
}

} // namespace

class LogQueryTest : public QObject {
    Q_OBJECT
private slots:
    void queryHasOneEncoding() {
        const LogQuery query = someQuery();
        const Bytes whole = encodeLogQuery(query);
        QVERIFY(*decodeLogQuery(whole) == query);
        QVERIFY(verifySignature(query.fetchKey, logQueryPreimage("chain", *decodeLogQuery(whole)),
                                query.signature));
        mutate(whole, decodeLogQuery, encodeLogQuery);
    }

    void queryKeepsItsLimits() {
        LogQuery query = someQuery();
        const auto withLimit = [&](std::uint32_t limit) {
            // Written by hand: the encoder refuses what no honest asker sends.
            CborWriter writer;
            writer.map(6).unsignedInt(0).byteString(query.patient.view());
            writer.unsignedInt(1).unsignedInt(0).unsignedInt(2).unsignedInt(limit);
            writer.unsignedInt(3).unsignedInt(1).unsignedInt(4).byteString(query.fetchKey.view());
            writer.unsignedInt(5).byteString(query.signature.view());
            return decodeLogQuery(writer.bytes());
        };
        QVERIFY(withLimit(1));
        QVERIFY(withLimit(LogQuery::logPageMax));
        QVERIFY(withLimit(LogQuery::logPageMax + 1).error().code == ErrorCode::TooLarge);
        QVERIFY(withLimit(0).error().code == ErrorCode::Malformed);
    }

    void pageHasOneEncoding() {
        const LogPage page = somePage();
        const Bytes whole = encodeLogPage(page);
        QVERIFY(*decodeLogPage(whole) == page);
        QVERIFY(*decodeLogPage(encodeLogPage({})) == LogPage());
        mutate(whole, decodeLogPage, encodeLogPage);
    }

    void pageKeepsItsLimits() {
        LogPage page;
        page.rows.emplace_back(LogPage::rowBytesMax + 1);
        QVERIFY(decodeLogPage(encodeLogPage(page)).error().code == ErrorCode::TooLarge);
        page.rows.assign(LogQuery::logPageMax, Bytes(1));
        QVERIFY(decodeLogPage(encodeLogPage(page)));
        page.rows.emplace_back(1);
        QVERIFY(decodeLogPage(encodeLogPage(page)).error().code == ErrorCode::TooLarge);
    }
};

QTEST_APPLESS_MAIN(LogQueryTest)
#include "log_query_test.moc"
