#pragma once

#include "core/ports/ledger_transport.h"
#include "tests/support/forging.h"

#include <functional>
#include <map>
#include <string>

namespace consentry::test {

/// Passes everything on; a test may step in between.
class PassingTransport : public LedgerTransport {
public:
    explicit PassingTransport(LedgerTransport& honest) : m_honest(honest) {}

    /// Called before a transaction is sent on; once, then forgotten.
    std::function<void()> beforeNextSubmit;
    /// Called after a transaction was committed, before the answer goes back; once.
    std::function<void()> afterNextSubmit;

    Result<SubmitReply> submit(ByteView transaction) override;
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override {
        return m_honest.transaction(hash);
    }
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) override {
        return m_honest.blockResults(height);
    }
    Result<BlockHeight> newestHeight() override { return m_honest.newestHeight(); }
    Result<light_client::LightBlock> lightBlock(BlockHeight height) override {
        return m_honest.lightBlock(height);
    }
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override {
        return m_honest.state(key, height);
    }
    Result<LogPage> logRows(const LogQuery& query) override { return m_honest.logRows(query); }

protected:
    LedgerTransport& m_honest;
};

/// A node that lies: each answer is falsified with the given chance, always the same for a seed.
/// Headers and their hashes, signatures, validators, values, proofs, results, rows, heights;
/// answers about something else; a chain of its own keys; an old head.
class LyingTransport : public PassingTransport {
public:
    LyingTransport(LedgerTransport& honest, std::uint64_t seed)
        : PassingTransport(honest), m_forger(seed) {}

    /// One answer in so many is a lie; 0: none.
    std::size_t oneIn = 1;
    /// How many lies were told, and of which kinds.
    std::size_t lies() const { return m_lies; }
    const std::map<std::string, std::size_t>& kinds() const { return m_kinds; }

    Result<SubmitReply> submit(ByteView transaction) override;
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override;
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) override;
    Result<BlockHeight> newestHeight() override;
    Result<light_client::LightBlock> lightBlock(BlockHeight height) override;
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override;
    Result<LogPage> logRows(const LogQuery& query) override;

private:
    bool liesNow();
    void told(std::string kind);
    BlockHeight another(BlockHeight height);
    light_client::LightBlock ofOwnKeys(const light_client::LightBlock& block);

    Forger m_forger;
    std::size_t m_lies = 0;
    std::map<std::string, std::size_t> m_kinds;
    /// Old answers, to give them again.
    std::optional<StateAnswer> m_oldState;
    std::optional<TransactionAnswer> m_oldTransaction;
};

} // namespace consentry::test
