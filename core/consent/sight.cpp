#include "core/consent/sight.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace consentry::consent {
namespace {

using clinical::RecordFacts;

AccessRequest requestOf(const Viewer& viewer, const PatientPolicy& policy) {
    AccessRequest request;
    request.patient = policy.patient;
    request.reader = viewer.person;
    request.organization = viewer.organization;
    request.role = viewer.role;
    request.staffId = viewer.staffId;
    request.actions = Action::Look;
    return request;
}

AccessRequest byGrant(AccessRequest request, const Grant& grant) {
    request.basis = Basis::Grant;
    request.purpose = grant.purpose.code();
    return request;
}

AccessRequest inEmergency(AccessRequest request, Instant now) {
    request.basis = Basis::Emergency;
    request.purpose = "BTG";
    request.emergency = clinical::TimeSpan{now, now + milliseconds(1)};
    return request;
}

bool has(const std::vector<Rule>& reasons, Rule rule) {
    return std::find(reasons.begin(), reasons.end(), rule) != reasons.end();
}

/// Text that tells apart what any of the rules here could tell apart. Every part is preceded by its
/// length, so that different records never give the same text by chance.
class Fingerprint {
public:
    explicit Fingerprint(std::string& text) : m_text(text) { m_text.clear(); }

    void add(std::string_view part) {
        addNumber(part.size());
        m_text.append(part);
    }
    void add(const Code& code) {
        add(code.system);
        add(code.code);
    }
    void add(const std::vector<Code>& codes) {
        addNumber(codes.size());
        for (const Code& code : codes) {
            add(code);
        }
    }
    void addNumber(std::size_t number) {
        m_text.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    template <class Id> void addId(const Id& id) { m_text.append(textOf(id.view())); }

private:
    std::string& m_text;
};

/// What grants name besides kinds of records: single records, and moments. A record is told apart
/// from others by its digest, name or time only as far as these do.
class Landmarks {
public:
    Landmarks(std::span<const Grant> grants, const std::vector<std::size_t>& chosen) {
        for (const std::size_t at : chosen) {
            add(grants[at]);
        }
        std::sort(m_moments.begin(), m_moments.end());
        m_moments.erase(std::unique(m_moments.begin(), m_moments.end()), m_moments.end());
    }

    void describe(const RecordFacts& record, std::string& text) const {
        Fingerprint print(text);
        print.add(record.resourceType);
        print.addNumber(record.codeGroups.size());
        for (const std::vector<Code>& group : record.codeGroups) {
            print.add(group);
        }
        print.add(record.categories);
        print.add(record.securityLabels);
        print.add(record.mentionedCodes);
        print.addNumber(record.mentionsMore ? 1 : 0);
        print.addNumber(static_cast<std::size_t>(record.confidentiality));
        print.addId(record.custodian);
        describeTime(record, print);
        const bool isNamed = m_digests.contains(record.digest) ||
                             m_names.contains({record.custodian, record.resourceType, record.id});
        print.addNumber(isNamed ? 1 : 0);
        if (isNamed) {
            print.addId(record.digest);
            print.add(record.id);
        }
    }

private:
    void add(const Grant& grant) {
        addRecords(grant.scope.records);
        m_names.insert(grant.scope.resources.begin(), grant.scope.resources.end());
        for (const InnerDenial& denial : grant.denials) {
            addRecords(denial.what.records);
            for (const Conditions& exception : denial.exceptions) {
                addRecords(exception.records);
            }
        }
        m_moments.push_back(grant.notAfter);
        for (const auto& limit : {grant.window.from, grant.window.until}) {
            if (limit) {
                m_moments.push_back(*limit);
            }
        }
    }
    void addRecords(const std::vector<RecordDigest>& digests) {
        m_digests.insert(digests.begin(), digests.end());
    }
    /// Between which moments a record begins and ends: the rules compare with nothing else.
    void describeTime(const RecordFacts& record, Fingerprint& print) const {
        print.addNumber(record.clinicalTime ? 1 : 0);
        if (record.clinicalTime) {
            const auto& [begin, end] = *record.clinicalTime;
            const auto first = m_moments.begin();
            print.addNumber(
                static_cast<std::size_t>(std::upper_bound(first, m_moments.end(), begin) - first));
            print.addNumber(
                static_cast<std::size_t>(std::lower_bound(first, m_moments.end(), end) - first));
        }
    }

