#include "ui/pages/draft_editors.h"

#include "ui/models/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/choice_rows.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

/// Above so many choices of which one holds, a list with a field that narrows it.
constexpr qsizetype radiosMax = 12;

using Changed = std::function<void(const GrantDraft&)>;

struct DraftTexts {
    Q_DECLARE_TR_FUNCTIONS(GrantEditor)
};

Text* heading(const QString& words) {
    return new Text(words, TextSize::Caption, Role::Muted, TextWeight::Bold);
}

void addPeople(QVBoxLayout& column, const GrantDraftView& view, EditorPlace& place,
               std::function<void(const QString&)> chosen) {
    const QString name = u"who"_s;
    if (view.people.size() <= radiosMax) {
        addRadios(column, view.people, view.draft.who, name, std::move(chosen));
        return;
    }
    auto* list = new ChoiceList(name, DraftTexts::tr("Search by name, role or organisation"));
    list->setFilter(place.filter);
    list->setChoices(view.people, view.draft.who);
    if (place.scrolled) {
        list->setScrolled(*place.scrolled);
    }
    QObject::connect(list, &ChoiceList::chosen, list, std::move(chosen));
    QObject::connect(list, &ChoiceList::filterChanged, list,
                     [&place](const QString& text) { place.filter = text; });
    QObject::connect(list, &ChoiceList::scrolled, list,
                     [&place](int pixels) { place.scrolled = pixels; });
    column.addWidget(list);
}

QCheckBox* addCheck(QVBoxLayout& column, const ChoiceView& choice, const QStringList& current,
                    const QString& name, std::function<void(const QStringList&)> chosen) {
    auto* button = new QCheckBox;
    button->setObjectName(name);
    button->setChecked(current.contains(choice.id));
    const QString id = choice.id;
    QObject::connect(button, &QCheckBox::clicked, button,
                     [chosen = std::move(chosen), current, id](bool on) {
                         QStringList next = current;
                         next.removeAll(id);
                         if (on) {
                             next << id;
                         }
                         chosen(next);
                     });
    column.addWidget(choiceRow(button, choice));
    return button;
}

void addChecks(QVBoxLayout& column, const QList<ChoiceView>& choices, const QStringList& current,
               const QString& name, const std::function<void(const QStringList&)>& chosen) {
    int index = 0;
    for (const ChoiceView& choice : choices) {
        addCheck(column, choice, current, name + QString::number(index++), chosen);
    }
}

/// Kinds without records come last and folded, unless they are chosen or there are no others.
void addKinds(QVBoxLayout& column, const GrantDraftView& view, EditorPlace& place,
              const std::function<void(const QStringList&)>& chosen) {
    const QStringList& current = view.draft.what;
    QList<ChoiceView> shown;
    QList<ChoiceView> empty;
    bool hasRecords = false;
    for (const ChoiceView& kind : view.categories) {
        (kind.count != 0 || current.contains(kind.id) ? shown : empty) << kind;
        hasRecords |= kind.count > 0;
    }
    if (!hasRecords || place.showsEmptyKinds || empty.isEmpty()) {
        addChecks(column, view.categories, current, u"what"_s, chosen);
        return;
    }
    addChecks(column, shown, current, u"what"_s, chosen);
    auto* folded = new QWidget;
    auto* rows = new QVBoxLayout(folded);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    addChecks(*rows, empty, current, u"emptyKind"_s, chosen);
    folded->hide();
    auto* show = new Button(
        Button::Kind::Plain,
        DraftTexts::tr("Show %n kinds without records", nullptr, static_cast<int>(empty.size())),
        nullptr, Icon::ChevronDown);
    show->setObjectName(u"showEmptyKinds"_s);
    QObject::connect(show, &Button::clicked, folded, [&place, folded, show] {
        place.showsEmptyKinds = true;
        folded->show();
        folded->findChild<QCheckBox*>()->setFocus(Qt::TabFocusReason);
        show->hide();
    });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(size::focusRoom, 0, size::focusRoom, 0);
    row->addWidget(show);
    row->addStretch(1);
    column.addLayout(row);
    column.addWidget(folded);
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

QWidget* makePartEditor(SentencePart part, const GrantDraftView& view, EditorPlace& place,
                        Changed changed) {
    auto* editor = new QWidget;
    auto* column = new QVBoxLayout(editor);
    column->setContentsMargins(0, px(4), 0, px(4));
    column->setSpacing(0);
    const GrantDraft draft = view.draft;
    switch (part) {
    case SentencePart::Who:
        column->addWidget(heading(DraftTexts::tr("Who may see it")));
        addPeople(*column, view, place, [draft, changed](const QString& id) {
            GrantDraft next = draft;
            next.who = id;
            changed(next);
        });
        break;
    case SentencePart::What:
        column->addWidget(heading(DraftTexts::tr("What they may see")));
        addKinds(*column, view, place, [draft, changed](const QStringList& ids) {
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
