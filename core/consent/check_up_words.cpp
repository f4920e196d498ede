// Findings of the check-up in words.
#include "core/consent/check_up.h"
#include "core/consent/phrases.h"

#include <algorithm>

namespace consentry::consent {
namespace {

using Kind = Finding::Kind;
using phrases::Join;

/// So many kinds are named; the others are counted.
constexpr std::size_t kindsNamedMax = 3;

class Description {
public:
    Description(const Finding& finding, std::span<const StandingCase> cases, const Names& names,
                const Reader& reader)
        : m_finding(finding), m_cases(cases), m_case(cases[finding.grant]), m_names(names),
          m_reader(reader) {}

    FindingWords words() const {
        switch (m_finding.kind) {
        case Kind::TooBroad:
            return {say("Opens more than is used", "开放的比用到的多"), tooBroad()};
        case Kind::Unused:
            return {say("Never used", "从未用过"),
                    say("It has stood for " + standingDays() + ", and nobody has looked with it.",
                        "授权已有 " + standingDays() + "，还没有人用它看过。")};
        case Kind::Duplicate:
            return {say("Another grant covers it", "另一项授权已经包含它"), duplicate()};
        case Kind::EndsSoon:
            return {say("Ends soon, and is used", "即将结束，仍在使用"), endsSoon()};
        case Kind::NeverEnds:
            break;
        }
        return {
            say("Runs for years", "持续多年"),
            say("It ends only on " + end() + ". Most grants end after " +
                    days(usualValidity.count()) + ".",
                "到 " + end() + " 才结束。多数授权 " + days(usualValidity.count()) + "后结束。")};
    }

private:
    std::string say(std::string english, std::string chinese) const {
        return isEnglish() ? std::move(english) : std::move(chinese);
    }
    bool isEnglish() const { return m_reader.language == Language::English; }
    std::string days(std::int64_t count) const {
        const std::string number = std::to_string(count);
        return say(number + (count == 1 ? " day" : " days"), number + " 天");
    }
    std::string standingDays() const {
        const Instant now = m_reader.now.value_or(m_case.grant.notBefore);
        return days(
            std::chrono::duration_cast<std::chrono::days>(now - m_case.grant.notBefore).count());
    }
    std::string looked() const {
        const std::uint64_t times = m_case.history.times;
        const std::string number = std::to_string(times);
        return say(times == 1 ? "looked once" : "looked " + number + " times",
                   "查看了 " + number + " 次");
    }
    std::string end() const { return untilText(m_case.grant.notAfter, m_reader); }

    std::string unusedKinds() const {
        std::vector<std::string> named = phrases::concepts(m_finding.unused, m_reader.language);
        const std::size_t more =
            named.size() > kindsNamedMax ? named.size() - kindsNamedMax : std::size_t{0};
        if (more > 0) {
            named.resize(kindsNamedMax);
            named.push_back(
                say(std::to_string(more) + " other kinds", "其他 " + std::to_string(more) + " 类"));
        }
        return phrases::list(named, isEnglish() ? Join::Or : Join::And, m_reader.language);
    }

    std::string tooBroad() const {
        std::string why =
            say("In " + standingDays() + " they " + looked(), standingDays() + "里对方" + looked());
        if (!m_finding.unused.empty()) {
            why += say(", never at " + unusedKinds(), "，从未看过" + unusedKinds());
        }
        if (m_finding.usedPurpose) {
            const std::string purpose(m_finding.usedPurpose->name().in(m_reader.language));
            why += say(", only for " + purpose, "，只为了" + purpose);
        }
        const std::string now = std::to_string(m_finding.opens);
        const std::string then = std::to_string(m_finding.proposalOpens);
        return why + say(". Narrowed to that it opens " + then + " records instead of " + now + ".",
                         "。收窄后打开 " + then + " 条记录，现在是 " + now + " 条。");
    }

    std::string duplicate() const {
        const Grant& other = m_cases[*m_finding.other].grant;
        const std::string who = granteeText(other.grantee, m_names, m_reader.language);
        const std::string until = untilText(other.notAfter, m_reader);
        return say("All that it opens, your grant to " + who + " until " + until + " opens too.",
                   "它打开的内容，你给" + who + "、到" + until + "为止的授权都已包含。");
    }

    std::string endsSoon() const {
        std::string why = say("It ends on " + end() + "; they " + looked(),
                              "到" + end() + "结束；对方" + looked());
        if (m_case.history.last) {
            const std::string last =
                phrases::shortDate(localDay(*m_case.history.last, m_reader.zone), m_reader);
            why += say(", last on " + last, "，最近一次是" + last);
        }
        return why + say(".", "。");
    }

    const Finding& m_finding;
    std::span<const StandingCase> m_cases;
    const StandingCase& m_case;
    const Names& m_names;
    const Reader& m_reader;
};

} // namespace

FindingWords describe(const Finding& finding, std::span<const StandingCase> cases,
                      const Names& names, const Reader& reader) {
    return Description(finding, cases, names, reader).words();
}

} // namespace consentry::consent
