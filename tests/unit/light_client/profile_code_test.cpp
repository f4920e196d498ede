// A profile travels as its bytes or as text, and both are read; its digits are those of its words.
#include "core/light_client/profile_code.h"
#include "tests/support/profile_kit.h"

#include <QtTest>

#include <algorithm>

using namespace consentry;
using namespace consentry::light_client;

class ProfileCodeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_chain.grow(6);
        m_profile = m_kit.sign(m_kit.profile(m_chain.at(5)), 3);
    }

    void bothFormsAreRead() {
        const auto file = readProfileCode(encodeSignedProfile(m_profile));
        QVERIFY(file.has_value() && *file == m_profile);
        const std::string code = profileCode(m_profile);
        QVERIFY(code.starts_with(profileCodePrefix));
        const auto text = readProfileCode(bytesOf(code));
        QVERIFY(text.has_value() && *text == m_profile);
    }

    void mailProgramsMayBreakItsLines() {
        std::string code = profileCode(m_profile);
        for (std::size_t at = 60; at < code.size(); at += 62) {
            code.insert(at, "\r\n");
        }
        const auto read = readProfileCode(bytesOf("\n  " + code + "\n"));
        QVERIFY(read.has_value() && *read == m_profile);
    }

    void whatIsNoProfileIsRefused_data() {
        QTest::addColumn<QByteArray>("content");
        const std::string code = profileCode(m_profile);
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a sentence") << QByteArray("Dear patient");
        QTest::newRow("the prefix alone") << QByteArray("consentry-profile:");
        QTest::newRow("cut") << QByteArray(code.data(), qsizetype(code.size() - 4));
        QTest::newRow("no digit of Base64") << QByteArray::fromStdString(code).replace(30, 1, "*");
        QTest::newRow("a byte of the profile")
            << QByteArray::fromStdString(code).replace(60, 1, "z");
        QTest::newRow("something behind it") << QByteArray::fromStdString(code + "AAAA");
        QTest::newRow("another prefix")
            << QByteArray::fromStdString(code).replace("profile", "Profile");
    }
    void whatIsNoProfileIsRefused() {
        QFETCH(QByteArray, content);
        QVERIFY(!readProfileCode(
            std::as_bytes(std::span(content.constData(), std::size_t(content.size())))));
    }

    void contentHasALimit() {
        std::string text = std::string(profileCodePrefix);
        text.insert(0, profileCodeBytesMax + 1 - text.size(), ' ');
        QCOMPARE(readProfileCode(bytesOf(text)).error().code, ErrorCode::TooLarge);
        QVERIFY(readProfileCode(bytesOf(std::string_view(text).substr(1))).error().code !=
                ErrorCode::TooLarge);
    }

    void digitsAreThirtyInSixGroups() {
        const std::string digits = profileDigits(m_profile.profile);
        QCOMPARE(digits.size(), 35U);
        QCOMPARE(std::count(digits.begin(), digits.end(), ' '), 5);
        QVERIFY(std::all_of(digits.begin(), digits.end(),
                            [](char c) { return c == ' ' || (c >= '0' && c <= '9'); }));
        ConsortiumProfile other = m_profile.profile;
        ++other.number;
        QVERIFY(profileDigits(other) != digits);
        // Who signed changes nothing.
        QCOMPARE(profileDigits(m_kit.sign(m_profile.profile, 4).profile), digits);
    }

    void ofFourHospitalsFitsOneCode() {
        SignedProfile whole = m_profile;
        for (ProfileOrganization& organization : whole.profile.organizations) {
            organization.nameEn = "The People's Hospital of the District";
            organization.nameZh = "某某市某某区人民医院";
            organization.nodes = {{"https://consentry-node.hospital.example:26657/",
                                   {*Digest::from(ByteView(Bytes(32, std::byte{1})))}}};
            organization.witnesses = organization.nodes;
        }
        const SignedProfile again = m_kit.sign(whole.profile, 4);
        QVERIFY(encodeSignedProfile(again).size() <= 2953);
        QVERIFY(profileCode(again).size() <= 2953);
    }

private:
    test::TestChain m_chain;
    test::ProfileKit m_kit;
    SignedProfile m_profile;
};

QTEST_APPLESS_MAIN(ProfileCodeTest)
#include "profile_code_test.moc"
