#pragma once

#include "tests/integration/support/chain_history.h"
#include "tests/integration/support/registry_drafts.h"

#include <chrono>
#include <memory>
#include <thread>

namespace consentry::test {

/// A grant that a patient signed and saw proven.
struct ProvenWrite {
    TxHash hash;
    std::uint64_t height = 0;
    std::uint32_t code = 0;
    int member = 0; ///< whose node proved it
    std::chrono::steady_clock::time_point sent;
    std::chrono::milliseconds took{}; ///< from sending to proven
};

struct WriterReport {
    std::vector<ProvenWrite> proven;
    std::size_t unknown = 0; ///< not proven within the patience: the patient was told so
};

/// A patient who signs one grant after the other while a check does its worst, through the light
/// client, and moves to the next member where one does not answer. Its own thread.
class ProvenWriter {
public:
    /// Registers the patient first. `label`: of its own for each writer of a chain.
    static Result<std::unique_ptr<ProvenWriter>>
    start(RunningConsortium& consortium, const std::string& label, std::vector<int> members);
    ~ProvenWriter();
    ProvenWriter(const ProvenWriter&) = delete;
    ProvenWriter& operator=(const ProvenWriter&) = delete;

    std::size_t provenSoFar() const { return m_provenSoFar; }
    WriterReport stop();

private:
    ProvenWriter(const ConsortiumFolder& folder, std::vector<int> members);
    Result<> registerPatient(const std::string& label);
    void run(const std::stop_token& stop);
    void writeOne();

    const ConsortiumFolder& m_folder;
    std::vector<int> m_members;
    std::unique_ptr<registry::test::Kit> m_kit;
    registry::test::Person* m_patient = nullptr;
    std::unique_ptr<class VerifiedMember> m_view;
    std::size_t m_next = 0; ///< into m_members
    std::size_t m_written = 0;
    WriterReport m_report;
    std::atomic<std::size_t> m_provenSoFar = 0;
    std::jthread m_thread; ///< last: ends first
};

/// VerificationFailed where a proven write stands nowhere, in another block or twice.
Result<> requireAllKept(const WriterReport& report, const ChainHistory& history);
/// The value below which `share` of them lie. 0 where there are none.
std::chrono::milliseconds percentile(const std::vector<ProvenWrite>& writes, double share);

} // namespace consentry::test
