#include "ui/pages/grant_editor_page.h"

#include "ui/models/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/change_rows.h"
#include "ui/widgets/grant_card.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/wrap_layout.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {

GrantEditorPage::GrantEditorPage(QWidget* parent) : Page(parent) {}

void GrantEditorPage::setView(const GrantDraftView& view) {
    m_view = view;
    rebuild();
}

void GrantEditorPage::openPart(std::optional<SentencePart> part) {
    m_open = part;
    m_place = {};
    rebuild();
    if (auto* filter = findChild<SearchField*>(u"whoFilter"_s)) {
        filter->setFocus(Qt::OtherFocusReason);
    }
}

void GrantEditorPage::build(QVBoxLayout& column) {
    addHead(column, m_view.changesExisting ? tr("Change a grant") : tr("New grant"),
            mutedText(
                tr("Press a part of the sentence to change it. Nothing is sent before you sign.")));
    addTemplates(column);
    auto* sentence = new GrantSentence(m_view.sentence, GrantSentence::Mode::Chips);
    sentence->setOpenPart(m_open);
    connect(sentence, &GrantSentence::partActivated, this, [this](SentencePart part) {
        openPart(m_open == part ? std::nullopt : std::optional(part));
    });
    auto* card = new GrantCard(sentence, m_open ? QString() : m_view.willNotSee, {});
    if (m_open) {
        card->rows().addWidget(new Rule);
        card->rows().addWidget(
            makePartEditor(*m_open, m_view, m_place, [this](const GrantDraft& draft) {
                m_view.draft = draft;
                emit draftChanged(draft);
            }));
        auto* close = new Button(Button::Kind::Outlined, tr("That is right"), nullptr, Icon::Check);
        close->setObjectName(u"closePart"_s);
        connect(close, &Button::clicked, this, [this] { openPart(std::nullopt); });
        auto* row = new QHBoxLayout;
        row->setContentsMargins(4, 4, 4, 4);
        row->addWidget(close);
        row->addStretch(1);
        card->rows().addLayout(row);
    }
    column.addWidget(card);
    column.addSpacing(px(24));
    if (!m_view.warning.isEmpty()) {
        column.addWidget(new Banner(Banner::Tone::Warn, m_view.warning));
        column.addSpacing(px(16));
    }
    addOpens(column);
    addChanges(column);
    if (m_view.canContinue) {
        auto* seeAs = new Button(Button::Kind::Plain, tr("See what would change for them"), nullptr,
                                 Icon::Eye);
        seeAs->setObjectName(u"seeAs"_s);
        connect(seeAs, &Button::clicked, this, [this] { emit seeAsAsked(m_view.draft); });
        column.addSpacing(px(12));
        column.addWidget(seeAs, 0, Qt::AlignLeft);
    }
    column.addStretch(1);
}

void GrantEditorPage::addTemplates(QVBoxLayout& column) {
    if (m_view.templates.isEmpty()) {
        return;
    }
    column.addWidget(new Text(tr("Begin with"), TextSize::Caption, Role::Muted, TextWeight::Bold));
    auto* row = new WrapLayout;
    row->setContentsMargins(size::focusRoom, px(4), size::focusRoom, size::focusRoom);
    row->setSpacing(px(8));
    QString detail;
    for (const ChoiceView& choice : std::as_const(m_view.templates)) {
        const bool isChosen = choice.id == m_view.fromTemplate;
        auto* button = new Button(Button::Kind::Outlined, choice.title, nullptr,
                                  isChosen ? Icon::Check : Icon::None);
        button->setObjectName(u"template-"_s + choice.id);
        button->setAccessibleDescription(choice.detail);
        button->setToolTip(choice.detail);
        const QString id = choice.id;
        connect(button, &Button::clicked, this,
                [this, id] { emit templateChosen(id, m_view.draft); });
        row->addWidget(button);
        detail = isChosen ? choice.detail : detail;
    }
    column.addLayout(row);
    column.addWidget(mutedText(
        detail.isEmpty() ? tr("Start values only: you can change each part before you sign.")
                         : tr("%1 You can change each part before you sign.").arg(detail)));
    column.addSpacing(px(16));
}

void GrantEditorPage::addOpens(QVBoxLayout& column) {
    const QString title = m_view.noneInWindow.isEmpty()
                              ? tr("It opens %n records today", nullptr, m_view.opensTotal)
                              : m_view.noneInWindow;
    column.addWidget(new Text(title, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    column.addSpacing(px(6));
    column.addWidget(new Rule);
    if (!m_view.noneInWindow.isEmpty()) {
        auto* whole = new Button(Button::Kind::Outlined, tr("Take all time"), nullptr, Icon::Clock);
        whole->setObjectName(u"wholeWindow"_s);
        connect(whole, &Button::clicked, this, [this] {
            m_view.draft.window = m_view.wholeWindow;
            emit draftChanged(m_view.draft);
        });
        column.addSpacing(px(12));
        column.addWidget(whole, 0, Qt::AlignLeft);
    }
    for (const OpensRowView& open : std::as_const(m_view.opens)) {
        auto* row = new ListRow(open.name, QString(), nullptr, nullptr, TextSize::Body,
                                TextWeight::Regular);
        row->addTrailing(tr("%n values", nullptr, open.count));
        column.addWidget(row);
        column.addWidget(new Rule);
    }
    if (!m_view.marks.isEmpty()) {
        column.addSpacing(px(8));
        column.addWidget(new Banner(Banner::Tone::Warn, m_view.marks));
    }
    if (!m_view.elsewhere.isEmpty()) {
        column.addSpacing(px(8));
        column.addWidget(new Text(m_view.elsewhere, TextSize::Caption, Role::Muted));
    }
}

void GrantEditorPage::addChanges(QVBoxLayout& column) {
    if (m_view.changes.isEmpty()) {
        return;
    }
    column.addSpacing(px(24));
    column.addWidget(new Text(tr("What changes for %1").arg(m_view.changesFor), TextSize::TaskTitle,
                              Role::Ink, TextWeight::Bold));
    column.addSpacing(px(6));
    column.addWidget(new Rule);
    addChangeRows(column, m_view.changes);
}

QWidget* GrantEditorPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* cancel = new Button(Button::Kind::Outlined, tr("Cancel"));
    cancel->setObjectName(u"cancel"_s);
    connect(cancel, &Button::clicked, this, &GrantEditorPage::cancelAsked);
    bar->row().addWidget(cancel);
    if (!m_view.canContinue) {
        auto* hint = new Text(m_view.hint, TextSize::Caption, Role::Muted);
        hint->setAlign(Qt::AlignRight);
        bar->row().addWidget(hint, 1);
    } else {
        bar->row().addStretch(1);
    }
    auto* next = new Button(Button::Kind::Filled, tr("Read and sign"));
    next->setObjectName(u"continue"_s);
    next->setEnabled(m_view.canContinue);
    connect(next, &Button::clicked, this, [this] { emit continueAsked(m_view.draft); });
    bar->row().addWidget(next);
    return bar;
}

} // namespace consentry::ui
