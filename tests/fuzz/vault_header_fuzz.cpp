// The vault's header: hostile bytes never crash, and what is accepted encodes to the same bytes.

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/vault/vault_header.h"

using namespace consentry;

namespace {

void decode(ByteView file) {
    const auto received = vault::decodeVaultHeader(file);
    if (received) {
        CHECK(equal(vault::encodeReceivedVaultHeader(*received), file));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    decode(input);
    // Mends what a fuzzer cannot guess, so that it reaches the content.
    Bytes mended = toBytes(bytesOf("consentry vault\n"));
    append(mended, input);
    append(mended, sha256(mended).view());
    decode(mended);
    return 0;
}
