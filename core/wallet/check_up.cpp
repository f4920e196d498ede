#include "core/wallet/check_up.h"

#include "core/wallet/standing_rules.h"

#include "core/wallet/log_entries.h"

#include <algorithm>
#include <map>
#include <set>

namespace consentry::wallet {
namespace {

using consent::GrantHistory;

constexpr std::size_t rowsPerPage = 100;

std::string dismissalOf(const GrantId& grant, consent::Finding::Kind kind) {
    return "check-up/dismissed/" + grant.hex() + "/" + std::string(consent::findingWord(kind));
}

/// The newest permitted access of which only its details would say by which grant it was, and they
/// are not opened.
Result<std::optional<Instant>> newestUnopened(LogStore& logs, const PartyId& patient) {
    std::optional<Instant> newest;
    for (const BodyState state :
         {BodyState::Waiting, BodyState::Missing, BodyState::Mismatch, BodyState::CannotOpen}) {
        LogFilter filter;
        filter.bodyState = state;
        std::optional<LogSequence> after;
        std::optional<Instant> found;
        do {
            ASSIGN_OR_RETURN(const LogPageRows page,
                             logs.page(patient, filter, LogOrder::NewestFirst, after, rowsPerPage));
            const auto access =
                std::find_if(page.rows.begin(), page.rows.end(), [](const LogRow& row) {
                    return row.result == 0 && static_cast<registry::LogEventType>(row.type) ==
                                                  registry::LogEventType::Access;
                });
            if (access != page.rows.end()) {
                found = access->blockTime;
            }
            after = page.next;
        } while (after && !found);
        newest = std::max(newest, found);
    }
    return newest;
}

class Histories {
public:
    /// `unopened` as newestUnopened().
    Histories(VaultDatabase& vault, const std::string& chainId, const PartyId& patient,
              const std::vector<clinical::RecordFacts>& records, bool isLogComplete,
              std::optional<Instant> unopened)
        : m_entries(vault.logs(), chainId), m_patient(patient), m_isLogComplete(isLogComplete),
          m_unopened(unopened) {
        for (std::size_t i = 0; i < records.size(); ++i) {
            m_positions.emplace(records[i].digest, i);
        }
    }

    Result<GrantHistory> of(const consent::Grant& grant) {
        GrantHistory history;
        history.isComplete = m_isLogComplete && !(m_unopened && *m_unopened >= grant.notBefore);
        LogFilter filter;
        filter.usedGrant = grant.id;
        std::set<std::size_t> read;
        std::size_t seen = 0;
        std::optional<LogSequence> after;
        do {
            ASSIGN_OR_RETURN(const LogEntries::Page page,
                             m_entries.page(m_patient, filter, after, rowsPerPage));
            for (const LogEntry& entry : page.entries) {
                add(entry, history, read);
            }
            seen += page.entries.size();
            after = page.next;
        } while (after && seen < checkUpAccessesMax);
        history.isComplete = history.isComplete && !after;
        history.read.assign(read.begin(), read.end());
        return history;
    }

private:
    void add(const LogEntry& entry, GrantHistory& history, std::set<std::size_t>& read) const {
        if (entry.kind != EntryKind::ByRule) {
            return; // refused, or a misuse, which is no reason to keep a grant broad
        }
        ++history.times;
        if (!history.last || entry.at > *history.last) {
            history.last = entry.at;
        }
        if (!entry.access || !entry.request) {
            history.isComplete = false;
            return;
        }
        const auto purpose = consent::Purpose::fromCode(entry.request->purpose);
        if (!purpose) {
            history.isComplete = false;
        } else if (std::find(history.purposes.begin(), history.purposes.end(), *purpose) ==
                   history.purposes.end()) {
            history.purposes.push_back(*purpose);
        }
        history.isComplete =
            history.isComplete && entry.access->matched == entry.access->items.size();
        for (const ReleasedItem& item : entry.access->items) {
            const auto found = m_positions.find(item.digest);
            if (found == m_positions.end()) {
                history.isComplete = false; // only a hospital holds it
            } else {
                read.insert(found->second);
            }
        }
    }

    LogEntries m_entries;
    PartyId m_patient;
    bool m_isLogComplete;
    std::optional<Instant> m_unopened;
    std::map<RecordDigest, std::size_t> m_positions;
};

Result<std::vector<clinical::RecordFacts>> factsOf(RecordStore& store) {
    std::vector<clinical::RecordFacts> records;
    RecordFilter held; // no grant opens what the person wrote
    held.isOwn = false;
    RETURN_IF_ERROR(store.visitFacts(held, [&](RecordRow, const clinical::RecordFacts& facts) {
        records.push_back(facts);
        return true;
    }));
    return records;
}

} // namespace

Result<CheckUp> checkUp(VaultDatabase& vault, const std::string& chainId, const PartyId& patient,
                        const std::optional<LogCheck>& check, Instant now) {
    CheckUp result;
    ASSIGN_OR_RETURN(result.grants, standingGrants(vault.grants(), patient, now));
    if (result.grants.empty()) {
        return result;
    }
    ASSIGN_OR_RETURN(const consent::PatientPolicy policy,
                     standingPolicy(vault.settings(), patient));
    ASSIGN_OR_RETURN(const auto records, factsOf(vault.records()));
    ASSIGN_OR_RETURN(const auto unopened, newestUnopened(vault.logs(), patient));
    Histories histories(vault, chainId, patient, records, check && check->isProven(), unopened);
    for (const StandingGrant& one : result.grants) {
        ASSIGN_OR_RETURN(GrantHistory history, histories.of(one.grant));
        result.cases.push_back({one.grant, std::move(history)});
    }
    for (consent::Finding& finding : consent::checkUp(policy, result.cases, records, now)) {
        const GrantId& grant = result.grants[finding.grant].grant.id;
        ASSIGN_OR_RETURN(const bool dismissed,
                         isFindingDismissed(vault.settings(), grant, finding.kind));
        if (!dismissed) {
            result.findings.push_back(std::move(finding));
        }
    }
    return result;
}

Result<> dismissFinding(SettingsStore& settings, const GrantId& grant,
                        consent::Finding::Kind kind) {
    return settings.put(dismissalOf(grant, kind), "1");
}

Result<bool> isFindingDismissed(SettingsStore& settings, const GrantId& grant,
                                consent::Finding::Kind kind) {
    ASSIGN_OR_RETURN(const auto dismissed, settings.get(dismissalOf(grant, kind)));
    return dismissed.has_value();
}

} // namespace consentry::wallet
