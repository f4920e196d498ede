#include "tests/integration/checks/check.h"

#include <array>
#include <cstdio>
#include <fstream>

namespace consentry::checks {
namespace {

constexpr std::array checks{&killMidCommit,  &partitionOfOne, &partitionInHalves, &clockSkew,
                            &rollingUpgrade, &replay,         &grantRaces,        &lyingNode,
                            &millionEvents,  &stolenKeys,     &lightOracle,       &sleepingWallet,
                            &fullDisk,       &byzantine,      &stateSync,         &soak};

void showLogs(const test::RunningConsortium& consortium) {
    for (int member = 1; member <= consortium.count(); ++member) {
        for (const char* part : {"supervisor", "node", "engine"}) {
            std::fprintf(stderr, "---- member %d, end of %s.log\n%s\n", member, part,
                         consortium.log(member, part).c_str());
        }
    }
}

} // namespace

std::span<const Check* const> allChecks() {
    return checks;
}

void note(const std::string& text) {
    std::printf("-- %s\n", text.c_str());
    std::fflush(stdout);
}

void figure(const CheckOptions& options, const std::string& name, const std::string& value) {
    note(name + ": " + value);
    std::ofstream file(options.records / "figures.txt", std::ios::app);
    file << name << ": " << value << '\n';
}

Result<> expect(bool holds, const std::string& otherwise) {
    return holds ? Result<>() : fail(ErrorCode::VerificationFailed, otherwise);
}

Result<> onConsortium(const CheckOptions& options, const test::Startup& startup,
                      const std::function<Result<>(test::RunningConsortium&)>& body) {
    ASSIGN_OR_RETURN(const auto consortium, test::RunningConsortium::start(startup));
    Result<> done = body(*consortium);
    if (!done) {
        showLogs(*consortium);
        if (options.keepFailed) {
            consortium->keep();
        }
    }
    return done;
}

} // namespace consentry::checks
