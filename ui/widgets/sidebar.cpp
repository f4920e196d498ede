#include "ui/widgets/sidebar.h"

#include "ui/style/spoken.h"
#include "ui/widgets/card.h"
#include "ui/widgets/painted_button.h"
#include "ui/widgets/rebuilding.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QEvent>
#include <QKeySequence>
#include <QScrollArea>
#include <QVBoxLayout>

#include <functional>
#include <utility>

namespace consentry::ui {
namespace {

constexpr int navIcon = 22;
constexpr int railEntry = 54;
constexpr int railLine = 18;
constexpr int wideLine = 24;

/// Broken at gaps to the room there is.
QStringList brokenLines(const QString& words, const QFont& font, qreal room) {
    QStringList result;
    for (const QString& word : words.split(u' ')) {
        const bool fits = !result.isEmpty() && textWidth(result.last() + u' ' + word, font) <= room;
        if (fits) {
            result.last() += u' ' + word;
        } else {
            result << word;
        }
    }
    return result;
}

/// A button of the menu, as wide as the menu and as high as its words need there.
class MenuButton : public PaintedButton {
public:
    MenuButton(bool rail, QWidget* parent) : PaintedButton(parent), m_rail(rail) {
        // Minimum, because a scroll bar makes it narrower than its hint, and then higher.
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    bool hasHeightForWidth() const override { return true; }
    QSize sizeHint() const override {
        const int width = px(m_rail ? size::rail - 13 : size::sidebar - 33);
        return {width, heightForWidth(width)};
    }
    QSize minimumSizeHint() const override { return {px(size::target), sizeHint().height()}; }

protected:
    bool isInRail() const { return m_rail; }

private:
    bool m_rail;
};

/// One place to go. In the rail the word stands under the icon: an icon alone is a riddle, most of
/// all to those who need large text and therefore meet the rail.
class NavButton : public MenuButton {
public:
    NavButton(const Sidebar::Entry& entry, bool rail, QWidget* parent)
        : MenuButton(rail, parent), m_entry(entry) {
        setCheckable(true);
        setAutoExclusive(true); // one of several, also for screen readers
        setText(entry.word);
        setBadge(entry.badge);
    }
    void setBadge(int count) {
        m_entry.badge = count;
        setAccessibleName(count > 0
                              ? Sidebar::tr("%1, %n need you", nullptr, count).arg(m_entry.word)
                              : m_entry.word);
        update();
    }
    int heightForWidth(int width) const override {
        const int more = static_cast<int>(lines(width).size()) - 1;
        return isInRail() ? px(railEntry + more * railLine) : px(size::target + more * wideLine);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        const QRectF box = QRectF(rect()).adjusted(0, 1, 0, -1);
        if (isChecked()) {
            drawChosen(painter, box, px(size::controlRadius));
        } else if (underMouse()) {
            drawBox(painter, box, px(size::controlRadius), color(Role::Sunken), QColor());
        }
        if (isInRail()) {
            paintInRail(painter);
        } else {
            paintWide(painter);
        }
        if (showsFocus(*this)) {
            drawFocusRing(painter, box, px(size::controlRadius));
        }
    }

private:
    QColor ink() const { return color(isChecked() ? Role::Primary : Role::Ink); }
    QColor iconInk() const { return color(isChecked() ? Role::Primary : Role::Muted); }
    TextWeight weight() const { return isChecked() ? TextWeight::Bold : TextWeight::Regular; }

    // Two lines where the word asks for it, in the width of the bold face: choosing an entry must
    // not move the others.
    QStringList lines(int width) const {
        const QFont font =
            sansFont(isInRail() ? TextSize::Caption : TextSize::Body, TextWeight::Bold);
        return brokenLines(m_entry.word, font, wordRoom(width));
    }
    qreal wordRoom(int width) const {
        return isInRail() ? width - px(4) : width - px(48) - px(m_entry.badge > 0 ? 44 : 8);
    }

