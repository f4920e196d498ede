#include "ui/style/spoken.h"

#include <QAbstractButton>
#include <QAccessibleWidget>
#include <QPointer>

#include <vector>

namespace consentry::ui {
namespace {

constexpr auto ornamentProperty = "consentryOrnament";
constexpr auto unfoldsProperty = "consentryUnfolds";

bool unfolds(const QAbstractButton& button) {
    return button.property(unfoldsProperty).toBool();
}

/// One item of a Spoken widget.
class ItemFace : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    ItemFace(QWidget* widget, Spoken* spoken, int index)
        : m_widget(widget), m_spoken(spoken), m_index(index) {}

    bool isValid() const override { return m_widget != nullptr && m_index < count(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override {
        return m_widget != nullptr ? m_widget->window()->windowHandle() : nullptr;
    }
    QAccessibleInterface* parent() const override {
        return m_widget != nullptr ? QAccessible::queryAccessibleInterface(m_widget) : nullptr;
    }
    QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    QString text(QAccessible::Text kind) const override {
        return isValid() && kind == QAccessible::Name ? item().name : QString();
    }
    void setText(QAccessible::Text /*kind*/, const QString& /*text*/) override {}
    QRect rect() const override {
        if (!isValid()) {
            return {};
        }
        const QRect local = item().rect;
        return {m_widget->mapToGlobal(local.topLeft()), local.size()};
    }
    QAccessible::Role role() const override {
        return isValid() ? item().role : QAccessible::ListItem;
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = true;
        state.selectable = true;
        state.selected = item().chosen;
        state.focused = m_widget->hasFocus() && m_spoken->spokenCurrent() == m_index;
        state.disabled = !m_widget->isEnabled();
        state.invisible = !m_widget->isVisible();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override {
        if (isValid() && name == pressAction()) {
            m_spoken->pressSpokenItem(m_index);
        }
    }
    QStringList keyBindingsForAction(const QString& /*name*/) const override { return {}; }

private:
    int count() const { return m_spoken->spokenItemCount(); }
    Spoken::Item item() const { return m_spoken->spokenItem(m_index); }

    QPointer<QWidget> m_widget;
    Spoken* m_spoken; // lives as long as the widget
    int m_index;
};

class SpokenFace : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    SpokenFace(QWidget* widget, Spoken* spoken)
        : QAccessibleWidget(widget, spoken->spokenRole()), m_spoken(spoken) {}
    SpokenFace(const SpokenFace&) = delete;
    SpokenFace& operator=(const SpokenFace&) = delete;
    ~SpokenFace() override {
        for (const QAccessible::Id id : m_items) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }

    QAccessible::Role role() const override { return m_spoken->spokenRole(); }
    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.busy = m_spoken->spokenBusy();
        state.readOnly = m_spoken->spokenValue().has_value();
        return state;
    }
    QString text(QAccessible::Text kind) const override {
        const auto value = m_spoken->spokenValue();
        return kind == QAccessible::Value && value ? value->words : QAccessibleWidget::text(kind);
    }

    int childCount() const override {
        return m_spoken->spokenItemCount() + QAccessibleWidget::childCount();
    }
    QAccessibleInterface* child(int index) const override {
        const int items = m_spoken->spokenItemCount();
        return index < items ? item(index) : QAccessibleWidget::child(index - items);
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            if (QAccessible::accessibleInterface(m_items[i]) == child) {
                return static_cast<int>(i);
            }
        }
        const int index = QAccessibleWidget::indexOfChild(child);
        return index < 0 ? index : index + m_spoken->spokenItemCount();
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const QPoint at = widget()->mapFromGlobal(QPoint(x, y));
        for (int i = 0; i < m_spoken->spokenItemCount(); ++i) {
            if (m_spoken->spokenItem(i).rect.contains(at)) {
                return item(i);
            }
        }
        return QAccessibleWidget::childAt(x, y);
    }
    QAccessibleInterface* focusChild() const override {
        const int current = m_spoken->spokenCurrent();
        return widget()->hasFocus() && current >= 0 ? item(current)
                                                    : QAccessibleWidget::focusChild();
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ValueInterface) {
            return m_spoken->spokenValue() ? static_cast<QAccessibleValueInterface*>(this)
                                           : nullptr;
        }
        return QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return value().now; }
    void setCurrentValue(const QVariant& /*value*/) override {}
    QVariant maximumValue() const override { return value().most; }
    QVariant minimumValue() const override { return value().least; }
    QVariant minimumStepSize() const override { return 0.0; }

private:
    Spoken::Value value() const { return m_spoken->spokenValue().value_or(Spoken::Value{}); }
    QAccessibleInterface* item(int index) const {
        if (index < 0 || index >= m_spoken->spokenItemCount()) {
            return nullptr;
        }
        while (m_items.size() <= static_cast<std::size_t>(index)) {
            m_items.push_back(QAccessible::registerAccessibleInterface(
                new ItemFace(widget(), m_spoken, static_cast<int>(m_items.size()))));
        }
        return QAccessible::accessibleInterface(m_items[static_cast<std::size_t>(index)]);
    }

