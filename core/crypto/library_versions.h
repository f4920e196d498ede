#pragma once

#include <string>

namespace consentry {

// As the libraries say themselves at run time: "3.0.15", "1.0.18".
std::string opensslVersion();
std::string sodiumVersion();

} // namespace consentry
