#pragma once

#include <QPointer>
#include <QWidget>

namespace consentry::ui {

class SidePanel;

/// The help of the page below, at the window's trailing edge, with a way to the glossary. Esc, its
/// button or a click beside it closes it and gives the focus back.
class HelpPanel : public QWidget {
    Q_OBJECT
public:
    /// Lies over `window`, whose child it becomes, and follows its size.
    explicit HelpPanel(QWidget& window);
    /// A topic of resources/help.
    void open(const QString& topic);
    bool isOpen() const { return isVisible(); }
    void dismiss();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build(const QString& topic);
    void place();

    QString m_topic; ///< of the page below
    SidePanel* m_panel = nullptr;
    QPointer<QWidget> m_focusBefore;
};

} // namespace consentry::ui
