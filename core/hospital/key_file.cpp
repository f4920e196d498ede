#include "core/hospital/key_file.h"

#include "core/crypto/aead.h"
#include "core/crypto/random.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace consentry::hospital {
namespace {

constexpr std::string_view firstLine = "consentry key 1\n";
constexpr std::string_view kind = "consentry key ";
constexpr std::size_t seedBytes = 32;
constexpr std::array roles = {OrganizationKeyRole::Governance, OrganizationKeyRole::Attestor,
                              OrganizationKeyRole::Gateway, OrganizationKeyRole::Inbox};

/// Views into the file's text: the seed is not copied into ordinary memory.
using Lines = std::map<std::string_view, std::string_view>;

std::string line(std::string_view name, std::string_view value) {
    return std::string(name) + ": " + std::string(value) + "\n";
}

Result<Lines> linesOf(std::string_view text) {
    if (!text.starts_with(firstLine)) {
        return fail(text.starts_with(kind) ? ErrorCode::Unsupported : ErrorCode::Malformed,
                    "key file: first line");
    }
    text.remove_prefix(firstLine.size());
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t colon = text.find(": ");
        if (end == std::string_view::npos || colon == std::string_view::npos || colon > end ||
            !lines.emplace(text.substr(0, colon), text.substr(colon + 2, end - colon - 2)).second) {
            return fail(ErrorCode::Malformed, "key file: a line that is no single \"name: value\"");
        }
        text.remove_prefix(end + 1);
    }
    return lines;
}

Result<std::string_view> valueOf(const Lines& lines, std::string_view name) {
    const auto found = lines.find(name);
    if (found == lines.end()) {
        return fail(ErrorCode::Malformed, "key file: no line \"" + std::string(name) + "\"");
    }
    return found->second;
}

Result<SecretBytes> secretOf(std::string_view base64) {
    ASSIGN_OR_RETURN(Bytes bytes, fromBase64(base64));
    return SecretBytes::takeFrom(bytes);
}

Result<Argon2Parameters> argon2Of(std::string_view text) {
    Argon2Parameters parameters;
    const char* const end = text.data() + text.size();
    const auto memory = std::from_chars(text.data(), end, parameters.memoryKiB);
    if (memory.ec != std::errc() || memory.ptr == end || *memory.ptr != ' ') {
        return fail(ErrorCode::Malformed, "key file: argon2");
    }
    const auto passes = std::from_chars(memory.ptr + 1, end, parameters.passes);
    if (passes.ec != std::errc() || passes.ptr != end) {
        return fail(ErrorCode::Malformed, "key file: argon2");
    }
    return parameters;
}

Result<AeadKey> fileKey(const SecretBytes& passphrase, const Argon2Salt& salt,
                        const Argon2Parameters& parameters) {
    ASSIGN_OR_RETURN(const DerivedKey derived, argon2id(passphrase, salt, parameters));
    ASSIGN_OR_RETURN(SecretBytes key, hkdfSha256(derived.expose(), {},
                                                 bytesOf("consentry key file"), AeadKey::size));
    return AeadKey::from(std::move(key));
}

Result<SecretBytes> openSeed(std::string_view text, const Lines& lines,
                             const SecretBytes* passphrase) {
    if (passphrase == nullptr) {
        return fail(ErrorCode::Locked, "key file");
    }
    ASSIGN_OR_RETURN(const std::string_view saltText, valueOf(lines, "salt"));
    ASSIGN_OR_RETURN(const Argon2Salt salt, Argon2Salt::fromHexText(saltText));
    ASSIGN_OR_RETURN(const std::string_view argon2Text, valueOf(lines, "argon2"));
    ASSIGN_OR_RETURN(const Argon2Parameters parameters, argon2Of(argon2Text));
    ASSIGN_OR_RETURN(const std::string_view nonceText, valueOf(lines, "nonce"));
    ASSIGN_OR_RETURN(const AeadNonce nonce, AeadNonce::fromHexText(nonceText));
    ASSIGN_OR_RETURN(const std::string_view sealedText, valueOf(lines, "sealed"));
    ASSIGN_OR_RETURN(const Bytes sealed, fromBase64(sealedText));
    ASSIGN_OR_RETURN(const AeadKey key, fileKey(*passphrase, salt, parameters));
    // All lines before the sealed one are bound to it.
    const std::string_view context(text.data(),
                                   static_cast<std::size_t>(sealedText.data() - text.data()) -
                                       std::string_view("sealed: ").size());
    auto opened = aeadOpen(key, nonce, bytesOf(context), sealed);
    if (!opened) {
        return fail(opened.error().code == ErrorCode::BadSignature ? ErrorCode::WrongPassphrase
                                                                   : opened.error().code,
                    "key file");
    }
    return opened;
}

template <class Key> Result<> requirePublic(const KeyFile& file, const Key& key) {
    if (!equal(file.publicKey, key.publicKey().view())) {
        return fail(ErrorCode::BadKey, "key file: the public key is not that of the seed");
    }
    return {};
}

} // namespace

