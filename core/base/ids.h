#pragma once

#include "core/base/bytes.h"

#include <cstdint>

namespace consentry {

/// A number that does not mix with others: `BlockHeight` is no `LogSequence`.
template <class T, class Tag> struct Strong {
    T value{};

    constexpr Strong() = default;
    constexpr explicit Strong(T initial) : value(initial) {}
    friend constexpr auto operator<=>(const Strong&, const Strong&) = default;
};

/// SHA-256 output of any kind.
using Digest = FixedBytes<32, struct DigestTag>;

/// A person or an organisation of the consortium: H("party", inception public key), for life.
using PartyId = FixedBytes<32, struct PartyIdTag>;
/// H("key", public key).
using KeyId = FixedBytes<32, struct KeyIdTag>;
/// Ids of objects on the registry: H("id", signing party, nonce).
using GrantId = FixedBytes<32, struct GrantIdTag>;
using RequestId = FixedBytes<32, struct RequestIdTag>;
using AttestationId = FixedBytes<32, struct AttestationIdTag>;
using DelegationId = FixedBytes<32, struct DelegationIdTag>;
using EmergencyId = FixedBytes<32, struct EmergencyIdTag>;
using AnchorId = FixedBytes<32, struct AnchorIdTag>;
/// H("access", gateway key, sequence, item index).
using AccessId = FixedBytes<32, struct AccessIdTag>;
/// SHA-256 of a transaction's bytes, as the consensus engine names it.
using TxHash = FixedBytes<32, struct TxHashTag>;
/// SHA-256 over a record's canonical JSON (design §6); names one version of one record.
using RecordDigest = FixedBytes<32, struct RecordDigestTag>;

using BlockHeight = Strong<std::uint64_t, struct BlockHeightTag>;
/// Position in one patient's log, from 0.
using LogSequence = Strong<std::uint64_t, struct LogSequenceTag>;
/// Generation of a patient's log key, from 1.
using EpochNumber = Strong<std::uint32_t, struct EpochNumberTag>;

} // namespace consentry
