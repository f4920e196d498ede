#include "ui/gallery/widget_samples.h"

#include "ui/gallery/sample_data.h"
#include "ui/gallery/say.h"
#include "ui/models/format.h"
#include "ui/widgets/bar_chart.h"
#include "ui/widgets/button.h"
#include "ui/widgets/calendar_strip.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/month_grid.h"
#include "ui/widgets/notification_row.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/seal.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/skeleton.h"
#include "ui/widgets/time_bar_table.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/trend_chart.h"
#include "ui/widgets/wrap_layout.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QRadioButton>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace consentry::ui::sample {
namespace {

/// One line of samples that wraps, with what they are at its start.
class Line {
public:
    Line(QVBoxLayout& column, const QString& title) : m_row(new WrapLayout) {
        column.addWidget(new Text(title, TextSize::Caption, Role::Muted, TextWeight::Bold));
        m_row->setSpacing(px(12));
        m_row->setContentsMargins(4, 4, 4, px(16));
        column.addLayout(m_row);
    }
    template <typename Widget> Widget* add(Widget* widget) {
        m_row->addWidget(widget);
        return widget;
    }

private:
    WrapLayout* m_row;
};

void addWide(QVBoxLayout& column, const QString& title, QWidget* widget) {
    column.addWidget(new Text(title, TextSize::Caption, Role::Muted, TextWeight::Bold));
    column.addSpacing(px(4));
    column.addWidget(widget);
    column.addSpacing(px(20));
}

void addButtons(QVBoxLayout& column) {
    using Kind = Button::Kind;
    const std::array kinds{std::pair{Kind::Filled, say(u"Sign and send", u"签署并发送")},
                           std::pair{Kind::Outlined, say(u"Export", u"导出")},
                           std::pair{Kind::Danger, say(u"Revoke", u"撤销")},
                           std::pair{Kind::Plain, say(u"All grants", u"全部授权")},
                           std::pair{Kind::IconOnly, say(u"Close", u"关闭")}};
    for (const auto& [kind, words] : kinds) {
        const Icon icon = kind == Kind::IconOnly ? Icon::X
                          : kind == Kind::Filled ? Icon::None
                                                 : Icon::Download;
        Line line(column, say(u"Button: at rest, hovered, pressed, focused, disabled",
                              u"按钮：常态、悬停、按下、聚焦、禁用"));
        line.add(new Button(kind, words, nullptr, icon));
        line.add(new Button(kind, words, nullptr, icon))->setAttribute(Qt::WA_UnderMouse);
        line.add(new Button(kind, words, nullptr, icon))->setDown(true);
        pretendFocus(*line.add(new Button(kind, words, nullptr, icon)));
        line.add(new Button(kind, words, nullptr, icon))->setEnabled(false);
    }
}

template <typename Box> void addBoxes(QVBoxLayout& column, const QString& title) {
    Line line(column, title);
    int number = 0;
    const auto add = [&](bool checked, bool enabled) {
        auto* box = new Box(say(u"Blood pressure", u"血压") + u' ' + QString::number(++number));
        // Each in a group of its own, so that all can be shown as chosen.
        auto* group = new QButtonGroup(box);
        group->setExclusive(false);
        group->addButton(box);
        box->setChecked(checked);
        box->setEnabled(enabled);
        return line.add(box);
    };
    add(false, true);
    add(true, true);
    pretendFocus(*add(true, true));
    add(false, false);
    add(true, false);
}

void addFields(QVBoxLayout& column) {
    Line fields(column, say(u"Fields: search, secret, day", u"输入：搜索、密码、日期"));
    fields.add(new SearchField(say(u"Search people, hospitals", u"搜索人、医院")))
        ->setMinimumWidth(px(280));
    auto* filled = new SearchField(say(u"Search", u"搜索"));
    filled->setText(say(u"glucose", u"血糖"));
    fields.add(filled);
    auto* off = new SearchField(say(u"Not now", u"现在不可用"));
    off->setEnabled(false);
    fields.add(off);
    fields.add(new SecureLineEdit(say(u"Passphrase", u"密码")));
    auto* day = new DateField(say(u"Last day", u"最后一天"));
    day->setToday(today());
    day->setDay(today().addDays(16));
    fields.add(day);
    auto* problem = new DateField(say(u"First day", u"第一天"));
    problem->setToday(today());
    problem->edit().setText(u"31 February"_s);
    emit problem->edit().editingFinished();
    fields.add(problem);
}

void addChips(QVBoxLayout& column) {
    const QString words = say(u"blood pressure and ECG", u"血压和心电图");
    Line chips(column, say(u"Chip: editable, hovered, focused, disabled, removable; static",
                           u"标签：可改、悬停、聚焦、禁用、可移除；静态"));
    chips.add(new Chip(Chip::Kind::Editable, words));
    chips.add(new Chip(Chip::Kind::Editable, words))->setAttribute(Qt::WA_UnderMouse);
    pretendFocus(*chips.add(new Chip(Chip::Kind::Editable, words)));
    chips.add(new Chip(Chip::Kind::Editable, words))->setEnabled(false);
    chips.add(new Chip(Chip::Kind::Removable, words));
    chips.add(new Tag(say(u"restricted", u"限制级"), Icon::LockClosed));
    chips.add(new Tag(say(u"self measured", u"自己测量")));

    auto* filters = new FilterChips;
    filters->setAccessibleName(say(u"Which accesses", u"哪些访问"));
    filters->setChips(
        {{0, say(u"All", u"全部"), 1284, {}, 0},
         {1, say(u"By your rule", u"按规则"), 1268, Mark::ByRule, static_cast<quint8>(Role::Good)},
         {2, say(u"Emergency", u"紧急"), 9, Mark::Warning, static_cast<quint8>(Role::Warn)},
         {3, say(u"No rule", u"无规则"), 1, Mark::NoRule, static_cast<quint8>(Role::Danger)}},
        1);
    addWide(column, say(u"Filter, one holds", u"筛选，选一"), filters);
    auto* tabs = new FilterChips(nullptr, FilterChips::Look::Tabs);
    tabs->setAccessibleName(say(u"View", u"视图"));
    tabs->setChips({{0, say(u"Active", u"生效中"), 4, {}, 0},
                    {1, say(u"Waiting", u"等待中"), 1, {}, 0},
                    {2, say(u"Ended", u"已结束"), 13, {}, 0}},
                   0);
    addWide(column, say(u"Tabs", u"分页"), tabs);
}

Badge* badge(Mark mark, const QString& words, Role role, Role tint) {
    return new Badge(mark, words, role, tint);
}

void addIcons(QVBoxLayout& column) {
    Line icons(column, say(u"Icons, 24 px, 1.75 stroke", u"图标，24 像素，线宽 1.75"));
    for (int i = 1; i < iconCount; ++i) {
        icons.add(new Symbol(static_cast<Icon>(i), Role::Ink, 24));
    }
    Line marks(column, say(u"Marks: by rule, emergency, no rule, refused, cut",
                           u"记号：按规则、紧急、无规则、被拒绝、已撤销"));
    marks.add(new Symbol(Mark::ByRule, Role::Good));
    marks.add(new Symbol(Mark::Warning, Role::Warn));
    marks.add(new Symbol(Mark::NoRule, Role::Danger));
    marks.add(new Symbol(Mark::Refused, Role::Muted));
    marks.add(new Symbol(Mark::Cut, Role::Ink));
    marks.add(new Symbol(Mark::Asked, Role::Primary));
}

ToastCard* toast(const QString& words, ToastView::Tone tone, const QString& action = {}) {
    ToastView view;
    view.words = words;
    view.tone = tone;
    view.action = action;
    return new ToastCard(view);
}

} // namespace

