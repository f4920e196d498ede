#include "app/cli/passphrase.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace consentry;
using namespace consentry::cli;

class PassphraseTest : public QObject {
    Q_OBJECT

private slots:
    void stripsOneNewlineOnly_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("passphrase");
        QTest::newRow("none") << QByteArray("abc") << QByteArray("abc");
        QTest::newRow("one") << QByteArray("abc\n") << QByteArray("abc");
        QTest::newRow("two") << QByteArray("abc\n\n") << QByteArray("abc\n");
        QTest::newRow("of another system") << QByteArray("abc\r\n") << QByteArray("abc");
        QTest::newRow("spaces stay") << QByteArray(" a c \n") << QByteArray(" a c ");
        QTest::newRow("Chinese") << QByteArray("密码短语\n") << QByteArray("密码短语");
        QTest::newRow("the longest") << QByteArray(1024, 'x') + "\n" << QByteArray(1024, 'x');
    }
    void stripsOneNewlineOnly() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, passphrase);
        const auto read = readPassphraseFile(written(content));
        QVERIFY(read);
        QVERIFY(equal(read->expose(), std::as_bytes(std::span(passphrase.constData(),
                                                              std::size_t(passphrase.size())))));
    }

    void refusesEmptyAndTooLong() {
        QCOMPARE(codeOf(""), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf("\n"), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(QByteArray(1025, 'x')), ErrorCode::TooLarge);
        QCOMPARE(codeOf(QByteArray(1'000'000, 'x')), ErrorCode::TooLarge);
    }

    void namesAMissingFile() {
        const auto read = readPassphraseFile(m_folder.filePath("none").toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::NotFound);
    }

    void readsADescriptor() {
        QFile file(QString::fromStdString(written("abc\n")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto read = readPassphraseDescriptor(file.handle());
        QVERIFY(read);
        QCOMPARE(textOf(read->expose()), std::string_view("abc"));
        QCOMPARE(readPassphraseDescriptor(-1).error().code, ErrorCode::Io);
    }

private:
    std::string written(const QByteArray& content) {
        QFile file(m_folder.filePath("passphrase"));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
            qFatal("the temporary folder is not writable");
        }
        return file.fileName().toStdString();
    }
    ErrorCode codeOf(const QByteArray& content) {
        const auto read = readPassphraseFile(written(content));
        return read ? ErrorCode::Internal : read.error().code;
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(PassphraseTest)
#include "passphrase_test.moc"
