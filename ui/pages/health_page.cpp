#include "ui/pages/health_page.h"

#include "ui/pages/check_line.h"
#include "ui/pages/health_panel.h"
#include "ui/pages/health_row_painting.h"
#include "ui/pages/write_down_panel.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/virtual_list.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int typingPauseMs = 150;
constexpr int panelBesideMin = 800;
constexpr int briefAbovePercent = 150; ///< text size; the list needs the room

/// The files of this computer among what is dragged.
QStringList filesIn(const QMimeData& data) {
    QStringList paths;
    const auto urls = data.urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            paths << url.toLocalFile();
        }
    }
    return paths;
}

class HealthRowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QVariant data = index.data(HealthModel::rowRole);
        const QRectF row(option.rect);
        const qreal inset = px(size::pageMargin);
        painter->save();
        mirrorFor(*painter, row, option.direction);
        if (!data.isValid()) {
            drawBox(*painter,
                    QRectF(row.left() + inset, row.center().y() - px(5), row.width() / 3, px(10)),
                    px(5), color(Role::Sunken), QColor());
            painter->restore();
            return;
        }
        const HealthRowView view = data.value<HealthRowView>();
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen) {
            drawChosenRow(*painter, row);
        } else if (option.state & QStyle::State_MouseOver) {
            painter->fillRect(row, color(Role::Sunken));
        }
        paintHealthRow(*painter, row.adjusted(inset, 0, -inset, 0), view);
        if (!chosen) {
            drawHairline(*painter, row.left() + inset, row.right() - inset, row.bottom() - 1,
                         color(Role::Line));
        }
        if ((option.state & QStyle::State_HasFocus) && option.widget != nullptr &&
            showsFocus(*option.widget)) {
            drawFocusRing(*painter, row.adjusted(6, 2, -6, -2), px(size::controlRadius));
        }
        painter->restore();
    }
};

} // namespace

HealthPage::HealthPage(QWidget* parent)
    : Page(parent, Scroll::None), m_model(new HealthModel(this)), m_typing(new QTimer(this)) {
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPauseMs);
    connect(m_typing, &QTimer::timeout, this, &HealthPage::refilter);
    setAcceptDrops(true);
}

void HealthPage::setSource(HealthSource* source) {
    if (HealthSource* old = m_model->source()) {
        old->disconnect(this);
    }
    m_model->setSource(source);
    m_detailId.clear();
    m_trail.clear();
    m_draft.reset();
    m_showsForm = false;
    if (source != nullptr) {
        connect(source, &HealthSource::countsChanged, this, &HealthPage::fillCounts);
        connect(source, &HealthSource::checksChanged, this, &HealthPage::fillChecks);
        connect(source, &HealthSource::detailReady, this, &HealthPage::openPanel);
        connect(source, &HealthSource::attachmentsReady, this,
                [this](const QString& id, const QList<AttachmentView>& attachments) {
                    if (m_panel != nullptr && id == m_detailId) {
                        m_attachmentNames.clear();
                        for (const AttachmentView& one : attachments) {
                            m_attachmentNames << one.fileName;
                        }
                        m_panel->setAttachments(attachments);
                    }
                });
        connect(source, &HealthSource::documentPageReady, this,
                [this](const QString& id, const DocumentPageView& page) {
                    if (m_panel != nullptr && id == m_detailId) {
                        m_panel->setDocumentPage(page);
                    }
                });
        connect(source, &HealthSource::documentTextReady, this,
                [this](const QString& id, const DocumentTextView& text) {
                    if (m_panel != nullptr && id == m_detailId) {
                        m_panel->setDocumentText(text);
                    }
                });
        connect(source, &HealthSource::trendsReady, this,
                [this](const QString& id, const QList<HealthTrendView>& trends) {
                    if (m_panel != nullptr && id == m_detailId) {
                        m_panel->setTrends(trends);
                    }
                });
    }
    rebuild();
}

void HealthPage::showDetail(const QString& id) {
    m_trail.clear();
    ask(id);
}

void HealthPage::follow(const QString& id) {
    if (id != m_detailId) {
        m_trail << Step{m_detailId, m_detailName};
        ask(id);
    }
}

void HealthPage::goBack() {
    if (!m_trail.isEmpty()) {
        ask(m_trail.takeLast().id);
    }
}

