#include "core/wallet/governance_words.h"

#include <array>

namespace consentry::wallet {
namespace {

using registry::SetParameters;

constexpr std::array parameters{
    GovernanceParameter{"transactionsPerHour", &SetParameters::transactionsPerHour},
    GovernanceParameter{"activeGrantsMax", &SetParameters::activeGrantsMax},
    GovernanceParameter{"openRequestsPerOrganization", &SetParameters::openRequestsPerOrganization},
    GovernanceParameter{"openRequestsPerPatient", &SetParameters::openRequestsPerPatient},
    GovernanceParameter{"requestDays", &SetParameters::requestDays},
    GovernanceParameter{"blockBytesMax", &SetParameters::blockBytesMax},
};

struct InWords {
    const ConsortiumFacts& facts;
    const NameOf& name;
    Language language;

    std::string say(std::string english, std::string chinese) const {
        return language == Language::English ? std::move(english) : std::move(chinese);
    }

    std::string operator()(const registry::RegisterOrganization& a) const {
        return say("“" + a.name + "” joins", "“" + a.name + "”加入联盟");
    }
    std::string operator()(const registry::UpdateOrganization& a) const {
        const std::string added = std::to_string(a.addKeys.size());
        const std::string removed = std::to_string(a.removeKeys.size());
        return say(
            "keys of " + name(a.organization) + " change: " + added + " begin, " + removed + " end",
            name(a.organization) + "更换密钥：启用 " + added + " 个，停用 " + removed + " 个");
    }
    std::string operator()(const registry::LeaveOrganization& a) const {
        std::string text = say(name(a.organization) + " leaves after 60 days",
                               name(a.organization) + "在 60 天后退出");
        if (a.successor) {
            text += say("; " + name(*a.successor) + " is read in its place",
                        "，其信箱由" + name(*a.successor) + "接替");
        }
        return text;
    }
    std::string operator()(const registry::UpdateValidators& a) const {
        const std::string who = name(a.organization);
        if (a.add && a.remove) {
            return say("the validator of " + who + " is replaced", who + "更换验证节点");
        }
        return a.add ? say("the validator of " + who + " begins", who + "的验证节点加入")
                     : say("the validator of " + who + " ends", who + "的验证节点退出");
    }
    std::string operator()(const SetParameters& a) const {
        return say("limits change: ", "调整限额：") + parametersText(a);
    }
    std::string operator()(const registry::Upgrade& a) const {
        const std::string block = std::to_string(a.height.value);
        const std::string version = std::to_string(a.version);
        if (a.version == facts.upgrade.versionAt(facts.height)) {
            return say("the upgrade agreed for later is taken back", "取消已商定的升级");
        }
        return say("from block " + block + " on the rules of version " + version + " hold",
                   "自第 " + block + " 区块起采用第 " + version + " 版规则");
    }
};

} // namespace

std::string parametersText(const registry::SetParameters& given) {
    std::string text;
    for (const GovernanceParameter& one : parameters) {
        if (const auto value = given.*one.value) {
            text +=
                (text.empty() ? "" : ", ") + std::string(one.name) + " = " + std::to_string(*value);
        }
    }
    return text;
}

std::span<const GovernanceParameter> governanceParameters() {
    return parameters;
}

std::string actionWords(const registry::GovernanceAction& action, const ConsortiumFacts& facts,
                        const NameOf& name, Language language) {
    return std::visit(InWords{facts, name, language}, action);
}

} // namespace consentry::wallet
