#pragma once

#include "core/base/progress.h"
#include "core/import/import_report.h"
#include "core/wallet/wallet_context.h"

#include <filesystem>

namespace consentry::wallet {

/// Takes a file of FHIR R4 JSON into the vault: all of it that can be read, or nothing where it is
/// cancelled, cut off or the disk is full.
class ImportRecords {
public:
    explicit ImportRecords(vault::Vault& vault, const Clock& clock)
        : m_vault(vault), m_clock(clock) {}

    Result<import::ImportReport> importFile(const std::filesystem::path& path,
                                            const JobControl& control = {});

private:
    vault::Vault& m_vault;
    const Clock& m_clock;
};

} // namespace consentry::wallet
