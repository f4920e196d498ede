#include "tests/integration/load/open_loop.h"

#include "core/adapters/cometbft/engine_json.h"

#include <algorithm>
#include <thread>

namespace consentry::load {
namespace {

/// Behind its plan by more than this, an asynchronous connection fills its requests up.
constexpr std::size_t perRequestMax = cometbft::JsonRpcClient::batchMax;

/// One connection to one member with what it has to send, in order.
class Connection {
public:
    Connection(const test::Member& member, const std::vector<PreparedTransaction>& all,
               SubmitMethod method, std::vector<Sent>& sent)
        : m_rpc(m_http, {member.rpcUrl(), {}}, {}, {}), m_all(all), m_method(method), m_sent(sent) {
    }

    void add(std::size_t index) { m_mine.push_back(index); }

    void run() {
        for (std::size_t next = 0; next < m_mine.size();) {
            std::this_thread::sleep_until(m_sent[m_mine[next]].due);
            const std::size_t count = dueFrom(next);
            send(std::span(m_mine).subspan(next, count));
            next += count;
        }
    }

private:
    /// How many go into the next request: one, or asynchronously all that are due by now.
    std::size_t dueFrom(std::size_t next) const {
        std::size_t count = 1;
        const WallTime now = std::chrono::system_clock::now();
        while (m_method == SubmitMethod::Async && count < perRequestMax &&
               next + count < m_mine.size() && m_sent[m_mine[next + count]].due <= now) {
            ++count;
        }
        return count;
    }

    void send(std::span<const std::size_t> indexes) {
        std::vector<cometbft::RpcCall> calls;
        for (const std::size_t index : indexes) {
            calls.push_back(
                {m_method == SubmitMethod::Sync ? "broadcast_tx_sync" : "broadcast_tx_async",
                 R"({"tx":")" + toBase64(m_all[index].bytes) + R"("})"});
        }
        const auto replies = m_rpc.call(calls);
        const WallTime done = std::chrono::system_clock::now();
        for (std::size_t i = 0; i < indexes.size(); ++i) {
            Sent& sent = m_sent[indexes[i]];
            sent.done = done;
            const auto result = replies ? replies->result(i) : clinicalFailure(replies.error());
            const auto reply = result ? cometbft::parseBroadcast(*result)
                                      : Result<SubmitReply>(fail(result.error()));
            sent.failed = !reply;
            sent.code = reply ? reply->code : 0;
        }
    }

    static Result<clinical::JsonValue> clinicalFailure(const Error& error) { return fail(error); }

    test::PlainHttp m_http;
    cometbft::JsonRpcClient m_rpc;
    const std::vector<PreparedTransaction>& m_all;
    SubmitMethod m_method;
    std::vector<Sent>& m_sent; ///< each connection writes its own entries
    std::vector<std::size_t> m_mine;
};

} // namespace

std::vector<Sent> sendOpenLoop(const test::ConsortiumFolder& consortium,
                               const std::vector<PreparedTransaction>& transactions,
                               const OpenLoopPlan& plan) {
    std::vector<Sent> sent(transactions.size());
    const std::size_t count =
        consortium.members.size() * static_cast<std::size_t>(plan.connectionsPerMember);
    std::vector<std::unique_ptr<Connection>> connections;
    for (std::size_t i = 0; i < count; ++i) {
        const test::Member& member = consortium.members[i % consortium.members.size()];
        connections.push_back(
            std::make_unique<Connection>(member, transactions, plan.method, sent));
    }
    for (std::size_t i = 0; i < transactions.size(); ++i) {
        sent[i].due = plan.schedule.dueOf(i);
        connections[transactions[i].lane % count]->add(i);
    }
    std::vector<std::jthread> threads;
    threads.reserve(count);
    for (const auto& connection : connections) {
        threads.emplace_back([&connection] { connection->run(); });
    }
    threads.clear(); // joins
    return sent;
}

} // namespace consentry::load
