#include "tests/ui/accessible_walk.h"

#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/style/spoken.h"
#include "ui/style/tokens.h"
#include "ui/widgets/card.h"
#include "ui/widgets/overlay.h"
#include "ui/widgets/reveal_button.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include <functional>
#include <map>

using namespace Qt::StringLiterals;
using namespace consentry::ui;

namespace consentry::test {
namespace {

/// More stops than any page has.
constexpr int stopsMax = 400;
/// Of a list only the rows that are seen are visited, and no more than this.
constexpr int rowsMax = 60;
/// Around a widget, for a ring outside of its edge.
constexpr int ringRoom = 6;

QString describe(const QWidget& widget) {
    return QString::fromLatin1(widget.metaObject()->className()) + u' ' + widget.objectName();
}

QString describe(QAccessibleInterface& face) {
    const auto* widget = qobject_cast<const QWidget*>(face.object());
    return (widget != nullptr ? describe(*widget) : u"item"_s) + u" \""_s +
           face.text(QAccessible::Name).left(40) + u"\" role "_s + QString::number(face.role());
}

bool isPressed(QAccessibleInterface& face) {
    auto* actions = face.actionInterface();
    return actions != nullptr &&
           (actions->actionNames().contains(QAccessibleActionInterface::pressAction()) ||
            actions->actionNames().contains(QAccessibleActionInterface::toggleAction()));
}

bool isCell(QAccessible::Role role) {
    return role == QAccessible::Cell || role == QAccessible::ListItem;
}

/// What a person would say that this is.
bool hasFittingRole(QAccessibleInterface& face) {
    const QAccessible::Role role = face.role();
    QObject* object = face.object();
    if (const auto* button = qobject_cast<QAbstractButton*>(object)) {
        const auto* push = qobject_cast<const QPushButton*>(button);
        if (push != nullptr && push->menu() != nullptr) {
            return role == QAccessible::ButtonMenu;
        }
        if (face.state().expandable) {
            return role == QAccessible::Button;
        }
        if (button->isCheckable()) {
            const bool isOneOfSeveral = button->autoExclusive() || button->group() != nullptr;
            return role == (isOneOfSeveral ? QAccessible::RadioButton : QAccessible::CheckBox);
        }
        return role == QAccessible::Button;
    }
    if (qobject_cast<QLineEdit*>(object) != nullptr ||
        qobject_cast<QPlainTextEdit*>(object) != nullptr ||
        qobject_cast<SecureLineEdit*>(object) != nullptr) {
        return role == QAccessible::EditableText;
    }
    if (qobject_cast<QAbstractItemView*>(object) != nullptr) {
        return role == QAccessible::Table || role == QAccessible::List || role == QAccessible::Tree;
    }
    if (qobject_cast<QLabel*>(object) != nullptr) {
        return role == QAccessible::StaticText || role == QAccessible::Heading;
    }
    return role != QAccessible::NoRole && role != QAccessible::Client && role != QAccessible::Pane;
}

using Visit = std::function<void(QAccessibleInterface&)>;

void visitAll(QAccessibleInterface& face, const Visit& visit) {
    if (!face.isValid() || face.state().invisible) {
        return;
    }
    visit(face);
    int cells = 0;
    for (int i = 0; i < face.childCount(); ++i) {
        QAccessibleInterface* child = face.child(i);
        if (child == nullptr) {
            continue;
        }
        const bool isRow = face.tableInterface() != nullptr && isCell(child->role());
        if (isRow && (++cells > rowsMax || !child->rect().intersects(face.rect()))) {
            if (cells > rowsMax) {
                break;
            }
            continue;
        }
        visitAll(*child, visit);
    }
}

QAccessibleInterface& faceOf(QWidget& window) {
    return *QAccessible::queryAccessibleInterface(&window);
}

bool isFlat(const QImage& image) {
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != first) {
                return false;
            }
        }
    }
    return true;
}

bool hasVisibleChild(const QWidget& widget) {
    const auto children = widget.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    return std::any_of(children.begin(), children.end(),
                       [](const QWidget* child) { return child->isVisible(); });
}

