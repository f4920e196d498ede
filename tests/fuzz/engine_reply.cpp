// Properties: whatever a node sends, reading its reply ends with values or an error; and what was
// read is within the limits of its type. Built once for each reply, which REPLY_PARSER names.
#include "core/adapters/cometbft/engine_json.h"
#include "core/adapters/cometbft/json_rpc.h"
#include "core/base/check.h"

#include <cstdint>

using namespace consentry;
using namespace consentry::cometbft;

namespace {

[[maybe_unused]] void check(const NodeStatus& status) {
    CHECK(status.newest.value <= light_client::Header::heightMax);
}
[[maybe_unused]] void check(const SubmitReply&) {}
[[maybe_unused]] void check(const FoundTransaction& found) {
    CHECK(found.answer.inclusion.aunts.size() <= light_client::MerkleProof::auntsMax);
    static_cast<void>(light_client::rootOf(found.answer.inclusion).has_value());
}
[[maybe_unused]] void check(const BlockResults& block) {
    static_cast<void>(light_client::resultsHash(block.results));
}
[[maybe_unused]] void check(const SignedHeader& both) {
    CHECK(both.commit.round <= light_client::Commit::roundMax);
    static_cast<void>(both.header.hash());
    static_cast<void>(both.commit.hash());
}
[[maybe_unused]] void check(const ValidatorsPage& page) {
    CHECK(page.validators.size() <= ValidatorsPage::pageMax);
    static_cast<void>(light_client::ValidatorSet::from(page.validators).has_value());
}
[[maybe_unused]] void check(const QueryReply& reply) {
    CHECK(reply.proof.size() <= QueryReply::proofOperationsMax);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto replies = RpcReplies::parse(std::string(input), 1, 1);
    if (!replies) {
        return 0;
    }
    if (const auto result = replies->result(0)) {
        if (const auto value = REPLY_PARSER(*result)) {
            check(*value);
        }
    }
    return 0;
}
