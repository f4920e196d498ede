#pragma once

#include "core/light_client/consortium_profile.h"
#include "core/ports/file_system.h"

#include <filesystem>
#include <vector>

namespace consentry::ceremony {

// How wallets get to know a running consortium: somebody joins the organisations' cards and one
// signed header to a profile, and more than two thirds of the organisations sign it, each with its
// own governance key on its own machine.

/// What a profile says beyond the cards.
struct ProfilePlan {
    /// The engine's reply to `commit?height=H`, as a file: the header that wallets begin with.
    std::filesystem::path anchor;
    std::uint64_t number = 1;
    Instant issuedAt;
    light_client::TrustLevel trustLevel;
    milliseconds trustingPeriod = std::chrono::hours(24 * 30);

    static constexpr std::size_t anchorBytesMax = 1024 * 1024;
};

/// Writes an unsigned profile. Every organisation's node is its witness as well. The same file for
/// the same cards and plan, in whatever order the cards come.
/// BadSignature unless more than two thirds of the cards' validators signed the anchor;
/// InvalidArgument (the anchor is not of the cards' chain or validators, or a limit),
/// AlreadyExists.
Result<light_client::SignedProfile> makeProfile(FileSystem& files,
                                                const std::filesystem::path& target,
                                                const std::vector<std::filesystem::path>& cards,
                                                const ProfilePlan& plan);

Result<light_client::SignedProfile> readProfile(FileSystem& files,
                                                const std::filesystem::path& path);

/// Adds an organisation's signature to the file. Of a first profile only its own organisations may
/// sign, InvalidArgument; a later one is signed by those of the profile before.
Result<light_client::SignedProfile> addSignature(FileSystem& files,
                                                 const std::filesystem::path& profile,
                                                 const std::filesystem::path& governanceKey,
                                                 const SecretBytes* passphrase);

} // namespace consentry::ceremony
