#pragma once

#include <QAccessible>
#include <QRect>
#include <QString>

#include <optional>

class QAbstractButton;
class QWidget;

namespace consentry::ui {

/// What a widget that paints itself tells a screen reader. Inherit it beside QWidget; the name and
/// the description are the widget's own (setAccessibleName()). A widget may have items that are no
/// widgets: the days of a strip, the points of a chart.
class Spoken {
public:
    struct Item {
        QString name;
        QRect rect; ///< in the widget's coordinates
        QAccessible::Role role = QAccessible::ListItem;
        bool chosen = false;
    };
    /// How far something is, or where between two ends.
    struct Value {
        double now = 0;
        double least = 0;
        double most = 0;
        QString words; ///< as a person says it
    };

    virtual ~Spoken() = default;
    virtual QAccessible::Role spokenRole() const = 0;
    virtual std::optional<Value> spokenValue() const { return std::nullopt; }
    /// Still waiting for its contents.
    virtual bool spokenBusy() const { return false; }

    virtual int spokenItemCount() const { return 0; }
    virtual Item spokenItem(int /*index*/) const { return {}; }
    /// The item under the keyboard, or -1.
    virtual int spokenCurrent() const { return -1; }
    /// Presses an item on behalf of an assistive tool.
    virtual void pressSpokenItem(int /*index*/) {}
};

/// A checkable button that unfolds what stands below it: said as "unfolded" or "folded", not as
/// a box to tick.
void sayUnfolding(QAbstractButton& button);

/// It paints something and says nothing: words beside it say the same.
void markOrnament(QWidget& widget);
bool isOrnament(const QWidget& widget);

/// Lets screen readers see every Spoken widget. Once per process.
void installSpokenFaces();

/// The keyboard moved to another item: screen readers say it.
void tellItemFocused(QWidget& widget, int index);
/// The value changed.
void tellValueChanged(QWidget& widget, const Spoken::Value& value);
/// Something happened that nobody asked for at this moment: screen readers say the widget's name.
void tellAlert(QWidget& widget);

} // namespace consentry::ui
