#pragma once

#include "ui/bridge/vault_reading.h"
#include "ui/models/profile_view.h"

#include <QCoreApplication>

namespace consentry::ui {

/// How far the vault's person is on the way to its hospitals. For one job.
class RegistrationReader {
    Q_DECLARE_TR_FUNCTIONS(RegistrationReader)
public:
    explicit RegistrationReader(const VaultReading& reading) : m_reading(reading) {}
    /// Nothing where the person is registered. Without the code, which is drawn from `codeText`.
    std::optional<RegistrationView> view() const;

private:
    RegistrationView::Step chosen() const;
    RegistrationView::Step checked() const;
    RegistrationView::Step registered() const;

    const VaultReading& m_reading;
};

} // namespace consentry::ui
