#pragma once

#include "core/ports/ledger_transport.h"
#include "core/ports/witness_panel.h"
#include "core/registry/state_objects.h"

#include <functional>
#include <map>

namespace consentry {

/// A state value, or its absence, that the light client proved.
struct ProvenState {
    BlockHeight height; ///< after this block
    Instant time;       ///< of the header that commits to it (height + 1)
    std::optional<Bytes> value;
};

/// A transaction that stands in a block, with the result that the next header commits to.
struct ProvenTransaction {
    BlockHeight height;
    std::uint32_t index = 0;
    Instant blockTime;
    std::uint32_t code = 0; ///< registry::Refusal
    Bytes data;             ///< per-item results
};

/// How far a submitted transaction is.
enum class SubmitStage { Sent, InBlock, Proven };

/// What is known of a transaction: in no block, in one whose next header is not there yet, or
/// proven.
struct Sighting {
    std::optional<BlockHeight> claimed; ///< the block that a node names, before it is proven
    std::optional<ProvenTransaction> proven;
};

/// What the newest verified header is worth beyond the signatures under it.
struct Assurance {
    enum class Level {
        NotCompared, ///< there is nobody to compare with: the demonstration
        Unconfirmed, ///< no other organisation's witness has confirmed it: never say "verified"
        Confirmed,   ///< up to `confirmed`
        Stopped,     ///< two histories verify: nothing is believed any more
    };
    Level level = Level::NotCompared;
    BlockHeight confirmed;         ///< the highest height that a witness confirmed
    std::vector<PartyId> agreeing; ///< whose witnesses did so
};

/// The one way to use a LedgerTransport: every answer is checked against verified headers before
/// anybody sees it, and, where there are witnesses, every new head is compared with what other
/// organisations' nodes show. An answer that does not check is asked for again at another node.
/// One thread at a time.
/// Errors: Unreachable, Stale (no fresh head, or one below what was seen before), TrustExpired,
/// VerificationFailed (no node's answer checks), LedgerConflict (stopped), Refused (with the
/// registry's number), NotFound.
class VerifiedLedger {
public:
    /// Called with a block that may be kept as trusted: confirmed, or not to be compared.
    using OnTrusted = std::function<void(const light_client::LightBlock&)>;
    /// Called once, with the attack that stops this ledger and whose witness showed the other side.
    using OnConflict =
        std::function<void(const light_client::AttackEvidence&, const PartyId& shownBy)>;

    VerifiedLedger(LedgerTransport& transport, const Clock& clock, light_client::Options options,
                   light_client::TrustedState trusted);

    /// From now on heads are compared with these witnesses, which must outlive this object.
    void compareWith(WitnessPanel& witnesses);
    void onTrusted(OnTrusted callback) { m_onTrusted = std::move(callback); }
    void onConflict(OnConflict callback) { m_onConflict = std::move(callback); }
    /// A head below `height`, which was verified in an earlier session, is Stale.
    void setSeen(BlockHeight height);
    /// Nothing is believed any more: an earlier session found a conflict that nobody resolved.
    void stop() { m_assurance.level = Assurance::Level::Stopped; }

    const light_client::TrustedState& trusted() const { return m_trusted; }
    const Assurance& assurance() const { return m_assurance; }
    /// The highest height that was ever verified.
    BlockHeight seen() const { return m_seen; }
    const std::string& chainId() const { return m_options.chainId; }
    LedgerTransport& transport() { return m_transport; }

    /// Verifies up to the newest header that the node has. Never goes back: a node that offers a
    /// lower head than before is Stale.
    Result<light_client::VerifiedHeader> advance();
    /// The verified header at a height, by jump upwards or hash by hash downwards (at most
    /// backwardsMax headers).
    Result<light_client::VerifiedHeader> header(BlockHeight height);
    /// The state behind the newest verified header.
    Result<ProvenState> state(const registry::StateKey& key);
    /// The object under a key, decoded; nothing where it is proven to be absent.
    template <class Object> Result<std::optional<Object>> object(const registry::StateKey& key) {
        ASSIGN_OR_RETURN(const ProvenState proven, state(key));
        if (!proven.value) {
            return std::optional<Object>();
        }
        ASSIGN_OR_RETURN(Object decoded, registry::decodeState<Object>(*proven.value));
        return std::optional<Object>(std::move(decoded));
    }
    /// NotFound while no block holds it.
    Result<ProvenTransaction> transaction(const TxHash& hash, ByteView expectedBytes);
    /// How far a transaction is that was sent before.
    Result<Sighting> look(const TxHash& hash, ByteView expectedBytes);
    /// Sends, and returns what the mempools said.
    Result<SubmitReply> send(ByteView transaction);
    /// Sends, waits until proven (at most `patience`), and returns the registry's answer. A code
    /// other than 0, also from the mempool, is an Error Refused.
    Result<ProvenTransaction> submit(ByteView transaction,
                                     const std::function<void(SubmitStage)>& onStage = {},
                                     milliseconds patience = std::chrono::seconds(30));
    /// Looks again and again until it is proven, at most `patience`; then Unreachable.
    Result<ProvenTransaction> waitUntilProven(ByteView transaction,
                                              const std::function<void(SubmitStage)>& onStage,
                                              milliseconds patience);
    /// Stale unless the newest verified header and our clock differ by at most `age`.
    Result<> requireFresh(milliseconds age);

    static constexpr std::uint64_t backwardsMax = 10'000;
    /// Nodes that are tried for one question.
    static constexpr int nodesTriedMax = 8;

private:
    Result<> requireRunning() const;
    template <class Question> auto askChecked(const Question& question) -> decltype(question());
    Result<light_client::VerifiedHeader> advanceOnce();
    Result<> verifyUpTo(BlockHeight target);
    Result<light_client::VerifiedHeader> headerOnce(BlockHeight height);
    Result<ProvenState> stateOnce(const registry::StateKey& key);
    Result<Sighting> lookOnce(const TxHash& hash, ByteView expectedBytes);
    Result<light_client::LightBlock> verifiedBlock(BlockHeight height);
    Result<> confirmNewest();
    void trust(const light_client::TrustedState& state);

    LedgerTransport& m_transport;
    const Clock& m_clock;
    light_client::Options m_options;
    light_client::TrustedState m_trusted;
    light_client::TrustedState m_confirmed;           ///< where witnesses agreed last, or the start
    std::optional<light_client::LightBlock> m_newest; ///< the block behind m_trusted, once fetched
    PartyId m_newestShownBy;
    BlockHeight m_seen;
    std::map<BlockHeight, light_client::VerifiedHeader> m_headers; ///< some, by height
    WitnessPanel* m_witnesses = nullptr;
    Assurance m_assurance;
    OnTrusted m_onTrusted;
    OnConflict m_onConflict;
};

} // namespace consentry
