// What one keystroke of the search over everything costs, in a vault with a long log and many
// records. The window adds to it what painting a dozen rows takes.

#include "core/registry/log_event.h"
#include "core/simulation/record_generator.h"
#include "core/wallet/import_records.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/sealed_log.h"
#include "ui/bridge/open_wallet.h"
#include "ui/models/search_reader.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>

namespace consentry {
namespace {

using test::must;

constexpr std::size_t logRows = 100'000;
constexpr std::size_t results = 20'000;

Digest numbered(std::uint64_t number) {
    return sha256(ByteView(reinterpret_cast<const std::byte*>(&number), sizeof number));
}

/// A laboratory's export in two languages.
void writeResults(const std::filesystem::path& path) {
    constexpr std::array names{"Fasting glucose", "空腹血糖", "Sodium", "肌酐", "Hemoglobin A1c"};
    std::ofstream file(path, std::ios::binary);
    for (std::size_t i = 0; i < results; ++i) {
        file << R"({"resourceType":"Observation","id":"r)" << i
             << R"(","status":"final","code":{"text":")" << names[i % names.size()]
             << R"("},"effectiveDateTime":")"
             << toRfc3339(instantFromMillis(1'500'000'000'000 + static_cast<long>(i) * 600'000))
             << R"(","performer":[{"display":"First People's Hospital 第一人民医院"}],)"
             << R"("valueQuantity":{"value":)" << i % 400 << '.' << i % 10
             << R"(,"unit":"mmol/L"}})" << '\n';
    }
}

/// A log of accesses whose details are open and can be searched.
void appendLog(vault::Vault& vault, const PartyId& patient) {
    std::vector<LogRow> rows;
    std::vector<LogStore::BodyUpdate> bodies;
    for (std::uint64_t i = 0; i < logRows; ++i) {
        registry::LogEvent event;
        event.seq = LogSequence(i);
        event.epoch = EpochNumber(1);
        event.height = BlockHeight(1000 + i);
        event.blockTime = instantFromMillis(1'780'000'000'000 + static_cast<long>(i) * 120'000);
        event.txHash = *TxHash::from(numbered(i * 4).view());
        event.type = registry::LogEventType::Access;
        event.actor = *PartyId::from(numbered(i % 8).view());
        rows.push_back(test::waitingRow(patient, event));
        LogDetails details;
        details.terms = {{LogTermKind::Person, "韩志远\nDr Han Zhiyuan"},
                         {LogTermKind::Data, "glucose"}};
        bodies.push_back(
            {LogSequence(i), BodyState::Opened, LogVerdict::Explained, std::move(details)});
    }
    must(vault.logs().append(patient, rows, {logRows, numbered(logRows), rows.back().height}));
    must(vault.logs().setBodies(patient, bodies));
}

std::unique_ptr<ui::OpenWallet> bigVault() {
    auto world = std::make_unique<test::DemoWorld>();
    vault::Vault& vault = world->wallet().vault;
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "results.ndjson";
    writeResults(file);
    must(wallet::ImportRecords(vault, world->clock()).importFile(file));
    appendLog(vault, world->patient().party);
    return std::make_unique<ui::OpenWallet>(std::move(world));
}

/// The slowest of the keystrokes with which a word is typed.
void searchKeystroke(benchmark::State& state) {
    const auto wallet = bigVault();
    const auto lease = wallet->lease();
    const auto reading = wallet->reading(lease, Language::English);
    const ui::SearchReader reader(reading);
    const auto index = reader.index();
    const std::array words{QStringLiteral("glucose"), QStringLiteral("血糖"),
                           QStringLiteral("hospital 5"), QStringLiteral("Dr Han Zhiyuan")};
    double slowest = 0;
    for (auto _ : state) {
        for (const QString& word : words) {
            for (int typed = 1; typed <= word.size(); ++typed) {
                const QString text = word.left(typed);
                const auto start = std::chrono::steady_clock::now();
                auto hits = reader.records(text);
                hits += ui::SearchReader::find(index->grants, text, 4);
                hits += ui::SearchReader::find(index->people, text, 5);
                benchmark::DoNotOptimize(hits);
                slowest = std::max(
                    slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
                                 .count());
            }
        }
        state.SetIterationTime(slowest);
    }
}
BENCHMARK(searchKeystroke)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Once, with the first keystroke.
void searchIndex(benchmark::State& state) {
    const auto wallet = bigVault();
    const auto lease = wallet->lease();
    const auto reading = wallet->reading(lease, Language::English);
    for (auto _ : state) {
        benchmark::DoNotOptimize(ui::SearchReader(reading).index());
    }
}
BENCHMARK(searchIndex)->Iterations(5)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace consentry
