#pragma once

#include <string>
#include <vector>

namespace consentry {

/// The libraries behind a session with their versions at run time: "OpenSSL 3.0.15".
std::vector<std::string> libraryVersions();

} // namespace consentry
