#include "core/ports/dispute_body.h"

#include "core/base/cbor.h"

namespace consentry {
namespace {

constexpr std::uint64_t version = 1;

} // namespace

Bytes encodeDisputeBody(const DisputeBody& body) {
    CborWriter writer;
    writer.array(3).unsignedInt(version).unsignedInt(body.row.value).text(body.words);
    return std::move(writer).bytes();
}

Result<DisputeBody> decodeDisputeBody(ByteView bytes) {
    CborReader reader(bytes);
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    ASSIGN_OR_RETURN(const std::uint64_t found, reader.unsignedInt());
    if (found != version) {
        return fail(ErrorCode::Unsupported, "version of a dispute");
    }
    ASSIGN_OR_RETURN(const std::uint64_t row, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::string_view words, reader.text());
    if (count != 3 || words.empty()) {
        return fail(ErrorCode::Malformed, "dispute");
    }
    if (words.size() > DisputeBody::wordsMax) {
        return fail(ErrorCode::TooLarge, "words of a dispute");
    }
    RETURN_IF_ERROR(reader.finish());
    return DisputeBody{LogSequence(row), std::string(words)};
}

} // namespace consentry
