#pragma once

#include "core/base/result.h"

#include <stdexcept>

namespace consentry::test {

/// The value, or an exception that fails the test.
template <class T> T must(Result<T> result) {
    if (!result) {
        throw std::runtime_error(toString(result.error()));
    }
    return std::move(*result);
}
inline void must(const Result<>& result) {
    if (!result) {
        throw std::runtime_error(toString(result.error()));
    }
}

} // namespace consentry::test
