#pragma once

#include "ui/widgets/page.h"

#include <functional>

namespace consentry::ui {

/// Every widget in every state on one long page, with invented words: for people who review the
/// look, and for the tests. `consentry --widgets` shows it; nothing else leads to it.
class WidgetGallery : public Page {
    Q_OBJECT
public:
    /// The page can be shown in parts, each as high as a window.
    enum class Part : quint8 { All, Controls, Words, Rows, Figures, Time };
    static constexpr int partCount = 5;

    explicit WidgetGallery(QWidget* parent = nullptr, Part part = Part::All);

protected:
    void build(QVBoxLayout& column) override;

private:
    void addPart(QVBoxLayout& column, Part part, const QString& title,
                 const std::function<void(QVBoxLayout&)>& fill) const;

    Part m_part;
};

} // namespace consentry::ui
