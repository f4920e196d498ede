#include "ui/widgets/change_rows.h"

#include "ui/widgets/rows.h"

namespace consentry::ui {
namespace {

Icon iconOf(ChangeView::Kind kind) {
    switch (kind) {
    case ChangeView::Kind::NowSees:
        return Icon::Plus;
    case ChangeView::Kind::NoLongerSees:
        return Icon::Minus;
    case ChangeView::Kind::TimeChanges:
        return Icon::Clock;
    case ChangeView::Kind::Other:
        break;
    }
    return Icon::Info;
}

} // namespace

void addChangeRows(QVBoxLayout& column, const QList<ChangeView>& changes) {
    for (const ChangeView& change : changes) {
        column.addWidget(new ListRow(change.title, change.detail,
                                     new Symbol(iconOf(change.kind), Role::Primary), nullptr,
                                     TextSize::Body, TextWeight::Regular));
        column.addWidget(new Rule);
    }
}

} // namespace consentry::ui
