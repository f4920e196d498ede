#pragma once

#include "app/cli/command_context.h"
#include "core/hospital/key_file.h"
#include "core/hospital/organization_card.h"

namespace consentry::cli {

// The folder of an organisation as consentry-ceremony makes it: card.json and keys/*.key. Errors:
// NotFound, Io, TooLarge, those of cards and key files (Locked where a passphrase is missing).

Result<Bytes> readSmallFile(const std::filesystem::path& path, std::size_t bytesMax);
/// Only the owner may read it.
Result<> writeSmallFile(NewFiles& files, const std::filesystem::path& path, std::string_view text);

Result<hospital::OrganizationCard> readMemberCard(const std::filesystem::path& folder);
/// The governance key of --governance FILE, with --governance-passphrase-file or -fd where it is
/// protected. InvalidArgument where none is named.
Result<SigningKey> governanceKeyOf(const Arguments& arguments);
/// The same; without --governance the one in the folder.
Result<SigningKey> governanceKeyIn(const Arguments& arguments, const std::filesystem::path& folder);
Result<SigningKey> memberKey(const std::filesystem::path& folder,
                             hospital::OrganizationKeyRole role);

/// The keys that an organisation replaces alone: "attestor" and "gateway".
std::optional<hospital::OrganizationKeyRole> rotatedRole(std::string_view word);
/// The key that lies beside the present one as <role>-next.key; made where there is none, so that a
/// rotation that was cut off goes on with the same key.
Result<SigningKey> nextKey(NewFiles& files, const std::filesystem::path& folder,
                           const std::string& chainId, hospital::OrganizationKeyRole role);
/// The next key takes the place of the present one, which stays as <role>-old.key.
Result<> putInPlace(NewFiles& files, const std::filesystem::path& folder,
                    const std::string& chainId, hospital::OrganizationKeyRole role,
                    const SigningKey& next);

} // namespace consentry::cli
