// A record hangs on its anchor by salt, place and path, or not at all.
#include "core/base/cbor.h"
#include "core/hospital/anchor_records.h"
#include "core/ports/anchor_link_codec.h"

#include <QtTest>

#include <set>

using namespace consentry;

namespace {

constexpr std::string_view chainId = "test-chain";

std::vector<RecordDigest> digests(std::size_t count) {
    std::vector<RecordDigest> list(count);
    for (std::size_t i = 0; i < count; ++i) {
        list[i].data()[0] = static_cast<std::byte>(i);
        list[i].data()[1] = static_cast<std::byte>(i >> 8U);
    }
    return list;
}

} // namespace

class AnchorLinkTest : public QObject {
    Q_OBJECT
private slots:
    void everyRecordHangsOnItsTree_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("depth");
        QTest::newRow("one") << 1 << 4;
        QTest::newRow("sixteen") << 16 << 4;
        QTest::newRow("seventeen") << 17 << 5;
        QTest::newRow("three hundred") << 300 << 9;
    }
    void everyRecordHangsOnItsTree() {
        QFETCH(int, count);
        QFETCH(int, depth);
        const auto records = digests(static_cast<std::size_t>(count));
        const auto tree = hospital::buildAnchorTree(chainId, records);
        QCOMPARE(tree.links.size(), records.size());
        for (std::size_t i = 0; i < records.size(); ++i) {
            QCOMPARE(tree.links[i].path.size(), std::size_t(depth));
            QVERIFY(verifyAnchorLink(chainId, records[i], tree.links[i], tree.root));
        }
    }

    void anythingChangedIsFound() {
        const auto records = digests(20);
        const auto tree = hospital::buildAnchorTree(chainId, records);
        const AnchorLink& good = tree.links[7];
        const auto holds = [&](const AnchorLink& link) {
            return verifyAnchorLink(chainId, records[7], link, tree.root).has_value();
        };
        QVERIFY(holds(good));

        AnchorLink link = good;
        link.salt.data()[5] ^= std::byte{1};
        QVERIFY(!holds(link));
        for (std::uint32_t index = 0; index < 200; ++index) {
            link = good;
            link.leafIndex = index;
            QCOMPARE(holds(link), index == good.leafIndex);
        }
        // The same path below, another tree above: the index must end at the root.
        link = good;
        link.leafIndex += 32;
        QVERIFY(!holds(link));
        for (std::size_t step = 0; step < good.path.size(); ++step) {
            link = good;
            link.path[step].data()[0] ^= std::byte{1};
            QVERIFY(!holds(link));
        }
        link = good;
        link.path.pop_back();
        QVERIFY(!holds(link));
        link = good;
        link.path.emplace_back();
        QVERIFY(!holds(link));

        QVERIFY(!verifyAnchorLink(chainId, records[8], good, tree.root));
        QVERIFY(!verifyAnchorLink("other-chain", records[7], good, tree.root));
        QVERIFY(!verifyAnchorLink(chainId, records[7], good, Digest()));
    }

    /// A bare digest of a glucose value can be guessed; equal records get different leaves.
    void equalRecordsDoNotLookAlike() {
        const std::vector<RecordDigest> twice(2);
        const auto tree = hospital::buildAnchorTree(chainId, twice);
        QVERIFY(tree.links[0].salt != tree.links[1].salt);
        QVERIFY(anchorLeaf(chainId, tree.links[0].salt, twice[0]) !=
                anchorLeaf(chainId, tree.links[1].salt, twice[1]));
        QVERIFY(hospital::buildAnchorTree(chainId, twice).root != tree.root);
    }

    /// Who gets some of the records must not see by gaps in the places what was held back.
    void placesAreDrawnByLot() {
        std::set<std::vector<std::uint32_t>> orders;
        std::set<std::uint32_t> firstPlaces;
        for (int round = 0; round < 200; ++round) {
            const auto tree = hospital::buildAnchorTree(chainId, digests(10));
            std::vector<std::uint32_t> order;
            for (const AnchorLink& link : tree.links) {
                order.push_back(link.leafIndex);
            }
            QCOMPARE(std::set(order.begin(), order.end()).size(), order.size());
            firstPlaces.insert(order.front());
            orders.insert(std::move(order));
        }
        QCOMPARE(orders.size(), std::size_t(200));
        // Each of the 16 places came first at some time: missing one has a chance of 1 in 10,000.
        QVERIFY(firstPlaces.size() >= 14);
    }

    void linkHasOneEncoding() {
        AnchorLink link = hospital::buildAnchorTree(chainId, digests(3)).links[2];
        const Bytes whole = encodeAnchorLink(link);
        const auto back = decodeAnchorLink(whole);
        QVERIFY(back && *back == link);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(!decodeAnchorLink(ByteView(whole).first(size)));
        }
        Bytes longer = whole;
        longer.push_back(std::byte{0});
        QVERIFY(!decodeAnchorLink(longer));
        link.path.resize(33);
        QVERIFY(!decodeAnchorLink(encodeAnchorLink(link)));
        // An index that does not fit is no index of another record.
        CborWriter writer;
        writer.array(4).byteString(link.anchor.view()).unsignedInt((1ULL << 32U) + 2);
        writer.byteString(link.salt.view()).array(0);
        QVERIFY(!decodeAnchorLink(std::move(writer).bytes()));
    }
};

QTEST_APPLESS_MAIN(AnchorLinkTest)
#include "anchor_link_test.moc"
