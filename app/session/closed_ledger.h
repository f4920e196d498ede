#pragma once

#include "core/ports/ledger_transport.h"

namespace consentry {

/// The ledger of a consortium whose stores cannot be used: every question is answered with why.
class ClosedLedger final : public LedgerTransport {
public:
    explicit ClosedLedger(Error why) : m_why(std::move(why)) {}

    Result<SubmitReply> submit(ByteView) override { return fail(m_why); }
    Result<std::optional<TransactionAnswer>> transaction(const TxHash&) override {
        return fail(m_why);
    }
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight) override {
        return fail(m_why);
    }
    Result<BlockHeight> newestHeight() override { return fail(m_why); }
    Result<light_client::LightBlock> lightBlock(BlockHeight) override { return fail(m_why); }
    Result<StateAnswer> state(const registry::StateKey&, std::optional<BlockHeight>) override {
        return fail(m_why);
    }
    Result<LogPage> logRows(const LogQuery&) override { return fail(m_why); }

private:
    Error m_why;
};

} // namespace consentry
