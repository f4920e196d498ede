#include "core/ports/ledger_nodes.h"

#include "core/base/check.h"

#include <algorithm>
#include <set>

namespace consentry {
namespace {

/// Answers that are the asker's affair, whichever node gives them.
bool isAnswer(ErrorCode code) {
    return code == ErrorCode::NotFound || code == ErrorCode::Cancelled ||
           code == ErrorCode::InvalidArgument || code == ErrorCode::Internal;
}

} // namespace

LedgerNodes::LedgerNodes(std::vector<LedgerNode> nodes, std::size_t first, SteadyNow now)
    : m_asked(first), m_now(std::move(now)) {
    CHECK(!nodes.empty());
    for (LedgerNode& node : nodes) {
        m_entries.push_back({std::move(node), {}, {}, {}});
    }
    m_asked %= m_entries.size();
}

/// The node that is asked at present: the same one while it does not rest. Null while all rest.
LedgerNodes::Entry* LedgerNodes::asked() {
    const SteadyTime now = m_now();
    for (std::size_t step = 0; step < m_entries.size(); ++step) {
        const std::size_t index = (m_asked + step) % m_entries.size();
        if (!m_entries[index].backOff.isResting(now)) {
            m_asked = index;
            return &m_entries[index];
        }
    }
    return nullptr;
}

void LedgerNodes::failed(Entry& entry, const Error& error) {
    entry.lastError = toString(error);
    entry.backOff.failed(BackOff::reasonOf(error.code), m_now());
}

template <class Call>
auto LedgerNodes::ask(const Call& call) -> decltype(call(std::declval<LedgerTransport&>())) {
    Error last{ErrorCode::Unreachable, "every node rests after a failure", 0};
    // A node may be rested again before the last of many slow ones has failed.
    for (std::size_t attempt = 0; attempt < m_entries.size(); ++attempt) {
        Entry* entry = asked();
        if (entry == nullptr) {
            break;
        }
        auto answer = call(*entry->node.transport);
        m_answered = m_asked;
        if (answer) {
            entry->backOff.succeeded();
            entry->lastError.clear();
            return answer;
        }
        if (isAnswer(answer.error().code)) {
            return answer;
        }
        last = answer.error();
        failed(*entry, last);
    }
    return fail(std::move(last));
}

template <class Call>
auto LedgerNodes::askWhoHolds(const Call& call)
    -> decltype(call(std::declval<LedgerTransport&>())) {
    auto answer = ask(call);
    if (answer || answer.error().code != ErrorCode::NotFound) {
        return answer;
    }
    const SteadyTime now = m_now();
    for (std::size_t step = 1; step < m_entries.size(); ++step) {
        const std::size_t index = (m_asked + step) % m_entries.size();
        Entry& entry = m_entries[index];
        if (entry.backOff.isResting(now)) {
            continue;
        }
        if (auto other = call(*entry.node.transport)) {
            m_answered = index;
            return other;
        }
    }
    return answer;
}

/// Every node that does not rest says how far it is; one that is not asked may thereby be found
/// silent.
void LedgerNodes::survey() {
    const SteadyTime now = m_now();
    m_lastSurvey = now;
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        Entry& entry = m_entries[index];
        if (index == m_asked || entry.backOff.isResting(now)) {
            continue;
        }
        if (const auto newest = entry.node.transport->newestHeight()) {
            entry.newest = *newest;
            entry.backOff.succeeded();
            entry.lastError.clear();
        } else {
            failed(entry, newest.error());
        }
    }
}

Result<BlockHeight> LedgerNodes::newestHeight() {
    ASSIGN_OR_RETURN(const BlockHeight newest,
                     ask([](LedgerTransport& node) { return node.newestHeight(); }));
    m_entries[m_asked].newest = newest;
    const SteadyTime now = m_now();
    if (m_lastSurvey && now - *m_lastSurvey < surveyInterval) {
        return newest;
    }
    survey();
    std::size_t best = m_asked;
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        const Entry& entry = m_entries[index];
        if (!entry.backOff.isResting(now) && entry.newest > m_entries[best].newest) {
            best = index;
        }
    }
    if (m_entries[best].newest->value <= newest.value + lagMax) {
        return newest;
    }
    failed(m_entries[m_asked], {ErrorCode::Stale, "behind the other nodes", 0});
    m_asked = best;
    m_answered = best;
    return *m_entries[best].newest;
}

