#include "ui/widgets/toast.h"

#include "ui/style/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/page.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QKeyEvent>
#include <QTimer>

namespace consentry::ui {
namespace {

constexpr int readingBaseMs = 5000;
constexpr int readingPerCharacterMs = 80;
constexpr int withActionMs = 10'000;
constexpr int lookAgainMs = 1000;
constexpr int widthMax = 560;
constexpr int edge = 24;

/// Where the page ends, or the bar with its buttons begins.
int footOf(const QWidget& window) {
    int foot = window.height();
    for (const PageBar* bar : window.findChildren<PageBar*>()) {
        if (bar->place() == PageBar::Place::Bottom && bar->isVisibleTo(&window)) {
            foot = qMin(foot, bar->mapTo(&window, QPoint()).y());
        }
    }
    return foot;
}

} // namespace

ToastCard::ToastCard(const ToastView& view, QWidget* parent)
    : QWidget(parent), m_tone(view.tone), m_timer(new QTimer(this)) {
    setAccessibleName(view.words);
    setObjectName(QStringLiteral("toast"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(sided(px(16), px(6), px(6), px(6)));
    row->setSpacing(px(12));
    if (view.tone == ToastView::Tone::Good) {
        row->addWidget(new Symbol(Icon::Check, Role::Good));
    } else if (view.tone == ToastView::Tone::Problem) {
        row->addWidget(new Symbol(Mark::Warning, Role::Warn));
    }
    row->addWidget(new Text(view.words, TextSize::Body), 1);
    if (!view.action.isEmpty()) {
        auto* act = new Button(Button::Kind::Plain, view.action);
        act->setObjectName(QStringLiteral("toastAction"));
        connect(act, &Button::clicked, this, [this, run = view.onAction] {
            if (run) {
                run();
            }
            emit over();
        });
        row->addWidget(act);
    }
    auto* close = new Button(Button::Kind::IconOnly, tr("Close"), nullptr, Icon::X);
    close->setObjectName(QStringLiteral("toastClose"));
    close->setAccessibleName(tr("Close: %1").arg(view.words));
    connect(close, &Button::clicked, this, &ToastCard::over);
    row->addWidget(close);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (isLookedAt()) {
            m_timer->start(lookAgainMs);
        } else {
            emit over();
        }
    });
}

void ToastCard::start(int milliseconds) {
    m_timer->start(milliseconds);
}

bool ToastCard::isLookedAt() const {
    const QWidget* focus = QApplication::focusWidget();
    return underMouse() || (focus != nullptr && isAncestorOf(focus));
}

void ToastCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit over();
        return;
    }
    QWidget::keyPressEvent(event);
}

void ToastCard::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    drawBox(painter, QRectF(rect()), size::cardRadius, color(Role::Surface), color(Role::Control));
    const Role side = m_tone == ToastView::Tone::Good      ? Role::Good
                      : m_tone == ToastView::Tone::Problem ? Role::Warn
                                                           : Role::Primary;
    drawBox(painter, QRectF(px(5), px(8), 4, height() - px(16)), 2, color(side), QColor());
}

ToastStack::ToastStack(QWidget& window) : QWidget(&window), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(px(8));
    m_column->addStretch(1);
    window.installEventFilter(this);
    QWidget::hide();
}

int ToastStack::millisecondsFor(const ToastView& view) {
    const int reading = readingBaseMs + readingPerCharacterMs * static_cast<int>(view.words.size());
    return view.action.isEmpty() ? reading : qMax(withActionMs, reading);
}

QList<ToastCard*> ToastStack::cards() const {
    return findChildren<ToastCard*>(QString(), Qt::FindDirectChildrenOnly);
}

int ToastStack::count() const {
    return static_cast<int>(cards().size());
}

void ToastStack::show(const ToastView& view) {
    auto present = cards();
    while (present.size() >= toastsMax) {
        delete present.takeFirst();
    }
    auto* card = new ToastCard(view, this);
    m_column->addWidget(card);
    connect(card, &ToastCard::over, this, [this, card] {
        card->setParent(nullptr);
        card->deleteLater();
        setVisible(count() > 0);
        place();
    });
    card->start(millisecondsFor(view));
    setVisible(true);
    place();
    raise();
    tellAlert(*card);
}

void ToastStack::clear() {
    for (ToastCard* card : cards()) {
        // Its own button may be the one whose signal brought us here.
        card->hide();
        card->setParent(nullptr);
        card->deleteLater();
    }
    QWidget::hide();
}

void ToastStack::place() {
    const QWidget& window = *parentWidget();
    const int width = qMin(px(widthMax), window.width() - 2 * px(edge));
    const int foot = footOf(window);
    const int height = qMin(m_column->heightForWidth(width), foot - 2 * px(edge));
    setGeometry((window.width() - width) / 2, foot - px(edge) - height, width, height);
}

bool ToastStack::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

bool ToastStack::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {
        place();
    }
    return QWidget::event(event);
}

} // namespace consentry::ui
