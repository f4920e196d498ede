#include "core/ports/record_gateway.h"

#include "core/crypto/tagged_hash.h"
#include "core/registry/object_ids.h"

namespace consentry {
namespace {

constexpr std::size_t fieldCount = 10;
constexpr std::size_t resourceTypesMax = 64;
constexpr std::size_t wordBytesMax = 64;

template <std::size_t N, class Tag>
void writeOptional(CborWriter& writer, const std::optional<FixedBytes<N, Tag>>& value) {
    value ? writer.byteString(value->view()) : writer.null();
}

template <std::size_t N, class Tag>
Result<> readOptional(CborReader& reader, std::optional<FixedBytes<N, Tag>>& target) {
    if (reader.takeNull()) {
        target.reset();
        return {};
    }
    return reader.fixed(target.emplace());
}

Result<std::string> readWord(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::string_view text, reader.text());
    if (text.size() > wordBytesMax) {
        return fail(ErrorCode::TooLarge, "word in a read request");
    }
    return std::string(text);
}

Result<> expectText(CborReader& reader, std::string_view expected) {
    ASSIGN_OR_RETURN(const std::string_view text, reader.text());
    if (text != expected) {
        return fail(ErrorCode::Malformed, "not a read request of this ledger");
    }
    return {};
}

} // namespace

Bytes encodeReadRequest(std::string_view chainId, const ReadRequest& request) {
    CborWriter writer = taggedPreimage("read-request", chainId, fieldCount);
    writer.byteString(request.custodian.view());
    writer.byteString(request.reader.view());
    writer.byteString(request.readerKey.view());
    writer.byteString(request.patient.view());
    writer.unsignedInt(static_cast<std::uint64_t>(request.basis));
    writeOptional(writer, request.basisId);
    writeOptional(writer, request.attestation);
    writer.text(request.purpose);
    writer.array(request.resourceTypes.size());
    for (const std::string& type : request.resourceTypes) {
        writer.text(type);
    }
    writer.array(2).unsignedInt(static_cast<std::uint64_t>(millisOf(request.createdAt)));
    writer.byteString(request.nonce.view());
    return std::move(writer).bytes();
}

std::optional<GrantId> namedGrant(const ReadRequest& request) {
    if (request.basis != consent::Basis::Grant || !request.basisId) {
        return std::nullopt;
    }
    return registry::idCast<GrantId>(*request.basisId);
}

Result<ReadRequest> decodeReadRequest(std::string_view chainId, ByteView bytes) {
    CborReader reader(bytes);
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    if (count != fieldCount + 2) {
        return fail(ErrorCode::Malformed, "read request of another length");
    }
    RETURN_IF_ERROR(expectText(reader, "read-request"));
    RETURN_IF_ERROR(expectText(reader, chainId));
    ReadRequest request;
    RETURN_IF_ERROR(reader.fixed(request.custodian));
    RETURN_IF_ERROR(reader.fixed(request.reader));
    RETURN_IF_ERROR(reader.fixed(request.readerKey));
    RETURN_IF_ERROR(reader.fixed(request.patient));
    ASSIGN_OR_RETURN(const std::uint64_t basis, reader.unsignedInt());
    if (basis < static_cast<std::uint64_t>(consent::Basis::Grant) ||
        basis > static_cast<std::uint64_t>(consent::Basis::None)) {
        return fail(ErrorCode::Malformed, "unknown basis");
    }
    request.basis = static_cast<consent::Basis>(basis);
    RETURN_IF_ERROR(readOptional(reader, request.basisId));
    RETURN_IF_ERROR(readOptional(reader, request.attestation));
    ASSIGN_OR_RETURN(request.purpose, readWord(reader));
    ASSIGN_OR_RETURN(const std::size_t types, reader.array());
    if (types > resourceTypesMax) {
        return fail(ErrorCode::TooLarge, "resource types in a read request");
    }
    for (std::size_t i = 0; i < types; ++i) {
        ASSIGN_OR_RETURN(std::string word, readWord(reader));
        request.resourceTypes.push_back(std::move(word));
    }
    ASSIGN_OR_RETURN(const std::size_t tail, reader.array());
    if (tail != 2) {
        return fail(ErrorCode::Malformed, "read request without time and nonce");
    }
    ASSIGN_OR_RETURN(const std::uint64_t millis, reader.unsignedInt());
    if (millis > std::uint64_t(1) << 52) {
        return fail(ErrorCode::Malformed, "time of a read request");
    }
    request.createdAt = instantFromMillis(static_cast<std::int64_t>(millis));
    RETURN_IF_ERROR(reader.fixed(request.nonce));
    RETURN_IF_ERROR(reader.finish());
    return request;
}

} // namespace consentry
