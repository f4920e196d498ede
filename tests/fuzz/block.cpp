// Blocks from anywhere, applied to a small state: a sequence of CBOR byte strings is taken as the
// transactions. No input may stop the machine; every one leaves a result, and two runs agree.
#include "core/base/cbor.h"
#include "core/base/check.h"
#include "core/registry/block_order.h"
#include "core/registry/genesis.h"
#include "core/registry/registry.h"
#include "core/registry/types.h"

namespace {

using namespace consentry;
using namespace consentry::registry;

constexpr std::string_view chainId = "consentry-test-1";

const MemoryState& smallState() {
    static const MemoryState state = [] {
        Genesis genesis;
        genesis.chainId = chainId;
        GenesisOrganization organization;
        organization.name = "hospital";
        // Public keys need not be points here: what does not verify is refused.
        organization.governanceKey.data()[0] = std::byte{1};
        organization.attestorKeys.emplace_back().data()[0] = std::byte{2};
        organization.gatewayKeys.emplace_back().data()[0] = std::byte{3};
        organization.validatorKey.emplace().data()[0] = std::byte{4};
        genesis.organizations.push_back(organization);
        MemoryState made;
        made.apply(*genesisState(genesis), {});
        return made;
    }();
    return state;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Block block;
    block.height = BlockHeight(1);
    block.time = instantFromMillis(1'795'000'000'000);
    CborReader reader(std::as_bytes(std::span(data, size)));
    while (!reader.atEnd()) {
        const auto bytes = reader.byteString();
        if (!bytes) {
            break;
        }
        block.transactions.push_back(toBytes(*bytes));
    }
    const auto first = applyBlock(chainId, smallState(), block);
    SignatureVerdicts verdicts;
    const auto second = applyBlock(chainId, smallState(), block, &verdicts);
    CHECK(first && second);
    CHECK(first->results.size() == block.transactions.size());
    CHECK(first->results == second->results && first->changes == second->changes);
    CHECK(acceptProposal(orderProposal(block.transactions, limits::blockBytesMax)));
    for (const TxResult& result : first->results) {
        CHECK(*decodeItemResults(encodeItemResults(result.items)) == result.items);
    }
    return 0;
}
