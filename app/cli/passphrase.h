#pragma once

#include "core/vault/vault.h"

#include <string>

namespace consentry::cli {

/// Reads a passphrase straight into locked memory, at most vault::Credentials::passphraseMax
/// bytes. One newline at the end belongs to the file, not to the passphrase. Errors: NotFound or
/// Io where it cannot be read, TooLarge, InvalidArgument where it is empty.
Result<SecretBytes> readPassphraseFile(const std::string& path);
/// From an open file descriptor, until its end; it is left open.
Result<SecretBytes> readPassphraseDescriptor(int descriptor);

} // namespace consentry::cli
