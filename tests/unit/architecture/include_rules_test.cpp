// The folders keep their order: every include line of the project is read against the table.

#include "tests/support/test_paths.h"
#include "tests/unit/architecture/include_rules.h"

#include <QTest>

#include <cstdio>
#include <fstream>

using namespace consentry::test;

class IncludeRulesTest : public QObject {
    Q_OBJECT

private slots:
    void projectKeepsTheOrder();
    void findsFolders();
    void judgesExamples_data();
    void judgesExamples();
    void blanksCommentsAndLiterals();
    void namesFileLineRuleAndRemedy();
    void wantsReadmeAndKnownTopFolders();
};

void IncludeRulesTest::projectKeepsTheOrder() {
    const std::vector<Violation> violations = checkTree(sourceDir());
    // Printed one by one: a failure message of Qt Test is cut when it is long.
    for (const Violation& violation : violations) {
        std::fprintf(stderr, "%s\n", toString(violation).c_str());
    }
    QVERIFY2(violations.empty(), "the lines above break the order of the folders");
}

void IncludeRulesTest::findsFolders() {
    QVERIFY(folderOf("core/base/result.h") == "core/base");
    QVERIFY(folderOf("core/adapters/sqlcipher/record_store.cpp") == "core/adapters/sqlcipher");
    QVERIFY(folderOf("core/adapters/CMakeLists.txt") == "core/adapters");
    QVERIFY(folderOf("ui/pages/home/home_page.h") == "ui/pages");
    QVERIFY(folderOf("tests/unit/base/bytes_test.cpp") == "tests/unit");
    QVERIFY(folderOf("app/cli/main.cpp") == "app/cli");
    QVERIFY(!folderOf("result.h"));
    QVERIFY(!folderOf("packaging/x.h"));
}

void IncludeRulesTest::judgesExamples_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("rule"); // empty: allowed

    const auto row = [](const char* name, const char* path, const char* code, const char* rule) {
        QTest::newRow(name) << path << code << rule;
    };
    row("own folder", "core/base/a.cpp", "#include \"core/base/a.h\"", "");
    row("below", "core/consent/a.h", "#include \"core/clinical/record.h\"", "");
    row("above", "core/base/a.h", "#include \"core/crypto/hash.h\"",
        "core/base may not include core/crypto");
    row("beside", "core/consent/a.h", "#include \"core/import/fhir.h\"",
        "core/consent may not include core/import");
    row("registry never sees a scope", "core/registry/a.h", "#include \"core/consent/scope.h\"",
        "core/registry may not include core/consent");
    row("hospital has no vault", "core/hospital/a.cpp", "#include \"core/vault/vault.h\"",
        "core/hospital may not include core/vault");
    row("adapter and port", "core/adapters/curl/a.h", "#include \"core/ports/mailbox.h\"", "");
    row("adapter of another", "core/adapters/curl/a.cpp",
        "#include \"core/adapters/system/clock.h\"",
        "core/adapters/curl may not include core/adapters/system");
    row("simulation and adapters", "core/simulation/a.cpp",
        "#include \"core/adapters/embedded/e.h\"",
        "core/simulation may not include core/adapters/embedded");
    row("page and model", "ui/pages/a.cpp", "#include \"ui/models/log_model.h\"", "");
    row("model and page", "ui/models/a.cpp", "#include \"ui/pages/log_page.h\"",
        "ui/models may not include ui/pages");
    row("window and registry", "ui/pages/a.cpp", "#include \"core/registry/state.h\"",
        "ui/pages may not include core/registry");
    row("window and port", "ui/bridge/a.cpp", "#include \"core/ports/clock.h\"",
        "ui/bridge may not include core/ports");
    row("core and ui", "core/wallet/a.cpp", "#include \"ui/bridge/b.h\"",
        "core/wallet may not include ui/bridge");
    row("core and tests", "core/wallet/a.cpp", "#include \"tests/support/fake.h\"",
        "core/wallet may not include tests/support");
    row("wiring", "app/desktop/main.cpp", "#include \"core/adapters/sqlcipher/s.h\"", "");
    row("program without windows", "app/cli/main.cpp", "#include \"ui/pages/a.h\"",
        "app/cli may not include ui/pages");
    row("shared wiring", "app/cli/main.cpp", "#include \"app/session/demo.h\"", "");
    row("program and program", "app/cli/main.cpp", "#include \"app/desktop/window.h\"",
        "app/cli may not include app/desktop");
    row("unknown folder", "core/misc/a.cpp", "#include \"core/base/a.h\"",
        "core/misc is not in the table of folders");
    row("short path", "core/base/a.cpp", "#include \"a.h\"", "\"a.h\" is not a path from the root");
    row("moc", "ui/pages/a.cpp", "#include \"a.moc\"", "");

    row("Qt in ui", "ui/pages/a.h", "#include <QWidget>", "");
    row("Qt in core", "core/base/a.cpp", "#include <QString>",
        "Qt's <QString> may not be seen by core/base");
    row("Qt in the command line", "app/cli/main.cpp", "#include <QtCore/QDir>",
        "Qt's <QtCore/QDir> may not be seen by app/cli");
    row("Qt in a fuzz target", "tests/fuzz/a.cpp", "#include <QTest>",
        "Qt's <QTest> may not be seen by tests/fuzz");
    row("OpenSSL in crypto", "core/crypto/hash.cpp", "#include <openssl/evp.h>", "");
    row("OpenSSL in a header", "core/crypto/hash.h", "#include <openssl/evp.h>",
        "OpenSSL's <openssl/evp.h> stands in a header");
    row("libsodium elsewhere", "core/vault/a.cpp", "#include <sodium.h>",
        "libsodium's <sodium.h> may not be seen by core/vault");
    row("SQLCipher", "core/vault/a.cpp", "#include <sqlcipher/sqlite3.h>",
        "SQLCipher's <sqlcipher/sqlite3.h> may not be seen by core/vault");
    row("LevelDB", "core/registry/a.cpp", "#include <leveldb/db.h>",
        "LevelDB's <leveldb/db.h> may not be seen by core/registry");
    row("LevelDB at home", "core/adapters/state_store/a.cpp", "#include <leveldb/db.h>", "");
    row("unknown library", "core/vault/a.cpp", "#include <boost/asio.hpp>",
        "<boost/asio.hpp> belongs to no library in the table");
    row("system", "core/adapters/system/a.cpp", "#include <sys/mman.h>\n#include <unistd.h>", "");

    row("unwatched test", "tests/ui/a_test.cpp", "QTEST_GUILESS_MAIN(ATest)",
        "tests/ui may not begin a test unwatched");
    row("unwatched main", "tests/ui/a_test.cpp", "return QTest::qExec(&tests, argc, argv);",
        "tests/ui may not begin a test unwatched");
    row("test without windows", "tests/unit/a/a_test.cpp", "QTEST_APPLESS_MAIN(ATest)", "");

    row("clock", "core/registry/a.cpp", "auto now = std::chrono::system_clock::now();",
        "core/registry may not use a clock");
    row("random header", "core/registry/a.cpp", "#include <random>",
        "core/registry may not use randomness");
    row("random of ours", "core/registry/a.cpp", "const Nonce nonce = randomNonce();",
        "core/registry may not use randomness");
    row("fresh key", "core/registry/a.cpp", "const auto key = SigningKey::generate();",
        "core/registry may not use randomness");
    row("nonce as a type", "core/registry/a.h", "#include \"core/crypto/random.h\"\nNonce nonce;",
        "");
    row("hash order", "core/registry/a.h", "std::unordered_map<int, int> m;",
        "core/registry may not use a container without a fixed order");
    row("float", "core/registry/a.h", "double share = 0;",
        "core/registry may not use a floating-point number");
    row("thread", "core/registry/a.cpp", "#include <mutex>",
        "core/registry may not use a thread or lock");
    row("float in words", "core/registry/a.h",
        "// no double here\nconst char* text = \"float\"; int doubled = 1'000;", "");
    row("float elsewhere", "core/clinical/a.h", "double value = 0;", "");
}

