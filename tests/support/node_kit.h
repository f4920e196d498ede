#pragma once

#include "core/ports/ledger_nodes.h"
#include "core/ports/verified_ledger.h"
#include "core/ports/witness_panel.h"
#include "tests/support/fake_ledger.h"

namespace consentry::test {

/// Hands calls on to a node that the test keeps.
class BorrowedNode : public LedgerTransport {
public:
    explicit BorrowedNode(LedgerTransport& node) : m_node(node) {}
    Result<SubmitReply> submit(ByteView transaction) override { return m_node.submit(transaction); }
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override {
        return m_node.transaction(hash);
    }
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) override {
        return m_node.blockResults(height);
    }
    Result<BlockHeight> newestHeight() override { return m_node.newestHeight(); }
    Result<light_client::LightBlock> lightBlock(BlockHeight height) override {
        return m_node.lightBlock(height);
    }
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override {
        return m_node.state(key, height);
    }
    Result<LogPage> logRows(const LogQuery& query) override { return m_node.logRows(query); }

private:
    LedgerTransport& m_node;
};

/// The organisation that runs node `index` of a test.
inline PartyId organizationOf(std::size_t index) {
    PartyId id;
    id.data()[0] = static_cast<std::byte>(index + 1);
    return id;
}

/// Nodes of a FakeLedger, one an organisation, and the two ways of using them.
struct NodeKit {
    explicit NodeKit(FakeLedger& ledger, std::size_t count = 4) {
        for (std::size_t i = 0; i < count; ++i) {
            nodes.push_back(std::make_unique<FakeNode>(ledger));
        }
    }
    FakeNode& operator[](std::size_t index) { return *nodes[index]; }

    std::vector<LedgerNode> list(const std::vector<std::size_t>& which) {
        std::vector<LedgerNode> out;
        for (const std::size_t index : which) {
            out.push_back({organizationOf(index), "node " + std::to_string(index),
                           std::make_unique<BorrowedNode>(*nodes[index])});
        }
        return out;
    }
    std::vector<LedgerNode> all() {
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            which.push_back(i);
        }
        return list(which);
    }
    SteadyNow now() {
        return [this] { return time; };
    }

    std::vector<std::unique_ptr<FakeNode>> nodes;
    SteadyTime time{};
};

/// The clock of a TestChain's ledger, a second after its newest block unless set otherwise.
class ChainClock : public Clock {
public:
    explicit ChainClock(FakeLedger& ledger) : m_ledger(ledger) {}
    Instant now() const override { return m_ledger.chain().now() + ahead; }
    milliseconds ahead{0};

private:
    FakeLedger& m_ledger;
};

} // namespace consentry::test
