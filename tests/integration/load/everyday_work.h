#pragma once

#include "tests/integration/load/background_load.h"
#include "tests/integration/support/proven_writer.h"

namespace consentry::load {

/// A patient who waits for proofs, and whose nodes are asked.
struct WaitingPatient {
    std::string label;
    std::vector<int> members;
};

/// What came of a time of work.
struct WorkDone {
    test::WriterReport written; ///< by all patients who waited
    test::ChainHistory history;
    std::size_t taken = 0; ///< transactions that mempools took
};

/// "93 blocks, 2175 transactions; proven meanwhile 35, not in time 0".
std::string textOf(const WorkDone& done);

/// What goes on in a consortium while a check does its worst: grants, revocations and accesses at a
/// steady rate, and patients who sign one grant after the other and wait for each proof.
class EverydayWork {
public:
    static Result<std::unique_ptr<EverydayWork>> start(test::RunningConsortium& consortium,
                                                       std::uint64_t seed, double ratePerSecond,
                                                       const std::vector<WaitingPatient>& patients);

    std::size_t provenSoFar() const;
    /// Ends it, lets all members catch up and compares them block by block; the application hashes
    /// go into the file. VerificationFailed where members differ or something proven is gone.
    Result<WorkDone> finish(const std::filesystem::path& rootsFile);

private:
    explicit EverydayWork(test::RunningConsortium& consortium) : m_consortium(consortium) {}

    test::RunningConsortium& m_consortium;
    std::unique_ptr<BackgroundLoad> m_load;
    std::vector<std::unique_ptr<test::ProvenWriter>> m_writers;
};

} // namespace consentry::load
