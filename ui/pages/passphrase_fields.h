#pragma once

#include "core/crypto/secret.h"

#include <QWidget>

namespace consentry::ui {

class SecureLineEdit;
class StrengthBar;
class Text;

/// Two fields for a new passphrase, how strong it is, and what is still to be done about it.
class PassphraseFields : public QWidget {
    Q_OBJECT
public:
    explicit PassphraseFields(QWidget* parent = nullptr);

    /// Strong enough, and twice the same.
    bool isReady() const;
    /// Copies it into both fields: for who comes back to a choice.
    void put(ByteView passphrase);
    /// The passphrase, and empty fields.
    SecretBytes take();
    ByteView peek() const;

signals:
    void readyChanged(bool ready);
    /// Return in one of the fields.
    void submitted();

private:
    void judge();

    SecureLineEdit* m_first;
    SecureLineEdit* m_second;
    StrengthBar* m_strength;
    Text* m_estimate;
    Text* m_judgement;
};

} // namespace consentry::ui