    void paintWide(QPainter& painter) const {
        const qreal s = px(navIcon);
        paintIcon(painter, QRectF(px(13), (height() - s) / 2, s, s), m_entry.icon, iconInk());
        const QStringList words = lines(width());
        qreal y = (height() - static_cast<qreal>(words.size()) * px(wideLine)) / 2;
        for (const QString& line : words) {
            drawText(painter, QRectF(px(48), y, wordRoom(width()), px(wideLine)), line,
                     sansFont(TextSize::Body, weight()), ink());
            y += px(wideLine);
        }
        paintBadge(painter, px(22), [this](qreal w, qreal h) {
            return QPointF(width() - px(12) - w, (height() - h) / 2);
        });
    }

    void paintInRail(QPainter& painter) const {
        const qreal s = px(navIcon);
        qreal y = px(5);
        paintIcon(painter, QRectF((width() - s) / 2, y, s, s), m_entry.icon, iconInk());
        y += s + px(2);
        const QStringList words = lines(width());
        for (const QString& line : words) {
            drawText(painter, QRectF(px(2), y, wordRoom(width()), px(20)), line,
                     sansFont(TextSize::Caption, weight()), ink(), Qt::AlignHCenter);
            y += px(railLine);
        }
        paintBadge(painter, px(20),
                   [this](qreal, qreal) { return QPointF(width() / 2.0 + px(6), px(1)); });
    }

    void paintBadge(QPainter& painter, qreal h,
                    const std::function<QPointF(qreal w, qreal h)>& place) const {
        if (m_entry.badge <= 0) {
            return;
        }
        const QString count =
            m_entry.badge > 99 ? QStringLiteral("99+") : QString::number(m_entry.badge);
        const QFont font = sansFont(TextSize::Caption, TextWeight::Bold);
        const qreal w = qMax(h + px(2), textWidth(count, font) + px(12));
        const QRectF pill(place(w, h), QSizeF(w, h));
        drawBox(painter, pill, h / 2, color(Role::Fill), QColor());
        drawText(painter, pill, count, font, color(Role::OnFill), Qt::AlignHCenter);
    }

    Sidebar::Entry m_entry;
};

/// Whether the network answers, as a shape and words, and below how far things are checked. In the
/// rail there is room for the words alone.
class StatusLine : public MenuButton {
public:
    StatusLine(const StatusView& status, bool rail, QWidget* parent) : MenuButton(rail, parent) {
        setStatus(status);
    }
    void setStatus(const StatusView& status) {
        m_status = status;
        setText(status.words);
        setAccessibleName(status.detail.isEmpty()
                              ? status.words
                              : Sidebar::tr("%1, %2").arg(status.words, status.detail));
        setToolTip(isInRail() ? status.detail : QString());
        updateGeometry();
        update();
    }
    int heightForWidth(int width) const override {
        const auto count = static_cast<int>(lines(width).size());
        return qMax(px(size::target), px(12) + count * px(lineHeight) + (isInRail() ? px(14) : 0));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        const QRectF box = QRectF(rect()).adjusted(0, 1, 0, -1);
        if (underMouse()) {
            drawBox(painter, box, px(size::controlRadius), color(Role::Sunken), QColor());
        }
        const QStringList words = lines(width());
        const qreal m = px(11);
        qreal y = (height() - static_cast<qreal>(words.size()) * px(lineHeight) -
                   (isInRail() ? px(14) : 0)) /
                  2.0;
        const auto [mark, role] = sign();
        if (isInRail()) {
            paintMark(painter, QRectF((width() - m) / 2, y, m, m), mark, color(role));
            y += px(14);
        } else {
            paintMark(painter, QRectF(px(18), y + (px(lineHeight) - m) / 2, m, m), mark,
                      color(role));
        }
        const qreal left = isInRail() ? px(2) : px(textLeft);
        for (const QString& line : words) {
            drawText(painter, QRectF(left, y, room(width()), px(lineHeight)), line,
                     sansFont(TextSize::Caption), color(Role::Muted),
                     isInRail() ? Qt::AlignHCenter : Qt::AlignLeft);
            y += px(lineHeight);
        }
        if (showsFocus(*this)) {
            drawFocusRing(painter, box, px(size::controlRadius));
        }
    }

private:
    static constexpr int lineHeight = 19;
    static constexpr int textLeft = 38;
    qreal room(int width) const { return width - (isInRail() ? px(4) : px(textLeft + 2)); }
    QStringList lines(int width) const {
        const QFont font = sansFont(TextSize::Caption);
        QStringList all = brokenLines(m_status.words, font, room(width));
        if (!isInRail() && !m_status.detail.isEmpty()) {
            all += brokenLines(m_status.detail, font, room(width));
        }
        return all;
    }
    /// A shape beside the colour: not everybody sees that.
    std::pair<Mark, Role> sign() const {
        switch (m_status.state) {
        case StatusView::State::Good:
            return {Mark::ByRule, Role::Good};
        case StatusView::State::Damaged:
        case StatusView::State::Stopped:
            return {Mark::NoRule, Role::Danger};
        case StatusView::State::NotReachable:
            return {Mark::Warning, Role::Warn};
        case StatusView::State::Unknown:
            break;
        }
        return {Mark::Refused, Role::Muted};
    }

