#pragma once

#include "ui/models/grant_view.h"
#include "ui/style/painting.h"
#include "ui/style/spoken.h"

#include <QAbstractButton>
#include <QTextLayout>

#include <memory>
#include <optional>
#include <vector>

namespace consentry::ui {

/// One grant as one sentence in a serif face. With chips, the parts that can vary are soft chips
/// that are buttons; as a contract they are bold words and nothing looks editable. Keeps
/// size::focusRoom at its sides, so that the ring of a chip at the edge is whole.
class GrantSentence : public QWidget, public Spoken {
    Q_OBJECT
public:
    enum class Mode : quint8 {
        Chips,
        Contract,
        Quiet, ///< like Contract at the smaller line pitch of a card that only shows
    };

    GrantSentence(const GrantSentenceView& view, Mode mode, QWidget* parent = nullptr);

    /// The sentence in words, as a screen reader says it.
    QString sentence() const { return m_spoken; }
    QAccessible::Role spokenRole() const override { return QAccessible::Paragraph; }
    /// Draws this part as opened; its chevron points up.
    void setOpenPart(std::optional<SentencePart> part);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void partActivated(consentry::ui::SentencePart part);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Segment {
        std::optional<SentencePart> part;
        QString words;
    };
    struct Slice {
        SentencePart part;
        QRectF rect;
        bool isFirst;
        bool isLast;
    };
    struct Arrangement {
        std::unique_ptr<QTextLayout> text;
        std::vector<Slice> slices;
        qreal height = 0;
    };

    void split(const GrantSentenceView& view);
    Arrangement arrange(qreal width) const;
    QString isolated(const QString& words) const;
    QString wholeChip(const QString& words) const;
    void placeButtons();
    qreal pitch() const;

    std::vector<Segment> m_segments;
    QString m_spoken;
    Mode m_mode;
    std::optional<SentencePart> m_open;
    std::vector<std::pair<SentencePart, QAbstractButton*>> m_buttons;
};

} // namespace consentry::ui
