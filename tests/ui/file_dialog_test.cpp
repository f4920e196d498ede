// Qt's own dialog for files, which the program shows where the desktop has none.

#include "tests/support/ui_test.h"
#include "ui/style/appearance.h"
#include "ui/style/painting.h"
#include "ui/widgets/file_dialog.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;

class FileDialogTest : public QObject {
    Q_OBJECT
private slots:
    void nothingOverlapsOrIsCut_data();
    void nothingOverlapsOrIsCut();
    void beginsAmongTheDocumentsThenWhereItWasLast();
};

void FileDialogTest::nothingOverlapsOrIsCut_data() {
    QTest::addColumn<int>("percent");
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addRow("light") << 100 << ThemeChoice::Light;
    QTest::addRow("dark") << 100 << ThemeChoice::Dark;
    QTest::addRow("large") << 150 << ThemeChoice::Light;
}

void FileDialogTest::nothingOverlapsOrIsCut() {
    QFETCH(int, percent);
    QFETCH(ThemeChoice, theme);
    Appearance::current().setTextPercent(percent);
    Appearance::current().setThemeChoice(theme);
    auto* dialog = new FileDialog(nullptr, u"Import"_s, u"FHIR R4 JSON (*.json)"_s);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QList<QWidget*> parts;
    for (QWidget* each : dialog->findChildren<QWidget*>()) {
        if (each->isVisible() &&
            (qobject_cast<QAbstractButton*>(each) != nullptr ||
             qobject_cast<QComboBox*>(each) != nullptr ||
             each->objectName() == u"fileNameEdit"_s) &&
            qobject_cast<QAbstractItemView*>(each->parentWidget()) == nullptr) {
            parts << each;
        }
    }
    QVERIFY(parts.size() >= 8);
    const auto placeOf = [dialog](const QWidget* part) {
        return QRect(part->mapTo(dialog, QPoint()), part->size());
    };
    for (const QWidget* part : std::as_const(parts)) {
        const QRect place = placeOf(part);
        QVERIFY2(dialog->rect().adjusted(8, 8, -8, -8).contains(place),
                 qPrintable(part->objectName()));
        if (const auto* button = qobject_cast<const QPushButton*>(part)) {
            QVERIFY2(button->width() >= button->sizeHint().width() &&
                         button->height() >= button->sizeHint().height(),
                     qPrintable(button->text()));
        }
        for (const QWidget* other : std::as_const(parts)) {
            QVERIFY2(other == part || part->isAncestorOf(other) || other->isAncestorOf(part) ||
                         !placeOf(other).intersects(place),
                     qPrintable(part->objectName() + u" over "_s + other->objectName()));
        }
    }
    if (const QString folder = qEnvironmentVariable("CONSENTRY_SCREENSHOTS"); !folder.isEmpty()) {
        QVERIFY(dialog->grab().save(folder + u"/file-dialog-"_s +
                                    QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
    }
    delete dialog;
}

void FileDialogTest::beginsAmongTheDocumentsThenWhereItWasLast() {
    Appearance::current().setTextPercent(100);
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString first = QDir(documents).exists() ? documents : QDir::homePath();
    QTemporaryDir other;
    QFile file(other.filePath(u"a.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    auto* dialog = new FileDialog(nullptr, u"Import"_s, u"JSON (*.json)"_s);
    QCOMPARE(dialog->directory().canonicalPath(), QDir(first).canonicalPath());
    QVERIFY(dialog->directory() != QDir::current());
    dialog->show();
    auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
    name->setText(file.fileName());
    QTest::keyClick(name, Qt::Key_Return);
    const FileDialog next(nullptr, u"Import"_s, u"JSON (*.json)"_s);
    QCOMPARE(next.directory().canonicalPath(), QDir(other.path()).canonicalPath());
}

int main(int argc, char** argv) {
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    return consentry::test::runUiTest<FileDialogTest>(argc, argv, [] {
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setOrganizationName(u"consentry-test"_s);
        Appearance::install(*qApp);
        return 0;
    });
}

#include "file_dialog_test.moc"