    StatusView m_status;
};

/// Whose data this is. Where nobody can be switched to it is a sign, else a button.
struct PersonHead {
    PersonView person;
    bool canSwitch = false;
    bool rail = false;

    void dress(QWidget& widget) const {
        widget.setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        widget.setObjectName(QStringLiteral("person"));
        widget.setAccessibleName(Sidebar::tr("%1, %2").arg(person.name, person.detail));
        widget.setToolTip(rail ? person.name : QString());
    }
    QSize size() const { return {px(rail ? 44 : 200), px(rail ? 44 : 60)}; }

    void paint(QWidget& widget) const {
        WidgetPainter painter(&widget);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF all(widget.rect());
        const QColor fill = person.color.isValid() ? person.color : color(Role::Fill);
        if (!rail) {
            drawBox(painter, all, px(8),
                    canSwitch && widget.underMouse() ? color(Role::Sunken) : color(Role::Surface),
                    color(Role::Line));
        }
        const qreal d = px(36);
        const QRectF circle(rail ? (all.width() - d) / 2 : px(12), (all.height() - d) / 2, d, d);
        drawBox(painter, circle, d / 2, fill, QColor());
        drawText(painter, circle, person.name.left(1), sansFont(TextSize::Body, TextWeight::Bold),
                 color(Role::OnFill), Qt::AlignHCenter);
        if (!rail) {
            paintWords(painter, all);
        }
        if (showsFocus(widget)) {
            drawFocusRing(painter, all, px(8));
        }
    }

private:
    void paintWords(QPainter& painter, const QRectF& all) const {
        const qreal x = px(58);
        const qreal w = all.width() - x - px(canSwitch ? 32 : 10);
        const qreal top = (all.height() - px(44)) / 2.0;
        drawText(painter, QRectF(x, top, w, px(24)), person.name,
                 sansFont(TextSize::Body, TextWeight::Bold), color(Role::Ink));
        drawText(painter, QRectF(x, top + px(24), w, px(20)), person.detail,
                 sansFont(TextSize::Caption), color(Role::Muted));
        if (canSwitch) {
            const qreal s = px(20);
            paintIcon(painter, QRectF(all.width() - px(8) - s, (all.height() - s) / 2, s, s),
                      Icon::Switch, color(Role::Muted));
        }
    }
};

class PersonButton : public PaintedButton {
public:
    explicit PersonButton(const PersonHead& head) : m_head(head) { m_head.dress(*this); }
    QSize sizeHint() const override { return m_head.size(); }

protected:
    void paintEvent(QPaintEvent*) override { m_head.paint(*this); }

private:
    PersonHead m_head;
};

class PersonSign : public QWidget, public Spoken {
public:
    explicit PersonSign(const PersonHead& head) : m_head(head) { m_head.dress(*this); }
    QSize sizeHint() const override { return m_head.size(); }
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }

protected:
    void paintEvent(QPaintEvent*) override { m_head.paint(*this); }

private:
    PersonHead m_head;
};

} // namespace

/// Looks like the field that it opens, and names its keys.
class SearchButton : public PaintedButton {
public:
    explicit SearchButton(QWidget* parent = nullptr) : PaintedButton(parent) {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setText(Sidebar::tr("Search"));
        setAccessibleName(Sidebar::tr("Search everything"));
        setAccessibleDescription(keys());
        setToolTip(Sidebar::tr("Search everything (%1)").arg(keys()));
    }
    QSize sizeHint() const override { return {px(size::sidebar - 33), px(size::target)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        const QRectF box = QRectF(rect()).adjusted(0, 1, 0, -1);
        drawBox(painter, box, px(size::controlRadius),
                color(underMouse() ? Role::Sunken : Role::Surface), color(Role::Control));
        const qreal s = px(size::icon);
        paintIcon(painter, QRectF(px(13), (height() - s) / 2, s, s), Icon::Search,
                  color(Role::Muted));
        const QFont caption = sansFont(TextSize::Caption);
        const qreal keysWidth = textWidth(keys(), caption) + 1;
        drawText(painter, QRectF(width() - px(12) - keysWidth, 0, keysWidth, height()), keys(),
                 caption, color(Role::Muted));
        drawText(painter, QRectF(px(48), 0, width() - px(48 + 20) - keysWidth, height()), text(),
                 sansFont(TextSize::Body), color(Role::Muted));
        if (showsFocus(*this)) {
            drawFocusRing(painter, box, px(size::controlRadius));
        }
    }

private:
    static QString keys() {
        return QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
    }
};

/// The seal and the program's name.
class Wordmark : public QWidget, public Spoken {
public:
    explicit Wordmark(QWidget* parent = nullptr) : QWidget(parent) {
        setFixedHeight(px(30));
        setAccessibleName(Sidebar::tr("Consentry"));
    }
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        const qreal s = px(28);
        paintSeal(painter, QRectF(px(4), 1, s, s));
        drawText(painter, QRectF(px(42), 0, width() - px(42), px(30)), Sidebar::tr("Consentry"),
                 sansFont(TextSize::TaskTitle, TextWeight::Bold), color(Role::Ink));
    }
};

Sidebar::Sidebar(QWidget* parent) : QWidget(parent) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("Main menu"));
}

