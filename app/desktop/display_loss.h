#pragma once

namespace consentry::desktop {

/// What becomes of the program when there is no display, or no longer one: a session that ends, a
/// server that crashed, a remote desktop that was cut off. Qt then leaves the process from the
/// middle of its event loop, while jobs still run and windows still stand. This one leaves at once
/// and by itself, with a sentence on standard error: what was signed or stored stands in the vault,
/// which is as consistent as after a power cut, and nothing is done on the way out.
///
/// One for the program, made before QApplication and destroyed after it. GUI thread.
class DisplayLoss {
public:
    /// Exit status of a program whose display went away, or that found none.
    static constexpr int status = 3;

    DisplayLoss();
    ~DisplayLoss();
    DisplayLoss(const DisplayLoss&) = delete;
    DisplayLoss& operator=(const DisplayLoss&) = delete;

    /// The display was reached: from here on its loss is what ends the program.
    void applicationStands();
};

} // namespace consentry::desktop
