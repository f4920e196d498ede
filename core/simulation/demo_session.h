#pragma once

#include "core/light_client/consortium_profile.h"
#include "core/ports/ledger_nodes.h"
#include "core/simulation/consortium_damage.h"
#include "core/simulation/demo_consortium.h"
#include "core/wallet/wallet_context.h"

#include <filesystem>

namespace consentry::simulation {

/// An open vault on its consortium, the embedded one or the one of its profile: what the window and
/// the command line work with. The program's wiring makes one (app/session). Closing it locks the
/// vault.
class DemoSession {
public:
    virtual ~DemoSession() = default;

    virtual wallet::WalletContext& wallet() = 0;
    virtual DemoConsortium& consortium() = 0;
    /// Stores what the light client trusts now, so that the next start begins there.
    virtual Result<> saveTrust() = 0;
    /// What is wrong with the consortium's stores, as far as anybody met it: from any thread. The
    /// vault is open all the same; what asks the ledger fails. Where opening met it, the consortium
    /// has no members.
    virtual std::optional<ConsortiumDamage> consortiumDamage() const { return std::nullopt; }
    /// Reads every store of the consortium to its last byte: from any thread. What is damaged is
    /// named from then on.
    virtual Result<> checkConsortium() { return {}; }

    /// The ledger's chain where the vault belongs to no consortium yet.
    static constexpr std::string_view noChainId = "none";
    /// False where the person put off which consortium the vault belongs to: what asks a ledger is
    /// then told NotFound, and there is no profile().
    virtual bool hasConsortium() const { return true; }
    /// The real consortium that this vault belongs to; nullptr for the demonstration.
    virtual const light_client::ConsortiumProfile* profile() const { return nullptr; }
    /// Its nodes and witnesses, as far as they were asked since the vault was opened.
    virtual std::vector<NodeHealth> nodes() const { return {}; }
    virtual std::vector<NodeHealth> witnesses() const { return {}; }
    /// Takes the next profile of the same consortium, or the first one of a vault that has none; it
    /// holds from the next opening on. NotPermitted in the demonstration.
    virtual Result<> adoptProfile(const light_client::SignedProfile& profile) {
        static_cast<void>(profile);
        return fail(ErrorCode::NotPermitted, "a vault of the demonstration");
    }
    /// Registers the vault's patient and links the members, which this program plays with the keys
    /// that lie in `members` (as packaging/consortium/up.sh makes them). Run again after an
    /// interruption, it goes on. NotPermitted in the demonstration, whose patients are registered
    /// when they are made; AlreadyExists where everything is done.
    virtual Result<Identity> registerPatient(std::string_view name,
                                             const std::filesystem::path& members) {
        static_cast<void>(name);
        static_cast<void>(members);
        return fail(ErrorCode::NotPermitted, "a vault of the demonstration");
    }
};

/// How the programs get sessions. Blocking calls. Errors: those of vault and store.
class DemoSessions {
public:
    virtual ~DemoSessions() = default;

    /// Whether the folder holds a vault; not one whose making was interrupted, which the next
    /// making there takes away.
    virtual bool exists(const std::filesystem::path& folder) const = 0;
    /// A vault with a registered patient, the consortium, three years of records at five hospitals,
    /// and a hundred days of grants and accesses. All or nothing, whenever the program ends.
    /// AlreadyExists, AlreadyOpen (being made by another program), Cancelled.
    virtual Result<std::unique_ptr<DemoSession>> createDemo(const std::filesystem::path& folder,
                                                            const vault::Credentials& credentials,
                                                            std::uint64_t seed,
                                                            const JobControl& control) = 0;
    /// A vault for a new patient of the same consortium, without records or history. `name` is the
    /// person's and stays in the vault; it may be empty.
    virtual Result<std::unique_ptr<DemoSession>> createEmpty(const std::filesystem::path& folder,
                                                             const vault::Credentials& credentials,
                                                             std::string_view name) = 0;
    /// A vault of the real consortium that this profile describes, without a patient. A person has
    /// compared the profile's words before. Errors besides: those of
    /// light_client::checkFirstProfile, Unreachable, VerificationFailed (the anchor).
    virtual Result<std::unique_ptr<DemoSession>>
    createForProfile(const std::filesystem::path& folder, const vault::Credentials& credentials,
                     const light_client::SignedProfile& profile, std::string_view name) = 0;
    /// A vault whose person chooses a consortium later.
    virtual Result<std::unique_ptr<DemoSession>>
    createUndecided(const std::filesystem::path& folder, const vault::Credentials& credentials,
                    std::string_view name) = 0;
    /// What createForProfile would say of this profile, without making anything: who signed it, and
    /// whether a node shows its anchor.
    virtual Result<> checkNewProfile(const light_client::SignedProfile& profile) = 0;
    virtual Result<std::unique_ptr<DemoSession>> open(const std::filesystem::path& folder,
                                                      const vault::Credentials& credentials) = 0;
    /// By the 24 words, and `next` opens it from then on. Malformed for words that no vault has
    /// (rootFromMnemonic), WrongPassphrase for those of another.
    virtual Result<std::unique_ptr<DemoSession>> recover(const std::filesystem::path& folder,
                                                         const SecretBytes& words,
                                                         const vault::Credentials& next) = 0;
};

} // namespace consentry::simulation
