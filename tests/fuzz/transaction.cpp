// Transactions from anywhere: what decodes has this one encoding, and its hash and signed bytes can
// be computed.
#include "core/registry/transaction.h"
#include "core/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace consentry;
    const ByteView input = std::as_bytes(std::span(data, size));
    const auto transaction = registry::decodeTransaction(input);
    if (!transaction) {
        return 0;
    }
    const Bytes again = registry::encodeTransaction(*transaction);
    CHECK(equal(again, input));
    CHECK(!registry::signedBytes(*transaction).empty());
    CHECK(!registry::transactionHash(again).isZero());
    const registry::SealedBodyList sealed = registry::sealedBodiesOf(*transaction);
    CHECK(sealed.digests.size() == sealed.patients.size());
    CHECK(sealed.digests.size() == sealed.items.size());
    return 0;
}
