#include "app/cli/governance_text.h"

#include "core/registry/object_ids.h"
#include "core/wallet/governance_words.h"

#include <algorithm>

namespace consentry::cli {
namespace {

using registry::SetParameters;
using wallet::GovernanceParameter;
using wallet::governanceParameters;

constexpr std::size_t idDigitsMin = 4;

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

struct InJson {
    const ConsortiumFacts& facts;

    JsonObject about(const PartyId& organization) const {
        JsonObject object;
        object.text("organization", organization.hex())
            .text("name", memberName(facts, organization));
        return object;
    }
    JsonObject operator()(const registry::RegisterOrganization& a) const {
        JsonObject object;
        object.text("name", a.name).text("governanceKey", a.governanceKey.hex());
        object.flag("mailbox", a.mailbox);
        return object;
    }
    JsonObject operator()(const registry::UpdateOrganization& a) const {
        JsonList added;
        for (const registry::OrganizationKey& key : a.addKeys) {
            added.text(key.key.hex());
        }
        JsonList removed;
        for (const KeyId& id : a.removeKeys) {
            removed.text(id.hex());
        }
        return about(a.organization).list("add", added).list("remove", removed);
    }
    JsonObject operator()(const registry::LeaveOrganization& a) const {
        JsonObject object = about(a.organization);
        if (a.successor) {
            object.text("successor", a.successor->hex());
        }
        return object;
    }
    JsonObject operator()(const registry::UpdateValidators& a) const {
        JsonObject object = about(a.organization);
        if (a.add) {
            object.text("add", a.add->key.hex());
        }
        if (a.remove) {
            object.text("remove", a.remove->hex());
        }
        return object;
    }
    JsonObject operator()(const SetParameters& a) const {
        JsonObject object;
        object.object("parameters", parametersJson(a));
        return object;
    }
    JsonObject operator()(const registry::Upgrade& a) const {
        JsonObject object;
        object.number("block", a.height.value).number("version", a.version);
        return object;
    }
};

} // namespace

std::string actionText(const Output& output, const registry::GovernanceAction& action,
                       const ConsortiumFacts& facts) {
    return wallet::actionWords(
        action, facts, [&facts](const PartyId& id) { return memberName(facts, id); },
        output.language());
}

JsonObject actionJson(const registry::GovernanceAction& action, const ConsortiumFacts& facts) {
    return std::visit(InJson{facts}, action)
        .text("kind", registry::transactionKindName(registry::actionKind(action)));
}

JsonObject parametersJson(const SetParameters& given) {
    JsonObject object;
    for (const GovernanceParameter& one : governanceParameters()) {
        if (const auto value = given.*one.value) {
            object.number(one.name, *value);
        }
    }
    return object;
}

SetParameters parametersOf(const registry::ParamsState& params) {
    SetParameters all;
    all.transactionsPerHour = params.transactionsPerHour;
    all.activeGrantsMax = params.activeGrantsMax;
    all.openRequestsPerOrganization = params.openRequestsPerOrganization;
    all.openRequestsPerPatient = params.openRequestsPerPatient;
    all.requestDays = params.requestDays;
    all.blockBytesMax =
        params.blockBytesMax.value_or(static_cast<std::uint32_t>(registry::limits::blockBytesMax));
    return all;
}

bool setParameter(SetParameters& given, std::string_view name, std::uint32_t value) {
    for (const GovernanceParameter& one : governanceParameters()) {
        if (one.name == name) {
            given.*one.value = value;
            return true;
        }
    }
    return false;
}

const MemberFacts* memberNamed(const ConsortiumFacts& facts, std::string_view word) {
    const std::string wanted = lower(word);
    const MemberFacts* found = nullptr;
    for (const MemberFacts& member : facts.members) {
        const std::string name = lower(member.name);
        if (name == wanted) {
            return &member;
        }
        const bool byId =
            wanted.size() >= idDigitsMin && member.organization.hex().starts_with(wanted);
        if (!byId && (wanted.empty() || !name.starts_with(wanted))) {
            continue;
        }
        if (found != nullptr) {
            return nullptr;
        }
        found = &member;
    }
    return found;
}

std::string memberName(const ConsortiumFacts& facts, const PartyId& organization) {
    const MemberFacts* member = facts.member(organization);
    return member == nullptr ? organization.hex().substr(0, 12) : member->name;
}

} // namespace consentry::cli
