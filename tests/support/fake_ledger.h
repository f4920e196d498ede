#pragma once

#include "core/ports/ledger_transport.h"
#include "core/registry/state_tree.h"
#include "tests/support/test_chain.h"

#include <set>

namespace consentry::test {

/// A ledger whose validators a test owns: blocks of TestChain with a state tree and log rows, and
/// no registry. A transaction that begins with '!' is refused by the mempool, one that begins with
/// '?' is put into a block with code 7; the value under keyOf(bytes) shows that it was executed.
class FakeLedger {
public:
    explicit FakeLedger(std::size_t validators = 4);

    static registry::StateKey keyOf(ByteView transaction);
    static constexpr std::uint32_t mempoolRefusal = 3;
    static constexpr std::uint32_t blockRefusal = 7;

    /// A block with these transactions.
    void commit(const std::vector<Bytes>& transactions);
    void grow(std::size_t blocks);
    /// A block that leaves this value behind, and one that proves it.
    void put(const registry::StateKey& key, Bytes value);
    TestChain& chain() { return m_chain; }
    BlockHeight height() const { return BlockHeight(m_chain.height()); }

    /// What the block before the newest left behind, at any height.
    Result<StateAnswer> state(const registry::StateKey& key, BlockHeight height) const;
    std::optional<TransactionAnswer> find(const TxHash& hash) const;
    const std::vector<light_client::TxResultFields>& results(BlockHeight height) const;
    std::vector<Bytes> rows;
    SigningKey fetchKey = SigningKey::generate();

private:
    using Results = std::vector<light_client::TxResultFields>;
    void addBlock(const std::vector<Bytes>& transactions, Results results,
                  const std::map<registry::StateKey, Bytes>& changes);

    TestChain m_chain;
    registry::StateTree m_tree;
    std::map<registry::StateKey, Bytes> m_values;
    /// From height 1: every block with what it left behind.
    struct Kept {
        std::vector<Bytes> transactions;
        std::vector<light_client::TxResultFields> results;
        std::map<registry::StateKey, Bytes> values;
    };
    std::vector<Kept> m_blocks;
};

/// One node of a FakeLedger, with the faults that nodes have.
class FakeNode : public LedgerTransport {
public:
    explicit FakeNode(FakeLedger& ledger) : m_ledger(ledger) {}

    bool isDown = false;
    std::uint64_t lag = 0;             ///< blocks behind the ledger
    bool forgetsTransactions = false;  ///< takes them and never passes them on
    bool remembersTransactions = true; ///< false: the mempool's cache was emptied
    bool makesBlocks = true;           ///< a transaction makes a block, and one that proves it
    std::size_t submissions = 0;
    std::size_t calls = 0;
    /// Blocks shown instead of the ledger's own.
    std::map<std::uint64_t, light_client::LightBlock> instead;
    /// Where set, an error that every call comes back with.
    std::optional<Error> failure;

    Result<SubmitReply> submit(ByteView transaction) override;
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override;
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) override;
    Result<BlockHeight> newestHeight() override;
    Result<light_client::LightBlock> lightBlock(BlockHeight height) override;
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override;
    Result<LogPage> logRows(const LogQuery& query) override;

private:
    Result<> answer();
    BlockHeight newest() const;

    FakeLedger& m_ledger;
    std::set<Bytes> m_seen;
};

} // namespace consentry::test
