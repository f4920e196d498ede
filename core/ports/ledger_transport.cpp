#include "core/ports/ledger_transport.h"

#include "core/crypto/tagged_hash.h"

namespace consentry {

Bytes logQueryPreimage(std::string_view chainId, const LogQuery& query) {
    CborWriter writer = taggedPreimage("log-query", chainId, 4);
    writer.byteString(query.patient.view()).unsignedInt(query.from.value).unsignedInt(query.limit);
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(query.signedAt)));
    return std::move(writer).bytes();
}

} // namespace consentry
