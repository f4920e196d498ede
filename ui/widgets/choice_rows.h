#pragma once

#include "ui/models/grant_draft_view.h"

#include <functional>

class QAbstractButton;
class QVBoxLayout;
class QWidget;

namespace consentry::ui {

/// Where the words about a choice stand: a few beside it, a sentence below it.
enum class ChoiceDetail : quint8 { Beside, Below };

/// A choice with its detail, and the number of records at its right. Takes the button.
QWidget* choiceRow(QAbstractButton* button, const ChoiceView& choice,
                   ChoiceDetail detail = ChoiceDetail::Beside);

/// One of few: a radio button for each, called `name` and its number.
void addRadios(QVBoxLayout& column, const QList<ChoiceView>& choices, const QString& current,
               const QString& name, std::function<void(const QString&)> chosen,
               ChoiceDetail detail = ChoiceDetail::Beside);

} // namespace consentry::ui
