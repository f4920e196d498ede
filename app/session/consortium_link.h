#pragma once

#include "core/adapters/curl/curl_http_client.h"
#include "core/light_client/consortium_profile.h"
#include "core/ports/ledger_nodes.h"
#include "core/ports/verified_ledger.h"
#include "core/ports/witness_panel.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>

namespace consentry {

/// A vault's way to its consortium: the nodes and witnesses of the profile over TLS, and the light
/// client between. What it trusts lies in the vault and never goes back; what two histories say of
/// each other lies there too, and beside it as evidence. One thread at a time.
class ConsortiumLink {
public:
    /// Needs no network where the vault trusts a block already; else the profile's anchor is
    /// fetched. `evidenceFolder` is made when there is something to put into it.
    static Result<std::unique_ptr<ConsortiumLink>> open(vault::Vault& vault, FileSystem& files,
                                                        const Clock& clock,
                                                        light_client::ConsortiumProfile profile,
                                                        std::filesystem::path evidenceFolder);
    /// Raises what the vault has seen.
    ~ConsortiumLink();
    ConsortiumLink(const ConsortiumLink&) = delete;
    ConsortiumLink& operator=(const ConsortiumLink&) = delete;

    VerifiedLedger& ledger() { return *m_ledger; }
    const LedgerNodes& nodes() const { return m_nodes; }
    const WitnessPanel& witnesses() const { return m_witnesses; }
    const light_client::ConsortiumProfile& profile() const { return m_profile; }
    /// Another view of the same ledger, with the trust of this one, that compares nothing.
    VerifiedLedger ownNodeView();

    /// Keeps what was verified. What no other organisation confirmed raises only what was seen.
    Result<> saveTrust();

private:
    ConsortiumLink(vault::Vault& vault, FileSystem& files, const Clock& clock,
                   light_client::ConsortiumProfile profile, std::filesystem::path evidenceFolder);
    Result<light_client::TrustedState> trustedStart();
    Result<light_client::TrustedState> fetchAnchor();
    Result<> startLedger();
    void keepTrusted(const light_client::LightBlock& block);
    void keepConflict(const light_client::AttackEvidence& evidence, const PartyId& shownBy);

    vault::Vault& m_vault;
    FileSystem& m_files;
    const Clock& m_clock;
    light_client::ConsortiumProfile m_profile;
    std::filesystem::path m_evidenceFolder;
    adapters::CurlHttpClient m_http;
    LedgerNodes m_nodes;
    WitnessPanel m_witnesses;
    std::unique_ptr<VerifiedLedger> m_ledger;
    BlockHeight m_seenBefore;
    Result<> m_kept; ///< the first failure to keep what was verified
};

/// The profile that a vault has adopted, or nothing in one of the demonstration.
Result<std::optional<light_client::ConsortiumProfile>> adoptedProfile(vault::Vault& vault);

/// Whether a vault could begin with this profile: who signed it, and whether a node of it shows its
/// anchor. Errors: those of checkFirstProfile, Unreachable, VerificationFailed.
Result<> checkNewProfile(const light_client::SignedProfile& profile);

/// Takes a profile into a vault: its first one, or the next of the same chain. The anchor must be
/// shown by nodes of so many of its organisations: one for the first, whose words a person
/// compares; two for a later one (protocol §11). Nothing is changed where it fails.
/// Errors: those of checkFirstProfile and checkRenewal, Unreachable, VerificationFailed.
Result<> adoptProfile(vault::Vault& vault, const Clock& clock,
                      const light_client::SignedProfile& profile);

} // namespace consentry
