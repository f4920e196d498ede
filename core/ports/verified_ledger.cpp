#include "core/ports/verified_ledger.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/light_client/bisection.h"
#include "core/light_client/ledger_proofs.h"

#include <thread>

namespace consentry {
namespace {

constexpr std::size_t headersKept = 256;
constexpr milliseconds pollInterval{50};

using light_client::Flaw;
using light_client::LightBlock;
using light_client::VerifiedHeader;

tl::unexpected<Error> failFor(Flaw flaw, BlockHeight height) {
    const std::string where =
        "header " + std::to_string(height.value) + ": " + std::string(light_client::flawName(flaw));
    switch (flaw) {
    case Flaw::TrustExpired:
        return fail(ErrorCode::TrustExpired, where);
    case Flaw::FromTheFuture:
        // A forged time, or our own clock that is slow: too little to accuse anybody.
        return fail(ErrorCode::Stale, where);
    default:
        return fail(ErrorCode::VerificationFailed, where);
    }
}

tl::unexpected<Error> refused(std::uint32_t code) {
    return fail(Error{ErrorCode::Refused, "registry", static_cast<int>(code)});
}

/// What another node may answer better.
bool mayBeTheNode(ErrorCode code) {
    return code == ErrorCode::VerificationFailed || code == ErrorCode::Malformed ||
           code == ErrorCode::NotCanonical || code == ErrorCode::Stale;
}

} // namespace

VerifiedLedger::VerifiedLedger(LedgerTransport& transport, const Clock& clock,
                               light_client::Options options, light_client::TrustedState trusted)
    : m_transport(transport), m_clock(clock), m_options(std::move(options)),
      m_trusted(std::move(trusted)), m_confirmed(m_trusted), m_seen(m_trusted.height()) {
    m_headers.emplace(m_trusted.height(), m_trusted.header());
}

void VerifiedLedger::compareWith(WitnessPanel& witnesses) {
    m_witnesses = &witnesses;
    if (m_assurance.level == Assurance::Level::NotCompared) {
        m_assurance.level = Assurance::Level::Unconfirmed;
    }
}

void VerifiedLedger::setSeen(BlockHeight height) {
    m_seen = std::max(m_seen, height);
}

Result<> VerifiedLedger::requireRunning() const {
    return m_assurance.level == Assurance::Level::Stopped
               ? fail(ErrorCode::LedgerConflict, "two histories verify")
               : Result<>();
}

/// Asks, and asks again where the answer does not check and another node can be asked.
template <class Question>
auto VerifiedLedger::askChecked(const Question& question) -> decltype(question()) {
    RETURN_IF_ERROR(requireRunning());
    for (int node = 1;; ++node) {
        auto answer = question();
        if (answer || !mayBeTheNode(answer.error().code) || node == nodesTriedMax ||
            !m_transport.tryAnother(answer.error())) {
            return answer;
        }
    }
}

void VerifiedLedger::trust(const light_client::TrustedState& state) {
    m_trusted = state;
    m_seen = std::max(m_seen, state.height());
    m_headers.emplace(state.height(), state.header());
    while (m_headers.size() > headersKept) {
        m_headers.erase(m_headers.begin());
    }
}

Result<VerifiedHeader> VerifiedLedger::advance() {
    return askChecked([&] { return advanceOnce(); });
}

Result<VerifiedHeader> VerifiedLedger::advanceOnce() {
    ASSIGN_OR_RETURN(const BlockHeight newest, m_transport.newestHeight());
    if (newest < m_seen) {
        return fail(ErrorCode::Stale, "node is at " + std::to_string(newest.value) +
                                          ", verified is " + std::to_string(m_seen.value));
    }
    if (newest > m_trusted.height()) {
        auto verified = verifyUpTo(newest);
        if (!verified && verified.error().code == ErrorCode::NotFound) {
            return fail(ErrorCode::VerificationFailed,
                        "node does not show the head that it claims");
        }
        RETURN_IF_ERROR(verified);
    }
    RETURN_IF_ERROR(confirmNewest());
    return m_trusted.header();
}

Result<> VerifiedLedger::verifyUpTo(BlockHeight target) {
    using light_client::Bisection;
    Bisection bisection(m_trusted, target, m_options);
    std::optional<LightBlock> last;
    PartyId shownBy;
    while (bisection.phase() == Bisection::Phase::Wants) {
        ASSIGN_OR_RETURN(LightBlock block, m_transport.lightBlock(bisection.wantedHeight()));
        if (bisection.wantedHeight() == target) {
            last = block;
            shownBy = m_transport.answeredBy();
        }
        bisection.offer(std::move(block), m_clock.now());
    }
    if (bisection.phase() == Bisection::Phase::Failed) {
        return failFor(bisection.flaw(), target);
    }
    trust(bisection.newest());
    m_newest = std::move(last);
    m_newestShownBy = shownBy;
    return {};
}

Result<VerifiedHeader> VerifiedLedger::header(BlockHeight height) {
    return askChecked([&] { return headerOnce(height); });
}

Result<VerifiedHeader> VerifiedLedger::headerOnce(BlockHeight height) {
    if (const auto known = m_headers.find(height); known != m_headers.end()) {
        return known->second;
    }
    if (height > m_trusted.height()) {
        RETURN_IF_ERROR(verifyUpTo(height));
        return m_trusted.header();
    }
    const auto above = m_headers.upper_bound(height);
    CHECK(above != m_headers.end());
    if (above->first.value - height.value > backwardsMax) {
        return fail(ErrorCode::TooLarge, "header too far back");
    }
    VerifiedHeader newer = above->second;
    while (newer.height() > height) {
        ASSIGN_OR_RETURN(const LightBlock older,
                         m_transport.lightBlock(BlockHeight(newer.height().value - 1)));
        ASSIGN_OR_RETURN(newer, light_client::verifyPredecessor(newer, older.header));
    }
    m_headers.emplace(height, newer);
    return newer;
}

/// A whole block whose header was verified.
Result<LightBlock> VerifiedLedger::verifiedBlock(BlockHeight height) {
    ASSIGN_OR_RETURN(const VerifiedHeader verified, headerOnce(height));
    ASSIGN_OR_RETURN(LightBlock block, m_transport.lightBlock(height));
    if (block.header.hash() != verified.hash()) {
        return fail(ErrorCode::VerificationFailed, "node changed a verified block");
    }
    return block;
}

/// Light client, step 8. The branches are compared from the last state on which they agreed: what
/// no witness has confirmed yet can be forged, and must not become the ground of the comparison.
Result<> VerifiedLedger::confirmNewest() {
    if (m_witnesses == nullptr) {
        if (m_newest && m_onTrusted) {
            m_onTrusted(*m_newest);
        }
        m_newest.reset();
        return {};
    }
    if (m_confirmed.height() == m_trusted.height() && !m_newest) {
        // Where an earlier session ended: it was confirmed then.
        m_assurance.level = Assurance::Level::Confirmed;
        m_assurance.confirmed = std::max(m_assurance.confirmed, m_confirmed.height());
        return {};
    }
    if (!m_newest) {
        ASSIGN_OR_RETURN(m_newest, verifiedBlock(m_trusted.height()));
    }
    WitnessAnswer answer =
        m_witnesses->compare({m_confirmed, *m_newest, m_newestShownBy, m_clock.now(), m_options,
                              [this](BlockHeight height) { return verifiedBlock(height); }});
    if (answer.attack) {
        m_assurance.level = Assurance::Level::Stopped;
        if (m_onConflict) {
            m_onConflict(*answer.attack, answer.shownBy);
        }
        return requireRunning();
    }
    if (!answer.confirmed) {
        m_assurance.level = Assurance::Level::Unconfirmed;
        return {};
    }
    m_assurance.level = Assurance::Level::Confirmed;
    m_assurance.confirmed = *answer.confirmed;
    m_assurance.agreeing = std::move(answer.agreeing);
    if (*answer.confirmed == m_trusted.height()) {
        m_confirmed = m_trusted;
        if (m_onTrusted) {
            m_onTrusted(*m_newest);
        }
        m_newest.reset();
    }
    return {};
}

Result<ProvenState> VerifiedLedger::state(const registry::StateKey& key) {
    auto proven = askChecked([&] { return stateOnce(key); });
    if (!proven && proven.error().code == ErrorCode::NotFound) {
        // Blocks went on between two questions, and nodes keep a few states only.
        proven = askChecked([&] { return stateOnce(key); });
    }
    if (!proven && proven.error().code == ErrorCode::NotFound) {
        // Nodes that have just begun know the newest state alone, which no header proves yet.
        return fail(ErrorCode::Unreachable, "no node holds the state of the newest proven block");
    }
    return proven;
}

Result<ProvenState> VerifiedLedger::stateOnce(const registry::StateKey& key) {
    ASSIGN_OR_RETURN(const VerifiedHeader head, advanceOnce());
    if (head.height().value < 2) {
        return fail(ErrorCode::Stale, "no block has proven a state yet");
    }
    const BlockHeight height(head.height().value - 1);
    ASSIGN_OR_RETURN(StateAnswer answer, m_transport.state(key, height));
    if (answer.height != height) {
        return fail(ErrorCode::VerificationFailed, "state of another height");
    }
    RETURN_IF_ERROR(light_client::verifyState(head, key, answer.value, answer.proof));
    return ProvenState{height, head.time().toInstant(), std::move(answer.value)};
}

Result<ProvenTransaction> VerifiedLedger::transaction(const TxHash& hash, ByteView expectedBytes) {
    ASSIGN_OR_RETURN(Sighting sighting, look(hash, expectedBytes));
    if (!sighting.proven) {
        return fail(ErrorCode::NotFound, "transaction is not proven yet");
    }
    return std::move(*sighting.proven);
}

Result<Sighting> VerifiedLedger::look(const TxHash& hash, ByteView expectedBytes) {
    return askChecked([&] { return lookOnce(hash, expectedBytes); });
}

Result<Sighting> VerifiedLedger::lookOnce(const TxHash& hash, ByteView expectedBytes) {
    ASSIGN_OR_RETURN(const auto answer, m_transport.transaction(hash));
    if (!answer) {
        return Sighting{};
    }
    if (!equal(answer->transaction, expectedBytes)) {
        return fail(ErrorCode::VerificationFailed, "node answered with another transaction");
    }
    // The header above commits to the results; it may be a moment away.
    ASSIGN_OR_RETURN(const BlockHeight newest, m_transport.newestHeight());
    if (newest <= answer->height) {
        return Sighting{answer->height, std::nullopt};
    }
    ASSIGN_OR_RETURN(const VerifiedHeader next, headerOnce(BlockHeight(answer->height.value + 1)));
    ASSIGN_OR_RETURN(const VerifiedHeader here, headerOnce(answer->height));
    RETURN_IF_ERROR(light_client::verifyTransaction(here, expectedBytes, answer->inclusion));
    ASSIGN_OR_RETURN(const auto results, m_transport.blockResults(answer->height));
    RETURN_IF_ERROR(light_client::verifyResults(next, results));
    // A root does not say how many leaves it has, and a proof may claim another place in a tree of
    // another size; the results are as many as the transactions.
    if (answer->inclusion.index != answer->index || answer->inclusion.total != results.size() ||
        answer->index >= results.size()) {
        return fail(ErrorCode::VerificationFailed, "index of a transaction");
    }
    RETURN_IF_ERROR(confirmNewest());
    const auto& result = results[answer->index];
    return Sighting{answer->height,
                    ProvenTransaction{answer->height, answer->index, here.time().toInstant(),
                                      result.code, result.data}};
}

Result<SubmitReply> VerifiedLedger::send(ByteView bytes) {
    RETURN_IF_ERROR(requireRunning());
    return m_transport.submit(bytes);
}

Result<ProvenTransaction> VerifiedLedger::submit(ByteView bytes,
                                                 const std::function<void(SubmitStage)>& onStage,
                                                 milliseconds patience) {
    ASSIGN_OR_RETURN(const SubmitReply reply, send(bytes));
    if (reply.code != 0) {
        return refused(reply.code);
    }
    if (onStage) {
        onStage(SubmitStage::Sent);
    }
    return waitUntilProven(bytes, onStage, patience);
}

Result<ProvenTransaction>
VerifiedLedger::waitUntilProven(ByteView bytes, const std::function<void(SubmitStage)>& onStage,
                                milliseconds patience) {
    const auto tell = [&](SubmitStage stage) {
        if (onStage) {
            onStage(stage);
        }
    };
    const TxHash hash = *TxHash::from(sha256(bytes).view());
    const auto deadline = std::chrono::steady_clock::now() + patience;
    bool inBlock = false;
    while (true) {
        ASSIGN_OR_RETURN(Sighting sighting, look(hash, bytes));
        if (sighting.claimed && !inBlock) {
            inBlock = true;
            tell(SubmitStage::InBlock);
        }
        if (sighting.proven) {
            tell(SubmitStage::Proven);
            if (sighting.proven->code != 0) {
                return refused(sighting.proven->code);
            }
            return std::move(*sighting.proven);
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            return fail(ErrorCode::Unreachable, "transaction was sent but is not proven yet");
        }
        std::this_thread::sleep_for(pollInterval);
    }
}

Result<> VerifiedLedger::requireFresh(milliseconds age) {
    ASSIGN_OR_RETURN(const VerifiedHeader head, advance());
    const auto difference = std::chrono::abs(m_clock.now() - head.time().toInstant());
    if (difference > age) {
        return fail(ErrorCode::Stale, "newest verified header is " +
                                          std::to_string(difference.count()) +
                                          " ms from our clock");
    }
    return {};
}

} // namespace consentry
