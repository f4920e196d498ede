// Whatever reaches the engine's socket: a stream of messages to a real node over a store in memory.
// The first byte says whether a chain was begun. No input may do more than get an answer, lose its
// connection, or end the node in good order.
#include "core/adapters/abci/frame_reader.h"
#include "core/adapters/abci/request_handler.h"
#include "core/base/check.h"
#include "core/node/application_state.h"
#include "core/node/registry_application.h"
#include "tests/support/memory_store.h"
#include "tests/support/recording_log.h"

#include <cstdint>

namespace {

using namespace consentry;

struct FixedClock : Clock {
    Instant now() const override { return instantFromMillis(1'795'000'000'000); }
};

SigningPublicKey keyFrom(int number) {
    SigningPublicKey key;
    key.data()[0] = static_cast<std::byte>(number);
    return key;
}

ChainStart smallChain() {
    registry::Genesis genesis;
    genesis.chainId = "fuzz";
    genesis.organizations.push_back({"Only", keyFrom(1), {keyFrom(2)}, {keyFrom(3)}, {}, true});
    ChainStart start;
    start.chainId = genesis.chainId;
    start.time = instantFromMillis(1'795'000'000'000);
    start.validators.push_back({keyFrom(4), 1});
    start.applicationState = toBytes(bytesOf(node::toApplicationState(genesis)));
    return start;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const FixedClock clock;
    test::MemoryStore state(std::make_shared<test::MemoryDisk::File>());
    test::MemoryStore snapshots(std::make_shared<test::MemoryDisk::File>());
    test::RecordingLog log;
    node::NodeMetrics metrics;
    const auto application =
        node::RegistryApplication::open(state, snapshots, clock, log, metrics, {"fuzz", 0, 1});
    CHECK(application.has_value());
    if ((data[0] & 1U) != 0) {
        CHECK((*application)->startChain(smallChain()).has_value());
    }
    abci::FrameReader frames(std::size_t{1} << 20U);
    frames.add(std::as_bytes(std::span(data + 1, size - 1)));
    abci::RequestHandler handler(**application, log);
    while (true) {
        const auto message = frames.next();
        if (!message || !*message) {
            return 0;
        }
        const abci::Handled handled = handler.handle(**message);
        CHECK(handled.reply.empty() == (handled.next == abci::Next::Disconnect));
        CHECK(handled.failure.has_value() == (handled.next == abci::Next::Stop));
        if (handled.reply.empty() || handled.failure) {
            return 0;
        }
    }
}
