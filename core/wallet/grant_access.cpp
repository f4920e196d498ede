#include "core/wallet/grant_access.h"

#include "core/registry/object_ids.h"

namespace consentry::wallet {
namespace {

GrantStage stageOf(SubmitStage stage) {
    switch (stage) {
    case SubmitStage::Sent:
        return GrantStage::Sent;
    case SubmitStage::InBlock:
        return GrantStage::InBlock;
    case SubmitStage::Proven:
        break;
    }
    return GrantStage::Proven;
}

ActProgress progressOf(GrantStage stage) {
    switch (stage) {
    case GrantStage::Sent:
        return {ActProgress::Stage::Sent};
    case GrantStage::InBlock:
        return {ActProgress::Stage::InBlock};
    case GrantStage::Proven:
        return {ActProgress::Stage::Proven};
    case GrantStage::Signed:
    case GrantStage::Failed:
        break;
    }
    return {ActProgress::Stage::Signed};
}

PartyId counterpartOf(const consent::Grantee& grantee) {
    return grantee.person ? *grantee.person : grantee.organization.value_or(PartyId());
}

/// Keeps the stages of one grant in the vault while it is on its way.
class StageRecorder {
public:
    StageRecorder(WalletContext& context, std::vector<GrantId> grants, GrantProcess process,
                  const OnActProgress& onProgress)
        : m_context(context), m_grants(std::move(grants)), m_process(process),
          m_onProgress(onProgress) {}