void addControls(QVBoxLayout& column) {
    addButtons(column);
    addBoxes<QCheckBox>(column, say(u"Boxes to tick", u"复选框"));
    addBoxes<QRadioButton>(column, say(u"One of several", u"单选"));
    addFields(column);
    addChips(column);
}

void addWords(QVBoxLayout& column) {
    column.addWidget(new Text(say(u"Page title, 30", u"页面标题 30"), TextSize::Page, Role::Ink,
                              TextWeight::Bold));
    column.addWidget(
        new Text(say(u"Section, 22", u"小节 22"), TextSize::Section, Role::Ink, TextWeight::Bold));
    column.addWidget(new Text(say(u"Title of a task, 18", u"事项标题 18"), TextSize::TaskTitle,
                              Role::Ink, TextWeight::Bold));
    column.addWidget(new Text(
        say(u"Running text at 16 pixels. It says what happened and <b>what to do next</b>.",
            u"正文 16 像素。说清发生了什么，以及<b>接下来做什么</b>。"),
        TextSize::Body));
    column.addWidget(
        new Text(say(u"Caption, 14, muted", u"说明 14，弱化"), TextSize::Caption, Role::Muted));
    column.addSpacing(px(16));
    const auto banner = [&column](Banner::Tone tone, const QString& words) {
        column.addWidget(new Banner(tone, words));
        column.addSpacing(px(8));
    };
    banner(Banner::Tone::Info, say(u"<b>Demonstration.</b> Nothing leaves this computer.",
                                   u"<b>演示。</b>任何内容都不会离开这台电脑。"));
    banner(Banner::Tone::Good, say(u"Everything is proven.", u"全部已证实。"));
    banner(Banner::Tone::Warn,
           say(u"This computer’s clock is wrong by 14 seconds.", u"这台电脑的时钟差了 14 秒。"));
    banner(Banner::Tone::Danger,
           say(u"<b>Something is missing from this list.</b>", u"<b>这份列表不完整。</b>"));
    Line badges(column, say(u"Badges", u"徽标"));
    badges.add(badge(Mark::ByRule, say(u"By your rule", u"按规则"), Role::Good, Role::GoodTint));
    badges.add(badge(Mark::Warning, say(u"Emergency", u"紧急"), Role::Warn, Role::WarnTint));
    badges.add(badge(Mark::NoRule, say(u"No rule", u"无规则"), Role::Danger, Role::DangerTint));
    badges.add(badge(Mark::Refused, say(u"Refused", u"被拒绝"), Role::Primary, Role::PrimarySoft));
    addWide(column, say(u"Toasts", u"短提示"),
            toast(say(u"The copy lies in Documents.", u"副本在“文档”里。"), ToastView::Tone::Good));
    addWide(
        column, say(u"Toast with an action", u"带操作的短提示"),
        toast(say(u"The file could not be written. The disk is full.", u"文件没有写成，磁盘已满。"),
              ToastView::Tone::Problem, say(u"Choose another place", u"换个位置")));
    auto* card = new Card;
    card->column().addWidget(new EmptyState(
        say(u"You have not let anybody see your records yet.", u"你还没有让任何人查看你的记录。"),
        nullptr,
        new Button(Button::Kind::Outlined, say(u"New grant", u"新建授权"), nullptr, Icon::Plus)));
    addWide(column, say(u"Empty state", u"空状态"), card);
    addWide(column, say(u"Skeletons", u"占位"), new Skeleton(Skeleton::Shape::Paragraph, 3));
    column.addWidget(new Skeleton(Skeleton::Shape::Rows, 3));
    column.addSpacing(px(12));
    column.addWidget(new Skeleton(Skeleton::Shape::Picture, 2));
    column.addSpacing(px(20));
    addIcons(column);
}

