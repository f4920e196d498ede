#include "core/consent/check_up.h"

#include "core/consent/period.h"
#include "core/consent/sight.h"

#include <algorithm>
#include <map>
#include <set>

namespace consentry::consent {
namespace {

using clinical::RecordFacts;
using Kind = Finding::Kind;

template <class T> bool contains(const std::vector<T>& list, const T& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

template <class T> bool containsAll(const std::vector<T>& outer, const std::vector<T>& inner) {
    return std::all_of(inner.begin(), inner.end(),
                       [&](const T& item) { return contains(outer, item); });
}

/// Whoever meets the first grantee meets the second.
bool isInside(const Grantee& inner, const Grantee& outer) {
    return (!outer.person || outer.person == inner.person) &&
           (!outer.organization || outer.organization == inner.organization) &&
           (!outer.role || outer.role == inner.role);
}

bool isInside(const Scope& inner, const Scope& outer) {
    return outer.everything ||
           (!inner.everything && containsAll(outer.concepts, inner.concepts) &&
            containsAll(outer.categories, inner.categories) &&
            containsAll(outer.codes, inner.codes) && containsAll(outer.records, inner.records) &&
            containsAll(outer.resources, inner.resources));
}

/// A window without an end reaches to the end of its grant.
bool isInside(const DataWindow& inner, const DataWindow& outer, Instant outerEnd) {
    if (outer.isUnlimited()) {
        return true; // also for records without a date
    }
    if (inner.isUnlimited()) {
        return false;
    }
    const bool begins = !outer.from || (inner.from && *inner.from >= *outer.from);
    const bool ends = outer.until ? inner.until && *inner.until <= *outer.until
                                  : !inner.until || *inner.until <= outerEnd;
    return begins && ends;
}

/// Names kinds of records and nothing else.
bool hidesConceptsOnly(const InnerDenial& denial) {
    Conditions rest = denial.what;
    rest.concepts.clear();
    return denial.exceptions.empty() && rest.isEmpty();
}

/// What the denial hides, the other grant hides as well.
bool isImplied(const InnerDenial& denial, const Grant& by) {
    if (contains(by.denials, denial)) {
        return true;
    }
    if (!hidesConceptsOnly(denial)) {
        return false;
    }
    std::vector<std::string> hidden;
    for (const InnerDenial& other : by.denials) {
        if (hidesConceptsOnly(other)) {
            hidden.insert(hidden.end(), other.what.concepts.begin(), other.what.concepts.end());
        }
    }
    return containsAll(hidden, denial.what.concepts);
}

/// A person whom the grant means, as far as it says.
Viewer viewerOf(const Grantee& grantee) {
    return {grantee.person.value_or(PartyId()), grantee.organization, grantee.role, {}};
}

class CheckUp {
public:
    CheckUp(const PatientPolicy& policy, std::span<const StandingCase> cases,
            std::span<const RecordFacts> records, Instant now)
        : m_policy(policy), m_cases(cases), m_records(records), m_now(now) {}

    std::vector<Finding> run() {
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            const bool isSpare = findDuplicate(i);
            if (!isSpare && !findUnused(i)) {
                findTooBroad(i);
            }
            findEnd(i);
        }
        return std::move(m_findings);
    }

private:
    const Grant& grant(std::size_t at) const { return m_cases[at].grant; }

    Finding& add(Kind kind, std::size_t at) {
        Finding& finding = m_findings.emplace_back();
        finding.kind = kind;
        finding.grant = at;
        finding.opens = opened(grant(at)).size();
        return finding;
    }

    std::vector<std::size_t> opened(const Grant& by) const {
        const Sight sight = seeAs(viewerOf(by.grantee), m_policy, {&by, 1}, m_records,
                                  std::max(m_now, by.notBefore));
        std::vector<std::size_t> positions;
        for (std::size_t i = 0; i < sight.records.size(); ++i) {
            if (sight.records[i].isVisible) {
                positions.push_back(i);
            }
        }
        return positions;
    }

    bool findDuplicate(std::size_t at) {
        for (std::size_t other = 0; other < m_cases.size(); ++other) {
            // Of two equal ones the later in the list is the one too many.
            if (other != at && isInside(grant(at), grant(other), m_now) &&
                (other < at || !isInside(grant(other), grant(at), m_now))) {
                add(Kind::Duplicate, at).other = other;
                return true;
            }
        }
        return false;
    }

    bool hasStoodLong(std::size_t at) const {
        return grant(at).notBefore + limits::quietAfter <= m_now;
    }

    bool findUnused(std::size_t at) {
        const GrantHistory& history = m_cases[at].history;
        if (history.times > 0 || !history.isComplete || !hasStoodLong(at)) {
            return false;
        }
        add(Kind::Unused, at);
        return true;
    }

    void findTooBroad(std::size_t at) {
        const GrantHistory& history = m_cases[at].history;
        if (!hasStoodLong(at) || !history.isComplete || history.read.empty()) {
            return;
        }
        Grant narrower = grant(at);
        std::vector<std::string> unused;
        narrowScope(at, narrower, unused);
        const std::optional<Purpose> purpose = narrowerPurpose(at);
        if (purpose) {
            narrower.purpose = *purpose;
        }
        if (unused.empty() && !purpose) {
            return;
        }
        normalize(narrower);
        const auto opens = opened(grant(at));
        const auto wouldOpen = opened(narrower);
        const auto stays = [&](std::size_t position) {
            return !contains(opens, position) || contains(wouldOpen, position);
        };
        // Never a proposal that takes away what was used, or that takes nothing away.
        if (!validate(narrower) || !std::all_of(history.read.begin(), history.read.end(), stays) ||
            (!purpose && wouldOpen.size() >= opens.size())) {
            return;
        }
        Finding& finding = add(Kind::TooBroad, at);
        finding.unused = std::move(unused);
        finding.usedPurpose = purpose;
        finding.proposal = std::move(narrower);
        finding.proposalOpens = wouldOpen.size();
    }

    /// Leaves only the kinds of which something was read.
    void narrowScope(std::size_t at, Grant& narrower, std::vector<std::string>& unused) {
        Scope& scope = narrower.scope;
        const bool isMore = !scope.categories.empty() || !scope.codes.empty() ||
                            !scope.records.empty() || !scope.resources.empty();
        if (isMore) {
            return; // written by hand: whoever did knows why
        }
        const std::vector<std::string> granted =
            scope.everything ? kindsIn(opened(grant(at))) : scope.concepts;
        std::set<std::string> used;
        for (const std::size_t position : m_cases[at].history.read) {
            const auto kind = kindOf(position, granted);
            if (!kind) {
                return; // nothing names it: the scope stays as it is
            }
            used.insert(*kind);
        }
        for (const std::string& kind : granted) {
            if (!used.contains(kind) && !isPartOf(kind, used)) {
                unused.push_back(kind);
            }
        }
        if (!unused.empty()) {
            scope.everything = false;
            scope.concepts.assign(used.begin(), used.end());
        }
    }

    /// The smallest of these kinds that opens the record.
    std::optional<std::string> kindOf(std::size_t position, const std::vector<std::string>& among) {
        std::optional<std::string> smallest;
        for (const Concept* one : conceptsOf(position)) {
            if (contains(among, one->id) && (!smallest || sizeOf(one->id) < sizeOf(*smallest))) {
                smallest = one->id;
            }
        }
        return smallest;
    }

    /// Kinds of which at least one of these records is.
    std::vector<std::string> kindsIn(const std::vector<std::size_t>& positions) {
        std::set<std::string> kinds;
        for (const std::size_t position : positions) {
            for (const Concept* one : conceptsOf(position)) {
                if (!one->sensitive) {
                    kinds.insert(one->id);
                }
            }
        }
        return {kinds.begin(), kinds.end()};
    }

    /// Whether every record of the kind is also of one that was used: nothing would be lost.
    bool isPartOf(const std::string& kind, const std::set<std::string>& used) {
        for (std::size_t i = 0; i < m_records.size(); ++i) {
            const auto& all = conceptsOf(i);
            const auto is = [](const std::string& id) {
                return [&id](const Concept* one) { return one->id == id; };
            };
            if (std::any_of(all.begin(), all.end(), is(kind)) &&
                std::none_of(all.begin(), all.end(),
                             [&](const Concept* one) { return used.contains(one->id); })) {
                return false;
            }
        }
        return sizeOf(kind) > 0;
    }

    const std::vector<const Concept*>& conceptsOf(std::size_t position) {
        learnConcepts();
        return m_concepts[position];
    }
    std::size_t sizeOf(const std::string& kind) {
        learnConcepts();
        return m_sizes[kind];
    }
    void learnConcepts() {
        if (m_concepts.size() == m_records.size()) {
            return;
        }
        for (const RecordFacts& record : m_records) {
            m_concepts.push_back(ConceptCatalogue::standard().conceptsOf(record));
            for (const Concept* one : m_concepts.back()) {
                ++m_sizes[one->id];
            }
        }
    }

    /// The only purpose that was asked for, where it is narrower than the granted one.
    std::optional<Purpose> narrowerPurpose(std::size_t at) const {
        const auto& asked = m_cases[at].history.purposes;
        if (asked.size() != 1 || asked.front() == grant(at).purpose ||
            !purposeCovers(grant(at).purpose, asked.front())) {
            return std::nullopt;
        }
        return asked.front();
    }

    void findEnd(std::size_t at) {
        const Instant end = grant(at).notAfter;
        if (end <= m_now + limits::soon) {
            if (m_cases[at].history.times > 0) {
                add(Kind::EndsSoon, at);
            }
        } else if (end > m_now + limits::yearsAhead) {
            Grant shorter = grant(at);
            shorter.notAfter = m_now + usualValidity;
            const std::size_t opens = opened(shorter).size();
            Finding& finding = add(Kind::NeverEnds, at);
            finding.proposal = std::move(shorter);
            finding.proposalOpens = opens;
        }
    }

    const PatientPolicy& m_policy;
    std::span<const StandingCase> m_cases;
    std::span<const RecordFacts> m_records;
    Instant m_now;
    std::vector<Finding> m_findings;
    std::vector<std::vector<const Concept*>> m_concepts; ///< of each record, once learnt
    std::map<std::string, std::size_t> m_sizes;          ///< records of each concept
};

} // namespace

bool isInside(const Grant& inner, const Grant& outer, Instant now) {
    return inner.patient == outer.patient && isUnderstood(inner) && isUnderstood(outer) &&
           isInside(inner.grantee, outer.grantee) && isInside(inner.scope, outer.scope) &&
           isInside(inner.window, outer.window, outer.notAfter) &&
           (outer.custodians.empty() ||
            (!inner.custodians.empty() && containsAll(outer.custodians, inner.custodians))) &&
           purposeCovers(outer.purpose, inner.purpose) && outer.actions.hasAll(inner.actions) &&
           outer.ceiling >= inner.ceiling &&
           containsAll(inner.excludedLabels, outer.excludedLabels) &&
           std::all_of(outer.denials.begin(), outer.denials.end(),
                       [&](const InnerDenial& denial) { return isImplied(denial, inner); }) &&
           outer.notBefore <= std::max(now, inner.notBefore) && outer.notAfter >= inner.notAfter;
}

std::string_view findingWord(Kind kind) {
    switch (kind) {
    case Kind::TooBroad:
        return "too-broad";
    case Kind::Unused:
        return "unused";
    case Kind::Duplicate:
        return "duplicate";
    case Kind::EndsSoon:
        return "ends-soon";
    case Kind::NeverEnds:
        return "never-ends";
    }
    return "unknown";
}

std::vector<Finding> checkUp(const PatientPolicy& policy, std::span<const StandingCase> cases,
                             std::span<const RecordFacts> records, Instant now) {
    return CheckUp(policy, cases, records, now).run();
}

} // namespace consentry::consent