    void mark(GrantStage stage, BlockHeight height = {}, std::uint32_t refusal = 0) {
        for (const GrantId& id : m_grants) {
            auto marked = m_context.vault.grants().mark(
                id, m_process, stage, {m_context.clock.now(), height, m_hash, refusal});
            if (!marked && m_status) {
                m_status = fail(std::move(marked).error());
            }
        }
        if (m_onProgress && stage != GrantStage::Failed) {
            m_onProgress(progressOf(stage));
        }
    }
    void setHash(const TxHash& hash) { m_hash = hash; }
    const Result<>& status() const { return m_status; }

private:
    WalletContext& m_context;
    std::vector<GrantId> m_grants;
    GrantProcess m_process;
    const OnActProgress& m_onProgress;
    TxHash m_hash;
    Result<> m_status;
};

Result<ProvenTransaction> submitRecorded(WalletContext& context, ByteView bytes,
                                         StageRecorder& recorder) {
    recorder.setHash(registry::transactionHash(bytes));
    recorder.mark(GrantStage::Signed);
    RETURN_IF_ERROR(recorder.status());
    auto proven = context.ledger.submit(bytes, [&](SubmitStage stage) {
        if (stage != SubmitStage::Proven) {
            recorder.mark(stageOf(stage));
        }
    });
    if (!proven) {
        if (proven.error().code == ErrorCode::Refused) {
            recorder.mark(GrantStage::Failed, {},
                          static_cast<std::uint32_t>(proven.error().refusal));
        }
        return proven;
    }
    recorder.mark(GrantStage::Proven, proven->height);
    RETURN_IF_ERROR(recorder.status());
    return proven;
}

} // namespace

Result<Bytes> GrantAccess::payload(const PreparedGrant& prepared) {
    return consent::encodeGrant(prepared.grant);
}

Result<GrantId> GrantAccess::send(const Identity& patient, const PreparedGrant& prepared,
                                  std::string_view title, const OnActProgress& onProgress) {
    const std::string& chainId = m_context.chainId();
    const consent::Grant& grant = prepared.grant;
    ASSIGN_OR_RETURN(const Bytes content, consent::encodeGrant(grant));
    ASSIGN_OR_RETURN(const BodyPlaintext body, BodyPlaintext::create(content));
    ASSIGN_OR_RETURN(const registry::PatientState state, provenPatient(m_context, patient.party));
    const BodyContext sealing{chainId, SuiteId::Suite1, patient.party, patient.party,
                              registry::idCast<Digest>(grant.id)};
    const SealingPublicKey recipients[] = {state.logKey};
    ASSIGN_OR_RETURN(SealedCopies sealed, sealForLog(body, sealing, state.epoch, recipients));

    registry::Grant entry;
    entry.nonce = prepared.nonce;
    entry.from = grant.notBefore;
    entry.until = grant.notAfter;
    entry.supersedes = prepared.supersedes;
    entry.details = sealed.details;
    ASSIGN_OR_RETURN(registry::Transaction transaction,
                     deviceTransaction(m_context, patient, std::move(entry)));
    RETURN_IF_ERROR(depositBodies(transaction,
                                  {{patient.party, state.epoch, std::move(sealed.copies.front())}},
                                  {0}, state.mailboxes, m_context.mailboxes));
    ASSIGN_OR_RETURN(const Bytes bytes, signByDevice(m_context, patient, transaction));

    StoredGrant stored;
    stored.id = grant.id;
    stored.patient = patient.party;
    stored.issuer = patient.party;
    stored.counterpart = counterpartOf(grant.grantee);
    stored.content = toBytes(body.padded());
    stored.title = title;
    stored.state = GrantState::Pending;
    stored.createdAt = m_context.clock.now();
    stored.begin = grant.notBefore;
    stored.end = grant.notAfter;
    stored.supersedes = prepared.supersedes;
    RETURN_IF_ERROR(m_context.vault.grants().put(stored));

    StageRecorder recorder(m_context, {grant.id}, GrantProcess::Grant, onProgress);
    const auto proven = submitRecorded(m_context, bytes, recorder);
    if (!proven) {
        if (proven.error().code == ErrorCode::Refused) {
            RETURN_IF_ERROR(m_context.vault.grants().setState(grant.id, GrantState::Failed));
        }
        return fail(proven.error());
    }
    RETURN_IF_ERROR(m_context.vault.grants().setState(grant.id, GrantState::Active));
    if (prepared.supersedes) {
        RETURN_IF_ERROR(
            m_context.vault.grants().setState(*prepared.supersedes, GrantState::Revoked));
    }
    RETURN_IF_ERROR(mailOpening(patient, grant, body));
    return grant.id;
}

/// The opening goes to the person's own devices, kept by the organisation that attests them; for
/// an organisation and role, to the organisation's inbox.
Result<> GrantAccess::mailOpening(const Identity& patient, const consent::Grant& grant,
                                  const BodyPlaintext& body) {
    const std::string& chainId = m_context.chainId();
    const Digest subject = registry::idCast<Digest>(grant.id);
    const BodyContext context{chainId, SuiteId::Suite1, patient.party, patient.party, subject};
    const auto mail = [&](const PartyId& recipient, const PartyId& at,
                          const SealingPublicKey& key) -> Result<> {
        Mailbox* mailbox = m_context.mailboxes.find(at);
        if (mailbox == nullptr) {
            return fail(ErrorCode::Unreachable, "mailbox of the grantee");
        }
        ASSIGN_OR_RETURN(Sealed sealed, sealBody(body, context, key));
        return mailbox->depositMail(
            {patient.party, recipient, subject, std::move(sealed), m_context.clock.now()});
    };
    if (!grant.grantee.person) {
        const PartyId organization = *grant.grantee.organization;
        ASSIGN_OR_RETURN(const auto org, m_context.ledger.object<registry::OrgState>(
                                             registry::orgKey(chainId, organization)));
        return org ? mail(organization, organization, org->inboxKey)
                   : Result<>(fail(ErrorCode::NotFound, "organisation"));
    }
    const PartyId person = *grant.grantee.person;
    ASSIGN_OR_RETURN(const auto party, m_context.ledger.object<registry::PartyState>(
                                           registry::partyKey(chainId, person)));
    if (!party) {
        return fail(ErrorCode::NotFound, "grantee");
    }
    PartyId at = grant.grantee.organization.value_or(PartyId());
    if (at.isZero()) {
        ASSIGN_OR_RETURN(const Contact contact, m_context.vault.contacts().find(person));
        ASSIGN_OR_RETURN(const NameCard card, decodeNameCard(contact.card));
        at = card.organization;
    }
    for (const KeyId& keyId : party->keys) {
        ASSIGN_OR_RETURN(const auto key, m_context.ledger.object<registry::KeyState>(
                                             registry::keyKey(chainId, keyId)));
        if (key && key->role == registry::KeyRole::Device && key->sealingKey && !key->frozenBy &&
            !key->removedFrom) {
            RETURN_IF_ERROR(mail(person, at, *key->sealingKey));
        }
    }
    return {};
}

Result<ProvenTransaction> RevokeGrant::revoke(const Identity& patient,
                                              std::span<const GrantId> grants,
                                              const OnActProgress& onProgress) {
    registry::Revoke body;
    body.grants.assign(grants.begin(), grants.end());
    std::sort(body.grants.begin(), body.grants.end());
    ASSIGN_OR_RETURN(registry::Transaction transaction,
                     deviceTransaction(m_context, patient, std::move(body)));
    ASSIGN_OR_RETURN(const Bytes bytes, signByDevice(m_context, patient, transaction));
    StageRecorder recorder(m_context, {grants.begin(), grants.end()}, GrantProcess::Revocation,
                           onProgress);
    ASSIGN_OR_RETURN(const ProvenTransaction proven, submitRecorded(m_context, bytes, recorder));
    for (const GrantId& id : grants) {
        RETURN_IF_ERROR(m_context.vault.grants().setState(id, GrantState::Revoked));
    }
    return proven;
}

} // namespace consentry::wallet
