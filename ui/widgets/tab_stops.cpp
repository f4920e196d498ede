#include "ui/widgets/tab_stops.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QWidget>

namespace consentry::ui {
namespace {

constexpr auto afterProperty = "consentryTabAfter";

/// Of several of which one holds Tab comes to that one, and the arrow keys go to the others. Qt
/// lets it come to the one that had the keyboard last, or to the first.
bool isStop(const QWidget& widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const QButtonGroup* group = button != nullptr ? button->group() : nullptr;
    const QAbstractButton* chosen =
        group != nullptr && group->exclusive() ? group->checkedButton() : nullptr;
    if (!widget.isEnabled() || widget.focusPolicy() == Qt::NoFocus) {
        return false;
    }
    return chosen != nullptr ? button == chosen
                             : (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

class Collector {
public:
    /// `kept` counts as a stop wherever it is met: the keyboard is there, and goes on from there.
    explicit Collector(const QWidget* kept) : m_kept(kept) {}

    void visit(QWidget& widget) {
        if (!widget.isVisible()) {
            return;
        }
        if (isStop(widget) || &widget == m_kept) {
            m_stops << &widget;
        }
        visitInside(widget);
    }
    QList<QWidget*> stops() const {
        QList<QWidget*> ordered = m_stops;
        for (QWidget* stop : m_stops) {
            auto* other = stop->property(afterProperty).value<QWidget*>();
            if (other != nullptr && m_stops.contains(other)) {
                ordered.removeOne(stop);
                ordered.insert(ordered.indexOf(other) + 1, stop);
            }
        }
        return ordered;
    }
    void visitInside(QWidget& widget) {
        if (auto* pages = qobject_cast<QStackedWidget*>(&widget)) {
            if (pages->currentWidget() != nullptr) {
                visit(*pages->currentWidget());
            }
        } else if (auto* area = qobject_cast<QScrollArea*>(&widget)) {
            if (area->widget() != nullptr) {
                visit(*area->widget());
            }
        } else if (qobject_cast<QAbstractScrollArea*>(&widget) == nullptr) {
            QList<QWidget*> inside;
            if (widget.layout() != nullptr) {
                addItems(*widget.layout(), inside);
            }
            const auto children =
                widget.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
            for (QWidget* child : children) {
                if (!child->isWindow() && !inside.contains(child)) {
                    inside << child;
                }
            }
            for (QWidget* child : std::as_const(inside)) {
                visit(*child);
            }
        }
    }

private:
    static void addItems(const QLayout& layout, QList<QWidget*>& widgets) {
        for (int i = 0; i < layout.count(); ++i) {
            QLayoutItem* item = layout.itemAt(i);
            if (item->widget() != nullptr) {
                widgets << item->widget();
            } else if (item->layout() != nullptr) {
                addItems(*item->layout(), widgets);
            }
        }
    }

    const QWidget* m_kept;
    QList<QWidget*> m_stops;
};

} // namespace

QList<QWidget*> tabStops(QWidget& root) {
    Collector collector(nullptr);
    collector.visitInside(root);
    return collector.stops();
}

void visitAfter(QWidget& stop, const QWidget& other) {
    stop.setProperty(afterProperty, QVariant::fromValue(const_cast<QWidget*>(&other)));
}

bool moveToTabStop(QWidget& root, bool next) {
    QWidget* const focus = root.window()->focusWidget();
    Collector collector(focus);
    collector.visitInside(root);
    const QList<QWidget*> stops = collector.stops();
    if (stops.isEmpty()) {
        return false;
    }
    const auto at = stops.indexOf(focus);
    const auto count = stops.size();
    const auto to = at < 0 ? (next ? 0 : count - 1) : (at + (next ? 1 : count - 1)) % count;
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    // Qt does this only where the keyboard was in the area already.
    for (QWidget* up = stops[to]->parentWidget(); up != nullptr; up = up->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(up)) {
            area->ensureWidgetVisible(stops[to]);
        }
    }
    return true;
}

} // namespace consentry::ui
