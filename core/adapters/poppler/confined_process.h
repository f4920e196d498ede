#pragma once

#include "core/adapters/poppler/confinement.h"
#include "core/base/bytes.h"

#include <stop_token>
#include <string>

namespace consentry::adapters {

struct ChildProgram {
    std::filesystem::path path; ///< absolute
    std::vector<std::string> arguments;
};

/// How a confined child ended, and what it said.
struct ChildEnd {
    enum class How : std::uint8_t {
        Exited,
        Crashed, ///< by a signal that is none of ours
        OutOfTime,
        TooMuchOutput, ///< `output` holds as much as was allowed
        Cancelled,
        NotFound,    ///< there is no such program
        NotConfined, ///< could not be shut in, and was not run
        NotStarted,
    };
    How how = How::NotStarted;
    int code = 0; ///< of Exited, or the signal's number
    Bytes output;
    std::string complaint; ///< the first of what went to its standard error
};

/// Runs a program inside a Confinement, with `input` as its standard input and no environment.
/// Everything passes through pipes. It is killed, with all that it may have started, at the end of
/// its time, when it says too much, when a stop is asked for, and when the calling thread ends.
ChildEnd runConfined(const ChildProgram& program, ByteView input, std::size_t outputMax,
                     const ChildLimits& limits, const std::stop_token& stop);

} // namespace consentry::adapters
