#pragma once

#include <QFileDialog>

namespace consentry::ui {

/// The desktop's dialog for files, or Qt's own where it has none. Begins in the folder where one
/// was chosen last since the program began, at first among the person's documents, and deletes
/// itself. Which folder that was is remembered nowhere else: its name may tell whose it is.
class FileDialog : public QFileDialog {
    Q_OBJECT
public:
    /// Of files that match `filter`; of folders where it is empty.
    FileDialog(QWidget* parent, const QString& title, const QString& filter = {});
};

} // namespace consentry::ui
