// A consent decision among many grants of one grantee, the last of which permits.
// Goal: at most 10 µs among 1,000 (goals.json).

#include "core/consent/grant_index.h"

#include <benchmark/benchmark.h>

namespace consentry::consent {
namespace {

Grant grantFor(const PartyId& doctor, std::string conceptId) {
    Grant grant;
    grant.id.data()[0] = std::byte{1};
    grant.notBefore = instantFromMillis(0);
    grant.notAfter = instantFromMillis(1'000'000);
    grant.grantee.person = doctor;
    grant.scope.concepts = {std::move(conceptId)};
    grant.denials.emplace_back().what.concepts = ConceptCatalogue::standard().sensitiveExcept({});
    return grant;
}

struct Question {
    PatientPolicy policy;
    AccessRequest request;
    clinical::RecordFacts record;
    std::vector<Grant> grants;

    explicit Question(std::size_t count) {
        PartyId doctor;
        doctor.data()[0] = std::byte{2};
        request.basis = Basis::Grant;
        request.reader = doctor;
        request.purpose = "TREAT";
        record.resourceType = "Observation";
        record.codeGroups = {{{"http://loinc.org", "14749-6"}}};
        for (std::size_t i = 0; i + 1 < count; ++i) {
            grants.push_back(grantFor(doctor, i % 2 == 0 ? "hba1c" : "ecg"));
        }
        grants.push_back(grantFor(doctor, "glucose"));
    }
};

void evaluatePolicy(benchmark::State& state) {
    const Question question(static_cast<std::size_t>(state.range(0)));
    const GrantIndex index(question.grants);
    for (auto _ : state) {
        const Decision decision = index.evaluate(&question.policy, question.request,
                                                 question.record, instantFromMillis(500));
        if (!decision.permitted) {
            state.SkipWithError("the last grant permits");
        }
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(evaluatePolicy)->Arg(1)->Arg(1000);

/// The same without the index: what the sieve saves.
void anchorEvaluateEachGrant(benchmark::State& state) {
    const Question question(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(evaluateAny(&question.policy, question.grants, question.request,
                                             question.record, instantFromMillis(500)));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(anchorEvaluateEachGrant)->Arg(1000);

} // namespace
} // namespace consentry::consent
