#include "ui/pages/consortium_page.h"

#include "ui/models/format.h"
#include "ui/pages/choice_rows.h"
#include "ui/pages/profile_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/side_panel.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

/// The file of a drag, or nothing where it is none or several.
QString fileOf(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

ConsortiumPage::ConsortiumPage(QWidget* parent) : Page(parent) {
    setAcceptDrops(true);
}

void ConsortiumPage::setView(const ConsortiumChoiceView& view) {
    if (view.step != Step::Review) {
        m_isCompared = false;
        m_showsExact = false;
    }
    m_view = view;
    rebuild();
    focusFirst();
}

void ConsortiumPage::build(QVBoxLayout& column) {
    m_first = nullptr;
    m_compared = nullptr;
    switch (m_view.step) {
    case Step::Choose:
        buildChoice(column);
        break;
    case Step::Reading:
        addHead(column, tr("The profile is being read"),
                mutedText(tr("The servers that it names are asked for the block at which it "
                             "begins. This can take some seconds.")));
        break;
    case Step::Review:
        buildReview(column);
        break;
    case Step::Adopting:
        addHead(column, tr("The profile is being adopted"),
                mutedText(tr("The servers that it names are asked once more.")));
        break;
    }
    column.addStretch(1);
}

void ConsortiumPage::buildChoice(QVBoxLayout& column) {
    switch (m_view.purpose) {
    case Purpose::FirstRun:
        addHead(
            column, tr("Which hospitals is this vault for?"),
            mutedText(tr("Hospitals that keep one common book are a consortium. Its profile says "
                         "who they are, and how this computer can check them. A vault belongs "
                         "to one consortium and stays there.")));
        break;
    case Purpose::Later:
        addHead(
            column, tr("Which hospitals is this vault for?"),
            mutedText(tr("Bring in the profile that a hospital of your consortium gave you. What "
                         "lies in this vault stays as it is.")));
        break;
    case Purpose::Renewal:
        addHead(column, tr("A newer profile"),
                mutedText(tr("This vault has profile %1. The next one is signed by its "
                             "organisations; bring it in here.")
                              .arg(m_view.before)));
        break;
    }
    if (!m_view.problem.isEmpty()) {
        auto* problem = new Banner(Banner::Tone::Danger, m_view.problem);
        problem->setObjectName(u"problem"_s);
        column.addWidget(problem);
        column.addSpacing(px(16));
    }
    auto* card = new Card;
    const auto add = [this, card](Icon icon, const QString& title, const QString& detail,
                                  Button* button, auto signal) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        auto* row = new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                TextSize::TaskTitle);
        connect(button, &Button::clicked, this, signal);
        row->addTrailing(button);
        card->column().addWidget(row);
    };
    auto* file = rowButton(Button::Kind::Filled, tr("Choose"), tr("Choose the profile's file"),
                           u"chooseProfile"_s);
    m_first = file;
    add(Icon::Document, tr("A profile from a file"),
        tr("As a hospital gave or sent it to you. You can also drop it on this page."), file,
        &ConsortiumPage::fileAsked);
    add(Icon::Eye, tr("A profile from a picture"),
        tr("A photograph or scan of the QR code that a hospital has printed."),
        rowButton(Button::Kind::Outlined, tr("Choose"), tr("Choose the picture of a QR code"),
                  u"choosePicture"_s),
        &ConsortiumPage::pictureAsked);
    if (m_view.purpose == Purpose::FirstRun) {
        add(Icon::Play, tr("The demonstration"),
            tr("Simulated hospitals inside this program, on this computer alone. Not for real "
               "records."),
            rowButton(Button::Kind::Outlined, tr("Use it"), tr("Use the demonstration"),
                      u"chooseDemo"_s),
            &ConsortiumPage::demonstrationChosen);
        add(Icon::Clock, tr("Later"),
            tr("The vault keeps your records. You can bring in a profile at any time."),
            rowButton(Button::Kind::Outlined, tr("Later"), tr("Choose hospitals later"),
                      u"chooseLater"_s),
            &ConsortiumPage::putOff);
    }
    column.addWidget(card);
    column.addSpacing(px(12));
    column.addWidget(mutedText(
        tr("No profile? Ask at the desk of your hospital. It is a file, or a printed code "
           "with eight words beside it; a profile too long for one code comes as a "
           "file.")));
}

void ConsortiumPage::buildReview(QVBoxLayout& column) {
    const ProfileView& profile = m_view.profile;
    addHead(column, tr("Consortium %1").arg(profile.chainId), mutedText(profile.summary));
    if (needsComparing()) {
        addSection(column, tr("Compare these eight words"));
        column.addWidget(new Text(
            tr("They stand on the paper that the hospital gave you, or somebody there reads them "
               "to you on the telephone. Do not take them from where the file came from."),
            TextSize::Body));
        column.addSpacing(px(12));
    } else {
        addSection(column, tr("Its words"));
    }
    addFingerprint(column, profile);
    column.addSpacing(px(12));
    if (needsComparing()) {
        m_compared = new QCheckBox(tr("I have compared them, and they are the same"));
        m_compared->setObjectName(u"compared"_s);
        m_compared->setMinimumHeight(px(size::target));
        m_compared->setChecked(m_isCompared);
        connect(m_compared, &QCheckBox::toggled, this, [this](bool on) { m_isCompared = on; });
        column.addWidget(m_compared, 0, Qt::AlignLeft);
        m_first = m_compared;
        column.addSpacing(px(12));
    }
    addSection(column, tr("Who runs it"));
    addOrganisations(column, profile);
    column.addSpacing(px(20));
    addSection(column, tr("What it says"));
    addProfileFacts(column, profile);
    auto* exact = new Button(Button::Kind::Plain, m_showsExact ? tr("Hide it field by field")
                                                               : tr("Show it field by field"));
    exact->setObjectName(u"profileExact"_s);
    connect(exact, &Button::clicked, this, [this] {
        m_showsExact = !m_showsExact;
        rebuild();
    });
    column.addWidget(exact, 0, Qt::AlignLeft);
    if (m_showsExact) {
        column.addWidget(new CodeBlock(profile.exact));
    }
}

QWidget* ConsortiumPage::buildFooter() {
    if (m_view.step == Step::Adopting) {
        return nullptr;
    }
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, [this] {
        if (m_view.step == Step::Review) {
            emit otherAsked();
        } else {
            emit backAsked();
        }
    });
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    if (m_view.step == Step::Review) {
        auto* adopt =
            new Button(Button::Kind::Filled,
                       needsComparing() ? tr("Use this consortium")
                                        : tr("Adopt profile %1").arg(m_view.profile.number));
        adopt->setObjectName(u"adopt"_s);
        if (m_compared != nullptr) {
            adopt->setEnabled(m_isCompared);
            connect(m_compared, &QCheckBox::toggled, adopt, &Button::setEnabled);
        }
        connect(adopt, &Button::clicked, this, &ConsortiumPage::adopted);
        bar->row().addWidget(adopt);
    }
    return bar;
}

void ConsortiumPage::focusFirst() {
    if (isVisible() && m_first != nullptr) {
        m_first->setFocus(Qt::OtherFocusReason);
    }
}

void ConsortiumPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    focusFirst();
}

void ConsortiumPage::dragEnterEvent(QDragEnterEvent* event) {
    if (m_view.step == Step::Choose && !fileOf(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void ConsortiumPage::dropEvent(QDropEvent* event) {
    const QString path = fileOf(event->mimeData());
    if (m_view.step == Step::Choose && !path.isEmpty()) {
        event->acceptProposedAction();
        emit fileGiven(path);
    }
}

} // namespace consentry::ui
