#include "ui/pages/choice_rows.h"

namespace consentry::ui {

Button* rowButton(Button::Kind kind, const QString& word, const QString& inFull,
                  const QString& objectName) {
    auto* button = new Button(kind, word);
    button->setObjectName(objectName);
    button->setAccessibleName(inFull);
    button->setMinimumWidth(px(112));
    return button;
}

ListRow* actionRow(Icon icon, const QString& title, const QString& detail) {
    return new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                       TextSize::TaskTitle);
}

} // namespace consentry::ui