/// Paints something and has nobody in it who would speak for it.
bool isSilentPicture(QWidget& widget) {
    if (!widget.isVisible() || hasVisibleChild(widget) || widget.size().isEmpty() ||
        dynamic_cast<Spoken*>(&widget) != nullptr ||
        qobject_cast<QAbstractButton*>(&widget) != nullptr ||
        qobject_cast<QLabel*>(&widget) != nullptr || qobject_cast<QLineEdit*>(&widget) != nullptr ||
        qobject_cast<SecureLineEdit*>(&widget) != nullptr ||
        qobject_cast<QScrollBar*>(&widget) != nullptr) {
        return false;
    }
    // Ornaments: words stand beside them, and a reader that stopped at them would only be slower.
    if (isOrnament(widget) || qobject_cast<Symbol*>(&widget) != nullptr ||
        qobject_cast<Rule*>(&widget) != nullptr) {
        return false;
    }
    // The inside of an area: its owner speaks.
    if (qobject_cast<QAbstractScrollArea*>(widget.parentWidget()) != nullptr) {
        return false;
    }
    QImage image(widget.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    return !isFlat(image);
}

/// Where `inner` lies in `outer`, which holds it.
QRect rectIn(const QWidget& inner, const QWidget& outer) {
    return {inner.mapTo(&outer, QPoint(0, 0)), inner.size()};
}

const QWidget& childTowards(const QWidget& ancestor, const QWidget& inner) {
    const QWidget* step = &inner;
    while (step->parentWidget() != &ancestor) {
        step = step->parentWidget();
    }
    return *step;
}

/// Whether a reader meets `second` after `first`: below it, or farther in the line. Judged between
/// the two parts of the page that hold them, so that columns are read one after the other.
bool isAfter(const QWidget& first, const QWidget& second) {
    if (second.isAncestorOf(&first)) {
        return false;
    }
    const QWidget* common = first.parentWidget();
    while (common != nullptr && !common->isAncestorOf(&second)) {
        common = common->parentWidget();
    }
    if (common == nullptr) {
        return true;
    }
    const QWidget& a = childTowards(*common, first);
    const QWidget& b = childTowards(*common, second);
    if (&a == &b) {
        return true;
    }
    QRect one = rectIn(a, *common);
    QRect other = rectIn(b, *common);
    const int shared = qMin(one.bottom(), other.bottom()) - qMax(one.top(), other.top()) + 1;
    const bool isSameLine = 2 * shared > qMin(one.height(), other.height());
    if (!isSameLine) {
        return other.top() > one.top();
    }
    return common->layoutDirection() == Qt::RightToLeft ? other.right() < one.right() + 1
                                                        : other.left() > one.left() - 1;
}

/// How many pixels around the widget have the colour of focus.
int focusPixels(QWidget& window, const QWidget& widget) {
    const QRect area = rectIn(widget, window).adjusted(-ringRoom, -ringRoom, ringRoom, ringRoom);
    const QImage image = window.grab(area & window.rect()).toImage();
    const QRgb focus = color(Role::Focus).rgb();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixel(x, y) == focus ? 1 : 0;
        }
    }
    return count;
}

/// Where the order is another one on purpose.
bool mayGoBack(const QWidget& from, const QWidget& to) {
    // A passphrase is typed, and typed again, before the button inside of the first field comes.
    if (qobject_cast<const RevealButton*>(&from) != nullptr ||
        qobject_cast<const RevealButton*>(&to) != nullptr) {
        return true;
    }
    // Words of recovery stand in columns and are numbered.
    return from.objectName().startsWith(u"word"_s) && to.objectName().startsWith(u"word"_s);
}

/// The stop that no other one stands before.
QWidget* firstOf(const QList<QPointer<QWidget>>& stops) {
    const auto found = std::find_if(stops.begin(), stops.end(), [&stops](const auto& one) {
        return std::all_of(stops.begin(), stops.end(), [&one](const auto& other) {
            return other == one || !isAfter(*other, *one) || mayGoBack(*other, *one);
        });
    });
    return found != stops.end() ? found->data() : nullptr;
}

/// One of several of which another one is chosen.
bool isPassedBy(QWidget& stop) {
    const auto* button = qobject_cast<QAbstractButton*>(&stop);
    const QButtonGroup* group = button != nullptr ? button->group() : nullptr;
    return group != nullptr && group->exclusive() && group->checkedButton() != nullptr &&
           !button->isChecked();
}

