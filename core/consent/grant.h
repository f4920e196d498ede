#pragma once

#include "core/consent/purpose.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry::consent {

using clinical::Code;
using clinical::Confidentiality;

/// Whom a grant or a denial means. All that are named must hold; at least one is named.
struct Grantee {
    std::optional<PartyId> person;
    std::optional<PartyId> organization;
    std::optional<Role> role; ///< attested by the organisation at the moment of the request

    friend auto operator<=>(const Grantee&, const Grantee&) = default;
};

/// One resource at one organisation: ids are unique there, not in the world.
struct ResourceName {
    PartyId custodian;
    std::string resourceType;
    std::string id;

    friend auto operator<=>(const ResourceName&, const ResourceName&) = default;
};

/// What a grant opens: the union of what is listed. A code or concept opens a record only if it
/// accounts for every code group of it (a resource is released whole). "Everything" is said, never
/// left out: an empty scope is invalid, and so is one that lists something beside it.
struct Scope {
    bool everything = false;
    std::vector<std::string> concepts; ///< ids of resources/concepts
    std::vector<Code> categories;      ///< FHIR category codings
    std::vector<Code> codes;
    std::vector<RecordDigest> records; ///< these very versions
    std::vector<ResourceName> resources;

    bool isEmpty() const;
    friend bool operator==(const Scope&, const Scope&) = default;
};

/// Limits on a record's own clinical time, fixed when signing. Without `until`, new values are
/// included until the grant ends. A record without a date is outside of every window; a partial
/// date that is only partly inside is outside.
struct DataWindow {
    std::optional<Instant> from;
    std::optional<Instant> until; ///< exclusive

    bool isUnlimited() const { return !from && !until; }
    bool includesNewUntilEnd() const { return !until; }
    friend bool operator==(const DataWindow&, const DataWindow&) = default;
};

/// What a denial or its exception speaks of: different lists combine with AND, the items of one
/// list with OR, an empty list means no limit (health reference 2.3, trap 1). The four lists about
/// records count as one: a record is meant if any of them touches it.
struct Conditions {
    std::vector<std::string> concepts; ///< touched by anything that the record mentions
    std::vector<Code> codes;           ///< anywhere in the record
    std::vector<std::string> labels;   ///< sensitivity labels, with what is below them
    std::vector<RecordDigest> records;
    std::vector<Grantee> actors;
    ActionSet actions; ///< empty: whatever is asked for

    bool isEmpty() const;
    bool namesRecords() const;
    friend bool operator==(const Conditions&, const Conditions&) = default;
};

/// A deny rule inside a grant, which limits that grant only. The deepest match wins within one
/// denial (an exception lifts it), and any denial that stands wins over the others' exceptions.
struct InnerDenial {
    Conditions what;
    std::vector<Conditions> exceptions;

    friend bool operator==(const InnerDenial&, const InnerDenial&) = default;
};

/// What a patient signs: who may do what with which records, why and until when. This is the
/// content of the sealed body whose commitment stands on the chain (protocol §4).
struct Grant {
    GrantId id;
    PartyId patient;
    PartyId issuer; ///< the patient, or a delegate
    Instant notBefore;
    Instant notAfter; ///< exclusive; "until 30 June" is the start of 1 July where it was signed
    Grantee grantee;
    Scope scope;
    DataWindow window;
    std::vector<PartyId> custodians; ///< empty: all
    Purpose purpose;                 ///< exactly one (health reference 2.3, trap 2)
    ActionSet actions = Action::Look;
    Confidentiality ceiling = Confidentiality::Normal; ///< the most protected tier that it opens
    std::vector<std::string> excludedLabels;
    std::vector<InnerDenial> denials;
    /// Version of the concept lists that the signer saw. A later list never widens this grant.
    std::uint32_t catalogueVersion = 1;

    friend bool operator==(const Grant&, const Grant&) = default;
};

namespace limits {
constexpr std::size_t conceptsMax = 64;
constexpr std::size_t codesMax = 256;
constexpr std::size_t categoriesMax = 64;
constexpr std::size_t recordsMax = 512;
constexpr std::size_t resourcesMax = 128;
constexpr std::size_t custodiansMax = 64;
constexpr std::size_t labelsMax = 64;
constexpr std::size_t denialsMax = 32;
constexpr std::size_t exceptionsMax = 8;
constexpr std::size_t actorsMax = 32;
constexpr std::size_t systemBytesMax = 256;
constexpr std::size_t codeBytesMax = 64;
constexpr std::chrono::days validityMax{3653}; ///< ten years
/// 1900-01-01T00:00:00Z and 2200-01-01T00:00:00Z: a life's records and its future appointments.
constexpr Instant windowEarliest{milliseconds{-2'208'988'800'000}};
constexpr Instant windowLatest{milliseconds{7'258'118'400'000}};
} // namespace limits

/// What a patient expects who gives a whole kind of records and does not speak of the rest: where
/// the scope is everything, a category, or a concept that opens records by their type, category or
/// label, adds one denial of the sensitive concepts that the scope does not ask for (by concept or
/// by code) and that no denial mentions yet. Does nothing the second time.
void hideSensitiveParts(Grant& draft);

/// Sorts every list and drops repeats: the one form that is signed.
void normalize(Grant& grant);
/// Whether all rules above hold. InvalidArgument says which one does not, TooLarge names a limit,
/// Unsupported an unknown concept or label, NotCanonical an unsorted list.
Result<> validate(const Grant& grant);

/// Deterministic CBOR, see consent.cddl. The grant is normalized and validated first; TooLarge if
/// it does not fit into a sealed body.
Result<Bytes> encodeGrant(const Grant& grant);
/// Accepts exactly what encodeGrant writes.
Result<Grant> decodeGrant(ByteView content);

} // namespace consentry::consent
