#pragma once

#include <csignal>

#include <sys/resource.h>

namespace consentry::test {

/// While it stands no file of this process can be written, as on a disk without room: every write
/// fails with EFBIG, which the program takes for ENOSPC. Needs no right that a person lacks.
class FullDisk {
public:
    FullDisk() {
        // The signal would end the process; ignored, the call fails.
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

} // namespace consentry::test
