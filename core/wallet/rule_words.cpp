#include "core/wallet/rule_words.h"

#include "core/consent/concepts.h"
#include "core/consent/phrases.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

using consent::Change;
using consent::Confidentiality;
using consent::EmergencyPreset;
using consent::PatientPolicy;
using consent::PolicyDenial;

/// The contact who has this number there. None where nobody of the vault's contacts has it.
std::optional<PartyId> staffOf(const PolicyDenial& denial, const PartyNames& names) {
    for (const auto& [party, contact] : names.contacts()) {
        const auto card = names.card(party);
        if (card && card->organization == denial.organization && card->staffId == denial.staffId) {
            return party;
        }
    }
    return std::nullopt;
}

bool isBlocked(const std::vector<Blocked>& all, const Blocked& one) {
    return std::any_of(all.begin(), all.end(), [&](const Blocked& other) {
        return one.party.isZero()
                   ? other.organization == one.organization && other.staffId == one.staffId
                   : other.party == one.party;
    });
}

std::string conceptName(const std::string& id, Language language) {
    return consent::phrases::concepts({id}, language).front();
}

class RuleComparison {
public:
    RuleComparison(const PatientPolicy& before, const PatientPolicy& after, const PartyNames& names,
                   Language language)
        : m_before(before), m_after(after), m_names(names), m_language(language) {}

    std::vector<Change> run() {
        people();
        tiers();
        emergency();
        std::stable_sort(m_changes.begin(), m_changes.end(), [](const Change& a, const Change& b) {
            return a.kind == Change::Kind::SeesLess && b.kind != Change::Kind::SeesLess;
        });
        return std::move(m_changes);
    }

private:
    std::string say(std::string english, std::string chinese) const {
        return m_language == Language::English ? std::move(english) : std::move(chinese);
    }
    void add(Change::Kind kind, std::string text, std::string detail) {
        m_changes.push_back({kind, std::move(text), std::move(detail)});
    }

    void people() {
        const auto before = blockedIn(m_before, m_names);
        const auto after = blockedIn(m_after, m_names);
        for (const Blocked& one : after) {
            if (!isBlocked(before, one)) {
                const std::string who = blockedText(one, m_names, m_language);
                add(Change::Kind::SeesLess,
                    say(consent::phrases::capitalized(who) + " can see nothing any more",
                        who + "从此什么都看不到"),
                    say("Whatever a grant says, and in an emergency too.",
                        "不论有什么授权，紧急情况下也一样。"));
            }
        }
        for (const Blocked& one : before) {
            if (!isBlocked(after, one)) {
                const std::string who = blockedText(one, m_names, m_language);
                add(Change::Kind::SeesMore,
                    say(consent::phrases::capitalized(who) + " is no longer shut out",
                        who + "不再被拒绝"),
                    say("Grants that still stand open again what they say.",
                        "仍然有效的授权会重新开放其中的内容。"));
            }
        }
    }

    void tiers() {
        for (const consent::Concept& kind : consent::ConceptCatalogue::standard().all()) {
            const auto before = tierOf(m_before, kind.id);
            const auto after = tierOf(m_after, kind.id);
            if (before == after) {
                continue;
            }
            const std::string name = conceptName(kind.id, m_language);
            const bool isLess = !before || (after && *after > *before);
            if (!after) {
                add(Change::Kind::SeesMore,
                    say(consent::phrases::capitalized(name) +
                            " is protected only as the hospitals mark it",
                        name + "只按医院的标注保护"),
                    {});
                continue;
            }
            const std::string tier(consent::confidentialityName(*after).in(m_language));
            add(isLess ? Change::Kind::SeesLess : Change::Kind::SeesMore,
                say(consent::phrases::capitalized(name) + " counts as " + tier + " everywhere",
                    name + "在所有医院都按“" + tier + "”保护"),
                *after == Confidentiality::VeryRestricted
                    ? say("Only a grant that opens very restricted records shows it; an emergency "
                          "never does.",
                          "只有开放“极限制级”记录的授权才能看到；紧急情况下也不开放。")
                    : say("Only a grant that opens restricted records shows it.",
                          "只有开放“限制级”记录的授权才能看到。"));
        }
    }

