#pragma once

#include <QLineEdit>

namespace consentry::ui {

/// One line for a person's name.
class NameField : public QLineEdit {
    Q_OBJECT
public:
    explicit NameField(const QString& label, QWidget* parent = nullptr);
    /// As typed, without blanks around it or twice within.
    QString name() const { return text().simplified(); }
};

} // namespace consentry::ui