void IncludeRulesTest::judgesExamples() {
    QFETCH(QString, path);
    QFETCH(QString, code);
    QFETCH(QString, rule);

    const auto violations = checkSource(path.toStdString(), code.toStdString());

    if (rule.isEmpty()) {
        QVERIFY2(violations.empty(), violations.empty() ? "" : toString(violations[0]).c_str());
    } else {
        QCOMPARE(violations.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(violations[0].rule), rule);
        QVERIFY(!violations[0].remedy.empty());
    }
}

void IncludeRulesTest::blanksCommentsAndLiterals() {
    const std::string code = "a /* b\n\" */ c // d\n\"e // f\" '\\'' 1'0 R\"x(g\n\")x\" h";

    QCOMPARE(QString::fromStdString(withoutComments(code, Literals::Blank)),
             QString("a     \n     c     \n              1'0 R\"x  \n     h"));
    QVERIFY(withoutComments(code, Literals::Keep).find("e // f") != std::string::npos);
}

void IncludeRulesTest::namesFileLineRuleAndRemedy() {
    const auto violations =
        checkSource("core/base/a.h", "#pragma once\n\n#include \"core/vault/vault.h\"\n");

    QCOMPARE(violations.size(), std::size_t{1});
    const QString text = QString::fromStdString(toString(violations[0]));
    QVERIFY2(text.startsWith("core/base/a.h:3: core/base may not include core/vault. Remedy: "),
             qPrintable(text));
}

void IncludeRulesTest::wantsReadmeAndKnownTopFolders() {
    const TemporaryFolder root;
    namespace fs = std::filesystem;
    fs::create_directories(root.path() / "core" / "base");
    fs::create_directories(root.path() / "core" / "empty");
    fs::create_directories(root.path() / "vendor");
    fs::create_directories(root.path() / "build");
    std::ofstream(root.path() / "core" / "base" / "a.h") << "#include \"core/vault/v.h\"\n";

    const auto violations = checkTree(root.path());

    QCOMPARE(violations.size(), std::size_t{3});
    QCOMPARE(violations[0].file, std::string("core/base"));
    QCOMPARE(violations[1].file, std::string("core/base/a.h"));
    QCOMPARE(violations[2].file, std::string("vendor"));
}

QTEST_APPLESS_MAIN(IncludeRulesTest)
#include "include_rules_test.moc"
