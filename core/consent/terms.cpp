#include "core/consent/terms.h"

#include <algorithm>
#include <array>

namespace consentry::consent {
namespace {

struct RoleEntry {
    Role role;
    std::string_view word;
    Term name;
    Term plural;
};

constexpr std::array roleTable = {
    RoleEntry{Role::Doctor, "doctor", {"doctor", "医生"}, {"doctors", "医生"}},
    RoleEntry{Role::Nurse, "nurse", {"nurse", "护士"}, {"nurses", "护士"}},
    RoleEntry{Role::Pharmacist, "pharmacist", {"pharmacist", "药师"}, {"pharmacists", "药师"}},
    RoleEntry{Role::Administrator,
              "administrator",
              {"administrator", "管理人员"},
              {"administrators", "管理人员"}},
    RoleEntry{
        Role::Researcher, "researcher", {"researcher", "研究人员"}, {"researchers", "研究人员"}},
    RoleEntry{Role::Insurer,
              "insurer",
              {"insurance clerk", "保险人员"},
              {"insurance clerks", "保险人员"}},
    RoleEntry{Role::Regulator, "regulator", {"inspector", "监管人员"}, {"inspectors", "监管人员"}},
};

constexpr std::array roles = {Role::Doctor,        Role::Nurse,      Role::Pharmacist,
                              Role::Administrator, Role::Researcher, Role::Insurer,
                              Role::Regulator};

const RoleEntry& entryOf(Role role) {
    return roleTable[static_cast<std::size_t>(role) - 1];
}

constexpr std::array actions = {Action::Look, Action::Keep, Action::PassOn};

// Codes and tree: HL7 v3-ActCode, InformationSensitivityPolicy. Sorted by code.
constexpr std::array labelTable = {
    SensitivityLabel{"ADOL", "", {"adolescent health", "青少年健康"}},
    SensitivityLabel{"BH", "SPI", {"behavioural health", "行为健康"}},
    SensitivityLabel{"CEL", "", {"records of a public person", "公众人物信息"}},
    SensitivityLabel{"COGN", "BH", {"cognitive disability", "认知障碍"}},
    SensitivityLabel{"DEMO", "", {"personal details", "个人基本信息"}},
    SensitivityLabel{"DOB", "", {"date of birth", "出生日期"}},
    SensitivityLabel{"DVD", "BH", {"developmental disability", "发育障碍"}},
    SensitivityLabel{"EMOTDIS", "BH", {"emotional disturbance", "情绪障碍"}},
    SensitivityLabel{"ETH", "", {"substance use", "物质使用"}},
    SensitivityLabel{"ETHUD", "SUD", {"alcohol use", "饮酒相关"}},
    SensitivityLabel{"GDIS", "", {"genetic disease", "遗传病"}},
    SensitivityLabel{"HIV", "", {"HIV/AIDS", "艾滋病"}},
    SensitivityLabel{"LIVARG", "", {"living arrangement", "居住情况"}},
    SensitivityLabel{"MH", "BH", {"mental health", "心理健康"}},
    SensitivityLabel{"MST", "SDV", {"military sexual trauma", "军中性创伤"}},
    SensitivityLabel{"OPIOIDUD", "SUD", {"opioid use", "阿片类使用"}},
    SensitivityLabel{"PATLOC", "", {"whereabouts", "所在位置"}},
    SensitivityLabel{"PDS", "", {"what I told my doctor in confidence", "本人要求保密的内容"}},
    SensitivityLabel{"PHY", "", {"what a doctor marked as sensitive", "医生标为敏感的内容"}},
    SensitivityLabel{"PREGNANT", "", {"pregnancy", "妊娠"}},
    SensitivityLabel{"PRS", "", {"what I asked to protect", "本人要求保护的内容"}},
    SensitivityLabel{"PSY", "BH", {"psychiatry", "精神科"}},
    SensitivityLabel{"PSYTHPN", "BH", {"psychotherapy notes", "心理治疗记录"}},
    SensitivityLabel{"SCA", "", {"sickle cell disease", "镰状细胞病"}},
    SensitivityLabel{"SDV", "", {"sexual assault and domestic violence", "性侵害与家庭暴力"}},
    SensitivityLabel{"SEX", "", {"sexuality and reproductive health", "性与生殖健康"}},
    SensitivityLabel{"SPI", "", {"specially protected information", "特别保护信息"}},
    SensitivityLabel{"STD", "", {"sexually transmitted disease", "性传播疾病"}},
    SensitivityLabel{"SUD", "BH", {"substance use disorder", "物质使用障碍"}},
    SensitivityLabel{"TBOO", "", {"taboo subjects", "禁忌话题"}},
    SensitivityLabel{"VIO", "", {"violence", "暴力伤害"}},
};
static_assert(labelTable.size() <= 32, "GrantIndex keeps labels as bits");
static_assert(std::is_sorted(labelTable.begin(), labelTable.end(),
                             [](const auto& a, const auto& b) { return a.code < b.code; }));

constexpr std::array<std::string_view, 6> confidentialityCodes = {"U", "L", "M", "N", "R", "V"};
constexpr std::array<Term, 6> confidentialityNames = {
    Term{"unrestricted", "公开"}, Term{"low", "低敏感"},
    Term{"moderate", "中敏感"},   Term{"normal", "普通"},
    Term{"restricted", "限制级"}, Term{"very restricted", "最高限制级"}};

} // namespace

std::span<const Role> allRoles() {
    return roles;
}

std::string_view roleWord(Role role) {
    return entryOf(role).word;
}

Term roleName(Role role) {
    return entryOf(role).name;
}

Term rolePlural(Role role) {
    return entryOf(role).plural;
}

Result<Role> parseRole(std::string_view word) {
    for (const RoleEntry& entry : roleTable) {
        if (entry.word == word) {
            return entry.role;
        }
    }
    return fail(ErrorCode::NotFound, "role");
}

std::span<const Action> allActions() {
    return actions;
}

std::string_view actionWord(Action action) {
    switch (action) {
    case Action::Look:
        return "look";
    case Action::Keep:
        return "keep";
    case Action::PassOn:
        return "pass-on";
    }
    return {};
}

std::string_view actionFhirCode(Action action) {
    switch (action) {
    case Action::Look:
        return "access";
    case Action::Keep:
        return "collect";
    case Action::PassOn:
        return "disclose";
    }
    return {};
}

Term actionName(Action action) {
    switch (action) {
    case Action::Look:
        return {"look at", "查看"};
    case Action::Keep:
        return {"keep", "保存"};
    case Action::PassOn:
        return {"pass on", "转交"};
    }
    return {};
}

Result<Action> parseAction(std::string_view word) {
    for (const Action action : actions) {
        if (actionWord(action) == word) {
            return action;
        }
    }
    return fail(ErrorCode::NotFound, "action");
}

Result<ActionSet> ActionSet::fromBits(std::uint64_t bits) {
    if (bits > allBits) {
        return fail(ErrorCode::Malformed, "unknown action bits");
    }
    ActionSet set;
    set.m_bits = static_cast<std::uint8_t>(bits);
    return set;
}

std::string_view confidentialityCode(clinical::Confidentiality value) {
    return confidentialityCodes[static_cast<std::size_t>(value)];
}

Term confidentialityName(clinical::Confidentiality value) {
    return confidentialityNames[static_cast<std::size_t>(value)];
}

std::span<const SensitivityLabel> sensitivityLabels() {
    return labelTable;
}

const SensitivityLabel* findSensitivityLabel(std::string_view code) {
    const auto found =
        std::lower_bound(labelTable.begin(), labelTable.end(), code,
                         [](const auto& label, std::string_view key) { return label.code < key; });
    return found != labelTable.end() && found->code == code ? &*found : nullptr;
}

bool isLabelSystem(std::string_view system) {
    // Now, in FHIR STU3, and as an OID.
    static constexpr std::string_view systems[] = {
        "",
        "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
        "http://hl7.org/fhir/v3/ActCode",
        "http://hl7.org/fhir/v3/Confidentiality",
        "urn:oid:2.16.840.1.113883.5.4",
        "urn:oid:2.16.840.1.113883.5.25"};
    return std::find(std::begin(systems), std::end(systems), system) != std::end(systems);
}

bool labelFallsUnder(std::string_view recordLabel, std::string_view label) {
    if (recordLabel == label) {
        return true; // also for labels that this program does not know
    }
    const SensitivityLabel* step = findSensitivityLabel(recordLabel);
    while (step != nullptr) {
        if (step->code == label) {
            return true;
        }
        step = findSensitivityLabel(step->parent);
    }
    return false;
}

} // namespace consentry::consent
