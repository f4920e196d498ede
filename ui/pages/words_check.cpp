#include "ui/pages/words_check.h"

#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/text.h"
#include "ui/widgets/words_sheet.h"

#include <QRandomGenerator>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr std::byte space{' '};

std::byte lowerCase(std::byte letter) {
    return letter >= std::byte{'A'} && letter <= std::byte{'Z'} ? letter | std::byte{0x20} : letter;
}

bool isSameWord(ByteView entered, ByteView expected) {
    while (!entered.empty() && entered.front() == space) {
        entered = entered.subspan(1);
    }
    while (!entered.empty() && entered.back() == space) {
        entered = entered.first(entered.size() - 1);
    }
    return !expected.empty() &&
           std::equal(entered.begin(), entered.end(), expected.begin(), expected.end(),
                      [](std::byte a, std::byte b) { return lowerCase(a) == b; });
}

} // namespace

WordsCheck::WordsCheck(const SecretBytes& words, QWidget* parent)
    : QWidget(parent), m_words(words), m_problem(new Text(QString(), TextSize::Body, Role::Warn)) {
    // Which words are asked is no secret, only unpredictable enough that all get written down.
    std::array<int, recoveryWordCount> all{};
    std::iota(all.begin(), all.end(), 0);
    std::shuffle(all.begin(), all.end(), *QRandomGenerator::system());
    std::copy_n(all.begin(), askedWords, m_asked.begin());
    std::sort(m_asked.begin(), m_asked.end());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (std::size_t i = 0; i < askedWords; ++i) {
        const QString name = tr("Word %1").arg(m_asked[i] + 1);
        column->addWidget(new Text(name, TextSize::Body, Role::Ink, TextWeight::Bold));
        column->addSpacing(px(6));
        m_fields[i] = new SecureLineEdit(name);
        m_fields[i]->setEcho(SecureLineEdit::Echo::Visible);
        m_fields[i]->setObjectName(u"word%1"_s.arg(i));
        connect(m_fields[i], &SecureLineEdit::returnPressed, this, [this, i] {
            if (i + 1 < askedWords) {
                m_fields[i + 1]->setFocus(Qt::TabFocusReason);
            } else {
                emit submitted();
            }
        });
        column->addWidget(m_fields[i]);
        column->addSpacing(px(16));
    }
    m_problem->setObjectName(u"wordsProblem"_s);
    column->addWidget(m_problem);
    setFocusProxy(m_fields[0]);
}

bool WordsCheck::check() {
    QStringList wrong;
    for (std::size_t i = 0; i < askedWords; ++i) {
        if (!isSameWord(m_fields[i]->peek(), recoveryWord(m_words, m_asked[i]))) {
            if (wrong.isEmpty()) {
                m_fields[i]->setFocus(Qt::OtherFocusReason);
            }
            wrong << QString::number(m_asked[i] + 1);
        }
    }
    m_problem->setWords(
        wrong.isEmpty() ? QString()
        : wrong.size() == 1
            ? tr("Word %1 is not the one that was shown. Look at its number on your paper.")
                  .arg(wrong.first())
            : tr("Words %1 are not the ones that were shown. Look at their numbers on your paper.")
                  .arg(wrong.join(tr(", ", "between numbers"))));
    if (!wrong.isEmpty()) {
        tellAlert(*m_problem);
    }
    return wrong.isEmpty();
}

} // namespace consentry::ui
