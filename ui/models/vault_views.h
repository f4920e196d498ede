#pragma once

#include <QString>

namespace consentry::ui {

struct WelcomeView {
    bool hasVault = false; ///< a vault is known at `vaultPath`
    QString vaultPath;
    bool demoAvailable = true;
};

/// While the key is derived the page shows that it works.
struct UnlockView {
    QString vaultName;
    bool isBusy = false;
    QString problem;          ///< "That passphrase does not open this vault."
    bool canRecover = false;  ///< opening with the 24 words works
    bool isPreparing = false; ///< nothing is asked: the demonstration is being made
};

struct CreateVaultView {
    enum class Step : quint8 { Passphrase, Words, Check, Done };
    Step step = Step::Passphrase;
    bool isBusy = false;
    QString problem;
};

} // namespace consentry::ui
