#include "ui/pages/passphrase_fields.h"

#include "ui/models/passphrase_strength.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/tab_stops.h"
#include "ui/widgets/text.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

/// Holds where no estimator is packaged, too.
constexpr std::size_t passphraseBytesMin = 8;

bool isStrongEnough(ByteView passphrase) {
    const auto strength = PassphraseStrength::of(passphrase);
    return passphrase.size() >= passphraseBytesMin && (!strength || strength->isEnough());
}

} // namespace

/// Four fields that fill with the strength.
class StrengthBar : public QWidget {
public:
    explicit StrengthBar(QWidget* parent = nullptr) : QWidget(parent) {
        setFixedHeight(px(6));
        markOrnament(*this); // the judgement below says it in words
    }
    void setScore(int score) {
        m_score = score;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        constexpr int parts = PassphraseStrength::scoreMax;
        WidgetPainter painter(this);
        const qreal gap = px(4);
        const qreal w = (width() - gap * (parts - 1)) / parts;
        for (int i = 0; i < parts; ++i) {
            const Role role = m_score >= PassphraseStrength::scoreMin ? Role::Good : Role::Warn;
            drawBox(painter, QRectF(i * (w + gap), 0, w, height()), height() / 2.0,
                    color(i < m_score ? role : Role::Track), QColor());
        }
    }

private:
    int m_score = 0;
};

PassphraseFields::PassphraseFields(QWidget* parent)
    : QWidget(parent), m_strength(new StrengthBar),
      m_estimate(new Text(QString(), TextSize::Caption, Role::Muted)),
      m_judgement(new Text(QString(), TextSize::Body, Role::Muted)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const auto field = [column](const QString& name, const QString& objectName) {
        column->addWidget(new Text(name, TextSize::Body, Role::Ink, TextWeight::Bold));
        column->addSpacing(px(6));
        auto* edit = new SecureLineEdit(name);
        edit->setObjectName(objectName);
        column->addWidget(edit);
        return edit;
    };
    m_first = field(tr("Passphrase"), u"passphrase"_s);
    column->addSpacing(px(10));
    column->addWidget(m_strength);
    column->addSpacing(px(6));
    column->addWidget(m_estimate);
    column->addSpacing(px(16));
    m_second = field(tr("Once more"), u"passphraseAgain"_s);
    column->addSpacing(px(12));
    m_judgement->setObjectName(u"judgement"_s);
    column->addWidget(m_judgement);
    for (SecureLineEdit* edit : {m_first, m_second}) {
        connect(edit, &SecureLineEdit::edited, this, &PassphraseFields::judge);
        connect(edit, &SecureLineEdit::returnPressed, this, &PassphraseFields::submitted);
    }
    // Who types it, presses Tab and types it again must not meet the button that shows it.
    visitAfter(m_first->revealButton(), *m_second);
    setFocusProxy(m_first);
    judge();
}

bool PassphraseFields::isReady() const {
    return isStrongEnough(m_first->peek()) &&
           equalInConstantTime(m_first->peek(), m_second->peek());
}

void PassphraseFields::put(ByteView passphrase) {
    m_first->put(passphrase);
    m_second->put(passphrase);
}

SecretBytes PassphraseFields::take() {
    m_second->clear();
    return m_first->take();
}

ByteView PassphraseFields::peek() const {
    return m_first->peek();
}

void PassphraseFields::judge() {
    const auto strength = PassphraseStrength::of(m_first->peek());
    m_strength->setScore(strength && !m_first->isEmpty() ? strength->score() : 0);
    // Keeps its line while there is nothing to say, so that nothing jumps at the first letter.
    m_estimate->setWords(m_first->isEmpty() || !strength ? u" "_s : strength->sentence());
    QString words;
    Role role = Role::Good;
    if (m_first->isEmpty()) {
        words = tr("Then type it once more.");
        role = Role::Muted;
    } else if (!isStrongEnough(m_first->peek())) {
        words = tr("Too easy to guess. Add another word.");
        role = Role::Warn;
    } else if (m_second->isEmpty()) {
        words = tr("Strong enough. Type it once more.");
    } else if (!isReady()) {
        words = tr("The two are not the same yet.");
        role = Role::Warn;
    } else {
        words = tr("Strong enough, and both are the same.");
    }
    m_judgement->setWords(words);
    m_judgement->setRole(role);
    emit readyChanged(isReady());
}

} // namespace consentry::ui
