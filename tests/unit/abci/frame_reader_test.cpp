// A stream of bytes becomes messages, however it is cut, and nothing that a length promises is
// believed.
#include "core/adapters/abci/frame_reader.h"

#include <QtTest>

#include <random>

using namespace consentry;
using abci::FrameReader;

namespace {

Bytes framed(const Bytes& message) {
    Bytes frame;
    abci::appendFrame(frame, message);
    return frame;
}

ErrorCode codeOf(const Bytes& stream, std::size_t max = abci::frameBytesMax) {
    FrameReader reader(max);
    reader.add(stream);
    const auto next = reader.next();
    return next ? ErrorCode::Internal : next.error().code;
}

} // namespace

class FrameReaderTest : public QObject {
    Q_OBJECT
private slots:
    void lengthsAreUnsignedLeb128() {
        QVERIFY(framed(Bytes()) == Bytes{std::byte{0}});
        QVERIFY(framed(Bytes(127)).front() == std::byte{127});
        const Bytes longer = framed(Bytes(300));
        QCOMPARE(longer.size(), std::size_t{302});
        QVERIFY(longer[0] == std::byte{0xAC} && longer[1] == std::byte{0x02});
    }

    void aStreamMayBeCutAnywhere() {
        const std::uint64_t seed = 3;
        std::mt19937_64 random(seed);
        std::vector<Bytes> messages;
        Bytes stream;
        for (const std::size_t size : {0U, 1U, 127U, 128U, 16'383U, 16'384U, 70'000U, 5U}) {
            messages.emplace_back(size, static_cast<std::byte>(random()));
            append(stream, framed(messages.back()));
        }
        for (int round = 0; round < 200; ++round) {
            FrameReader reader;
            std::size_t found = 0;
            for (std::size_t at = 0; at < stream.size();) {
                const std::size_t most = round == 0 ? 1 : 1 + random() % 20'000;
                const std::size_t count = std::min(most, stream.size() - at);
                reader.add(ByteView(stream).subspan(at, count));
                at += count;
                while (true) {
                    const auto next = reader.next();
                    QVERIFY(next.has_value());
                    if (!*next) {
                        break;
                    }
                    QVERIFY(equal(**next, messages[found]));
                    ++found;
                }
            }
            QCOMPARE(found, messages.size());
            QVERIFY(!reader.isWithinMessage());
        }
    }

    void longMessagesAreRefusedBeforeTheyArrive() {
        QCOMPARE(codeOf(framed(Bytes(100)), 100), ErrorCode::Internal);
        QCOMPARE(codeOf(framed(Bytes(101)), 100), ErrorCode::TooLarge);
        // Two gigabytes, as the engine itself would still take.
        QCOMPARE(codeOf({std::byte{0xFF}, std::byte{0xFF}, std::byte{0xFF}, std::byte{0xFF},
                         std::byte{0x07}}),
                 ErrorCode::TooLarge);
        QCOMPARE(codeOf(Bytes(6, std::byte{0xFF})), ErrorCode::Malformed);
        QCOMPARE(codeOf(Bytes(6, std::byte{0x80})), ErrorCode::Malformed);
        FrameReader reader;
        reader.add(Bytes{std::byte{0x80}});
        QVERIFY(!*reader.next());
        QVERIFY(reader.isWithinMessage());
    }
};

QTEST_APPLESS_MAIN(FrameReaderTest)
#include "frame_reader_test.moc"