void HealthPage::ask(const QString& id) {
    m_isWide = m_isWide && id == m_detailId;
    m_detailId = id;
    m_showsForm = false;
    if (m_model->source() != nullptr) {
        m_model->source()->requestDetail(id);
    }
}

void HealthPage::showText(const QString& words) {
    m_text = words;
    m_facet = HealthFacet::All;
    m_detailId.clear();
    m_trail.clear();
    m_showsForm = false;
    refilter();
    rebuild();
}

void HealthPage::writeDown() {
    if (m_model->source() == nullptr) {
        return;
    }
    if (!m_draft) {
        const QDateTime now = m_model->source()->latestTime();
        m_draft = OwnRecordDraft();
        m_draft->day = now.date().toString(Qt::ISODate);
        m_draft->time = now.time().toString(u"HH:mm"_s);
    }
    m_showsForm = true;
    openForm();
}

void HealthPage::correct(const OwnRecordDraft& draft) {
    m_draft = draft;
    writeDown();
}

void HealthPage::openForm() {
    if (m_across == nullptr) {
        return;
    }
    dropPanels();
    m_detailId.clear();
    m_trail.clear();
    m_form = new WriteDownPanel(*m_draft, m_model->source()->latestTime());
    connect(m_form, &SidePanel::closed, this, &HealthPage::closePanel);
    connect(m_form, &WriteDownPanel::draftChanged, this,
            [this](const OwnRecordDraft& draft) { m_draft = draft; });
    connect(m_form, &WriteDownPanel::discarded, this, [this] {
        m_draft.reset();
        closePanel();
    });
    connect(m_form, &WriteDownPanel::saveAsked, this,
            [this](const wallet::OwnEntry& entry, const QString& replaces) {
                emit writeAsked(entry, replaces, m_model->source()->latestTime());
            });
    m_across->addWidget(m_form);
    arrange();
    m_form->setFocusAtStart();
}

void HealthPage::showWritten(const QString& id) {
    m_draft.reset();
    m_showsForm = false;
    showDetail(id);
}

void HealthPage::showWriteProblem(const QString& words) {
    if (m_form != nullptr) {
        m_form->showProblem(words);
    }
}

void HealthPage::dropPanels() {
    if (m_panel != nullptr && m_model->source() != nullptr) {
        m_model->source()->stopDocuments();
    }
    for (QWidget* panel : {static_cast<QWidget*>(m_panel), static_cast<QWidget*>(m_form)}) {
        if (panel != nullptr) {
            panel->hide();
            panel->deleteLater();
        }
    }
    m_panel = nullptr;
    m_form = nullptr;
}

