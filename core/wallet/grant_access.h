#pragma once

#include "core/consent/grant.h"
#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// A grant that is ready to be read once more and signed. Nothing was sent.
struct PreparedGrant {
    consent::Grant grant; ///< with its id, patient and issuer
    Nonce nonce;
    std::optional<GrantId> supersedes;
};

/// Which of the vault's own records a grant would open.
struct GrantPreview {
    struct Row {
        std::string title;
        std::uint64_t count = 0;
    };
    std::uint64_t total = 0;
    std::vector<Row> byTitle; ///< most frequent first, at most rowsMax
    static constexpr std::size_t rowsMax = 50;
};

/// Gives a grant: seals its content for the log, signs, waits until it is proven, and sends the
/// opening to the grantee.
class GrantAccess {
public:
    explicit GrantAccess(WalletContext& context) : m_context(context) {}

    /// Fills in id, patient and issuer, hides the sensitive parts that the draft does not speak of
    /// (consent::hideSensitiveParts), and checks every rule of a grant. Show the sentences of what
    /// comes back, not those of the draft.
    Result<PreparedGrant> prepare(const Identity& patient, consent::Grant draft,
                                  std::optional<GrantId> supersedes = {});
    /// The records in this vault that it would open now; of a draft (without an id), once it is
    /// prepared. Hospitals may hold more.
    Result<GrantPreview> preview(const consent::Grant& shown);
    /// What is signed, as CBOR: for "show exactly what is signed".
    Result<Bytes> payload(const PreparedGrant& prepared);
    /// Refused, Unreachable and the other errors leave the grant in the vault as Failed or Pending,
    /// so that nothing is lost or sent twice in silence.
    Result<GrantId> send(const Identity& patient, const PreparedGrant& prepared,
                         std::string_view title, const OnActProgress& onProgress = {});

private:
    Result<> mailOpening(const Identity& patient, const consent::Grant& grant,
                         const BodyPlaintext& body);

    WalletContext& m_context;
};

/// Takes a grant back at once: the transaction is protective and always wins.
class RevokeGrant {
public:
    explicit RevokeGrant(WalletContext& context) : m_context(context) {}
    Result<ProvenTransaction> revoke(const Identity& patient, std::span<const GrantId> grants,
                                     const OnActProgress& onProgress = {});

private:
    WalletContext& m_context;
};

} // namespace consentry::wallet
