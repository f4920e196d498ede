#include "core/wallet/log_details.h"

#include "core/base/worker_pool.h"
#include "core/registry/object_ids.h"
#include "core/wallet/waiting_bodies.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace consentry::wallet {
namespace {

using registry::LogEventType;

Result<consent::Grant> openedGrant(const StoredGrant& stored) {
    SecretBytes padded(stored.content.size());
    std::copy(stored.content.begin(), stored.content.end(), padded.exposeForWriting().begin());
    ASSIGN_OR_RETURN(const BodyPlaintext body, BodyPlaintext::parse(std::move(padded)));
    return consent::decodeGrant(body.content());
}

/// Whether a grant allows what the row says, by the gateway's own rules: a gateway that names
/// somebody else's grant, another purpose or another time is found here. The standing policy of
/// that day is not at hand, so only the grant speaks.
bool allows(const consent::Grant& grant, const LogRow& row, const AccessBody& body,
            const ReadRequest& request) {
    consent::PatientPolicy nothingDenied;
    nothingDenied.patient = row.patient;
    consent::AccessRequest asked;
    asked.basis = consent::Basis::Grant;
    asked.patient = row.patient;
    asked.reader = request.reader;
    if (!body.reader.organization.isZero()) {
        asked.organization = body.reader.organization;
    }
    if (const auto role = consent::parseRole(body.reader.role)) {
        asked.role = *role;
    }
    asked.staffId = body.reader.staffId;
    asked.purpose = request.purpose;
    return consent::evaluateRequest(&nothingDenied, &grant, asked, row.blockTime).permitted;
}

/// Says what the wallet makes of a row. Keeps the grants that it met: a log names few of them many
/// times.
class RowJudge {
public:
    explicit RowJudge(GrantStore& grants) : m_grants(grants) {}

    LogVerdict judge(const LogRow& row, const OpenedRow& opened) {
        const auto type = static_cast<LogEventType>(row.type);
        if (opened.state == BodyState::Missing || opened.state == BodyState::Mismatch ||
            opened.state == BodyState::CannotOpen) {
            return LogVerdict::Alarm;
        }
        if (type == LogEventType::EmergencyAccess) {
            return LogVerdict::Attention;
        }
        return type == LogEventType::Access ? judgeAccess(row, opened) : LogVerdict::Explained;
    }

private:
    LogVerdict judgeAccess(const LogRow& row, const OpenedRow& opened) {
        const auto& request = opened.request;
        if (!opened.access || !request || !opened.isReaderSigned ||
            request->patient != row.patient || request->custodian != row.actor) {
            return LogVerdict::Alarm;
        }
        if (row.result != 0) {
            return LogVerdict::Explained;
        }
        // A custodian that told the ledger "permitted" and the patient "refused".
        if (!opened.access->permitted) {
            return LogVerdict::Alarm;
        }
        switch (request->basis) {
        case consent::Basis::Grant: {
            const auto& grant = find(request->basisId);
            return grant && allows(*grant, row, *opened.access, *request) ? LogVerdict::Explained
                                                                          : LogVerdict::Alarm;
        }
        case consent::Basis::Emergency:
            return LogVerdict::Attention;
        case consent::Basis::Self:
            return request->reader == row.patient ? LogVerdict::Explained : LogVerdict::Alarm;
        case consent::Basis::None:
            break;
        }
        return LogVerdict::Alarm;
    }

    /// None for a grant that this vault does not have or cannot read.
    const std::optional<consent::Grant>& find(const std::optional<Digest>& id) {
        static const std::optional<consent::Grant> none;
        if (!id) {
            return none;
        }
        const auto [place, isNew] = m_known.try_emplace(*id);
        if (isNew) {
            if (const auto stored = m_grants.find(registry::idCast<GrantId>(*id))) {
                if (auto grant = openedGrant(*stored)) {
                    place->second = std::move(*grant);
                }
            }
        }
        return place->second;
    }

    GrantStore& m_grants;
    std::unordered_map<Digest, std::optional<consent::Grant>> m_known;
};

/// Rows that are opened together, with what is found.
struct Batch {
    std::vector<SealedRow> sealed;
    std::vector<OpenedRow> opened;

    bool isEmpty() const { return sealed.empty(); }
};

std::vector<LogStore::BodyUpdate> updatesOf(Batch batch, RowJudge& judge) {
    std::vector<LogStore::BodyUpdate> updates;
    updates.reserve(batch.sealed.size());
    for (std::size_t i = 0; i < batch.sealed.size(); ++i) {
        const LogRow& row = batch.sealed[i].row;
        OpenedRow& opened = batch.opened[i];
        LogStore::BodyUpdate update{row.seq, opened.state, judge.judge(row, opened), {}};
        if (opened.state == BodyState::Opened) {
            update.details =
                LogDetails{std::move(opened.content), std::move(opened.terms),
                           opened.request ? namedGrant(*opened.request) : std::nullopt};
        }
        updates.push_back(std::move(update));
    }
    return updates;
}

} // namespace

Result<std::uint64_t> LogDetailsReader::openWaiting(const Identity& patient,
                                                    const JobControl& control,
                                                    std::uint64_t limit) {
    ASSIGN_OR_RETURN(auto state, provenPatient(m_context, patient.party));
    WaitingBodies bodies(m_context, patient, std::move(state.mailboxes));
    RowJudge judge(m_context.vault.grants());
    std::uint64_t fetched = 0;
    std::uint64_t stored = 0;
    const auto fetch = [&]() -> Result<Batch> {
        Batch batch;
        if (!control.isCancelled() && fetched < limit) {
            ASSIGN_OR_RETURN(batch.sealed, bodies.next(limit - fetched));
            batch.opened.resize(batch.sealed.size());
            fetched += batch.sealed.size();
        }
        return batch;
    };
    const auto store = [&](Batch batch) -> Result<> {
        if (!batch.isEmpty()) {
            const auto updates = updatesOf(std::move(batch), judge);
            RETURN_IF_ERROR(m_context.vault.logs().setBodies(patient.party, updates));
            stored += updates.size();
            control.report(stored, 0);
        }
        return {};
    };

    Batch done;
    ASSIGN_OR_RETURN(Batch current, fetch());
    Batch following;
    WorkerPool pool; // after the batches: its threads end before what they work on
    while (!current.isEmpty()) {
        pool.start(current.sealed.size(), [&](std::size_t i) {
            if (!control.isCancelled()) {
                current.opened[i] = openRow(m_context.chainId(), current.sealed[i]);
            }
        });
        RETURN_IF_ERROR(store(std::exchange(done, {})));
        ASSIGN_OR_RETURN(following, fetch());
        pool.finish();
        if (control.isCancelled()) {
            break; // some of `current` may not have been opened
        }
        done = std::exchange(current, std::exchange(following, {}));
    }
    RETURN_IF_ERROR(store(std::move(done)));
    return stored;
}

} // namespace consentry::wallet
