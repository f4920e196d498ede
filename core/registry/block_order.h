#pragma once

#include "core/base/bytes.h"

#include <string>
#include <vector>

namespace consentry::registry {

/// A proposer's choice: protective transactions first, then the others, each in the given order,
/// as many as fit. At least a tenth of the block is kept for protective ones. Bytes that are no
/// transaction, or too large, are left out. `bytesMax` is the engine's limit, counted as the engine
/// counts (a few bytes more for each transaction), and is capped at limits::blockBytesMax.
std::vector<Bytes> orderProposal(const std::vector<Bytes>& candidates, std::size_t bytesMax);

/// Whether every node accepts a proposal: all are transactions, protective ones stand first, the
/// others keep to nine tenths, all together fit. Says nothing about signatures and state: an
/// invalid transaction has a result without effect.
bool acceptProposal(const std::vector<Bytes>& transactions);

} // namespace consentry::registry
