#pragma once

#include "core/base/language.h"
#include "core/clinical/json.h"
#include "core/consent/period.h"
#include "core/consent/terms.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::wallet {

/// What a person may write down without a hospital. Numbers are not stored.
enum class OwnKind : std::uint8_t {
    BloodPressure,
    Pulse,
    Weight,
    Height,
    Temperature,
    OxygenSaturation,
    Glucose,
    Note
};

/// A unit of a kind, and what is usual in it. What lies outside is asked about, never refused.
struct OwnUnit {
    std::string_view ucum;  ///< "mm[Hg]"
    std::string_view shown; ///< "mmHg"
    double usualLow = 0;
    double usualHigh = 0;
    std::string_view loinc; ///< of the kind in this unit
};

/// One kind as forms and command lines need it.
struct OwnKindWords {
    OwnKind kind;
    std::string_view word; ///< "blood-pressure", for command lines
    consent::Term name;    ///< "blood pressure" / "血压"
    consent::Term first;   ///< what the first number is called; empty where the kind's name says it
    consent::Term second;  ///< empty where there is one number
    std::span<const OwnUnit> units; ///< the usual one first; empty for a note
};
std::span<const OwnKindWords> ownKinds();
const OwnKindWords& wordsOf(OwnKind kind);
/// NotFound for any other word.
Result<OwnKind> parseOwnKind(std::string_view word);

/// What was typed, before it is checked.
struct OwnEntry {
    static constexpr std::size_t textMax = 10'000; ///< bytes of the note

    OwnKind kind = OwnKind::BloodPressure;
    std::string first;  ///< a number, as typed; empty for a note
    std::string second; ///< the lower blood pressure
    std::string unit;   ///< UCUM; empty: the usual one
    std::string day;    ///< "2026-11-29", "2026-11" or "2026"
    std::string time;   ///< "08:10" by the person's clock, or empty
    std::string text;   ///< the note itself, or a remark beside a number

    friend bool operator==(const OwnEntry&, const OwnEntry&) = default;
};

/// What a comma and a point mean to whoever types.
enum class DecimalMark : std::uint8_t { Point, Comma };

/// By what an entry is judged. `now` is the later of this computer's clock and the newest block, so
/// that a clock that is slow does not turn yesterday into the future.
struct OwnEntryRules {
    DecimalMark mark = DecimalMark::Point;
    Instant now;
    consent::ZoneOffset zone;
};

enum class OwnField : std::uint8_t { First, Second, Unit, Day, Time, Text };

/// What stands against an entry.
struct OwnRemark {
    OwnField field;
    bool asks = false; ///< may be right: whoever says so writes it all the same
    Bilingual words;   ///< what is wrong and what to do
};

/// Empty: it can be written. At most one for each field, those that ask too.
std::vector<OwnRemark> checkOwnEntry(const OwnEntry& entry, const OwnEntryRules& rules);
/// Whether something must be changed before it can be written.
bool isRefused(const std::vector<OwnRemark>& remarks);

/// "036,60" → "36.60": digits as typed, without the zeros that JSON forbids; full-width ones become
/// plain. None for what is no number above 0, or can be read in two ways ("1,500").
std::optional<std::string> numberToken(std::string_view typed, DecimalMark mark);

/// Who writes: the reference to the Patient among the records, where there is one, and a name.
struct OwnAuthor {
    std::string reference; ///< "Patient/17" or empty
    std::string name;      ///< may be empty
};

enum class OwnStatus : std::uint8_t { Final, Corrected, EnteredInError };

/// What makes one version of an own record out of an entry.
struct OwnVersionMark {
    std::string id; ///< the same for all versions
    std::uint64_t number = 1;
    OwnStatus status = OwnStatus::Final;
    Instant writtenAt;
};

/// A FHIR R4 Observation, of the vital signs profile where there is one; a note is its valueString.
/// InvalidArgument where checkOwnEntry refuses it.
Result<std::string> ownObservation(const OwnEntry& entry, const OwnEntryRules& rules,
                                   const OwnAuthor& author, const OwnVersionMark& mark,
                                   Language language);
/// What was typed, of a record that ownObservation made; by the clock that it was written by.
/// Malformed for any other.
Result<OwnEntry> ownEntryOf(clinical::JsonValue observation);

} // namespace consentry::wallet
