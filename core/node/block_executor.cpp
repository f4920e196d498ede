#include "core/node/block_executor.h"

#include "core/base/cbor.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/node/consensus_updates.h"

namespace consentry::node {
namespace {

Digest nameOf(const registry::Block& block) {
    CborWriter writer;
    writer.array(2 + block.transactions.size()).unsignedInt(block.height.value);
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(block.time)));
    for (const Bytes& transaction : block.transactions) {
        writer.byteString(sha256(transaction).view());
    }
    return sha256(writer.bytes());
}

std::vector<light_client::TxResultFields> fieldsOf(const std::vector<registry::TxResult>& results) {
    std::vector<light_client::TxResultFields> fields;
    fields.reserve(results.size());
    for (const registry::TxResult& result : results) {
        light_client::TxResultFields& one = fields.emplace_back();
        one.code = static_cast<std::uint32_t>(result.code);
        one.data = registry::encodeItemResults(result.items);
    }
    return fields;
}

} // namespace

Result<const registry::BlockOutcome*> BlockExecutor::examine(const registry::Block& block) {
    if (block.height.value != m_state.height().value + 1 || millisOf(block.time) < 0) {
        return fail(ErrorCode::InvalidArgument, "block " + std::to_string(block.height.value) +
                                                    " after block " +
                                                    std::to_string(m_state.height().value));
    }
    const Digest name = nameOf(block);
    if (!m_examined || m_examined->block != name) {
        m_examined.reset();
        ASSIGN_OR_RETURN(auto outcome, registry::applyBlock(m_chainId, m_state, block, m_verifier));
        m_examined.emplace(Examined{name, std::move(outcome)});
    }
    return &m_examined->outcome;
}

Result<ExecutedBlock> BlockExecutor::execute(const registry::Block& block) {
    m_executed.reset();
    m_state.unstage();
    ASSIGN_OR_RETURN(const registry::BlockOutcome* outcome, examine(block));
    ExecutedBlock executed;
    executed.results = outcome->results;
    executed.fields = fieldsOf(outcome->results);
    ASSIGN_OR_RETURN(executed.updates,
                     consensusUpdates(m_chainId, m_state, outcome->changes, block.height));
    executed.appHash = m_state.stage(outcome->changes);
    m_executed = outcome->rows;
    return executed;
}

Result<> BlockExecutor::commit(WriteBatch extra) {
    CHECK(m_executed);
    RETURN_IF_ERROR(m_state.commit(*m_executed, std::move(extra)));
    m_executed.reset();
    m_examined.reset();
    return {};
}

} // namespace consentry::node
