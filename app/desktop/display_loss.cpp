#include "app/desktop/display_loss.h"

#include <QtGlobal>

#include <atomic>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace consentry::desktop {
namespace {

enum class Phase { Outside, Starting, Running };

std::atomic<Phase> phase = Phase::Outside; ///< messages come from every thread
QtMessageHandler handlerBefore = nullptr;

constexpr std::string_view noDisplay =
    "consentry: there is no display to show a window on. Start it on a desktop, or use "
    "consentry-cli, which needs none.\n";
constexpr std::string_view displayWentAway =
    "consentry: the display went away. What was signed or stored is in the vault; open it again.\n";

/// Also where nothing of the program may be used any more.
[[noreturn]] void leave(std::string_view words) {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words.data(), words.size());
    std::_Exit(DisplayLoss::status);
}

/// The only notice that Qt gives before it leaves: exit() follows, and with it the destructors of
/// objects that other threads still use.
bool tellsLoss(const QString& message) {
    return message.startsWith(QLatin1String("The X11 connection broke")) ||
           message.startsWith(QLatin1String("The Wayland connection"));
}

void hear(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    // Qt aborts where no display can be reached, which is no fault of the program's.
    if (type == QtFatalMsg && phase == Phase::Starting) {
        leave(noDisplay);
    }
    if (phase == Phase::Running && tellsLoss(message)) {
        leave(displayWentAway);
    }
    if (handlerBefore != nullptr) {
        handlerBefore(type, context, message);
    }
}

/// For a version of Qt that says it in other words: nothing but the program's end calls exit().
void leaveWhileRunning() {
    if (phase == Phase::Running) {
        leave(displayWentAway);
    }
}

} // namespace

DisplayLoss::DisplayLoss() {
    phase = Phase::Starting;
    handlerBefore = qInstallMessageHandler(hear);
    static const int registered = std::atexit(leaveWhileRunning);
    static_cast<void>(registered);
}

DisplayLoss::~DisplayLoss() {
    phase = Phase::Outside;
    qInstallMessageHandler(handlerBefore);
    handlerBefore = nullptr;
}

void DisplayLoss::applicationStands() {
    phase = Phase::Running;
}

} // namespace consentry::desktop
