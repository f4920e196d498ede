#include "ui/widgets/choice_rows.h"

#include "ui/models/format.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

namespace consentry::ui {
namespace {

struct ChoiceRowTexts {
    Q_DECLARE_TR_FUNCTIONS(ChoiceRows)
};

} // namespace

QWidget* choiceRow(QAbstractButton* button, const ChoiceView& choice, ChoiceDetail detail) {
    auto* row = new QWidget;
    auto* rows = new QVBoxLayout(row);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setSpacing(px(8));
    button->setText(Format::lineStart(choice.title));
    button->setFont(sansFont(TextSize::Body));
    button->setMinimumHeight(px(size::target));
    button->setCursor(Qt::PointingHandCursor);
    line->addWidget(button);
    QStringList said{choice.detail};
    rows->addLayout(line);
    if (choice.detail.isEmpty() || detail == ChoiceDetail::Below) {
        line->addStretch(1);
    } else {
        line->addWidget(new Text(choice.detail, TextSize::Caption, Role::Muted), 1);
    }
    if (choice.count >= 0) {
        said << ChoiceRowTexts::tr("%n records", nullptr, choice.count);
        auto* count = new Text(said.last(), TextSize::Caption, Role::Muted);
        count->setSingleLine();
        count->setMinimumWidth(count->sizeHint().width());
        line->addWidget(count);
    }
    if (!choice.detail.isEmpty() && detail == ChoiceDetail::Below) {
        // Under the words of the button, not under its mark.
        auto* below = new QHBoxLayout;
        below->setContentsMargins(sided(px(28), 0, 0, px(8)));
        below->addWidget(new Text(choice.detail, TextSize::Caption, Role::Muted));
        rows->addLayout(below);
    }
    said.removeAll(QString());
    button->setAccessibleDescription(joinFacts(said));
    return row;
}

void addRadios(QVBoxLayout& column, const QList<ChoiceView>& choices, const QString& current,
               const QString& name, std::function<void(const QString&)> chosen,
               ChoiceDetail detail) {
    auto* group = new QButtonGroup(column.parentWidget());
    int index = 0;
    for (const ChoiceView& choice : choices) {
        auto* button = new QRadioButton;
        button->setObjectName(name + QString::number(index++));
        button->setChecked(choice.id == current);
        group->addButton(button);
        const QString id = choice.id;
        QObject::connect(button, &QRadioButton::clicked, button, [chosen, id] { chosen(id); });
        column.addWidget(choiceRow(button, choice, detail));
    }
}

} // namespace consentry::ui
