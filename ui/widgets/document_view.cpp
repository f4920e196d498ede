#include "ui/widgets/document_view.h"

#include "ui/models/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/picture_view.h"
#include "ui/widgets/skeleton.h"
#include "ui/widgets/wrap_layout.h"

#include <QKeyEvent>
#include <QPlainTextEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int narrowHeight = 470; ///< of a page beside the list: its whole width is used
constexpr int wideHeight = 1'120; ///< of one that fills the window's width
constexpr int waitingRows = 8;
constexpr int wordsHeight = 360;
constexpr qsizetype spokenMax = 4'000; ///< letters of a page that a screen reader says at once

} // namespace

DocumentView::DocumentView(const QString& title, Start start, QWidget* parent)
    : QWidget(parent), m_title(title), m_column(new QVBoxLayout(this)),
      m_waiting(new Skeleton(Skeleton::Shape::Picture, waitingRows)),
      m_picture(new PictureView({}, title)), m_words(new QPlainTextEdit),
      m_remark(new Text({}, TextSize::Caption, Role::Muted)), m_buttons(new QWidget) {
    m_column->setContentsMargins(0, 0, 0, px(8));
    m_column->setSpacing(px(4));
    if (start == Start::WhenAsked) {
        m_open = new Button(Button::Kind::Outlined, tr("Show its pages"), nullptr, Icon::Document);
        m_open->setObjectName(u"showPages"_s);
        m_open->setAccessibleDescription(title);
        connect(m_open, &Button::clicked, this, [this] {
            m_picture->setFocus(Qt::OtherFocusReason);
            begin();
        });
        m_column->addWidget(m_open);
    }
    addButtons();
    m_column->addWidget(m_waiting);
    m_picture->setObjectName(u"documentPage"_s);
    m_picture->setHeightMax(narrowHeight);
    m_column->addWidget(m_picture);
    m_words->setObjectName(u"pageText"_s);
    m_words->setReadOnly(true);
    m_words->setFont(sansFont(TextSize::Body));
    m_words->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_words->setTabChangesFocus(true);
    m_words->document()->setDocumentMargin(px(12));
    m_words->setMinimumHeight(px(wordsHeight));
    m_column->addWidget(m_words);
    m_remark->setObjectName(u"pageRemark"_s);
    m_column->addWidget(m_remark);
    showState();
}

void DocumentView::addButtons() {
    auto* row = new WrapLayout(m_buttons);
    row->setContentsMargins(size::focusRoom, size::focusRoom, size::focusRoom, size::focusRoom);
    row->setSpacing(px(8));
    const auto button = [&](Button::Kind kind, const QString& words, Icon icon,
                            const QString& name) {
        auto* one = new Button(kind, words, nullptr, icon);
        one->setObjectName(name);
        one->setAccessibleDescription(m_title);
        row->addWidget(one);
        return one;
    };
    constexpr auto iconOnly = Button::Kind::IconOnly;
    m_previous = button(iconOnly, tr("Previous page"), Icon::ChevronLeft, u"previousPage"_s);
    m_number = new Text({}, TextSize::Caption, Role::Muted);
    m_number->setObjectName(u"pageNumber"_s);
    m_number->setSingleLine();
    row->addWidget(m_number);
    m_next = button(iconOnly, tr("Next page"), Icon::ChevronRight, u"nextPage"_s);
    m_larger = button(iconOnly, tr("Larger"), Icon::Plus, u"largerPage"_s);
    m_smaller = button(iconOnly, tr("Smaller"), Icon::Minus, u"smallerPage"_s);
    m_read = button(Button::Kind::Link, {}, Icon::List, u"readText"_s);
    m_widen = button(Button::Kind::Link, {}, Icon::Document, u"widenPage"_s);
    connect(m_previous, &Button::clicked, this, [this] { turnTo(m_wanted - 1); });
    connect(m_next, &Button::clicked, this, [this] { turnTo(m_wanted + 1); });
    connect(m_larger, &Button::clicked, m_picture,
            [this] { m_picture->zoomBy(PictureView::zoomStep); });
    connect(m_smaller, &Button::clicked, m_picture,
            [this] { m_picture->zoomBy(1 / PictureView::zoomStep); });
    connect(m_read, &Button::clicked, this, [this] {
        m_readsText = !m_readsText;
        showState();
    });
    connect(m_widen, &Button::clicked, this, [this] { emit wideAsked(m_room == Room::Beside); });
    m_column->addWidget(m_buttons);
}

void DocumentView::begin() {
    m_wanted = 1;
    m_state = State::Loading;
    showState();
    emit pageAsked(m_wanted);
}

void DocumentView::turnTo(int page) {
    if (m_shown.pages < 1) {
        return;
    }
    const int wanted = std::clamp(page, 1, m_shown.pages);
    if (wanted == m_wanted) {
        return;
    }
    m_wanted = wanted;
    m_state = State::Loading;
    showState();
    emit pageAsked(wanted);
}

