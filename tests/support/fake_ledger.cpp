#include "tests/support/fake_ledger.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace consentry::test {
namespace {

using light_client::TxResultFields;

TxHash hashOf(ByteView bytes) {
    return *TxHash::from(sha256(bytes).view());
}

bool beginsWith(ByteView bytes, char mark) {
    return !bytes.empty() && bytes.front() == static_cast<std::byte>(mark);
}

} // namespace

FakeLedger::FakeLedger(std::size_t validators) : m_chain(validators) {
    grow(2);
}

registry::StateKey FakeLedger::keyOf(ByteView transaction) {
    return *registry::StateKey::from(sha256(sha256(transaction).view()).view());
}

void FakeLedger::addBlock(const std::vector<Bytes>& transactions, Results results,
                          const std::map<registry::StateKey, Bytes>& changes) {
    std::vector<registry::StateChange> list;
    for (const auto& [key, value] : changes) {
        m_values[key] = value;
        list.push_back({key, sha256(value)});
    }
    m_tree.apply(list);
    m_chain.add(transactions, results, m_tree.root());
    m_blocks.push_back({transactions, std::move(results), m_values});
}

void FakeLedger::commit(const std::vector<Bytes>& transactions) {
    Results results;
    std::map<registry::StateKey, Bytes> changes;
    for (const Bytes& bytes : transactions) {
        const bool isRefused = beginsWith(bytes, '?');
        results.push_back({isRefused ? blockRefusal : 0, {}, 0, 0});
        if (!isRefused) {
            changes[keyOf(bytes)] = bytes;
        }
    }
    addBlock(transactions, std::move(results), changes);
}

void FakeLedger::grow(std::size_t blocks) {
    for (std::size_t i = 0; i < blocks; ++i) {
        commit({});
    }
}

void FakeLedger::put(const registry::StateKey& key, Bytes value) {
    addBlock({}, {}, {{key, std::move(value)}});
    grow(1);
}

Result<StateAnswer> FakeLedger::state(const registry::StateKey& key, BlockHeight height) const {
    const std::uint64_t age = m_chain.height() - height.value;
    if (height.value == 0 || height.value > m_chain.height() || age >= m_tree.versions()) {
        return fail(ErrorCode::NotFound, "state of that height");
    }
    const auto& values = m_blocks[height.value - 1].values;
    const auto found = values.find(key);
    return StateAnswer{height, found == values.end() ? std::nullopt : std::optional(found->second),
                       m_tree.prove(key, age)};
}

std::optional<TransactionAnswer> FakeLedger::find(const TxHash& hash) const {
    for (std::size_t block = 0; block < m_blocks.size(); ++block) {
        const auto& transactions = m_blocks[block].transactions;
        for (std::size_t i = 0; i < transactions.size(); ++i) {
            if (hashOf(transactions[i]) == hash) {
                return TransactionAnswer{BlockHeight(block + 1), static_cast<std::uint32_t>(i),
                                         transactions[i],
                                         light_client::transactionProof(transactions, i)};
            }
        }
    }
    return std::nullopt;
}

const std::vector<TxResultFields>& FakeLedger::results(BlockHeight height) const {
    return m_blocks.at(height.value - 1).results;
}

Result<> FakeNode::answer() {
    ++calls;
    if (failure) {
        return fail(*failure);
    }
    return isDown ? Result<>(fail(ErrorCode::Unreachable, "node is down")) : Result<>();
}

BlockHeight FakeNode::newest() const {
    return BlockHeight(m_ledger.height().value - std::min(lag, m_ledger.height().value - 1));
}

Result<SubmitReply> FakeNode::submit(ByteView transaction) {
    RETURN_IF_ERROR(answer());
    ++submissions;
    SubmitReply reply{0, hashOf(transaction)};
    if (beginsWith(transaction, '!')) {
        reply.code = FakeLedger::mempoolRefusal;
        return reply;
    }
    const Bytes bytes = toBytes(transaction);
    if (forgetsTransactions || m_ledger.find(reply.hash) ||
        (!m_seen.insert(bytes).second && remembersTransactions)) {
        return reply;
    }
    if (makesBlocks) {
        m_ledger.commit({bytes});
        m_ledger.grow(1);
    }
    return reply;
}

Result<std::optional<TransactionAnswer>> FakeNode::transaction(const TxHash& hash) {
    RETURN_IF_ERROR(answer());
    auto found = m_ledger.find(hash);
    return found && found->height <= newest() ? std::move(found) : std::nullopt;
}

Result<std::vector<TxResultFields>> FakeNode::blockResults(BlockHeight height) {
    RETURN_IF_ERROR(answer());
    if (height.value == 0 || height > newest()) {
        return fail(ErrorCode::NotFound, "height");
    }
    return m_ledger.results(height);
}

Result<BlockHeight> FakeNode::newestHeight() {
    RETURN_IF_ERROR(answer());
    return newest();
}

Result<light_client::LightBlock> FakeNode::lightBlock(BlockHeight height) {
    RETURN_IF_ERROR(answer());
    if (height.value == 0 || height > newest()) {
        return fail(ErrorCode::NotFound, "height");
    }
    const auto other = instead.find(height.value);
    return other == instead.end() ? m_ledger.chain().at(height.value) : other->second;
}

Result<StateAnswer> FakeNode::state(const registry::StateKey& key,
                                    std::optional<BlockHeight> height) {
    RETURN_IF_ERROR(answer());
    const BlockHeight provable(newest().value - 1);
    if (height && *height > provable) {
        return fail(ErrorCode::NotFound, "height");
    }
    return m_ledger.state(key, height.value_or(provable));
}

Result<LogPage> FakeNode::logRows(const LogQuery& query) {
    RETURN_IF_ERROR(answer());
    const bool isSigned =
        query.fetchKey == m_ledger.fetchKey.publicKey() &&
        verifySignature(query.fetchKey, logQueryPreimage(TestChain::chainId, query),
                        query.signature);
    if (!isSigned) {
        return fail(ErrorCode::NotPermitted, "signature of a log query");
    }
    LogPage page;
    for (std::size_t i = query.from.value; i < m_ledger.rows.size(); ++i) {
        if (page.rows.size() == query.limit) {
            page.more = true;
            break;
        }
        page.rows.push_back(m_ledger.rows[i]);
    }
    return page;
}

} // namespace consentry::test
