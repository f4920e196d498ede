#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace consentry {

void checkFailed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: CHECK(%s) failed. This is a bug; nothing more was written.\n",
                 file, line, condition);
    std::abort();
}

} // namespace consentry
