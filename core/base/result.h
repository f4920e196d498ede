#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace consentry {

/// The outcome of anything that can fail: a value, or an Error. The compiler warns when one is
/// ignored. `Result<>` carries success alone.
///
///     Result<Vault> openVault(…);
///     ASSIGN_OR_RETURN(Vault vault, openVault(…));   // in a function that returns a Result
///     RETURN_IF_ERROR(vault.flush());
template <class T = void> class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
};

/// `return fail(ErrorCode::TooLarge, "batch of 300 items");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string context = {}) {
    return tl::unexpected<Error>(Error{code, std::move(context), 0});
}

/// Passes an error on as it is.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

/// Puts where it happened in front of an error's context.
[[nodiscard]] inline tl::unexpected<Error> failWithin(std::string_view where, Error error) {
    error.context = std::string(where) + (error.context.empty() ? "" : ": " + error.context);
    return tl::unexpected<Error>(std::move(error));
}

} // namespace consentry

#define CONSENTRY_CONCAT_INNER(a, b) a##b
#define CONSENTRY_CONCAT(a, b) CONSENTRY_CONCAT_INNER(a, b)

/// Declares or assigns `target` from a Result, or returns its error from the current function.
#define ASSIGN_OR_RETURN(target, expression)                                                       \
    ASSIGN_OR_RETURN_INNER(CONSENTRY_CONCAT(result_, __LINE__), target, expression)
#define ASSIGN_OR_RETURN_INNER(result, target, expression)                                         \
    auto result = (expression);                                                                    \
    if (!result) {                                                                                 \
        return ::consentry::fail(std::move(result).error());                                       \
    }                                                                                              \
    target = std::move(*result)

/// Returns the error of a `Result<>` from the current function.
#define RETURN_IF_ERROR(expression)                                                                \
    do {                                                                                           \
        if (auto status = (expression); !status) {                                                 \
            return ::consentry::fail(std::move(status).error());                                   \
        }                                                                                          \
    } while (false)
