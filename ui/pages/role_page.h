#pragma once

#include "ui/widgets/page.h"

namespace consentry::ui {

class Button;

/// The first question of the first run: for whom the vault will be. Whoever looks after somebody
/// else or works in a hospital reads what this version does for them, before anything is made.
class RolePage : public Page {
    Q_OBJECT
public:
    enum class Asked : quint8 { Everybody, Caregiver, Clinician };

    explicit RolePage(QWidget* parent = nullptr);
    /// Everybody: the three to choose from. The others: what they should know.
    void ask(Asked asked);

signals:
    /// A vault of one's own.
    void createAsked();
    void demoAsked();
    void backAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 640; }
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildChoice(QVBoxLayout& column);
    void buildForCaregiver(QVBoxLayout& column);
    void buildForClinician(QVBoxLayout& column);
    void addFact(QVBoxLayout& column, Icon icon, const QString& title, const QString& detail);
    void goBack();

    Asked m_asked = Asked::Everybody;
    Button* m_first = nullptr; ///< where the keyboard begins
};

} // namespace consentry::ui
