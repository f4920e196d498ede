#include "ui/widgets/link_row.h"

#include "ui/style/icons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>

namespace consentry::ui {
namespace {

constexpr int chevronSize = 18;

} // namespace

LinkRow::LinkRow(const QString& label, const QString& words, const QString& note, QWidget* parent,
                 int labelWidth)
    : PaintedButton(parent) {
    QHBoxLayout* row = begin(joinFacts({label, words, note}));
    row->setSpacing(px(6));
    if (!label.isEmpty()) {
        auto* name = new Text(label, TextSize::Caption, Role::Muted);
        name->setFixedWidth(px(labelWidth));
        name->setMinimumHeight(px(24));
        row->addWidget(name, 0, Qt::AlignTop);
    }
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(new Text(words, TextSize::Body, Role::Primary, TextWeight::Bold));
    if (!note.isEmpty()) {
        column->addWidget(new Text(note, TextSize::Caption, Role::Muted));
    }
    row->addLayout(column, 1);
    finish();
}

LinkRow::LinkRow(Symbol* mark, const QString& sentence, QWidget* parent) : PaintedButton(parent) {
    QHBoxLayout* row = begin(sentence);
    row->setSpacing(px(12));
    mark->setFixedHeight(px(24)); // in the middle of the first line
    mark->setAttribute(Qt::WA_TransparentForMouseEvents);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(new Text(sentence, TextSize::Body), 1);
    finish();
}

QHBoxLayout* LinkRow::begin(const QString& spoken) {
    setAccessibleName(spoken);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(sided(0, px(8), px(chevronSize + 6), px(8)));
    return row;
}

void LinkRow::finish() {
    const auto texts = findChildren<Text*>();
    for (Text* text : texts) { // the row is pressed, whatever is under the pointer
        text->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    setMinimumHeight(px(size::target));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LinkRow::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    if (underMouse()) {
        drawBox(painter, QRectF(rect()), px(size::controlRadius), color(Role::Sunken), QColor());
    }
    const qreal s = px(chevronSize);
    paintIcon(painter, QRectF(width() - s - 2, (height() - s) / 2, s, s), Icon::ChevronRight,
              color(Role::Primary));
    if (showsFocus(*this)) {
        drawFocusRing(painter, QRectF(rect()), px(size::controlRadius));
    }
}

} // namespace consentry::ui
