// What a new version of a grant changes, in words.
#include "core/consent/phrases.h"

#include <algorithm>

namespace consentry::consent {
namespace {

using phrases::Join;
using Kind = Change::Kind;

/// Items of `a` that are not in `b`, in the order of `a`.
template <class T> std::vector<T> without(const std::vector<T>& a, const std::vector<T>& b) {
    std::vector<T> rest;
    for (const T& item : a) {
        if (std::find(b.begin(), b.end(), item) == b.end()) {
            rest.push_back(item);
        }
    }
    return rest;
}

Scope without(const Scope& a, const Scope& b) {
    Scope rest;
    rest.concepts = without(a.concepts, b.concepts);
    rest.categories = without(a.categories, b.categories);
    rest.codes = without(a.codes, b.codes);
    rest.records = without(a.records, b.records);
    rest.resources = without(a.resources, b.resources);
    return rest;
}

/// What denials and labels hide from everybody whom the grant names.
std::vector<std::string> hidden(const Grant& grant, Language language) {
    std::vector<std::string> items;
    for (const InnerDenial& denial : grant.denials) {
        if (denial.what.actors.empty() && denial.what.actions.isEmpty() &&
            denial.exceptions.empty()) {
            for (std::string& item : phrases::conditionItems(denial.what, language)) {
                items.push_back(std::move(item));
            }
        }
    }
    for (std::string& label : phrases::labels(grant.excludedLabels, language)) {
        items.push_back(std::move(label));
    }
    return items;
}

class Comparison {
public:
    Comparison(const Grant& before, const Grant& after, const Names& names, const Reader& reader)
        : m_before(before), m_after(after), m_names(names), m_reader(reader),
          m_isEnglish(reader.language == Language::English) {}

    /// What `after` adds where there was nothing.
    std::vector<Change> runFirst() {
        m_isFirst = true;
        scope();
        actions();
        add(Kind::EndsLater, "Ends by itself", "到期自动结束",
            untilText(m_after.notAfter, m_reader));
        return std::move(m_changes);
    }

    std::vector<Change> run() {
        grantee();
        scope();
        hiddenThings();
        ceiling();
        window();
        custodians();
        actions();
        purpose();
        otherDenials();
        beginning();
        ending();
        return std::move(m_changes);
    }

private:
    std::string pick(std::string english, std::string chinese) const {
        return m_isEnglish ? std::move(english) : std::move(chinese);
    }
    void add(Kind kind, std::string english, std::string chinese, std::string detail = {}) {
        m_changes.push_back(
            {kind, pick(std::move(english), std::move(chinese)), std::move(detail)});
    }
    std::string listed(const std::vector<std::string>& items) const {
        return phrases::list(items, Join::And, m_reader.language);
    }
    std::string insteadOf(const std::string& now, const std::string& then) const {
        return pick(now + " instead of " + then, now + "，原为" + then);
    }

    void grantee() {
        if (m_before.grantee == m_after.grantee) {
            return;
        }
        const Language language = m_reader.language;
        add(Kind::Other, "Is for someone else", "授权对象改变",
            insteadOf(granteeText(m_after.grantee, m_names, language),
                      granteeText(m_before.grantee, m_names, language)));
    }

    void scope() {
        const Language language = m_reader.language;
        const Scope& before = m_before.scope;
        const Scope& after = m_after.scope;
        if (after.everything && !before.everything) {
            add(Kind::SeesMore, "Now sees all records", "现在可以看到全部记录");
        } else if (before.everything && !after.everything) {
            const std::string rest = listed(phrases::scopeItems(after, language));
            add(Kind::SeesLess, "No longer sees all records, only " + rest,
                "不再看到全部记录，只看到" + rest);
        } else {
            sees(Kind::SeesMore, phrases::scopeItems(without(after, before), language));
            sees(Kind::SeesLess, phrases::scopeItems(without(before, after), language));
        }
    }

