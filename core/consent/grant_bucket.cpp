#include "core/consent/grant_bucket.h"

#include <algorithm>

namespace consentry::consent {
namespace {

std::size_t mixed(std::size_t seed, std::size_t value) {
    return seed ^ (value + std::size_t{0x9E3779B97F4A7C15U} + (seed << 6) + (seed >> 2));
}

std::uint32_t bitOf(const SensitivityLabel& label) {
    return std::uint32_t{1} << (&label - sensitivityLabels().data());
}

/// The known labels that an excluded label catches: itself and what is below it.
std::uint32_t labelsUnder(const std::vector<std::string>& excluded) {
    std::uint32_t bits = 0;
    for (const SensitivityLabel& label : sensitivityLabels()) {
        for (const std::string& one : excluded) {
            bits |= labelFallsUnder(label.code, one) ? bitOf(label) : 0;
        }
    }
    return bits;
}

std::uint32_t labelsOf(const clinical::RecordFacts& record) {
    if (record.mentionsMore) {
        return ~std::uint32_t{0};
    }
    std::uint32_t bits = 0;
    const auto add = [&](const Code& code) {
        const SensitivityLabel* known = findSensitivityLabel(code.code);
        bits |= known != nullptr ? bitOf(*known) : 0;
    };
    std::for_each(record.securityLabels.begin(), record.securityLabels.end(), add);
    for (const Code& code : record.mentionedCodes) {
        if (isLabelSystem(code.system)) {
            add(code);
        }
    }
    return bits;
}

std::vector<Grantee> granteesMeaning(const AccessRequest& request) {
    std::vector<Grantee> grantees{{}};
    const auto alsoWith = [&](const auto& name) {
        const std::size_t before = grantees.size();
        for (std::size_t i = 0; i < before; ++i) {
            name(grantees.emplace_back(grantees[i]));
        }
    };
    alsoWith([&](Grantee& grantee) { grantee.person = request.reader; });
    if (request.organization) {
        alsoWith([&](Grantee& grantee) { grantee.organization = request.organization; });
    }
    if (request.role) {
        alsoWith([&](Grantee& grantee) { grantee.role = request.role; });
    }
    return grantees;
}

bool isOnlyConceptsAndLabels(const InnerDenial& denial) {
    const Conditions& what = denial.what;
    return denial.exceptions.empty() && what.codes.empty() && what.records.empty() &&
           what.actors.empty() && what.actions.isEmpty();
}

} // namespace

std::size_t CodeHash::operator()(const Code& code) const {
    return mixed(std::hash<std::string>()(code.system), std::hash<std::string>()(code.code));
}

std::size_t GranteeHash::operator()(const Grantee& grantee) const {
    const std::hash<PartyId> hash;
    std::size_t seed = grantee.role ? static_cast<std::size_t>(*grantee.role) : 0;
    seed = mixed(seed, grantee.person ? hash(*grantee.person) : 0);
    return mixed(seed, grantee.organization ? hash(*grantee.organization) : 0);
}

std::size_t ResourceNameHash::operator()(const ResourceName& name) const {
    return mixed(std::hash<PartyId>()(name.custodian), std::hash<std::string>()(name.id));
}

GrantQuestion::GrantQuestion(const PatientPolicy& policy, const AccessRequest& byGrant,
                             const clinical::RecordFacts& facts, Instant moment)
    : request(byGrant), record(facts), now(moment),
      concepts(ConceptCatalogue::standard().match(facts)),
      purposes(purposesCovering(*Purpose::fromCode(byGrant.purpose))),
      confidentiality(effectiveConfidentiality(policy, facts, concepts)), labels(labelsOf(facts)),
      readers(granteesMeaning(byGrant)) {
    useful = concepts.whole;
    for (const ConceptBits group : concepts.groups) {
        useful |= group;
    }
    sufficient = concepts.groups.size() == 1 ? useful : concepts.whole;
}

void GrantBucket::add(const Grant& grant, std::uint32_t position) {
    Sieve sieve;
    sieve.position = position;
    sieve.row = m_rows++;
    sieve.actions = grant.actions;
    sieve.ceiling = grant.ceiling;
    sieve.notBefore = grant.notBefore;
    sieve.notAfter = grant.notAfter;
    sieve.limitsTime = !grant.window.isUnlimited();
    sieve.earliest = grant.window.from.value_or(Instant::min());
    sieve.latest = grant.window.until.value_or(Instant::max());
    // New values until the end of the grant, and none that begin later (policy_evaluation).
    sieve.latestBegin = grant.window.until ? Instant::max() : grant.notAfter;
    sieve.purpose = grant.purpose.bit();
    sieve.labels = labelsUnder(grant.excludedLabels);

    const Scope& scope = grant.scope;
    sieve.everything = scope.everything;
    sieve.concepts = ConceptCatalogue::standard().bitsOf(scope.concepts);
    const auto list = [&](auto& lists, const auto& names) {
        for (const auto& name : names) {
            lists.add(name, sieve.row);
        }
    };
    list(m_records, scope.records);
    list(m_resources, scope.resources);
    list(m_categories, scope.categories);
    list(m_codes, scope.codes);
    sieve.listsMore = scope.everything || !scope.records.empty() || !scope.resources.empty() ||
                      !scope.categories.empty() || !scope.codes.empty();
    list(m_custodians, grant.custodians);
    sieve.limitsCustodians = !grant.custodians.empty();

    sieve.firstRule = static_cast<std::uint32_t>(m_rules.size());
    for (const InnerDenial& denial : grant.denials) {
        addDenial(denial, sieve);
    }
    sieve.endRule = static_cast<std::uint32_t>(m_rules.size());
    m_sieves.push_back(sieve);
}

void GrantBucket::addDenial(const InnerDenial& denial, Sieve& sieve) {
    const Conditions& what = denial.what;
    if (isOnlyConceptsAndLabels(denial)) {
        sieve.denied |= ConceptCatalogue::standard().bitsOf(what.concepts);
        sieve.labels |= labelsUnder(what.labels);
        return;
    }
    Rule rule = ruleOf(what);
    rule.exceptions = static_cast<std::uint32_t>(denial.exceptions.size());
    for (const RecordDigest& record : what.records) {
        m_deniedRecords.add(record, rule.row);
    }
    for (const Code& code : what.codes) {
        m_deniedCodes.add(code, rule.row);
        m_deniedLooseCodes.add(code.code, rule.row);
    }
    m_rules.push_back(rule);
    for (const Conditions& exception : denial.exceptions) {
        const Rule lifts = ruleOf(exception);
        for (const RecordDigest& record : exception.records) {
            m_records.add(record, lifts.row);
        }
        for (const Code& code : exception.codes) {
            m_codes.add(code, lifts.row);
        }
        m_rules.push_back(lifts);
    }
}

GrantBucket::Rule GrantBucket::ruleOf(const Conditions& conditions) {
    Rule rule;
    rule.row = m_rows++;
    rule.concepts = ConceptCatalogue::standard().bitsOf(conditions.concepts);
    rule.labels = labelsUnder(conditions.labels);
    rule.actions = conditions.actions;
    rule.namesRecords = conditions.namesRecords();
    rule.namesCodes = !conditions.codes.empty();
    rule.namesActors = !conditions.actors.empty();
    for (const Grantee& actor : conditions.actors) {
        m_actors.add(actor, rule.row);
    }
    return rule;
}

GrantBucket::Marks GrantBucket::mark(const GrantQuestion& question) const {
    const clinical::RecordFacts& record = question.record;
    Marks marks;
    m_records.mark(record.digest, marks.sufficient, m_rows);
    if (!m_resources.isEmpty()) {
        m_resources.mark({record.custodian, record.resourceType, record.id}, marks.sufficient,
                         m_rows);
    }
    for (const Code& category : record.categories) {
        m_categories.mark(category, marks.sufficient, m_rows);
    }
    const std::size_t groups = record.codeGroups.size();
    marks.groups.resize(groups > 1 ? groups : 0);
    for (std::size_t i = 0; i < groups && !m_codes.isEmpty(); ++i) {
        for (const Code& code : record.codeGroups[i]) {
            m_codes.mark(code, groups > 1 ? marks.groups[i] : marks.sufficient, m_rows);
        }
    }
    if (!m_actors.isEmpty()) {
        for (const Grantee& reader : question.readers) {
            m_actors.mark(reader, marks.actors, m_rows);
        }
    }
    m_custodians.mark(record.custodian, marks.custodians, m_rows);
    markTouched(record, marks.touched);
    return marks;
}

/// Any code that stands anywhere in the record, also one without a system.
void GrantBucket::markTouched(const clinical::RecordFacts& record, RowSet& touched) const {
    m_deniedRecords.mark(record.digest, touched, m_rows);
    if (m_deniedCodes.isEmpty()) {
        return;
    }
    const auto markAll = [&](const std::vector<Code>& codes) {
        for (const Code& code : codes) {
            if (code.system.empty()) {
                m_deniedLooseCodes.mark(code.code, touched, m_rows);
            } else {
                m_deniedCodes.mark(code, touched, m_rows);
            }
        }
    };
    std::for_each(record.codeGroups.begin(), record.codeGroups.end(), markAll);
    for (const auto* codes : {&record.categories, &record.securityLabels, &record.mentionedCodes}) {
        markAll(*codes);
    }
}

/// Whether a scope or an exception accounts for the whole record.
inline bool GrantBucket::accountsFor(ConceptBits concepts, std::uint32_t row,
                                     const GrantQuestion& question, const Marks& marks) {
    return (concepts & question.sufficient) != 0 || marks.sufficient.has(row) ||
           (!marks.groups.empty() && accountsForEachGroup(concepts, row, question, marks));
}

bool GrantBucket::accountsForEachGroup(ConceptBits concepts, std::uint32_t row,
                                       const GrantQuestion& question, const Marks& marks) {
    for (std::size_t i = 0; i < marks.groups.size(); ++i) {
        if ((concepts & question.concepts.groups[i]) == 0 && !marks.groups[i].has(row)) {
            return false;
        }
    }
    return true;
}

inline bool GrantBucket::fitsNumbers(const Sieve& sieve, const GrantQuestion& question) {
    if ((sieve.purpose & question.purposes) == 0 || question.now < sieve.notBefore ||
        question.now >= sieve.notAfter || !sieve.actions.hasAll(question.request.actions) ||
        question.confidentiality > sieve.ceiling || (sieve.labels & question.labels) != 0 ||
        (sieve.denied & question.concepts.touched) != 0) {
        return false;
    }
    const auto& time = question.record.clinicalTime;
    return !sieve.limitsTime || (time && time->begin >= sieve.earliest &&
                                 time->begin < sieve.latestBegin && time->end <= sieve.latest);
}

inline bool GrantBucket::stands(const Rule& denial, const GrantQuestion& question,
                                const Marks& marks) const {
    const ActionSet asked = question.request.actions;
    const auto namesReader = [&](const Rule& rule) {
        return !rule.namesActors || marks.actors.has(rule.row);
    };
    const bool touches = (denial.concepts & question.concepts.touched) != 0 ||
                         (denial.labels & question.labels) != 0 || marks.touched.has(denial.row) ||
                         (denial.namesCodes && question.record.mentionsMore);
    if (!namesReader(denial) || (!denial.actions.isEmpty() && !denial.actions.hasAny(asked)) ||
        (denial.namesRecords && !touches)) {
        return false;
    }
    const auto isExcepted = [&](const Rule& exception) {
        return namesReader(exception) &&
               (exception.actions.isEmpty() || exception.actions.hasAll(asked)) &&
               (!exception.namesRecords ||
                accountsFor(exception.concepts, exception.row, question, marks));
    };
    const Rule* const first = &denial + 1;
    return std::none_of(first, first + denial.exceptions, isExcepted);
}

inline bool GrantBucket::passes(const Sieve& sieve, const GrantQuestion& question,
                                const Marks& marks) const {
    if ((!sieve.everything && !accountsFor(sieve.concepts, sieve.row, question, marks)) ||
        !fitsNumbers(sieve, question) ||
        (sieve.limitsCustodians && !marks.custodians.has(sieve.row))) {
        return false;
    }
    for (std::uint32_t i = sieve.firstRule; i < sieve.endRule; i += 1 + m_rules[i].exceptions) {
        if (stands(m_rules[i], question, marks)) {
            return false;
        }
    }
    return true;
}

std::size_t GrantBucket::search(const GrantQuestion& question, std::size_t end,
                                const std::function<bool(std::size_t)>& permits) const {
    const Marks marks = mark(question);
    for (const Sieve& sieve : m_sieves) {
        if (sieve.position >= end) {
            break;
        }
        const bool mayCover = (sieve.concepts & question.useful) != 0 || sieve.listsMore;
        if (mayCover && passes(sieve, question, marks) && permits(sieve.position)) {
            return sieve.position;
        }
    }
    return end;
}

} // namespace consentry::consent