void Sidebar::setPerson(const PersonView& person, bool canSwitch) {
    if (m_person == person && m_canSwitch == canSwitch) {
        return;
    }
    m_person = person;
    m_canSwitch = canSwitch;
    rebuild();
}

void Sidebar::setEntries(const QList<Entry>& entries, int current) {
    m_entries = entries;
    m_current = current;
    rebuild();
}

void Sidebar::setCurrent(int id) {
    m_current = id;
    if (m_group != nullptr && m_group->button(id) != nullptr) {
        m_group->button(id)->setChecked(true);
    }
}

void Sidebar::setBadge(int id, int count) {
    for (Entry& entry : m_entries) {
        if (entry.id == id) {
            entry.badge = count;
        }
    }
    if (m_group != nullptr && m_group->button(id) != nullptr) {
        static_cast<NavButton*>(m_group->button(id))->setBadge(count);
    }
}

void Sidebar::setStatus(const StatusView& status) {
    if (m_status == status) {
        return;
    }
    m_status = status;
    auto* line = findChild<QAbstractButton*>(QStringLiteral("status"));
    if (line != nullptr && !status.words.isEmpty()) {
        static_cast<StatusLine*>(line)->setStatus(status);
    } else {
        rebuild();
    }
}

void Sidebar::setRail(bool rail) {
    if (m_rail != rail) {
        m_rail = rail;
        rebuild();
    }
}

