#include "core/ports/access_body.h"

#include "core/crypto/sealed_body.h"
#include "core/crypto/tagged_hash.h"

namespace consentry {
namespace {

constexpr std::size_t textBytesMax = 256;
constexpr std::uint64_t version = 1;

Result<> readText(CborReader& reader, std::string& target) {
    ASSIGN_OR_RETURN(const std::string_view text, reader.text());
    if (text.size() > textBytesMax) {
        return fail(ErrorCode::TooLarge, "text in a log body");
    }
    target = text;
    return {};
}

Result<> readBytes(CborReader& reader, Bytes& target, std::size_t max) {
    ASSIGN_OR_RETURN(const ByteView bytes, reader.byteString());
    if (bytes.size() > max) {
        return fail(ErrorCode::TooLarge, "bytes in a log body");
    }
    target = toBytes(bytes);
    return {};
}

Result<> expectArray(CborReader& reader, std::size_t count) {
    ASSIGN_OR_RETURN(const std::size_t found, reader.array());
    if (found != count) {
        return fail(ErrorCode::Malformed, "array of another length");
    }
    return {};
}

Result<> expectVersion(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::uint64_t found, reader.unsignedInt());
    if (found != version) {
        return fail(ErrorCode::Unsupported, "version of a log body");
    }
    return {};
}

/// At most textBytesMax bytes, cut between characters.
std::string_view shortened(std::string_view text) {
    if (text.size() <= textBytesMax) {
        return text;
    }
    std::size_t end = textBytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

Bytes encodeWhole(const AccessBody& body) {
    CborWriter writer;
    writer.array(9).unsignedInt(version);
    writer.byteString(body.signedRequest);
    writer.byteString(body.readerSignature.view());
    writer.byteString(body.readerKey.view());
    writer.byteString(encodeNameCard(body.reader));
    writer.boolean(body.permitted);
    writer.unsignedInt(body.rule);
    writer.unsignedInt(body.matched);
    writer.array(body.items.size());
    for (const ReleasedItem& item : body.items) {
        writer.array(3).byteString(item.digest.view());
        writer.text(shortened(item.resourceType)).text(shortened(item.title));
    }
    return std::move(writer).bytes();
}

} // namespace

Bytes encodeNameCard(const NameCard& card) {
    CborWriter writer;
    writer.array(8).unsignedInt(version).byteString(card.organization.view());
    writer.text(card.staffId).text(card.role).text(card.nameZh).text(card.nameEn);
    writer.text(card.departmentZh).text(card.departmentEn);
    return std::move(writer).bytes();
}

Result<NameCard> decodeNameCard(ByteView bytes) {
    CborReader reader(bytes);
    NameCard card;
    RETURN_IF_ERROR(expectArray(reader, 8));
    RETURN_IF_ERROR(expectVersion(reader));
    RETURN_IF_ERROR(reader.fixed(card.organization));
    for (std::string* text : {&card.staffId, &card.role, &card.nameZh, &card.nameEn,
                              &card.departmentZh, &card.departmentEn}) {
        RETURN_IF_ERROR(readText(reader, *text));
    }
    RETURN_IF_ERROR(reader.finish());
    return card;
}

Digest nameCardDigest(std::string_view chainId, const NameCard& card) {
    return taggedHash("name-card", chainId, {encodeNameCard(card)});
}

Bytes encodeAccessBody(AccessBody body) {
    if (body.items.size() > AccessBody::itemsMax) {
        body.items.resize(AccessBody::itemsMax);
    }
    Bytes encoded = encodeWhole(body);
    while (encoded.size() > BodyPlaintext::contentMax && !body.items.empty()) {
        body.items.resize(body.items.size() / 2);
        encoded = encodeWhole(body);
    }
    return encoded;
}

Result<AccessBody> decodeAccessBody(ByteView bytes) {
    CborReader reader(bytes);
    AccessBody body;
    RETURN_IF_ERROR(expectArray(reader, 9));
    RETURN_IF_ERROR(expectVersion(reader));
    RETURN_IF_ERROR(readBytes(reader, body.signedRequest, 16'384));
    RETURN_IF_ERROR(reader.fixed(body.readerSignature));
    RETURN_IF_ERROR(reader.fixed(body.readerKey));
    Bytes card;
    RETURN_IF_ERROR(readBytes(reader, card, 4'096));
    ASSIGN_OR_RETURN(body.reader, decodeNameCard(card));
    ASSIGN_OR_RETURN(body.permitted, reader.boolean());
    ASSIGN_OR_RETURN(const std::uint64_t rule, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::uint64_t matched, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::size_t items, reader.array());
    if (rule > 0xFFFF || matched > 0xFFFF'FFFF || items > AccessBody::itemsMax || items > matched) {
        return fail(ErrorCode::TooLarge, "numbers in an access body");
    }
    body.rule = static_cast<std::uint32_t>(rule);
    body.matched = static_cast<std::uint32_t>(matched);
    for (std::size_t i = 0; i < items; ++i) {
        ReleasedItem& item = body.items.emplace_back();
        RETURN_IF_ERROR(expectArray(reader, 3));
        RETURN_IF_ERROR(reader.fixed(item.digest));
        RETURN_IF_ERROR(readText(reader, item.resourceType));
        RETURN_IF_ERROR(readText(reader, item.title));
    }
    RETURN_IF_ERROR(reader.finish());
    return body;
}

Bytes encodeEmergencyBody(const EmergencyBody& body) {
    CborWriter writer;
    writer.array(3).unsignedInt(version).byteString(encodeNameCard(body.requester));
    writer.text(body.reason);
    return std::move(writer).bytes();
}

Result<EmergencyBody> decodeEmergencyBody(ByteView bytes) {
    CborReader reader(bytes);
    EmergencyBody body;
    RETURN_IF_ERROR(expectArray(reader, 3));
    RETURN_IF_ERROR(expectVersion(reader));
    Bytes card;
    RETURN_IF_ERROR(readBytes(reader, card, 4'096));
    ASSIGN_OR_RETURN(body.requester, decodeNameCard(card));
    ASSIGN_OR_RETURN(const std::string_view reason, reader.text());
    if (reason.size() > EmergencyBody::reasonMax) {
        return fail(ErrorCode::TooLarge, "reason of an emergency");
    }
    body.reason = reason;
    RETURN_IF_ERROR(reader.finish());
    return body;
}

} // namespace consentry
