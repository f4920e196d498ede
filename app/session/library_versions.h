#pragma once

#include <string>
#include <vector>

namespace consentry {

/// The libraries behind a session, with their versions at run time where they tell them, and their
/// licences by SPDX: "OpenSSL 3.0.15 (Apache-2.0)".
std::vector<std::string> libraryVersions();

} // namespace consentry
