#include "ui/widgets/file_dialog.h"

#include "ui/style/painting.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStandardPaths>
#include <QTreeView>

namespace consentry::ui {
namespace {

constexpr QSize usualSize{860, 560};
constexpr int placesWidth = 180;

QString& lastFolder() {
    static QString folder;
    return folder;
}

QString startFolder() {
    for (const QString& folder :
         {lastFolder(), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)}) {
        if (!folder.isEmpty() && QDir(folder).exists()) {
            return folder;
        }
    }
    return QDir::homePath();
}

} // namespace

FileDialog::FileDialog(QWidget* parent, const QString& title, const QString& filter)
    : QFileDialog(parent, title, startFolder(), filter) {
    setAttribute(Qt::WA_DeleteOnClose);
    setFileMode(filter.isEmpty() ? QFileDialog::Directory : QFileDialog::ExistingFile);
    setOption(QFileDialog::ShowDirsOnly, filter.isEmpty());
    connect(this, &QFileDialog::fileSelected, this,
            [](const QString& path) { lastFolder() = QFileInfo(path).absolutePath(); });
    resize(px(usualSize.width()), px(usualSize.height()));
    // Of Qt's own dialog, where it is that one.
    if (auto* splitter = findChild<QSplitter*>()) {
        splitter->setSizes({px(placesWidth), px(usualSize.width() - placesWidth)});
    }
    if (auto* files = findChild<QTreeView*>()) {
        files->header()->setStretchLastSection(true);
    }
}

} // namespace consentry::ui
