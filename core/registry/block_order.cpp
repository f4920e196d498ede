#include "core/registry/block_order.h"

#include "core/registry/transaction.h"

#include <algorithm>
#include <optional>

namespace consentry::registry {
namespace {

std::optional<bool> protectiveOrNone(const Bytes& bytes) {
    const auto transaction = decodeTransaction(bytes);
    if (!transaction) {
        return std::nullopt;
    }
    return isProtective(transaction->kind());
}

/// What a transaction needs in the engine's block: its bytes, their length as a varint, a tag.
std::size_t bytesInBlock(const Bytes& transaction) {
    std::size_t bytes = transaction.size() + 2;
    for (std::size_t rest = transaction.size(); rest >= 0x80; rest >>= 7U) {
        ++bytes;
    }
    return bytes;
}

} // namespace

std::vector<Bytes> orderProposal(const std::vector<Bytes>& candidates, std::size_t bytesMax) {
    const std::size_t total = std::min(bytesMax, limits::blockBytesMax);
    const std::size_t ordinaryMax = total / 10 * 9;
    std::vector<Bytes> first;
    std::vector<const Bytes*> ordinary;
    std::size_t used = 0;
    for (const Bytes& candidate : candidates) {
        const std::optional<bool> protective = protectiveOrNone(candidate);
        if (!protective) {
            continue;
        }
        if (!*protective) {
            ordinary.push_back(&candidate);
        } else if (used + bytesInBlock(candidate) <= total) {
            used += bytesInBlock(candidate);
            first.push_back(candidate);
        }
    }
    std::size_t ordinaryUsed = 0;
    for (const Bytes* candidate : ordinary) {
        const std::size_t size = bytesInBlock(*candidate);
        if (ordinaryUsed + size <= ordinaryMax && used + size <= total) {
            ordinaryUsed += size;
            used += size;
            first.push_back(*candidate);
        }
    }
    return first;
}

bool acceptProposal(const std::vector<Bytes>& transactions) {
    std::size_t total = 0;
    std::size_t ordinaryBytes = 0;
    for (const Bytes& bytes : transactions) {
        const std::optional<bool> protective = protectiveOrNone(bytes);
        if (!protective || (*protective && ordinaryBytes > 0)) {
            return false;
        }
        total += bytes.size();
        ordinaryBytes += *protective ? 0 : bytes.size();
    }
    return total <= limits::blockBytesMax && ordinaryBytes <= limits::ordinaryBytesMax;
}

} // namespace consentry::registry
