#pragma once

#include "core/simulation/demo_consortium.h"
#include "core/wallet/wallet_context.h"

#include <filesystem>

namespace consentry::simulation {

/// An open vault on the embedded consortium: what the window and the command line work with. The
/// program's wiring makes one (app/session). Closing it locks the vault.
class DemoSession {
public:
    virtual ~DemoSession() = default;

    virtual wallet::WalletContext& wallet() = 0;
    virtual DemoConsortium& consortium() = 0;
    /// Stores what the light client trusts now, so that the next start begins there.
    virtual Result<> saveTrust() = 0;
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
    /// A vault for a new patient of the same consortium, without records or history.
    virtual Result<std::unique_ptr<DemoSession>> createEmpty(const std::filesystem::path& folder,
                                                             const vault::Credentials& credentials,
                                                             std::string_view label) = 0;
    virtual Result<std::unique_ptr<DemoSession>> open(const std::filesystem::path& folder,
                                                      const vault::Credentials& credentials) = 0;
};

} // namespace consentry::simulation
