#include "core/base/server_address.h"

#include <algorithm>
#include <charconv>

namespace consentry {
namespace {

constexpr std::string_view secureScheme = "https://";
constexpr std::string_view plainScheme = "http://";
constexpr std::uint32_t portMax = 65'535;

bool isHostCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
}

/// RFC 3986 unreserved, and the slash.
bool isPathCharacter(char c) {
    return isHostCharacter(c) || c == '/' || c == '_' || c == '~';
}

bool isPort(std::string_view text) {
    std::uint32_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= portMax;
}

/// Host name or IPv4 address, or an IPv6 address in brackets; without the port.
std::string_view withoutPort(std::string_view hostAndPort) {
    const std::size_t colon = hostAndPort.rfind(':');
    const bool isInside =
        hostAndPort.find(']') != std::string_view::npos && colon < hostAndPort.find(']');
    return colon == std::string_view::npos || isInside ? hostAndPort : hostAndPort.substr(0, colon);
}

bool isHost(std::string_view host) {
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        const std::string_view inner = host.substr(1, host.size() - 2);
        return std::all_of(inner.begin(), inner.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
        });
    }
    return !host.empty() && std::all_of(host.begin(), host.end(), isHostCharacter);
}

/// 127.0.0.0/8 written as an address (a name that only begins with "127." is somebody else's).
bool isLoopback(std::string_view host) {
    if (host == "localhost" || host == "[::1]") {
        return true;
    }
    return host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(),
                       [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

std::string_view withoutScheme(std::string_view url) {
    for (const std::string_view scheme : {secureScheme, plainScheme}) {
        if (url.starts_with(scheme)) {
            return url.substr(scheme.size());
        }
    }
    return {};
}

} // namespace

std::string_view hostOf(const ServerAddress& address) {
    const std::string_view rest = withoutScheme(address.url);
    return rest.substr(0, rest.find('/'));
}

bool isOnThisComputer(const ServerAddress& address) {
    return isLoopback(withoutPort(hostOf(address)));
}

Result<> checkServerAddress(const ServerAddress& address) {
    const auto refuse = [](const char* why) { return fail(ErrorCode::InvalidArgument, why); };
    if (address.url.size() > ServerAddress::urlMax) {
        return refuse("address too long");
    }
    const std::string_view hostAndPort = hostOf(address);
    const std::string_view host = withoutPort(hostAndPort);
    if (!isHost(host) ||
        (host.size() != hostAndPort.size() && !isPort(hostAndPort.substr(host.size() + 1)))) {
        return refuse("host or port of an address");
    }
    const std::string_view path = withoutScheme(address.url).substr(hostAndPort.size());
    if (!std::all_of(path.begin(), path.end(), isPathCharacter)) {
        return refuse("path of an address");
    }
    const std::size_t pins = address.pinnedKeys.size();
    if (address.url.starts_with(secureScheme)) {
        return pins >= 1 && pins <= ServerAddress::pinsMax
                   ? Result<>()
                   : Result<>(refuse("https without 1 to 8 pinned keys"));
    }
    if (!isOnThisComputer(address)) {
        return refuse("without https only to this computer");
    }
    return pins == 0 ? Result<>() : Result<>(refuse("pinned keys without https"));
}

} // namespace consentry
