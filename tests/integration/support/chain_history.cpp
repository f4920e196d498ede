#include "tests/integration/support/chain_history.h"

#include "core/crypto/hash.h"
#include "core/registry/transaction.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <optional>

namespace consentry::test {
namespace {

/// A block with its results, as one member holds it.
struct HeldBlock {
    StoredBlock block;
    Digest headerHash;
    std::vector<light_client::TxResultFields> results;

    friend bool operator==(const HeldBlock& a, const HeldBlock& b) {
        return a.headerHash == b.headerHash && a.block.appHash == b.block.appHash &&
               a.block.transactions == b.block.transactions && a.results == b.results;
    }
};

Result<HeldBlock> heldBlock(MemberClient& client, std::uint64_t height) {
    HeldBlock held;
    ASSIGN_OR_RETURN(held.block, client.block(height));
    ASSIGN_OR_RETURN(const auto light, client.transport().lightBlock(BlockHeight(height)));
    held.headerHash = light.header.hash();
    ASSIGN_OR_RETURN(held.results, client.transport().blockResults(BlockHeight(height)));
    return held;
}

std::string place(std::uint64_t height, int member) {
    return "block " + std::to_string(height) + " of member " + std::to_string(member);
}

/// Refused ones may stand again: somebody sent them again, and they changed nothing.
Result<> addTransactions(ChainHistory& history, const HeldBlock& held) {
    for (std::size_t i = 0; i < held.block.transactions.size(); ++i) {
        if (held.results.at(i).code != 0) {
            continue;
        }
        const auto [at, isNew] = history.accepted.emplace(
            registry::transactionHash(held.block.transactions[i]), held.block.height.value);
        if (!isNew) {
            return fail(ErrorCode::VerificationFailed,
                        "a transaction took effect in block " + std::to_string(at->second) +
                            " and again in " + std::to_string(held.block.height.value));
        }
    }
    history.transactions += held.block.transactions.size();
    return {};
}

} // namespace

Result<ChainHistory> compareHistories(RunningConsortium& consortium,
                                      const std::vector<int>& members,
                                      const std::filesystem::path& rootsFile, std::uint64_t from) {
    ChainHistory history;
    history.height = consortium.client(members.front()).height();
    for (const int member : members) {
        history.height = std::min(history.height, consortium.client(member).height());
    }
    std::ofstream roots(rootsFile);
    for (std::uint64_t height = from; height <= history.height; ++height) {
        std::optional<HeldBlock> first;
        for (const int member : members) {
            ASSIGN_OR_RETURN(HeldBlock held, heldBlock(consortium.client(member), height));
            if (first && !(held == *first)) {
                return fail(ErrorCode::VerificationFailed, place(height, member) +
                                                               " is not that of member " +
                                                               std::to_string(members.front()));
            }
            first = first ? std::move(first) : std::move(held);
        }
        RETURN_IF_ERROR(addTransactions(history, *first));
        history.roots = sha256({history.roots.view(), first->block.appHash});
        roots << height << ' ' << toHex(first->block.appHash) << '\n';
    }
    return history;
}

Result<ChainHistory> compareHistories(RunningConsortium& consortium,
                                      const std::filesystem::path& rootsFile) {
    std::vector<int> members(static_cast<std::size_t>(consortium.count()));
    std::iota(members.begin(), members.end(), 1);
    return compareHistories(consortium, members, rootsFile);
}

} // namespace consentry::test
