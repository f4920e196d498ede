#pragma once

#include <QWidget>

class QVBoxLayout;

namespace consentry::ui {

/// A hint over a page that is seen for the first time. Takes no focus.
class HintBar : public QWidget {
    Q_OBJECT
public:
    explicit HintBar(QWidget* parent = nullptr);
    /// Empty: none.
    void setHint(const QString& words);

signals:
    /// Read: not to be shown again.
    void understood();
    /// No hint at all is wanted any more.
    void refused();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();

    QString m_words;
    QVBoxLayout* m_column;
    QWidget* m_shown = nullptr;
};

} // namespace consentry::ui
