#include "ui/pages/dispute_page.h"

#include "ui/pages/send_steps.h"
#include "ui/widgets/button.h"
#include "ui/widgets/grant_card.h"
#include "ui/widgets/rows.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int lines = 4;

} // namespace

DisputePage::DisputePage(QWidget* parent) : DecisionPage(parent) {}

void DisputePage::setView(const DisputeView& view) {
    if (view.accessId != m_view.accessId) {
        m_words.clear();
    }
    m_view = view;
    showStage();
}

/// Words can be written: nothing was sent, or it may be tried again.
bool DisputePage::isAsking() const {
    return m_view.stage == SendStage::Review ||
           (m_view.stage == SendStage::Failed && m_view.mayRetry);
}

QString DisputePage::title() const {
    return isAsking()                          ? tr("Object to this access?")
           : m_view.stage == SendStage::Proven ? tr("Your objection stands in the log")
           : m_view.stage == SendStage::Failed ? tr("Your objection")
                                               : tr("Sending your objection");
}

QString DisputePage::lead() const {
    return isAsking() ? tr("For an access that you do not recognise. It cannot be taken back, and "
                           "each access can be objected to once.")
           : m_view.stage == SendStage::Proven
               ? tr("%1 has to answer. The answer appears under this access.").arg(m_view.hospital)
               : tr("It counts from its block on.");
}

void DisputePage::build(QVBoxLayout& column) {
    addHead(column, title(), mutedText(lead()));
    if (m_view.stage == SendStage::Failed) {
        auto* problem = new Banner(Banner::Tone::Danger, m_view.problem);
        problem->setObjectName(u"problem"_s);
        column.addWidget(problem);
        column.addSpacing(px(16));
    } else if (!isAsking()) {
        auto* steps = new StageStepper;
        steps->setStage(stepOf(m_view.stage), m_view.block);
        column.addWidget(steps);
        column.addSpacing(px(12));
    }
    addAccess(column);
    column.addSpacing(px(16));
    m_edit = nullptr;
    m_count = nullptr;
    if (isAsking()) {
        addWords(column);
        column.addSpacing(px(16));
    }
    addConsequences(column);
    column.addStretch(1);
}

void DisputePage::addAccess(QVBoxLayout& column) const {
    column.addWidget(new FactRow(tr("Who"), m_view.who, {}));
    if (!m_view.what.isEmpty()) {
        column.addWidget(new FactRow(tr("What they saw"), m_view.what, {}));
    }
    column.addWidget(new FactRow(tr("When"), m_view.when, {}));
    if (!isAsking() && !m_words.isEmpty()) {
        column.addWidget(new FactRow(tr("Your words"), m_words, {}));
    }
}

void DisputePage::addWords(QVBoxLayout& column) {
    const QString label = tr("What do you want the hospital to look into?");
    auto* name = new Text(label, TextSize::Body, Role::Ink, TextWeight::Bold);
    column.addWidget(name);
    column.addSpacing(px(6));
    m_edit = new QPlainTextEdit(m_words);
    m_edit->setObjectName(u"words"_s);
    m_edit->setAccessibleName(label);
    m_edit->setFont(sansFont(TextSize::Body));
    m_edit->setTabChangesFocus(true);
    m_edit->document()->setDocumentMargin(px(8));
    m_edit->setFixedHeight(QFontMetrics(m_edit->font()).lineSpacing() * lines + px(24));
    column.addWidget(m_edit);
    column.addSpacing(px(4));
    m_count = new Text(QString(), TextSize::Caption, Role::Muted);
    m_count->setObjectName(u"count"_s);
    column.addWidget(m_count);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_words = m_edit->toPlainText();
        showCount();
    });
}

void DisputePage::addConsequences(QVBoxLayout& column) const {
    const auto add = [&column](Icon icon, const QString& title, const QString& detail) {
        column.addWidget(new Rule);
        column.addWidget(new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                     TextSize::Body, TextWeight::Regular));
    };
    add(Icon::LockClosed, tr("Only %1 and you can read these words").arg(m_view.hospital),
        tr("They are sealed to both, and stay in your log."));
    add(Icon::Network, tr("Every member sees that you objected, and not what you say"),
        tr("So it also shows whether the hospital answers."));
    if (m_view.isSimulated) {
        add(Icon::Info, tr("Demonstration: the hospital is invented"),
            tr("Its answer comes by itself after some seconds, and says so."));
    }
    column.addWidget(new Rule);
}

void DisputePage::showCount() {
    const int count = static_cast<int>(m_words.trimmed().size());
    const int over = count - DisputeView::charactersMax;
    if (m_count != nullptr) {
        m_count->setWords(
            over > 0 ? tr("%n character(s) too many.", nullptr, over)
                     : tr("%1 of %2 characters").arg(count).arg(DisputeView::charactersMax));
    }
    if (m_send != nullptr) {
        m_send->setEnabled(count > 0 && over <= 0);
    }
}

QWidget* DisputePage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    m_send = nullptr;
    if (!isAsking()) {
        bar->row().addStretch(1);
        auto* done =
            new Button(Button::Kind::Outlined,
                       m_view.stage == SendStage::Proven ? tr("Done") : tr("Leave this page"));
        done->setObjectName(u"done"_s);
        connect(done, &Button::clicked, this, &DisputePage::doneAsked);
        bar->row().addWidget(done);
        return bar;
    }
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &DisputePage::backAsked);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    m_send = new Button(Button::Kind::Filled,
                        m_view.stage == SendStage::Failed ? tr("Try again") : tr("Object now"));
    m_send->setObjectName(u"disputeNow"_s);
    connect(m_send, &Button::clicked, this,
            [this] { emit disputeAsked(m_view.accessId, m_words.trimmed()); });
    bar->row().addWidget(m_send);
    showCount();
    return bar;
}

} // namespace consentry::ui
