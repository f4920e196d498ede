#include "core/wallet/sync_log.h"

#include "core/light_client/ledger_proofs.h"
#include "core/registry/log_event.h"
#include "core/vault/key_hierarchy.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

LogRow rowOf(const PartyId& patient, const registry::LogEvent& event, const Bytes& bytes) {
    LogRow row;
    row.patient = patient;
    row.seq = event.seq;
    row.epoch = event.epoch;
    row.height = event.height;
    row.blockTime = event.blockTime;
    row.type = static_cast<std::uint32_t>(event.type);
    row.result = static_cast<std::uint32_t>(event.result);
    row.actor = event.actor;
    row.objectId = *Digest::from(event.objectId.view());
    row.event = bytes;
    row.bodyState = event.bodyDigest ? BodyState::Waiting : BodyState::None;
    return row;
}

bool isWorthIt(const VerifiedLedger& ledger, BlockHeight height) {
    return ledger.assurance().level == Assurance::Level::NotCompared || isConfirmed(ledger, height);
}

LogCheck failedCheck(LogCheck check, std::optional<std::uint64_t> badRow, Error problem) {
    check.complete = false;
    check.badRow = badRow;
    check.problem = std::move(problem);
    return check;
}

} // namespace

/// The node serves rows of an epoch on that epoch's key; the newest usually fits.
Result<LogPage> SyncLog::fetchPage(const Identity& patient, std::uint64_t from,
                                   std::uint32_t limit) {
    ASSIGN_OR_RETURN(auto epochs, m_context.vault.keys().epochs(patient.party));
    std::reverse(epochs.begin(), epochs.end());
    Error last{ErrorCode::NotPermitted, "no epoch of this log", 0};
    for (const EpochNumber epoch : epochs) {
        ASSIGN_OR_RETURN(const auto secret,
                         m_context.vault.keys().epochSecret(patient.party, epoch));
        const SigningKey key = vault::fetchKey(secret, m_context.chainId());
        LogQuery query;
        query.patient = patient.party;
        query.from = LogSequence(from);
        query.limit = limit;
        query.signedAt = m_context.clock.now();
        query.fetchKey = key.publicKey();
        query.signature = key.sign(logQueryPreimage(m_context.chainId(), query));
        auto page = m_context.ledger.transport().logRows(query);
        if (page || page.error().code != ErrorCode::NotPermitted) {
            return page;
        }
        last = page.error();
    }
    return fail(std::move(last));
}

Result<SyncLog::Fetched> SyncLog::fetch(const Identity& patient, const registry::LogHead& start,
                                        std::uint64_t count, const JobControl& control) {
    Fetched fetched;
    registry::LogChain chain(m_context.chainId(), start);
    std::uint32_t limit = LogQuery::logPageMax;
    while (chain.head().count < count) {
        if (control.isCancelled()) {
            return fail(ErrorCode::Cancelled);
        }
        auto fetchedPage = fetchPage(patient, chain.head().count, limit);
        if (!fetchedPage && fetchedPage.error().code == ErrorCode::DamagedData) {
            // Ask row by row, to name the one that is damaged.
            if (limit > 1) {
                limit = 1;
                continue;
            }
            fetched.badRow = chain.head().count + 1;
            fetched.problem = fetchedPage.error();
            break;
        }
        ASSIGN_OR_RETURN(LogPage page, std::move(fetchedPage));
        if (page.rows.empty()) {
            fetched.badRow = chain.head().count + 1;
            fetched.problem = Error{ErrorCode::VerificationFailed, "node withholds rows", 0};
            break;
        }
        for (Bytes& row : page.rows) {
            if (chain.head().count == count) {
                break;
            }
            if (auto appended = chain.append(row); !appended) {
                fetched.badRow = chain.head().count + 1;
                fetched.problem = appended.error();
                fetched.rows.push_back(std::move(row));
                fetched.head = chain.head();
                return fetched;
            }
            fetched.rows.push_back(std::move(row));
        }
        control.report(chain.head().count, count);
    }
    fetched.head = chain.head();
    return fetched;
}

Result<> SyncLog::store(const Identity& patient, const std::vector<Bytes>& rows,
                        const VerifiedLogHead& head) {
    std::vector<LogRow> decoded;
    decoded.reserve(rows.size());
    for (const Bytes& bytes : rows) {
        ASSIGN_OR_RETURN(const registry::LogEvent event, registry::decodeLogEvent(bytes));
        decoded.push_back(rowOf(patient.party, event, bytes));
    }
    return m_context.vault.logs().append(patient.party, decoded, head);
}

