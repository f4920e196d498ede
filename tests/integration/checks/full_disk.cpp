#include "tests/integration/checks/check.h"

#include "tests/integration/load/everyday_work.h"
#include "tests/support/test_paths.h"

#include <csignal>
#include <fstream>
#include <thread>

#include <sys/mount.h>

namespace consentry::checks {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Part;
using test::RunningConsortium;

constexpr int member = 3;
constexpr int roundsShort = 2;
constexpr int roundsLong = 10;
constexpr seconds fullMax{90};
/// The supervisor waits up to 16 s before it starts a member again that ended at once.
constexpr seconds backMax{120};
constexpr double loadPerSecond = 60;
constexpr const char* diskOptions = "size=48m";
constexpr std::size_t fillBlock = std::size_t{64} << 10U;
constexpr milliseconds pollInterval{200};

Result<> moveAll(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::copy(from, to, fs::copy_options::recursive, failed);
    return failed ? fail(ErrorCode::Io, failed.message()) : Result<>();
}

/// A disk of its own for a member's node, small enough to be filled. Needs root. The member is held
/// meanwhile.
class SmallDisk {
public:
    static Result<std::unique_ptr<SmallDisk>> under(RunningConsortium& consortium) {
        RETURN_IF_ERROR(consortium.hold(member));
        const fs::path folder = consortium.member(member).folder / "node";
        const fs::path before = consortium.member(member).folder / "node.before";
        std::error_code failed;
        fs::rename(folder, before, failed);
        if (!failed) {
            fs::create_directory(folder, failed);
        }
        if (failed || ::mount("tmpfs", folder.c_str(), "tmpfs", 0, diskOptions) != 0) {
            return fail(ErrorCode::NotPermitted, "a disk for a member needs root");
        }
        std::unique_ptr<SmallDisk> disk(new SmallDisk(folder));
        RETURN_IF_ERROR(moveAll(before, folder));
        RETURN_IF_ERROR(consortium.release(member));
        return disk;
    }
    ~SmallDisk() { ::umount2(m_folder.c_str(), MNT_DETACH); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    /// Until nothing more fits.
    void fill() {
        std::ofstream filler(m_folder / "filler", std::ios::binary);
        const std::string block(fillBlock, 'x');
        while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }
    void makeRoom() {
        std::error_code ignored;
        fs::remove(m_folder / "filler", ignored);
    }

private:
    explicit SmallDisk(fs::path folder) : m_folder(std::move(folder)) {}
    fs::path m_folder;
};

class Filling {
public:
    Filling(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {}

    Result<> run() {
        ASSIGN_OR_RETURN(const auto work,
                         load::EverydayWork::start(m_consortium, m_options.seed, loadPerSecond,
                                                   {{"filling", {1, 2, 4}}}));
        ASSIGN_OR_RETURN(const auto disk, SmallDisk::under(m_consortium));
        RETURN_IF_ERROR(m_consortium.waitForHeight(member, m_consortium.highest() + 2, backMax));
        for (int round = 0; round < (m_options.isLong() ? roundsLong : roundsShort); ++round) {
            RETURN_IF_ERROR(oneRound(*disk));
        }
        ASSIGN_OR_RETURN(const load::WorkDone done,
                         work->finish(m_options.records / "full_disk.roots"));
        figure(m_options, "full disk: equal on all members", load::textOf(done));
        RETURN_IF_ERROR(expect(done.written.unknown == 0, "a patient waited in vain"));
        return m_consortium.hold(member); // before its disk is taken away
    }

private:
    std::string nodeLog() const {
        return test::readFile(m_consortium.member(member).folder / "log" / "node.log");
    }

    Result<> oneRound(SmallDisk& disk) {
        const std::size_t before = nodeLog().size();
        disk.fill();
        const auto filled = std::chrono::steady_clock::now();
        while (nodeLog().find("DiskFull", before) == std::string::npos) {
            RETURN_IF_ERROR(expect(std::chrono::steady_clock::now() - filled < fullMax,
                                   "a full disk is not noticed"));
            std::this_thread::sleep_for(pollInterval);
        }
        RETURN_IF_ERROR(
            m_consortium.waitForHeight(1, m_consortium.client(1).height() + 5, backMax));
        const std::uint64_t others = m_consortium.client(1).height();
        RETURN_IF_ERROR(expect(m_consortium.client(member).height() < others,
                               "a member whose disk is full goes on"));
        disk.makeRoom();
        const auto room = std::chrono::steady_clock::now();
        RETURN_IF_ERROR(m_consortium.waitForHeight(member, others + 1, backMax));
        figure(m_options, "full disk: room again to the others' height",
               std::to_string(
                   std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now() - room)
                       .count()) +
                   " s; the member had stopped, the others went on to block " +
                   std::to_string(others));
        return {};
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Filling(consortium, options).run();
    });
}

} // namespace

const Check fullDisk{"full_disk", "a member's disk fills under load, and has room again", run};

} // namespace consentry::checks
