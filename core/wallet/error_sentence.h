#pragma once

#include "core/base/error.h"
#include "core/base/language.h"

#include <string>

namespace consentry::wallet {

/// What a person reads when something failed: what happened, and what to do next. The command line
/// and the window say the same.
struct ErrorSentence {
    std::string what;
    std::string next;
};

/// For every ErrorCode, in both languages; a refusal by the registry is explained by its own
/// sentence. Never contains Error::context.
ErrorSentence errorSentence(const Error& error, Language language);

/// The same where the 24 words were asked for: there Malformed and WrongPassphrase speak of words.
ErrorSentence recoverySentence(const Error& error, Language language);

} // namespace consentry::wallet
