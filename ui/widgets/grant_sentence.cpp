#include "ui/widgets/grant_sentence.h"

#include "ui/style/icons.h"
#include "ui/widgets/painted_button.h"

#include <QPainterPath>
#include <QStringList>
#include <QStyle>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int chipHeight = 34;
constexpr int chipPitch = 44;
constexpr int contractPitch = 36;
constexpr int chipPadLeft = 10;
constexpr int chipPadRight = 26;
constexpr int chevronSize = 16;
// Pressed in the whole pitch of the line; the ring stays at the chip.
constexpr int ringSide = 3;
constexpr int ringAir = (chipPitch - chipHeight) / 2;
constexpr int chipGapChinese = 5;
// A chip that fits into this share of a line stays whole.
constexpr double wholeChipShare = 0.7;
constexpr QChar noBreakSpace(0x00A0);
constexpr QChar wordJoiner(0x2060);
constexpr QChar hairSpace(0x200A);

/// A chip as a button: invisible but for its focus ring, because the sentence paints the chip.
class ChipButton : public PaintedButton {
public:
    using PaintedButton::PaintedButton;

protected:
    void paintEvent(QPaintEvent*) override {
        if (showsFocus(*this)) {
            QPainter painter(this);
            const int air = px(ringAir) - ringSide;
            drawFocusRing(painter, QRectF(rect()).adjusted(0, air, 0, -air),
                          px(size::chipRadius) + 3);
        }
    }
};

QTextLayout::FormatRange spacing(qsizetype at, qreal advance, const QFont& font) {
    QTextLayout::FormatRange range;
    range.start = static_cast<int>(at);
    range.length = 1;
    const QChar space = noBreakSpace;
    range.format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
    range.format.setFontLetterSpacing(advance - textWidth(QString(space), font));
    return range;
}

/// Words of two directions in one chip do not begin and end at its edges: every place counts.
std::pair<qreal, qreal> extent(const QTextLine& line, int from, int to) {
    qreal left = line.cursorToX(from);
    qreal right = left;
    for (int at = from + 1; at <= to; ++at) {
        const qreal x = line.cursorToX(at);
        left = std::min(left, x);
        right = std::max(right, x);
    }
    return {left, right};
}

} // namespace

GrantSentence::GrantSentence(const GrantSentenceView& view, Mode mode, QWidget* parent)
    : QWidget(parent), m_mode(mode) {
    split(view);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(m_spoken);
    setContentsMargins(size::focusRoom, 0, size::focusRoom, 0);
    if (mode != Mode::Chips) {
        return;
    }
    for (const Segment& segment : m_segments) {
        if (!segment.part) {
            continue;
        }
        auto* button = new ChipButton(this);
        button->setText(segment.words);
        button->setAccessibleName(tr("%1, change").arg(segment.words));
        button->setObjectName(u"chip%1"_s.arg(static_cast<int>(*segment.part)));
        const SentencePart part = *segment.part;
        connect(button, &QAbstractButton::clicked, this,
                [this, part] { emit partActivated(part); });
        m_buttons.emplace_back(part, button);
    }
}

void GrantSentence::split(const GrantSentenceView& view) {
    //: %1 who, %2 look at, %3 what, %4 purpose, %5 last day; any order that reads well
    const QString pattern = tr("%1 may %2 my %3 for %4 until %5.");
    const std::array<const QString*, 5> values{&view.who, &view.action, &view.what, &view.purpose,
                                               &view.until};
    qsizetype from = 0;
    while (from < pattern.size()) {
        const auto percent = pattern.indexOf(u'%', from);
        if (percent < 0 || percent + 1 >= pattern.size()) {
            m_segments.push_back({std::nullopt, pattern.mid(from)});
            break;
        }
        if (percent > from) {
            m_segments.push_back({std::nullopt, pattern.mid(from, percent - from)});
        }
        const int index = qBound(0, pattern.at(percent + 1).digitValue() - 1, 4);
        m_segments.push_back(
            {static_cast<SentencePart>(index), *values[static_cast<std::size_t>(index)]});
        from = percent + 2;
    }
    for (const Segment& segment : m_segments) {
        m_spoken += segment.words;
    }
}

qreal GrantSentence::pitch() const {
    return px(m_mode == Mode::Chips ? chipPitch : contractPitch);
}

/// From right to left a name or a date of another script keeps its own order, whatever its first
/// sign is: "11 March" must not become "March 11".
QString GrantSentence::isolated(const QString& words) const {
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    return readingDirection(m_spoken, layoutDirection()) == Qt::RightToLeft
               ? firstStrongIsolate + words + popIsolate
               : words;
}

QString GrantSentence::wholeChip(const QString& words) const {
    QString whole;
    for (const QChar c : words) {
        if (!whole.isEmpty()) {
            whole += wordJoiner;
        }
        whole += c == u' ' ? noBreakSpace : c;
    }
    return whole;
}

