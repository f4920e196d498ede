// A consent decision among many grants of one grantee, the last of which permits.
// Goal: at most 10 µs among 1,000, whatever the grants are made of (goals.json).

#include "core/consent/grant_index.h"
#include "core/consent/sight.h"

#include <benchmark/benchmark.h>

#include <ctime>

namespace consentry::consent {
namespace {

const Code glucoseCode{"http://loinc.org", "14749-6"};
constexpr std::size_t grantsOfOneReader = 1000;

template <class Id> Id numbered(std::size_t number) {
    Id id;
    id.data()[0] = std::byte(number >> 8);
    id.data()[1] = std::byte(number & 0xff);
    id.data()[2] = std::byte{1};
    return id;
}

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
        const auto doctor = numbered<PartyId>(2);
        request.basis = Basis::Grant;
        request.reader = doctor;
        request.organization = numbered<PartyId>(3);
        request.role = Role::Doctor;
        request.purpose = "TREAT";
        record.resourceType = "Observation";
        record.id = "o-1";
        record.digest = numbered<RecordDigest>(20'000);
        record.custodian = numbered<PartyId>(3);
        record.codeGroups = {{glucoseCode}};
        record.clinicalTime = {instantFromMillis(100), instantFromMillis(200)};
        for (std::size_t i = 0; i + 1 < count; ++i) {
            grants.push_back(grantFor(doctor, i % 2 == 0 ? "hba1c" : "ecg"));
        }
        grants.push_back(grantFor(doctor, "glucose"));
    }

