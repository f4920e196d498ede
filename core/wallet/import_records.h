#pragma once

#include "core/base/progress.h"
#include "core/clinical/person.h"
#include "core/import/import_report.h"
#include "core/wallet/wallet_context.h"

#include <filesystem>

namespace consentry::wallet {

/// A file whose first Patient is somebody else than whoever the vault's Patients describe.
struct OtherPerson {
    clinical::Person inFile;
    clinical::Person inVault;
};

/// Whether the two may describe one person: equal birth dates, as far as they are given, and names
/// that share a word or are not written in the same letters.
bool maybeSamePerson(const clinical::Person& one, const clinical::Person& other);

/// Takes a file of FHIR R4 JSON into the vault: all of it that can be read, or nothing where it is
/// cancelled, cut off or the disk is full.
class ImportRecords {
public:
    explicit ImportRecords(vault::Vault& vault, const Clock& clock)
        : m_vault(vault), m_clock(clock) {}

    /// Reads the file up to its first Patient, takes nothing. None where the file or the vault
    /// names nobody.
    Result<std::optional<OtherPerson>> otherPerson(const std::filesystem::path& path,
                                                   std::stop_token stop = {});
    Result<import::ImportReport> importFile(const std::filesystem::path& path,
                                            const JobControl& control = {});

private:
    Result<std::vector<clinical::Person>> patientsOfVault();

    vault::Vault& m_vault;
    const Clock& m_clock;
};

} // namespace consentry::wallet