Result<light_client::LightBlock> LedgerNodes::lightBlock(BlockHeight height) {
    return askWhoHolds([&](LedgerTransport& node) { return node.lightBlock(height); });
}

Result<std::vector<light_client::TxResultFields>> LedgerNodes::blockResults(BlockHeight height) {
    return askWhoHolds([&](LedgerTransport& node) { return node.blockResults(height); });
}

Result<StateAnswer> LedgerNodes::state(const registry::StateKey& key,
                                       std::optional<BlockHeight> height) {
    return askWhoHolds([&](LedgerTransport& node) { return node.state(key, height); });
}

/// A refusal is about the question's signature here, not about the node.
Result<LogPage> LedgerNodes::logRows(const LogQuery& query) {
    std::optional<Error> refusal;
    auto page = ask([&](LedgerTransport& node) -> Result<LogPage> {
        auto answer = node.logRows(query);
        if (!answer && answer.error().code == ErrorCode::NotPermitted) {
            refusal = answer.error();
            return LogPage();
        }
        return answer;
    });
    return refusal ? Result<LogPage>(fail(std::move(*refusal))) : std::move(page);
}

Result<std::optional<TransactionAnswer>> LedgerNodes::transaction(const TxHash& hash) {
    ASSIGN_OR_RETURN(auto answer,
                     ask([&](LedgerTransport& node) { return node.transaction(hash); }));
    if (answer) {
        return answer;
    }
    // One node can hide a transaction, or not have indexed it yet.
    const SteadyTime now = m_now();
    const PartyId& first = m_entries[m_asked].node.organization;
    for (std::size_t step = 1; step < m_entries.size(); ++step) {
        const std::size_t index = (m_asked + step) % m_entries.size();
        Entry& entry = m_entries[index];
        if (entry.backOff.isResting(now) || entry.node.organization == first) {
            continue;
        }
        if (auto other = entry.node.transport->transaction(hash)) {
            m_answered = index;
            return std::move(*other);
        }
    }
    return answer;
}

/// A person is waiting, so a node that rests is asked as well once the others are used up.
Result<SubmitReply> LedgerNodes::submit(ByteView transaction) {
    static_cast<void>(asked()); // moves on from a node that rests
    std::set<PartyId> taken;
    std::set<PartyId> refused;
    std::optional<SubmitReply> reply;
    Error last{ErrorCode::Unreachable, "no node", 0};
    for (const bool isLastResort : {false, true}) {
        for (std::size_t step = 0; step < m_entries.size(); ++step) {
            Entry& entry = m_entries[(m_asked + step) % m_entries.size()];
            const PartyId& organization = entry.node.organization;
            if (taken.size() + refused.size() >= submissions || taken.contains(organization) ||
                refused.contains(organization) ||
                entry.backOff.isResting(m_now()) != isLastResort) {
                continue;
            }
            auto answer = entry.node.transport->submit(transaction);
            if (!answer) {
                last = answer.error();
                failed(entry, last);
                continue;
            }
            entry.backOff.succeeded();
            (answer->code == 0 ? taken : refused).insert(organization);
            if (!reply || answer->code == 0) {
                reply = *answer;
            }
        }
    }
    if (!reply) {
        return fail(std::move(last));
    }
    reply->organizations = reply->code == 0 ? taken.size() : refused.size();
    return *reply;
}

PartyId LedgerNodes::answeredBy() const {
    return m_entries[m_answered].node.organization;
}

bool LedgerNodes::tryAnother(const Error& why) {
    failed(m_entries[m_answered], why);
    return asked() != nullptr;
}

std::vector<NodeHealth> LedgerNodes::health() const {
    std::vector<NodeHealth> list;
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        const Entry& entry = m_entries[index];
        list.push_back({entry.node.organization, entry.node.host, index == m_asked,
                        entry.backOff.reason(), entry.newest, entry.lastError});
    }
    return list;
}

} // namespace consentry
