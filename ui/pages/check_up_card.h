#pragma once

#include "ui/models/check_up_view.h"
#include "ui/widgets/card.h"

namespace consentry::ui {

/// The findings of the check-up, one below the other: each with why, what can be done about it, and
/// a way to leave it so.
class CheckUpCard : public Card {
    Q_OBJECT
public:
    explicit CheckUpCard(const QList<CheckUpRowView>& rows, QWidget* parent = nullptr);

    static QString actionWords(CheckUpAction action);

signals:
    void actAsked(const consentry::ui::CheckUpRowView& row);
    void dismissAsked(const consentry::ui::CheckUpRowView& row);
};

} // namespace consentry::ui
