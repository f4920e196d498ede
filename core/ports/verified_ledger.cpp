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
using light_client::TrustedState;
using light_client::VerifiedHeader;

tl::unexpected<Error> failFor(Flaw flaw, BlockHeight height) {
    const bool expired = flaw == Flaw::TrustExpired;
    return fail(expired ? ErrorCode::Stale : ErrorCode::VerificationFailed,
                "header " + std::to_string(height.value) + ": " +
                    std::string(light_client::flawName(flaw)));
}

tl::unexpected<Error> refused(std::uint32_t code) {
    return fail(Error{ErrorCode::Refused, "registry", static_cast<int>(code)});
}

} // namespace

VerifiedLedger::VerifiedLedger(LedgerTransport& transport, const Clock& clock,
                               light_client::Options options, TrustedState trusted)
    : m_transport(transport), m_clock(clock), m_options(std::move(options)),
      m_trusted(std::move(trusted)) {
    m_headers.emplace(m_trusted.height(), m_trusted.header());
}

void VerifiedLedger::trust(const TrustedState& state) {
    m_trusted = state;
    m_headers.emplace(state.height(), state.header());
    while (m_headers.size() > headersKept) {
        m_headers.erase(m_headers.begin());
    }
}

Result<VerifiedHeader> VerifiedLedger::advance() {
    ASSIGN_OR_RETURN(const BlockHeight newest, m_transport.newestHeight());
    if (newest < m_trusted.height()) {
        return fail(ErrorCode::Stale, "node is at " + std::to_string(newest.value) +
                                          ", verified is " +
                                          std::to_string(m_trusted.height().value));
    }
    if (newest > m_trusted.height()) {
        RETURN_IF_ERROR(verifyUpTo(newest));
    }
    return m_trusted.header();
}

Result<> VerifiedLedger::verifyUpTo(BlockHeight target) {
    using light_client::Bisection;
    Bisection bisection(m_trusted, target, m_options);
    while (bisection.phase() == Bisection::Phase::Wants) {
        ASSIGN_OR_RETURN(light_client::LightBlock block,
                         m_transport.lightBlock(bisection.wantedHeight()));
        bisection.offer(std::move(block), m_clock.now());
    }
    if (bisection.phase() == Bisection::Phase::Failed) {
        return failFor(bisection.flaw(), target);
    }
    trust(bisection.newest());
    return {};
}

Result<VerifiedHeader> VerifiedLedger::header(BlockHeight height) {
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
        ASSIGN_OR_RETURN(const light_client::LightBlock older,
                         m_transport.lightBlock(BlockHeight(newer.height().value - 1)));
        ASSIGN_OR_RETURN(newer, light_client::verifyPredecessor(newer, older.header));
    }
    m_headers.emplace(height, newer);
    return newer;
}

Result<ProvenState> VerifiedLedger::state(const registry::StateKey& key) {
    ASSIGN_OR_RETURN(const VerifiedHeader head, advance());
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

Result<VerifiedLedger::Sighting> VerifiedLedger::look(const TxHash& hash, ByteView expectedBytes) {
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
        return Sighting{true, std::nullopt};
    }
    ASSIGN_OR_RETURN(const VerifiedHeader next, header(BlockHeight(answer->height.value + 1)));
    ASSIGN_OR_RETURN(const VerifiedHeader here, header(answer->height));
    RETURN_IF_ERROR(light_client::verifyTransaction(here, expectedBytes, answer->inclusion));
    ASSIGN_OR_RETURN(const auto results, m_transport.blockResults(answer->height));
    RETURN_IF_ERROR(light_client::verifyResults(next, results));
    // A root does not say how many leaves it has, and a proof may claim another place in a tree of
    // another size; the results are as many as the transactions.
    if (answer->inclusion.index != answer->index || answer->inclusion.total != results.size() ||
        answer->index >= results.size()) {
        return fail(ErrorCode::VerificationFailed, "index of a transaction");
    }
    const auto& result = results[answer->index];
    return Sighting{true, ProvenTransaction{answer->height, answer->index, here.time().toInstant(),
                                            result.code, result.data}};
}

Result<ProvenTransaction> VerifiedLedger::submit(ByteView bytes,
                                                 const std::function<void(SubmitStage)>& onStage,
                                                 milliseconds patience) {
    const auto tell = [&](SubmitStage stage) {
        if (onStage) {
            onStage(stage);
        }
    };
    ASSIGN_OR_RETURN(const SubmitReply reply, m_transport.submit(bytes));
    if (reply.code != 0) {
        return refused(reply.code);
    }
    tell(SubmitStage::Sent);
    const TxHash hash = *TxHash::from(sha256(bytes).view());
    const auto deadline = std::chrono::steady_clock::now() + patience;
    bool inBlock = false;
    while (true) {
        ASSIGN_OR_RETURN(Sighting sighting, look(hash, bytes));
        if (sighting.inBlock && !inBlock) {
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
