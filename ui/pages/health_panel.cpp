#include "ui/pages/health_panel.h"

#include "ui/pages/health_row_painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/link_row.h"
#include "ui/widgets/picture_view.h"
#include "ui/widgets/rows.h"

#include <QCheckBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int labelWidth = 104;
/// More documents of one record wait until they are asked for.
constexpr qsizetype documentsAtOnce = 2;
constexpr qsizetype courseLeast = 2; ///< values; one alone says no more than its record

} // namespace

HealthPanel::HealthPanel(const HealthDetailView& detail, const QString& back, QWidget* parent)
    : SidePanel(tr("Details of this record"), parent), m_attachments(new QVBoxLayout),
      m_trends(new QVBoxLayout) {
    addHead(detail);
    addTitle(detail, back);
    if (detail.check.isAlarm) { // to be read before what the record says
        addCheck(detail);
    }
    for (const HealthSectionView& section : detail.sections) {
        addSection(section);
    }
    if (!detail.check.isAlarm) {
        addCheck(detail);
    }
    m_attachments->setContentsMargins(0, 0, 0, 0);
    m_attachments->setSpacing(px(4));
    body().addLayout(m_attachments);
    m_trends->setContentsMargins(0, px(8), 0, px(8));
    m_trends->setSpacing(px(12));
    body().addLayout(m_trends);
    body().addSpacing(px(8));
    body().addWidget(new Rule);
    addMarks(detail);
    addFacts(tr("Earlier versions"), detail.earlier);
    addFacts(tr("Codes"), detail.codes);
    addFacts(tr("Where it comes from"), detail.technical);
    if (!detail.originalJson.isEmpty()) {
        auto* original = new Disclosure(tr("Original"), new CodeBlock(detail.originalJson));
        original->setObjectName(u"original"_s);
        body().addWidget(original);
    }
    body().addStretch(1);
    addOwn(detail);
}

void HealthPanel::addMarks(const HealthDetailView& detail) {
    if (detail.marks.isEmpty()) {
        return;
    }
    auto* contents = new QWidget;
    auto* rows = new QVBoxLayout(contents);
    rows->setContentsMargins(0, 0, 0, px(8));
    rows->setSpacing(0);
    rows->addWidget(new Text(tr("Only this wallet knows your marks. They hide nothing from "
                                "hospitals; for that, set a rule under Who may see."),
                             TextSize::Caption, Role::Muted));
    QList<QCheckBox*> boxes;
    for (const OwnMarkView& mark : detail.marks) {
        auto* box = new QCheckBox(mark.word);
        box->setObjectName(u"mark"_s + mark.code);
        box->setFont(sansFont(TextSize::Body));
        box->setMinimumHeight(px(size::target));
        box->setChecked(mark.isSet);
        boxes << box;
        rows->addWidget(box);
    }
    for (QCheckBox* box : std::as_const(boxes)) {
        connect(box, &QCheckBox::clicked, this,
                [this, boxes, marks = detail.marks, id = detail.id] {
                    QStringList codes;
                    for (qsizetype i = 0; i < boxes.size(); ++i) {
                        if (boxes[i]->isChecked()) {
                            codes << marks[i].code;
                        }
                    }
                    emit marksAsked(id, codes);
                });
    }
    auto* disclosure = new Disclosure(tr("Your marks"), contents);
    disclosure->setObjectName(u"marks"_s);
    body().addWidget(disclosure);
}

void HealthPanel::addOwn(const HealthDetailView& detail) {
    if (!detail.correction) {
        return;
    }
    auto* correct = new Button(Button::Kind::Outlined, tr("Correct it"), nullptr, Icon::Pencil);
    correct->setObjectName(u"correctOwn"_s);
    connect(correct, &Button::clicked, this,
            [this, draft = *detail.correction] { emit correctAsked(draft); });
    auto* withdraw = new Button(Button::Kind::Outlined, tr("Take it back"), nullptr, Icon::Undo);
    withdraw->setObjectName(u"withdrawOwn"_s);
    connect(withdraw, &Button::clicked, this, [this, id = detail.id] { emit withdrawAsked(id); });
    foot().addWidget(correct);
    foot().addWidget(withdraw);
}

void HealthPanel::addHead(const HealthDetailView& detail) {
    if (detail.hash == HashState::Own) {
        setHead(new Tag(HealthModel::word(detail.hash), Icon::Pencil));
        return;
    }
    const bool isWrong = isAlarm(detail.hash);
    const bool matches = detail.hash == HashState::Matches;
    setHead(new Badge(isWrong   ? Mark::NoRule
                      : matches ? Mark::ByRule
                                : Mark::Refused,
                      HealthModel::word(detail.hash),
                      isWrong   ? Role::Danger
                      : matches ? Role::Good
                                : Role::Muted,
                      isWrong   ? Role::DangerTint
                      : matches ? Role::GoodTint
                                : Role::Sunken));
}

