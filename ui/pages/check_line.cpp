#include "ui/pages/check_line.h"

#include "ui/models/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text.h"
#include "ui/widgets/wrap_layout.h"

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

struct CheckLine {
    Q_DECLARE_TR_FUNCTIONS(CheckLine)
public:
    static QString matching(const HealthCheckView& view);
    static QString others(const HealthCheckView& view);
    static QString wrong(const HealthCheckView& view);
    static QString asOf(const HealthCheckView& view);
    static QString brief(const HealthCheckView& view);
    static QString action(bool isChecking);
};

QString CheckLine::matching(const HealthCheckView& view) {
    if (view.matching == 0 && view.unchecked == view.total) {
        return tr("%n record(s) from hospitals, not checked against the ledger yet", nullptr,
                  view.total);
    }
    if (view.matching == view.total) {
        return tr("%n record(s) from hospitals, all exactly as anchored", nullptr, view.total);
    }
    //: %1 how many of them
    return tr("%1 of %n record(s) from hospitals exactly as anchored", nullptr, view.total)
        .arg(Format::number(view.matching));
}

QString CheckLine::others(const HealthCheckView& view) {
    QStringList parts;
    if (view.unchecked > 0 && view.unchecked < view.total) {
        parts << tr("%n not checked yet", nullptr, view.unchecked);
    }
    if (view.others() > 0) {
        parts << tr("%n replaced, deleted or not anchored", nullptr, view.others());
    }
    return joinFacts(parts);
}

QString CheckLine::wrong(const HealthCheckView& view) {
    return tr("%n not to be relied on: the red ones in the list", nullptr, view.wrong);
}

QString CheckLine::asOf(const HealthCheckView& view) {
    if (view.when.isEmpty()) {
        return {};
    }
    const QString block = Format::number(view.block);
    //: %1 a day and time, %2 the number of a block
    return view.isDemonstration
               ? tr("as of %1, block %2 of the demonstration").arg(view.when, block)
               : tr("as of %1, block %2").arg(view.when, block);
}

QString CheckLine::brief(const HealthCheckView& view) {
    if (view.wrong > 0) {
        return tr("%n not to be relied on", nullptr, view.wrong);
    }
    //: %1 how many of %2 records
    return tr("%1 of %2 as anchored")
        .arg(Format::number(view.matching), Format::number(view.total));
}

QString CheckLine::action(bool isChecking) {
    return isChecking ? tr("Checking …") : tr("Check against the ledger");
}

} // namespace

QWidget* makeCheckLine(const HealthCheckView& view, CheckLineLength length, bool isChecking,
                       const std::function<void()>& onCheck) {
    auto* line = new QWidget;
    line->setObjectName(u"checkLine"_s);
    auto* row = new WrapLayout(line);
    row->setContentsMargins(size::focusRoom, size::focusRoom, size::focusRoom, size::focusRoom);
    row->setSpacing(px(8));
    const bool isWhole = view.matching == view.total;
    const bool isWrong = view.wrong > 0;
    row->addWidget(isWrong   ? new Symbol(Mark::NoRule, Role::Danger)
                   : isWhole ? new Symbol(Icon::Check, Role::Good)
                             : new Symbol(Icon::Clock, Role::Muted));
    const Role role = isWhole ? Role::Good : Role::Muted;
    if (length == CheckLineLength::Brief) {
        row->addWidget(
            new Text(CheckLine::brief(view), TextSize::Caption, isWrong ? Role::Danger : role));
    } else {
        if (isWrong) {
            row->addWidget(new Text(CheckLine::wrong(view), TextSize::Caption, Role::Danger));
        }
        row->addWidget(new Text(
            joinFacts({CheckLine::matching(view), CheckLine::others(view), CheckLine::asOf(view)}),
            TextSize::Caption, role));
    }
    auto* check = new Button(Button::Kind::Link, CheckLine::action(isChecking));
    check->setObjectName(u"checkAll"_s);
    check->setEnabled(!isChecking);
    QObject::connect(check, &Button::clicked, line, onCheck);
    row->addWidget(check);
    return line;
}

} // namespace consentry::ui
