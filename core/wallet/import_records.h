#pragma once

#include "core/base/progress.h"
#include "core/clinical/person.h"
#include "core/clinical/record.h"
#include "core/import/import_report.h"
#include "core/wallet/wallet_context.h"

#include <filesystem>
#include <map>
#include <optional>

namespace consentry::wallet {

/// What taking a file over would do, found without storing anything.
struct ImportPreview {
    import::ImportReport report; ///< what importFile would report now
    std::map<clinical::Facet, std::uint64_t> addedByFacet;
    /// From the first to the last clinical time among what is new.
    std::optional<clinical::TimeSpan> span;
    std::optional<clinical::Person> person; ///< the file's first Patient
    /// Whom the vault's Patients describe, where that is somebody else than `person`.
    std::optional<clinical::Person> other;
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

    /// Reads the whole file and stores nothing. Others may write to the vault meanwhile.
    Result<ImportPreview> preview(const std::filesystem::path& path,
                                  const JobControl& control = {});
    Result<import::ImportReport> importFile(const std::filesystem::path& path,
                                            const JobControl& control = {});

private:
    Result<std::vector<clinical::Person>> patientsOfVault();
    Result<std::optional<clinical::Person>> otherThan(const clinical::Person& person);

    vault::Vault& m_vault;
    const Clock& m_clock;
};

} // namespace consentry::wallet
