#include "ui/widgets/notification_row.h"

#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/row_layout.h"
#include "ui/widgets/text.h"

#include <QVBoxLayout>

namespace consentry::ui {
namespace {

Symbol* symbolOf(const NotificationView& view) {
    if (!view.mark) {
        return new Symbol(view.icon, Role::Primary);
    }
    const Role role = *view.mark == Mark::NoRule    ? Role::Danger
                      : *view.mark == Mark::Warning ? Role::Warn
                      : *view.mark == Mark::ByRule  ? Role::Good
                                                    : Role::Muted;
    return new Symbol(*view.mark, role);
}

} // namespace

NotificationRow::NotificationRow(const NotificationView& view, QWidget* parent)
    : QWidget(parent), m_unread(view.unread) {
    const QString fresh = tr("New");
    QStringList said{view.title, view.detail, view.when};
    if (view.unread) {
        said.prepend(fresh);
    }
    said.removeAll(QString());
    setAccessibleName(said.join(QStringLiteral(", ")));
    auto* row = new RowLayout(this);
    row->setContentsMargins(sided(px(16), px(10), px(8), px(10)));
    row->setSpacing(px(12));
    row->setLeading(symbolOf(view));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new Text(view.title, TextSize::Body, Role::Ink,
                              view.unread ? TextWeight::Bold : TextWeight::Regular));
    if (!view.detail.isEmpty()) {
        words->addWidget(new Text(view.detail, TextSize::Caption, Role::Muted));
    }
    words->addWidget(new Text(view.when, TextSize::Caption, Role::Muted));
    row->setWords(words);
    if (view.unread) {
        row->addTrailing(new Tag(fresh));
    }
    const QString id = view.id;
    if (!view.action.isEmpty()) {
        auto* open = new Button(Button::Kind::Plain, view.action);
        open->setObjectName(QStringLiteral("open-") + id);
        open->setAccessibleName(view.action + QStringLiteral(": ") + view.title);
        connect(open, &Button::clicked, this, [this, id] { emit opened(id); });
        row->addTrailing(open);
    }
    auto* dismiss = new Button(Button::Kind::IconOnly, tr("Put away"), nullptr, Icon::X);
    dismiss->setObjectName(QStringLiteral("dismiss-") + id);
    dismiss->setAccessibleName(tr("Put away: %1").arg(view.title));
    connect(dismiss, &Button::clicked, this, [this, id] { emit dismissed(id); });
    row->addTrailing(dismiss);
}

void NotificationRow::paintEvent(QPaintEvent*) {
    if (m_unread) {
        WidgetPainter painter(this);
        painter.fillRect(QRectF(0, 0, 3, height()), color(Role::Primary));
    }
}

} // namespace consentry::ui
