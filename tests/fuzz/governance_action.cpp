// Actions from files that organisations hand to each other: what decodes has this one encoding, and
// can be proposed and kept.
#include "core/base/check.h"
#include "core/registry/state_objects.h"
#include "core/registry/transaction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace consentry;
    const ByteView input = std::as_bytes(std::span(data, size));
    auto action = registry::decodeAction(input);
    if (!action) {
        return 0;
    }
    CHECK(equal(registry::encodeAction(*action), input));
    CHECK(!registry::transactionKindName(registry::actionKind(*action)).empty());
    registry::ProposalState proposal;
    proposal.action = *action;
    const Bytes state = registry::encodeState(proposal);
    CHECK(*registry::decodeState<registry::ProposalState>(state) == proposal);

    registry::Transaction transaction;
    transaction.sequence = 1;
    transaction.body = registry::Propose{{}, std::move(*action)};
    const Bytes bytes = registry::encodeTransaction(transaction);
    if (bytes.size() <= registry::limits::transactionBytesMax) {
        CHECK(*registry::decodeTransaction(bytes) == transaction);
    }
    return 0;
}
