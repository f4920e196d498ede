#pragma once

#include "ui/style/appearance.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

/// Language, theme and text size. They take effect at once; settingsChanged() asks the owner to
/// remember them.
class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(QWidget* parent = nullptr);

signals:
    void settingsChanged();

protected:
    void build(QVBoxLayout& column) override;
};

} // namespace consentry::ui