/// On a page that waits there may be one button only.
bool isAlone(const QWidget& window, const QWidget& stop) {
    const auto widgets = window.findChildren<QWidget*>();
    return std::none_of(widgets.begin(), widgets.end(), [&stop](const QWidget* one) {
        const bool isBelow = [one, &stop] { // something lies over the page and holds the keyboard
            const auto* overlay = stop.parentWidget();
            while (overlay != nullptr && qobject_cast<const Overlay*>(overlay) == nullptr) {
                overlay = overlay->parentWidget();
            }
            return overlay != nullptr && !overlay->isAncestorOf(one);
        }();
        return one != &stop && !isBelow && one->isVisible() && one->isEnabled() &&
               (one->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
    });
}

/// In which named group it stands: "Restricted" of one kind of records is not that of another.
QString groupOf(QAccessibleInterface& face) {
    for (QAccessibleInterface* up = face.parent(); up != nullptr; up = up->parent()) {
        if (up->role() == QAccessible::Grouping && !up->text(QAccessible::Name).isEmpty()) {
            return up->text(QAccessible::Name);
        }
    }
    return {};
}

} // namespace

WalkFindings walkFaces(QWidget& window) {
    WalkFindings findings;
    std::map<QString, int> pressed;
    visitAll(faceOf(window), [&](QAccessibleInterface& face) {
        ++findings.elements;
        const bool canAct = isPressed(face) || face.state().focusable || face.state().editable;
        const QString name = face.text(QAccessible::Name);
        const QAccessible::Role role = face.role();
        const bool says = canAct || role == QAccessible::StaticText ||
                          role == QAccessible::Heading || role == QAccessible::Graphic ||
                          role == QAccessible::Chart || role == QAccessible::ProgressBar ||
                          isCell(role);
        const auto* widget = qobject_cast<const QWidget*>(face.object());
        if (&face == &faceOf(window) ||
            (widget != nullptr && qobject_cast<const QScrollBar*>(widget) != nullptr)) {
            return;
        }
        // A line that is kept for words to come.
        const auto* label = qobject_cast<const QLabel*>(face.object());
        if (label != nullptr && label->text().trimmed().isEmpty()) {
            return;
        }
        if (says && name.trimmed().isEmpty()) {
            findings.problems << u"no name: "_s + describe(face);
        }
        if (canAct && !hasFittingRole(face)) {
            findings.problems << u"role does not fit: "_s + describe(face);
        }
        if (isPressed(face) && !isCell(role) && !face.state().disabled) {
            ++pressed[name + u" / "_s + face.text(QAccessible::Description) + u" / "_s +
                      groupOf(face)];
        }
    });
    for (const auto& [name, times] : pressed) {
        if (times > 1) {
            findings.problems << u"%1 times the same words: %2"_s.arg(times).arg(name);
        }
    }
    const auto widgets = window.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        if (isSilentPicture(*widget)) {
            findings.problems << u"painted and silent: %1 in %2"_s.arg(
                describe(*widget), describe(*widget->parentWidget()));
        }
    }
    return findings;
}

WalkFindings walkTargets(QWidget& window) {
    WalkFindings findings;
    const int least = px(size::target);
    const auto widgets = window.findChildren<QWidget*>();
    const auto tell = [&findings](const QSize& size, const QString& what) {
        findings.problems
            << u"target of %1 × %2: %3"_s.arg(size.width()).arg(size.height()).arg(what);
    };
    for (QWidget* widget : widgets) {
        const auto* list = qobject_cast<VirtualList*>(widget);
        if (list != nullptr && list->isVisible() && list->model() != nullptr) {
            // Rows are as wide as the page; clinicians see more of them at once.
            const int height = list->verticalHeader()->defaultSectionSize();
            if (list->model()->rowCount() > 0 && height < px(size::compactRow)) {
                tell({list->width(), height}, u"rows of "_s + describe(*list));
            }
        }
        const auto* spoken = dynamic_cast<Spoken*>(widget);
        // Not the points of a chart: they lie as their values do, and the arrow keys reach each.
        if (spoken != nullptr && widget->isVisible() && widget->focusPolicy() != Qt::NoFocus &&
            spoken->spokenRole() == QAccessible::List) {
            for (int i = 0; i < spoken->spokenItemCount(); ++i) {
                const QSize size = spoken->spokenItem(i).rect.size();
                if (size.width() < least || size.height() < least) {
                    tell(size, u"item of "_s + describe(*widget));
                    break;
                }
            }
        }
        const bool isTarget = qobject_cast<QAbstractButton*>(widget) != nullptr ||
                              qobject_cast<QLineEdit*>(widget) != nullptr ||
                              qobject_cast<SecureLineEdit*>(widget) != nullptr;
        if (!isTarget || !widget->isVisible()) {
            continue;
        }
        ++findings.elements;
        if (widget->height() < least || widget->width() < least) {
            tell(widget->size(), describe(*widget));
        }
    }
    return findings;
}

