#include "ui/gallery/gallery.h"
#include "ui/style/appearance.h"

#include <QApplication>
#include <QTextStream>

using namespace Qt::StringLiterals;

// The desktop wallet. So far it has one entry, for looking at the pages with invented data.
int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"consentry"_s);
    auto& appearance = consentry::ui::Appearance::install(application);
    appearance.setLanguage(consentry::ui::Appearance::systemLanguage());
    if (!QApplication::arguments().contains(u"--gallery"_s)) {
        QTextStream(stderr) << "usage: consentry --gallery\n";
        return 2;
    }
    consentry::ui::Gallery gallery;
    gallery.window().show();
    return QApplication::exec();
}
