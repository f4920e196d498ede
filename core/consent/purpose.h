#pragma once

#include "core/consent/terms.h"

#include <span>
#include <string_view>

namespace consentry::consent {

/// Why a record is read: one code of HL7 v3-ActReason that this program knows. Small, comparable,
/// always valid.
class Purpose {
public:
    static constexpr std::string_view system = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    /// TREAT.
    Purpose();
    /// Unsupported for a code outside the table, also for the empty one.
    static Result<Purpose> fromCode(std::string_view code);
    /// Every purpose, parents before their children.
    static std::span<const Purpose> all();
    /// The few that an editor offers first.
    static std::span<const Purpose> common();

    std::string_view code() const;
    /// "treatment" / "治疗", after "for" / "为了".
    Term name() const;
    /// Whether only this very code matches a grant for a broader one: HL7's tree puts breaking the
    /// glass below treatment and model training below operations (health reference 2.3, trap 10).
    bool matchesOnlyExactly() const;

    /// One bit of 64 for this purpose, to be looked up in purposesCovering().
    std::uint64_t bit() const { return std::uint64_t{1} << m_index; }

    friend bool operator==(const Purpose&, const Purpose&) = default;

private:
    friend bool purposeCovers(Purpose granted, Purpose requested);
    explicit Purpose(std::uint8_t index) : m_index(index) {}

    std::uint8_t m_index;
};

/// Whether a grant for one purpose serves a request for the other: equal, or below it in HL7's
/// tree, except the five codes that match exactly.
bool purposeCovers(Purpose granted, Purpose requested);

/// The bits of all purposes that cover this one.
std::uint64_t purposesCovering(Purpose requested);

} // namespace consentry::consent
