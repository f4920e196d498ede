#include "core/registry/governance.h"

#include "core/registry/governance_codec.h"

#include <algorithm>

namespace consentry::registry {
namespace {

template <class T, class Less> bool isAscending(const std::vector<T>& values, Less notLess) {
    return std::ranges::adjacent_find(values, notLess) == values.end();
}

/// By key, so that none stands twice and the encoding is one.
bool areAscending(const std::vector<OrganizationKey>& keys) {
    return isAscending(
        keys, [](const OrganizationKey& a, const OrganizationKey& b) { return a.key >= b.key; });
}

bool hasOneToMax(const std::vector<OrganizationKey>& keys, KeyRole role) {
    const auto count =
        static_cast<std::size_t>(std::ranges::count(keys, role, &OrganizationKey::role));
    return count >= 1 && count <= limits::keysMax;
}

struct WellFormed {
    bool operator()(const RegisterOrganization& one) const {
        const bool onlyTheirs = std::ranges::all_of(one.keys, [](const OrganizationKey& key) {
            return key.role == KeyRole::Attestor || key.role == KeyRole::Gateway;
        });
        return !one.name.empty() && isValidUtf8(one.name) && onlyTheirs && areAscending(one.keys) &&
               hasOneToMax(one.keys, KeyRole::Attestor) && hasOneToMax(one.keys, KeyRole::Gateway);
    }
    bool operator()(const UpdateOrganization& one) const { return isWellFormed(one); }
    template <class T> bool operator()(const T&) const { return true; }
};

} // namespace

bool isWellFormed(const UpdateOrganization& update) {
    const bool onlyTheirs = std::ranges::all_of(update.addKeys, [](const OrganizationKey& key) {
        return key.role == KeyRole::Governance || key.role == KeyRole::Attestor ||
               key.role == KeyRole::Gateway;
    });
    return onlyTheirs && areAscending(update.addKeys) &&
           isAscending(update.removeKeys, std::greater_equal<>());
}

bool isWellFormed(const GovernanceAction& action) {
    return std::visit(WellFormed{}, action);
}

TransactionKind actionKind(const GovernanceAction& action) {
    return std::visit([](const auto& one) { return one.kind; }, action);
}

Bytes encodeAction(const GovernanceAction& action) {
    return encodeObject(action);
}

Result<GovernanceAction> decodeAction(ByteView bytes) {
    if (bytes.size() > limits::transactionBytesMax) {
        return fail(ErrorCode::TooLarge, "action of " + std::to_string(bytes.size()) + " bytes");
    }
    ASSIGN_OR_RETURN(GovernanceAction action, decodeObject<GovernanceAction>(bytes));
    if (!isWellFormed(action)) {
        return fail(ErrorCode::Malformed, "action breaks the rules of its kind");
    }
    return action;
}

} // namespace consentry::registry
