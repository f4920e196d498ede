#pragma once

#include "ui/models/separate_consent_view.h"
#include "ui/widgets/decision_page.h"

namespace consentry::ui {

/// A consent that is asked by itself, between the editor and the signing page. Nothing is chosen
/// beforehand, and the keyboard begins on Back.
class SeparateConsentPage : public DecisionPage {
    Q_OBJECT
public:
    explicit SeparateConsentPage(QWidget* parent = nullptr);
    void setView(const SeparateConsentView& view);

signals:
    void agreed();
    void leftOut();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }
    bool isUndecided() const override { return true; }

private:
    SeparateConsentView m_view;
};

} // namespace consentry::ui
