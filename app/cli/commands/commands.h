#pragma once

#include "app/cli/command_context.h"
#include "core/ports/anchor_check_store.h"

namespace consentry::cli {

// One function for each verb. What a person may get wrong was already said and comes back as an
// exit code; anything else is an Error that the caller turns into a sentence.

Result<ExitCode> runDemoCreate(const CommandContext& context);
Result<ExitCode> runDemoPeople(const CommandContext& context);
Result<ExitCode> runInit(const CommandContext& context);
Result<ExitCode> runProfileShow(const CommandContext& context);
Result<ExitCode> runProfileImport(const CommandContext& context);
Result<ExitCode> runStatus(const CommandContext& context);
Result<ExitCode> runImport(const CommandContext& context);
Result<ExitCode> runRecords(const CommandContext& context);
Result<ExitCode> runRecordsCheck(const CommandContext& context);
Result<ExitCode> runRecordAdd(const CommandContext& context);
Result<ExitCode> runRecordCorrect(const CommandContext& context);
Result<ExitCode> runRecordWithdraw(const CommandContext& context);
Result<ExitCode> runWho(const CommandContext& context);
Result<ExitCode> runGrant(const CommandContext& context);
Result<ExitCode> runGrants(const CommandContext& context);
Result<ExitCode> runSeeAs(const CommandContext& context);
Result<ExitCode> runRevoke(const CommandContext& context);
Result<ExitCode> runRules(const CommandContext& context);
Result<ExitCode> runOutbox(const CommandContext& context);
Result<ExitCode> runOutboxRetry(const CommandContext& context);
Result<ExitCode> runOutboxCancel(const CommandContext& context);
Result<ExitCode> runRead(const CommandContext& context);
Result<ExitCode> runLog(const CommandContext& context);
Result<ExitCode> runDispute(const CommandContext& context);
Result<ExitCode> runOrgShow(const CommandContext& context);
Result<ExitCode> runOrgPending(const CommandContext& context);
Result<ExitCode> runOrgPrepare(const CommandContext& context);
Result<ExitCode> runOrgPropose(const CommandContext& context);
Result<ExitCode> runOrgSign(const CommandContext& context);
Result<ExitCode> runOrgRotate(const CommandContext& context);
Result<ExitCode> runOrgLeave(const CommandContext& context);
Result<ExitCode> runRolesList(const CommandContext& context);
Result<ExitCode> runRolesAttest(const CommandContext& context);
Result<ExitCode> runRolesEnd(const CommandContext& context);
Result<ExitCode> runVerify(const CommandContext& context);
Result<ExitCode> runWords(const CommandContext& context);
Result<ExitCode> runPasswd(const CommandContext& context);

/// For scripts: "matches", "amended", …, "unchecked".
std::string_view outcomeName(AnchorOutcome outcome);

} // namespace consentry::cli