    std::set<RecordDigest> m_digests;
    std::set<ResourceName> m_names;
    std::vector<Instant> m_moments; ///< ascending, without repeats
};

/// One record put to every grant that names the viewer.
class Look {
public:
    Look(const Viewer& viewer, const PatientPolicy& policy, std::span<const Grant> grants,
         Instant now)
        : m_policy(policy), m_grants(grants), m_now(now), m_request(requestOf(viewer, policy)),
          m_emergency(inEmergency(m_request, now)) {
        for (std::size_t i = 0; i < grants.size(); ++i) {
            AccessRequest request = byGrant(m_request, grants[i]);
            const Decision decision = evaluateRequest(&policy, &grants[i], request, now);
            if (!has(decision.reasons, Rule::OtherGrantee) &&
                !has(decision.reasons, Rule::OtherPatient)) {
                m_naming.push_back(i);
                m_requests.push_back(std::move(request));
            }
        }
        AccessRequest anything = m_request;
        anything.purpose = Purpose().code();
        const Decision reader = evaluateReader(&policy, anything);
        m_withoutGrant.rule = reader.permitted ? Rule::NoGrantPermits : reader.rule;
    }

    const std::vector<std::size_t>& naming() const { return m_naming; }
    Decision emergency() const { return evaluateRequest(&m_policy, nullptr, m_emergency, m_now); }

    Outlook at(const RecordFacts& record) const {
        const ConceptMatch concepts = ConceptCatalogue::standard().match(record);
        Outlook outlook = byGrants(record, concepts);
        outlook.isVisibleInEmergency =
            evaluate(&m_policy, nullptr, m_emergency, record, concepts, m_now).permitted;
        return outlook;
    }

private:
    Outlook byGrants(const RecordFacts& record, const ConceptMatch& concepts) const {
        Outlook nearest = m_withoutGrant;
        std::size_t fewest = 0;
        for (std::size_t i = 0; i < m_naming.size(); ++i) {
            const std::size_t grant = m_naming[i];
            const Decision decision =
                evaluate(&m_policy, &m_grants[grant], m_requests[i], record, concepts, m_now);
            if (decision.permitted) {
                return {true, decision.rule, grant, false};
            }
            if (!nearest.grant || decision.reasons.size() < fewest) {
                nearest.rule = decision.rule;
                nearest.grant = grant;
                fewest = decision.reasons.size();
            }
        }
        return nearest;
    }

    const PatientPolicy& m_policy;
    std::span<const Grant> m_grants;
    Instant m_now;
    AccessRequest m_request;
    AccessRequest m_emergency;
    std::vector<std::size_t> m_naming;
    std::vector<AccessRequest> m_requests; ///< one for each of m_naming
    Outlook m_withoutGrant;
};

} // namespace

Sight seeAs(const Viewer& viewer, const PatientPolicy& policy, std::span<const Grant> grants,
            std::span<const RecordFacts> records, Instant now) {
    const Look look(viewer, policy, grants, now);
    const Landmarks landmarks(grants, look.naming());
    Sight sight{look.naming(), look.emergency(), {}};
    sight.records.reserve(records.size());
    std::unordered_map<std::string, Outlook> known;
    std::string text;
    for (const RecordFacts& record : records) {
        landmarks.describe(record, text);
        auto found = known.find(text);
        if (found == known.end()) {
            found = known.emplace(text, look.at(record)).first;
        }
        sight.records.push_back(found->second);
    }
    return sight;
}

SightChange compareSights(const Sight& before, const Sight& after) {
    SightChange change;
    for (std::size_t i = 0; i < std::min(before.records.size(), after.records.size()); ++i) {
        if (before.records[i].isVisible != after.records[i].isVisible) {
            (after.records[i].isVisible ? change.appear : change.vanish).push_back(i);
        }
    }
    return change;
}

} // namespace consentry::consent
