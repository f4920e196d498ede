#pragma once

#include "core/registry/registry.h"

namespace consentry::node {

// What a node proposes and what it votes for. Both follow from the last committed state and their
// arguments alone, so that honest nodes agree.

/// The transactions of a proposal, from `candidates`: protective ones first, ordinary ones in at
/// most nine tenths of `bytesMax`, each once, none that every node would turn down. `next` is the
/// proposal's height and time. Errors: the store's.
Result<std::vector<Bytes>> chooseTransactions(std::string_view chainId,
                                              const registry::StateReader& state,
                                              const registry::BlockContext& next,
                                              std::vector<Bytes> candidates, std::size_t bytesMax,
                                              registry::SignatureVerifier* verifier);

/// Whether a transaction with this result may stand in a block: it was accepted, or it used up its
/// sequence number, so that it cannot come again. An invalid one, and a protective one without
/// effect, would cost its sender nothing and fill blocks for ever.
bool isWorthAPlace(ByteView transaction, registry::Refusal result);

/// The same for a whole block. Together with registry::acceptProposal, which looks at order and
/// sizes, it decides whether a proposal gets this node's vote.
bool allAreWorthAPlace(const std::vector<Bytes>& transactions,
                       const std::vector<registry::TxResult>& results);

} // namespace consentry::node
