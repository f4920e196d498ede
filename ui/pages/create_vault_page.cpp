#include "ui/pages/create_vault_page.h"

#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/secure_line_edit.h"

#ifdef CONSENTRY_HAS_ZXCVBN
#include <zxcvbn.h>
#endif

#include <QGridLayout>
#include <QHBoxLayout>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace Qt::StringLiterals;

namespace consentry::ui {

namespace {
constexpr std::size_t passphraseMin = 8;
constexpr int strongest = 4;
} // namespace

/// Four fields that fill with the strength.
class StrengthBar : public QWidget {
public:
    explicit StrengthBar(QWidget* parent = nullptr) : QWidget(parent) { setFixedHeight(px(6)); }
    void setScore(int score) {
        m_score = score;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const qreal gap = px(4);
        const qreal w = (width() - gap * (strongest - 1)) / strongest;
        for (int i = 0; i < strongest; ++i) {
            const Role role = m_score >= CreateVaultPage::strengthMin ? Role::Good : Role::Warn;
            drawBox(painter, QRectF(i * (w + gap), 0, w, height()), height() / 2.0,
                    color(i < m_score ? role : Role::Track), QColor());
        }
    }

private:
    int m_score = 0;
};

namespace {

/// The 24 words in columns, painted from locked memory: no label keeps them.
class WordsSheet : public QWidget {
public:
    WordsSheet(const SecretBytes* words, QWidget* parent = nullptr)
        : QWidget(parent), m_words(words) {
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
        setAccessibleName(CreateVaultPage::tr("The 24 words, in order"));
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return rowsFor(width) * px(44); }
    QSize sizeHint() const override { return {px(560), heightForWidth(px(560))}; }
    QSize minimumSizeHint() const override { return {px(160), px(44)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const ByteView bytes = m_words->expose();
        const auto* text = reinterpret_cast<const char*>(bytes.data());
        const int rows = rowsFor(width());
        const qreal columnWidth = width() / qreal(columnsFor(width()));
        std::size_t from = 0;
        for (int i = 0; i < CreateVaultPage::wordCount && from < bytes.size(); ++i) {
            std::size_t to = from;
            while (to < bytes.size() && text[to] != ' ') {
                ++to;
            }
            QString word = QString::fromUtf8(text + from, static_cast<qsizetype>(to - from));
            const QRectF cell((i / rows) * columnWidth, (i % rows) * px(44), columnWidth, px(44));
            drawText(painter, QRectF(cell.left(), cell.top(), px(28), cell.height()),
                     QString::number(i + 1), sansFont(TextSize::Caption), color(Role::Muted),
                     Qt::AlignRight);
            drawText(painter, cell.adjusted(px(40), 0, 0, 0), word,
                     sansFont(TextSize::TaskTitle, TextWeight::Bold), color(Role::Ink));
            word.fill(QChar(u'\0'));
            from = to + 1;
        }
    }

private:
    static int columnsFor(int width) { return width >= px(540) ? 4 : width >= px(380) ? 3 : 2; }
    static int rowsFor(int width) {
        return (CreateVaultPage::wordCount + columnsFor(width) - 1) / columnsFor(width);
    }
    const SecretBytes* m_words;
};

} // namespace

CreateVaultPage::CreateVaultPage(QWidget* parent) : Page(parent) {}

void CreateVaultPage::setView(const CreateVaultView& view) {
    const bool entersCheck =
        view.step == CreateVaultView::Step::Check && m_view.step != CreateVaultView::Step::Check;
    m_view = view;
    if (entersCheck) {
        // Which words are asked is no secret, only unpredictable enough that all get written down.
        std::array<int, wordCount> all{};
        for (int i = 0; i < wordCount; ++i) {
            all[static_cast<std::size_t>(i)] = i;
        }
        std::shuffle(all.begin(), all.end(), *QRandomGenerator::system());
        std::copy_n(all.begin(), checkedWords, m_asked.begin());
        std::sort(m_asked.begin(), m_asked.end());
    }
    if (view.step == CreateVaultView::Step::Done ||
        view.step == CreateVaultView::Step::Passphrase) {
        m_words.clear();
    }
    rebuild();
}

void CreateVaultPage::setWords(SecretBytes words) {
    m_words = std::move(words);
    if (isBuilt()) {
        rebuild();
    }
}

int CreateVaultPage::strengthOf(ByteView passphrase) {
#ifdef CONSENTRY_HAS_ZXCVBN
    SecretBytes text(passphrase.size() + 1); // with the closing zero
    if (!passphrase.empty()) {
        std::memcpy(text.exposeForWriting().data(), passphrase.data(), passphrase.size());
    }
    const double bits =
        ZxcvbnMatch(reinterpret_cast<const char*>(text.expose().data()), nullptr, nullptr);
    const double guesses = bits * 0.30103; // powers of ten
    return guesses < 3 ? 0 : guesses < 6 ? 1 : guesses < 8 ? 2 : guesses < 10 ? 3 : 4;
#else
    Q_UNUSED(passphrase)
    return -1;
#endif
}

std::string_view CreateVaultPage::word(int index) const {
    const ByteView bytes = m_words.expose();
    std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (int i = 0; i < index; ++i) {
        const auto space = rest.find(' ');
        rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    }
    return rest.substr(0, rest.find(' '));
}

void CreateVaultPage::build(QVBoxLayout& column) {
    m_first = m_second = nullptr;
    m_judgement = nullptr;
    m_strength = nullptr;
    m_checks.fill(nullptr);
    m_checkProblem = nullptr;
    switch (m_view.step) {
    case CreateVaultView::Step::Passphrase:
        buildPassphrase(column);
        break;
    case CreateVaultView::Step::Words:
        buildWords(column);
        break;
    case CreateVaultView::Step::Check:
        buildCheck(column);
        break;
    case CreateVaultView::Step::Done:
        addHead(column, tr("Your vault is ready"), mutedText(tr("It opens in a moment.")));
        break;
    }
    column.addStretch(1);
}

void CreateVaultPage::buildPassphrase(QVBoxLayout& column) {
    addHead(column, tr("Choose a passphrase"),
            mutedText(tr("It opens your vault on this computer. Four or five words that only you "
                         "would put together are good.")));
    if (!m_view.problem.isEmpty()) {
        column.addWidget(new Banner(Banner::Tone::Danger, m_view.problem));
        column.addSpacing(px(16));
    }
    const auto field = [&column](const QString& name, const QString& objectName) {
        column.addWidget(new Text(name, TextSize::Body, Role::Ink, TextWeight::Bold));
        column.addSpacing(px(6));
        auto* edit = new SecureLineEdit(name);
        edit->setObjectName(objectName);
        column.addWidget(edit);
        return edit;
    };
    m_first = field(tr("Passphrase"), u"passphrase"_s);
    column.addSpacing(px(10));
    m_strength = new StrengthBar;
    column.addWidget(m_strength);
    column.addSpacing(px(16));
    m_second = field(tr("Once more"), u"passphraseAgain"_s);
    column.addSpacing(px(12));
    m_judgement = new Text(QString(), TextSize::Body, Role::Muted);
    column.addWidget(m_judgement);
    for (SecureLineEdit* edit : {m_first, m_second}) {
        edit->setEnabled(!m_view.isBusy);
        connect(edit, &SecureLineEdit::edited, this, &CreateVaultPage::judgePassphrase);
        connect(edit, &SecureLineEdit::returnPressed, this, &CreateVaultPage::submit);
    }
}

void CreateVaultPage::judgePassphrase() {
    if (m_first == nullptr || m_judgement == nullptr) {
        return;
    }
    const int score = strengthOf(m_first->peek());
    m_strength->setScore(std::max(0, score));
    const bool enough =
        m_first->peek().size() >= passphraseMin && (score < 0 || score >= strengthMin);
    const bool same = m_first->peek().size() == m_second->peek().size() &&
                      equalInConstantTime(m_first->peek(), m_second->peek());
    QString words;
    Role role = Role::Muted;
    if (m_first->isEmpty()) {
        words = QString();
    } else if (!enough) {
        words = tr("Too easy to guess. Add another word.");
        role = Role::Warn;
    } else if (m_second->isEmpty()) {
        words = tr("Strong enough. Type it once more.");
        role = Role::Good;
    } else if (!same) {
        words = tr("The two are not the same yet.");
        role = Role::Warn;
    } else {
        words = tr("Strong enough, and both are the same.");
        role = Role::Good;
    }
    m_judgement->setWords(words);
    m_judgement->setRole(role);
    if (m_next != nullptr) {
        m_next->setEnabled(enough && same && !m_view.isBusy);
    }
}

void CreateVaultPage::buildWords(QVBoxLayout& column) {
    addHead(column, tr("Write these 24 words on paper"),
            mutedText(tr("They bring everything back if this computer is lost or the passphrase "
                         "forgotten. They are shown only now. Whoever has them can open your data: "
                         "keep the paper like a passport, and take no photo.")));
    auto* card = new Card;
    card->column().addWidget(new WordsSheet(&m_words));
    column.addWidget(card);
}

void CreateVaultPage::buildCheck(QVBoxLayout& column) {
    addHead(column, tr("Three of your words"),
            mutedText(tr("So that you know the paper is right.")));
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        const QString name = tr("Word %1").arg(m_asked[i] + 1);
        column.addWidget(new Text(name, TextSize::Body, Role::Ink, TextWeight::Bold));
        column.addSpacing(px(6));
        m_checks[i] = new SecureLineEdit(name);
        m_checks[i]->setEcho(SecureLineEdit::Echo::Visible);
        m_checks[i]->setObjectName(u"word%1"_s.arg(i));
        connect(m_checks[i], &SecureLineEdit::returnPressed, this, &CreateVaultPage::submit);
        column.addWidget(m_checks[i]);
        column.addSpacing(px(16));
    }
    m_checkProblem = new Text(m_view.problem, TextSize::Body, Role::Warn);
    column.addWidget(m_checkProblem);
}

bool CreateVaultPage::enteredWordsFit() const {
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        const std::string_view expected = word(m_asked[i]);
        const ByteView entered = m_checks[i]->peek();
        if (expected.empty() || expected.size() != entered.size() ||
            std::memcmp(expected.data(), entered.data(), entered.size()) != 0) {
            return false;
        }
    }
    return true;
}

