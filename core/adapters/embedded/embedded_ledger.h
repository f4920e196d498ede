#pragma once

#include "core/adapters/embedded/block_builder.h"
#include "core/node/block_executor.h"
#include "core/ports/ledger_transport.h"

#include <memory>
#include <mutex>

namespace consentry::embedded {

/// The consortium of the demonstration: the validators of all its organisations in one process.
/// Blocks, headers, commits and proofs have the formats of a real one, and every answer goes
/// through the same light client; but there is no consensus here, so a wallet says
/// "checked (demonstration)" and never "verified". A transaction makes a block at once, followed by
/// an empty one that proves it; a head older than heartbeatInterval is renewed when asked for.
/// State, blocks and log rows are durable before submit() returns. Thread-safe.
class EmbeddedLedger : public LedgerTransport {
public:
    static constexpr milliseconds heartbeatInterval = std::chrono::seconds(5);

    /// A new chain from this genesis. AlreadyExists where the store holds one.
    static Result<std::unique_ptr<EmbeddedLedger>>
    create(KeyValueStore& store, const Clock& clock, const registry::Genesis& genesis,
           std::span<const SigningKey> validatorKeys);
    /// The chain in the store; NotFound where there is none, DamagedData where its own record of
    /// itself is unreadable. Values are not checked here: that is the light client's work.
    static Result<std::unique_ptr<EmbeddedLedger>> open(KeyValueStore& store, const Clock& clock);

    const std::string& chainId() const { return m_chainId; }
    std::size_t validatorCount() const { return m_validators.size(); }

    /// Executes a whole block and the empty one that proves it: for the demonstration's history.
    Result<std::vector<registry::TxResult>> makeBlockWith(std::vector<Bytes> transactions);

    Result<SubmitReply> submit(ByteView transaction) override;
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override;
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) override;
    Result<BlockHeight> newestHeight() override;
    Result<light_client::LightBlock> lightBlock(BlockHeight height) override;
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override;
    Result<LogPage> logRows(const LogQuery& query) override;

private:
    EmbeddedLedger(KeyValueStore& store, const Clock& clock, std::string chainId,
                   light_client::ValidatorSet validators, std::vector<SigningKey> validatorKeys);

    struct StoredBlock {
        light_client::LightBlock light;
        std::vector<Bytes> transactions;
        std::vector<light_client::TxResultFields> results;
    };
    Result<StoredBlock> storedBlock(BlockHeight height) const;
    Result<std::vector<registry::TxResult>> commitBlock(std::vector<Bytes> transactions);
    Result<std::vector<registry::TxResult>> commitAndProve(std::vector<Bytes> transactions);
    Result<> writeGenesis(const registry::Genesis& genesis);
    Result<> load();
    Result<> openState();
    Result<> proveNewest();

    KeyValueStore& m_store;
    const Clock& m_clock;
    std::string m_chainId;
    light_client::ValidatorSet m_validators;
    std::vector<SigningKey> m_validatorKeys;
    ChainTip m_tip;
    std::unique_ptr<node::StoredState> m_state;
    std::optional<node::BlockExecutor> m_executor;
    std::mutex m_mutex;
};

} // namespace consentry::embedded
