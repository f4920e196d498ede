#include "core/node/proposals.h"

#include "core/registry/block_order.h"
#include "core/registry/transaction.h"

#include <set>

namespace consentry::node {
namespace {

void dropRepeated(std::vector<Bytes>& candidates) {
    std::set<TxHash> seen;
    std::erase_if(candidates, [&](const Bytes& transaction) {
        return !seen.insert(registry::transactionHash(transaction)).second;
    });
}

} // namespace

Result<std::vector<Bytes>> chooseTransactions(std::string_view chainId,
                                              const registry::StateReader& state,
                                              const registry::BlockContext& next,
                                              std::vector<Bytes> candidates, std::size_t bytesMax,
                                              registry::SignatureVerifier* verifier) {
    dropRepeated(candidates);
    ASSIGN_OR_RETURN(auto run, registry::TransactionRun::start(chainId, state, next, verifier));
    std::vector<Bytes> chosen;
    for (Bytes& transaction : registry::orderProposal(candidates, bytesMax)) {
        // One that is not worth a place changes nothing, so the others' results stay the same.
        ASSIGN_OR_RETURN(const registry::TxResult result, run.apply(transaction));
        if (isWorthAPlace(transaction, result.code)) {
            chosen.push_back(std::move(transaction));
        }
    }
    return chosen;
}

bool isWorthAPlace(ByteView transaction, registry::Refusal result) {
    if (result == registry::Refusal::Accepted) {
        return true;
    }
    if (registry::isInvalid(result)) {
        return false;
    }
    const auto decoded = registry::decodeTransaction(transaction);
    return decoded && !registry::isProtective(decoded->kind());
}

bool allAreWorthAPlace(const std::vector<Bytes>& transactions,
                       const std::vector<registry::TxResult>& results) {
    for (std::size_t i = 0; i < transactions.size(); ++i) {
        if (!isWorthAPlace(transactions[i], results[i].code)) {
            return false;
        }
    }
    return true;
}

} // namespace consentry::node
