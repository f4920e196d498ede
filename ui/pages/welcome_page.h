#pragma once

#include "ui/models/vault_views.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

/// The first page: open a vault, create one, or try the demonstration.
class WelcomePage : public Page {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);
    void setView(const WelcomeView& view);

signals:
    void createAsked();
    void openAsked(const QString& id);
    void forgetAsked(const QString& id);
    /// From a folder of the person's choice.
    void openOtherAsked();
    void demoAsked();

protected:
    void build(QVBoxLayout& column) override;
    int maxWidth() const override { return 640; }

private:
    void buildVaults(QVBoxLayout& column);
    void buildOffers(QVBoxLayout& column);
    void buildLanguages(QVBoxLayout& column);

    WelcomeView m_view;
};

} // namespace consentry::ui