    void sees(Kind kind, const std::vector<std::string>& items) {
        if (items.empty()) {
            return;
        }
        if (kind == Kind::SeesMore) {
            add(kind, (m_isFirst ? "Now sees " : "Now also sees ") + listed(items),
                (m_isFirst ? "现在可以看到" : "现在还可以看到") + listed(items));
        } else {
            add(kind, "No longer sees " + listed(items), "不再看到" + listed(items));
        }
    }

    void hiddenThings() {
        const auto before = hidden(m_before, m_reader.language);
        const auto after = hidden(m_after, m_reader.language);
        sees(Kind::SeesMore, without(before, after));
        sees(Kind::SeesLess, without(after, before));
    }

    void ceiling() {
        const Language language = m_reader.language;
        if (m_after.ceiling > m_before.ceiling) {
            sees(Kind::SeesMore, {phrases::upTo(m_after.ceiling, language)});
        } else if (m_after.ceiling < m_before.ceiling) {
            sees(Kind::SeesLess, {phrases::aboveCeiling(m_after.ceiling, language)});
        }
    }

    void window() {
        windowStart();
        windowEnd();
    }

    void windowStart() {
        const auto& before = m_before.window.from;
        const auto& after = m_after.window.from;
        if (before == after) {
            return;
        }
        const auto text = [&](const std::optional<Instant>& from) {
            return from ? phrases::start(*from, m_reader) : pick("the beginning", "最早的记录");
        };
        const bool isEarlier = !after || (before && *after < *before);
        add(isEarlier ? Kind::SeesMore : Kind::SeesLess,
            isEarlier ? "Reaches further back" : "Reaches less far back",
            isEarlier ? "可以看到更早的记录" : "能看到的最早记录推后",
            insteadOf(text(after), text(before)));
    }

    void windowEnd() {
        const auto& before = m_before.window.until;
        const auto& after = m_after.window.until;
        if (before == after) {
            return;
        }
        if (!after) {
            add(Kind::SeesMore, "New values are now included", "现在包括之后的新数据");
        } else if (!before) {
            const std::string until = phrases::end(*after, m_reader);
            add(Kind::SeesLess, "Sees values up to " + until + " only",
                "只看到" + until + "及以前的数据");
        } else {
            const bool isLater = *after > *before;
            add(isLater ? Kind::SeesMore : Kind::SeesLess,
                isLater ? "Sees newer values" : "Sees fewer new values",
                isLater ? "可以看到更新的数据" : "能看到的新数据变少",
                insteadOf(phrases::end(*after, m_reader), phrases::end(*before, m_reader)));
        }
    }

    void custodians() {
        const auto& before = m_before.custodians;
        const auto& after = m_after.custodians;
        if (before == after) {
            return;
        }
        if (after.empty()) {
            add(Kind::SeesMore, "Now sees records of every organisation",
                "现在可以看到所有机构的记录");
            return;
        }
        if (before.empty()) {
            const std::string only = holders(after);
            add(Kind::SeesLess, "Only sees records of " + only, "只看到" + only + "的记录");
            return;
        }
        if (const auto more = without(after, before); !more.empty()) {
            sees(Kind::SeesMore, {pick("records of " + holders(more), holders(more) + "的记录")});
        }
        if (const auto less = without(before, after); !less.empty()) {
            sees(Kind::SeesLess, {pick("records of " + holders(less), holders(less) + "的记录")});
        }
    }

    std::string holders(const std::vector<PartyId>& parties) const {
        std::vector<std::string> items;
        for (const PartyId& party : parties) {
            items.push_back(party.isZero()
                                ? pick("my own file", "我自己的档案")
                                : granteeText({{}, party, {}}, m_names, m_reader.language));
        }
        return listed(items);
    }