void CreateVaultPage::submit() {
    switch (m_view.step) {
    case CreateVaultView::Step::Passphrase:
        if (m_next != nullptr && m_next->isEnabled()) {
            m_second->clear();
            emit passphraseChosen(std::make_shared<SecretBytes>(m_first->take()));
        }
        break;
    case CreateVaultView::Step::Words: {
        CreateVaultView next = m_view;
        next.step = CreateVaultView::Step::Check;
        setView(next);
        break;
    }
    case CreateVaultView::Step::Check:
        if (enteredWordsFit()) {
            m_words.clear();
            emit wordsChecked();
        } else {
            m_checkProblem->setWords(
                tr("These are not the words from your paper. Look at the numbers again."));
        }
        break;
    case CreateVaultView::Step::Done:
        break;
    }
}

QWidget* CreateVaultPage::buildFooter() {
    m_next = nullptr;
    if (m_view.step == CreateVaultView::Step::Done) {
        return nullptr;
    }
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    QString next = tr("Continue");
    switch (m_view.step) {
    case CreateVaultView::Step::Passphrase:
        connect(back, &Button::clicked, this, &CreateVaultPage::cancelAsked);
        next = m_view.isBusy ? tr("Making the vault …") : tr("Continue");
        break;
    case CreateVaultView::Step::Words:
        back->hide();
        next = tr("I have written them down");
        break;
    case CreateVaultView::Step::Check: {
        connect(back, &Button::clicked, this, [this] {
            CreateVaultView before = m_view;
            before.step = CreateVaultView::Step::Words;
            setView(before);
        });
        auto* later = new Button(Button::Kind::Plain, tr("Check later"));
        later->setObjectName(u"later"_s);
        connect(later, &Button::clicked, this, [this] {
            m_words.clear();
            emit checkPutOff();
        });
        bar->row().addWidget(later);
        next = tr("Check");
        break;
    }
    case CreateVaultView::Step::Done:
        break;
    }
    m_next = new Button(Button::Kind::Filled, next);
    m_next->setObjectName(u"next"_s);
    m_next->setEnabled(m_view.step != CreateVaultView::Step::Passphrase);
    connect(m_next, &Button::clicked, this, &CreateVaultPage::submit);
    bar->row().addWidget(m_next);
    return bar;
}

} // namespace consentry::ui