GrantSentence::Arrangement GrantSentence::arrange(qreal width) const {
    const QFont font = serifFont(TextWeight::Regular);
    QString text;
    QList<QTextLayout::FormatRange> formats;
    struct Range {
        SentencePart part;
        qsizetype from;
        qsizetype to;
    };
    std::vector<Range> chips;
    for (const Segment& segment : m_segments) {
        if (!segment.part) {
            text += segment.words;
            continue;
        }
        if (m_mode != Mode::Chips) {
            QTextLayout::FormatRange bold;
            bold.start = static_cast<int>(text.size());
            const QString words = isolated(segment.words);
            bold.length = static_cast<int>(words.size());
            bold.format.setFontWeight(QFont::Bold);
            formats << bold;
            text += words;
            continue;
        }
        const bool gaps = isChinese();
        if (gaps && !text.isEmpty()) {
            formats << spacing(text.size(), px(chipGapChinese), font);
            text += hairSpace;
        }
        const auto from = text.size();
        const qreal natural = textWidth(segment.words, font) + px(chipPadLeft) + px(chipPadRight);
        const bool whole = natural <= width * wholeChipShare;
        formats << spacing(text.size(), px(chipPadLeft), font);
        text += noBreakSpace;
        text += wordJoiner;
        const auto wordsFrom = text.size();
        text += isolated(whole ? wholeChip(segment.words) : segment.words);
        QTextLayout::FormatRange ink;
        ink.start = static_cast<int>(wordsFrom);
        ink.length = static_cast<int>(text.size() - wordsFrom);
        ink.format.setForeground(color(Role::Primary));
        formats << ink;
        text += wordJoiner;
        formats << spacing(text.size(), px(chipPadRight), font);
        text += noBreakSpace;
        chips.push_back({*segment.part, from, text.size()});
        if (gaps) {
            formats << spacing(text.size(), px(chipGapChinese), font);
            text += hairSpace;
        }
    }

    Arrangement result;
    result.text = std::make_unique<QTextLayout>(text, font);
    QTextLayout& layout = *result.text;
    layout.setFormats(formats);
    layout.setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    option.setTextDirection(readingDirection(m_spoken, layoutDirection()));
    layout.setTextOption(option);
    layout.beginLayout();
    qreal y = 0;
    for (;;) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        const qreal baseline = std::round(pitch() / 2 + 0.36 * font.pixelSize());
        line.setPosition(QPointF(0, y + baseline - line.ascent()));
        const int lineFrom = line.textStart();
        const int lineTo = lineFrom + line.textLength();
        for (const Range& chip : chips) {
            const int from = std::max(lineFrom, static_cast<int>(chip.from));
            const int to = std::min(lineTo, static_cast<int>(chip.to));
            if (from >= to) {
                continue;
            }
            const auto [left, right] = extent(line, from, to);
            const qreal top = y + (pitch() - px(chipHeight)) / 2;
            result.slices.push_back({chip.part, QRectF(left, top, right - left, px(chipHeight)),
                                     from == chip.from, to == chip.to});
        }
        y += pitch();
    }
    layout.endLayout();
    result.height = y;
    return result;
}

int GrantSentence::heightForWidth(int width) const {
    return static_cast<int>(arrange(width - 2 * size::focusRoom).height);
}

QSize GrantSentence::sizeHint() const {
    return {px(640), heightForWidth(px(640))};
}

QSize GrantSentence::minimumSizeHint() const {
    return {px(200), static_cast<int>(pitch())};
}

void GrantSentence::setOpenPart(std::optional<SentencePart> part) {
    m_open = part;
    update();
}

void GrantSentence::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeButtons();
}

void GrantSentence::placeButtons() {
    if (m_buttons.empty()) {
        return;
    }
    const Arrangement arrangement = arrange(contentsRect().width());
    for (const auto& [part, button] : m_buttons) {
        QRectF covered;
        QRegion mask;
        for (const Slice& slice : arrangement.slices) {
            if (slice.part == part) {
                const QRectF ring = slice.rect.translated(contentsRect().topLeft())
                                        .adjusted(-ringSide, -px(ringAir), ringSide, px(ringAir));
                covered = covered.isNull() ? ring : covered.united(ring);
                mask += ring.toAlignedRect();
            }
        }
        const QRect place = covered.toAlignedRect();
        button->setGeometry(place);
        button->setMask(mask.translated(-place.topLeft()));
    }
}

void GrantSentence::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(contentsRect().topLeft());
    const Arrangement arrangement = arrange(contentsRect().width());
    const qreal radius = px(size::chipRadius);
    const bool isMirrored = readingDirection(m_spoken, layoutDirection()) == Qt::RightToLeft;
    for (const Slice& slice : arrangement.slices) {
        // A chip over two lines rounds only its real ends.
        QPainterPath shape;
        shape.setFillRule(Qt::WindingFill);
        shape.addRoundedRect(slice.rect, radius, radius);
        const bool isLeftEnd = isMirrored ? slice.isLast : slice.isFirst;
        const bool isRightEnd = isMirrored ? slice.isFirst : slice.isLast;
        if (!isLeftEnd) {
            shape.addRect(slice.rect.adjusted(0, 0, -slice.rect.width() / 2, 0));
        }
        if (!isRightEnd) {
            shape.addRect(slice.rect.adjusted(slice.rect.width() / 2, 0, 0, 0));
        }
        const bool open = m_open == slice.part;
        painter.fillPath(shape, color(open ? Role::Primary : Role::PrimarySoft));
        if (open) {
            painter.fillPath(shape, color(Role::PrimarySoft));
            painter.setPen(QPen(color(Role::Primary), 1.5));
            painter.drawPath(shape.simplified());
        }
        if (slice.isLast) {
            const qreal s = px(chevronSize);
            const qreal x = isMirrored ? slice.rect.left() + px(6) : slice.rect.right() - px(6) - s;
            paintIcon(painter, QRectF(x, slice.rect.center().y() - s / 2 + 1, s, s),
                      open ? Icon::ChevronUp : Icon::ChevronDown, color(Role::Primary));
        }
    }
    painter.setPen(color(Role::Ink));
    arrangement.text->draw(&painter, QPointF(0, 0));
}

} // namespace consentry::ui
