#include "core/base/server_address.h"

#include <QtTest>

using namespace consentry;

class ServerAddressTest : public QObject {
    Q_OBJECT
private slots:
    void addressIsAllowedOnlyWhereTheServerIsKnown_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("pins");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("pinned") << "https://node.hospital.example:26657" << 1 << true;
        QTest::newRow("path") << "https://node.hospital.example/rpc/v1" << 2 << true;
        QTest::newRow("address") << "https://192.0.2.7:443/" << 8 << true;
        QTest::newRow("version 6") << "https://[2001:db8::1]:443/" << 1 << true;
        QTest::newRow("not pinned") << "https://node.hospital.example" << 0 << false;
        QTest::newRow("too many pins") << "https://node.hospital.example" << 9 << false;
        QTest::newRow("plain, elsewhere") << "http://node.hospital.example" << 0 << false;
        QTest::newRow("plain, here") << "http://127.0.0.2:26657" << 0 << true;
        QTest::newRow("plain, here, version 6") << "http://[::1]:26657" << 0 << true;
        QTest::newRow("plain, here by name") << "http://localhost:26657/" << 0 << true;
        QTest::newRow("pins that nobody checks") << "http://127.0.0.2:26657" << 1 << false;
        QTest::newRow("looks like here") << "http://127.0.0.1.example" << 0 << false;
        QTest::newRow("looks like here too") << "http://127.evil" << 0 << false;
        QTest::newRow("another scheme") << "ftp://127.0.0.1" << 0 << false;
        QTest::newRow("upper-case scheme") << "HTTPS://node.example" << 1 << false;
        QTest::newRow("user") << "https://user@node.example" << 1 << false;
        QTest::newRow("query") << "https://node.example/?a=b" << 1 << false;
        QTest::newRow("fragment") << "https://node.example/#a" << 1 << false;
        QTest::newRow("no host") << "https://" << 1 << false;
        QTest::newRow("only a port") << "https://:443" << 1 << false;
        QTest::newRow("port 0") << "https://node.example:0" << 1 << false;
        QTest::newRow("port too large") << "https://node.example:65536" << 1 << false;
        QTest::newRow("no port") << "https://node.example:" << 1 << false;
        QTest::newRow("space") << "https://node.example/a b" << 1 << false;
        QTest::newRow("line break") << "https://node.example/\r\nX: y" << 1 << false;
        QTest::newRow("empty") << "" << 1 << false;
        QTest::newRow("longest") << "https://" + QString(247, 'a') << 1 << true;
        QTest::newRow("too long") << "https://" + QString(248, 'a') << 1 << false;
    }
    void addressIsAllowedOnlyWhereTheServerIsKnown() {
        QFETCH(QString, url);
        QFETCH(int, pins);
        QFETCH(bool, isAllowed);
        ServerAddress address;
        address.url = url.toStdString();
        address.pinnedKeys.resize(std::size_t(pins));
        const auto checked = checkServerAddress(address);
        QCOMPARE(checked.has_value(), isAllowed);
        QVERIFY(isAllowed || checked.error().code == ErrorCode::InvalidArgument);
    }

    void hostIsNamedWithItsPort() {
        QCOMPARE(hostOf({"https://node.example:26657/path", {}}),
                 std::string_view("node.example:26657"));
        QCOMPARE(hostOf({"nonsense", {}}), std::string_view());
    }
};

QTEST_APPLESS_MAIN(ServerAddressTest)
#include "server_address_test.moc"