    Decision ask(const GrantIndex& index) const {
        return index.evaluate(&policy, request, record, instantFromMillis(500));
    }
};

void evaluatePolicy(benchmark::State& state) {
    const Question question(static_cast<std::size_t>(state.range(0)));
    const GrantIndex index(question.grants);
    for (auto _ : state) {
        if (!question.ask(index).permitted) {
            state.SkipWithError("the last grant permits");
        }
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(evaluatePolicy)->Arg(1)->Arg(1000);

/// A way to write grants that all but the last one share, and that refuses the question late.
struct Kind {
    const char* name;
    void (*change)(Grant& grant, std::size_t number);
};

std::vector<Code> numberedCodes(std::size_t number) {
    std::vector<Code> codes;
    for (std::size_t i = 0; i < 4; ++i) {
        codes.push_back({"http://loinc.org", std::to_string(number * 4 + i) + "-0"});
    }
    return codes;
}

void onlyGlucose(Grant& grant) {
    grant.scope = {};
    grant.scope.concepts = {"glucose"};
}

const Kind kinds[] = {
    {"codes",
     [](Grant& grant, std::size_t number) {
         grant.scope = {};
         grant.scope.codes = numberedCodes(number);
     }},
    {"categories",
     [](Grant& grant, std::size_t number) {
         grant.scope = {};
         grant.scope.categories = numberedCodes(number);
     }},
    {"records",
     [](Grant& grant, std::size_t number) {
         grant.scope = {};
         for (std::size_t i = 0; i < 8; ++i) {
             grant.scope.records.push_back(numbered<RecordDigest>(number * 8 + i));
         }
     }},
    {"resources",
     [](Grant& grant, std::size_t number) {
         grant.scope = {};
         for (std::size_t i = 0; i < 4; ++i) {
             grant.scope.resources.push_back(
                 {numbered<PartyId>(3), "Observation", "o-" + std::to_string(2 + number * 4 + i)});
         }
     }},
    {"custodians",
     [](Grant& grant, std::size_t number) {
         onlyGlucose(grant);
         grant.custodians = {numbered<PartyId>(10 + number), numbered<PartyId>(5'000 + number)};
     }},
    {"denied codes",
     [](Grant& grant, std::size_t number) {
         onlyGlucose(grant);
         grant.denials.emplace_back().what.codes = numberedCodes(number);
         grant.denials.back().what.codes.push_back(glucoseCode);
     }},
    {"denied actors",
     [](Grant& grant, std::size_t number) {
         onlyGlucose(grant);
         Conditions& what = grant.denials.emplace_back().what;
         what.concepts = {"laboratory", "glucose"};
         what.actors = {{numbered<PartyId>(100 + number), {}, {}},
                        {{}, numbered<PartyId>(3), Role::Doctor}};
     }},
    {"exceptions that do not help",
     [](Grant& grant, std::size_t number) {
         onlyGlucose(grant);
         InnerDenial& denial = grant.denials.emplace_back();
         denial.what.concepts = {"glucose"};
         denial.exceptions.emplace_back().codes = numberedCodes(number);
         denial.exceptions.emplace_back().records = {numbered<RecordDigest>(number)};
     }},
    {"new values until the end",
     [](Grant& grant, std::size_t) {
         onlyGlucose(grant);
         grant.window.from = instantFromMillis(150);
         grant.excludedLabels = {"HIV", "PSY"};
     }},
    {"concepts of a later version",
     [](Grant& grant, std::size_t) {
         onlyGlucose(grant);
         grant.catalogueVersion = ConceptCatalogue::version + 1;
     }},
    {"another place of work",
     [](Grant& grant, std::size_t number) {
         onlyGlucose(grant);
         grant.grantee.organization = numbered<PartyId>(100 + number % 4);
     }},
};

/// Of the processor, not of the wall: the slowest of many is otherwise the one that was
/// interrupted.
double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The time of the slowest kind; each kind's own stands in the counters.
void evaluateUnusualGrants(benchmark::State& state) {
    constexpr int decisions = 50;
    std::vector<Question> questions;
    std::vector<GrantIndex> indexes;
    for (const Kind& kind : kinds) {
        Question& question = questions.emplace_back(grantsOfOneReader);
        for (std::size_t i = 0; i + 1 < grantsOfOneReader; ++i) {
            kind.change(question.grants[i], i);
        }
        indexes.emplace_back(question.grants);
    }
    std::vector<double> sums(std::size(kinds));
    for (auto _ : state) {
        double slowest = 0;
        for (std::size_t kind = 0; kind < std::size(kinds); ++kind) {
            const double start = threadSeconds();
            for (int i = 0; i < decisions; ++i) {
                if (questions[kind].ask(indexes[kind]).index != grantsOfOneReader - 1) {
                    state.SkipWithError("only the last grant permits");
                }
            }
            const double each = (threadSeconds() - start) / decisions;
            sums[kind] += each;
            slowest = std::max(slowest, each);
        }
        state.SetIterationTime(slowest);
    }
    for (std::size_t kind = 0; kind < std::size(kinds); ++kind) {
        state.counters[kinds[kind].name] =
            benchmark::Counter(sums[kind], benchmark::Counter::kAvgIterations);
    }
}
BENCHMARK(evaluateUnusualGrants)->Iterations(20)->UseManualTime();

/// The same without the index: what it saves.
void anchorEvaluateEachGrant(benchmark::State& state) {
    const Question question(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(evaluateAny(&question.policy, question.grants, question.request,
                                             question.record, instantFromMillis(500)));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(anchorEvaluateEachGrant)->Arg(1000);

/// "See my record as": 10,000 records of 300 kinds over ten years, and 200 grants of one reader
/// with windows of their own, none of which opens everything.
void seeRecordAs(benchmark::State& state) {
    constexpr std::size_t kindsOfRecords = 300;
    const Question question(1);
    std::vector<Grant> grants;
    for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(1)); ++i) {
        Grant& grant = grants.emplace_back(grantFor(numbered<PartyId>(2), i % 2 ? "ecg" : "hba1c"));
        grant.window.from = instantFromMillis(static_cast<std::int64_t>(10 + i * 4));
    }
    std::vector<clinical::RecordFacts> records;
    for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i) {
        clinical::RecordFacts& record = records.emplace_back(question.record);
        const std::string code = std::to_string(i % kindsOfRecords);
        record.id = "o-" + std::to_string(i);
        record.digest = numbered<RecordDigest>(i);
        record.codeGroups = {{{"http://loinc.org", code + "-7"}, {"urn:local", code}}};
        record.mentionedCodes = {{"http://snomed.info/sct", code}, {"urn:method", "m"}};
        const auto begin = static_cast<std::int64_t>(i % 1000);
        record.clinicalTime = {instantFromMillis(begin), instantFromMillis(begin + 1)};
    }
    const Viewer viewer{numbered<PartyId>(2), numbered<PartyId>(3), Role::Doctor, {}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            seeAs(viewer, question.policy, grants, records, instantFromMillis(900)));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(seeRecordAs)->Args({10'000, 200})->Unit(benchmark::kMillisecond);

} // namespace
} // namespace consentry::consent
