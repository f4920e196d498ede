#include "core/adapters/state_store/file_error.h"

#include <cerrno>
#include <system_error>

namespace consentry {

ErrorCode codeOfErrno(int systemError) {
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::DiskFull;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::ReadOnly;
    default:
        return ErrorCode::Io;
    }
}

tl::unexpected<Error> failWithErrno(int systemError, const char* what) {
    return fail(codeOfErrno(systemError),
                std::string(what) + ": " + std::generic_category().message(systemError));
}

} // namespace consentry