void HealthPage::build(QVBoxLayout& column) {
    m_panel = nullptr;
    m_form = nullptr;
    m_across = new QHBoxLayout;
    m_across->setSpacing(0);
    column.addLayout(m_across, 1);
    auto* contents = new QWidget;
    auto* main = new QVBoxLayout(contents);
    // The buttons' focus rings need four pixels inside the head.
    main->setContentsMargins(0, px(28) - size::focusRoom, 0, 0);
    main->setSpacing(0);
    auto* top = new QWidget;
    auto* head = new QVBoxLayout(top);
    head->setContentsMargins(px(size::pageMargin), size::focusRoom, px(size::pageMargin), 0);
    head->setSpacing(0);
    auto* import = new Button(Button::Kind::Outlined, tr("Import a file"), nullptr, Icon::Plus);
    import->setObjectName(QStringLiteral("import"));
    connect(import, &Button::clicked, this, &HealthPage::importAsked);
    auto* write = new Button(Button::Kind::Outlined, tr("Write down"), nullptr, Icon::Pencil);
    write->setObjectName(u"writeDown"_s);
    write->setAccessibleDescription(tr("A measurement or a note of your own"));
    connect(write, &Button::clicked, this, &HealthPage::writeDown);
    auto* seeAs = new Button(Button::Kind::Outlined, tr("See as …"), nullptr, Icon::Eye);
    seeAs->setObjectName(u"seeAs"_s);
    seeAs->setAccessibleName(tr("See as somebody else"));
    connect(seeAs, &Button::clicked, this, &HealthPage::seeAsAsked);
    m_subtitle =
        mutedText(tr("Your records from all hospitals. They lie encrypted on this computer."));
    addHead(*head, tr("My health"), m_subtitle, {seeAs, write, import});
    m_dropHint = new Banner(Banner::Tone::Info, tr("Let go here to import the file."));
    m_dropHint->setObjectName(u"dropHint"_s);
    m_dropHint->hide();
    head->addWidget(m_dropHint);
    head->addSpacing(-px(4));
    m_checks = new QHBoxLayout;
    m_checks->setSpacing(0);
    head->addLayout(m_checks);
    auto* search = new SearchField(tr("Search names, values, hospitals"));
    search->setObjectName(u"search"_s);
    search->setText(m_text);
    connect(search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_text = text;
        m_typing->start();
    });
    head->addWidget(search);
    head->addSpacing(px(8));
    m_chips = new FilterChips;
    connect(m_chips, &FilterChips::currentChanged, this, [this](int id) {
        m_facet = static_cast<HealthFacet>(id);
        refilter();
    });
    head->addWidget(m_chips);
    head->addSpacing(px(8));
    main->addWidget(top);
    m_list = new VirtualList(tr("Records"));
    m_list->setObjectName(u"healthList"_s);
    m_list->setItemDelegate(new HealthRowDelegate(m_list));
    m_list->setModel(m_model);
    connect(m_list, &VirtualList::rowActivated, this, [this](int row) {
        const auto view = m_model->index(row).data(HealthModel::rowRole).value<HealthRowView>();
        if (!view.id.isEmpty()) {
            showDetail(view.id);
        }
    });
    main->addWidget(m_list, 1);
    m_main = scrollWhenLow(contents);
    m_across->addWidget(m_main, 1);
    auto* nothingFits = new EmptyState(tr("No record fits. Change the search or the kind."));
    auto* noneYet = new EmptyState(
        tr("No records yet. Import a file that a hospital or a laboratory gave you."));
    main->addWidget(nothingFits, 1);
    main->addWidget(noneYet, 1);
    const auto showEmpty = [this, nothingFits, noneYet] {
        const bool none = m_model->rowCount() == 0;
        const bool isNarrowed = m_facet != HealthFacet::All || !m_text.isEmpty();
        nothingFits->setVisible(none && isNarrowed);
        noneYet->setVisible(none && !isNarrowed);
        m_list->setVisible(!none);
    };
    connect(m_model, &QAbstractItemModel::modelReset, noneYet, showEmpty);
    showEmpty();
    fillCounts();
    fillChecks();
    if (m_showsForm && m_draft && m_model->source() != nullptr) {
        openForm();
    } else if (!m_detailId.isEmpty() && m_model->source() != nullptr) {
        m_model->source()->requestDetail(m_detailId);
    }
}

void HealthPage::refilter() {
    if (m_model->source() != nullptr) {
        m_model->source()->setFilter(m_facet, m_text);
    }
}

void HealthPage::fillCounts() {
    if (m_chips == nullptr || m_model->source() == nullptr) {
        return;
    }
    QList<FilterChips::Chip> chips;
    const auto counts = m_model->source()->counts();
    for (const HealthFacetCount& count : counts) {
        chips << FilterChips::Chip{
            static_cast<int>(count.facet), HealthModel::word(count.facet), count.count, {}, 0};
    }
    m_chips->setChips(chips, static_cast<int>(m_facet));
}

void HealthPage::fillChecks() {
    if (m_checks == nullptr) {
        return;
    }
    bool hadFocus = false;
    while (QLayoutItem* item = m_checks->takeAt(0)) {
        if (QWidget* old = item->widget()) {
            hadFocus = hadFocus || old->isAncestorOf(focusWidget());
            old->hide();
            old->deleteLater();
        }
        delete item;
    }
    const auto view = m_model->source() != nullptr ? m_model->source()->checks()
                                                   : std::optional<HealthCheckView>();
    if (!view) {
        return;
    }
    const bool isLarge = Appearance::current().textPercent() > briefAbovePercent;
    m_subtitle->setVisible(!isLarge);
    QWidget* line = makeCheckLine(*view, isLarge ? CheckLineLength::Brief : CheckLineLength::Whole,
                                  m_isChecking, [this] { emit checkAsked(QString()); });
    m_checks->addSpacing(-size::focusRoom); // which the line has of its own
    m_checks->addWidget(line, 1);
    if (hadFocus) { // who pressed it by keyboard goes on from here, or from the list meanwhile
        QWidget* check = line->findChild<QWidget*>(u"checkAll"_s);
        QWidget* next = check->isEnabled() ? check : static_cast<QWidget*>(m_list);
        next->setFocus(Qt::OtherFocusReason);
    }
}

