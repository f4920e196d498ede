#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace consentry::registry {

/// Where an object of the state lies in the state tree: H(kind, id).
using StateKey = FixedBytes<32, struct StateKeyTag>;

/// The kinds of state object. Numbers are ours only; in a state key stands the kind's name.
enum class ObjectKind : std::uint8_t {
    Params = 1,
    Org = 2,
    Party = 3,
    Key = 4,
    Patient = 5,
    Epoch = 6,
    Link = 7,
    Attestation = 8,
    Grant = 9,
    Delegation = 10,
    Request = 11,
    Emergency = 12,
    Anchor = 13,
    Dispute = 14,
    Recovery = 15,
    Pending = 16,
    Freeze = 17,
    PreRevoked = 18,
    Proposal = 19,
    Rate = 20,
    Staff = 21,      ///< (organisation, party) ↔ staff id, for life
    Requests = 22,   ///< the open requests of a patient, for the limits
    Grants = 23,     ///< the active grants of a patient by day of their end, for the limit
    Members = 24,    ///< the organisations that decide together
    Validators = 25, ///< who makes blocks, and when that changed last
    Proposals = 26,  ///< the open ones, so that they can be found and counted
    Upgrade = 27,    ///< which rules hold from which block on
};

/// "grant": the tag under which a kind is hashed. Stable.
std::string_view objectKindName(ObjectKind kind);

/// H(kind, idParts…), bound to the chain as every hash of the protocol.
StateKey stateKey(std::string_view chainId, ObjectKind kind,
                  std::initializer_list<ByteView> idParts);

} // namespace consentry::registry
