#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

enum class ContactKind : std::uint8_t { Organization = 1, Clinician = 2, Person = 3 };

/// A name for a party, known to this vault only.
struct Contact {
    PartyId party;
    ContactKind kind = ContactKind::Person;
    std::string name;
    std::string organization; ///< of a clinician; may be empty
    bool verified = false;    ///< name and key were compared, or the name card met its digest
    Bytes card;               ///< the name card as served, at most cardMax
    Instant updatedAt;
};

/// Names of parties. Thread-safe. Errors: Locked, NotFound, DiskFull, DamagedData, Io.
class ContactStore {
public:
    static constexpr std::size_t cardMax = 16 * 1024;
    static constexpr std::size_t pageMax = 1000;

    virtual ~ContactStore() = default;
    virtual Result<> put(const Contact& contact) = 0;
    virtual Result<Contact> find(const PartyId& party) = 0;
    /// By name; those whose name contains `search` (empty: all), after the contact (name, party).
    virtual Result<std::vector<Contact>> page(std::optional<ContactKind> kind,
                                              std::string_view search,
                                              const std::optional<Contact>& after,
                                              std::size_t limit) = 0;
    virtual Result<> erase(const PartyId& party) = 0;
};

} // namespace consentry