void DocumentView::setPage(const DocumentPageView& page) {
    if (m_state != State::Loading || (page.page != m_wanted && page.pages > 0)) {
        return;
    }
    const int pages = page.pages > 0 ? page.pages : m_shown.pages;
    m_shown = page;
    m_shown.pages = pages;
    m_state = page.picture.isNull() ? State::Failed : State::Shown;
    if (!page.picture.isNull()) {
        m_picture->setPicture(page.picture);
    }
    showState();
    emit turned();
}

void DocumentView::setText(const DocumentTextView& text) {
    if (text.page == m_wanted) {
        m_text = text;
        showText();
    }
}

void DocumentView::setRoom(Room room) {
    m_room = room;
    m_picture->setHeightMax(room == Room::Beside ? narrowHeight : wideHeight);
    showState();
}

QString DocumentView::pageWords() const {
    //: %1 the number of a page, %2 how many there are
    return tr("Page %1 of %2").arg(Format::number(m_shown.page), Format::number(m_shown.pages));
}

void DocumentView::showText() {
    QString words;
    if (m_text.page == m_shown.page) { // otherwise they are of the page before or after
        words = m_text.text + (m_text.text.isEmpty() || m_text.note.isEmpty() ? u""_s : u"\n\n"_s) +
                m_text.note;
    }
    m_words->setPlainText(words);
    //: %1 a document's title, %2 "Page 2 of 7"
    m_words->setAccessibleName(tr("%1, words of: %2").arg(m_title, pageWords()));
    m_picture->setAccessibleDescription(
        words.left(spokenMax) + (words.isEmpty() ? QString() : u"\n"_s) +
        tr("Page Up and Page Down turn the pages; plus and minus make them larger and smaller, 0 "
           "fits them again."));
}

void DocumentView::showState() {
    const bool hasPicture = m_state != State::Closed && !m_shown.picture.isNull();
    const bool isFailed = m_state == State::Failed;
    const bool showsWords = m_readsText && hasPicture && !isFailed;
    const bool isLoading = m_state == State::Loading;
    if (m_open != nullptr) {
        m_open->setVisible(m_state == State::Closed);
    }
    delete m_problem;
    m_problem = nullptr;
    if (isFailed) {
        m_problem = new Banner(Banner::Tone::Warn, m_shown.problem);
        m_problem->setObjectName(u"pageProblem"_s);
        m_column->insertWidget(m_column->indexOf(m_remark), m_problem);
        m_problem->show();
    }
    m_waiting->setVisible(isLoading && !hasPicture);
    m_picture->setVisible(hasPicture && !showsWords && !isFailed);
    m_words->setVisible(showsWords);
    m_remark->setWords(m_shown.remark);
    m_remark->setVisible(!m_shown.remark.isEmpty());
    m_buttons->setVisible(m_state != State::Closed && (hasPicture || m_shown.pages > 1));
    m_read->setVisible(hasPicture && !isFailed);
    m_widen->setVisible(hasPicture && !isFailed && m_room != Room::OnlyWhole);
    m_number->setWords(isLoading ? tr("Loading page %1…").arg(Format::number(m_wanted))
                                 : pageWords());
    if (hasPicture) {
        //: %1 a document's title, %2 "Page 2 of 7"
        m_picture->setAccessibleName(tr("%1, %2").arg(m_title, pageWords()));
    }
    for (Button* turn : {m_previous, m_next}) {
        turn->setVisible(m_shown.pages > 1);
    }
    for (Button* zoom : {m_larger, m_smaller}) {
        zoom->setVisible(!showsWords && !isFailed);
    }
    const bool isFirst = m_wanted <= 1;
    const bool isLast = m_wanted >= m_shown.pages;
    // A button that goes grey under the keyboard would send it anywhere.
    if ((isFirst && m_previous->hasFocus()) || (isLast && m_next->hasFocus())) {
        (isFirst ? m_next : m_previous)->setEnabled(m_shown.pages > 1);
        (isFirst ? m_next : m_previous)->setFocus(Qt::TabFocusReason);
    }
    m_previous->setEnabled(!isFirst);
    m_next->setEnabled(!isLast);
    m_read->setText(m_readsText ? tr("Show the page") : tr("Read its words"));
    m_widen->setText(m_room == Room::Beside ? tr("Whole width") : tr("Beside the list"));
    showText();
}

void DocumentView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_PageDown:
        turnTo(m_wanted + 1);
        return;
    case Qt::Key_PageUp:
        turnTo(m_wanted - 1);
        return;
    case Qt::Key_Home:
        turnTo(1);
        return;
    case Qt::Key_End:
        turnTo(m_shown.pages);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace consentry::ui
