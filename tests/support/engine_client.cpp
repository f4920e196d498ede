#include "tests/support/engine_client.h"

#include "core/light_client/timestamp.h"
#include "tests/support/must.h"

#include <poll.h>
#include <sys/socket.h>

namespace consentry::test {
namespace {

constexpr int patienceMillis = 10'000;

std::string stringOf(ByteView bytes) {
    return std::string(textOf(bytes));
}

void put(Instant time, abci::Timestamp& target) {
    const auto stamp = light_client::Timestamp::fromInstant(time);
    target.set_seconds(stamp.seconds());
    target.set_nanos(stamp.nanos());
}

template <class Message> void put(const ProposedBlock& block, Message& target) {
    for (const Bytes& transaction : block.transactions) {
        target.add_txs(stringOf(transaction));
    }
    for (std::size_t i = 0; i < block.misbehaviours; ++i) {
        target.add_misbehavior()->set_kind(1);
    }
    target.set_height(static_cast<std::int64_t>(block.height.value));
    put(block.time, *target.mutable_time());
}

Bytes bytesOfMessage(const abci::Request& request) {
    return toBytes(bytesOf(request.SerializeAsString()));
}

} // namespace

EngineClient::EngineClient(const abci::ListenAddress& address)
    : m_socket(must(abci::connectTo(address))) {}

void EngineClient::queue(const Request& request) {
    abci::appendFrame(m_queued, bytesOfMessage(request));
}

void EngineClient::flush() {
    Request request;
    request.mutable_flush();
    queue(request);
    sendRaw(std::exchange(m_queued, {}));
}

void EngineClient::sendRaw(ByteView bytes) {
    must(abci::sendAll(m_socket, bytes, std::chrono::milliseconds(patienceMillis)));
}

/// False at the end of the stream.
bool EngineClient::readMore() {
    pollfd ready{m_socket.handle(), POLLIN, 0};
    if (::poll(&ready, 1, patienceMillis) != 1) {
        throw std::runtime_error("no answer in ten seconds");
    }
    Bytes chunk(1U << 16U);
    const ssize_t count = ::recv(m_socket.handle(), chunk.data(), chunk.size(), 0);
    if (count <= 0) {
        return false;
    }
    m_frames.add(ByteView(chunk).first(static_cast<std::size_t>(count)));
    return true;
}

EngineClient::Response EngineClient::receive() {
    while (true) {
        if (const auto frame = must(m_frames.next())) {
            Response response;
            if (!response.ParseFromArray(frame->data(), static_cast<int>(frame->size()))) {
                throw std::runtime_error("a reply that is none");
            }
            return response;
        }
        if (!readMore()) {
            throw std::runtime_error("the application closed the connection");
        }
    }
}

bool EngineClient::isClosed() {
    while (readMore()) {
    }
    return true;
}

EngineClient::Response EngineClient::call(const Request& request) {
    queue(request);
    flush();
    Response response = receive();
    if (!response.has_exception() && !receive().has_flush()) {
        throw std::runtime_error("no reply to a flush");
    }
    return response;
}

EngineClient::Response::Info EngineClient::info() {
    Request request;
    request.mutable_info();
    return call(request).info();
}

EngineClient::Response EngineClient::startChain(const ChainStart& start) {
    Request request;
    auto& init = *request.mutable_init_chain();
    put(start.time, *init.mutable_time());
    init.set_chain_id(start.chainId);
    init.set_app_state_bytes(stringOf(start.applicationState));
    init.set_initial_height(static_cast<std::int64_t>(start.initialHeight));
    for (const ChainValidator& validator : start.validators) {
        auto& added = *init.add_validators();
        added.mutable_public_key()->set_ed25519(stringOf(validator.key.view()));
        added.set_power(validator.power);
    }
    return call(request);
}

EngineClient::Response::FinalizeBlock EngineClient::finalize(const ProposedBlock& block) {
    Request request;
    put(block, *request.mutable_finalize_block());
    return call(request).finalize_block();
}

bool EngineClient::process(const ProposedBlock& block) {
    Request request;
    put(block, *request.mutable_process_proposal());
    return call(request).process_proposal().status() == Response::Verdict::ACCEPT;
}

std::vector<Bytes> EngineClient::prepare(const ProposedBlock& block, std::int64_t bytesMax) {
    Request request;
    put(block, *request.mutable_prepare_proposal());
    request.mutable_prepare_proposal()->set_max_tx_bytes(bytesMax);
    const Response response = call(request);
    std::vector<Bytes> transactions;
    for (const std::string& bytes : response.prepare_proposal().txs()) {
        transactions.push_back(toBytes(bytesOf(bytes)));
    }
    return transactions;
}

void EngineClient::commit() {
    Request request;
    request.mutable_commit();
    if (!call(request).has_commit()) {
        throw std::runtime_error("the commit failed");
    }
}

abci::TxResult EngineClient::check(ByteView transaction, bool again) {
    Request request;
    request.mutable_check_tx()->set_tx(stringOf(transaction));
    request.mutable_check_tx()->set_kind(again ? 1 : 0);
    return call(request).check_tx();
}

EngineClient::Response::Query EngineClient::query(std::string_view path, ByteView data,
                                                  std::int64_t height) {
    Request request;
    auto& query = *request.mutable_query();
    query.set_path(std::string(path));
    query.set_data(stringOf(data));
    query.set_height(height);
    query.set_prove(true);
    return call(request).query();
}

} // namespace consentry::test
