#include "core/consent/grant.h"

#include "core/consent/concepts.h"

#include <algorithm>

namespace consentry::consent {
namespace {

template <class T> void sortUnique(std::vector<T>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

void normalize(Conditions& conditions) {
    sortUnique(conditions.concepts);
    sortUnique(conditions.codes);
    sortUnique(conditions.labels);
    sortUnique(conditions.records);
    sortUnique(conditions.actors);
}

template <class T>
Result<> checkList(const std::vector<T>& list, std::size_t max, const char* what) {
    if (list.size() > max) {
        return fail(ErrorCode::TooLarge, what);
    }
    for (std::size_t i = 1; i < list.size(); ++i) {
        if (!(list[i - 1] < list[i])) {
            return fail(ErrorCode::NotCanonical, std::string(what) + " out of order");
        }
    }
    return {};
}

Result<> checkCodes(const std::vector<Code>& codes, std::size_t max, const char* what) {
    RETURN_IF_ERROR(checkList(codes, max, what));
    for (const Code& code : codes) {
        if (code.code.empty() || code.system.empty()) {
            return fail(ErrorCode::InvalidArgument, std::string(what) + " without system or code");
        }
        if (code.code.size() > limits::codeBytesMax ||
            code.system.size() > limits::systemBytesMax) {
            return fail(ErrorCode::TooLarge, what);
        }
    }
    return {};
}

Result<> checkConcepts(const std::vector<std::string>& concepts) {
    RETURN_IF_ERROR(checkList(concepts, limits::conceptsMax, "concepts"));
    bool unknown = false;
    ConceptCatalogue::standard().bitsOf(concepts, &unknown);
    if (unknown) {
        return fail(ErrorCode::Unsupported, "concept");
    }
    return {};
}

Result<> checkLabels(const std::vector<std::string>& labels) {
    RETURN_IF_ERROR(checkList(labels, limits::labelsMax, "labels"));
    for (const std::string& label : labels) {
        if (findSensitivityLabel(label) == nullptr) {
            return fail(ErrorCode::Unsupported, "sensitivity label");
        }
    }
    return {};
}

Result<> checkGrantee(const Grantee& grantee) {
    if (!grantee.person && !grantee.organization && !grantee.role) {
        return fail(ErrorCode::InvalidArgument, "grantee names nobody");
    }
    return {};
}

Result<> checkScope(const Scope& scope) {
    if (scope.everything != scope.isEmpty()) {
        return fail(ErrorCode::InvalidArgument,
                    scope.everything ? "scope lists something beside everything" : "empty scope");
    }
    RETURN_IF_ERROR(checkConcepts(scope.concepts));
    RETURN_IF_ERROR(checkCodes(scope.categories, limits::categoriesMax, "categories"));
    RETURN_IF_ERROR(checkCodes(scope.codes, limits::codesMax, "codes"));
    RETURN_IF_ERROR(checkList(scope.records, limits::recordsMax, "records"));
    RETURN_IF_ERROR(checkList(scope.resources, limits::resourcesMax, "resources"));
    for (const ResourceName& name : scope.resources) {
        if (name.id.empty() || name.resourceType.empty()) {
            return fail(ErrorCode::InvalidArgument, "resource without type or id");
        }
        if (name.id.size() > limits::codeBytesMax ||
            name.resourceType.size() > limits::codeBytesMax) {
            return fail(ErrorCode::TooLarge, "resource name");
        }
    }
    return {};
}

Result<> checkConditions(const Conditions& conditions) {
    if (conditions.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "denial without conditions");
    }
    RETURN_IF_ERROR(checkConcepts(conditions.concepts));
    RETURN_IF_ERROR(checkCodes(conditions.codes, limits::codesMax, "codes"));
    RETURN_IF_ERROR(checkLabels(conditions.labels));
    RETURN_IF_ERROR(checkList(conditions.records, limits::recordsMax, "records"));
    RETURN_IF_ERROR(checkList(conditions.actors, limits::actorsMax, "actors"));
    for (const Grantee& actor : conditions.actors) {
        RETURN_IF_ERROR(checkGrantee(actor));
    }
    return {};
}

Result<> checkDenials(const std::vector<InnerDenial>& denials) {
    if (denials.size() > limits::denialsMax) {
        return fail(ErrorCode::TooLarge, "denials");
    }
    for (const InnerDenial& denial : denials) {
        RETURN_IF_ERROR(checkConditions(denial.what));
        if (denial.exceptions.size() > limits::exceptionsMax) {
            return fail(ErrorCode::TooLarge, "exceptions");
        }
        for (const Conditions& exception : denial.exceptions) {
            RETURN_IF_ERROR(checkConditions(exception));
            // A record may carry other labels too; lifting by one of them would widen.
            if (!exception.labels.empty()) {
                return fail(ErrorCode::InvalidArgument, "exception by label");
            }
        }
    }
    return {};
}

Result<> checkTimes(const Grant& grant) {
    if (millisOf(grant.notBefore) < 0 || grant.notBefore >= grant.notAfter) {
        return fail(ErrorCode::InvalidArgument, "validity ends before it begins");
    }
    if (grant.notAfter - grant.notBefore > limits::validityMax) {
        return fail(ErrorCode::TooLarge, "validity");
    }
    const DataWindow& window = grant.window;
    for (const auto& edge : {window.from, window.until}) {
        if (edge && (*edge < limits::windowEarliest || *edge > limits::windowLatest)) {
            return fail(ErrorCode::InvalidArgument, "data window out of range");
        }
    }
    if (window.from && window.until && *window.from >= *window.until) {
        return fail(ErrorCode::InvalidArgument, "data window ends before it begins");
    }
    return {};
}

bool opensRecordsWhole(const std::string& conceptId) {
    const Concept* item = ConceptCatalogue::standard().find(conceptId);
    return item != nullptr &&
           !(item->resourceTypes.empty() && item->categories.empty() && item->labels.empty());
}

/// Concepts that somebody has decided about: named or touched by a code of the scope, or named by a
/// denial.
std::vector<std::string> spokenOf(const Grant& draft) {
    const ConceptCatalogue& catalogue = ConceptCatalogue::standard();
    std::vector<std::string> ids = draft.scope.concepts;
    clinical::RecordFacts named;
    named.codeGroups.push_back(draft.scope.codes);
    const ConceptBits touched = catalogue.match(named).touched;
    for (std::size_t i = 0; i < catalogue.all().size(); ++i) {
        if ((touched >> i & 1U) != 0) {
            ids.push_back(catalogue.all()[i].id);
        }
    }
    for (const InnerDenial& denial : draft.denials) {
        ids.insert(ids.end(), denial.what.concepts.begin(), denial.what.concepts.end());
    }
    return ids;
}

} // namespace

bool Scope::isEmpty() const {
    return concepts.empty() && categories.empty() && codes.empty() && records.empty() &&
           resources.empty();
}

bool Conditions::namesRecords() const {
    return !concepts.empty() || !codes.empty() || !labels.empty() || !records.empty();
}

bool Conditions::isEmpty() const {
    return !namesRecords() && actors.empty() && actions.isEmpty();
}

void hideSensitiveParts(Grant& draft) {
    const Scope& scope = draft.scope;
    if (!scope.everything && scope.categories.empty() &&
        std::none_of(scope.concepts.begin(), scope.concepts.end(), opensRecordsWhole)) {
        return;
    }
    InnerDenial denial;
    denial.what.concepts = ConceptCatalogue::standard().sensitiveExcept(spokenOf(draft));
    if (!denial.what.concepts.empty()) {
        draft.denials.push_back(std::move(denial));
    }
}

void normalize(Grant& grant) {
    sortUnique(grant.scope.concepts);
    sortUnique(grant.scope.categories);
    sortUnique(grant.scope.codes);
    sortUnique(grant.scope.records);
    sortUnique(grant.scope.resources);
    sortUnique(grant.custodians);
    sortUnique(grant.excludedLabels);
    for (InnerDenial& denial : grant.denials) {
        normalize(denial.what);
        for (Conditions& exception : denial.exceptions) {
            normalize(exception);
        }
    }
}

Result<> validate(const Grant& grant) {
    if (grant.id.isZero() || grant.patient.isZero() || grant.issuer.isZero()) {
        return fail(ErrorCode::InvalidArgument, "grant without id, patient or issuer");
    }
    RETURN_IF_ERROR(checkTimes(grant));
    RETURN_IF_ERROR(checkGrantee(grant.grantee));
    RETURN_IF_ERROR(checkScope(grant.scope));
    RETURN_IF_ERROR(checkList(grant.custodians, limits::custodiansMax, "custodians"));
    if (grant.actions.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "grant allows no action");
    }
    RETURN_IF_ERROR(checkLabels(grant.excludedLabels));
    RETURN_IF_ERROR(checkDenials(grant.denials));
    if (grant.catalogueVersion == 0 || grant.catalogueVersion > ConceptCatalogue::version) {
        return fail(ErrorCode::Unsupported, "concept catalogue version");
    }
    return {};
}

} // namespace consentry::consent