WalkFindings walkByTab(QWidget& window) {
    WalkFindings findings;
    QTest::keyClick(&window, Qt::Key_Tab);
    QTest::keyClick(&window, Qt::Key_Backtab, Qt::ShiftModifier);
    QWidget* const start = QApplication::focusWidget();
    if (start == nullptr) {
        findings.problems << u"the keyboard is nowhere"_s;
        return findings;
    }
    QList<QPointer<QWidget>> stops;
    QList<std::pair<QPointer<QWidget>, QPointer<QWidget>>> jumps; // to what stands before
    QPointer<QWidget> focus = start;
    do {
        stops << focus;
        if (isPassedBy(*focus)) {
            findings.problems << u"Tab does not come to the chosen one, but to "_s +
                                     describe(*focus);
        }
        const int with = focusPixels(window, *focus);
        QTest::keyClick(focus, Qt::Key_Tab);
        QWidget* const next = QApplication::focusWidget();
        if (next == nullptr || focus == nullptr) {
            findings.problems << u"Tab leads nowhere after stop %1"_s.arg(stops.size());
            return findings;
        }
        if (next == focus && stops.size() == 1 && isAlone(window, *focus)) {
            break;
        }
        if (next == focus) {
            findings.problems << u"Tab does not leave "_s + describe(*focus);
            return findings;
        }
        const int without = focusPixels(window, *focus);
        if (with - without < qMin(focus->width(), focus->height())) {
            findings.problems << u"focus is not seen on %1 at %2, %3: %4 pixels, without it %5"_s
                                     .arg(describe(*focus))
                                     .arg(rectIn(*focus, window).x())
                                     .arg(rectIn(*focus, window).y())
                                     .arg(with)
                                     .arg(without);
        }
        if (!isAfter(*focus, *next) && !mayGoBack(*focus, *next)) {
            jumps << std::pair(focus, QPointer(next));
        }
        if (next != start && stops.contains(next)) {
            findings.problems << u"Tab runs in a circle that leaves out "_s + describe(*start);
            return findings;
        }
        focus = next;
    } while (focus != start && stops.size() < stopsMax);
    if (focus != start) {
        findings.problems << u"Tab does not come back to "_s + describe(*start);
        return findings;
    }
    if (stops.contains(nullptr)) {
        findings.problems << u"the page is built anew while Tab goes around"_s;
        return findings;
    }
    // Once around, it goes from the last stop to the first.
    QWidget* const first = firstOf(stops);
    for (const auto& [from, to] : std::as_const(jumps)) {
        if (to != first) {
            findings.problems << u"Tab goes back from %1 to %2"_s.arg(describe(*from),
                                                                      describe(*to));
        }
    }
    for (qsizetype i = stops.size() - 1; i >= 0; --i) {
        QTest::keyClick(focus, Qt::Key_Backtab, Qt::ShiftModifier);
        focus = QApplication::focusWidget();
        if (focus != stops[i]) {
            findings.problems << u"Shift+Tab comes to %1 instead of %2"_s.arg(
                focus != nullptr ? describe(*focus) : u"nobody"_s, describe(*stops[i]));
            return findings;
        }
    }
    findings.elements = static_cast<int>(stops.size());
    return findings;
}

WalkFindings walkMarks(QWidget& window) {
    WalkFindings findings;
    std::map<int, QSet<QRgb>> colors;
    watchMarks([&](Mark mark, const QColor& ink) {
        ++findings.elements;
        colors[static_cast<int>(mark)].insert(ink.rgb());
    });
    window.grab();
    watchMarks(nullptr);
    for (const auto& [mark, inks] : colors) {
        if (inks.size() > 1) {
            findings.problems << u"mark %1 is painted in %2 colours"_s.arg(mark).arg(inks.size());
        }
    }
    return findings;
}

} // namespace consentry::test
