// A real vault in a temporary folder: what a person waits for when unlocking, importing and
// catching up with a log.

#include "core/crypto/kdf.h"
#include "core/crypto/sealed_body.h"
#include "core/ports/access_body.h"
#include "core/ports/record_gateway.h"
#include "core/registry/log_event.h"
#include "core/simulation/record_generator.h"
#include "core/wallet/import_records.h"
#include "core/wallet/log_details.h"
#include "tests/unit/vault/vault_fixture.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <fstream>

namespace consentry {
namespace {

using test::VaultFixture;

constexpr std::string_view chainId = "consentry-bench-1";

Digest numbered(std::uint64_t number) {
    return sha256(ByteView(reinterpret_cast<const std::byte*>(&number), sizeof number));
}

template <class Id> Id idNumbered(std::uint64_t number) {
    return *Id::from(numbered(number).view());
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

LogRow rowOf(const PartyId& patient, const registry::LogEvent& event) {
    LogRow row;
    row.patient = patient;
    row.seq = event.seq;
    row.epoch = event.epoch;
    row.height = event.height;
    row.blockTime = event.blockTime;
    row.type = static_cast<std::uint32_t>(event.type);
    row.actor = event.actor;
    row.objectId = *Digest::from(event.objectId.view());
    row.event = encodeLogEvent(event);
    row.bodyState = BodyState::Waiting;
    return row;
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
            rows.push_back(rowOf(patient, accessEvent(i)));
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

/// Sealed bodies of accesses as a hospital writes them, and the rows that they belong to.
struct SealedLog {
    PartyId patient = idNumbered<PartyId>(100);
    SealingKey logKey = SealingKey::generate();
    std::vector<registry::LogEvent> events;
    std::vector<Sealed> bodies;

    explicit SealedLog(std::size_t count) {
        const SigningKey reader = SigningKey::generate();
        for (std::uint64_t i = 0; i < count; ++i) {
            registry::LogEvent event = accessEvent(i);
            const auto plaintext =
                VaultFixture::must(BodyPlaintext::create(encodeAccessBody(bodyOf(event, reader))));
            bodies.push_back(
                VaultFixture::must(sealBody(plaintext, contextOf(event), logKey.publicKey())));
            event.bodyDigest = sealedDigest(chainId, bodies.back());
            event.bodyCommit = plaintext.commitment(chainId);
            events.push_back(event);
        }
    }

    BodyContext contextOf(const registry::LogEvent& event) const {
        return {chainId, SuiteId::Suite1, event.actor, patient,
                *Digest::from(event.objectId.view())};
    }

private:
    AccessBody bodyOf(const registry::LogEvent& event, const SigningKey& reader) const {
        ReadRequest request;
        request.custodian = event.actor;
        request.reader = idNumbered<PartyId>(200);
        request.readerKey = vault::keyIdOf(chainId, reader.publicKey());
        request.patient = patient;
        request.basis = consent::Basis::Grant;
        request.basisId = numbered(201);
        request.attestation = idNumbered<AttestationId>(202);
        request.purpose = "TREAT";
        request.resourceTypes = {"Observation", "DiagnosticReport"};
        request.createdAt = event.blockTime;
        AccessBody body;
        body.signedRequest = encodeReadRequest(chainId, request);
        body.readerSignature = reader.sign(body.signedRequest);
        body.readerKey = reader.publicKey();
        body.reader = {event.actor,   "D-1042", "doctor",    "陈思远",
                       "Chen Siyuan", "心内科", "Cardiology"};
        body.permitted = true;
        body.matched = 8;
        for (std::uint64_t i = 0; i < body.matched; ++i) {
            body.items.push_back({idNumbered<RecordDigest>(event.seq.value * 8 + i), "Observation",
                                  "空腹血糖 Fasting glucose"});
        }
        return body;
    }
};

/// One waiting row: its body against the digest in the chain, opened, against its commitment, read.
LogStore::BodyUpdate openRow(const SealedLog& log, const LogRow& row, bool checkReader) {
    const auto event = VaultFixture::must(registry::decodeLogEvent(row.event));
    const Sealed& sealed = log.bodies[row.seq.value];
    const auto body = VaultFixture::must(openBody(sealed, log.contextOf(event), log.logKey));
    const auto access = VaultFixture::must(decodeAccessBody(body.content()));
    LogStore::BodyUpdate update;
    update.seq = row.seq;
    const bool good = sealedDigest(chainId, sealed) == event.bodyDigest &&
                      body.commitment(chainId) == event.bodyCommit &&
                      (!checkReader || wallet::readerSigned(chainId, access));
    update.state = good ? BodyState::Opened : BodyState::Mismatch;
    std::string text = access.reader.nameZh + '\n' + access.reader.nameEn + '\n' +
                       access.reader.departmentZh + '\n' + access.reader.departmentEn;
    for (const ReleasedItem& item : access.items) {
        text += '\n' + item.title;
    }
    update.details = LogDetails{toBytes(body.content()), std::move(text)};
    return update;
}

/// All rows that wait, in pages, each page written to the vault with its search index.
std::size_t openWaiting(vault::Vault& vault, const PartyId& patient, const SealedLog& log,
                        bool checkReader) {
    LogFilter waiting;
    waiting.bodyState = BodyState::Waiting;
    std::optional<LogSequence> after;
    std::size_t opened = 0;
    do {
        const LogPageRows page = VaultFixture::must(
            vault.logs().page(patient, waiting, LogOrder::OldestFirst, after, 500));
        std::vector<LogStore::BodyUpdate> updates;
        for (const LogRow& row : page.rows) {
            updates.push_back(openRow(log, row, checkReader));
            opened += updates.back().state == BodyState::Opened ? 1U : 0U;
        }
        VaultFixture::must(vault.logs().setBodies(patient, updates));
        after = page.next;
    } while (after);
    return opened;
}

/// Rows are in the vault and bodies in memory: what remains is opening, checking and storing. Not
/// in it: fetching from the mailboxes, and the judgement whether a grant allows the access.
void catchUp(benchmark::State& state, bool checkReader) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const SealedLog log(count);
    VaultFixture fixture;
    const auto vault = fixture.create();
    std::uint64_t run = 1000;
    for (auto _ : state) {
        // Stored under a new name each time, so that every run finds its rows waiting.
        const PartyId owner = idNumbered<PartyId>(run++);
        std::vector<LogRow> rows;
        for (const registry::LogEvent& event : log.events) {
            rows.push_back(rowOf(owner, event));
        }
        appendRows(*vault, owner, rows);
        const Stopwatch opening;
        const std::size_t opened = openWaiting(*vault, owner, log, checkReader);
        state.SetIterationTime(opening.seconds());
        if (opened != count) {
            state.SkipWithError("a good body was refused");
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void catchUpSealedEvents(benchmark::State& state) {
    catchUp(state, false);
}
BENCHMARK(catchUpSealedEvents)
    ->Arg(10'000)
    ->Iterations(3)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// The same with the reader's own signature in each body checked too.
void catchUpCheckedEvents(benchmark::State& state) {
    catchUp(state, true);
}
BENCHMARK(catchUpCheckedEvents)
    ->Arg(10'000)
    ->Iterations(3)
    ->UseManualTime()
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

/// A file into a new vault: read, hashed, checked, decoded, deduplicated, compressed, written and
/// indexed for search, one transaction, until it is on disk.
void importFhir(benchmark::State& state) {
    test::TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "records.json";
    writeBundle(path, 32 * 1024 * 1024);
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(path));
    std::uint64_t added = 0;
    for (auto _ : state) {
        VaultFixture fixture;
        const auto vault = fixture.create();
        wallet::ImportRecords importer(*vault, fixture.clock);
        const Stopwatch importing;
        const auto report = VaultFixture::must(importer.importFile(path));
        state.SetIterationTime(importing.seconds());
        if (report.refused > 0 || report.added == 0) {
            state.SkipWithError("good records were refused");
        }
        added = report.added;
    }
    state.SetBytesProcessed(state.iterations() * bytes);
    state.counters["records"] = static_cast<double>(added);
}
BENCHMARK(importFhir)->Iterations(2)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace
} // namespace consentry
