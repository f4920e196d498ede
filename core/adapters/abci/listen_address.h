#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace consentry::abci {

/// Where the engine finds the application: `unix:///run/consentry/node.sock` or
/// `tcp://127.0.0.1:26658`.
struct ListenAddress {
    enum class Kind { Unix, Tcp };
    Kind kind = Kind::Unix;
    std::string path; ///< of the socket's file
    std::string host; ///< a numeric address
    std::uint16_t port = 0;

    /// As parse() reads it.
    std::string text() const;
    friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

/// InvalidArgument, with what is wrong.
Result<ListenAddress> parseListenAddress(std::string_view text);

} // namespace consentry::abci
