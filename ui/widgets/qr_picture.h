#pragma once

#include "ui/models/profile_view.h"
#include "ui/style/spoken.h"

#include <QWidget>

namespace consentry::ui {

/// A QR code as a person shows it: dark on white in every theme, with the quiet zone that readers
/// need, as large as there is room for up to `sideMax` pixels at 100 % text.
class QrPicture : public QWidget, public Spoken {
    Q_OBJECT
public:
    static constexpr int sideMax = 232;

    QrPicture(const QrView& code, const QString& spoken, QWidget* parent = nullptr);

    QAccessible::Role spokenRole() const override { return QAccessible::Graphic; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QrView m_code;
};

} // namespace consentry::ui
