#include "core/crypto/suite.h"

namespace consentry {

Result<SuiteId> suiteFromNumber(std::uint64_t number) {
    if (number == static_cast<std::uint64_t>(SuiteId::Suite1)) {
        return SuiteId::Suite1;
    }
    return fail(ErrorCode::Unsupported, "suite " + std::to_string(number));
}

} // namespace consentry
