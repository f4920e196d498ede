#pragma once

#include <QPointer>
#include <QWidget>

namespace consentry::ui {

/// Something over the whole window, which is dimmed behind it. A click beside its panel closes it
/// and gives the focus back; so does another language, in which its words would be wrong. Tab stays
/// inside: the page below is covered.
class Overlay : public QWidget {
    Q_OBJECT
public:
    /// Lies over `window`, whose child it becomes, and follows its size.
    explicit Overlay(QWidget& window);
    bool isOpen() const { return isVisible(); }
    /// Where nobody else took the focus meanwhile, it goes back to where it was.
    void dismiss();

protected:
    void showOver();
    void follow();
    /// Beside it a click closes; none before it was first opened.
    virtual const QWidget* panel() const = 0;
    /// Gives the panel its place in rect().
    virtual void place() = 0;
    /// It was closed.
    virtual void forget() {}

    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QPointer<QWidget> m_focusBefore;
};

} // namespace consentry::ui
