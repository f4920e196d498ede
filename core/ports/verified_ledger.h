#pragma once

#include "core/ports/ledger_transport.h"
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

/// The one way to use a LedgerTransport: every answer is checked against verified headers before
/// anybody sees it. Keeps what it trusts; the caller stores `trusted()` when it likes. One thread
/// at a time. Errors: Unreachable, Stale (no fresh head, trust expired), VerificationFailed (the
/// node's answer does not check), Refused (with the registry's number), NotFound.
class VerifiedLedger {
public:
    VerifiedLedger(LedgerTransport& transport, const Clock& clock, light_client::Options options,
                   light_client::TrustedState trusted);

    const light_client::TrustedState& trusted() const { return m_trusted; }
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
    /// Sends, waits until proven (at most `patience`), and returns the registry's answer. A code
    /// other than 0, also from the mempool, is an Error Refused.
    Result<ProvenTransaction> submit(ByteView transaction,
                                     const std::function<void(SubmitStage)>& onStage = {},
                                     milliseconds patience = std::chrono::seconds(30));
    /// Stale unless the newest verified header and our clock differ by at most `age`.
    Result<> requireFresh(milliseconds age);

    static constexpr std::uint64_t backwardsMax = 10'000;

private:
    /// What is known of a transaction: in no block, in one without the next header, or proven.
    struct Sighting {
        bool inBlock = false;
        std::optional<ProvenTransaction> proven;
    };
    Result<Sighting> look(const TxHash& hash, ByteView expectedBytes);
    Result<> verifyUpTo(BlockHeight target);
    void trust(const light_client::TrustedState& state);

    LedgerTransport& m_transport;
    const Clock& m_clock;
    light_client::Options m_options;
    light_client::TrustedState m_trusted;
    std::map<BlockHeight, light_client::VerifiedHeader> m_headers; ///< some, by height
};

} // namespace consentry
