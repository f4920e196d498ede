#pragma once

#include "core/simulation/demo_session.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QList>
#include <QString>

#include <filesystem>

namespace consentry::desktop {

/// A vault on this computer that the first page may name. The name tells neither whose it is,
/// unless the person called it so, nor where it lies.
struct KnownVault {
    std::filesystem::path folder;
    QString name;
    QDateTime lastUsed; ///< invalid where unknown
    bool isDemo = false;
    /// In a folder of the person's choice, not under the program's own.
    bool isElsewhere = false;
};

/// Which vaults there are: those under the program's own folder are found by looking, so no list of
/// them is kept. A folder elsewhere is remembered only where the person asks for it, because the
/// settings can be read without a passphrase. GUI thread; looks at a few files.
class VaultShelf {
    Q_DECLARE_TR_FUNCTIONS(VaultShelf)
public:
    VaultShelf(const simulation::DemoSessions& sessions, std::filesystem::path home)
        : m_sessions(sessions), m_home(std::move(home)) {}

    /// The program's own, oldest first, then the remembered ones.
    QList<KnownVault> vaults() const;
    /// Where the next new vault goes.
    KnownVault nextNew() const;
    KnownVault demonstration() const;
    /// The vault in a folder that a person chose: the folder itself, or the one above where the
    /// inner one was chosen. Nothing where there is none.
    std::optional<KnownVault> in(const std::filesystem::path& chosen) const;

    /// A name of the person's own instead of ours; empty: ours again. Kept beside the settings,
    /// where it can be read without a passphrase, under a digest of the folder. Returns what it is
    /// called now.
    QString rename(const std::filesystem::path& folder, const QString& name) const;
    /// As the person called it; empty for none.
    static QString ownName(const std::filesystem::path& folder);

    void remember(const std::filesystem::path& folder) const;
    void forget(const std::filesystem::path& folder) const;

private:
    std::filesystem::path ownFolder(int number) const;
    KnownVault own(int number) const;
    KnownVault elsewhere(const std::filesystem::path& folder, int number) const;

    const simulation::DemoSessions& m_sessions;
    std::filesystem::path m_home;
};

} // namespace consentry::desktop