void Sidebar::rebuild() {
    const FocusKeeper focus(*this);
    retire(m_content);
    setFixedWidth(px(m_rail ? size::rail : size::sidebar));
    // Scrolls where the window is lower than its entries at 200 % text.
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    const int side = px(m_rail ? 6 : 16);
    column->setContentsMargins(sided(side, px(m_rail ? 10 : 19), side + 1, px(m_rail ? 8 : 14)));
    column->setSpacing(px(2));
    fillHead(*column);
    addSearch(*column);
    m_group = new QButtonGroup(area);
    addEntries(*column, false);
    column->addStretch(1);
    column->addWidget(new Rule);
    column->addSpacing(px(m_rail ? 4 : 8));
    addEntries(*column, true);
    QAbstractButton& help =
        addAction(*column, Icon::Help, tr("Help"), tr("What can be done on this page (F1)"));
    help.setObjectName(QStringLiteral("help"));
    connect(&help, &QAbstractButton::clicked, this, &Sidebar::helpAsked);
    QAbstractButton& lock =
        addAction(*column, Icon::LockClosed, tr("Lock"), tr("Close the vault (Ctrl+L)"));
    lock.setObjectName(QStringLiteral("lockNow"));
    connect(&lock, &QAbstractButton::clicked, this, &Sidebar::lockAsked);
    addStatus(*column);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) {
        m_current = id;
        emit entryChosen(id);
    });
    area->setWidget(body);
    body->setAutoFillBackground(false);
    m_content = area;
    layout()->addWidget(m_content);
    m_content->show();
    focus.giveBack(*m_content);
}

void Sidebar::fillHead(QVBoxLayout& column) {
    if (!m_rail) {
        column.addWidget(new Wordmark);
        column.addSpacing(px(15));
    }
    if (m_person.name.isEmpty()) {
        return;
    }
    const PersonHead head{m_person, m_canSwitch, m_rail};
    if (m_canSwitch) {
        auto* person = new PersonButton(head);
        connect(person, &QAbstractButton::clicked, this, &Sidebar::personSwitchAsked);
        column.addWidget(person);
    } else {
        column.addWidget(new PersonSign(head));
    }
    column.addSpacing(px(m_rail ? 6 : 14));
}

void Sidebar::addSearch(QVBoxLayout& column) {
    QAbstractButton* search = nullptr;
    if (m_rail) {
        auto* entry = new NavButton({-1, Icon::Search, tr("Search"), 0, false}, m_rail, nullptr);
        entry->setCheckable(false);
        entry->setAutoExclusive(false);
        search = entry;
    } else {
        search = new SearchButton;
    }
    search->setObjectName(QStringLiteral("searchAsk"));
    connect(search, &QAbstractButton::clicked, this, &Sidebar::searchAsked);
    column.addWidget(search);
    column.addSpacing(px(m_rail ? 2 : 12));
}

void Sidebar::addEntries(QVBoxLayout& column, bool atFoot) {
    for (const Entry& entry : std::as_const(m_entries)) {
        if (entry.atFoot != atFoot) {
            continue;
        }
        auto* button = new NavButton(entry, m_rail, nullptr);
        button->setObjectName(QStringLiteral("nav%1").arg(entry.id));
        m_group->addButton(button, entry.id);
        button->setChecked(entry.id == m_current);
        column.addWidget(button);
    }
}

/// No place to go, but it stands among them so that it is found; the shortcut is for those who
/// know.
QAbstractButton& Sidebar::addAction(QVBoxLayout& column, Icon icon, const QString& word,
                                    const QString& tip) {
    auto* button = new NavButton({-1, icon, word, 0, true}, m_rail, nullptr);
    button->setCheckable(false);
    button->setAutoExclusive(false);
    button->setToolTip(tip);
    column.addWidget(button);
    return *button;
}

void Sidebar::addStatus(QVBoxLayout& column) {
    if (m_status.words.isEmpty()) {
        return;
    }
    auto* line = new StatusLine(m_status, m_rail, nullptr);
    line->setObjectName(QStringLiteral("status"));
    connect(line, &QAbstractButton::clicked, this, &Sidebar::statusAsked);
    column.addWidget(line);
}

void Sidebar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        rebuild();
    }
    QWidget::changeEvent(event);
}

void Sidebar::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    painter.fillRect(rect(), color(Role::Canvas));
    drawVerticalHairline(painter, width() - 1, 0, height(), color(Role::Line));
}

} // namespace consentry::ui
