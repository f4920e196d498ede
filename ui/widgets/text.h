#pragma once

#include "ui/style/painting.h"
#include "ui/style/spoken.h"

#include <QLabel>
#include <QTextLayout>

namespace consentry::ui {

/// Words on a page in one of our sizes and roles, wrapped to the width with our line height.
/// Parts between <b> and </b> are bold; nothing else is markup.
class Text : public QLabel, public Spoken {
    Q_OBJECT
public:
    Text(const QString& words, TextSize size, Role role = Role::Ink,
         TextWeight weight = TextWeight::Regular, QWidget* parent = nullptr);

    void setWords(const QString& words);
    void setRole(Role role);
    /// One line that is cut with an ellipsis instead of wrapping.
    void setSingleLine();
    void setAlign(Qt::Alignment alignment);
    /// A name in a monospaced face, for technical details.
    void setMonospace();
    QString plainWords() const { return m_plain; }
    /// Screen readers jump from heading to heading.
    QAccessible::Role spokenRole() const override;

    bool hasHeightForWidth() const override { return !m_singleLine; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qreal layOut(QTextLayout& layout, qreal width) const;
    qreal lineHeight() const;
    qreal naturalWidth() const;

    QString m_plain;
    QList<QTextLayout::FormatRange> m_bold;
    QFont m_font;
    TextSize m_size;
    Role m_role;
    bool m_singleLine = false;
    Qt::Alignment m_align = Qt::AlignLeft;
};

} // namespace consentry::ui
