#pragma once

#include "tests/support/demo_fixture.h"

#include <limits>
#include <memory>

namespace consentry::test {

/// A node that loses what the test wants to be lost.
struct LossyNode : PassingTransport {
    using PassingTransport::PassingTransport;

    Result<SubmitReply> submit(ByteView bytes) override {
        ++submissions;
        if (losesRequests || submissions > reachableFor) {
            return fail(ErrorCode::Unreachable, "lost request");
        }
        auto reply = PassingTransport::submit(bytes);
        return losesReplies ? Result<SubmitReply>(fail(ErrorCode::Unreachable, "lost reply"))
                            : std::move(reply);
    }
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override {
        return hidesTransactions ? std::optional<TransactionAnswer>()
                                 : PassingTransport::transaction(hash);
    }

    bool losesRequests = false;
    bool losesReplies = false;
    bool hidesTransactions = false;
    std::size_t submissions = 0;
    std::size_t reachableFor = std::numeric_limits<std::size_t>::max();
};

/// A patient's wallet that reaches the ledger through such a node: the ground of tests about what
/// was signed. begin() in init(), end() in cleanup().
class LossyWallet {
protected:
    void begin() {
        m_world = std::make_unique<DemoWorld>();
        m_node = std::make_unique<LossyNode>(m_world->ledger());
        start();
    }
    void end() {
        m_context.reset();
        m_ledger.reset();
        m_node.reset();
        m_world.reset();
    }
    /// A program that begins: nothing is left but the vault.
    void start() {
        m_ledger = std::make_unique<VerifiedLedger>(m_world->verifiedLedger(*m_node));
        m_context = std::make_unique<wallet::WalletContext>(m_world->walletOver(*m_ledger));
    }

    std::unique_ptr<DemoWorld> m_world;
    std::unique_ptr<LossyNode> m_node;
    std::unique_ptr<VerifiedLedger> m_ledger;
    std::unique_ptr<wallet::WalletContext> m_context;
};

} // namespace consentry::test
