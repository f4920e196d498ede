#include "ui/gallery/sample_sources.h"

#include "ui/gallery/sample_data.h"
#include "ui/gallery/say.h"
#include "ui/style/painting.h"

#include <algorithm>

#include <QPainter>

using namespace Qt::StringLiterals;

namespace consentry::ui::sample {
namespace {

constexpr int rowsPerDay = 6; // a heading and five visits

AccessRowView visit(const QString& id, int daysAgo, int hour, int minute, AccessMark mark,
                    const QString& who, const QString& where, const QStringList& facts, int items) {
    AccessRowView row;
    row.id = id;
    row.day = today().addDays(-daysAgo);
    row.at = QDateTime(row.day, QTime(hour, minute));
    row.mark = mark;
    row.who = who;
    row.where = where;
    row.facts = facts;
    row.items = items;
    return row;
}

/// With what became of an objection to it.
AccessRowView disputed(AccessRowView row, const QString& word) {
    row.dispute = word;
    return row;
}

/// With the accesses before it that belong to the same visit.
AccessRowView folded(AccessRowView row, QTime since, int accesses) {
    row.since = QDateTime(row.day, since);
    row.accesses = accesses;
    return row;
}

} // namespace

MemoryAccessLog::MemoryAccessLog(int rows, QObject* parent)
    : AccessLogSource(parent), m_generated(rows), m_completeness(sample::completeness()) {
    regroup();
}

std::vector<AccessRowView> MemoryAccessLog::visits() const {
    const QString lu = say(u"Dr Lu Zhixia", u"陆知夏医生");
    const QString endocrinology = say(u"Endocrinology, Mingxi Hospital", u"明溪医院内分泌科");
    const QString treatment = say(u"for treatment", u"用于治疗");
    const QString glucose = say(u"Glucose, HbA1c", u"血糖、糖化血红蛋白");
    return {
        visit(u"a1"_s, 0, 13, 52, AccessMark::ByRule, lu, endocrinology, {glucose, treatment}, 14),
        visit(u"a2"_s, 0, 9, 18, AccessMark::Refused, say(u"Hean Insurance", u"和安保险"),
              say(u"claims", u"理赔部"),
              {say(u"wanted hospital notes, which the grant does not have",
                   u"想看住院病历，授权里没有这一项")},
              0),
        disputed(visit(u"a3"_s, 1, 23, 41, AccessMark::Emergency, say(u"Dr Zhao Heng", u"赵衡医生"),
                       say(u"Emergency room, Chengjiang Hospital", u"澄江医院急诊科"),
                       {say(u"Allergies, medicines", u"过敏史、当前用药"),
                        say(u"reason: brought in unconscious", u"理由：昏迷送医")},
                       6),
                 say(u"objection answered", u"异议已答复")),
        visit(u"a4"_s, 1, 16, 5, AccessMark::NoRule, say(u"IT account", u"信息科账户"),
              say(u"Chengjiang Hospital", u"澄江医院"),
              {say(u"Laboratory results", u"检验结果"), say(u"no purpose given", u"没有写明目的")},
              3),
        folded(visit(u"a5"_s, 1, 10, 30, AccessMark::ByRule, say(u"Dr Gu Huai’an", u"顾怀安医生"),
                     say(u"Cardiology, Chengjiang Hospital", u"澄江医院心内科"),
                     {say(u"Blood pressure, ECG", u"血压、心电图"), treatment}, 22),
               QTime(9, 47), 3),
        visit(u"a6"_s, 3, 15, 20, AccessMark::ByRule, say(u"Shen Yiran", u"沈依然"),
              say(u"daughter, acts for me", u"女儿，代我查看"),
              {say(u"Discharge summary", u"出院小结"), say(u"family care", u"家人照护")}, 1),
        visit(u"a7"_s, 3, 11, 2, AccessMark::ByRule, lu, endocrinology, {glucose, treatment}, 9),
        visit(u"a8"_s, 3, 8, 47, AccessMark::ByRule, say(u"Nurse Zhou Jie", u"周洁护士"),
              endocrinology, {say(u"Glucose", u"血糖"), treatment}, 4)};
}

void MemoryAccessLog::regroup() {
    m_rows.clear();
    if (m_generated > 0) {
        return;
    }
    for (const AccessRowView& row : visits()) {
        const bool markFits = !m_filter.mark || *m_filter.mark == row.mark;
        const QString hay = row.who + row.where + row.facts.join(u' ');
        const bool textFits =
            m_filter.text.isEmpty() || hay.contains(m_filter.text, Qt::CaseInsensitive);
        const bool dayFits = (!m_filter.from.isValid() || row.day >= m_filter.from) &&
                             (!m_filter.to.isValid() || row.day <= m_filter.to);
        if (!markFits || !textFits || !dayFits) {
            continue;
        }
        if (m_rows.empty() || m_rows.back().day != row.day) {
            AccessRowView heading;
            heading.isDay = true;
            heading.day = row.day;
            m_rows.push_back(heading);
        }
        m_rows.push_back(row);
    }
    for (AccessRowView& heading : m_rows) {
        for (const AccessRowView& row : m_rows) {
            if (heading.isDay && !row.isDay && row.day == heading.day) {
                heading.countOfDay += row.accesses;
            }
        }
    }
    unfold();
}

void MemoryAccessLog::unfold() {
    const auto fold = std::find_if(m_rows.begin(), m_rows.end(),
                                   [](const AccessRowView& row) { return row.accesses > 1; });
    if (!m_isOpen || fold == m_rows.end()) {
        return;
    }
    fold->isOpen = true;
    std::vector<AccessRowView> parts;
    for (int i = 0; i < fold->accesses; ++i) {
        AccessRowView part = *fold;
        part.id = u"a5p%1"_s.arg(i);
        part.accesses = 1;
        part.isOpen = false;
        part.isPart = true;
        part.items = i + 3;
        part.at = fold->at.addSecs(-i * 1290);
        parts.push_back(part);
    }
    m_rows.insert(fold + 1, parts.begin(), parts.end());
}

int MemoryAccessLog::rowCount() const {
    return m_generated > 0 ? m_generated : static_cast<int>(m_rows.size());
}

std::optional<AccessRowView> MemoryAccessLog::row(int index) {
    ++m_asked;
    if (index < 0 || index >= rowCount()) {
        return std::nullopt;
    }
    if (m_generated == 0) {
        return m_rows[static_cast<std::size_t>(index)];
    }
    const int day = index / rowsPerDay;
    if (index % rowsPerDay == 0) {
        AccessRowView heading;
        heading.isDay = true;
        heading.day = today().addDays(-day);
        heading.countOfDay = rowsPerDay - 1;
        return heading;
    }
    static const auto templates = visits();
    AccessRowView row = templates[static_cast<std::size_t>(index) % templates.size()];
    row.id = u"n%1"_s.arg(index);
    row.accesses = 1;
    row.day = today().addDays(-day);
    row.at = QDateTime(row.day, QTime(18 - index % rowsPerDay * 2, 7));
    return row;
}

QString MemoryAccessLog::idAt(int index) const {
    if (index < 0 || index >= rowCount()) {
        return {};
    }
    if (m_generated > 0) {
        return index % rowsPerDay == 0 ? QString() : u"n%1"_s.arg(index);
    }
    return m_rows[static_cast<std::size_t>(index)].id;
}

bool MemoryAccessLog::isFold(int index) const {
    return m_generated == 0 && index >= 0 && index < rowCount() &&
           m_rows[static_cast<std::size_t>(index)].accesses > 1;
}

void MemoryAccessLog::setOpen(int index, bool isOpen) {
    if (isFold(index)) {
        emit changing();
        m_isOpen = isOpen;
        regroup();
        emit reset();
    }
}

void MemoryAccessLog::requestChoices(AccessChoiceKind kind) {
    QList<AccessChoice> choices;
    if (kind == AccessChoiceKind::Person) {
        for (const AccessRowView& row : visits()) {
            const AccessChoice choice{row.who, row.who, row.items};
            if (!choices.contains(choice)) {
                choices << choice;
            }
        }
    }
    emit choicesReady(kind, choices);
}

AccessCounts MemoryAccessLog::counts() const {
    return {1284, 1268, 9, 1, 6};
}

/// Beside the days of the eight visits, months with a look now and then.
AccessCalendar MemoryAccessLog::calendar() const {
    AccessCalendar calendar{today().addDays(-400), today(), {}};
    for (int ago = 5; ago < 400; ago += 2 + ago % 3) {
        AccessCounts& counts = calendar.days[today().addDays(-ago)];
        for (int i = 0; i <= ago % 4; ++i) {
            counts.add(ago % 29 == 0 ? AccessMark::Emergency : AccessMark::ByRule);
        }
    }
    for (const AccessRowView& row : visits()) {
        calendar.days[row.day].add(row.mark);
    }
    return calendar;
}

CompletenessView MemoryAccessLog::completeness() const {
    return m_completeness;
}

void MemoryAccessLog::setCompleteness(const CompletenessView& view) {
    m_completeness = view;
    emit completenessChanged();
}

void MemoryAccessLog::setFilter(const AccessFilter& filter) {
    m_filter = filter;
    regroup();
    emit reset();
    emit countsChanged();
}

void MemoryAccessLog::requestDetail(const QString& id) {
    const auto rows = visits();
    // Those of the visit that folds several say what it says.
    const auto found = std::find_if(rows.begin(), rows.end(), [&id](const AccessRowView& row) {
        return row.id == id.section(u'p', 0, 0);
    });
    if (found == rows.end()) {
        return;
    }
    AccessDetailView detail;
    detail.id = id;
    detail.mark = found->mark;
    const QString who = say(u"Who", u"谁");
    const QString what = say(u"What", u"看了什么");
    const QString when = say(u"When", u"什么时候");
    const QString why = say(u"Purpose", u"目的");
    const QString check = say(u"Checked", u"核对");
    if (found->mark == AccessMark::NoRule) {
        detail.heading = say(u"No rule allowed this access", u"没有规则允许这次访问");
        detail.explanation = say(u"You gave the IT department of Chengjiang Hospital no grant, and "
                                 u"they did not say that it was an emergency.",
                                 u"你没有给澄江医院信息科任何授权，对方也没有说明是紧急情况。");
        detail.facts = {
            {who, say(u"IT account IT-0417", u"信息科账户 IT-0417"),
             say(u"Chengjiang Hospital, vouched for by it", u"澄江医院，身份由该院证明")},
            {what, say(u"Blood count, liver, kidney", u"血常规、肝功能、肾功能"),
             say(u"Laboratory of 29 October 2026, 3 items", u"2026年10月29日的检验，共 3 项")},
            {when, say(u"22 November 16:05", u"11月22日 16:05"),
             say(u"for less than a minute", u"持续不到 1 分钟")},
            {why, say(u"not given", u"没有写明"), {}},
            {check, say(u"Proven, the row was not changed", u"已证实，记录没有被改动"), {}}};
        detail.mayDispute = true;
        detail.stopWords = say(u"Stop all access of this hospital", u"停止这家医院的全部访问");
    } else {
        detail.heading = found->mark == AccessMark::Refused
                             ? say(u"This access was refused", u"这次访问被拒绝")
                         : found->mark == AccessMark::Emergency
                             ? say(u"An emergency access", u"一次紧急访问")
                             : say(u"Your grant allows this access", u"你的授权允许这次访问");
        detail.facts = {{who, found->who, found->where}, {what, found->facts.first(), {}}};
        detail.mayDispute = found->dispute.isEmpty();
        if (!detail.mayDispute) {
            detail.disputeLine =
                say(u"You objected, and it was answered.", u"你提出过异议，已得到答复。");
        }
    }
    detail.technical = {{say(u"Block", u"区块"), u"10,391"_s, {}},
                        {say(u"Row", u"序号"), u"1,279"_s, {}},
                        {say(u"Event", u"事件"), u"9f2c…77ab"_s, {}}};
    detail.raw = u"seq: 1278\nepoch: 2\nheight: 10391\ntype: Access\nresult: 0\n"
                 "CBOR: af0019 04fe 0102 0219 2897 031b 0000 019a"_s;
    emit detailReady(detail);
}

namespace {

bool isOwn(const HealthRowView& row) {
    return row.hash == HashState::Own;
}

/// What the letter of the eighth record says; the first line of a page is its heading.
QStringList letterLines(int page) {
    if (page == 1) {
        return {
            say(u"Discharge letter", u"出院记录"),
            say(u"Chengjiang Hospital, Cardiology", u"澄江医院心内科"),
            say(u"Admitted on 8 May 2026, discharged on 12 May 2026.",
                u"2026年5月8日入院，5月12日出院。"),
            say(u"Reason: palpitations and dizziness for three days.", u"主诉：心悸、头晕三天。"),
            say(u"Diagnosis: atrial fibrillation, first noticed now.",
                u"诊断：心房颤动，首次发现。"),
            say(u"The heart trace after treatment shows a regular rhythm.",
                u"治疗后心电图恢复窦性心律。")};
    }
    return {say(u"Medicines after discharge", u"出院带药"),
            say(u"Apixaban 5 mg, in the morning and in the evening", u"阿哌沙班 5 mg，早晚各一次"),
            say(u"Metoprolol 47.5 mg, in the morning", u"美托洛尔 47.5 mg，每日早晨一次"),
            say(u"Next visit in four weeks, with a heart trace.", u"四周后复诊，复查心电图。")};
}

/// The same as a page of 595 × 842 points.
QImage letterPage(int page) {
    constexpr QSize paper(1190, 1684);
    QImage picture(paper, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.setPen(QColor(0x20, 0x20, 0x20));
    QFont font = sansFont(TextSize::Body);
    int top = 120;
    const auto lines = letterLines(page);
    for (const QString& line : lines) {
        const bool isHeading = line == lines.first();
        font.setPixelSize(isHeading ? 52 : 30);
        font.setBold(isHeading);
        painter.setFont(font);
        painter.drawText(QRect(110, top, paper.width() - 220, 120),
                         Qt::AlignLeft | Qt::TextWordWrap, line);
        top += isHeading ? 120 : 72;
    }
    painter.drawLine(110, paper.height() - 140, paper.width() - 110, paper.height() - 140);
    painter.drawText(QRect(110, paper.height() - 120, paper.width() - 220, 60), Qt::AlignRight,
                     u"%1 / 3"_s.arg(page));
    return picture;
}

} // namespace

MemoryHealth::MemoryHealth(QObject* parent) : HealthSource(parent) {
    m_rows = all();
}

std::vector<HealthRowView> MemoryHealth::all() const {
    const QString mingxi = say(u"Mingxi Hospital", u"明溪医院");
    const QString chengjiang = say(u"Chengjiang Hospital", u"澄江医院");
    using F = HealthFacet;
    using V = ValueFlag;
    using H = HashState;
    return {{u"h1"_s, F::Laboratory, say(u"Glucose, fasting", u"空腹血糖"), u"7.4 mmol/L"_s,
             V::High, say(u"21 November 2026", u"2026年11月21日"), mingxi, H::Matches},
            {u"h2"_s, F::Laboratory, say(u"HbA1c", u"糖化血红蛋白"), u"6.9 %"_s, V::High,
             say(u"2 November 2026", u"2026年11月2日"), mingxi, H::Matches},
            {u"h3"_s, F::Measurements, say(u"Blood pressure", u"血压"), u"128/82 mmHg"_s, V::None,
             say(u"20 November 2026", u"2026年11月20日"), chengjiang, H::Matches},
            {u"h4"_s,
             F::Medicines,
             say(u"Metformin 500 mg, twice a day", u"二甲双胍 500 mg，每日两次"),
             {},
             V::None,
             say(u"since March 2025", u"2025年3月起"),
             mingxi,
             H::Matches},
            {u"h5"_s, F::Allergies, say(u"Penicillin", u"青霉素"), say(u"rash", u"皮疹"), V::None,
             say(u"2009", u"2009年"), chengjiang, H::NotAnchored},
            {u"h6"_s, F::Laboratory, say(u"Potassium", u"血钾"), u"2.4 mmol/L"_s, V::CriticalLow,
             say(u"29 October 2026", u"2026年10月29日"), chengjiang, H::Differs},
            {u"h11"_s, F::Laboratory, say(u"Urine protein", u"尿蛋白"), u"2+"_s, V::Abnormal,
             say(u"29 October 2026", u"2026年10月29日"), mingxi, H::Matches},
            {u"h7"_s,
             F::Visits,
             say(u"Emergency room", u"急诊"),
             {},
             V::None,
             say(u"22 November 2026", u"2026年11月22日"),
             chengjiang,
             H::Matches},
            {u"h8"_s,
             F::Documents,
             say(u"Discharge summary", u"出院小结"),
             {},
             V::None,
             say(u"12 May 2026", u"2026年5月12日"),
             chengjiang,
             H::NotChecked},
            {u"h9"_s,
             F::Vaccinations,
             say(u"Influenza vaccine", u"流感疫苗"),
             {},
             V::None,
             say(u"October 2026", u"2026年10月"),
             say(u"Qingyu Check-up Centre", u"青屿体检中心"),
             H::Matches,
             say(u"keep this to myself", u"不想让别人知道")},
            {u"h10"_s,
             F::Measurements,
             say(u"Blood pressure", u"血压"),
             u"134/86 mmHg"_s,
             V::None,
             say(u"23 November 2026", u"2026年11月23日"),
             {},
             H::Own}};
}

int MemoryHealth::rowCount() const {
    return static_cast<int>(m_rows.size());
}

std::optional<HealthRowView> MemoryHealth::row(int index) {
    if (index < 0 || index >= rowCount()) {
        return std::nullopt;
    }
    return m_rows[static_cast<std::size_t>(index)];
}

QList<HealthFacetCount> MemoryHealth::counts() const {
    const auto rows = all();
    QList<HealthFacetCount> result{{HealthFacet::All, static_cast<int>(rows.size())}};
    for (int facet = 1; facet <= static_cast<int>(HealthFacet::Other); ++facet) {
        const auto wanted = static_cast<HealthFacet>(facet);
        const auto count =
            std::count_if(rows.begin(), rows.end(),
                          [wanted](const HealthRowView& r) { return r.facet == wanted; });
        if (count > 0) {
            result << HealthFacetCount{wanted, static_cast<int>(count)};
        }
    }
    const auto own = std::count_if(rows.begin(), rows.end(), isOwn);
    return result << HealthFacetCount{HealthFacet::Own, static_cast<int>(own)}
                  << HealthFacetCount{HealthFacet::Marked, 1};
}

std::optional<HealthCheckView> MemoryHealth::checks() const {
    HealthCheckView view;
    view.total = 9;
    view.matching = 6;
    view.unchecked = 1;
    view.wrong = 1;
    view.when = say(u"24 November 2026, 09:41", u"2026年11月24日 09:41");
    view.block = 10391;
    return view;
}

namespace {

HealthCheckNote sampleNote(const HealthRowView& row) {
    HealthCheckNote note;
    if (isOwn(row)) {
        return note;
    }
    note.mayCheck = true;
    note.when = say(u"Checked on 24 November 2026, 09:41, up to block 10,391.",
                    u"核对于 2026年11月24日 09:41，截至第 10,391 区块。");
    switch (row.hash) {
    case HashState::Matches:
        note.said = row.source + say(u" anchored exactly this copy on the ledger.",
                                     u"在账本上存证的正是这份副本。");
        break;
    case HashState::Differs:
        note.said = row.source + say(u" anchored another version of this record, not this copy.",
                                     u"存证的是这条记录的另一个版本，不是这份副本。");
        note.next = say(u"Do not rely on this copy. Ask there which version holds, and import that "
                        u"one.",
                        u"不要依据这份副本。请向医院问清以哪个版本为准，再导入那一份。");
        note.isAlarm = true;
        break;
    case HashState::NotAnchored:
        note.said =
            row.source + say(u" showed no anchor for this copy: nothing proves that it is theirs.",
                             u"没有给出这份副本的存证：没有什么能证明它出自那里。");
        break;
    default:
        note.said = say(u"Nobody has compared this copy with the ledger yet.",
                        u"还没有人拿这份副本与账本比对过。");
        note.when.clear();
        note.lastTry =
            say(u"The last try, on 23 November 2026, 18:02, came to no end. No answer "
                u"from Chengjiang Hospital. Try again later.",
                u"上一次核对在 2026年11月23日 18:02，没有完成。澄江医院没有应答，请稍后再试。");
        break;
    }
    return note;
}

} // namespace

void MemoryHealth::setFilter(HealthFacet facet, const QString& text) {
    m_facet = facet;
    m_rows.clear();
    for (const HealthRowView& row : all()) {
        const bool facetFits = facet == HealthFacet::All || row.facet == facet ||
                               (facet == HealthFacet::Own && isOwn(row)) ||
                               (facet == HealthFacet::Marked && !row.marks.isEmpty());
        if (facetFits &&
            (text.isEmpty() || (row.name + row.source).contains(text, Qt::CaseInsensitive))) {
            m_rows.push_back(row);
        }
    }
    emit reset();
}

void MemoryHealth::requestDetail(const QString& id) {
    for (const HealthRowView& row : all()) {
        if (row.id != id) {
            continue;
        }
        HealthDetailView detail;
        detail.id = id;
        detail.name = row.name;
        detail.value = row.value;
        detail.flag = row.flag;
        detail.hash = row.hash;
        detail.check = sampleNote(row);
        detail.sections = {{{},
                            {{say(u"Status", u"状态"), say(u"final", u"最终结果"), {}, {}},
                             {say(u"When", u"时间"), row.when, {}, {}},
                             {say(u"Judged as", u"判定"), say(u"high", u"偏高"), {}, {}},
                             {say(u"Reported by", u"报告者"), row.source, {}, {}},
                             {say(u"Visit", u"就诊"), say(u"Emergency room", u"急诊"), {}, u"h7"_s},
                             {say(u"Usual range", u"参考范围"), u"3.9–6.1 mmol/L"_s, {}, {}}}}};
        if (row.hash == HashState::Differs) {
            detail.warnings << say(u"Preliminary: the result can still change.",
                                   u"初步结果，之后可能有变动。");
        }
        if (isOwn(row)) {
            detail.sections = {{{},
                                {{say(u"Status", u"状态"), say(u"corrected", u"已更正"), {}, {}},
                                 {say(u"When", u"时间"), row.when, {}, {}},
                                 {say(u"Remark", u"备注"),
                                  say(u"after climbing the stairs", u"爬楼梯之后"),
                                  {},
                                  {}}}}};
            detail.correction = OwnRecordDraft();
            detail.earlier = {{say(u"23 November 2026, 07:40", u"2026年11月23日 07:40"),
                               u"134/68 mmHg"_s, row.when}};
        }
        detail.marks = {
            {u"PRS"_s, say(u"Keep this to myself", u"不想让别人知道"), !row.marks.isEmpty()},
            {u"PSY"_s, say(u"Mental health", u"精神心理"), false}};
        detail.codes = {{say(u"Name", u"名称"), u"14771-0"_s, u"LOINC"_s},
                        {say(u"Unit", u"单位"), u"mmol/L"_s, u"UCUM"_s}};
        detail.technical = {{say(u"Digest", u"摘要"), u"9f2c41d0aa3377ab"_s, {}}};
        detail.originalJson =
            u"{\n  \"resourceType\": \"Observation\",\n  \"status\": \"final\",\n  \"valueQuantity\": {\n    \"value\": 7.40,\n    \"unit\": \"mmol/L\"\n  }\n}"_s;
        emit detailReady(detail);
        return;
    }
}

void MemoryHealth::requestAttachments(const QString& id) {
    QList<AttachmentView> attachments;
    if (id == u"h8"_s) {
        AttachmentView strip;
        strip.title = say(u"Heart trace", u"心电图");
        strip.facts =
            say(u"PNG picture · 300 × 150 · 22,846 bytes", u"PNG 图片 · 300 × 150 · 22,846 字节");
        strip.picture = QImage(300, 150, QImage::Format_RGB32);
        strip.picture.fill(Qt::white);
        QPainter painter(&strip.picture);
        painter.setPen(QPen(Qt::darkGray, 2));
        painter.drawPolyline(QPolygon({{0, 90},
                                       {60, 90},
                                       {70, 80},
                                       {80, 90},
                                       {95, 95},
                                       {105, 20},
                                       {115, 120},
                                       {125, 90},
                                       {160, 75},
                                       {180, 90},
                                       {300, 90}}));
        painter.end();
        strip.hash = u"9f2c41d0aa3377ab"_s;
        strip.canSave = true;
        AttachmentView letter;
        letter.title = say(u"Discharge letter", u"出院记录");
        letter.facts = say(u"PDF document · 81,220 bytes", u"PDF 文档 · 81,220 字节");
        letter.hasPages = true;
        letter.canSave = true;
        attachments << strip << letter;
    }
    emit attachmentsReady(id, attachments);
}

void MemoryHealth::requestDocumentPage(const QString& id, int attachment, int page) {
    DocumentPageView view;
    view.attachment = attachment;
    view.page = page;
    view.pages = 3;
    if (page == view.pages) { // so that this state is seen too
        view.problem = say(u"This PDF is damaged and cannot be shown. Ask the hospital for the "
                           u"record again.",
                           u"这个 PDF 已损坏，无法显示。请让医院重新提供这份记录。");
    } else {
        view.picture = letterPage(page);
    }
    emit documentPageReady(id, view);
    DocumentTextView text;
    text.attachment = attachment;
    text.page = page;
    text.text = letterLines(page).join(u'\n');
    emit documentTextReady(id, text);
}

QDateTime MemoryHealth::latestTime() const {
    return QDateTime(today(), QTime(9, 30));
}

void MemoryHealth::requestTrends(const QString& id) {
    QList<HealthTrendView> trends;
    if (id == u"h1"_s) {
        trends << HealthTrendView{
            glucoseTrend(),
            {say(u"2 values in mg/dL are not drawn here: another unit is not converted.",
                 u"有 2 个以 mg/dL 为单位的数值未画出：不同单位不作换算。")}};
    }
    emit trendsReady(id, trends);
}

} // namespace consentry::ui::sample
