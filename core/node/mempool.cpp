#include "core/node/mempool.h"

#include "core/registry/transaction.h"

namespace consentry::node {

Result<registry::TxResult> Mempool::check(ByteView transaction) {
    const std::scoped_lock lock(m_mutex);
    if (!m_scratch) {
        const registry::BlockContext next{BlockHeight(m_newest.height.value + 1), m_newest.time};
        ASSIGN_OR_RETURN(auto run, registry::TransactionRun::start(
                                       m_chainId, m_state, next, m_verifier,
                                       registry::TransactionRun::AfterRefusal::NothingIsUsed));
        m_scratch.emplace(std::move(run));
    }
    auto result = m_scratch->apply(transaction);
    if (!result) {
        m_scratch.reset();
        return result;
    }
    if (result->code == registry::Refusal::Accepted) {
        keep(transaction);
    } else {
        forget(registry::transactionHash(transaction));
    }
    return result;
}

void Mempool::keep(ByteView transaction) {
    const auto decoded = registry::decodeTransaction(transaction);
    if (!decoded || !registry::isProtective(decoded->kind())) {
        return;
    }
    const TxHash hash = registry::transactionHash(transaction);
    if (m_protective.emplace(hash, toBytes(transaction)).second) {
        m_arrivals.push_back(hash);
    }
    while (m_arrivals.size() > protectiveMax) {
        forget(m_arrivals.front());
        m_arrivals.pop_front();
    }
}

Result<> Mempool::duringCommit(const std::function<Result<>()>& write,
                               const registry::BlockContext& newest,
                               const std::vector<Bytes>& committed) {
    const std::scoped_lock lock(m_mutex);
    RETURN_IF_ERROR(write());
    m_newest = newest;
    m_scratch.reset();
    for (const Bytes& transaction : committed) {
        if (m_protective.empty()) {
            break;
        }
        forget(registry::transactionHash(transaction));
    }
    return {};
}

std::vector<Bytes> Mempool::protective() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<Bytes> list;
    for (const auto& [hash, bytes] : m_protective) {
        list.push_back(bytes);
    }
    return list;
}

} // namespace consentry::node