Result<LogCheck> SyncLog::update(const Identity& patient, const JobControl& control) {
    ASSIGN_OR_RETURN(const ProvenState proven, m_context.ledger.state(registry::patientKey(
                                                   m_context.chainId(), patient.party)));
    if (!proven.value) {
        return fail(ErrorCode::NotFound, "patient");
    }
    ASSIGN_OR_RETURN(const auto state,
                     registry::decodeState<registry::PatientState>(*proven.value));
    ASSIGN_OR_RETURN(const auto known, m_context.vault.logs().head(patient.party));
    registry::LogHead start = registry::emptyLog(m_context.chainId(), patient.party);
    if (known) {
        start = {known->count, known->head};
    }
    LogCheck check;
    check.count = state.count;
    check.height = proven.height;
    check.time = proven.time;
    check.confirmed = isWorthIt(m_context.ledger, proven.height);
    if (state.count < start.count) {
        return failedCheck(check, state.count + 1,
                           {ErrorCode::VerificationFailed, "the log became shorter", 0});
    }
    ASSIGN_OR_RETURN(const Fetched fetched, fetch(patient, start, state.count, control));
    if (fetched.problem) {
        return failedCheck(check, fetched.badRow, *fetched.problem);
    }
    if (fetched.head.head != state.head) {
        return failedCheck(check, firstRowThatDiffers(patient, fetched.rows, start.count),
                           {ErrorCode::VerificationFailed, "rows do not meet the proven head", 0});
    }
    check.complete = true;
    check.fresh = fetched.rows.size();
    RETURN_IF_ERROR(store(patient, fetched.rows, {state.count, state.head, proven.height}));
    return check;
}

Result<LogCheck> SyncLog::verifyAll(const Identity& patient, const JobControl& control) {
    ASSIGN_OR_RETURN(LogCheck check, update(patient, control));
    if (!check.complete) {
        return check;
    }
    const registry::LogHead start = registry::emptyLog(m_context.chainId(), patient.party);
    ASSIGN_OR_RETURN(const auto known, m_context.vault.logs().head(patient.party));
    ASSIGN_OR_RETURN(const Fetched fetched, fetch(patient, start, check.count, control));
    if (fetched.problem) {
        return failedCheck(check, fetched.badRow, *fetched.problem);
    }
    if (!known || fetched.head.head != known->head) {
        return failedCheck(check, firstRowThatDiffers(patient, fetched.rows, 0),
                           {ErrorCode::VerificationFailed, "rows do not meet the proven head", 0});
    }
    // The vault's own copy must say the same as the chain.
    for (std::uint64_t i = 0; i < check.count; ++i) {
        const auto own = m_context.vault.logs().row(patient.party, LogSequence(i));
        if (!own || !equal(own->event, fetched.rows[i])) {
            return failedCheck(check, i + 1,
                               {ErrorCode::DamagedData, "the vault's copy of a row", 0});
        }
    }
    return check;
}

/// Names the row that was changed: one that the vault knows otherwise, or one that its own block
/// does not bear out. A proven head alone only says that some row is wrong.
std::optional<std::uint64_t> SyncLog::firstRowThatDiffers(const Identity& patient,
                                                          const std::vector<Bytes>& rows,
                                                          std::uint64_t from) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint64_t seq = from + i;
        const auto own = m_context.vault.logs().row(patient.party, LogSequence(seq));
        if (own && !equal(own->event, rows[i])) {
            return seq + 1;
        }
        const auto event = registry::decodeLogEvent(rows[i]);
        if (!event || (!own && !standsInItsBlock(*event))) {
            return seq + 1;
        }
    }
    return std::nullopt;
}

bool SyncLog::standsInItsBlock(const registry::LogEvent& event) {
    const auto answer = m_context.ledger.transport().transaction(event.txHash);
    if (!answer || !*answer || (*answer)->height != event.height ||
        (*answer)->index != event.txIndex) {
        return false;
    }
    const auto header = m_context.ledger.header(event.height);
    if (!header || header->time().toInstant() != event.blockTime ||
        registry::transactionHash((*answer)->transaction) != event.txHash ||
        !light_client::verifyTransaction(*header, (*answer)->transaction, (*answer)->inclusion)) {
        return false;
    }
    const auto transaction = registry::decodeTransaction((*answer)->transaction);
    if (!transaction || transaction->party != event.actor) {
        return false;
    }
    if (!event.bodyDigest) {
        return true;
    }
    const auto bodies = registry::sealedBodiesOf(*transaction);
    return std::find(bodies.digests.begin(), bodies.digests.end(), *event.bodyDigest) !=
           bodies.digests.end();
}

} // namespace consentry::wallet
