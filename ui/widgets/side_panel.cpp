#include "ui/widgets/side_panel.h"

#include "ui/widgets/button.h"
#include "ui/widgets/card.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollArea>

namespace consentry::ui {

SidePanel::SidePanel(const QString& name, QWidget* parent)
    : QWidget(parent), m_head(new QHBoxLayout), m_body(new QVBoxLayout), m_foot(new QVBoxLayout) {
    setAccessibleName(name);
    auto* column = new QVBoxLayout(this);
    const int margin = px(24);
    column->setContentsMargins(0, px(16), 0, px(16));
    column->setSpacing(px(4));
    m_head->setContentsMargins(sided(margin, 0, px(12), 0));
    m_head->addStretch(1);
    auto* close = new Button(Button::Kind::IconOnly, tr("Close details"), this, Icon::X);
    close->setObjectName(QStringLiteral("closePanel"));
    connect(close, &Button::clicked, this, &SidePanel::closed);
    m_head->addWidget(close);
    column->addLayout(m_head);
    auto* body = new QWidget;
    m_body->setContentsMargins(margin, 0, margin, px(8));
    m_body->setSpacing(0);
    body->setLayout(m_body);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(body);
    body->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    column->addWidget(area, 1);
    m_foot->setContentsMargins(margin, px(8), margin, px(4));
    m_foot->setSpacing(px(12));
    column->addLayout(m_foot);
    setFixedWidth(px(size::sidePanel));
}

void SidePanel::setHead(QWidget* widget) {
    m_head->insertWidget(0, widget, 0, Qt::AlignVCenter);
}

void SidePanel::setOverlay(bool overlay) {
    if (overlay) {
        setMinimumWidth(0);
        setMaximumWidth(QWIDGETSIZE_MAX);
    } else {
        setFixedWidth(px(size::sidePanel));
    }
}

void SidePanel::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    painter.fillRect(rect(), color(Role::Surface));
    drawVerticalHairline(painter, 0, 0, height(), color(Role::Line));
}

void SidePanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

Disclosure::Disclosure(const QString& title, QWidget* contents, QWidget* parent)
    : QWidget(parent), m_contents(contents) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(size::focusRoom, 4, size::focusRoom, 4);
    column->setSpacing(0);
    auto* button = new Button(Button::Kind::Link, title, this, Icon::ChevronDown);
    button->setIconTrails();
    button->setCheckable(true);
    sayUnfolding(*button);
    button->setObjectName(QStringLiteral("disclosure"));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    column->addWidget(button);
    column->addWidget(contents);
    contents->hide();
    connect(button, &Button::toggled, this, [this, button](bool open) {
        m_contents->setVisible(open);
        button->setSymbol(open ? Icon::ChevronUp : Icon::ChevronDown);
    });
}

CodeBlock::CodeBlock(const QString& text, QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, px(8), 0, px(8));
    auto* edit = new QPlainTextEdit(text);
    edit->setReadOnly(true);
    edit->setFont(monoFont());
    edit->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setAccessibleName(tr("Technical details"));
    edit->setTabChangesFocus(true);
    edit->document()->setDocumentMargin(px(12));
    const int lines = qBound(4, static_cast<int>(text.count(QChar(u'\n'))) + 2, 16);
    edit->setMinimumHeight(lines * px(20) + px(24));
    column->addWidget(edit);
}

} // namespace consentry::ui
