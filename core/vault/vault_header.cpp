#include "core/vault/vault_header.h"

#include "core/base/cbor.h"
#include "core/crypto/hash.h"
#include "core/crypto/secret.h"

namespace consentry::vault {

namespace {

constexpr std::string_view magic = "consentry vault\n";

// Keys of the body's map, ascending.
enum Field : std::uint64_t {
    FieldId = 1,
    FieldCreatedAt = 2,
    FieldRevision = 3,
    FieldMemoryKiB = 4,
    FieldPasses = 5,
    FieldSalt = 6,
    FieldNeedsKeyFile = 7,
    FieldByPassphrase = 8,
    FieldByRoot = 9,
    FieldNewestBackup = 10,
};
constexpr std::size_t fieldCount = 10;

void writeWrap(CborWriter& writer, const WrappedVaultKey& wrap) {
    writer.array(2).byteString(wrap.nonce.view()).byteString(wrap.sealed.view());
}

Bytes encodeBody(const VaultHeader& header) {
    CborWriter writer;
    writer.map(fieldCount);
    writer.unsignedInt(FieldId).byteString(header.id.view());
    writer.unsignedInt(FieldCreatedAt)
        .unsignedInt(static_cast<std::uint64_t>(millisOf(header.createdAt)));
    writer.unsignedInt(FieldRevision).unsignedInt(header.revision);
    writer.unsignedInt(FieldMemoryKiB).unsignedInt(header.kdf.memoryKiB);
    writer.unsignedInt(FieldPasses).unsignedInt(header.kdf.passes);
    writer.unsignedInt(FieldSalt).byteString(header.salt.view());
    writer.unsignedInt(FieldNeedsKeyFile).boolean(header.needsKeyFile);
    writer.unsignedInt(FieldByPassphrase);
    writeWrap(writer, header.byPassphrase);
    writer.unsignedInt(FieldByRoot);
    writeWrap(writer, header.byRoot);
    writer.unsignedInt(FieldNewestBackup).byteString(header.newestBackup.view());
    return std::move(writer).bytes();
}

Digest macOf(ByteView body, const HeaderMacKey& key) {
    CborWriter covered;
    covered.array(3).text(magic).unsignedInt(vaultHeaderVersion).byteString(body);
    return hmacSha256(key.expose(), covered.bytes());
}

Bytes assemble(ByteView body, const Digest& mac) {
    Bytes file = toBytes(bytesOf(magic));
    CborWriter writer;
    writer.array(3).unsignedInt(vaultHeaderVersion).byteString(body).byteString(mac.view());
    append(file, writer.bytes());
    append(file, sha256(file).view());
    return file;
}

Result<> readKey(CborReader& reader, Field expected) {
    ASSIGN_OR_RETURN(const std::uint64_t key, reader.unsignedInt());
    if (key != expected) {
        return fail(ErrorCode::Malformed, "field " + std::to_string(key));
    }
    return {};
}

Result<std::uint64_t> readNumber(CborReader& reader, Field field, std::uint64_t max) {
    RETURN_IF_ERROR(readKey(reader, field));
    ASSIGN_OR_RETURN(const std::uint64_t number, reader.unsignedInt());
    if (number > max) {
        return fail(ErrorCode::Malformed, "number too large");
    }
    return number;
}

Result<> readWrap(CborReader& reader, Field field, WrappedVaultKey& wrap) {
    RETURN_IF_ERROR(readKey(reader, field));
    ASSIGN_OR_RETURN(const std::size_t size, reader.array());
    if (size != 2) {
        return fail(ErrorCode::Malformed, "wrapped key");
    }
    RETURN_IF_ERROR(reader.fixed(wrap.nonce));
    return reader.fixed(wrap.sealed);
}

Result<VaultHeader> decodeBody(ByteView body) {
    constexpr std::uint64_t millisMax = 253'402'300'799'999; // the year 9999
    VaultHeader header;
    CborReader reader(body);
    ASSIGN_OR_RETURN(const std::size_t fields, reader.map());
    if (fields != fieldCount) {
        return fail(ErrorCode::Malformed, "field count");
    }
    RETURN_IF_ERROR(readKey(reader, FieldId));
    RETURN_IF_ERROR(reader.fixed(header.id));
    ASSIGN_OR_RETURN(const std::uint64_t created, readNumber(reader, FieldCreatedAt, millisMax));
    header.createdAt = instantFromMillis(static_cast<std::int64_t>(created));
    ASSIGN_OR_RETURN(header.revision, readNumber(reader, FieldRevision, UINT64_MAX));
    ASSIGN_OR_RETURN(const std::uint64_t memory,
                     readNumber(reader, FieldMemoryKiB, argon2Ceiling.memoryKiB));
    ASSIGN_OR_RETURN(const std::uint64_t passes,
                     readNumber(reader, FieldPasses, argon2Ceiling.passes));
    header.kdf = {static_cast<std::uint32_t>(memory), static_cast<std::uint32_t>(passes)};
    if (header.kdf.memoryKiB < argon2Floor.memoryKiB || header.kdf.passes < argon2Floor.passes) {
        return fail(ErrorCode::Malformed, "key derivation below the floor");
    }
    RETURN_IF_ERROR(readKey(reader, FieldSalt));
    RETURN_IF_ERROR(reader.fixed(header.salt));
    RETURN_IF_ERROR(readKey(reader, FieldNeedsKeyFile));
    ASSIGN_OR_RETURN(header.needsKeyFile, reader.boolean());
    RETURN_IF_ERROR(readWrap(reader, FieldByPassphrase, header.byPassphrase));
    RETURN_IF_ERROR(readWrap(reader, FieldByRoot, header.byRoot));
    RETURN_IF_ERROR(readKey(reader, FieldNewestBackup));
    RETURN_IF_ERROR(reader.fixed(header.newestBackup));
    RETURN_IF_ERROR(reader.finish());
    return header;
}

Result<ReceivedVaultHeader> decodeInner(ByteView inner) {
    CborReader reader(inner);
    ASSIGN_OR_RETURN(const std::size_t parts, reader.array());
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (version != vaultHeaderVersion) {
        return fail(ErrorCode::Unsupported, "vault version " + std::to_string(version));
    }
    if (parts != 3) {
        return fail(ErrorCode::Malformed, "parts");
    }
    ASSIGN_OR_RETURN(const ByteView body, reader.byteString());
    ReceivedVaultHeader received;
    RETURN_IF_ERROR(reader.fixed(received.mac));
    RETURN_IF_ERROR(reader.finish());
    ASSIGN_OR_RETURN(received.header, decodeBody(body));
    return received;
}

} // namespace

Bytes encodeVaultHeader(const VaultHeader& header, const HeaderMacKey& macKey) {
    const Bytes body = encodeBody(header);
    return assemble(body, macOf(body, macKey));
}

Bytes encodeReceivedVaultHeader(const ReceivedVaultHeader& received) {
    return assemble(encodeBody(received.header), received.mac);
}

Result<ReceivedVaultHeader> decodeVaultHeader(ByteView file) {
    if (file.size() > vaultHeaderBytesMax || file.size() < magic.size() + Digest::size ||
        textOf(file.first(magic.size())) != magic) {
        return fail(ErrorCode::DamagedHeader, "not a vault header");
    }
    const ByteView covered = file.first(file.size() - Digest::size);
    if (!equal(sha256(covered).view(), file.last(Digest::size))) {
        return fail(ErrorCode::DamagedHeader, "checksum");
    }
    auto received = decodeInner(covered.subspan(magic.size()));
    if (!received && received.error().code != ErrorCode::Unsupported) {
        return fail(ErrorCode::DamagedHeader, received.error().context);
    }
    return received;
}

Result<> checkVaultHeaderMac(const ReceivedVaultHeader& received, const HeaderMacKey& macKey) {
    const Digest expected = macOf(encodeBody(received.header), macKey);
    if (!equalInConstantTime(expected.view(), received.mac.view())) {
        return fail(ErrorCode::DamagedHeader, "authentication");
    }
    return {};
}

Bytes passphraseWrapContext(const VaultHeader& header) {
    CborWriter writer;
    writer.array(6).text("vault-passphrase").byteString(header.id.view());
    writer.unsignedInt(header.kdf.memoryKiB).unsignedInt(header.kdf.passes);
    writer.byteString(header.salt.view()).boolean(header.needsKeyFile);
    return std::move(writer).bytes();
}

Bytes rootWrapContext(const VaultHeader& header) {
    CborWriter writer;
    writer.array(2).text("vault-root").byteString(header.id.view());
    return std::move(writer).bytes();
}

} // namespace consentry::vault
