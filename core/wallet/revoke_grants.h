#pragma once

#include "core/ports/transaction_store.h"
#include "core/wallet/wallet_context.h"

#include <set>

namespace consentry::wallet {

/// What became of one grant that was to be taken back.
struct RevokeOutcome {
    enum class End {
        Stopped,    ///< by this revocation, proven
        OverBefore, ///< the registry had it as over already: nothing opens with it
        OnItsWay,   ///< signed and kept: it goes on by itself, and holds from its block
        Refused,    ///< it stands; `refusal` is the registry's number
    };
    GrantId grant;
    End end = End::OnItsWay;
    BlockHeight height;        ///< where Stopped
    Instant blockTime;         ///< where Stopped: from when nothing opens with it
    TxHash transaction;        ///< zero where it never was in one of this program
    std::uint32_t refusal = 0; ///< where Refused

    bool isOver() const { return end == End::Stopped || end == End::OverBefore; }
};

struct RevokeReport {
    std::vector<RevokeOutcome> outcomes; ///< one for each grant that was named, in their order
    std::optional<Error> trouble;        ///< why some are on their way still

    std::size_t over() const;
    /// Why not all of them are over; nothing where they are. A refusal comes before `trouble`.
    std::optional<Error> problem() const;
};

/// The grants whose revocation was signed and is not proven yet.
Result<std::set<GrantId>> grantsBeingRevoked(TransactionStore& kept);

/// Takes many grants back at once, in as few transactions as hold them. All are signed and kept
/// before the first goes out: whatever moment the program ends at, each goes on at the next start.
/// A grant whose revocation is on its way already is not signed again, but followed.
class RevokeGrants {
public:
    explicit RevokeGrants(WalletContext& context) : m_context(context) {}

    /// How far these grants are; Proven is told by the report alone.
    using OnStage = std::function<void(std::span<const GrantId>, const ActProgress&)>;
    /// An error means that nothing was kept or sent, or that the vault was locked on the way (what
    /// was kept goes on). InvalidArgument for no grant at all.
    Result<RevokeReport> revoke(const Identity& patient, std::span<const GrantId> grants,
                                const OnStage& onStage = {});

private:
    /// One kept transaction, and those of the named grants that it ends.
    struct Batch {
        TxHash hash;
        std::vector<GrantId> inTransaction; ///< all, in its order
        std::vector<GrantId> named;
    };
    Result<std::vector<Batch>> alreadyKept(std::vector<GrantId>& missing);
    Result<std::vector<Batch>> keep(const Identity& patient, const std::vector<GrantId>& grants);
    Result<> deliver(const Batch& batch, const OnStage& onStage, RevokeReport& report);

    WalletContext& m_context;
};

} // namespace consentry::wallet