    void actions() {
        ActionSet more;
        ActionSet less;
        for (const Action action : allActions()) {
            const bool before = m_before.actions.has(action);
            const bool after = m_after.actions.has(action);
            more = after && !before ? more | action : more;
            less = before && !after ? less | action : less;
        }
        const Language language = m_reader.language;
        if (!more.isEmpty()) {
            const std::string what = phrases::actions(more, Join::And, language);
            add(Kind::MayDoMore, (m_isFirst ? "May now " : "May now also ") + what,
                (m_isFirst ? "现在可以" : "现在还可以") + what);
        }
        if (!less.isEmpty()) {
            const std::string what = phrases::actions(less, Join::Or, language);
            add(Kind::MayDoLess, "May no longer " + what, "不再可以" + what);
        }
    }

    void purpose() {
        if (m_before.purpose == m_after.purpose) {
            return;
        }
        const Language language = m_reader.language;
        add(Kind::Other, "Is for another purpose", "用途改变",
            insteadOf(std::string(m_after.purpose.name().in(language)),
                      std::string(m_before.purpose.name().in(language))));
    }

    /// Rules about persons, actions and exceptions are shown whole, not compared in words.
    void otherDenials() {
        const auto special = [](const Grant& grant) {
            std::vector<InnerDenial> denials;
            for (const InnerDenial& denial : grant.denials) {
                if (!denial.what.actors.empty() || !denial.what.actions.isEmpty() ||
                    !denial.exceptions.empty()) {
                    denials.push_back(denial);
                }
            }
            return denials;
        };
        const auto before = special(m_before);
        const auto after = special(m_after);
        if (!without(after, before).empty()) {
            add(Kind::SeesLess, "Has a new exclusion", "新增排除规则");
        }
        if (!without(before, after).empty()) {
            add(Kind::SeesMore, "An exclusion is gone", "取消一条排除规则");
        }
    }

    void beginning() {
        // A new version starts when it is signed; only a start still ahead is news.
        if (!m_reader.now || m_after.notBefore <= *m_reader.now ||
            m_after.notBefore == m_before.notBefore) {
            return;
        }
        const std::string day =
            phrases::date(localDay(m_after.notBefore, m_reader.zone), m_reader.language);
        add(Kind::Other, "Starts on " + day, day + "开始");
    }

    void ending() {
        if (m_before.notAfter == m_after.notAfter) {
            return;
        }
        const bool isLater = m_after.notAfter > m_before.notAfter;
        const auto dayOf = [&](const Grant& grant) {
            return std::chrono::sys_days(lastDayBefore(grant.notAfter, m_reader.zone));
        };
        const auto difference = (dayOf(m_after) - dayOf(m_before)).count();
        const auto count = difference < 0 ? -difference : difference;
        const std::string number = std::to_string(count);
        const Kind kind = isLater ? Kind::EndsLater : Kind::EndsEarlier;
        const std::string detail = insteadOf(untilText(m_after.notAfter, m_reader),
                                             untilText(m_before.notAfter, m_reader));
        if (count == 0) {
            add(kind, isLater ? "Ends later that day" : "Ends earlier that day",
                isLater ? "当天稍晚结束" : "当天提前结束", detail);
            return;
        }
        add(kind,
            "Ends " + number + (count == 1 ? " day " : " days ") + (isLater ? "later" : "earlier"),
            (isLater ? "延后 " : "提前 ") + number + " 天结束", detail);
    }

    const Grant& m_before;
    const Grant& m_after;
    const Names& m_names;
    const Reader& m_reader;
    bool m_isEnglish;
    bool m_isFirst = false;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> describeChanges(const Grant& before, const Grant& after, const Names& names,
                                    const Reader& reader) {
    return Comparison(before, after, names, reader).run();
}

std::vector<Change> describeFirst(const Grant& grant, const Names& names, const Reader& reader) {
    Grant nothing = grant;
    nothing.scope = {};
    nothing.actions = {};
    return Comparison(nothing, grant, names, reader).runFirst();
}

} // namespace consentry::consent
