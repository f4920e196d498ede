#include "app/cli/organization_keys.h"

#include <fstream>
#include <system_error>

namespace consentry::cli {
namespace {

using hospital::KeyFile;
using hospital::OrganizationKeyRole;
namespace fs = std::filesystem;

fs::path keyPath(const fs::path& folder, OrganizationKeyRole role, std::string_view suffix = "") {
    return folder / "keys" / (std::string(hospital::roleName(role)) + std::string(suffix) + ".key");
}

Result<SigningKey> readKey(const fs::path& path, OrganizationKeyRole role,
                           const SecretBytes* passphrase) {
    ASSIGN_OR_RETURN(Bytes text, readSmallFile(path, KeyFile::fileBytesMax));
    auto file = hospital::decodeKeyFile(text, passphrase);
    wipe(text);
    if (!file) {
        return failWithin(path.string(), file.error());
    }
    return hospital::signingKeyOf(*file, role);
}

Result<> writeKey(NewFiles& files, const fs::path& path, const std::string& chainId,
                  OrganizationKeyRole role, const SigningKey& key) {
    ASSIGN_OR_RETURN(const SecretBytes text,
                     hospital::encodeKeyFile(hospital::keyFileOf(chainId, role, key), nullptr));
    ASSIGN_OR_RETURN(const auto file, files.create(path));
    RETURN_IF_ERROR(file->write(text.expose()));
    return file->commit();
}

Result<SigningKey> governanceKeyAt(const Arguments& arguments, const fs::path& path) {
    auto passphrase = passphraseFrom(arguments, "--governance-passphrase");
    if (!passphrase && passphrase.error().code != ErrorCode::Locked) {
        return fail(std::move(passphrase).error());
    }
    return readKey(path, OrganizationKeyRole::Governance, passphrase ? &*passphrase : nullptr);
}

} // namespace

Result<Bytes> readSmallFile(const fs::path& path, std::size_t bytesMax) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return fail(ErrorCode::NotFound, path.string());
    }
    Bytes bytes(bytesMax + 1);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > bytesMax) {
        return fail(ErrorCode::TooLarge, path.string());
    }
    return bytes;
}

Result<> writeSmallFile(NewFiles& files, const fs::path& path, std::string_view text) {
    ASSIGN_OR_RETURN(const auto file, files.create(path));
    RETURN_IF_ERROR(file->write(bytesOf(text)));
    return file->commit();
}

Result<hospital::OrganizationCard> readMemberCard(const fs::path& folder) {
    ASSIGN_OR_RETURN(const Bytes text,
                     readSmallFile(folder / "card.json", hospital::OrganizationCard::fileBytesMax));
    return hospital::decodeCard(text);
}

Result<SigningKey> governanceKeyOf(const Arguments& arguments) {
    const auto path = arguments.value("--governance");
    if (!path) {
        return fail(ErrorCode::InvalidArgument, "--governance");
    }
    return governanceKeyAt(arguments, *path);
}

Result<SigningKey> governanceKeyIn(const Arguments& arguments, const fs::path& folder) {
    const auto path = arguments.value("--governance");
    return governanceKeyAt(arguments, path ? fs::path(*path)
                                           : keyPath(folder, OrganizationKeyRole::Governance));
}

Result<SigningKey> memberKey(const fs::path& folder, OrganizationKeyRole role) {
    return readKey(keyPath(folder, role), role, nullptr);
}

std::optional<OrganizationKeyRole> rotatedRole(std::string_view word) {
    for (const OrganizationKeyRole role :
         {OrganizationKeyRole::Attestor, OrganizationKeyRole::Gateway}) {
        if (word == hospital::roleName(role)) {
            return role;
        }
    }
    return std::nullopt;
}

Result<SigningKey> nextKey(NewFiles& files, const fs::path& folder, const std::string& chainId,
                           OrganizationKeyRole role) {
    const fs::path path = keyPath(folder, role, "-next");
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
        return readKey(path, role, nullptr);
    }
    SigningKey key = SigningKey::generate();
    RETURN_IF_ERROR(writeKey(files, path, chainId, role, key));
    return key;
}

Result<> putInPlace(NewFiles& files, const fs::path& folder, const std::string& chainId,
                    OrganizationKeyRole role, const SigningKey& next) {
    ASSIGN_OR_RETURN(const SigningKey before, memberKey(folder, role));
    RETURN_IF_ERROR(writeKey(files, keyPath(folder, role, "-old"), chainId, role, before));
    RETURN_IF_ERROR(writeKey(files, keyPath(folder, role), chainId, role, next));
    std::error_code failed;
    fs::remove(keyPath(folder, role, "-next"), failed);
    if (failed) {
        return fail(ErrorCode::Io, "the next key's file stays");
    }
    return {};
}

} // namespace consentry::cli
