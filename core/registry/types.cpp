#include "core/registry/types.h"

namespace consentry::registry {

std::string_view transactionKindName(TransactionKind kind) {
    switch (kind) {
    case TransactionKind::RegisterParty:
        return "RegisterParty";
    case TransactionKind::AddKey:
        return "AddKey";
    case TransactionKind::RemoveKey:
        return "RemoveKey";
    case TransactionKind::SetMailboxes:
        return "SetMailboxes";
    case TransactionKind::Freeze:
        return "Freeze";
    case TransactionKind::Unfreeze:
        return "Unfreeze";
    case TransactionKind::Attest:
        return "Attest";
    case TransactionKind::EndAttestation:
        return "EndAttestation";
    case TransactionKind::Link:
        return "Link";
    case TransactionKind::Unlink:
        return "Unlink";
    case TransactionKind::SetLogKey:
        return "SetLogKey";
    case TransactionKind::SetPatientPolicy:
        return "SetPatientPolicy";
    case TransactionKind::Grant:
        return "Grant";
    case TransactionKind::Revoke:
        return "Revoke";
    case TransactionKind::RequestAccess:
        return "RequestAccess";
    case TransactionKind::CloseRequest:
        return "CloseRequest";
    case TransactionKind::AnchorBatch:
        return "AnchorBatch";
    case TransactionKind::AmendRecord:
        return "AmendRecord";
    case TransactionKind::Tombstone:
        return "Tombstone";
    case TransactionKind::RecordAccess:
        return "RecordAccess";
    case TransactionKind::EmergencyAccess:
        return "EmergencyAccess";
    case TransactionKind::ReviewEmergency:
        return "ReviewEmergency";
    case TransactionKind::DisputeAccess:
        return "DisputeAccess";
    case TransactionKind::AnswerDispute:
        return "AnswerDispute";
    case TransactionKind::RegisterOrganization:
        return "RegisterOrganization";
    case TransactionKind::UpdateOrganization:
        return "UpdateOrganization";
    case TransactionKind::LeaveOrganization:
        return "LeaveOrganization";
    case TransactionKind::Propose:
        return "Propose";
    case TransactionKind::Approve:
        return "Approve";
    case TransactionKind::UpdateValidators:
        return "UpdateValidators";
    case TransactionKind::SetParameters:
        return "SetParameters";
    case TransactionKind::Upgrade:
        return "Upgrade";
    case TransactionKind::Veto:
    case TransactionKind::ChangeRecoveryKey:
    case TransactionKind::Delegate:
    case TransactionKind::RevokeDelegation:
    case TransactionKind::SetHelpers:
    case TransactionKind::RecoveryApprove:
    case TransactionKind::CancelRecovery:
    case TransactionKind::ResolveRecovery:
    case TransactionKind::RecoveryFinish:
    case TransactionKind::SettleUsage:
    case TransactionKind::PublishCommitment:
        return "reserved";
    }
    return "unknown";
}

bool isProtective(TransactionKind kind) {
    return kind == TransactionKind::Revoke || kind == TransactionKind::Unlink ||
           kind == TransactionKind::Freeze;
}

std::string_view logEventTypeName(LogEventType type) {
    switch (type) {
    case LogEventType::Access:
        return "Access";
    case LogEventType::NotDelivered:
        return "NotDelivered";
    case LogEventType::DenialCount:
        return "DenialCount";
    case LogEventType::RegisterParty:
    case LogEventType::AddKey:
    case LogEventType::RemoveKey:
    case LogEventType::SetMailboxes:
    case LogEventType::Freeze:
    case LogEventType::Unfreeze:
    case LogEventType::Link:
    case LogEventType::Unlink:
    case LogEventType::SetLogKey:
    case LogEventType::SetPatientPolicy:
    case LogEventType::Grant:
    case LogEventType::Revoke:
    case LogEventType::RequestAccess:
    case LogEventType::CloseRequest:
    case LogEventType::AnchorBatch:
    case LogEventType::AmendRecord:
    case LogEventType::Tombstone:
    case LogEventType::EmergencyAccess:
    case LogEventType::ReviewEmergency:
    case LogEventType::DisputeAccess:
    case LogEventType::AnswerDispute:
        return transactionKindName(static_cast<TransactionKind>(type));
    }
    return "unknown";
}

bool isKnownLogEventType(std::uint64_t number) {
    return number <= 65 && logEventTypeName(static_cast<LogEventType>(number)) != "unknown";
}

} // namespace consentry::registry
