#pragma once

#include "ui/gallery/sample_sources.h"
#include "ui/pages/main_window.h"

#include <memory>

namespace consentry::ui {

/// The whole window with invented data: for looking at every page, and for the window tests. Not
/// reachable from the program itself.
class Gallery : public QObject {
    Q_OBJECT
public:
    explicit Gallery(QObject* parent = nullptr);
    ~Gallery() override;

    MainWindow& window() { return *m_window; }
    sample::MemoryAccessLog& log() { return *m_log; }
    /// Gives every page its data in the current language.
    void fill();

private:
    void connectPages();

    sample::MemoryAccessLog* m_log;
    sample::MemoryHealth* m_health;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace consentry::ui
