#include "app/cli/governance_text.h"

#include "core/registry/object_ids.h"

#include <algorithm>
#include <array>

namespace consentry::cli {
namespace {

using hospital::ConsortiumFacts;
using hospital::MemberFacts;
using registry::SetParameters;

constexpr std::size_t idDigitsMin = 4;

struct Parameter {
    std::string_view name;
    std::optional<std::uint32_t> SetParameters::* value;
};

constexpr std::array parameters{
    Parameter{"transactionsPerHour", &SetParameters::transactionsPerHour},
    Parameter{"activeGrantsMax", &SetParameters::activeGrantsMax},
    Parameter{"openRequestsPerOrganization", &SetParameters::openRequestsPerOrganization},
    Parameter{"openRequestsPerPatient", &SetParameters::openRequestsPerPatient},
    Parameter{"requestDays", &SetParameters::requestDays},
    Parameter{"blockBytesMax", &SetParameters::blockBytesMax},
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

struct InWords {
    const Output& output;
    const ConsortiumFacts& facts;

    std::string name(const PartyId& id) const { return memberName(facts, id); }

    std::string operator()(const registry::RegisterOrganization& a) const {
        return output.say("“" + a.name + "” joins", "“" + a.name + "”加入联盟");
    }
    std::string operator()(const registry::UpdateOrganization& a) const {
        const std::string added = std::to_string(a.addKeys.size());
        const std::string removed = std::to_string(a.removeKeys.size());
        return output.say(
            "keys of " + name(a.organization) + " change: " + added + " begin, " + removed + " end",
            name(a.organization) + " 更换密钥：启用 " + added + " 个，停用 " + removed + " 个");
    }
    std::string operator()(const registry::LeaveOrganization& a) const {
        std::string text = output.say(name(a.organization) + " leaves after 60 days",
                                      name(a.organization) + " 在 60 天后退出");
        if (a.successor) {
            text += output.say("; " + name(*a.successor) + " is read in its place",
                               "，其信箱由 " + name(*a.successor) + " 接替");
        }
        return text;
    }
    std::string operator()(const registry::UpdateValidators& a) const {
        const std::string who = name(a.organization);
        if (a.add && a.remove) {
            return output.say("the validator of " + who + " is replaced", who + " 更换验证节点");
        }
        return a.add ? output.say("the validator of " + who + " begins", who + " 的验证节点加入")
                     : output.say("the validator of " + who + " ends", who + " 的验证节点退出");
    }
    std::string operator()(const SetParameters& a) const {
        std::string text;
        for (const Parameter& one : parameters) {
            if (const auto value = a.*one.value) {
                text += (text.empty() ? "" : ", ") + std::string(one.name) + " = " +
                        std::to_string(*value);
            }
        }
        return text;
    }
    std::string operator()(const registry::Upgrade& a) const {
        const std::string block = std::to_string(a.height.value);
        const std::string version = std::to_string(a.version);
        if (a.version == facts.upgrade.versionAt(facts.height)) {
            return output.say("the upgrade agreed for later is taken back", "取消已商定的升级");
        }
        return output.say("from block " + block + " on the rules of version " + version + " hold",
                          "自第 " + block + " 区块起采用第 " + version + " 版规则");
    }
};

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
    return std::visit(InWords{output, facts}, action);
}

JsonObject actionJson(const registry::GovernanceAction& action, const ConsortiumFacts& facts) {
    return std::visit(InJson{facts}, action)
        .text("kind", registry::transactionKindName(registry::actionKind(action)));
}

JsonObject parametersJson(const SetParameters& given) {
    JsonObject object;
    for (const Parameter& one : parameters) {
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
    for (const Parameter& one : parameters) {
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
