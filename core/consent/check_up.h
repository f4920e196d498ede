#pragma once

#include "core/consent/wording.h"

namespace consentry::consent {

/// Whether whatever the first grant permits from now on, to whomever and for whatever, the second
/// one permits too. Errs towards no: lists are compared as they are written.
bool isInside(const Grant& inner, const Grant& outer, Instant now);

/// What the log says of one grant since it began.
struct GrantHistory {
    std::uint64_t times = 0; ///< accesses that were permitted
    std::optional<Instant> last;
    std::vector<Purpose> purposes; ///< asked for
    /// Positions of the records that were read, among those given to checkUp().
    std::vector<std::size_t> read;
    /// Every access is known, and every record that it released is known and listed. Otherwise
    /// nothing is said to be unused.
    bool isComplete = true;
};

struct StandingCase {
    Grant grant;
    GrantHistory history;
};

/// Something about a standing grant that is worth a thought.
struct Finding {
    enum class Kind : std::uint8_t {
        TooBroad = 1,  ///< kinds, or a broader purpose, that were never used
        Unused = 2,    ///< nothing was ever read
        Duplicate = 3, ///< another grant permits the same and more
        EndsSoon = 4,  ///< something that is used
        NeverEnds = 5, ///< runs for years
    };
    Kind kind = Kind::Unused;
    std::size_t grant = 0;              ///< its position
    std::optional<std::size_t> other;   ///< of Duplicate: the wider one
    std::vector<std::string> unused;    ///< concepts that the grant opens and nobody read
    std::optional<Purpose> usedPurpose; ///< narrower than the granted one
    std::size_t opens = 0;              ///< of the given records
    /// A narrower grant that still permits all that was read. None: to be taken back, or prolonged.
    std::optional<Grant> proposal;
    std::size_t proposalOpens = 0;

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// The stable word of a kind: "too-broad".
std::string_view findingWord(Finding::Kind kind);

namespace limits {
/// A grant is judged by its use once it has stood so long.
constexpr std::chrono::days quietAfter{14};
constexpr std::chrono::days soon{7};
/// Ends after so long are as good as none.
constexpr std::chrono::days yearsAhead{2 * 366};
} // namespace limits

/// Looks at standing grants of one patient, each with its use: at most one finding of a kind for a
/// grant, in the order of grants, graver kinds first. What a proposal opens is decided by
/// evaluate() over the given records, under this policy. Pure; `now` is block time.
std::vector<Finding> checkUp(const PatientPolicy& policy, std::span<const StandingCase> cases,
                             std::span<const clinical::RecordFacts> records, Instant now);

/// A finding in words: what it is, and why one may think so, as one sentence.
struct FindingWords {
    std::string title; ///< "Opens more than is used"
    std::string why;
};
FindingWords describe(const Finding& finding, std::span<const StandingCase> cases,
                      const Names& names, const Reader& reader);

} // namespace consentry::consent
