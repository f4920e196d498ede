#pragma once

#include "core/vault/vault.h"
#include "core/wallet/own_entry.h"

namespace consentry::wallet {

/// Measurements and notes that the vault's person writes. Each is a FHIR resource among the
/// records, with the person as performer; it is in this vault only, and no hospital vouches for it.
/// Nothing is edited: a correction and a withdrawal are new versions, and those before stay
/// readable (RecordStore::earlierVersions). Each act is one transaction; where it fails, nothing
/// was changed. Errors: InvalidArgument for an entry that checkOwnEntry refuses, NotFound where the
/// record is not the newest version of an own one, and those of RecordStore.
class WriteOwnRecord {
public:
    /// Both must outlive it.
    WriteOwnRecord(vault::Vault& vault, const Clock& clock) : m_vault(vault), m_clock(clock) {}

    Result<RecordDigest> add(const OwnEntry& entry, const OwnEntryRules& rules, Language language);
    Result<RecordDigest> correct(const RecordDigest& current, const OwnEntry& entry,
                                 const OwnEntryRules& rules, Language language);
    /// FHIR's entered-in-error. InvalidArgument where it was taken back before.
    Result<RecordDigest> withdraw(const RecordDigest& current, Language language);

private:
    struct Current {
        OwnEntry entry;
        std::string id;
        std::uint64_t number = 1;
        std::string when;
    };
    Result<Current> read(const RecordDigest& current);
    Result<OwnAuthor> author();
    Result<RecordDigest> store(const std::string& json, const std::optional<RecordDigest>& replaces,
                               Instant writtenAt);

    vault::Vault& m_vault;
    const Clock& m_clock;
};

} // namespace consentry::wallet
