#pragma once

#include "core/light_client/light_client.h"
#include "core/light_client/merkle.h"
#include "core/node/stored_state.h"
#include "core/ports/replicated_application.h"
#include "core/registry/genesis.h"
#include "core/registry/registry.h"

namespace consentry::node {

/// What a block did.
struct ExecutedBlock {
    std::vector<registry::TxResult> results;
    /// The same, as the next header's last_results_hash commits to them.
    std::vector<light_client::TxResultFields> fields;
    Digest appHash; ///< root of the state after the block
    ConsensusUpdates updates;
};

/// Executes blocks on a stored state, one after the other: the same for a node behind a consensus
/// engine and for the embedded consortium. Time, order and content of a block come from outside;
/// what it does depends on them and on the committed state alone. One thread at a time.
class BlockExecutor {
public:
    /// All three must outlive this. `verifier` may be null.
    BlockExecutor(std::string_view chainId, StoredState& state,
                  registry::SignatureVerifier* verifier = nullptr)
        : m_chainId(chainId), m_state(state), m_verifier(verifier) {}

    /// What the block would do on the committed state. The newest outcome is remembered, so that a
    /// block that was examined as a proposal is not run again when it was decided. Errors: the
    /// store's. The reference is valid until the next call.
    Result<const registry::BlockOutcome*> examine(const registry::Block& block);
    /// The same, ready to be committed. Whatever was executed and not committed before is
    /// forgotten.
    Result<ExecutedBlock> execute(const registry::Block& block);
    /// Writes the executed block's state and rows together with `extra`; see StoredState::commit.
    Result<> commit(WriteBatch extra);

private:
    struct Examined {
        Digest block; ///< over all that the outcome depends on but the state
        registry::BlockOutcome outcome;
    };

    std::string m_chainId;
    StoredState& m_state;
    registry::SignatureVerifier* m_verifier;
    std::optional<Examined> m_examined;
    std::optional<std::vector<registry::AppendedRow>> m_executed; ///< rows; the rest is staged
};

} // namespace consentry::node
