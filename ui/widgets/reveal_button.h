#pragma once

#include <QAbstractButton>

namespace consentry::ui {

/// The eye at the end of a passphrase field: checked while the text is shown. Pressing it with the
/// mouse leaves the focus in the field.
class RevealButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit RevealButton(QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace consentry::ui
