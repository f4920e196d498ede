#pragma once

#include "core/crypto/secret.h"
#include "ui/style/spoken.h"

#include <QWidget>

namespace consentry::ui {

inline constexpr int recoveryWordCount = 24;

/// The word with this number, from 0, of words with single spaces between them; empty where there
/// is none.
ByteView recoveryWord(const SecretBytes& words, int number);

/// The 24 words in columns, painted from locked memory: no label keeps them. A screen reader gets
/// them only after setReadAloud(), because what it hears leaves this process; then arrow keys go
/// from word to word.
class WordsSheet : public QWidget, public Spoken {
    Q_OBJECT
public:
    /// `words` must outlive this.
    explicit WordsSheet(const SecretBytes& words, QWidget* parent = nullptr);
    void setReadAloud(bool readAloud);
    const SecretBytes& words() const { return m_words; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    int spokenItemCount() const override { return m_readsAloud ? recoveryWordCount : 0; }
    Item spokenItem(int index) const override;
    int spokenCurrent() const override { return m_readsAloud ? m_current : -1; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF cell(int number) const;

    const SecretBytes& m_words;
    bool m_readsAloud = false;
    int m_current = -1;
};

} // namespace consentry::ui
