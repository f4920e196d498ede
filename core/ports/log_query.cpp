#include "core/ports/log_query.h"

#include "core/base/check.h"
#include "core/crypto/tagged_hash.h"

namespace consentry {
namespace {

/// The end of the year 9999: no clock shows more.
constexpr std::uint64_t millisMax = 253'402'300'799'999;

Result<> expectMap(CborReader& reader, std::size_t fields) {
    ASSIGN_OR_RETURN(const std::size_t found, reader.map());
    if (found != fields) {
        return fail(ErrorCode::Malformed, "map of another length");
    }
    return {};
}

Result<> expectKey(CborReader& reader, std::uint64_t key) {
    ASSIGN_OR_RETURN(const std::uint64_t found, reader.unsignedInt());
    if (found != key) {
        return fail(ErrorCode::NotCanonical, "field " + std::to_string(key) + " is misplaced");
    }
    return {};
}

Result<std::uint64_t> readNumber(CborReader& reader, std::uint64_t key, std::uint64_t max) {
    RETURN_IF_ERROR(expectKey(reader, key));
    ASSIGN_OR_RETURN(const std::uint64_t value, reader.unsignedInt());
    if (value > max) {
        return fail(ErrorCode::TooLarge, "field " + std::to_string(key));
    }
    return value;
}

template <std::size_t N, class Tag>
Result<> readFixed(CborReader& reader, std::uint64_t key, FixedBytes<N, Tag>& target) {
    RETURN_IF_ERROR(expectKey(reader, key));
    return reader.fixed(target);
}

} // namespace

Bytes logQueryPreimage(std::string_view chainId, const LogQuery& query) {
    CborWriter writer = taggedPreimage("log-query", chainId, 4);
    writer.byteString(query.patient.view()).unsignedInt(query.from.value).unsignedInt(query.limit);
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(query.signedAt)));
    return std::move(writer).bytes();
}

Bytes encodeLogQuery(const LogQuery& query) {
    CHECK(query.limit >= 1 && query.limit <= LogQuery::logPageMax);
    CHECK(millisOf(query.signedAt) >= 0);
    CborWriter writer;
    writer.map(6).unsignedInt(0).byteString(query.patient.view());
    writer.unsignedInt(1).unsignedInt(query.from.value);
    writer.unsignedInt(2).unsignedInt(query.limit);
    writer.unsignedInt(3).unsignedInt(static_cast<std::uint64_t>(millisOf(query.signedAt)));
    writer.unsignedInt(4).byteString(query.fetchKey.view());
    writer.unsignedInt(5).byteString(query.signature.view());
    return std::move(writer).bytes();
}

Result<LogQuery> decodeLogQuery(ByteView bytes) {
    CborReader reader(bytes);
    LogQuery query;
    RETURN_IF_ERROR(expectMap(reader, 6));
    RETURN_IF_ERROR(readFixed(reader, 0, query.patient));
    ASSIGN_OR_RETURN(query.from.value, readNumber(reader, 1, UINT64_MAX));
    ASSIGN_OR_RETURN(const std::uint64_t limit, readNumber(reader, 2, LogQuery::logPageMax));
    if (limit == 0) {
        return fail(ErrorCode::Malformed, "a page of no rows");
    }
    query.limit = static_cast<std::uint32_t>(limit);
    ASSIGN_OR_RETURN(const std::uint64_t millis, readNumber(reader, 3, millisMax));
    query.signedAt = instantFromMillis(static_cast<std::int64_t>(millis));
    RETURN_IF_ERROR(readFixed(reader, 4, query.fetchKey));
    RETURN_IF_ERROR(readFixed(reader, 5, query.signature));
    RETURN_IF_ERROR(reader.finish());
    return query;
}

Bytes encodeLogPage(const LogPage& page) {
    CborWriter writer;
    writer.map(2).unsignedInt(0).array(page.rows.size());
    for (const Bytes& row : page.rows) {
        writer.byteString(row);
    }
    writer.unsignedInt(1).boolean(page.more);
    return std::move(writer).bytes();
}

Result<LogPage> decodeLogPage(ByteView bytes) {
    CborReader reader(bytes);
    LogPage page;
    RETURN_IF_ERROR(expectMap(reader, 2));
    RETURN_IF_ERROR(expectKey(reader, 0));
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    if (count > LogQuery::logPageMax) {
        return fail(ErrorCode::TooLarge, "page of " + std::to_string(count) + " rows");
    }
    page.rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        ASSIGN_OR_RETURN(const ByteView row, reader.byteString());
        if (row.size() > LogPage::rowBytesMax) {
            return fail(ErrorCode::TooLarge, "row of " + std::to_string(row.size()) + " bytes");
        }
        page.rows.push_back(toBytes(row));
    }
    RETURN_IF_ERROR(expectKey(reader, 1));
    ASSIGN_OR_RETURN(page.more, reader.boolean());
    RETURN_IF_ERROR(reader.finish());
    return page;
}

} // namespace consentry
