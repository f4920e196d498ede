#pragma once

#include "core/crypto/signature.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace consentry::light_client {

/// The first 20 bytes of SHA-256(public key).
using ValidatorAddress = FixedBytes<20, struct ValidatorAddressTag>;

ValidatorAddress addressOf(const SigningPublicKey& key);

/// One validator. Proposer priorities are not hashed and do not concern us.
struct Validator {
    SigningPublicKey publicKey;
    std::int64_t power = 0; ///< 1 to ValidatorSet::totalPowerMax

    friend bool operator==(const Validator&, const Validator&) = default;
};

/// Who signs blocks at a height, in the engine's order: power descending, then address ascending.
/// Never empty, no key twice.
class ValidatorSet {
public:
    static constexpr std::size_t validatorsMax = 1024;
    static constexpr std::int64_t totalPowerMax = std::int64_t{1} << 60;

    /// Sorts. Malformed for an empty set, a power below 1, a key or address twice; TooLarge beyond
    /// the limits above.
    static Result<ValidatorSet> from(std::vector<Validator> validators);

    std::span<const Validator> validators() const { return m_validators; }
    std::size_t size() const { return m_validators.size(); }
    const ValidatorAddress& address(std::size_t index) const { return m_addresses[index]; }
    std::optional<std::size_t> indexOf(const ValidatorAddress& address) const;
    std::int64_t totalPower() const { return m_totalPower; }
    /// What headers commit to: Merkle root over {public key, power}.
    const Digest& hash() const { return m_hash; }

    friend bool operator==(const ValidatorSet& a, const ValidatorSet& b) {
        return a.m_validators == b.m_validators;
    }

private:
    ValidatorSet() = default;

    std::vector<Validator> m_validators;
    std::vector<ValidatorAddress> m_addresses; ///< by validator index
    std::vector<std::size_t> m_byAddress;      ///< indexes in ascending order of address
    std::int64_t m_totalPower = 0;
    Digest m_hash;
};

} // namespace consentry::light_client