    void emergency() {
        if (m_before.emergency != m_after.emergency) {
            add(m_after.emergency < m_before.emergency ? Change::Kind::SeesLess
                                                       : Change::Kind::SeesMore,
                std::string(emergencyText(m_after.emergency, m_language)),
                say("Before: ", "之前：") +
                    std::string(emergencyText(m_before.emergency, m_language)));
        }
    }

    const PatientPolicy& m_before;
    const PatientPolicy& m_after;
    const PartyNames& m_names;
    Language m_language;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Blocked> blockedIn(const PatientPolicy& policy, const PartyNames& names) {
    std::vector<Blocked> all;
    for (const PolicyDenial& denial : policy.denials) {
        Blocked one{denial.party, denial.organization, denial.staffId};
        if (!denial.staffId.empty()) {
            one.party = staffOf(denial, names).value_or(PartyId());
        } else if (const auto card = names.card(denial.party); card && !card->staffId.empty()) {
            one.organization = card->organization;
            one.staffId = card->staffId;
        }
        if (!isBlocked(all, one)) {
            all.push_back(std::move(one));
        }
    }
    return all;
}

Result<> block(PatientPolicy& policy, const PartyId& party, const PartyNames& names) {
    policy.denials.push_back(PolicyDenial::ofParty(party));
    if (const auto card = names.card(party); card && !card->staffId.empty()) {
        policy.denials.push_back(PolicyDenial::ofStaff(card->organization, card->staffId));
    }
    consent::normalize(policy);
    return policy.denials.size() > consent::limits::policyDenialsMax
               ? Result<>(fail(ErrorCode::TooLarge, "people whom the rules shut out"))
               : Result<>();
}

void unblock(PatientPolicy& policy, const Blocked& blocked) {
    std::erase_if(policy.denials, [&](const PolicyDenial& denial) {
        return denial.staffId.empty() ? denial.party == blocked.party
                                      : denial.organization == blocked.organization &&
                                            denial.staffId == blocked.staffId;
    });
}

std::string blockedText(const Blocked& blocked, const PartyNames& names, Language language) {
    if (!blocked.party.isZero()) {
        return names.shortName(blocked.party, language);
    }
    const std::string where = names.shortName(blocked.organization, language);
    return language == Language::English ? "staff number " + blocked.staffId + " of " + where
                                         : where + "工号 " + blocked.staffId;
}

Result<> setTier(PatientPolicy& policy, const std::string& conceptId,
                 std::optional<Confidentiality> atLeast) {
    if (consent::ConceptCatalogue::standard().find(conceptId) == nullptr) {
        return fail(ErrorCode::Unsupported, "concept");
    }
    std::erase_if(policy.tiers, [&](const auto& rule) { return rule.conceptId == conceptId; });
    if (atLeast) {
        policy.tiers.push_back({conceptId, *atLeast});
    }
    consent::normalize(policy);
    return {};
}

std::optional<Confidentiality> tierOf(const PatientPolicy& policy, std::string_view conceptId) {
    const auto found = std::find_if(policy.tiers.begin(), policy.tiers.end(),
                                    [&](const auto& rule) { return rule.conceptId == conceptId; });
    return found == policy.tiers.end() ? std::nullopt : std::optional(found->atLeast);
}

std::string_view emergencyText(EmergencyPreset preset, Language language) {
    const bool isEnglish = language == Language::English;
    switch (preset) {
    case EmergencyPreset::Off:
        return isEnglish ? "Nothing opens in an emergency" : "紧急情况下什么都不开放";
    case EmergencyPreset::Normal:
        return isEnglish ? "In an emergency doctors and nurses see ordinary records"
                         : "紧急情况下医生和护士可以看普通记录";
    case EmergencyPreset::NormalAndRestricted:
        break;
    }
    return isEnglish ? "In an emergency doctors and nurses see ordinary and restricted records"
                     : "紧急情况下医生和护士可以看普通和限制级记录";
}

std::vector<Change> describeRuleChanges(const PatientPolicy& before, const PatientPolicy& after,
                                        const PartyNames& names, Language language) {
    return RuleComparison(before, after, names, language).run();
}

} // namespace consentry::wallet
