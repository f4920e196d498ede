#pragma once

#include "core/crypto/secret.h"

#include <string_view>
#include <vector>

namespace consentry {

/// 32 bytes from which a person's recovery and reading keys derive; written down as 24 words.
using RootSecret = SecretKey<32, struct RootSecretTag>;

enum class WordList { English, ChineseSimplified };

/// The 24 words of BIP-39 for 256 bits of entropy, separated by single spaces, UTF-8.
SecretBytes mnemonicFromRoot(const RootSecret& root, WordList list);

/// Accepts any white space (also U+3000), upper case, and unambiguous four-letter abbreviations of
/// English words. Malformed with the number of the first bad word ("word 7"), or for a wrong
/// checksum.
Result<RootSecret> rootFromMnemonic(const SecretBytes& words);

/// The single words of such a text, in order, as they stand there; whether they are in a list is
/// another question. A text longer than any 24 words has none.
std::vector<SecretBytes> splitMnemonic(const SecretBytes& words);

/// Whether one of the lists has this word, or it is the abbreviation of one.
bool isMnemonicWord(ByteView word);

/// The word at `index` (0 to 2047).
std::string_view mnemonicWord(WordList list, std::size_t index);

} // namespace consentry
