#include "ui/gallery/sample_data.h"

#include "ui/gallery/say.h"
#include "ui/models/conflict_reader.h"
#include "ui/models/debug_report.h"
#include "ui/models/format.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/health_records.h"
#include "ui/models/profile_reader.h"
#include "ui/style/appearance.h"

#include <array>

using namespace Qt::StringLiterals;

namespace consentry::ui::sample {
namespace {

QDateTime at(int daysAgo, int hour, int minute) {
    return QDateTime(today().addDays(-daysAgo), QTime(hour, minute));
}

GrantView grant(const QString& id, const QString& title, const QString& subtitle, GrantState state,
                int begins, int ends) {
    GrantView view;
    view.id = id;
    view.title = title;
    view.subtitle = subtitle;
    view.state = state;
    view.begins = today().addDays(begins);
    view.ends = today().addDays(ends);
    view.kind = HealthModel::word(HealthFacet::Documents);
    view.provenAt = at(-begins, 9, 41);
    view.opensRecords = 18;
    view.seenTimes = 4;
    view.sentence = {title, say(u"look at", u"查看"), subtitle, say(u"treatment", u"治疗"),
                     say(u"the end of the grant", u"授权结束")};
    view.willNotSee =
        say(u"They will <b>not</b> see anything else.", u"对方<b>看不到</b>其他任何内容。");
    return view;
}

QList<GrantView> grants() {
    QList<GrantView> list;
    list << grant(u"g1"_s, say(u"Hean Insurance, claims", u"和安保险 理赔部"),
                  say(u"Hospital bills 2025", u"2025 年住院费用"), GrantState::Active, -90, 6);
    list.last().endsSoon = true;
    list << grant(u"g2"_s, say(u"Dr Lu Zhixia, Mingxi Hospital", u"陆知夏医生"),
                  say(u"Glucose, HbA1c", u"血糖、糖化血红蛋白"), GrantState::Active, -60, 16);
    list.last().organizationId = u"mx"_s;
    list.last().organizationName = say(u"Mingxi Hospital", u"明溪医院");
    list.last().kind = HealthModel::word(HealthFacet::Laboratory);
    list << grant(u"g3"_s, say(u"Qingyu Check-up Centre", u"青屿体检中心"),
                  say(u"Vaccinations", u"疫苗接种"), GrantState::Pending, 0, 32);
    list.last().organizationId = u"qy"_s;
    list.last().organizationName = say(u"Qingyu Check-up Centre", u"青屿体检中心");
    list.last().kind = HealthModel::word(HealthFacet::Vaccinations);
    GrantView chosen =
        grant(u"g4"_s, say(u"Dr Gu Huai’an, Chengjiang Hospital", u"顾怀安医生"),
              say(u"Blood pressure, ECG", u"血压、心电图"), GrantState::Active, -110, 108);
    chosen.sentence = {
        say(u"Dr Gu Huai’an, Cardiology, Chengjiang Hospital", u"澄江医院心内科顾怀安医生"),
        say(u"look at", u"查看"),
        say(u"blood pressure and ECG since January 2025", u"2025年1月以来的血压和心电图"),
        say(u"treatment", u"治疗"), say(u"11 March 2027", u"2027年3月11日")};
    chosen.willNotSee = say(u"They will <b>not</b> see laboratory results, mental health notes, or "
                            u"anything before 2025.",
                            u"对方<b>看不到</b>检验结果、心理健康记录和 2025 年以前的内容。");
    chosen.opensRecords = 214;
    chosen.seenTimes = 9;
    chosen.visitor = say(u"Dr Gu Huai’an", u"顾怀安医生");
    chosen.organizationId = u"cj"_s;
    chosen.organizationName = say(u"Chengjiang Hospital", u"澄江医院");
    chosen.kind = HealthModel::word(HealthFacet::Measurements);
    list << chosen;
    list << grant(u"g5"_s, say(u"Shen Yiran, daughter", u"沈依然（女儿）"),
                  say(u"Everything, acts for me", u"全部，代我查看"), GrantState::Active, -200,
                  200);
    GrantView revoked = grant(
        u"g6"_s, say(u"Diabetes study, Mingxi University", u"明溪大学糖尿病研究"),
        say(u"Steps and glucose, no name", u"步数和血糖，不含姓名"), GrantState::Revoked, -120, 78);
    revoked.revokedOn = today().addDays(-17);
    revoked.stoppedEverywhere = true;
    list << revoked;
    list << grant(u"g7"_s, say(u"Dr Tang Jing, Chengjiang Hospital", u"唐静医生"),
                  say(u"Discharge summary", u"出院小结"), GrantState::Ended, -70, -30);
    list << grant(u"g8"_s, say(u"Dr Tang Jing, Chengjiang Hospital", u"唐静医生"),
                  say(u"Blood pressure", u"血压"), GrantState::Failed, -12, 60);
    list.last().problem = say(u"refused", u"被拒绝");
    list.last().problemSentence =
        say(u"The grant that it was to replace had ended.", u"它要替换的授权已经结束。");
    return list;
}

ChoiceView choice(const QString& id, const QString& title, const QString& detail, int count = -1) {
    return {id, title, detail, count};
}

QList<OpensRowView> opens() {
    return {{say(u"Glucose, finger stick", u"指尖血糖"), 14},
            {say(u"Glucose, laboratory", u"化验血糖"), 2},
            {say(u"HbA1c", u"糖化血红蛋白"), 2}};
}

GrantSentenceView luSentence() {
    return {say(u"Dr Lu Zhixia, Endocrinology, Mingxi Hospital", u"明溪医院内分泌科陆知夏医生"),
            say(u"look at", u"查看"),
            say(u"glucose and HbA1c values of the last 30 days", u"最近30天的血糖和糖化血红蛋白"),
            say(u"treatment", u"治疗"), say(u"9 December 2026", u"2026年12月9日")};
}

QString luHidden() {
    return say(u"They will <b>not</b> see anything else. New values are included until 9 December, "
               u"that day included.",
               u"对方<b>看不到</b>其他内容。到12月9日为止的新数值也包括在内，含当天。");
}

QString elsewhere() {
    return say(u"and 4 more that only Mingxi Hospital holds", u"另有 4 项只保存在明溪医院");
}

QList<ChangeView> changes() {
    return {{ChangeView::Kind::NowSees, say(u"Now also sees HbA1c", u"新增：糖化血红蛋白"),
             say(u"2 values, the latest from 2 November", u"2 个数值，最近一次是11月2日")},
            {ChangeView::Kind::TimeChanges, say(u"Ends 16 days later", u"晚 16 天结束"),
             say(u"9 December instead of 23 November", u"12月9日，原为11月23日")}};
}

} // namespace

QDate today() {
    return {2026, 11, 23};
}

PersonView person() {
    return {u"p1"_s, say(u"Shen Ruolan", u"沈若兰"), true, say(u"My own data", u"我自己的数据"),
            QColor()};
}

CompletenessView completeness() {
    CompletenessView view;
    view.state = CompletenessView::State::Complete;
    view.asOf = at(0, 14, 5);
    view.checkingHospitals = 4;
    return view;
}

HomeView home() {
    HomeView view;
    view.today = today();
    view.partiesNow = 4;
    view.completeness = completeness();
    view.tasks = {
        {u"t1"_s,
         TaskView::Kind::NoRule,
         QString(),
         QString(),
         {say(u"IT department, Chengjiang Hospital", u"澄江医院信息科"),
          say(u"3 laboratory results", u"检验结果 3 项"), say(u"no purpose given", u"没有写明目的"),
          say(u"yesterday 16:05", u"昨天 16:05")}},
        {u"t2"_s,
         TaskView::Kind::Emergency,
         QString(),
         QString(),
         {say(u"Dr Zhao Heng", u"赵衡医生"),
          say(u"Emergency room, Chengjiang Hospital", u"澄江医院急诊科"),
          say(u"allergies and medicines", u"过敏史和当前用药"), u"23:41"_s}},
        {u"t3"_s,
         TaskView::Kind::Answer,
         say(u"Chengjiang Hospital", u"澄江医院"),
         QString(),
         {say(u"today 09:12", u"今天 09:12")}},
        {u"g1"_s,
         TaskView::Kind::Expiring,
         say(u"Hean Insurance, claims", u"和安保险理赔部"),
         QString(),
         {say(u"Hospital bills 2025", u"2025 年住院费用"), say(u"until 29 November", u"到11月29日"),
          say(u"6 days left", u"还有 6 天")}}};
    const QList<GrantView> all = grants();
    view.grants = {all[0], all[1], all[3], all[4]};
    view.grants[1].title = say(u"Dr Lu Zhixia", u"陆知夏医生");
    view.grants[2].title = say(u"Dr Gu Huai’an", u"顾怀安医生");
    view.lastVisit = at(3, 20, 15);
    using Kind = HappeningView::Kind;
    view.happened = {
        {Kind::Visit, u"a4"_s, AccessMark::NoRule,
         say(u"IT department, Chengjiang Hospital, looked at laboratory results ×3, yesterday "
             u"16:05. No rule of yours allows it.",
             u"昨天 16:05，澄江医院信息科查看了检验结果 ×3，没有任何规则允许。")},
        {Kind::Visit, u"a5"_s, AccessMark::Emergency,
         say(u"Dr Zhao Heng, Chengjiang Hospital, looked at allergies and medicines in an "
             u"emergency, yesterday 23:41.",
             u"昨天 23:41，澄江医院赵衡医生在紧急情况下查看了过敏史和用药。")},
        {Kind::Visit, u"a6"_s, AccessMark::ByRule,
         say(u"Dr Lu Zhixia, Mingxi Hospital, looked at glucose ×6 and HbA1c, yesterday 14:02, by "
             u"your grant.",
             u"昨天 14:02，明溪医院陆知夏医生按你的授权查看了血糖 ×6 和糖化血红蛋白。")},
        {Kind::OtherVisits,
         {},
         {},
         say(u"And 12 more accesses, all by your rules.", u"另有 12 次访问，都符合你的规则。")},
        {Kind::GrantEnded,
         u"g7"_s,
         {},
         say(u"The grant for Dr Tang Jing, Chengjiang Hospital has ended.",
             u"给澄江医院唐静医生的授权已结束。")},
        {Kind::NewRecords,
         {},
         {},
         say(u"2 new records came into this vault.", u"这个保险箱新增了 2 条记录。")}};
    return view;
}

WhoMaySeeView whoMaySee() {
    WhoMaySeeView view;
    view.today = today();
    view.partiesNow = 4;
    view.waiting = 1;
    view.grants = grants();
    view.selectedId = u"g4"_s;
    return view;
}

VisitView visit() {
    return {u"g4"_s, VisitView::State::Permitted,
            say(u"Dr Gu Huai’an was let in, but Chengjiang Hospital holds no record of you yet.",
                u"顾怀安医生获准调阅，但澄江医院还没有你的记录。"),
            true};
}

QList<ChoiceView> templates() {
    return {
        {u"family-doctor"_s, say(u"Family doctor, 90 days", u"家庭医生，90 天"),
         say(u"All records of the last three years; sensitive kinds stay hidden.",
             u"最近三年的全部记录；敏感类别仍然看不到。")},
        {u"one-visit"_s, say(u"One visit", u"一次就诊"),
         say(u"What a first visit needs, of the last year, for one week.",
             u"初诊所需的内容，最近一年，有效一周。")},
        {u"second-opinion"_s, say(u"Second opinion", u"第二诊疗意见"), {}},
        {u"specialist-imaging"_s, say(u"Specialist, with imaging", u"专科医生，含影像检查"), {}}};
}

GrantDraftView draft() {
    GrantDraftView view;
    view.today = today();
    view.draft = {u"lu"_s,     {u"glucose"_s, u"hba1c"_s}, u"30d"_s, u"treatment"_s,
                  {u"look"_s}, today().addDays(16)};
    view.sentence = luSentence();
    view.willNotSee = luHidden();
    view.people = {choice(u"lu"_s, say(u"Dr Lu Zhixia", u"陆知夏医生"),
                          say(u"Endocrinology, Mingxi Hospital", u"明溪医院内分泌科")),
                   choice(u"gu"_s, say(u"Dr Gu Huai’an", u"顾怀安医生"),
                          say(u"Cardiology, Chengjiang Hospital", u"澄江医院心内科")),
                   choice(u"mx"_s, say(u"All doctors of Mingxi Hospital", u"明溪医院的所有医生"),
                          say(u"whoever treats you there", u"在那里给你看病的人"))};
    view.categories = {choice(u"glucose"_s, say(u"Glucose", u"血糖"), QString(), 16),
                       choice(u"hba1c"_s, say(u"HbA1c", u"糖化血红蛋白"), QString(), 2),
                       choice(u"bp"_s, say(u"Blood pressure", u"血压"), QString(), 61),
                       choice(u"med"_s, say(u"Medicines", u"用药"), QString(), 7),
                       choice(u"lab"_s, say(u"Other laboratory", u"其他检验"), QString(), 43)};
    view.windows = {choice(u"30d"_s, say(u"Last 30 days", u"最近 30 天"),
                           say(u"and new values until the grant ends", u"以及授权结束前的新数值")),
                    choice(u"1y"_s, say(u"Last year", u"最近一年"),
                           say(u"and new values until the grant ends", u"以及授权结束前的新数值")),
                    choice(u"all"_s, say(u"Everything", u"全部时间"), QString())};
    view.purposes = {choice(u"treatment"_s, say(u"Treatment", u"治疗"), QString()),
                     choice(u"second"_s, say(u"Second opinion", u"第二诊疗意见"), QString()),
                     choice(u"insurance"_s, say(u"Insurance", u"保险理赔"), QString()),
                     choice(u"research"_s, say(u"Research", u"研究"), QString())};
    view.actions = {
        choice(u"look"_s, say(u"Look at", u"查看"), say(u"on their screen", u"在对方屏幕上查看")),
        choice(u"keep"_s, say(u"Keep a copy", u"保存副本"),
               say(u"cannot be taken back", u"保存后无法收回")),
        choice(u"pass"_s, say(u"Pass on", u"转交他人"),
               say(u"to the people who treat you with them", u"转交给一起给你看病的人"))};
    view.lengths = {choice(today().addDays(16).toString(Qt::ISODate), say(u"2 weeks", u"两周"),
                           say(u"until 9 December", u"到12月9日")),
                    choice(today().addDays(90).toString(Qt::ISODate), say(u"90 days", u"90 天"),
                           say(u"until 21 February 2027, the usual", u"到2027年2月21日，默认")),
                    choice(QString(), say(u"Without end", u"不设期限"),
                           say(u"until you revoke it", u"直到你撤销"))};
    view.opensTotal = 18;
    view.opens = opens();
    view.elsewhere = elsewhere();
    view.changesFor = say(u"Dr Lu Zhixia", u"陆知夏医生");
    view.changes = changes();
    view.canContinue = true;
    return view;
}

GrantDraftView bigDraft(int people) {
    GrantDraftView view = draft();
    for (ChoiceView& known : view.people) {
        known.group = say(u"You gave them something before, or they treated you",
                          u"你授权过的，或给你看过病的");
    }
    const std::array hospitals{std::pair{u"Chengjiang Hospital"_s, u"澄江医院"_s},
                               std::pair{u"Mingxi Hospital"_s, u"明溪医院"_s},
                               std::pair{u"Qingyu Check-up Centre"_s, u"青屿体检中心"_s}};
    const auto each = (people + int(hospitals.size()) - 1) / int(hospitals.size());
    for (int i = 0; i < people; ++i) {
        const auto& [english, chinese] = hospitals.at(std::size_t(i / each));
        const QString hospital = isChinese() ? chinese : english;
        const QString department =
            (isChinese() ? u"心内科 %1"_s : u"Cardiology %1"_s).arg(i % each + 1);
        view.people << ChoiceView{u"doctor%1"_s.arg(i),
                                  (isChinese() ? u"%1号医生"_s : u"Dr Number %1"_s).arg(i + 1),
                                  isChinese() ? hospital + department
                                              : department + u", "_s + hospital,
                                  -1,
                                  hospital,
                                  isChinese() ? english : chinese};
    }
    for (const auto& [english, chinese] :
         {std::pair{u"vaccinations"_s, u"疫苗接种"_s}, std::pair{u"imaging"_s, u"检查影像"_s},
          std::pair{u"allergies"_s, u"过敏史"_s}}) {
        view.categories << choice(english, isChinese() ? chinese : english, QString(), 0);
    }
    view.opensTotal = 0;
    view.opens.clear();
    view.elsewhere.clear();
    view.changes.clear();
    view.noneInWindow =
        say(u"0 in the last 30 days. 34 are older.", u"最近 30 天为 0 项。更早的有 34 项。");
    view.wholeWindow = u"all"_s;
    return view;
}

SigningView signing(SendStage stage) {
    SigningView view;
    view.signer =
        say(u"You sign as Shen Ruolan, on this computer", u"你以沈若兰的身份在这台电脑上签署");
    view.sentence = luSentence();
    view.willNotSee = luHidden();
    view.today = today();
    view.ends = today().addDays(16);
    view.usualEnds = today().addDays(90);
    view.opensTotal = 18;
    view.opens = opens();
    view.elsewhere = elsewhere();
    view.changesFor = say(u"Dr Lu Zhixia", u"陆知夏医生");
    view.changes = changes();
    view.exactText =
        u"Grant\n  grantId     5d1c…a90e\n  grantee     Mingxi Hospital, staff 0417\n  window      2026-11-23 .. 2026-12-10 (half-open)\n  commitment  7be2…41c3"_s;
    view.stage = stage;
    view.block = stage >= SendStage::InBlock ? 10482 : 0;
    view.provenAt = at(0, 14, 6);
    if (stage == SendStage::Failed) {
        view.problem = say(
            u"The network did not answer. Your grant lies here; try again when you are connected.",
            u"网络没有回应。授权还保存在本机，连上网络后再试一次。");
    }
    return view;
}

RevokeView revoke(SendStage stage) {
    RevokeView view;
    const GrantView chosen = grants().at(3);
    view.grantId = chosen.id;
    view.sentence = chosen.sentence;
    view.who = say(u"Dr Gu Huai’an", u"顾怀安医生");
    view.today = today();
    view.seenTimes = 9;
    view.lastSeen = at(1, 10, 30);
    view.stage = stage;
    view.block = stage >= SendStage::InBlock ? 10483 : 0;
    view.hospitals = {say(u"Chengjiang Hospital", u"澄江医院"),
                      say(u"Mingxi Hospital", u"明溪医院"),
                      say(u"Qingyu Check-up Centre", u"青屿体检中心")};
    if (stage == SendStage::Review) {
        view.copyKeepers = {say(u"Dr Gu Huai’an", u"顾怀安医生")};
    }
    return view;
}

SeparateConsentView separateConsent(wallet::SeparateConsent::What what) {
    using What = wallet::SeparateConsent::What;
    SeparateConsentView view;
    view.what = what;
    view.who = say(u"Dr Lu Zhixia, Endocrinology, Mingxi Hospital", u"明溪医院内分泌科陆知夏医生");
    view.terms = say(u"For treatment, until 30 September 2026", u"为了治疗，到2026年9月30日为止");
    view.concerned = say(u"3 of your records in this vault", u"保险箱里的 3 条记录");
    if (what == What::Sensitive) {
        view.title = say(u"May Dr Lu Zhixia also see this: mental health and substance use?",
                         u"陆知夏医生也可以看这些吗：精神心理和物质使用？");
        view.reason = say(u"It is especially sensitive, so you decide about it by itself.",
                          u"这些特别敏感，所以请你单独决定。");
        view.agree = say(u"Yes, include it", u"可以，包括在内");
        view.leaveOut = say(u"Leave it out", u"不包括");
        view.without = say(u"Without it they see the rest of what you chose.",
                           u"不包括时，对方仍能看到你选的其他内容。");
    } else {
        view.title = say(u"May Dr Lu Zhixia pass it on to others?", u"陆知夏医生可以转给别人吗？");
        view.reason = say(u"What was passed on cannot be called back, and the log does not show "
                          u"who has it.",
                          u"转出去的内容收不回来，访问记录里也看不到谁拿到了。");
        view.agree = say(u"Yes, they may", u"可以");
        view.without = say(u"Go back to choose something else.", u"请返回另选。");
    }
    return view;
}

RulesView rules(SendStage stage) {
    RulesView view;
    view.stage = stage;
    view.blocked = {{u"b1"_s, say(u"Dr Gu Huai’an", u"顾怀安医生"),
                     say(u"Orthopaedics, Chengjiang Hospital · 1 grant opens nothing",
                         u"澄江医院骨科 · 1 项授权不再开放任何内容")}};
    view.people = draft().people;
    view.emergencies = {
        {u"0"_s, say(u"Nothing", u"什么都不开放"),
         say(u"Emergency staff see what a grant opens for them, no more.",
             u"急救人员只能看到授权给他们的内容。"),
         0},
        {u"1"_s, say(u"Ordinary records", u"普通记录"),
         say(u"For doctors and nurses, to look at, for 24 hours at most. You are told at once, "
             u"with their reason.",
             u"只给医生和护士查看，最长 24 小时。会马上告诉你，并附上他们的理由。"),
         214},
        {u"2"_s, say(u"Ordinary and restricted records", u"普通和限制级记录"),
         say(u"As above, and what is marked restricted too. Very restricted records never open in "
             u"an emergency.",
             u"同上，另加标为限制级的记录。极限制级的记录在紧急情况下也不开放。"),
         219}};
    view.emergency = u"1"_s;
    view.kinds = {
        {u"genetics"_s, say(u"Genetic test results", u"基因检测"),
         say(u"None of your records in this vault", u"保险箱里没有这类记录"), std::nullopt},
        {u"mental-health"_s, say(u"Mental health", u"精神心理"),
         say(u"3 of your records", u"3 条记录"), consent::Confidentiality::VeryRestricted},
        {u"sexual-health"_s, say(u"Sexual health and HIV", u"性健康与艾滋病"),
         say(u"2 of your records", u"2 条记录"), consent::Confidentiality::Restricted}};
    view.changes = {
        {ChangeView::Kind::NoLongerSees,
         say(u"Dr Gu Huai’an can see nothing any more", u"顾怀安医生从此什么都看不到"),
         say(u"Whatever a grant says, and in an emergency too.",
             u"不论有什么授权，紧急情况下也一样。")},
        {ChangeView::Kind::NoLongerSees,
         say(u"Mental health counts as very restricted everywhere",
             u"精神心理在所有医院都按“极限制级”保护"),
         say(u"Only a grant that opens very restricted records shows it; an emergency never does.",
             u"只有开放“极限制级”记录的授权才能看到；紧急情况下也不开放。")}};
    view.draft.version = 1; // so that it differs from what stands
    view.exactText = u"format: 1\nversion: 2\nemergency: 1"_s;
    view.block = stage == SendStage::InBlock || stage == SendStage::Proven ? 10484 : 0;
    if (stage == SendStage::Failed) {
        view.problem = say(u"An earlier change of the rules is still on its way, so nothing was "
                           u"sent. Try again when it is proven.",
                           u"之前的一次更改还在途中，因此没有发送。证实之后请再试。");
    }
    return view;
}

DisputeView dispute(SendStage stage) {
    DisputeView view;
    view.accessId = u"a4"_s;
    view.who = say(u"IT account IT-0417, Chengjiang Hospital", u"信息科账户 IT-0417，澄江医院");
    view.what = say(u"Blood count, liver, kidney", u"血常规、肝功能、肾功能");
    view.when = say(u"22 November 16:05", u"11月22日 16:05");
    view.hospital = say(u"Chengjiang Hospital", u"澄江医院");
    view.stage = stage;
    view.block = stage >= SendStage::InBlock ? 10483 : 0;
    view.isSimulated = true;
    if (stage == SendStage::Failed) {
        view.mayRetry = false;
        view.problem = say(u"The network does not answer. Your objection is signed and kept: it "
                           u"goes out by itself.",
                           u"网络没有回应。你的异议已签署并保存，会自动发出。");
    }
    return view;
}

ImportView importing() {
    ImportFileView laboratory;
    laboratory.path = laboratory.name = say(u"laboratory-2026.ndjson", u"检验结果2026.ndjson");
    laboratory.person = say(u"Shen Ruolan, born 3 April 1958", u"沈若兰，1958年4月3日出生");
    laboratory.kinds = {{HealthFacet::Laboratory, 312},
                        {HealthFacet::Measurements, 48},
                        {HealthFacet::Documents, 6}};
    laboratory.years = u"2009 – 2026"_s;
    laboratory.added = 366;
    laboratory.duplicates = 12;
    laboratory.refused = 2;
    laboratory.refusals = {
        say(u"Part 41: The text ends in the middle. Ask for the file again.",
            u"第 41 部分：内容在中间断了。请重新索取文件。"),
        say(u"Part 42: This is not valid JSON.", u"第 42 部分：不是有效的 JSON。")};
    ImportFileView other;
    other.path = other.name = u"discharge.json"_s;
    other.person = say(u"Otto Brandt, born 1 January 1950", u"奥托·布兰特，1950年1月1日出生");
    other.other = laboratory.person;
    other.kinds = {{HealthFacet::Visits, 1}, {HealthFacet::Medicines, 7}};
    other.years = u"2025"_s;
    other.added = 8;
    ImportFileView page;
    page.path = page.name = u"report.xml"_s;
    page.problem = say(u"It is XML. Ask the hospital for FHIR in JSON.",
                       u"这是 XML。请向医院索取 JSON 格式的 FHIR。");
    return {{laboratory, other, page}};
}

RevokeManyView revokeMany(RevokeManyView::Stage stage) {
    using State = RevokeRowView::State;
    RevokeManyView view;
    view.choice.what = RevokeChoice::What::Everything;
    view.today = today();
    view.seenTimes = 34;
    view.hospitals = revoke(SendStage::Review).hospitals;
    view.copyKeepers = {say(u"Dr Gu Huai’an, Chengjiang Hospital", u"顾怀安医生")};
    view.stage = stage;
    const std::array ends{State::Stopped, State::Stopped, State::Waiting, State::Refused,
                          State::OverBefore};
    for (const GrantView& grant : grants()) {
        if (!grant.canRevoke()) {
            continue;
        }
        RevokeRowView row{grant.id, grant.title, grant.subtitle,
                          GrantListModel::endText(grant, today())};
        if (stage == RevokeManyView::Stage::Running) {
            row.state = view.rows.size() < 3 ? State::InBlock : State::Sent;
        } else if (stage == RevokeManyView::Stage::Ended) {
            row.state = ends.at(std::size_t(view.rows.size()) % ends.size());
        }
        row.block = row.state == State::InBlock || row.state == State::Stopped ? 10484 : 0;
        if (row.state == State::Refused) {
            row.problem = say(u"Too many revocations wait for grants that were never seen.",
                              u"等待中的未见授权撤销过多。");
        }
        view.rows << row;
    }
    return view;
}

SeenAsView seenAs(SeenAsView::Considered considered) {
    SeenAsView view;
    view.whoId = u"lu"_s;
    view.who = say(u"Dr Lu Zhixia", u"陆知夏医生");
    view.whereFrom = say(u"Endocrinology, Mingxi Hospital", u"内分泌科，明溪医院");
    view.considered = considered;
    view.grants = 2;
    const auto add = [&](HealthFacet kind, const QString& name, const QString& value, int count,
                         const QString& reason, QList<SeenGroup>& groups) {
        SeenGroup group{kind, HealthModel::word(kind), reason, {}};
        for (int i = 0; i < count; ++i) {
            group.records.push_back(static_cast<int>(view.records.size()));
            view.records << HealthRowView{QString::number(view.records.size()),
                                          kind,
                                          name,
                                          value,
                                          ValueFlag::None,
                                          Format::dayYear(today().addDays(-i)),
                                          say(u"Mingxi Hospital", u"明溪医院"),
                                          HashState::NotChecked};
        }
        groups << group;
    };
    const QString glucose = say(u"Glucose", u"血糖");
    add(HealthFacet::Laboratory, glucose, u"6.1 mmol/L"_s, 18, {}, view.visibleGroups);
    view.visible = 18;
    const QString outside = say(u"No grant covers this kind of record.", u"没有授权包括这类记录。");
    add(HealthFacet::Measurements, say(u"Heart rate", u"心率"), u"72 /min"_s, 40, outside,
        view.hiddenGroups);
    add(HealthFacet::Laboratory, glucose, u"5.9 mmol/L"_s, 7,
        say(u"It is outside of the dates that a grant opens.", u"不在授权开放的日期范围内。"),
        view.hiddenGroups);
    add(HealthFacet::Diagnoses, say(u"Anxiety disorder", u"焦虑障碍"), {}, 1,
        say(u"The grant leaves out something sensitive in it.", u"涉及授权排除的敏感内容。"),
        view.hiddenGroups);
    view.hidden = 48;
    view.emergencyGroups = view.visibleGroups;
    view.inEmergency = 18;
    if (considered != SeenAsView::Considered::Nothing) {
        view.changeGroups = view.visibleGroups;
        view.changeGroups[0].reason = considered == SeenAsView::Considered::Signing
                                          ? say(u"Would be seen from then on.", u"之后就能看到。")
                                          : say(u"Would no longer be seen.", u"之后就看不到了。");
        (considered == SeenAsView::Considered::Signing ? view.appear : view.vanish) = 18;
    }
    return view;
}

QList<CheckUpRowView> checkUp() {
    return {{u"g4"_s, 1, CheckUpAction::Narrow,
             say(u"Dr Gu Huai’an, Chengjiang Hospital: Opens more than is used",
                 u"顾怀安医生，澄江医院：开放的比用到的多"),
             say(u"In 45 days they looked 9 times, never at medications. Narrowed to that it opens "
                 u"12 records instead of 40.",
                 u"45 天里对方查看了 9 次，从未看过用药。收窄后打开 12 条记录，现在是 40 条。")},
            {u"g2"_s, 2, CheckUpAction::Revoke,
             say(u"Mingxi Hospital: Never used", u"明溪医院：从未用过"),
             say(u"It has stood for 20 days, and nobody has looked with it.",
                 u"授权已有 20 天，还没有人用它看过。")},
            {u"g1"_s, 4, CheckUpAction::Prolong,
             say(u"Dr Lu Zhixia: Ends soon, and is used", u"陆知夏医生：即将结束，仍在使用"),
             say(u"It ends on 27 November; they looked 3 times, last on 20 November.",
                 u"到11月27日结束；对方查看了 3 次，最近一次是11月20日。")}};
}

NetworkView network() {
    NetworkView view;
    view.isDemonstration = true;
    view.engine = say(u"Embedded, one process", u"内置，单一进程");
    view.chainId = u"consentry-demo-1"_s;
    view.height = 10482;
    view.headTime = at(0, 14, 5);
    view.clockDifferenceMs = -420;
    view.today = today();
    const QString role = say(u"Hospital, checks blocks", u"医院，参与核对区块");
    view.organisations = {
        {say(u"Chengjiang Hospital", u"澄江医院"), role, true, at(0, 14, 5)},
        {say(u"Mingxi Hospital", u"明溪医院"), role, true, at(0, 14, 5)},
        {say(u"Qingyu Check-up Centre", u"青屿体检中心"), role, true, at(0, 14, 4)},
        {say(u"Lanshan Community Clinic", u"岚山社区诊所"), role, false, {}}};
    using Sending = NetworkView::Sending;
    view.sendings = {
        {u"s1"_s,
         say(u"Grant, Dr Lu Zhixia, Mingxi Hospital: Glucose, HbA1c",
             u"授权，明溪医院陆知夏医生：血糖、糖化血红蛋白"),
         Sending::State::Waiting,
         say(u"signed today 13:58, tried 3 times", u"今天 13:58 签署，已尝试 3 次"), true},
        {u"s2"_s, say(u"Revocation, 3 grants", u"撤销，3 项授权"), Sending::State::Sent,
         say(u"signed today 14:01", u"今天 14:01 签署"), false},
        {u"s3"_s, say(u"Rules for everyone", u"对所有人的规则"), Sending::State::Proven,
         say(u"signed yesterday 09:12", u"昨天 09:12 签署"), false}};
    view.trust = {say(u"The 4 simulated hospitals inside this program, and none of them alone.",
                      u"本程序内的 4 家模拟医院，而不是其中任何一家。"),
                  say(u"A block counts when members with more than two thirds of the votes have "
                      u"signed it. This computer checks that itself.",
                      u"超过三分之二票数的成员签署的区块才算数。这台电脑会自己核对。")};
    view.trustExact = u"chain_id: consentry-demo-1\nheight: 10482"_s;
    return view;
}

ProfileView profile() {
    light_client::ConsortiumProfile profile;
    profile.chainId = "hospitals-1";
    profile.number = 2;
    profile.issuedAt = instantFromMillis(at(5, 9, 0).toMSecsSinceEpoch());
    profile.anchorHeight = BlockHeight(48'211);
    profile.anchorTime = profile.issuedAt;
    const std::pair<const char*, const char*> names[] = {
        {"Chengjiang Hospital", "澄江医院"},
        {"Mingxi Hospital", "明溪医院"},
        {"Qingyu Check-up Centre", "青屿体检中心"},
        {"Lanshan Community Clinic", "岚山社区诊所"}};
    for (const auto& [english, chinese] : names) {
        light_client::ProfileOrganization organization;
        organization.nameEn = english;
        organization.nameZh = chinese;
        organization.nodes.push_back({"https://node.example/", {}});
        organization.witnesses = organization.nodes;
        profile.organizations.push_back(std::move(organization));
    }
    const auto language =
        isChinese() ? consentry::Language::ChineseSimplified : consentry::Language::English;
    const Instant now = instantFromMillis(at(0, 14, 5).toMSecsSinceEpoch());
    ProfileView view = ProfileReader(language, now).view(profile);
    view.signatures = say(u"3 of 4 organisations signed it; at least 3 have to.",
                          u"4 家机构中有 3 家签署；至少需要 3 家。");
    return view;
}

ConsortiumChoiceView consortium(ConsortiumChoiceView::Purpose purpose,
                                ConsortiumChoiceView::Step step) {
    ConsortiumChoiceView view;
    view.purpose = purpose;
    view.step = step;
    view.before = 1;
    if (step == ConsortiumChoiceView::Step::Review) {
        view.profile = profile();
    }
    return view;
}

ConflictView conflict() {
    ConflictView view;
    view.block = 48'950;
    view.foundAt = at(0, 14, 5);
    view.shownBy = say(u"Mingxi Hospital", u"明溪医院");
    view.file = u"/home/nina/.local/share/consentry/evidence/block-48950.evidence"_s;
    view.sentences = ConflictReader::sentences(view, today());
    return view;
}

NetworkView realNetwork() {
    NetworkView view = network();
    view.isDemonstration = false;
    view.isConfirmed = true;
    view.witness = say(u"Mingxi Hospital, Lanshan Community Clinic", u"明溪医院、岚山社区诊所");
    view.engine = say(u"CometBFT, one node at each member", u"CometBFT，每个成员一个节点");
    view.chainId = u"hospitals-1"_s;
    view.profile = profile();
    view.organisations.clear();
    for (const ProfileView::Organisation& one : std::as_const(view.profile.organisations)) {
        NetworkView::Organisation row;
        row.name = one.name;
        row.role = say(u"Server · node.example", u"服务器 · node.example");
        row.reachable = true;
        row.state = say(u"answers", u"正常");
        view.organisations << row;
    }
    view.decisions = QList<NetworkView::Decision>{
        {say(u"The validator of Mingxi Hospital is replaced", u"明溪医院更换验证节点"),
         say(u"proposed; 2 of the 3 approvals that it needs, until 10 December 09:00",
             u"已提出，需要 3 个同意，已有 2 个，截止12月10日 09:00")}};
    view.trust[0] = say(u"The members whose keys stand in the profile that this vault has "
                        u"adopted, and none of them alone.",
                        u"密钥写在本保险箱所采用的联盟说明里的成员，而不是其中任何一家。");
    return view;
}

RegistrationView registration() {
    using State = RegistrationView::Step::State;
    RegistrationView view;
    view.consortium = u"hospitals-1"_s;
    view.plainId = u"5d0b77e3c29a41f68b1c9e20d7a4f35560b18c9de7724a13bf06c5d29e81a47c"_s;
    view.partyId = view.plainId;
    for (qsizetype at = view.partyId.size() - 4; at > 0; at -= 4) {
        view.partyId.insert(at, u' ');
    }
    view.steps = {{State::Done, say(u"The profile of your hospitals", u"你的医院的联盟说明"),
                   say(u"hospitals-1, profile 2", u"hospitals-1，第 2 版")},
                  {State::Running,
                   say(u"The hospitals' common book, checked by this computer",
                       u"医院共同的账本，由这台电脑核对"),
                   say(u"up to block 48,950, today 14:05; no second hospital has confirmed it yet",
                       u"核对到第 48,950 区块，今天 14:05；还没有第二家医院确认")},
                  {State::Open, say(u"You, registered at a hospital", u"你本人在医院的登记"),
                   say(u"A desk does this with your number.", u"由医院窗口凭你的编号办理。")}};
    // What the desk would read, drawn by nobody here: a pattern stands for it.
    view.code.side = 29;
    for (int i = 0; i < view.code.side * view.code.side; ++i) {
        view.code.isDark << ((i * 7919 + i / 29 * 31) % 5 < 2);
    }
    return view;
}

StatusView status() {
    return {StatusView::State::Good, say(u"Connected", u"已连接"),
            say(u"Checked today 14:05", u"已核对到今天 14:05")};
}

StorageView storage() {
    return {48'300'000, 9'120'000, 2'400'000, 6'700'000, 1'300'000};
}

AboutView about() {
    AboutView view;
    view.version = u"0.1.0"_s;
    view.libraries = {u"Qt 6.4.2 (LGPL-3.0-only)"_s, u"OpenSSL 3.0.15 (Apache-2.0)"_s,
                      u"libsodium 1.0.18 (ISC)"_s, u"SQLCipher 4.6.1 community"_s};
    view.trust = {
        say(u"The five simulated hospitals inside this program, and none of them alone.",
            u"本程序里模拟的五家医院，而不是其中任何一家。"),
        say(u"A block counts when members with more than two thirds of the votes have "
            u"signed it. This computer checks that itself.",
            u"持有三分之二以上票数的成员都认可之后，一个区块才算数。这由这台电脑自己核对。")};
    view.report =
        debugReport({view.version, view.libraries, u"Debian GNU/Linux 13, x86_64"_s, {}, {}}, {});
    return view;
}

QList<SearchHit> searchHits() {
    const QString hospital = say(u"Qinghe First Hospital", u"清河市第一医院");
    return {{SearchKind::Record,
             u"h1"_s,
             say(u"Glucose, fasting", u"空腹血糖"),
             {u"6.1 mmol/L"_s, say(u"12 March 2024", u"2024年3月12日"), hospital},
             Icon::Flask},
            {SearchKind::Record,
             {},
             say(u"More of these", u"还有更多"),
             {say(u"All in My health", u"在“健康档案”里看全部")},
             Icon::List},
            {SearchKind::Grant,
             u"g1"_s,
             say(u"Dr Lu Zhixia, Qinghe First Hospital", u"陆知夏医生，清河市第一医院"),
             {say(u"Glucose, HbA1c", u"血糖、糖化血红蛋白"),
              say(u"until 9 December 2026", u"到2026年12月9日")},
             Icon::Grant},
            {SearchKind::Person,
             u"p1"_s,
             say(u"Dr Lu Zhixia", u"陆知夏医生"),
             {say(u"Endocrinology", u"内分泌科"), hospital},
             Icon::Person},
            {SearchKind::Page, u"1"_s, say(u"My health", u"健康档案"), {u"Ctrl+4"_s}, Icon::Health},
            {SearchKind::Action,
             u"2"_s,
             say(u"Give access", u"给予授权"),
             {say(u"Let somebody see records of yours", u"让某人查看你的记录")},
             Icon::Plus}};
}

QString vaultName() {
    return say(u"My vault", u"我的保险箱");
}

QString vaultLastUsed() {
    return say(u"Last used yesterday 16:05", u"上次使用：昨天 16:05");
}

QString vaultElsewhere() {
    return say(u"Vault in another folder", u"其他文件夹里的保险箱");
}

QByteArray words() {
    return "river paper lantern quiet maple bridge copper orchard window signal velvet harbor "
           "ginger meadow pencil anchor winter basket thunder saddle mirror cotton planet autumn";
}

TrendSeries glucoseTrend() {
    TrendSeries series;
    series.name = say(u"Glucose, fasting", u"空腹血糖");
    series.unit = u"mmol/L"_s;
    series.usualLow = 3.9;
    series.usualHigh = 6.1;
    series.sources = {say(u"Mingxi Hospital", u"明溪医院"),
                      say(u"Chengjiang Hospital", u"澄江医院"), say(u"Your own", u"自己测量")};
    series.ownSource = 2;
    const std::array values{5.2, 5.6, 6.4, 7.4, 6.9, 5.9, 3.6, 5.1, 5.8, 6.3, 7.1, 7.9};
    for (std::size_t i = 0; i < values.size(); ++i) {
        TrendPoint point;
        const int daysAgo = static_cast<int>(30 * (values.size() - i)) - (i > 6 ? 20 : 0);
        point.at = QDateTime(today().addDays(-daysAgo), QTime(8, 0));
        point.value = values[i];
        point.text = QLocale().toString(values[i], 'f', 1) + u" mmol/L"_s;
        point.place = values[i] > 6.1   ? TrendPoint::Place::Above
                      : values[i] < 3.9 ? TrendPoint::Place::Below
                                        : TrendPoint::Place::Inside;
        point.gapBefore = i == 7;
        point.source = i % 4 == 1 ? 1 : i == 9 ? 2 : 0;
        if (i == 6) { // below what the method can measure
            point.bound = TrendPoint::Bound::Below;
            point.text = u"< "_s + point.text;
        }
        series.points << point;
    }
    return series;
}

} // namespace consentry::ui::sample
