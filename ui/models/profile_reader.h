#pragma once

#include "core/light_client/consortium_profile.h"
#include "ui/models/profile_view.h"

#include <QCoreApplication>

namespace consentry::ui {

/// Words for a consortium's profile, and for why one is not taken. Pure but for the language on
/// screen.
class ProfileReader {
    Q_DECLARE_TR_FUNCTIONS(ProfileReader)
public:
    using Profile = light_client::ConsortiumProfile;
    using SignedProfile = light_client::SignedProfile;

    ProfileReader(consentry::Language language, Instant now) : m_language(language), m_now(now) {}

    ProfileView view(const Profile& profile) const;
    /// Also says how many of the organisations of `signers` signed it.
    ProfileView view(const SignedProfile& profile, const Profile& signers) const;

    /// Why this profile cannot follow `current` (nullptr: be a vault's first one), as far as it
    /// shows by itself; nothing where it may. `error` is what the core said.
    QString refusal(const Profile* current, const SignedProfile& profile, const Error& error) const;
    /// Why a file or a picture is no profile at all.
    QString unreadable(const Error& error) const;
    /// Whether a wallet could still begin with this profile: its anchor is younger than its
    /// trusting period and not of the future. Errors: TrustExpired, Stale.
    static Result<> checkAge(const Profile& profile, Instant now);

private:
    QStringList trust(const Profile& profile) const;
    QString exact(const Profile& profile) const;
    QString serverWords(std::size_t nodes, std::size_t witnesses) const;

    consentry::Language m_language;
    Instant m_now;
};

} // namespace consentry::ui
