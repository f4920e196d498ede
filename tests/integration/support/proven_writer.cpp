#include "tests/integration/support/proven_writer.h"

#include "tests/integration/support/verified_member.h"

#include <algorithm>

namespace consentry::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

/// Longer than one member takes to restart, shorter than a transaction lives.
constexpr seconds patiencePerMember{6};
constexpr seconds patienceInAll{40};
constexpr milliseconds pauseAfterFailure{200};

Instant wallTime() {
    return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

} // namespace

ProvenWriter::ProvenWriter(const ConsortiumFolder& folder, std::vector<int> members)
    : m_folder(folder), m_members(std::move(members)) {}

ProvenWriter::~ProvenWriter() = default;

Result<std::unique_ptr<ProvenWriter>> ProvenWriter::start(RunningConsortium& consortium,
                                                          const std::string& label,
                                                          std::vector<int> members) {
    std::unique_ptr<ProvenWriter> writer(new ProvenWriter(consortium.folder(), std::move(members)));
    RETURN_IF_ERROR(writer->registerPatient(label));
    writer->m_thread =
        std::jthread([raw = writer.get()](const std::stop_token& stop) { raw->run(stop); });
    return writer;
}

Result<> ProvenWriter::registerPatient(const std::string& label) {
    ASSIGN_OR_RETURN(m_kit, kitFor(m_folder));
    const Member& home = m_folder.member(m_members.front());
    MemberClient client(home, m_folder.chainId);
    RETURN_IF_ERROR(continueSequences(*m_kit, client));
    ASSIGN_OR_RETURN(m_view, VerifiedMember::trusting(
                                 home, m_folder.chainId,
                                 BlockHeight(std::max<std::uint64_t>(client.height(), 2) - 1)));
    m_patient = &m_kit->person(label);
    registry::Transaction registration = m_kit->registration(*m_patient, true);
    RETURN_IF_ERROR(m_view->ledger().submit(m_kit->seal(registration)));
    return {};
}

void ProvenWriter::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        writeOne();
    }
}

void ProvenWriter::writeOne() {
    m_kit->time = wallTime();
    registry::Transaction grant =
        m_kit->grant(*m_patient, "written " + std::to_string(m_written++), std::chrono::days(30));
    const Bytes bytes = m_kit->seal(grant);
    const auto sent = steady_clock::now();
    while (steady_clock::now() - sent < patienceInAll) {
        const auto done = m_view->ledger().submit(bytes, {}, patiencePerMember);
        if (done || done.error().code == ErrorCode::Refused) {
            // A node that restarted may have forgotten it: it was sent again, and stands once.
            const auto seen = done ? Result<Sighting>(Sighting{std::nullopt, *done})
                                   : m_view->ledger().look(registry::transactionHash(bytes), bytes);
            if (seen && seen->proven) {
                m_report.proven.push_back(
                    {registry::transactionHash(bytes), seen->proven->height.value,
                     seen->proven->code, m_members[m_next], sent,
                     std::chrono::duration_cast<milliseconds>(steady_clock::now() - sent)});
                ++m_provenSoFar;
                return;
            }
        }
        std::this_thread::sleep_for(pauseAfterFailure);
        m_next = (m_next + 1) % m_members.size();
        m_view = m_view->moveTo(m_folder.member(m_members[m_next]));
    }
    ++m_report.unknown;
}

WriterReport ProvenWriter::stop() {
    m_thread.request_stop();
    m_thread.join();
    return std::move(m_report);
}

Result<> requireAllKept(const WriterReport& report, const ChainHistory& history) {
    for (const ProvenWrite& write : report.proven) {
        const auto at = history.accepted.find(write.hash);
        if (write.code == 0 && (at == history.accepted.end() || at->second != write.height)) {
            return fail(ErrorCode::VerificationFailed, "what was proven in block " +
                                                           std::to_string(write.height) +
                                                           " does not stand there");
        }
    }
    return {};
}

milliseconds percentile(const std::vector<ProvenWrite>& writes, double share) {
    std::vector<milliseconds> times(writes.size());
    std::transform(writes.begin(), writes.end(), times.begin(),
                   [](const ProvenWrite& write) { return write.took; });
    std::sort(times.begin(), times.end());
    return times.empty()
               ? milliseconds(0)
               : times[std::min(times.size() - 1, static_cast<std::size_t>(
                                                      share * static_cast<double>(times.size())))];
}

} // namespace consentry::test
