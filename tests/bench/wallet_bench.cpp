// A real vault in a temporary folder: what a person waits for when unlocking, importing and
// catching up with a log.

#include "core/crypto/kdf.h"
#include "core/registry/log_event.h"
#include "core/simulation/record_generator.h"
#include "core/wallet/import_records.h"
#include "core/wallet/log_details.h"
#include "core/wallet/log_export.h"
#include "tests/support/sealed_log.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>
#include <fstream>

namespace consentry {
namespace {

using test::VaultFixture;

Digest numbered(std::uint64_t number) {
    return sha256(ByteView(reinterpret_cast<const std::byte*>(&number), sizeof number));
}

template <class Id> Id idNumbered(std::uint64_t number) {
    return *Id::from(numbered(number).view());
}

/// What the calling thread alone has taken of a processor.
double ownCpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

class Stopwatch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// An access by its number. The digests are there and mean nothing.
registry::LogEvent accessEvent(std::uint64_t number) {
    registry::LogEvent event;
    event.seq = LogSequence(number);
    event.epoch = EpochNumber(1);
    event.height = BlockHeight(1000 + number);
    event.blockTime = instantFromMillis(1'795'000'000'000 + static_cast<long>(number) * 120'000);
    event.txHash = idNumbered<TxHash>(number * 4);
    event.type = registry::LogEventType::Access;
    event.actor = idNumbered<PartyId>(number % 8);
    event.objectId = idNumbered<registry::ObjectId>(number * 4 + 1);
    event.bodyDigest = numbered(number * 4 + 2);
    event.bodyCommit = numbered(number * 4 + 3);
    return event;
}

void appendRows(vault::Vault& vault, const PartyId& patient, const std::vector<LogRow>& rows) {
    const LogRow& last = rows.back();
    VaultFixture::must(
        vault.logs().append(patient, rows, {rows.size(), numbered(rows.size()), last.height}));
}

/// From the passphrase to an open vault with its log at hand, less what the key derivation alone
/// takes at the same moment. `unlock` is the whole in seconds.
void unlockVault(benchmark::State& state) {
    VaultFixture fixture;
    const PartyId patient = idNumbered<PartyId>(100);
    {
        std::vector<LogRow> rows;
        for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(state.range(0)); ++i) {
            rows.push_back(test::waitingRow(patient, accessEvent(i)));
        }
        appendRows(*fixture.create(), patient, rows);
    }
    const SecretBytes passphrase = test::secretText("correct horse");
    double wholes = 0;
    double derivations = 0;
    for (auto _ : state) {
        const Stopwatch derivation;
        benchmark::DoNotOptimize(argon2id(passphrase, Argon2Salt(), argon2Floor));
        const double derived = derivation.seconds();

        const Stopwatch unlocking;
        const auto vault = VaultFixture::must(fixture.open());
        const auto head = VaultFixture::must(vault->logs().head(patient));
        const double whole = unlocking.seconds();

        if (!head || head->count != static_cast<std::uint64_t>(state.range(0))) {
            state.SkipWithError("the log is not as it was stored");
            break;
        }
        wholes += whole;
        derivations += derived;
        // Two long measurements of noise each may differ by less than nothing.
        state.SetIterationTime(std::max(whole - derived, 1e-9));
    }
    state.counters["unlock"] = benchmark::Counter(wholes, benchmark::Counter::kAvgIterations);
    state.counters["derivation"] =
        benchmark::Counter(derivations, benchmark::Counter::kAvgIterations);
}
BENCHMARK(unlockVault)
    ->Arg(100'000)
    ->Iterations(15)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// From rows that wait to opened ones, as the wallet does it: bodies fetched from a mailbox in
/// memory with a signed credential each, checked against the chain, opened, checked against their
/// commitments, the reader's own signature verified, judged by the patient's grant, stored and
/// indexed. `cpu` is what all threads together took.
void catchUpSealedEvents(benchmark::State& state) {
    const auto count = static_cast<std::uint64_t>(state.range(0));
    double used = 0;
    for (auto _ : state) {
        test::SealedLog log(count);
        wallet::WalletContext context = log.wallet();
        const std::clock_t before = std::clock();
        const Stopwatch opening;
        const auto opened =
            VaultFixture::must(wallet::LogDetailsReader(context).openWaiting(log.patient()));
        state.SetIterationTime(opening.seconds());
        used += static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        LogFilter explained;
        explained.verdict = LogVerdict::Explained;
        const auto good =
            VaultFixture::must(log.vault().logs().count(log.patient().party, explained, count + 1));
        if (opened != count || good != count) {
            state.SkipWithError("a good body was refused");
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["cpu"] = benchmark::Counter(used, benchmark::Counter::kAvgIterations);
}
BENCHMARK(catchUpSealedEvents)
    ->Arg(10'000)
    ->Iterations(3)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// A log whose rows are opened, into a file for other programs: 0 as CSV, 1 as FHIR AuditEvents.
void exportLog(benchmark::State& state) {
    const auto count = static_cast<std::uint64_t>(state.range(0));
    const auto format = state.range(1) == 0 ? wallet::LogFormat::Csv : wallet::LogFormat::Fhir;
    test::SealedLog log(count);
    wallet::WalletContext context = log.wallet();
    VaultFixture::must(wallet::LogDetailsReader(context).openWaiting(log.patient()));
    const auto names = VaultFixture::must(wallet::PartyNames::load(log.vault().contacts()));
    std::vector<LogSequence> rows;
    for (std::uint64_t number = 0; number < count; ++number) {
        rows.emplace_back(number);
    }
    std::size_t bytes = 0;
    for (auto _ : state) {
        wallet::LogExport exporting(log.vault().logs(), names,
                                    {context.chainId(), log.patient().party, Language::English,
                                     context.clock.now(), false});
        bytes = 0;
        VaultFixture::must(exporting.write(format, rows, [&bytes](std::string_view part) {
            bytes += part.size();
            return Result<>();
        }));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(exportLog)
    ->Args({20'000, 0})
    ->Args({20'000, 1})
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond);

/// The demonstration's resources over and over, each with an id of its own, so that none is a
/// duplicate.
void writeBundle(const std::filesystem::path& path, std::size_t bytes) {
    constexpr std::string_view idKey = "\"id\":\"";
    std::ofstream file(path, std::ios::binary);
    file << R"({"resourceType":"Bundle","type":"collection","entry":[)";
    bool first = true;
    for (std::uint64_t seed = 1; file.tellp() < static_cast<std::streamoff>(bytes); ++seed) {
        const auto history =
            simulation::generateHistory(seed, instantFromMillis(1'795'000'000'000));
        for (const auto& [organization, resources] : history.byOrganization) {
            for (const simulation::GeneratedResource& resource : resources) {
                std::string json = resource.json;
                const std::size_t id = json.find(idKey);
                if (id != std::string::npos) {
                    json.insert(id + idKey.size(), "s" + std::to_string(seed) + "-");
                }
                file << (first ? "" : ",") << R"({"resource":)" << json << '}';
                first = false;
            }
        }
    }
    file << "]}";
}

/// A laboratory's export: one short result a line, about 850 bytes each, in no order of time.
void writeResults(const std::filesystem::path& path, std::size_t bytes) {
    struct Test {
        const char* code;
        const char* name;
        const char* unit;
    };
    constexpr Test tests[] = {
        {"2339-0", "Glucose [Mass/volume] in Blood 血糖", "mg/dL"},
        {"4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%"},
        {"2160-0", "Creatinine [Mass/volume] in Serum or Plasma 肌酐", "mg/dL"},
        {"2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "mg/dL"},
        {"6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL"},
        {"2951-2", "Sodium [Moles/volume] in Serum or Plasma 钠", "mmol/L"},
    };
    std::ofstream file(path, std::ios::binary);
    for (std::uint64_t i = 0; file.tellp() < static_cast<std::streamoff>(bytes); ++i) {
        const Test& test = tests[i % std::size(tests)];
        const std::string id = numbered(i).hex().substr(0, 32);
        const std::string time = toRfc3339(instantFromMillis(
            1'300'000'000'000 + static_cast<long>(i * 2'654'435'761 % 500'000'000) * 1000));
        const std::string visit = numbered(i / 20).hex().substr(0, 24);
        file << R"({"resourceType":"Observation","id":")" << id
             << R"(","meta":{"versionId":"1","lastUpdated":")" << time
             << R"("},"status":"final","category":[{"coding":[{"system":)"
             << R"("http://terminology.hl7.org/CodeSystem/observation-category",)"
             << R"("code":"laboratory","display":"Laboratory"}]}],"code":{"coding":[{"system":)"
             << R"("http://loinc.org","code":")" << test.code << R"(","display":")" << test.name
             << R"("}],"text":")" << test.name << R"("},"subject":{"reference":"Patient/p17"},)"
             << R"("encounter":{"reference":"Encounter/)" << visit << R"("},"effectiveDateTime":")"
             << time << R"(","issued":")" << time
             << R"(","performer":[{"display":"First People's Hospital 第一人民医院"}],)"
             << R"("valueQuantity":{"value":)" << i % 400 << '.' << i % 10 << R"(,"unit":")"
             << test.unit << R"(","system":"http://unitsofmeasure.org","code":")" << test.unit
             << R"("},"referenceRange":[{"low":{"value":3.9},"high":{"value":6.1}}]})" << '\n';
    }
}

/// A file into a new vault: read, hashed, checked, decoded, deduplicated, compressed, written and
/// indexed for search, one transaction, until it is on disk. `cpu` is what both threads took,
/// `storing` what the caller's took of it: on two processors that are free, the greater of
/// `storing` and the rest is the time to wait.
void importInto(benchmark::State& state, const std::filesystem::path& path) {
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(path));
    std::uint64_t added = 0;
    std::uint64_t stored = 0;
    double used = 0;
    double storing = 0;
    for (auto _ : state) {
        VaultFixture fixture;
        const auto vault = fixture.create();
        wallet::ImportRecords importer(*vault, fixture.clock);
        const std::clock_t before = std::clock();
        const double ownBefore = ownCpuSeconds();
        const Stopwatch importing;
        const auto report = VaultFixture::must(importer.importFile(path));
        state.SetIterationTime(importing.seconds());
        used += static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        storing += ownCpuSeconds() - ownBefore;
        if (report.refused > 0 || report.added == 0) {
            state.SkipWithError("good records were refused");
        }
        added = report.added;
        stored = std::filesystem::file_size(fixture.folder / "vault.db") +
                 std::filesystem::file_size(fixture.folder / "vault.db-wal");
    }
    state.SetBytesProcessed(state.iterations() * bytes);
    state.counters["records"] = static_cast<double>(added);
    state.counters["vaultBytes"] = static_cast<double>(stored);
    state.counters["cpu"] = benchmark::Counter(used, benchmark::Counter::kAvgIterations);
    state.counters["storing"] = benchmark::Counter(storing, benchmark::Counter::kAvgIterations);
}

void importFhir(benchmark::State& state) {
    test::TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "records.json";
    writeBundle(path, 32 * 1024 * 1024);
    importInto(state, path);
}
BENCHMARK(importFhir)->Iterations(2)->UseManualTime()->Unit(benchmark::kMillisecond);

/// The argument is the size of the file in MiB.
void importResults(benchmark::State& state) {
    test::TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "results.ndjson";
    writeResults(path, static_cast<std::size_t>(state.range(0)) * 1024 * 1024);
    importInto(state, path);
}
BENCHMARK(importResults)
    ->Arg(32)
    ->Arg(500)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace consentry
