#include "ui/widgets/qr_picture.h"

#include "ui/style/painting.h"

namespace consentry::ui {
namespace {
constexpr int quietModules = 4;
} // namespace

QrPicture::QrPicture(const QrView& code, const QString& spoken, QWidget* parent)
    : QWidget(parent), m_code(code) {
    setAccessibleName(spoken);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize QrPicture::sizeHint() const {
    const int modules = m_code.side + 2 * quietModules;
    const int whole = qMax(1, px(sideMax) / modules) * modules;
    return {whole, whole};
}

void QrPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int module = width() / (m_code.side + 2 * quietModules);
    for (int y = 0; y < m_code.side; ++y) {
        for (int x = 0; x < m_code.side; ++x) {
            if (m_code.isDark.at(y * m_code.side + x)) {
                painter.fillRect((x + quietModules) * module, (y + quietModules) * module, module,
                                 module, Qt::black);
            }
        }
    }
}

} // namespace consentry::ui
