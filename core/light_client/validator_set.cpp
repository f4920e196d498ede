#include "core/light_client/validator_set.h"

#include "core/crypto/hash.h"
#include "core/light_client/merkle.h"
#include "core/light_client/proto_writer.h"

#include <algorithm>
#include <numeric>

namespace consentry::light_client {
namespace {

/// SimpleValidator{PublicKey{ed25519 1} 1, voting_power 2}.
Bytes hashedForm(const Validator& validator) {
    const Bytes key = ProtoWriter().bytes(1, validator.publicKey.view()).result();
    return ProtoWriter().message(1, key).signedVarint(2, validator.power).result();
}

Digest hashOf(std::span<const Validator> validators) {
    std::vector<Bytes> leaves;
    leaves.reserve(validators.size());
    for (const Validator& validator : validators) {
        leaves.push_back(hashedForm(validator));
    }
    return merkleRoot(leaves);
}

} // namespace

ValidatorAddress addressOf(const SigningPublicKey& key) {
    return *ValidatorAddress::from(sha256(key.view()).view().first(ValidatorAddress::size));
}

Result<ValidatorSet> ValidatorSet::from(std::vector<Validator> validators) {
    if (validators.empty()) {
        return fail(ErrorCode::Malformed, "validator set without validators");
    }
    if (validators.size() > validatorsMax) {
        return fail(ErrorCode::TooLarge, "validator set");
    }
    ValidatorSet set;
    for (const Validator& validator : validators) {
        if (validator.power < 1) {
            return fail(ErrorCode::Malformed, "validator without power");
        }
        if (validator.power > totalPowerMax - set.m_totalPower) {
            return fail(ErrorCode::TooLarge, "power of a validator set");
        }
        set.m_totalPower += validator.power;
    }
    std::vector<std::pair<ValidatorAddress, Validator>> order;
    order.reserve(validators.size());
    for (const Validator& validator : validators) {
        order.emplace_back(addressOf(validator.publicKey), validator);
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.second.power != b.second.power ? a.second.power > b.second.power
                                                : a.first < b.first;
    });
    for (const auto& [address, validator] : order) {
        set.m_addresses.push_back(address);
        set.m_validators.push_back(validator);
    }
    set.m_byAddress.resize(order.size());
    std::iota(set.m_byAddress.begin(), set.m_byAddress.end(), std::size_t{0});
    const auto addressAt = [&set](std::size_t index) { return set.m_addresses[index]; };
    std::sort(set.m_byAddress.begin(), set.m_byAddress.end(),
              [&](std::size_t a, std::size_t b) { return addressAt(a) < addressAt(b); });
    const auto twice = std::adjacent_find(
        set.m_byAddress.begin(), set.m_byAddress.end(),
        [&](std::size_t a, std::size_t b) { return addressAt(a) == addressAt(b); });
    if (twice != set.m_byAddress.end()) {
        return fail(ErrorCode::Malformed, "validator named twice");
    }
    set.m_hash = hashOf(set.m_validators);
    return set;
}

std::optional<std::size_t> ValidatorSet::indexOf(const ValidatorAddress& address) const {
    const auto found = std::lower_bound(m_byAddress.begin(), m_byAddress.end(), address,
                                        [this](std::size_t index, const ValidatorAddress& wanted) {
                                            return m_addresses[index] < wanted;
                                        });
    if (found == m_byAddress.end() || m_addresses[*found] != address) {
        return std::nullopt;
    }
    return *found;
}

} // namespace consentry::light_client
