#pragma once

#include "tests/support/desktop_fixture.h"
#include "ui/models/signing_view.h"

namespace consentry::test {

/// What is signed in the demonstration's window.
enum class Act : quint8 { Grant, Revoke, RevokeMany, Rules, Dispute };

/// From any page of an open demonstration to the page on which the act is decided: Dr Han's new
/// grant, the first grant revoked, everything revoked, Dr Han shut out, the first access that no
/// rule explains.
void review(DesktopFixture& desktop, Act act);
/// To the editor, where Dr Han may look at and pass on glucose and mental health: two consents are
/// asked by themselves.
void draftSeparateConsents(DesktopFixture& desktop);
/// The button that signs on the page of review().
QString buttonOf(Act act);
ui::SendStage stageOf(ui::MainWindow& window, Act act);
/// Signs, and returns in the very moment in which the page shows the stage; with a disk that is
/// full, when it has failed.
void signUntil(DesktopFixture& desktop, Act act, ui::SendStage stage);
/// Opens the vault again as the person does, and stays until the outbox had its turn.
void openAgain(const std::filesystem::path& home);

} // namespace consentry::test
