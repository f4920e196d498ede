#include "ui/pages/draft_editors.h"

#include "ui/models/format.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

using Changed = std::function<void(const GrantDraft&)>;

struct DraftTexts {
    Q_DECLARE_TR_FUNCTIONS(GrantEditor)
};

Text* heading(const QString& words) {
    return new Text(words, TextSize::Caption, Role::Muted, TextWeight::Bold);
}

/// A choice with its detail and the number of records at its right.
QWidget* choiceRow(QAbstractButton* button, const ChoiceView& choice) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(px(8));
    button->setText(choice.title);
    button->setFont(sansFont(TextSize::Body));
    button->setMinimumHeight(px(size::target));
    button->setCursor(Qt::PointingHandCursor);
    button->setAccessibleDescription(choice.detail);
    line->addWidget(button);
    line->addWidget(new Text(choice.detail, TextSize::Caption, Role::Muted), 1);
    if (choice.count >= 0) {
        auto* count = new Text(DraftTexts::tr("%n records", nullptr, choice.count),
                               TextSize::Caption, Role::Muted);
        count->setSingleLine();
        count->setMinimumWidth(count->sizeHint().width());
        line->addWidget(count);
    }
    return row;
}

void addRadios(QVBoxLayout& column, const QList<ChoiceView>& choices, const QString& current,
               const QString& name, std::function<void(const QString&)> chosen) {
    auto* group = new QButtonGroup(column.parentWidget());
    int index = 0;
    for (const ChoiceView& choice : choices) {
        auto* button = new QRadioButton;
        button->setObjectName(name + QString::number(index++));
        button->setChecked(choice.id == current);
        group->addButton(button);
        const QString id = choice.id;
        QObject::connect(button, &QRadioButton::clicked, button, [chosen, id] { chosen(id); });
        column.addWidget(choiceRow(button, choice));
    }
}

void addChecks(QVBoxLayout& column, const QList<ChoiceView>& choices, const QStringList& current,
               const QString& name, std::function<void(const QStringList&)> chosen) {
    int index = 0;
    for (const ChoiceView& choice : choices) {
        auto* button = new QCheckBox;
        button->setObjectName(name + QString::number(index++));
        button->setChecked(current.contains(choice.id));
        const QString id = choice.id;
        QObject::connect(button, &QCheckBox::clicked, button, [chosen, current, id](bool on) {
            QStringList next = current;
            next.removeAll(id);
            if (on) {
                next << id;
            }
            chosen(next);
        });
        column.addWidget(choiceRow(button, choice));
    }
}

void addLengths(QVBoxLayout& column, const GrantDraftView& view, const Changed& changed) {
    const GrantDraft draft = view.draft;
    const QString current = draft.ends.isValid() ? draft.ends.toString(Qt::ISODate) : QString();
    addRadios(column, view.lengths, current, u"length"_s, [draft, changed](const QString& id) {
        GrantDraft next = draft;
        next.ends = id.isEmpty() ? QDate() : QDate::fromString(id, Qt::ISODate);
        changed(next);
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(px(12));
    row->addWidget(new Text(DraftTexts::tr("Or choose the last day"), TextSize::Body));
    auto* edit = new DateField(DraftTexts::tr("Last day"));
    edit->setObjectName(u"lastDay"_s);
    edit->setToday(view.today);
    edit->setBounds(view.today, QDate());
    edit->setDay(draft.ends.isValid() ? draft.ends : view.today.addDays(90));
    QObject::connect(edit, &DateField::dayChanged, edit, [draft, changed](const QDate& day) {
        GrantDraft next = draft;
        next.ends = day;
        if (next != draft) {
            changed(next);
        }
    });
    row->addWidget(edit);
    row->addStretch(1);
    column.addSpacing(px(8));
    column.addLayout(row);
    column.addSpacing(px(4));
    column.addWidget(
        new Text(DraftTexts::tr("That day is included. After it the grant ends by itself."),
                 TextSize::Caption, Role::Muted));
}

} // namespace

QWidget* makePartEditor(SentencePart part, const GrantDraftView& view, Changed changed) {
    auto* editor = new QWidget;
    auto* column = new QVBoxLayout(editor);
    column->setContentsMargins(0, px(4), 0, px(4));
    column->setSpacing(0);
    const GrantDraft draft = view.draft;
    switch (part) {
    case SentencePart::Who:
        column->addWidget(heading(DraftTexts::tr("Who may see it")));
        addRadios(*column, view.people, draft.who, u"who"_s, [draft, changed](const QString& id) {
            GrantDraft next = draft;
            next.who = id;
            changed(next);
        });
        break;
    case SentencePart::What:
        column->addWidget(heading(DraftTexts::tr("What they may see")));
        addChecks(*column, view.categories, draft.what, u"what"_s,
                  [draft, changed](const QStringList& ids) {
                      GrantDraft next = draft;
                      next.what = ids;
                      changed(next);
                  });
        column->addSpacing(px(12));
        column->addWidget(heading(DraftTexts::tr("From which time")));
        addRadios(*column, view.windows, draft.window, u"window"_s,
                  [draft, changed](const QString& id) {
                      GrantDraft next = draft;
                      next.window = id;
                      changed(next);
                  });
        break;
    case SentencePart::Purpose:
        column->addWidget(heading(DraftTexts::tr("What for")));
        addRadios(*column, view.purposes, draft.purpose, u"purpose"_s,
                  [draft, changed](const QString& id) {
                      GrantDraft next = draft;
                      next.purpose = id;
                      changed(next);
                  });
        break;
    case SentencePart::Action:
        column->addWidget(heading(DraftTexts::tr("What they may do")));
        addChecks(*column, view.actions, draft.actions, u"action"_s,
                  [draft, changed](const QStringList& ids) {
                      GrantDraft next = draft;
                      next.actions = ids;
                      changed(next);
                  });
        break;
    case SentencePart::Until:
        column->addWidget(heading(DraftTexts::tr("Until when")));
        addLengths(*column, view, changed);
        break;
    }
    return editor;
}

} // namespace consentry::ui
