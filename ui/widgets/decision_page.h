#pragma once

#include "ui/widgets/page.h"

namespace consentry::ui {

/// A page on which something is decided that does not come back easily. While it is undecided the
/// keyboard begins on the button named "back", Escape goes back, and no key presses the other one.
class DecisionPage : public Page {
    Q_OBJECT
public:
    using Page::Page;
    /// Puts the keyboard on Back, with a visible ring.
    void focusBack();

signals:
    void backAsked();

protected:
    virtual bool isUndecided() const = 0;
    /// Builds the page anew for its next stage, which screen readers say. Undecided, the keyboard
    /// begins on Back; later it stays on the page where it was there, although its button went.
    void showStage();
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_told; ///< the title that screen readers said last
};

/// What is asked on a ConfirmPage.
struct ConfirmView {
    struct Consequence {
        Icon icon = Icon::Info;
        QString title;
        QString detail;
    };
    QString title; ///< a question: "Delete this vault?"
    QString lead;  ///< one sentence
    QList<Consequence> consequences;
    QString assent; ///< not empty: must be ticked before the button can be pressed
    QString confirm;
    QString back;        ///< empty: "Back"
    bool isGrave = true; ///< outlined in red, else filled
};

/// One question with what follows from it: Back has the keyboard, the other button is never
/// pressed by chance.
class ConfirmPage : public DecisionPage {
    Q_OBJECT
public:
    explicit ConfirmPage(QWidget* parent = nullptr);
    void setView(const ConfirmView& view);

signals:
    void confirmed();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 720; }
    bool isUndecided() const override { return true; }

private:
    ConfirmView m_view;
    bool m_assented = false;
};

} // namespace consentry::ui
