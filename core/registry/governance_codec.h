#pragma once

#include "core/registry/enum_ranges.h"
#include "core/registry/governance.h"

namespace consentry::registry {

// Internal to core/registry: the encoding of governance actions, which stand in transactions, in
// the state and alone.

template <class V> void describe(V& v, For<V, OrganizationKey>& s) {
    v(0, s.role);
    v(1, s.key);
    v(2, s.possession);
}

template <class V> void describe(V& v, For<V, RegisterOrganization>& s) {
    v.text(0, s.name, limits::organizationNameBytesMax);
    v(1, s.governanceKey);
    v(2, s.governancePossession);
    v.list(3, s.keys, {2, 2 * limits::keysMax});
    v(4, s.inboxKey);
    v(5, s.mailbox);
}

template <class V> void describe(V& v, For<V, UpdateOrganization>& s) {
    v(0, s.organization);
    v.list(1, s.addKeys, {0, limits::keyChangesMax});
    v.list(2, s.removeKeys, {0, limits::keyChangesMax});
    v(3, s.inboxKey);
}

template <class V> void describe(V& v, For<V, LeaveOrganization>& s) {
    v(0, s.organization);
    v(1, s.successor);
}

template <class V> void describe(V& v, For<V, NewValidator>& s) {
    v(0, s.key);
    v(1, s.possession);
}

template <class V> void describe(V& v, For<V, UpdateValidators>& s) {
    v(0, s.organization);
    v(1, s.remove);
    v(2, s.add);
}

template <class V> void describe(V& v, For<V, SetParameters>& s) {
    v(0, s.transactionsPerHour);
    v(1, s.activeGrantsMax);
    v(2, s.openRequestsPerOrganization);
    v(3, s.openRequestsPerPatient);
    v(4, s.requestDays);
    v(5, s.blockBytesMax);
}

template <class V> void describe(V& v, For<V, Upgrade>& s) {
    v(0, s.height);
    v(1, s.version);
}

/// Reads each alternative where it stands, and counts them.
template <std::size_t I, class V>
std::size_t readAlternatives(V& v, GovernanceAction& action, std::size_t found) {
    if constexpr (I == std::variant_size_v<GovernanceAction>) {
        return found;
    } else {
        using Alternative = std::variant_alternative_t<I, GovernanceAction>;
        std::optional<Alternative> one;
        v(static_cast<unsigned>(Alternative::kind), one);
        if (one) {
            action = std::move(*one);
            ++found;
        }
        return readAlternatives<I + 1>(v, action, found);
    }
}

/// A map with one entry: the kind's number and its fields.
template <class V> void describe(V& v, For<V, GovernanceAction>& s) {
    if constexpr (V::isReading) {
        if (readAlternatives<0>(v, s, 0) != 1) {
            v.note(fail(ErrorCode::Malformed, "a proposal has one action"));
        }
    } else {
        std::visit([&](const auto& one) { v(static_cast<unsigned>(one.kind), one); }, s);
    }
}

/// What an action must and must not carry, whatever the state.
bool isWellFormed(const UpdateOrganization& update);
bool isWellFormed(const GovernanceAction& action);

} // namespace consentry::registry
