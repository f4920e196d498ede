// packaging/backports_source.sh derives the backports from the machine's own package source.

#include "tests/support/test_paths.h"

#include <QProcess>
#include <QTest>

#include <fstream>

using namespace consentry::test;

class BackportsSourceTest : public QObject {
    Q_OBJECT

private slots:
    void derives_data();
    void derives();
};

namespace {

const char* const deb822 = "Types: deb\n"
                           "# http://snapshot.example/archive/debian/2025\n"
                           "URIs: http://mirror.example/debian\n"
                           "Suites: bookworm bookworm-updates\n"
                           "Components: main\n"
                           "Signed-By: /usr/share/keyrings/debian.gpg\n";
const char* const security = "Types: deb\n"
                             "URIs: http://mirror.example/debian-security\n"
                             "Suites: bookworm-security\n"
                             "Components: main\n";
const char* const derived = "Types: deb\n"
                            "URIs: http://mirror.example/debian\n"
                            "Signed-By: /usr/share/keyrings/debian.gpg\n"
                            "Suites: bookworm-backports\n"
                            "Components: main\n";

} // namespace

void BackportsSourceTest::derives_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("content");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("expected");

    const QString sources = "sources.list.d/debian.sources";
    QTest::newRow("deb822") << sources << QString(deb822) + "\n" + security << 0 << derived;
    QTest::newRow("security first") << sources << QString(security) + "\n" + deb822 << 0 << derived;
    QTest::newRow("security alone") << sources << security << 1 << "";
    QTest::newRow("switched off") << sources << QString(deb822) + "Enabled: no\n" << 1 << "";
    QTest::newRow("sources of packages only")
        << sources << QString(deb822).replace("Types: deb", "Types: deb-src") << 1 << "";
    QTest::newRow("embedded key")
        << sources
        << "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\n"
           "Signed-By:\n -----BEGIN KEY-----\n .\n abc\n"
        << 0
        << "Types: deb\nURIs: http://mirror.example/debian\nSigned-By:\n -----BEGIN KEY-----\n .\n "
           "abc\nSuites: bookworm-backports\nComponents: main\n";
    QTest::newRow("there already")
        << sources << QString(deb822).replace("bookworm-updates", "bookworm-backports") << 0 << "";
    QTest::newRow("one line") << "sources.list"
                              << "# deb http://old.example/debian bookworm main\n"
                                 "deb cdrom:[Debian]/ bookworm main\n"
                                 "deb http://mirror.example/security bookworm-security main\n"
                                 "deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian "
                                 "bookworm main contrib # ours\n"
                              << 0
                              << "deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian "
                                 "bookworm-backports main\n";
    QTest::newRow("one line, there already")
        << "sources.list.d/more.list" << "deb http://mirror.example/debian bookworm-backports main"
        << 0 << "";
    QTest::newRow("another release")
        << "sources.list" << "deb http://mirror.example/debian bullseye main\n"
        << 1 << "";
}

void BackportsSourceTest::derives() {
    QFETCH(QString, file);
    QFETCH(QString, content);
    QFETCH(int, exitCode);
    QFETCH(QString, expected);
    const TemporaryFolder apt;
    std::filesystem::create_directories(apt.path() / "sources.list.d");
    std::ofstream(apt.path() / file.toStdString()) << content.toStdString();

    QProcess script;
    script.start("bash",
                 {QString::fromStdString((sourceDir() / "packaging/backports_source.sh").string()),
                  QString::fromStdString(apt.path().string())});
    QVERIFY(script.waitForFinished());

    QCOMPARE(script.exitCode(), exitCode);
    QCOMPARE(QString::fromUtf8(script.readAllStandardOutput()), expected);
    QCOMPARE(script.readAllStandardError().isEmpty(), exitCode == 0);
}

QTEST_GUILESS_MAIN(BackportsSourceTest)
#include "backports_source_test.moc"
