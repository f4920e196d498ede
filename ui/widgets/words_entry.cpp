#include "ui/widgets/words_entry.h"

#include "core/crypto/mnemonic.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QHBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int numberWidth = 28;

int columnsFor(int width) {
    return width >= px(620) ? 3 : width >= px(400) ? 2 : 1;
}

SecretBytes copyOf(ByteView bytes) {
    SecretBytes copy(bytes.size());
    std::ranges::copy(bytes, copy.exposeForWriting().begin());
    return copy;
}

/// A space after a word: its writer is done with it.
bool endsWithSpace(ByteView text) {
    return !text.empty() && text.back() == std::byte{' '};
}

} // namespace

WordsEntry::WordsEntry(QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout),
      m_state(new Text(QString(), TextSize::Body, Role::Muted)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    m_grid->setHorizontalSpacing(px(12));
    m_grid->setVerticalSpacing(px(6));
    column->addLayout(m_grid);
    m_state->setObjectName(u"wordsState"_s);
    column->addWidget(m_state);
    for (int number = 0; number < recoveryWordCount; ++number) {
        addField(number);
    }
    arrange();
    judge();
    setFocusProxy(m_fields.front());
}

void WordsEntry::addField(int number) {
    auto* cell = new QWidget;
    auto* row = new QHBoxLayout(cell);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(4));
    auto* label = new Text(QString::number(number + 1), TextSize::Caption, Role::Muted);
    label->setFixedWidth(px(numberWidth));
    row->addWidget(label);
    auto* field = new SecureLineEdit(tr("Word %1").arg(number + 1));
    field->setEcho(SecureLineEdit::Echo::Visible);
    field->setObjectName(u"word%1"_s.arg(number));
    connect(field, &SecureLineEdit::edited, this, [this, number] { onEdited(number); });
    connect(field, &SecureLineEdit::returnPressed, this, [this, number] {
        if (number + 1 < recoveryWordCount) {
            m_fields.at(std::size_t(number) + 1)->setFocus(Qt::TabFocusReason);
        } else {
            emit submitted();
        }
    });
    field->installEventFilter(this);
    row->addWidget(field, 1);
    m_cells.at(std::size_t(number)) = cell;
    m_fields.at(std::size_t(number)) = field;
}

/// Columns are read from top to bottom, as on the sheet that was copied.
void WordsEntry::arrange() {
    const int columns = columnsFor(width());
    if (columns == m_columns) {
        return;
    }
    for (int column = 0; column < m_columns; ++column) {
        m_grid->setColumnStretch(column, 0);
    }
    m_columns = columns;
    const int rows = (recoveryWordCount + columns - 1) / columns;
    for (int number = 0; number < recoveryWordCount; ++number) {
        m_grid->addWidget(m_cells.at(std::size_t(number)), number % rows, number / rows);
    }
    for (int column = 0; column < columns; ++column) {
        m_grid->setColumnStretch(column, 1);
    }
}

bool WordsEntry::isComplete() const {
    return std::ranges::all_of(
        m_fields, [](const SecureLineEdit* field) { return isMnemonicWord(field->peek()); });
}

SecretBytes WordsEntry::words() const {
    std::size_t size = recoveryWordCount - 1;
    for (const SecureLineEdit* field : m_fields) {
        size += field->peek().size();
    }
    SecretBytes text(size);
    auto target = text.exposeForWriting().begin();
    for (const SecureLineEdit* field : m_fields) {
        target = std::ranges::copy(field->peek(), target).out;
        if (field != m_fields.back()) {
            *target++ = std::byte{' '};
        }
    }
    return text;
}

void WordsEntry::put(const SecretBytes& words) {
    m_spreads = true;
    for (int number = 0; number < recoveryWordCount; ++number) {
        m_fields.at(std::size_t(number))->put(recoveryWord(words, number));
    }
    m_spreads = false;
    judge();
}

void WordsEntry::onEdited(int number) {
    if (m_spreads) {
        return;
    }
    const ByteView typed = m_fields.at(std::size_t(number))->peek();
    const SecretBytes text = copyOf(typed);
    const std::size_t count = splitMnemonic(text).size();
    if (count > 1 || endsWithSpace(typed)) {
        spread(number, text);
        const int last = number + std::max(int(count), 1) - (endsWithSpace(text.expose()) ? 0 : 1);
        m_fields.at(std::size_t(std::min(last, recoveryWordCount - 1)))
            ->setFocus(Qt::TabFocusReason);
    }
    judge();
    emit changed();
}

void WordsEntry::spread(int number, const SecretBytes& text) {
    m_spreads = true;
    m_fields.at(std::size_t(number))->clear();
    for (const SecretBytes& word : splitMnemonic(text)) {
        if (number < recoveryWordCount) {
            m_fields.at(std::size_t(number))->put(word.expose());
        }
        ++number;
    }
    m_spreads = false;
}

/// The word that is being written is not judged yet.
void WordsEntry::judge() {
    int filled = 0;
    int unknown = 0;
    for (int number = recoveryWordCount; number > 0; --number) {
        const SecureLineEdit* field = m_fields.at(std::size_t(number) - 1);
        filled += field->isEmpty() ? 0 : 1;
        if (!field->isEmpty() && !field->hasFocus() && !isMnemonicWord(field->peek())) {
            unknown = number;
        }
    }
    m_state->setRole(unknown == 0 ? Role::Muted : Role::Warn);
    m_state->setWords(unknown == 0 ? tr("%1 of 24 words").arg(filled)
                                   : tr("Word %1 is in no list of words. Compare its letters with "
                                        "your paper.")
                                         .arg(unknown));
}

bool WordsEntry::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) {
        judge();
    }
    return QWidget::eventFilter(watched, event);
}

void WordsEntry::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace consentry::ui
