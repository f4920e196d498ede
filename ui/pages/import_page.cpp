#include "ui/pages/import_page.h"

#include "ui/models/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

#include <QCheckBox>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int labelWidth = 120;

QString kindsText(const QList<HealthFacetCount>& kinds) {
    QStringList words;
    for (const HealthFacetCount& kind : kinds) {
        //: %1 a kind of records, "Laboratory", %2 how many
        words << ImportPage::tr("%1 %2").arg(HealthModel::word(kind.facet),
                                             Format::number(kind.count));
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace

ImportPage::ImportPage(QWidget* parent) : DecisionPage(parent) {}

void ImportPage::setView(const ImportView& view) {
    m_view = view;
    m_taken.clear();
    for (int i = 0; i < view.files.size(); ++i) {
        if (view.files[i].added > 0 && view.files[i].other.isEmpty()) {
            m_taken.insert(i);
        }
    }
    showStage();
}

void ImportPage::setWords(const ImportView& view) {
    m_view = view;
    rebuild();
}

int ImportPage::records() const {
    int records = 0;
    for (const int number : m_taken) {
        records += m_view.files[number].added;
    }
    return records;
}

QString ImportPage::title() const {
    const bool anythingNew = std::any_of(m_view.files.begin(), m_view.files.end(),
                                         [](const auto& file) { return file.added > 0; });
    return anythingNew ? tr("Take over %n file(s)?", nullptr, static_cast<int>(m_view.files.size()))
                       : tr("There is nothing new to take over");
}

QString ImportPage::lead() const {
    return tr("This is what was found. Nothing is stored yet, and the files stay as they are.");
}

void ImportPage::build(QVBoxLayout& column) {
    addHead(column, title(), mutedText(lead()));
    for (int i = 0; i < m_view.files.size(); ++i) {
        addFile(column, i);
        column.addSpacing(px(16));
    }
    column.addStretch(1);
}

void ImportPage::addFile(QVBoxLayout& column, int number) {
    const ImportFileView& file = m_view.files[number];
    auto* card = new Card;
    card->setObjectName(u"file%1"_s.arg(number));
    auto* name = new Text(file.name, TextSize::Body, Role::Ink, TextWeight::Bold);
    card->column().addWidget(name);
    card->column().addSpacing(px(8));
    if (!file.problem.isEmpty()) {
        auto* problem = new Banner(Banner::Tone::Danger,
                                   tr("Nothing of this file can be taken. %1").arg(file.problem));
        problem->setObjectName(u"problem"_s);
        card->column().addWidget(problem);
        column.addWidget(card);
        return;
    }
    if (!file.other.isEmpty()) {
        auto* other = new Banner(
            Banner::Tone::Warn,
            tr("This file is about %1. Your records are about %2.").arg(file.person, file.other));
        other->setObjectName(u"otherPerson"_s);
        card->column().addWidget(other);
        card->column().addSpacing(px(8));
    }
    addFacts(*card, file);
    if (file.added > 0 && (m_view.files.size() > 1 || !file.other.isEmpty())) {
        card->column().addSpacing(px(8));
        card->column().addWidget(makeTick(file, number));
    }
    column.addWidget(card);
}

void ImportPage::addFacts(Card& card, const ImportFileView& file) {
    const auto add = [&card](const QString& label, const QString& value, const QString& detail) {
        card.column().addWidget(new FactRow(label, value, detail, nullptr, labelWidth));
    };
    if (!file.person.isEmpty() && file.other.isEmpty()) {
        add(tr("About"), file.person, {});
    }
    add(tr("New"),
        file.added > 0 ? tr("%n record(s)", nullptr, file.added)
                       : tr("Nothing: you have all of it"),
        kindsText(file.kinds));
    if (!file.years.isEmpty()) {
        add(tr("From the years"), file.years, {});
    }
    if (file.duplicates > 0) {
        add(tr("Here already"), tr("%n record(s)", nullptr, file.duplicates), {});
    }
    if (file.refused > 0) {
        add(tr("Not readable"), tr("%n part(s)", nullptr, file.refused),
            file.refusals.join(QLatin1Char('\n')));
    }
}

QWidget* ImportPage::makeTick(const ImportFileView& file, int number) {
    auto* tick = new QCheckBox(file.other.isEmpty() ? tr("Take this file over")
                                                    : tr("It is about me: take it all the same"));
    tick->setObjectName(u"take%1"_s.arg(number));
    tick->setAccessibleDescription(file.name);
    tick->setChecked(m_taken.contains(number));
    connect(tick, &QCheckBox::toggled, this, [this, number](bool on) {
        if (on) {
            m_taken.insert(number);
        } else {
            m_taken.remove(number);
        }
        showCount();
    });
    return tick;
}

void ImportPage::showCount() {
    if (m_take != nullptr) {
        m_take->setText(tr("Take over %n record(s)", nullptr, records()));
        m_take->setEnabled(!m_taken.isEmpty());
        m_take->updateGeometry();
    }
}

QWidget* ImportPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &ImportPage::backAsked);
    m_take = new Button(Button::Kind::Filled, tr("Take over %n record(s)", nullptr, records()));
    m_take->setObjectName(u"takeFiles"_s);
    connect(m_take, &Button::clicked, this, [this] {
        QStringList paths;
        for (int i = 0; i < m_view.files.size(); ++i) {
            if (m_taken.contains(i)) {
                paths << m_view.files[i].path;
            }
        }
        emit takeAsked(paths);
    });
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    bar->row().addWidget(m_take);
    showCount();
    return bar;
}

} // namespace consentry::ui
