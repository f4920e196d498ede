// "Who looked" written to a file in the real window, over the demonstration: each kind, and under a
// filter.
#include "core/clinical/json.h"
#include "tests/support/desktop_fixture.h"
#include "ui/models/access_log.h"
#include "ui/pages/who_looked_page.h"
#include "ui/widgets/virtual_list.h"

#include <QFile>
#include <QMenu>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

class Exporting {
public:
    explicit Exporting(const std::filesystem::path& folder)
        : m_folder(folder), m_desktop(folder / "home") {
        m_desktop.press(u"demo"_s);
        QVERIFY(m_desktop.waitFor(Place::Home, 120));
        m_desktop.window().goTo(Place::WhoLooked);
        QVERIFY2(m_desktop.waitForWords(u"Nothing missing"_s), qPrintable(m_desktop.words()));
        QVERIFY(QTest::qWaitFor([this] { return shownRows() > 0; }));
    }

    DesktopFixture& desktop() { return m_desktop; }
    /// Accesses under the filter, also those that one row folds.
    int shownRows() {
        const auto* list = m_desktop.find<ui::VirtualList>(u"logList"_s);
        if (list == nullptr) {
            return 0;
        }
        int rows = 0;
        for (int i = 0; i < list->model()->rowCount(); ++i) {
            QVariant row;
            const bool isTold = QTest::qWaitFor([&] {
                row = list->model()->index(i, 0).data(ui::AccessLogModel::rowRole);
                return row.isValid() || i >= list->model()->rowCount();
            });
            const auto view = row.value<ui::AccessRowView>();
            rows += isTold && !view.isDay ? view.accesses : 0;
        }
        return rows;
    }
    /// Chooses in the menu by the mouse, and gives the dialog a name in the test's folder.
    std::filesystem::path choose(const QString& words, const std::string& name) {
        m_desktop.press(u"export"_s);
        auto* menu = m_desktop.window().findChild<QMenu*>(u"exportMenu"_s);
        if (!QTest::qWaitFor([menu] { return menu->isVisible(); })) {
            qFatal("no menu");
        }
        for (QAction* action : menu->actions()) {
            if (action->text().contains(words)) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            }
        }
        if (!QTest::qWaitFor([this] {
                return m_desktop.window().findChild<QWidget*>(u"saveLog"_s) != nullptr;
            })) {
            qFatal("no dialog");
        }
        const std::filesystem::path path = m_folder / name;
        m_desktop.enterPath(u"saveLog"_s, path);
        return path;
    }
    /// What the file holds once the window says that it was saved.
    QByteArray saved(const std::filesystem::path& path) {
        const QString notice = m_desktop.waitForNotice();
        if (!notice.contains(u"were saved"_s) && !notice.contains(u"was saved"_s)) {
            qWarning() << notice;
            return {};
        }
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    std::filesystem::path m_folder;
    DesktopFixture m_desktop;
};

} // namespace

class LogExportWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void aTableHoldsTheRowsThatAreShown() {
        Exporting log(m_folder->path());
        const int all = log.shownRows();
        log.desktop().choose(u"No rule"_s);
        QVERIFY(QTest::qWaitFor([&] { return log.shownRows() > 0 && log.shownRows() < all; }));
        const QByteArray text = log.saved(log.choose(u"CSV"_s, "rows.csv"));
        QCOMPARE(text.count("\r\n"), log.shownRows() + 1);
        QCOMPARE(text.count("\"no rule\""), log.shownRows());
    }

    void aBundleHoldsAnAuditEventForEachRow() {
        Exporting log(m_folder->path());
        const QByteArray text = log.saved(log.choose(u"FHIR"_s, "rows.json"));
        clinical::JsonDocument document;
        QVERIFY(document.read(std::string_view(text.constData(), std::size_t(text.size()))));
        int events = 0;
        for (const auto entry : document.root()["entry"].items()) {
            QCOMPARE(entry["resource"]["resourceType"].string(), std::string_view("AuditEvent"));
            ++events;
        }
        QCOMPARE(events, log.shownRows());
    }

    void aDocumentHasPagesAndSaysWhatItShows() {
        Exporting log(m_folder->path());
        const QByteArray text = log.saved(log.choose(u"PDF"_s, "rows.pdf"));
        QVERIFY(text.startsWith("%PDF-"));
        QVERIFY(text.trimmed().endsWith("%%EOF"));
        QVERIFY(text.count("/Type /Page\n") >= 2);
        // The head stands in the title too, as UTF-16.
        const auto says = [&text](const QString& words) {
            QByteArray utf16;
            for (const QChar each : words) {
                utf16 += char(each.unicode() >> 8U);
                utf16 += char(each.unicode() & 0xFFU);
            }
            return text.contains(utf16);
        };
        QVERIFY(says(u"Shown: every access"_s));
        QVERIFY(says(u"Complete up to block"_s));
    }

    void theSearchLeadsToTheSameMenu() {
        Exporting log(m_folder->path());
        log.desktop().window().goTo(Place::Home);
        log.desktop().window().goTo(Place::WhoLooked);
        log.desktop().window().whoLooked().openExportMenu();
        auto* menu = log.desktop().window().findChild<QMenu*>(u"exportMenu"_s);
        QTRY_VERIFY(menu->isVisible());
        QCOMPARE(menu->actions().size(), 3);
        menu->close();
    }

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<LogExportWindowTest>(argc, argv);
}

#include "log_export_window_test.moc"
