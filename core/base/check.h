#pragma once

namespace consentry {

/// Prints where and what, then aborts. Never called for bad input: that gets a Result.
[[noreturn]] void checkFailed(const char* condition, const char* file, int line);

} // namespace consentry

/// What must hold if our own code is right. Always on: a node stops rather than diverges, a vault
/// rather than writes what it does not understand.
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            ::consentry::checkFailed(#condition, __FILE__, __LINE__);                              \
        }                                                                                          \
    } while (false)

#ifdef NDEBUG
#define CHECK_DEBUG(condition) static_cast<void>(0)
#else
#define CHECK_DEBUG(condition) CHECK(condition)
#endif
