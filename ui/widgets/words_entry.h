#pragma once

#include "core/crypto/secret.h"
#include "ui/widgets/words_sheet.h"

#include <array>

class QGridLayout;

namespace consentry::ui {

class SecureLineEdit;
class Text;

/// Twenty-four numbered fields, in the order of the paper. A space leads to the next one, and words
/// that are pasted at once spread over the fields that follow. Says how many there are, and which
/// word no list has.
class WordsEntry : public QWidget {
    Q_OBJECT
public:
    explicit WordsEntry(QWidget* parent = nullptr);

    /// Every field has a word that a list has; whether they belong together is not looked at.
    bool isComplete() const;
    /// Separated by single spaces, also where a field is empty. The fields keep theirs.
    SecretBytes words() const;
    /// What words() gave.
    void put(const SecretBytes& words);

signals:
    void changed();
    /// Return in the last field.
    void submitted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addField(int number);
    void arrange();
    void onEdited(int number);
    void spread(int number, const SecretBytes& text);
    void judge();

    QGridLayout* m_grid;
    std::array<QWidget*, recoveryWordCount> m_cells{};
    std::array<SecureLineEdit*, recoveryWordCount> m_fields{};
    Text* m_state;
    int m_columns = 0;
    bool m_spreads = false;
};

} // namespace consentry::ui