void addRows(QVBoxLayout& column) {
    auto* list = new Card;
    const auto add = [list](const NotificationView& view) {
        list->column().addWidget(new NotificationRow(view));
        list->column().addWidget(new Rule);
    };
    list->layout()->setContentsMargins(1, 1, 1, 1);
    add({u"n1"_s, Icon::Info, Mark::NoRule, say(u"An access without a rule", u"一次没有规则的访问"),
         say(u"Chengjiang Hospital", u"澄江医院"), say(u"yesterday 16:05", u"昨天 16:05"), true,
         say(u"See", u"查看")});
    add({u"n2"_s,
         Icon::Pencil,
         {},
         say(u"Somebody asks for access", u"有人申请访问"),
         QString(),
         say(u"2 hours ago", u"2 小时前"),
         true,
         say(u"See the request", u"查看申请")});
    add({u"n3"_s,
         Icon::Clock,
         {},
         say(u"A grant ended", u"一项授权已结束"),
         QString(),
         say(u"20 November", u"11月20日"),
         false,
         QString()});
    addWide(column, say(u"Notifications", u"通知"), list);

    auto* half = new ProgressRow(say(u"Importing 1,000 records", u"正在导入 1,000 条记录"));
    half->setProgress(412, 1000);
    addWide(column, say(u"Progress: known, unknown, stopping", u"进度：已知、未知、停止中"), half);
    auto* unknown = new ProgressRow(say(u"Reading the file", u"正在读取文件"));
    unknown->setProgress(2048, 0);
    column.addWidget(unknown);
    auto* stopping = new ProgressRow(say(u"Checking the log", u"正在核对访问记录"));
    stopping->setProgress(70, 100);
    stopping->setStopping();
    column.addWidget(stopping);
    column.addSpacing(px(20));

    for (const auto& [stage, failed] : {std::pair{StageStepper::Stage::Sent, false},
                                        std::pair{StageStepper::Stage::Proven, false},
                                        std::pair{StageStepper::Stage::Signed, true}}) {
        auto* steps = new StageStepper;
        steps->setStage(stage, stage >= StageStepper::Stage::InBlock ? 10482 : 0, failed);
        column.addWidget(steps);
    }
    column.addSpacing(px(12));
    column.addWidget(new UndoBar(10, QDeadlineTimer(10'000)));
    column.addSpacing(px(20));
    auto* facts = new Card;
    facts->column().addWidget(new FactRow(say(u"Who", u"谁"), say(u"IT account", u"信息科账户"),
                                          say(u"Chengjiang Hospital", u"澄江医院")));
    facts->column().addWidget(
        new FactRow(say(u"Purpose", u"目的"), say(u"not given", u"没有写明"), QString()));
    facts->column().addWidget(new Disclosure(say(u"Technical details", u"技术细节"),
                                             new CodeBlock(u"{ \"row\": 1279 }"_s)));
    addWide(column, say(u"Facts", u"要点"), facts);

    auto* table = new Table(say(u"Storage", u"存储"));
    table->setContents(
        {{say(u"What", u"内容"), false},
         {say(u"Records", u"条数"), true},
         {say(u"Size", u"大小"), true}},
        {{say(u"Laboratory", u"检验"), u"1,268"_s, u"4.2 MB"_s},
         {say(u"Images and documents of all hospitals together", u"所有医院的影像和文书合计"),
          u"97"_s, u"310.0 MB"_s},
         {say(u"Log of accesses", u"访问记录"), u"100,000"_s, u"28.4 MB"_s}});
    table->setCurrentIndex(table->model()->index(1, 0));
    pretendFocus(*table);
    auto* paper = new Card;
    paper->layout()->setContentsMargins(px(8), px(4), px(8), px(4));
    paper->column().addWidget(table);
    addWide(column, say(u"Table", u"表格"), paper);
}

void addFigures(QVBoxLayout& column) {
    auto* chart = Figure::trend(glucoseTrend());
    addWide(
        column,
        say(u"Line with the usual range; a shape for each hospital, triangles point outside; a gap "
            u"stays a gap, a hollow mark is only a bound",
            u"折线与参考范围；每家医院一种形状，三角指向范围外；空缺保持空缺，空心只表示界限"),
        chart);
    auto* focused = new TrendChart(glucoseTrend());
    focused->setCurrent(3);
    pretendFocus(*focused);
    addWide(column, say(u"A value under the keyboard", u"键盘所在的数值"), focused);
    TrendSeries weight;
    weight.name = say(u"Weight", u"体重");
    weight.unit = u"kg"_s;
    TrendPoint once;
    once.at = QDateTime(today(), QTime(8, 0));
    once.value = 63.8;
    once.text = u"63.8 kg"_s;
    weight.points = {once};
    addWide(column, say(u"One value", u"只有一个数值"), new TrendChart(weight));
    weight.points.clear();
    addWide(column, say(u"No value", u"没有数值"), new TrendChart(weight));
    const QList<Bar> bars{
        {say(u"By your rules", u"按规则"), 1268, u"1,268"_s, Mark::ByRule, Role::Good},
        {say(u"In an emergency", u"紧急"), 9, u"9"_s, Mark::Warning, Role::Warn},
        {say(u"Without a rule", u"无规则"), 1, u"1"_s, Mark::NoRule, Role::Danger},
        {say(u"Refused", u"被拒绝"), 0, u"0"_s, Mark::Refused, Role::Muted}};
    const QList<TableColumn> columns{{say(u"How", u"方式"), false}, {say(u"Times", u"次数"), true}};
    addWide(column, say(u"Bars", u"条形"),
            Figure::bars(say(u"Accesses this year", u"今年的访问"), columns, bars));
    auto* asTable = Figure::bars(say(u"The same as a table", u"同一内容的表格"), columns, bars);
    asTable->showTable(true);
    column.addWidget(asTable);
}

void addTime(QVBoxLayout& column) {
    auto* strip = new CalendarStrip(say(u"Accesses by day", u"按天查看访问"));
    strip->setBounds(today().addDays(-400), today(), today());
    QHash<QDate, AccessCounts> counts;
    for (int i = 0; i < 60; i += 1 + i % 3) {
        counts.insert(today().addDays(-i), {1 + i % 5 + (i % 4 == 0), 1 + i % 5, 0, 0, i % 4 == 0});
    }
    counts[today().addDays(-1)] = {5, 3, 1, 1, 0};
    counts[today().addDays(-5)] = {2, 0, 2, 0, 0};
    counts[today().addDays(-9)] = {120, 120, 0, 0, 0};
    strip->setCounts(counts);
    strip->setChosen(today().addDays(-6), today().addDays(-4));
    addWide(column, say(u"Calendar strip", u"日历条"), strip);

    Line months(column, say(u"Month: a day chosen, days before today refused",
                            u"月历：选中一天，今天以前不可选"));
    auto* month = new MonthGrid;
    month->setToday(today());
    month->setBounds(today().addDays(-3), QDate());
    month->setDay(today().addDays(4));
    months.add(month);
    Line seals(column, say(u"Seals", u"印章"));
    seals.add(new Seal(Seal::State::Empty, say(u"not proven yet", u"尚未证实"), QString()));
    seals.add(new Seal(Seal::State::Proven, say(u"Proven", u"已证实"), u"09:41"_s));
    seals.add(new Seal(Seal::State::Revoked, say(u"revoked", u"已撤销"), u"6.11."_s));
    addWide(column, say(u"Time bar alone", u"单独的时间条"),
            new SingleTimeBar(today(), today().addDays(16), today().addDays(90)));
    addWide(column, say(u"Sentence with chips", u"带标签的句子"),
            new GrantSentence(signing(SendStage::Review).sentence, GrantSentence::Mode::Chips));
    addWide(column, say(u"Sentence as a contract", u"合同样式的句子"),
            new GrantSentence(signing(SendStage::Review).sentence, GrantSentence::Mode::Contract));
}

} // namespace consentry::ui::sample
