#pragma once

#include <QList>
#include <QStringList>

namespace consentry::ui {

/// Characters of the name that a person gives a vault.
inline constexpr int vaultNameMax = 40;

/// A vault that can be opened from the first page. Its name tells neither whose it is nor where it
/// lies: this page is seen without a passphrase.
struct KnownVaultView {
    QString id;
    QString name;   ///< "My vault"
    QString detail; ///< "last used yesterday 14:05"
    /// The person asked to remember it, and may ask to forget it. Nothing is deleted.
    bool canForget = false;
};

struct WelcomeView {
    QList<KnownVaultView> vaults;
    bool demoAvailable = true;
    QString problem; ///< why something asked from here did not work
};

/// While the key is derived the page shows that it works.
struct UnlockView {
    QString vaultName;
    bool isBusy = false;
    QString problem; ///< "The passphrase is not right. …"
    QString notice;  ///< why it was locked
    /// Chosen from a folder of the person's own: offers to remember where it is.
    bool canRemember = false;
    bool canRecover = false;  ///< opening with the 24 words works
    bool isPreparing = false; ///< nothing is asked: the demonstration is being made
};

struct RecoverView {
    QString vaultName;
    bool isBusy = false;
    QString problem;
};

/// Of changing the passphrase of the open vault.
struct ChangePassphraseView {
    bool isBusy = false;
    QString problem;
};

/// What the vault's bytes hold.
struct StorageView {
    qint64 originals = 0;
    qint64 search = 0;
    qint64 logDetails = 0;
    qint64 others = 0;
    qint64 unused = 0;

    qint64 total() const { return originals + search + logDetails + others + unused; }
    friend bool operator==(const StorageView&, const StorageView&) = default;
};

/// What the program is made of, and whom it trusts.
struct AboutView {
    QString version;
    QStringList libraries; ///< "Qt 6.4.2"
    QStringList trust;     ///< whole sentences
    QString report;        ///< for who helps with a fault; nothing of the patient is in it

    friend bool operator==(const AboutView&, const AboutView&) = default;
};

struct CreateVaultView {
    enum class Step : quint8 { Name, Passphrase, Words, Check };
    Step step = Step::Name;
    bool isBusy = false; ///< the vault is being made, or its passphrase changed
    QString problem;
    /// The words were put off when the vault was made, and are asked for from Home.
    bool isReminder = false;
};

} // namespace consentry::ui
