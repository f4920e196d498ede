#pragma once

#include "core/base/ids.h"

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

/// Where a server of the consortium is reached, and by which keys it is known. A certificate
/// authority plays no part: organisations make their own certificates, and the pins say which.
struct ServerAddress {
    static constexpr std::size_t urlMax = 255; ///< bytes
    static constexpr std::size_t pinsMax = 8;

    /// "https://node.hospital.example:26657". "http://" only to this computer itself.
    std::string url;
    /// SHA-256 of the SubjectPublicKeyInfo (RFC 7469 §2.4) of every key that the server may
    /// present: at least one for https, so that a key can be changed at most as fast as profiles.
    std::vector<Digest> pinnedKeys;

    friend bool operator==(const ServerAddress&, const ServerAddress&) = default;
};

/// "node.hospital.example:26657": scheme and path cut off, for messages and back-off.
std::string_view hostOf(const ServerAddress& address);

/// Whether it is this computer itself: 127.0.0.0/8, ::1, localhost.
bool isOnThisComputer(const ServerAddress& address);

/// InvalidArgument unless the address is one that the program may talk to: https with 1 to pinsMax
/// pins, or http to a loopback address without any; printable ASCII; no user, query or fragment.
Result<> checkServerAddress(const ServerAddress& address);

} // namespace consentry
