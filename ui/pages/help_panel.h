#pragma once

#include "ui/widgets/overlay.h"

namespace consentry::ui {

class SidePanel;

/// The help of the page below, at the window's trailing edge, with a way to the glossary. Esc and
/// its button close it too.
class HelpPanel : public Overlay {
    Q_OBJECT
public:
    explicit HelpPanel(QWidget& window);
    /// A topic of resources/help.
    void open(const QString& topic);

protected:
    const QWidget* panel() const override;
    void place() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(const QString& topic);

    QString m_topic; ///< of the page below
    SidePanel* m_panel = nullptr;
};

} // namespace consentry::ui
