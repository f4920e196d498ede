#include "ui/widgets/secure_line_edit_accessible.h"

#include "ui/widgets/secure_line_edit.h"

#include <QAccessibleWidget>

namespace consentry::ui {
namespace {

constexpr QChar dot = u'\u25CF';

class SecureLineEditAccessible : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit SecureLineEditAccessible(SecureLineEdit* edit)
        : QAccessibleWidget(edit, QAccessible::EditableText), m_edit(edit) {}

    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.passwordEdit = true;
        state.editable = true;
        state.selectableText = true;
        return state;
    }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? text(0, characterCount())
                                          : QAccessibleWidget::text(kind);
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface*>(this)
                                                  : QAccessibleWidget::interface_cast(type);
    }

    int characterCount() const override { return m_edit->characterCount(); }
    int cursorPosition() const override { return m_edit->cursorPosition(); }
    void setCursorPosition(int position) override { m_edit->select(position, position); }
    int selectionCount() const override {
        return m_edit->selectionStart() == m_edit->selectionEnd() ? 0 : 1;
    }
    void selection(int, int* start, int* end) const override {
        *start = m_edit->selectionStart();
        *end = m_edit->selectionEnd();
    }
    void addSelection(int start, int end) override { m_edit->select(start, end); }
    void setSelection(int, int start, int end) override { m_edit->select(start, end); }
    void removeSelection(int) override { setCursorPosition(cursorPosition()); }

    QString text(int start, int end) const override {
        return QString(std::clamp(end - start, 0, characterCount()), dot);
    }
    QString textAtOffset(int offset, QAccessible::TextBoundaryType type, int* start,
                         int* end) const override {
        const bool isOne = type == QAccessible::CharBoundary;
        *start = isOne ? offset : 0;
        *end = isOne ? std::min(offset + 1, characterCount()) : characterCount();
        return text(*start, *end);
    }
    QRect characterRect(int) const override { return rect(); }
    int offsetAtPoint(const QPoint&) const override { return cursorPosition(); }
    void scrollToSubstring(int, int) override {}
    QString attributes(int, int* start, int* end) const override {
        *start = 0;
        *end = characterCount();
        return {};
    }

private:
    SecureLineEdit* m_edit;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object) {
    auto* edit = qobject_cast<SecureLineEdit*>(object);
    return edit != nullptr ? new SecureLineEditAccessible(edit) : nullptr;
}

} // namespace

void installSecureLineEditAccessibility() {
    static const bool once = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace consentry::ui