    Spoken* m_spoken;
    mutable std::vector<QAccessible::Id> m_items; ///< made when first asked for
};

/// A button with a state. Qt's own face only turns the state over, on which no page acts: here an
/// assistive tool does what a click does.
class CheckFace : public QAccessibleWidget {
public:
    explicit CheckFace(QAbstractButton& button) : QAccessibleWidget(&button), m_button(button) {}

    QAccessible::Role role() const override {
        if (!m_button.isCheckable() || unfolds(m_button)) {
            return QAccessible::Button;
        }
        const bool isOneOfSeveral = m_button.autoExclusive() || m_button.group() != nullptr;
        return isOneOfSeveral ? QAccessible::RadioButton : QAccessible::CheckBox;
    }
    QString text(QAccessible::Text kind) const override {
        const QString own = QAccessibleWidget::text(kind);
        return kind == QAccessible::Name && own.isEmpty() ? m_button.text() : own;
    }
    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        if (unfolds(m_button)) {
            state.expandable = true;
            state.expanded = m_button.isChecked();
            state.collapsed = !m_button.isChecked();
        } else {
            state.checkable = m_button.isCheckable();
            state.checked = m_button.isChecked();
        }
        state.pressed = m_button.isDown();
        return state;
    }
    QStringList actionNames() const override {
        QStringList names = QAccessibleWidget::actionNames();
        if (m_button.isEnabled()) {
            names.prepend(role() == QAccessible::CheckBox ? toggleAction() : pressAction());
        }
        return names;
    }
    void doAction(const QString& name) override {
        if (name == toggleAction() || name == pressAction()) {
            m_button.click();
        } else {
            QAccessibleWidget::doAction(name);
        }
    }

private:
    QAbstractButton& m_button; // the face goes with it
};

/// On the bus of Linux an alert is a notification that begins to be shown, and Qt sends nothing for
/// its event of that name. This one shows nothing and is not reached by keys or mouse.
class Announcer : public QWidget, public Spoken {
public:
    explicit Announcer(QWidget* window) : QWidget(window) {
        setObjectName(QStringLiteral("announcer"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setGeometry(0, 0, 1, 1);
    }
    QAccessible::Role spokenRole() const override { return QAccessible::Notification; }
    void say(const QString& words) {
        hide();
        setAccessibleName(words);
        show();
    }
};

void announce(QWidget& widget) {
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&widget);
    const QString words = face != nullptr ? face->text(QAccessible::Name) : QString();
    if (words.isEmpty()) {
        return;
    }
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&widget, words);
    QAccessible::updateAccessibility(&event);
#else
    auto* announcer = dynamic_cast<Announcer*>(widget.window()->findChild<QWidget*>(
        QStringLiteral("announcer"), Qt::FindDirectChildrenOnly));
    if (announcer == nullptr) {
        announcer = new Announcer(widget.window());
    }
    announcer->say(words);
#endif
}

QAccessibleInterface* makeFace(const QString& /*className*/, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    auto* spoken = dynamic_cast<Spoken*>(object);
    if (widget != nullptr && spoken != nullptr) {
        return new SpokenFace(widget, spoken);
    }
    auto* button = qobject_cast<QAbstractButton*>(object);
    return button != nullptr && button->isCheckable() ? new CheckFace(*button) : nullptr;
}

} // namespace

void sayUnfolding(QAbstractButton& button) {
    button.setProperty(unfoldsProperty, true);
    QObject::connect(&button, &QAbstractButton::toggled, &button, [&button] {
        QAccessible::State changed;
        changed.expanded = true;
        QAccessibleStateChangeEvent event(&button, changed);
        QAccessible::updateAccessibility(&event);
    });
}

void markOrnament(QWidget& widget) {
    widget.setProperty(ornamentProperty, true);
}

bool isOrnament(const QWidget& widget) {
    return widget.property(ornamentProperty).toBool();
}

void installSpokenFaces() {
    static bool installed = false;
    if (!installed) {
        QAccessible::installFactory(makeFace);
        installed = true;
    }
}

void tellItemFocused(QWidget& widget, int index) {
    QAccessibleEvent event(&widget, QAccessible::Focus);
    event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

void tellValueChanged(QWidget& widget, const Spoken::Value& value) {
    QAccessibleValueChangeEvent event(&widget, value.now);
    QAccessible::updateAccessibility(&event);
}

void tellAlert(QWidget& widget) {
    QAccessibleEvent event(&widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    if (QAccessible::isActive()) {
        announce(widget);
    }
}

} // namespace consentry::ui
