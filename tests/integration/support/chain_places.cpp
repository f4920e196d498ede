#include "tests/integration/support/chain_places.h"

#include "core/registry/transaction.h"

namespace consentry::test {

Result<std::map<TxHash, Place>> placesIn(MemberClient& client, std::uint64_t from,
                                         std::uint64_t to) {
    std::map<TxHash, Place> places;
    for (std::uint64_t height = from; height <= to; ++height) {
        ASSIGN_OR_RETURN(const StoredBlock block, client.block(height));
        ASSIGN_OR_RETURN(const auto results, client.transport().blockResults(BlockHeight(height)));
        for (std::size_t i = 0; i < block.transactions.size(); ++i) {
            const Place place{height, i, block.time.toInstant(), results.at(i).code,
                              results.at(i).data};
            const auto [at, isNew] =
                places.emplace(registry::transactionHash(block.transactions[i]), place);
            if (!isNew && at->second.code != 0 && place.code == 0) {
                at->second = place;
            }
        }
    }
    return places;
}

} // namespace consentry::test
