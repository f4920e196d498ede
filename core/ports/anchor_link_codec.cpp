#include "core/ports/anchor_link_codec.h"

#include "core/base/cbor.h"

namespace consentry {

Bytes encodeAnchorLink(const AnchorLink& link) {
    CborWriter writer;
    writer.array(4).byteString(link.anchor.view()).unsignedInt(link.leafIndex);
    writer.byteString(link.salt.view()).array(link.path.size());
    for (const Digest& step : link.path) {
        writer.byteString(step.view());
    }
    return std::move(writer).bytes();
}

Result<AnchorLink> decodeAnchorLink(ByteView bytes) {
    CborReader reader(bytes);
    ASSIGN_OR_RETURN(const std::size_t fields, reader.array());
    if (fields != 4) {
        return fail(ErrorCode::DamagedData, "anchor link");
    }
    AnchorLink link;
    RETURN_IF_ERROR(reader.fixed(link.anchor));
    ASSIGN_OR_RETURN(const std::uint64_t index, reader.unsignedInt());
    if (index > 0xFFFF'FFFF) {
        return fail(ErrorCode::DamagedData, "leaf index of an anchor link");
    }
    link.leafIndex = static_cast<std::uint32_t>(index);
    RETURN_IF_ERROR(reader.fixed(link.salt));
    ASSIGN_OR_RETURN(const std::size_t steps, reader.array());
    if (steps > anchorPathMax) {
        return fail(ErrorCode::DamagedData, "path of an anchor link");
    }
    for (std::size_t i = 0; i < steps; ++i) {
        RETURN_IF_ERROR(reader.fixed(link.path.emplace_back()));
    }
    RETURN_IF_ERROR(reader.finish());
    return link;
}

} // namespace consentry
