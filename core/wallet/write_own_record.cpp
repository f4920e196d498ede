#include "core/wallet/write_own_record.h"

#include "core/clinical/record_from_json.h"
#include "core/crypto/random.h"

#include <charconv>

namespace consentry::wallet {
namespace {

using EntryId = FixedBytes<16, struct EntryIdTag>;

constexpr std::size_t personsMax = 100; ///< looked at for the Patient

/// "+08:00" at the end of a dateTime, in minutes; 0 where there is none.
std::chrono::minutes offsetOf(std::string_view when) {
    constexpr std::size_t length = 6;
    if (when.size() <= length || when[when.size() - 3] != ':') {
        return {};
    }
    const std::string_view text = when.substr(when.size() - length);
    const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    const std::chrono::minutes ahead(two(1) * 60 + two(4));
    return text[0] == '-' ? -ahead : ahead;
}

/// What was stored once was no future then, whatever the clock says now; its zone is its own.
OwnEntryRules rulesOfStored(std::string_view when) {
    OwnEntryRules rules;
    rules.now = std::chrono::sys_days(std::chrono::year(9000) / 1 / 1);
    rules.zone = [offset = offsetOf(when)](Instant) { return offset; };
    return rules;
}

} // namespace

Result<OwnAuthor> WriteOwnRecord::author() {
    OwnAuthor author;
    ASSIGN_OR_RETURN(const auto identities, m_vault.identities().list());
    for (const Identity& identity : identities) {
        if (identity.role == IdentityRole::Patient && author.name.empty()) {
            author.name = identity.label;
        }
    }
    RecordFilter persons;
    persons.facets = {clinical::Facet::Person};
    ASSIGN_OR_RETURN(const RecordPage page, m_vault.records().page(persons, {}, personsMax));
    for (const RecordSummary& record : page.records) {
        if (record.resourceType == "Patient" && !record.id.empty()) {
            author.reference = "Patient/" + record.id;
            break;
        }
    }
    return author;
}

Result<RecordDigest> WriteOwnRecord::store(const std::string& json,
                                           const std::optional<RecordDigest>& replaces,
                                           Instant writtenAt) {
    ASSIGN_OR_RETURN(const clinical::Record record, clinical::recordFromJson(bytesOf(json)));
    RETURN_IF_ERROR(m_vault.records().putOwn(record, writtenAt, replaces));
    return record.facts.digest;
}

Result<RecordDigest> WriteOwnRecord::add(const OwnEntry& entry, const OwnEntryRules& rules,
                                         Language language) {
    ASSIGN_OR_RETURN(const OwnAuthor who, author());
    const Instant now = m_clock.now();
    const OwnVersionMark mark{randomFixed<16, EntryIdTag>().hex(), 1, OwnStatus::Final, now};
    ASSIGN_OR_RETURN(const std::string json, ownObservation(entry, rules, who, mark, language));
    return store(json, std::nullopt, now);
}

Result<WriteOwnRecord::Current> WriteOwnRecord::read(const RecordDigest& current) {
    ASSIGN_OR_RETURN(const RecordSummary summary, m_vault.records().find(current));
    if (!summary.isOwn) {
        return fail(ErrorCode::NotFound, "own record");
    }
    ASSIGN_OR_RETURN(const Bytes original, m_vault.records().original(current));
    Current found;
    clinical::JsonDocument document;
    RETURN_IF_ERROR(document.read(textOf(original)));
    const clinical::JsonValue root = document.root();
    if (root["status"].string() == "entered-in-error") {
        return fail(ErrorCode::InvalidArgument, "taken back before");
    }
    ASSIGN_OR_RETURN(found.entry, ownEntryOf(root));
    found.id = root["id"].string();
    const std::string_view number = root["meta"]["versionId"].string();
    std::from_chars(number.data(), number.data() + number.size(), found.number);
    found.when = root["effectiveDateTime"].string();
    return found;
}

Result<RecordDigest> WriteOwnRecord::correct(const RecordDigest& current, const OwnEntry& entry,
                                             const OwnEntryRules& rules, Language language) {
    ASSIGN_OR_RETURN(const Current before, read(current));
    ASSIGN_OR_RETURN(const OwnAuthor who, author());
    const Instant now = m_clock.now();
    const OwnVersionMark mark{before.id, before.number + 1, OwnStatus::Corrected, now};
    ASSIGN_OR_RETURN(const std::string json, ownObservation(entry, rules, who, mark, language));
    return store(json, current, now);
}

Result<RecordDigest> WriteOwnRecord::withdraw(const RecordDigest& current, Language language) {
    ASSIGN_OR_RETURN(const Current before, read(current));
    ASSIGN_OR_RETURN(const OwnAuthor who, author());
    const Instant now = m_clock.now();
    const OwnVersionMark mark{before.id, before.number + 1, OwnStatus::EnteredInError, now};
    ASSIGN_OR_RETURN(std::string json,
                     ownObservation(before.entry, rulesOfStored(before.when), who, mark, language));
    return store(json, current, now);
}

} // namespace consentry::wallet
