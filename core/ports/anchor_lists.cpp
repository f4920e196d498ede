#include "core/ports/anchor_lists.h"

#include "core/crypto/tagged_hash.h"

namespace consentry {

Bytes encodeAnchorListRequest(std::string_view chainId, const AnchorListRequest& request) {
    CborWriter writer = taggedPreimage("anchor-list", chainId, 5);
    writer.byteString(request.custodian.view());
    writer.byteString(request.patient.view());
    writer.byteString(request.deviceKey.view());
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(request.createdAt)));
    writer.byteString(request.nonce.view());
    return std::move(writer).bytes();
}

} // namespace consentry
