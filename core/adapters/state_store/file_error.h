#pragma once

#include "core/base/result.h"

namespace consentry {

/// What a refusal by the file system means to us: DiskFull, ReadOnly or Io.
ErrorCode codeOfErrno(int systemError);
/// "what: No space left on device".
tl::unexpected<Error> failWithErrno(int systemError, const char* what);

} // namespace consentry