void HealthPanel::addCheck(const HealthDetailView& detail) {
    const HealthCheckNote& check = detail.check;
    if (check.said.isEmpty()) {
        return;
    }
    body().addSpacing(px(8));
    if (!check.isAlarm) { // below what the record says
        body().addWidget(new Rule);
        body().addSpacing(px(8));
    }
    if (check.isAlarm) {
        auto* banner = new Banner(Banner::Tone::Danger, check.said + QChar(u'\n') + check.next);
        banner->setObjectName(u"checkAlarm"_s);
        body().addWidget(banner);
        body().addSpacing(px(4));
    } else {
        auto* said = new Text(check.said, TextSize::Body);
        said->setObjectName(u"checkSaid"_s);
        body().addWidget(said);
        if (!check.next.isEmpty()) {
            body().addWidget(new Text(check.next, TextSize::Caption, Role::Muted));
        }
    }
    for (const QString& line : {check.when, check.lastTry}) {
        if (!line.isEmpty()) {
            body().addWidget(new Text(line, TextSize::Caption, Role::Muted));
        }
    }
    if (check.mayCheck) {
        auto* button = new Button(Button::Kind::Link, tr("Check against the ledger"));
        button->setObjectName(u"checkRecord"_s);
        button->setAccessibleDescription(detail.name);
        connect(button, &Button::clicked, this, [this, id = detail.id] { emit checkAsked(id); });
        body().addWidget(button, 0, Qt::AlignLeft);
        m_check = button;
    }
    body().addSpacing(px(8));
}

void HealthPanel::setChecking(bool isChecking) {
    if (m_check != nullptr) {
        m_check->setEnabled(!isChecking);
    }
}

void HealthPanel::addTitle(const HealthDetailView& detail, const QString& back) {
    if (!back.isEmpty()) {
        //: %1 the record that led to this one
        auto* button =
            new Button(Button::Kind::Link, tr("Back to %1").arg(back), nullptr, Icon::ChevronLeft);
        button->setObjectName(u"backToRecord"_s);
        connect(button, &Button::clicked, this, &HealthPanel::backAsked);
        body().addWidget(button, 0, Qt::AlignLeft);
        body().addSpacing(px(4));
    }
    body().addWidget(new Text(detail.name, TextSize::Section, Role::Ink, TextWeight::Bold));
    for (const QString& warning : detail.warnings) {
        const bool isVoid = detail.isVoid && warning == detail.warnings.first();
        body().addSpacing(px(8));
        body().addWidget(new Banner(isVoid ? Banner::Tone::Danger : Banner::Tone::Warn, warning));
    }
    if (!detail.value.isEmpty()) {
        body().addSpacing(px(4));
        body().addWidget(new Text(valueWithArrow(detail.value, detail.flag), TextSize::TaskTitle,
                                  Role::Ink, TextWeight::Bold));
    }
    body().addSpacing(px(16));
    body().addWidget(new Rule);
    body().addSpacing(px(8));
}

