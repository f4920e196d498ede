#pragma once

#include "ui/models/network_view.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

/// What the wallet knows about the consortium, and how it knows.
class NetworkPage : public Page {
    Q_OBJECT
public:
    explicit NetworkPage(QWidget* parent = nullptr);
    void setView(const NetworkView& view);

signals:
    void checkAsked();

protected:
    void build(QVBoxLayout& column) override;

private:
    NetworkView m_view;
};

} // namespace consentry::ui
