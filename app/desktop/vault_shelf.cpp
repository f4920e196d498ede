#include "app/desktop/vault_shelf.h"

#include "ui/models/vault_views.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace consentry::desktop {
namespace {

/// More are not looked for.
constexpr int ownVaultsMax = 50;
constexpr auto rememberedSetting = "rememberedVaults";

QString textOf(const std::filesystem::path& path) {
    return QString::fromStdU16String(path.u16string());
}

std::filesystem::path pathOf(const QString& text) {
    return {text.toStdU16String()};
}

/// The database and its log are written while a vault is open, also when it is locked.
QDateTime lastUsed(const std::filesystem::path& folder) {
    const QFileInfo database(textOf(folder / "vault" / "vault.db"));
    return database.exists() ? database.lastModified() : QDateTime();
}

/// Not the path itself: that may tell whose vault it is.
QString nameSetting(const std::filesystem::path& folder) {
    const QByteArray digest =
        QCryptographicHash::hash(textOf(folder).toUtf8(), QCryptographicHash::Sha256);
    return u"vaultNames/"_s + QString::fromLatin1(digest.toHex().left(32));
}

QStringList rememberedFolders() {
    return QSettings().value(QLatin1String(rememberedSetting)).toStringList();
}

void setRememberedFolders(const QStringList& folders) {
    QSettings settings;
    if (folders.isEmpty()) {
        settings.remove(QLatin1String(rememberedSetting));
    } else {
        settings.setValue(QLatin1String(rememberedSetting), folders);
    }
}

} // namespace

std::filesystem::path VaultShelf::ownFolder(int number) const {
    return m_home / (number == 1 ? "vault" : "vault-" + std::to_string(number));
}

KnownVault VaultShelf::own(int number) const {
    KnownVault vault;
    vault.folder = ownFolder(number);
    vault.name = ownName(vault.folder);
    if (vault.name.isEmpty()) {
        vault.name = number == 1 ? tr("My vault") : tr("My vault %1").arg(number);
    }
    vault.lastUsed = lastUsed(vault.folder);
    return vault;
}

KnownVault VaultShelf::elsewhere(const std::filesystem::path& folder, int number) const {
    KnownVault vault;
    vault.folder = folder;
    vault.name = ownName(folder);
    if (vault.name.isEmpty()) {
        vault.name = number <= 1 ? tr("Vault in another folder")
                                 : tr("Vault in another folder, %1").arg(number);
    }
    vault.lastUsed = lastUsed(folder);
    vault.isElsewhere = true;
    return vault;
}

QList<KnownVault> VaultShelf::vaults() const {
    QList<KnownVault> all;
    for (int number = 1; number <= ownVaultsMax; ++number) {
        if (m_sessions.exists(ownFolder(number))) {
            all << own(number);
        }
    }
    int number = 0;
    for (const QString& folder : rememberedFolders()) {
        // One that is not there now, as on a stick, keeps its number and its place.
        ++number;
        if (m_sessions.exists(pathOf(folder))) {
            all << elsewhere(pathOf(folder), number);
        }
    }
    return all;
}

KnownVault VaultShelf::nextNew() const {
    int number = 1;
    while (number < ownVaultsMax && m_sessions.exists(ownFolder(number))) {
        ++number;
    }
    return own(number);
}

KnownVault VaultShelf::demonstration() const {
    KnownVault vault;
    vault.folder = m_home / "demo";
    vault.name = tr("The demonstration");
    vault.isDemo = true;
    return vault;
}

std::optional<KnownVault> VaultShelf::in(const std::filesystem::path& chosen) const {
    for (const std::filesystem::path& folder : {chosen, chosen.parent_path()}) {
        const bool inner = folder != chosen;
        if (inner && chosen.filename() != "vault") {
            continue;
        }
        if (m_sessions.exists(folder)) {
            for (const KnownVault& known : vaults()) {
                if (known.folder == folder) {
                    return known;
                }
            }
            return elsewhere(folder, 1);
        }
    }
    return std::nullopt;
}

QString VaultShelf::ownName(const std::filesystem::path& folder) {
    return QSettings().value(nameSetting(folder)).toString().simplified().left(ui::vaultNameMax);
}

QString VaultShelf::rename(const std::filesystem::path& folder, const QString& name) const {
    QSettings settings;
    if (name.isEmpty()) {
        settings.remove(nameSetting(folder));
    } else {
        settings.setValue(nameSetting(folder), name);
    }
    const auto known = in(folder);
    return known ? known->name : name;
}

void VaultShelf::remember(const std::filesystem::path& folder) const {
    QStringList folders = rememberedFolders();
    if (!folders.contains(textOf(folder))) {
        setRememberedFolders(folders << textOf(folder));
    }
}

void VaultShelf::forget(const std::filesystem::path& folder) const {
    QStringList folders = rememberedFolders();
    folders.removeAll(textOf(folder));
    setRememberedFolders(folders);
}

} // namespace consentry::desktop