void HealthPage::setChecking(bool isChecking) {
    m_isChecking = isChecking;
    fillChecks();
    if (m_panel != nullptr) {
        m_panel->setChecking(isChecking);
    }
}

void HealthPage::refreshDetail() {
    if (m_panel != nullptr && !m_detailId.isEmpty()) {
        ask(m_detailId);
    }
}

void HealthPage::openPanel(const HealthDetailView& detail) {
    if (m_across == nullptr || detail.id != m_detailId) {
        return;
    }
    const bool hadFocus = (m_panel != nullptr && m_panel->isAncestorOf(focusWidget())) ||
                          (m_form != nullptr && m_form->isAncestorOf(focusWidget()));
    dropPanels();
    m_detailName = detail.name;
    m_panel = new HealthPanel(detail, m_trail.isEmpty() ? QString() : m_trail.last().name);
    connect(m_panel, &SidePanel::closed, this, &HealthPage::closePanel);
    connect(m_panel, &HealthPanel::recordAsked, this, &HealthPage::follow);
    connect(m_panel, &HealthPanel::backAsked, this, &HealthPage::goBack);
    connect(m_panel, &HealthPanel::correctAsked, this, &HealthPage::correct);
    connect(m_panel, &HealthPanel::marksAsked, this, &HealthPage::marksAsked);
    connect(m_panel, &HealthPanel::withdrawAsked, this, &HealthPage::withdrawAsked);
    connect(m_panel, &HealthPanel::checkAsked, this, &HealthPage::checkAsked);
    m_panel->setChecking(m_isChecking);
    connect(m_panel, &HealthPanel::pageAsked, this, [this](int attachment, int page) {
        m_model->source()->requestDocumentPage(m_detailId, attachment, page);
    });
    connect(m_panel, &HealthPanel::wideAsked, this, [this](bool wide) {
        m_isWide = wide;
        arrange();
    });
    m_across->addWidget(m_panel);
    arrange();
    if (hadFocus) { // who followed a link by keyboard goes on from here
        m_panel->setFocusAtStart();
    }
    connect(m_panel, &HealthPanel::saveCopyAsked, this, [this](int index) {
        emit saveCopyAsked(m_detailId, index, m_attachmentNames.value(index));
    });
    m_attachmentNames.clear();
    m_model->source()->requestAttachments(detail.id);
    m_model->source()->requestTrends(detail.id);
}

void HealthPage::closePanel() {
    m_detailId.clear();
    m_trail.clear();
    m_showsForm = false;
    dropPanels();
    arrange();
    m_list->setFocus(Qt::OtherFocusReason);
}

void HealthPage::arrange() {
    if (m_main == nullptr) {
        return;
    }
    using Room = DocumentView::Room;
    const bool isRoomy = width() >= px(panelBesideMin);
    const bool beside = isRoomy && !(m_panel != nullptr && m_isWide);
    if (m_panel != nullptr) {
        m_panel->setRoom(beside ? Room::Beside : isRoomy ? Room::Whole : Room::OnlyWhole);
    }
    SidePanel* const panel = m_panel != nullptr ? static_cast<SidePanel*>(m_panel) : m_form;
    if (panel != nullptr) {
        panel->setOverlay(!beside);
    }
    m_main->setVisible(beside || panel == nullptr);
}

void HealthPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

void HealthPage::dragEnterEvent(QDragEnterEvent* event) {
    if (m_model->source() != nullptr && !filesIn(*event->mimeData()).isEmpty()) {
        event->setDropAction(Qt::CopyAction); // the file stays where it is
        event->accept();
        m_dropHint->show();
    }
}

void HealthPage::dragLeaveEvent(QDragLeaveEvent*) {
    m_dropHint->hide();
}

void HealthPage::dropEvent(QDropEvent* event) {
    m_dropHint->hide();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    emit filesDropped(filesIn(*event->mimeData()));
}

} // namespace consentry::ui
