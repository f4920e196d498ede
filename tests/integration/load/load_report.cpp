#include "tests/integration/load/load_report.h"

#include "core/crypto/hash.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <thread>
#include <unordered_map>

namespace consentry::load {
namespace {

using Seconds = std::chrono::duration<double>;

WallTime wallTimeOf(const light_client::Timestamp& time) {
    return WallTime(std::chrono::duration_cast<WallTime::duration>(
        std::chrono::seconds(time.seconds()) + std::chrono::nanoseconds(time.nanos())));
}

double at(const std::vector<double>& sorted, double share) {
    const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return sorted[index];
}

Percentiles percentilesOf(std::vector<double> values) {
    if (values.empty()) {
        return {};
    }
    std::sort(values.begin(), values.end());
    return {at(values, 0.50), at(values, 0.95), at(values, 0.99), values.back()};
}

/// Follows the chain and keeps when each block was committed.
class BlockWalk {
public:
    BlockWalk(test::MemberClient& client, std::uint64_t from) : m_client(client), m_next(from) {}

    /// The next block, with the commit time of the one before known; waits for it. NotFound once
    /// `patience` is over.
    Result<test::StoredBlock> next(std::chrono::seconds patience) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (m_client.height() < m_next) {
            if (std::chrono::steady_clock::now() > deadline) {
                return fail(ErrorCode::NotFound, "block " + std::to_string(m_next));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return m_client.block(m_next++);
    }

private:
    test::MemberClient& m_client;
    std::uint64_t m_next;
};

struct FoundAt {
    std::size_t transaction = 0;
    std::size_t block = 0; ///< position among the walked blocks
};

void countCodes(test::MemberClient& client, const std::vector<test::StoredBlock>& blocks,
                const std::vector<PreparedTransaction>& transactions,
                const std::unordered_map<Digest, std::size_t>& byHash, LoadReport& report) {
    for (const test::StoredBlock& block : blocks) {
        const auto codes = client.codes(block.height.value);
        for (std::size_t i = 0; codes && i < block.transactions.size(); ++i) {
            const auto found = byHash.find(sha256(block.transactions[i]));
            if (found == byHash.end()) {
                continue;
            }
            const std::uint32_t code = (*codes)[i];
            ++report.codes[code];
            if (code == 0) {
                ++report.accepted;
                report.events += transactions[found->second].events;
            }
        }
    }
}

void countSent(const std::vector<Sent>& sent, LoadReport& report) {
    WallTime last = sent.front().due;
    for (const Sent& one : sent) {
        report.failed += one.failed ? 1U : 0U;
        report.refused += one.code != 0 ? 1U : 0U;
        ++report.mempoolCodes[one.code];
        last = std::max(last, one.done);
    }
    const auto count = static_cast<double>(sent.size());
    report.offeredPerSecond = count / Seconds(sent.back().due - sent.front().due).count();
    report.sentPerSecond = count / Seconds(last - sent.front().due).count();
}

} // namespace

Result<LoadReport> reportOf(test::MemberClient& client, std::uint64_t from,
                            const std::vector<PreparedTransaction>& transactions,
                            const std::vector<Sent>& sent, std::chrono::seconds patience) {
    LoadReport report;
    report.planned = transactions.size();
    countSent(sent, report);
    std::unordered_map<Digest, std::size_t> byHash;
    for (std::size_t i = 0; i < transactions.size(); ++i) {
        byHash.emplace(sha256(transactions[i].bytes), i);
    }

    BlockWalk walk(client, from);
    std::vector<test::StoredBlock> blocks;
    std::vector<FoundAt> found;
    auto lastFound = std::chrono::steady_clock::now();
    std::size_t after = 0; // blocks behind the last one: two of them hold the times
    const std::size_t expected = transactions.size() - report.refused - report.failed;
    while (after < 2 && std::chrono::steady_clock::now() - lastFound < patience) {
        ASSIGN_OR_RETURN(test::StoredBlock block, walk.next(patience));
        const std::size_t before = found.size();
        for (const Bytes& bytes : block.transactions) {
            const auto known = byHash.find(sha256(bytes));
            if (known != byHash.end()) {
                found.push_back({known->second, blocks.size()});
            }
        }
        if (found.size() > before) {
            lastFound = std::chrono::steady_clock::now();
        }
        if (found.size() >= expected && found.size() == before) {
            ++after;
        }
        blocks.push_back(std::move(block));
    }
    report.committed = found.size();
    if (found.empty()) {
        return report;
    }
    // Block i was committed at the time that block i + 1 carries.
    std::vector<double> committed;
    std::vector<double> proven;
    for (const FoundAt& one : found) {
        if (one.block + 2 < blocks.size()) {
            const WallTime due = sent[one.transaction].due;
            committed.push_back(Seconds(wallTimeOf(blocks[one.block + 1].time) - due).count());
            proven.push_back(Seconds(wallTimeOf(blocks[one.block + 2].time) - due).count());
        }
    }
    report.toCommitted = percentilesOf(std::move(committed));
    report.toProven = percentilesOf(std::move(proven));
    const std::size_t first = found.front().block;
    const std::size_t last = std::min(found.back().block, blocks.size() - 2);
    report.blocks = last - first + 1;
    const double took =
        Seconds(wallTimeOf(blocks[last + 1].time) - wallTimeOf(blocks[first].time)).count();
    countCodes(client, blocks, transactions, byHash, report);
    report.committedPerSecond = static_cast<double>(report.committed) / took;
    report.eventsPerSecond = static_cast<double>(report.events) / took;
    report.blockSeconds = took / static_cast<double>(report.blocks);
    return report;
}

std::string textOf(const LoadReport& report) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(0);
    text << "planned " << report.planned << ", no answer " << report.failed
         << ", refused by a mempool " << report.refused << ", committed " << report.committed
         << " (code 0: " << report.accepted << ")\n"
         << "offered " << report.offeredPerSecond << "/s, handed over " << report.sentPerSecond
         << "/s, committed " << report.committedPerSecond << "/s, events " << report.eventsPerSecond
         << "/s\n";
    text << std::setprecision(3) << report.blocks << " blocks, one every " << report.blockSeconds
         << " s\n";
    const auto times = [&text](const char* what, const Percentiles& p) {
        text << what << " p50 " << p.p50 << " s, p95 " << p.p95 << " s, p99 " << p.p99 << " s, max "
             << p.max << " s\n";
    };
    times("to committed", report.toCommitted);
    times("to proven   ", report.toProven);
    const auto codes = [&text](const char* where, const std::map<std::uint32_t, std::size_t>& all) {
        for (const auto& [code, count] : all) {
            if (code != 0) {
                text << "code " << code << " " << where << ": " << count << "\n";
            }
        }
    };
    codes("in blocks", report.codes);
    codes("from a mempool", report.mempoolCodes);
    return text.str();
}

std::string jsonOf(const LoadReport& report) {
    const auto percentiles = [](const Percentiles& p) {
        return nlohmann::ordered_json{
            {"p50", p.p50}, {"p95", p.p95}, {"p99", p.p99}, {"max", p.max}};
    };
    const nlohmann::ordered_json json = {
        {"planned", report.planned},
        {"failed", report.failed},
        {"refused", report.refused},
        {"committed", report.committed},
        {"accepted", report.accepted},
        {"events", report.events},
        {"blocks", report.blocks},
        {"offeredPerSecond", report.offeredPerSecond},
        {"sentPerSecond", report.sentPerSecond},
        {"committedPerSecond", report.committedPerSecond},
        {"eventsPerSecond", report.eventsPerSecond},
        {"blockSeconds", report.blockSeconds},
        {"toCommitted", percentiles(report.toCommitted)},
        {"toProven", percentiles(report.toProven)},
    };
    return json.dump() + "\n";
}

} // namespace consentry::load
