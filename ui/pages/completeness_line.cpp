#include "ui/pages/completeness_line.h"

#include "ui/models/format.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text.h"
#include "ui/widgets/wrap_layout.h"

namespace consentry::ui {
namespace {

struct CompletenessTexts {
    Q_DECLARE_TR_FUNCTIONS(CompletenessLine)
};

} // namespace

QWidget* makeCompletenessLine(const CompletenessView& view, const QDate& today) {
    using State = CompletenessView::State;
    if (view.state == State::Missing || view.state == State::Damaged ||
        view.state == State::Stopped) {
        QStringList sentences = view.missing;
        if (view.state == State::Missing) {
            sentences.prepend(CompletenessTexts::tr("<b>Something is missing from this list.</b>"));
        }
        auto* banner = new Banner(Banner::Tone::Danger, sentences.join(QChar(u'\n')));
        banner->setObjectName(QStringLiteral("completeness"));
        return banner;
    }
    if (view.state == State::Hindered) {
        QStringList sentences{CompletenessTexts::tr("<b>This list could not be checked now.</b>") +
                              QChar(u' ') + view.hindrance};
        if (view.asOf.isValid()) {
            sentences << CompletenessTexts::tr("Nothing missing up to %1.")
                             .arg(Format::moment(view.asOf, today));
        }
        auto* banner = new Banner(Banner::Tone::Warn, sentences.join(QChar(u'\n')));
        banner->setObjectName(QStringLiteral("completeness"));
        return banner;
    }
    auto* line = new QWidget;
    line->setObjectName(QStringLiteral("completeness"));
    auto* row = new WrapLayout(line);
    row->setSpacing(px(8));
    const auto words = [](const QString& said, Role role) {
        return new Text(said, TextSize::Body, role);
    };
    const QString moment = view.asOf.isValid() ? Format::moment(view.asOf, today) : QString();
    switch (view.state) {
    case State::Complete:
        row->addWidget(new Symbol(Icon::Check, Role::Good));
        row->addWidget(
            words(CompletenessTexts::tr("Nothing missing as of %1").arg(moment), Role::Good));
        if (view.checkingHospitals > 1) {
            row->addWidget(
                words(Format::inWords(CompletenessTexts::tr("%n hospitals check each other",
                                                            nullptr, view.checkingHospitals),
                                      view.checkingHospitals),
                      Role::Muted));
        }
        break;
    case State::Checking:
        row->addWidget(new Symbol(Icon::Clock, Role::Muted));
        row->addWidget(
            words(CompletenessTexts::tr("Checking whether anything is missing …"), Role::Muted));
        break;
    case State::Offline:
        row->addWidget(new Symbol(Mark::Warning, Role::Warn));
        row->addWidget(words(
            view.asOf.isValid()
                ? CompletenessTexts::tr("Not connected. Nothing missing up to %1; newer accesses "
                                        "are not known yet.")
                      .arg(moment)
                : CompletenessTexts::tr("Not connected. Whether something is missing is not known "
                                        "before the hospitals answer."),
            Role::Warn));
        break;
    case State::Unconfirmed:
        row->addWidget(new Symbol(Mark::Warning, Role::Warn));
        row->addWidget(words(
            view.asOf.isValid()
                ? CompletenessTexts::tr("Nothing missing up to %1. What is newer was checked at "
                                        "one hospital alone; no other one has confirmed it yet.")
                      .arg(moment)
                : CompletenessTexts::tr("Checked at one hospital alone. No other one has confirmed "
                                        "yet that nothing is missing."),
            Role::Warn));
        break;
    case State::NoPatient:
        row->addWidget(new Symbol(Icon::Clock, Role::Muted));
        row->addWidget(words(CompletenessTexts::tr("You are not registered at these hospitals yet, "
                                                   "so there is no list to check."),
                             Role::Muted));
        break;
    case State::NoConsortium:
        row->addWidget(new Symbol(Icon::Clock, Role::Muted));
        row->addWidget(words(CompletenessTexts::tr("This vault belongs to no hospitals yet, so "
                                                   "nobody can look by it."),
                             Role::Muted));
        break;
    case State::Stopped:
    case State::Missing:
    case State::Hindered:
    case State::Damaged:
        break;
    }
    return line;
}

} // namespace consentry::ui
