// The configuration file and command line of a node: what is wrong is named with its line.
#include "app/node/json_log.h"
#include "app/node/node_arguments.h"
#include "app/node/node_config.h"
#include "core/simulation/scripted_clock.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <sstream>

using namespace consentry;
using namespace consentry::node_app;

class NodeConfigTest : public QObject {
    Q_OBJECT
private slots:
    void readsFiles_data();
    void readsFiles();
    void theTemplateIsTheDefault();
    void readsCommandLines_data();
    void readsCommandLines();
    void linesAreJson();
};

void NodeConfigTest::readsFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem"); // empty: good
    const auto row = [](const char* name, const char* text, const char* problem) {
        QTest::newRow(name) << QByteArray(text) << QString(problem);
    };
    row("empty", "", "");
    row("comments and blanks", "\n  # nothing\n\r\n\t\n", "");
    row("all",
        "listen = tcp://127.0.0.1:26658 # here\nmetrics=off\nsnapshot_interval = off\n"
        "snapshots_kept = 10\nlog_level = debug",
        "");
    row("unknown", "\nlisten_on = x", "line 2: there is no setting 'listen_on'");
    row("twice", "metrics = off\nlog_level = info\nmetrics = off",
        "line 3: the setting 'metrics' stands there twice");
    row("no value", "metrics", "line 1: write a setting as key = value");
    row("empty value", "metrics =", "line 1: write address:port");
    row("port", "metrics = 127.0.0.1:70000", "line 1: write address:port");
    row("address", "listen = 127.0.0.1:26658", "line 1: an address begins with unix:// or tcp://");
    row("interval too small", "snapshot_interval = 9", "no whole number from 10 to 10000000");
    row("interval smallest", "snapshot_interval = 10", "");
    row("interval too large", "snapshot_interval = 10000001", "no whole number");
    row("interval negative", "snapshot_interval = -1", "no whole number");
    row("interval with more", "snapshot_interval = 100 blocks", "no whole number");
    row("none kept", "snapshots_kept = 0", "no whole number from 1 to 10");
    row("level", "log_level = loud", "a level is debug, info, warning or error");
}

void NodeConfigTest::readsFiles() {
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);
    const auto config = parseConfig("/home", text.toStdString());
    if (problem.isEmpty()) {
        QVERIFY2(config.has_value(), config ? "" : toString(config.error()).c_str());
    } else {
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(QString::fromStdString(config.error().context).contains(problem),
                 config.error().context.c_str());
    }
}

void NodeConfigTest::theTemplateIsTheDefault() {
    const auto config = parseConfig("/srv/node", configTemplate("/srv/node"));
    QVERIFY(config.has_value());
    QVERIFY(*config == defaultConfig("/srv/node"));
    QCOMPARE(config->listen.text(), std::string("unix:///srv/node/node.sock"));
    const auto other = parseConfig("/srv/node", "metrics = [::1]:9\nlisten = tcp://127.0.0.2:8\n"
                                                "snapshot_interval = off");
    QVERIFY(*other->status == (StatusAddress{"::1", 9}));
    QCOMPARE(other->listen.port, std::uint16_t{8});
    QCOMPARE(other->snapshotInterval, std::uint64_t{0});
}

void NodeConfigTest::readsCommandLines_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* line, bool good) {
        QTest::newRow(line) << QString(line).split(' ', Qt::SkipEmptyParts) << good;
    };
    row("", true);
    row("help", true);
    row("--version", true);
    row("run --home d", true);
    row("run --home d --listen unix:///x --metrics off --snapshot-interval 10 --log-level debug",
        true);
    row("init --home d", true);
    row("run", false);
    row("init", false);
    row("run --home", false);
    row("run home d", false);
    row("run --home d --verbose x", false);
    row("init --home d --listen unix:///x", false);
    row("start --home d", false);
}

void NodeConfigTest::readsCommandLines() {
    QFETCH(QStringList, words);
    QFETCH(bool, good);
    std::vector<std::string> list;
    for (const QString& word : words) {
        list.push_back(word.toStdString());
    }
    const auto arguments = parseNodeArguments(list);
    QCOMPARE(arguments.has_value(), good);
    if (arguments && arguments->settings.size() > 2) {
        QCOMPARE(arguments->settings[2].first, std::string("snapshot_interval"));
    }
}

void NodeConfigTest::linesAreJson() {
    std::ostringstream out;
    const simulation::ScriptedClock clock(instantFromMillis(1'795'000'000'123));
    JsonLog log(out, clock, OperatorLog::Level::Info);
    log.write(OperatorLog::Level::Debug, "not written", {});
    log.warning("quote \" and\nline", {{"height", 7U}, {"sender", "\xFFpeer"}});
    log.error("second");
    std::istringstream lines(out.str());
    std::string line;
    QVERIFY(std::getline(lines, line));
    const auto first = nlohmann::json::parse(line);
    QCOMPARE(first["level"].get<std::string>(), std::string("warning"));
    QCOMPARE(first["event"].get<std::string>(), std::string("quote \" and\nline"));
    QCOMPARE(first["height"].get<int>(), 7);
    QVERIFY(first["sender"].get<std::string>().ends_with("peer"));
    QVERIFY(first["time"].get<std::string>().ends_with(".123Z"));
    QVERIFY(std::getline(lines, line));
    QCOMPARE(nlohmann::json::parse(line)["level"].get<std::string>(), std::string("error"));
    QVERIFY(!std::getline(lines, line));
}

QTEST_APPLESS_MAIN(NodeConfigTest)
#include "node_config_test.moc"