std::string_view roleName(OrganizationKeyRole role) {
    switch (role) {
    case OrganizationKeyRole::Governance:
        return "governance";
    case OrganizationKeyRole::Attestor:
        return "attestor";
    case OrganizationKeyRole::Gateway:
        return "gateway";
    case OrganizationKeyRole::Inbox:
        return "inbox";
    }
    return "unknown";
}

KeyFile keyFileOf(std::string chainId, OrganizationKeyRole role, const SigningKey& key) {
    const SigningKey::Seed seed = key.seed();
    SecretBytes copy(seed.expose().size());
    std::copy(seed.expose().begin(), seed.expose().end(), copy.exposeForWriting().begin());
    return {std::move(chainId), role, toBytes(key.publicKey().view()), std::move(copy)};
}

KeyFile keyFileOf(std::string chainId, const SealingKey& inbox) {
    const ByteView secret = inbox.secret().expose();
    SecretBytes copy(secret.size());
    std::copy(secret.begin(), secret.end(), copy.exposeForWriting().begin());
    return {std::move(chainId), OrganizationKeyRole::Inbox, toBytes(inbox.publicKey().view()),
            std::move(copy)};
}

Result<SigningKey> signingKeyOf(const KeyFile& file, OrganizationKeyRole role) {
    if (file.role != role || role == OrganizationKeyRole::Inbox) {
        return fail(ErrorCode::BadKey, "key file: holds the key for " +
                                           std::string(roleName(file.role)) + ", not for " +
                                           std::string(roleName(role)));
    }
    ASSIGN_OR_RETURN(const SigningKey::Seed seed, SigningKey::Seed::from(file.seed.clone()));
    SigningKey key = SigningKey::fromSeed(seed);
    RETURN_IF_ERROR(requirePublic(file, key));
    return key;
}

Result<SealingKey> inboxKeyOf(const KeyFile& file) {
    if (file.role != OrganizationKeyRole::Inbox) {
        return fail(ErrorCode::BadKey, "key file: holds no inbox key");
    }
    ASSIGN_OR_RETURN(SealingKey::Secret secret, SealingKey::Secret::from(file.seed.clone()));
    SealingKey key = SealingKey::fromSecret(std::move(secret));
    RETURN_IF_ERROR(requirePublic(file, key));
    return key;
}

Result<SecretBytes> encodeKeyFile(const KeyFile& file, const SecretBytes* passphrase,
                                  const Argon2Parameters& parameters) {
    if (file.seed.size() != seedBytes || file.chainId.find('\n') != std::string::npos) {
        return fail(ErrorCode::InvalidArgument, "key file");
    }
    std::string text(firstLine);
    text += line("chain", file.chainId) + line("role", roleName(file.role)) +
            line("public", toHex(file.publicKey));
    if (passphrase == nullptr) {
        text += line("seed", toBase64(file.seed.expose()));
    } else {
        const auto salt = randomFixed<Argon2Salt::size, Argon2SaltTag>();
        const auto nonce = randomFixed<AeadNonce::size, AeadNonceTag>();
        ASSIGN_OR_RETURN(const AeadKey key, fileKey(*passphrase, salt, parameters));
        text += line("salt", salt.hex()) +
                line("argon2", std::to_string(parameters.memoryKiB) + " " +
                                   std::to_string(parameters.passes)) +
                line("nonce", nonce.hex());
        ASSIGN_OR_RETURN(const Bytes sealed,
                         aeadSeal(key, nonce, bytesOf(text), file.seed.expose()));
        text += line("sealed", toBase64(sealed));
    }
    return SecretBytes::takeFrom(std::as_writable_bytes(std::span(text)));
}

Result<KeyFile> decodeKeyFile(ByteView bytes, const SecretBytes* passphrase) {
    if (bytes.size() > KeyFile::fileBytesMax) {
        return fail(ErrorCode::TooLarge, "key file");
    }
    const std::string_view text = textOf(bytes);
    ASSIGN_OR_RETURN(const Lines lines, linesOf(text));
    KeyFile file;
    ASSIGN_OR_RETURN(file.chainId, valueOf(lines, "chain"));
    ASSIGN_OR_RETURN(const std::string_view role, valueOf(lines, "role"));
    const auto known =
        std::find_if(roles.begin(), roles.end(), [&](auto one) { return roleName(one) == role; });
    if (known == roles.end()) {
        return fail(ErrorCode::Unsupported, "key file: role");
    }
    file.role = *known;
    ASSIGN_OR_RETURN(const std::string_view publicKey, valueOf(lines, "public"));
    ASSIGN_OR_RETURN(file.publicKey, fromHex(publicKey));
    if (lines.contains("sealed")) {
        ASSIGN_OR_RETURN(file.seed, openSeed(text, lines, passphrase));
    } else {
        ASSIGN_OR_RETURN(const std::string_view seed, valueOf(lines, "seed"));
        ASSIGN_OR_RETURN(file.seed, secretOf(seed));
    }
    if (file.seed.size() != seedBytes || file.publicKey.size() != seedBytes) {
        return fail(ErrorCode::Malformed, "key file: length of a key");
    }
    return file;
}

} // namespace consentry::hospital
