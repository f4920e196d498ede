#include "core/adapters/abci/listen_address.h"

#include <sys/un.h>

#include <charconv>

namespace consentry::abci {
namespace {

constexpr std::string_view unixScheme = "unix://";
constexpr std::string_view tcpScheme = "tcp://";

Result<ListenAddress> parseUnix(std::string_view path) {
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path)) {
        return fail(ErrorCode::InvalidArgument,
                    "the path of a socket has 1 to " +
                        std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " bytes");
    }
    ListenAddress address;
    address.kind = ListenAddress::Kind::Unix;
    address.path = path;
    return address;
}

Result<ListenAddress> parseTcp(std::string_view rest) {
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos || colon == 0) {
        return fail(ErrorCode::InvalidArgument, "write tcp://address:port");
    }
    ListenAddress address;
    address.kind = ListenAddress::Kind::Tcp;
    address.host = rest.substr(0, colon);
    if (address.host.size() > 2 && address.host.front() == '[' && address.host.back() == ']') {
        address.host = address.host.substr(1, address.host.size() - 2);
    }
    const std::string_view port = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc() || end != port.data() + port.size()) {
        return fail(ErrorCode::InvalidArgument, "a port is a number from 0 to 65535");
    }
    return address;
}

} // namespace

std::string ListenAddress::text() const {
    if (kind == Kind::Unix) {
        return std::string(unixScheme) + path;
    }
    const bool isLong = host.find(':') != std::string::npos;
    return std::string(tcpScheme) + (isLong ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<ListenAddress> parseListenAddress(std::string_view text) {
    if (text.starts_with(unixScheme)) {
        return parseUnix(text.substr(unixScheme.size()));
    }
    if (text.starts_with(tcpScheme)) {
        return parseTcp(text.substr(tcpScheme.size()));
    }
    return fail(ErrorCode::InvalidArgument, "an address begins with unix:// or tcp://");
}

} // namespace consentry::abci
