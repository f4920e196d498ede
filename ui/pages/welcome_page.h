#pragma once

#include "ui/models/vault_views.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

/// The first page: create a vault, open one, or try the demonstration.
class WelcomePage : public Page {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);
    void setView(const WelcomeView& view);

signals:
    void createAsked();
    void openAsked();
    void demoAsked();

protected:
    void build(QVBoxLayout& column) override;
    int maxWidth() const override { return 560; }

private:
    WelcomeView m_view;
};

} // namespace consentry::ui