void HealthPanel::addSection(const HealthSectionView& section) {
    if (!section.title.isEmpty()) {
        body().addSpacing(px(12));
        body().addWidget(new Text(section.title, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
        body().addSpacing(px(4));
    }
    for (const HealthFactView& fact : section.facts) {
        if (!fact.target.isEmpty()) {
            addLink(fact);
        } else if (fact.label.isEmpty()) {
            body().addWidget(new Text(fact.value, TextSize::Body));
            if (!fact.note.isEmpty()) {
                body().addWidget(new Text(fact.note, TextSize::Caption, Role::Muted));
            }
        } else {
            body().addWidget(new FactRow(fact.label, fact.value, fact.note, nullptr, labelWidth));
        }
    }
}

void HealthPanel::addLink(const HealthFactView& fact) {
    auto* row = new LinkRow(fact.label, fact.value, fact.note, nullptr, labelWidth);
    const QString id = fact.target;
    connect(row, &LinkRow::clicked, this, [this, id] { emit recordAsked(id); });
    body().addWidget(row);
}

void HealthPanel::addFacts(const QString& title, const QList<FactView>& facts) {
    if (facts.isEmpty()) {
        return;
    }
    auto* contents = new QWidget;
    auto* rows = new QVBoxLayout(contents);
    rows->setContentsMargins(0, 0, 0, px(8));
    for (const FactView& fact : facts) {
        rows->addWidget(new FactRow(fact.label, fact.value, fact.detail, nullptr, labelWidth));
    }
    body().addWidget(new Disclosure(title, contents));
}

void HealthPanel::setFocusAtStart() {
    QWidget* start = findChild<QWidget*>(u"backToRecord"_s);
    if (start == nullptr) {
        start = findChild<QWidget*>(u"closePanel"_s);
    }
    start->setFocus(Qt::TabFocusReason);
}

void HealthPanel::setAttachments(const QList<AttachmentView>& attachments) {
    m_documents.clear();
    while (QLayoutItem* item = m_attachments->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int i = 0; i < attachments.size(); ++i) {
        addAttachment(attachments[i], i);
    }
}

void HealthPanel::addAttachment(const AttachmentView& attachment, int index) {
    const auto add = [this](QWidget* widget) { m_attachments->addWidget(widget); };
    const QString number = QString::number(index);
    m_attachments->addSpacing(px(12));
    add(new Text(attachment.title, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    add(new Text(attachment.facts, TextSize::Caption, Role::Muted));
    if (!attachment.problem.isEmpty()) {
        add(new Banner(Banner::Tone::Warn, attachment.problem));
    }
    if (!attachment.picture.isNull()) {
        addPicture(attachment, index);
    }
    if (attachment.hasPages) {
        addDocument(attachment, index);
    }
    if (!attachment.text.isEmpty()) {
        auto* text = new CodeBlock(attachment.text);
        text->setObjectName(u"attachedText"_s + number);
        text->setAccessibleName(attachment.title);
        add(text);
    }
    if (!attachment.url.isEmpty()) {
        add(new FactRow(tr("Address"), attachment.url, {}, nullptr, labelWidth));
    }
    if (!attachment.hash.isEmpty()) {
        add(new FactRow(tr("Digest"), attachment.hash, {}, nullptr, labelWidth));
    }
    if (attachment.canSave) {
        auto* save =
            new Button(Button::Kind::Outlined, tr("Save a copy…"), nullptr, Icon::Download);
        save->setObjectName(u"saveCopy"_s + number);
        save->setAccessibleDescription(attachment.title);
        connect(save, &Button::clicked, this, [this, index] { emit saveCopyAsked(index); });
        add(save);
    }
}

void HealthPanel::addPicture(const AttachmentView& attachment, int index) {
    auto* picture = new PictureView(attachment.picture, attachment.title);
    picture->setObjectName(u"attachedPicture"_s + QString::number(index));
    m_attachments->addWidget(picture);
    auto* row = new QWidget;
    auto* buttons = new QHBoxLayout(row);
    buttons->setContentsMargins(size::focusRoom, size::focusRoom, size::focusRoom, size::focusRoom);
    buttons->setSpacing(px(8) + size::focusRoom);
    const auto button = [&](const QString& words, Icon icon, const QString& name) {
        auto* one = new Button(Button::Kind::IconOnly, words, nullptr, icon);
        one->setObjectName(name + QString::number(index));
        one->setAccessibleDescription(attachment.title);
        buttons->addWidget(one);
        return one;
    };
    connect(button(tr("Larger"), Icon::Plus, u"larger"_s), &Button::clicked, picture,
            [picture] { picture->zoomBy(PictureView::zoomStep); });
    connect(button(tr("Smaller"), Icon::Minus, u"smaller"_s), &Button::clicked, picture,
            [picture] { picture->zoomBy(1 / PictureView::zoomStep); });
    buttons->addStretch(1);
    m_attachments->addWidget(row);
}

void HealthPanel::addDocument(const AttachmentView& attachment, int index) {
    const bool isEarly = m_documents.size() < documentsAtOnce;
    auto* document = new DocumentView(attachment.title, isEarly ? DocumentView::Start::AtOnce
                                                                : DocumentView::Start::WhenAsked);
    document->setObjectName(u"document"_s + QString::number(index));
    document->setRoom(m_room);
    connect(document, &DocumentView::pageAsked, this,
            [this, index](int page) { emit pageAsked(index, page); });
    connect(document, &DocumentView::wideAsked, this, [this, document](bool wide) {
        emit wideAsked(wide);
        // Where it was is another place now.
        QTimer::singleShot(0, document, [this, document] { showTopOf(*document); });
    });
    connect(document, &DocumentView::turned, this, [this, document] {
        if (document->visibleRegion().boundingRect().top() > 0) { // its end was looked at
            showTopOf(*document);
        }
    });
    m_documents[index] = document;
    m_attachments->addWidget(document);
    if (isEarly) {
        document->begin();
    }
}

void HealthPanel::setDocumentPage(const DocumentPageView& page) {
    if (DocumentView* document = m_documents.value(page.attachment)) {
        document->setPage(page);
    }
}

void HealthPanel::setDocumentText(const DocumentTextView& text) {
    if (DocumentView* document = m_documents.value(text.attachment)) {
        document->setText(text);
    }
}

void HealthPanel::setRoom(DocumentView::Room room) {
    m_room = room;
    for (DocumentView* document : std::as_const(m_documents)) {
        document->setRoom(room);
    }
}

void HealthPanel::showTopOf(const QWidget& document) {
    auto* area = findChild<QScrollArea*>();
    const QPoint top = document.mapTo(area->widget(), QPoint(0, 0));
    area->verticalScrollBar()->setValue(top.y());
}

void HealthPanel::setTrends(const QList<HealthTrendView>& trends) {
    while (QLayoutItem* item = m_trends->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const HealthTrendView& trend : trends) {
        QVBoxLayout* column = m_trends;
        if (trend.series.points.size() >= courseLeast) {
            auto* figure = Figure::trend(trend.series);
            connect(figure, &Figure::recordAsked, this, &HealthPanel::recordAsked);
            m_trends->addWidget(figure);
            column = &figure->column();
        }
        for (const QString& remark : trend.remarks) {
            column->addSpacing(px(4));
            column->addWidget(new Text(remark, TextSize::Caption, Role::Muted));
        }
    }
}

} // namespace consentry::ui
