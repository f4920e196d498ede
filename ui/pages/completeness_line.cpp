#include "ui/pages/completeness_line.h"

#include "ui/models/format.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>

namespace consentry::ui {
namespace {

struct CompletenessTexts {
    Q_DECLARE_TR_FUNCTIONS(CompletenessLine)
};

} // namespace

QWidget* makeCompletenessLine(const CompletenessView& view, const QDate& today) {
    using State = CompletenessView::State;
    if (view.state == State::Missing) {
        QStringList sentences{CompletenessTexts::tr("<b>Something is missing from this list.</b>")};
        sentences += view.missing;
        auto* banner = new Banner(Banner::Tone::Danger, sentences.join(QChar(u'\n')));
        banner->setObjectName(QStringLiteral("completeness"));
        return banner;
    }
    auto* line = new QWidget;
    line->setObjectName(QStringLiteral("completeness"));
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(8));
    const auto fixed = [](const QString& words, Role role) {
        auto* text = new Text(words, TextSize::Body, role);
        QSizePolicy policy = text->sizePolicy();
        policy.setHorizontalPolicy(QSizePolicy::Preferred);
        text->setSizePolicy(policy);
        return text;
    };
    const QString moment = view.asOf.isValid() ? Format::moment(view.asOf, today) : QString();
    switch (view.state) {
    case State::Complete: {
        row->addWidget(new Symbol(Icon::Check, Role::Good), 0, Qt::AlignTop);
        row->addWidget(
            fixed(CompletenessTexts::tr("Nothing missing as of %1").arg(moment), Role::Good), 0,
            Qt::AlignTop);
        if (view.checkingHospitals > 1) {
            row->addWidget(
                fixed(Format::inWords(CompletenessTexts::tr("%n hospitals check each other",
                                                            nullptr, view.checkingHospitals),
                                      view.checkingHospitals),
                      Role::Muted),
                1, Qt::AlignTop);
        }
        break;
    }
    case State::Checking:
        row->addWidget(new Symbol(Icon::Clock, Role::Muted), 0, Qt::AlignTop);
        row->addWidget(
            fixed(CompletenessTexts::tr("Checking whether anything is missing …"), Role::Muted), 1);
        break;
    case State::Offline:
        row->addWidget(new Symbol(Mark::Warning, Role::Warn), 0, Qt::AlignTop);
        row->addWidget(
            fixed(CompletenessTexts::tr("Not connected. Nothing missing up to %1; newer accesses "
                                        "are not known yet.")
                      .arg(moment),
                  Role::Warn),
            1);
        break;
    case State::Missing:
        break;
    }
    if (view.state == State::Complete && view.checkingHospitals <= 1) {
        row->addStretch(1);
    }
    return line;
}

} // namespace consentry::ui
