#include "ui/widgets/name_field.h"

#include "ui/style/painting.h"

namespace consentry::ui {
namespace {

/// Longer than any name; three bytes each at most, within what a name card holds.
constexpr int charactersMax = 80;

} // namespace

NameField::NameField(const QString& label, QWidget* parent) : QLineEdit(parent) {
    setObjectName(QStringLiteral("name"));
    setAccessibleName(label);
    setPlaceholderText(label);
    setFont(sansFont(TextSize::Body));
    setMaxLength(charactersMax);
    setMinimumHeight(px(size::target));
    setTextMargins(sided(px(10), 0, px(8), 0));
}

} // namespace consentry::ui
