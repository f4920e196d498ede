#include "tests/integration/load/everyday_work.h"

namespace consentry::load {
namespace {

constexpr RegistryMix usualMix{.grants = 3, .revokes = 1, .accesses = 6};
constexpr std::chrono::seconds togetherMax{120};

} // namespace

Result<std::unique_ptr<EverydayWork>>
EverydayWork::start(test::RunningConsortium& consortium, std::uint64_t seed, double ratePerSecond,
                    const std::vector<WaitingPatient>& patients) {
    std::unique_ptr<EverydayWork> work(new EverydayWork(consortium));
    ASSIGN_OR_RETURN(work->m_load,
                     BackgroundLoad::start(consortium.folder(), seed, usualMix, ratePerSecond));
    for (const WaitingPatient& patient : patients) {
        ASSIGN_OR_RETURN(auto writer,
                         test::ProvenWriter::start(consortium, patient.label, patient.members));
        work->m_writers.push_back(std::move(writer));
    }
    return work;
}

std::string textOf(const WorkDone& done) {
    return std::to_string(done.history.height) + " blocks, " +
           std::to_string(done.history.transactions) + " transactions; proven meanwhile " +
           std::to_string(done.written.proven.size()) + ", not in time " +
           std::to_string(done.written.unknown);
}

std::size_t EverydayWork::provenSoFar() const {
    std::size_t proven = 0;
    for (const auto& writer : m_writers) {
        proven += writer->provenSoFar();
    }
    return proven;
}

Result<WorkDone> EverydayWork::finish(const std::filesystem::path& rootsFile) {
    WorkDone done;
    done.taken = m_load->stop();
    for (const auto& writer : m_writers) {
        test::WriterReport report = writer->stop();
        done.written.unknown += report.unknown;
        done.written.proven.insert(done.written.proven.end(), report.proven.begin(),
                                   report.proven.end());
    }
    RETURN_IF_ERROR(m_consortium.waitUntilTogether(togetherMax));
    ASSIGN_OR_RETURN(done.history, test::compareHistories(m_consortium, rootsFile));
    RETURN_IF_ERROR(test::requireAllKept(done.written, done.history));
    return done;
}

} // namespace consentry::load
