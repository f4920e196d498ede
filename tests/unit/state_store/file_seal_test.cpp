// What is written for one place of one file of one store reads as nothing anywhere else.
#include "core/adapters/state_store/file_seal.h"

#include <QtTest>

#include <set>

using namespace consentry;

namespace {

StoreId storeId(std::uint8_t number) {
    StoreId id;
    *id.data() = std::byte{number};
    return id;
}

std::string masked(const FileSeal& seal, std::string bytes, std::uint64_t offset) {
    seal.mask(bytes.data(), bytes.size(), offset);
    return bytes;
}

} // namespace

class FileSealTest : public QObject {
    Q_OBJECT
private slots:
    void framesReadBack();
    void aLongContentIsSeveralFrames();
    void framesBelongToOnePlace();
    void everyBitOfAFrameCounts();
    void aWholeFrameBehindOthersIsFound();
    void maskingTwiceIsNothing();
    void masksBelongToOnePlace();
};

void FileSealTest::framesReadBack() {
    const FileSeal seal(storeId(1), "000003.log");
    std::string file;
    for (const char* content : {"a batch", "another", "x"}) {
        file += seal.framed(content, file.size());
    }
    const auto frames = seal.readFrames(file);
    QCOMPARE(frames.content, std::string("a batchanotherx"));
    QCOMPARE(frames.wholeBytes, std::uint64_t{file.size()});
    QVERIFY(!frames.nextWhole);
    QVERIFY(seal.framed("", 0).empty());
    QCOMPARE(seal.readFrames("").wholeBytes, std::uint64_t{0});
}

void FileSealTest::aLongContentIsSeveralFrames() {
    const FileSeal seal(storeId(1), "000003.log");
    const std::string longest(FileSeal::frameContentMax, 'l');
    QCOMPARE(seal.framed(longest, 0).size(), longest.size() + FileSeal::frameOverhead);
    const std::string two = seal.framed(longest + "m", 0);
    QCOMPARE(two.size(), longest.size() + 1 + 2 * FileSeal::frameOverhead);
    QVERIFY(seal.readFrames(two).content == longest + "m");
}

void FileSealTest::framesBelongToOnePlace() {
    const FileSeal seal(storeId(1), "000003.log");
    const std::string frame = seal.framed("a batch", 0);
    QCOMPARE(FileSeal(storeId(2), "000003.log").readFrames(frame).wholeBytes, std::uint64_t{0});
    QCOMPARE(FileSeal(storeId(1), "000004.log").readFrames(frame).wholeBytes, std::uint64_t{0});
    QCOMPARE(seal.readFrames(frame + frame).wholeBytes, std::uint64_t{frame.size()});
    QVERIFY(!seal.readFrames(frame + frame).nextWhole);
}

void FileSealTest::everyBitOfAFrameCounts() {
    const FileSeal seal(storeId(1), "000003.log");
    const std::string frame = seal.framed("a batch", 0);
    for (std::size_t bit = 0; bit < 8 * frame.size(); ++bit) {
        std::string changed = frame;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
        QCOMPARE(seal.readFrames(changed).wholeBytes, std::uint64_t{0});
    }
    for (std::size_t length = 0; length < frame.size(); ++length) {
        QCOMPARE(seal.readFrames(frame.substr(0, length)).wholeBytes, std::uint64_t{0});
    }
}

void FileSealTest::aWholeFrameBehindOthersIsFound() {
    const FileSeal seal(storeId(1), "000003.log");
    const std::string first = seal.framed("first", 0);
    std::string file = first + seal.framed("second", first.size());
    const std::uint64_t third = file.size();
    file += seal.framed("third", third);
    file[first.size() + FileSeal::frameOverhead] = 'S';
    const auto frames = seal.readFrames(file);
    QCOMPARE(frames.content, std::string("first"));
    QCOMPARE(frames.nextWhole.value_or(0), third);
}

void FileSealTest::maskingTwiceIsNothing() {
    const FileSeal seal(storeId(1), "000005.ldb");
    const std::string content(1000, 'c');
    const std::string onDisk = masked(seal, content, 0);
    QVERIFY(masked(seal, onDisk, 0) == content);
    // Whatever piece is read or written: the mask is one of the whole file.
    for (std::size_t at = 0; at < 40; ++at) {
        for (std::size_t count = 0; count < 40; ++count) {
            QVERIFY(masked(seal, onDisk.substr(at, count), at) == content.substr(at, count));
        }
    }
}

void FileSealTest::masksBelongToOnePlace() {
    const std::string content(64, '\0');
    std::set<std::string> seen;
    for (const std::uint8_t store : {std::uint8_t{1}, std::uint8_t{2}}) {
        for (const char* name : {"000005.ldb", "000006.ldb"}) {
            for (const std::uint64_t offset : {0U, 64U, 4096U}) {
                seen.insert(masked(FileSeal(storeId(store), name), content, offset));
            }
        }
    }
    QCOMPARE(seen.size(), std::size_t{12});
    QVERIFY(!seen.contains(content));
}

QTEST_APPLESS_MAIN(FileSealTest)
#include "file_seal_test.moc"
