// Which consortium a vault is for, chosen in the real window over a consortium of this process: by
// file, by a picture of a code, by a drop, or later; wrong profiles; newer ones; two histories; and
// what is left when the program ends half-way.

#include "app/ceremony/profile_steps.h"
#include "core/hospital/govern.h"
#include "core/hospital/key_file.h"
#include "core/light_client/profile_code.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/local_consortium.h"
#include "tests/support/must.h"
#include "tests/support/test_paths.h"
#include "ui/pages/consortium_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/qr_picture.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using light_client::SignedProfile;
using test::DesktopFixture;
using test::LocalConsortium;
using test::must;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
/// Asks this program to be the one that gets killed: "<step> <home> <profile>".
constexpr auto childSetting = "CONSENTRY_CONSORTIUM_CHILD";

QString pathOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

void write(const std::filesystem::path& path, ByteView bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
}

vault::Credentials ownCredentials() {
    vault::Credentials credentials;
    std::string copy = passphrase.toStdString();
    credentials.passphrase = SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
    return credentials;
}

Result<SigningKey> governanceKeyOf(const std::filesystem::path& member) {
    const std::string text = test::readFile(member / "keys" / "governance.key");
    ASSIGN_OR_RETURN(const hospital::KeyFile file,
                     hospital::decodeKeyFile(bytesOf(text), nullptr));
    return hospital::signingKeyOf(file, hospital::OrganizationKeyRole::Governance);
}

/// To the question which consortium.
void goToChoice(DesktopFixture& desktop, const QString& name = u"Nina"_s) {
    desktop.beginVault();
    desktop.type(u"name"_s, name);
    desktop.press(u"next"_s);
}

void chooseFile(DesktopFixture& desktop, const std::filesystem::path& file) {
    desktop.press(u"chooseProfile"_s);
    desktop.enterPath(u"profileFile"_s, file);
}

bool isShown(DesktopFixture& desktop) {
    return QTest::qWaitFor([&] { return desktop.find<QWidget>(u"adopt"_s) != nullptr; }, 30'000);
}

void typePassphrase(DesktopFixture& desktop) {
    desktop.type(u"passphrase"_s, passphrase);
    desktop.type(u"passphraseAgain"_s, passphrase);
    desktop.press(u"next"_s);
}

/// From the profile that is shown to the words of a new vault.
void takeProfile(DesktopFixture& desktop) {
    desktop.press(u"compared"_s);
    desktop.press(u"adopt"_s);
    typePassphrase(desktop);
    if (!desktop.waitForWidget(u"words"_s)) {
        qFatal("no words: %s", qPrintable(desktop.words()));
    }
}

/// Drives the window to a step, says so, and waits there for the end.
int waitAtStep(const QStringList& asked) {
    const QString& step = asked.at(0);
    DesktopFixture desktop(asked.at(1).toStdString());
    goToChoice(desktop);
    if (step != u"choose"_s) {
        chooseFile(desktop, asked.at(2).toStdString());
        if (step != u"reading"_s && !isShown(desktop)) {
            qFatal("no profile: %s", qPrintable(desktop.words()));
        }
    }
    if (step.startsWith(u"making"_s)) {
        desktop.press(u"compared"_s);
        desktop.press(u"adopt"_s);
        typePassphrase(desktop);
        QTest::qWait(step.section(u'-', 1).toInt());
    } else if (step == u"passphrase"_s) {
        desktop.press(u"compared"_s);
        desktop.press(u"adopt"_s);
        desktop.type(u"passphrase"_s, passphrase);
    } else if (step == u"words"_s) {
        takeProfile(desktop);
    }
    QTextStream(stdout) << "there" << Qt::endl;
    return QCoreApplication::exec();
}

} // namespace

class ConsortiumWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void whatIsProposedStandsUnderNetwork();
    void keyboardAloneLeadsToAVaultOfTheHospitals();
    void profileIsSaidBeforeItIsTaken();
    void pictureOfACodeIsRead();
    void droppedFileIsRead();
    void wrongProfilesAreRefused_data();
    void wrongProfilesAreRefused();
    void serversThatDoNotAnswerAreWaitedForOrLeft();
    void everyPageGoesBack();
    void laterIsAVaultThatCanChooseAtAnyTime();
    void demonstrationStaysOne();
    void unregisteredPersonSeesWhatIsMissing();
    void newerProfileIsBroughtIn();
    void wrongNewerProfilesAreRefused_data();
    void wrongNewerProfilesAreRefused();
    void twoHistoriesAreSaidOnEveryPageAndStopSigning();
    void bothLanguagesSayIt();
    void killedAtAnyStepNothingIsBroken_data();
    void killedAtAnyStepNothingIsBroken();

private:
    std::filesystem::path profileFile(std::size_t signers = 3, std::uint64_t number = 1,
                                      BlockHeight height = BlockHeight(1));
    SignedProfile profile() { return must(ceremony::readProfile(m_files, profileFile())); }
    /// As it is, but for what `change` does to it, signed by three.
    std::filesystem::path
    changed(const std::function<void(light_client::ConsortiumProfile&)>& change);
    void openRegistered(DesktopFixture& desktop);
    void makeVault(DesktopFixture& desktop);

    adapters::PosixFileSystem m_files;
    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::unique_ptr<LocalConsortium> m_consortium;
    std::filesystem::path m_home;
};

void ConsortiumWindowTest::init() {
    m_folder = test::beginDesktopTest();
    m_home = m_folder->path() / "home";
    m_consortium = std::make_unique<LocalConsortium>(m_folder->path() / "members");
}

void ConsortiumWindowTest::cleanup() {
    m_consortium.reset();
    m_folder.reset();
}

std::filesystem::path ConsortiumWindowTest::profileFile(std::size_t signers, std::uint64_t number,
                                                        BlockHeight height) {
    return m_consortium->profileFile(height, signers, number);
}

std::filesystem::path
ConsortiumWindowTest::changed(const std::function<void(light_client::ConsortiumProfile&)>& change) {
    SignedProfile made = profile();
    made.signatures.clear();
    change(made.profile);
    const auto path = m_folder->path() / "changed.consentry";
    write(path, light_client::encodeSignedProfile(made));
    for (std::size_t signer = 1; signer <= 3; ++signer) {
        must(ceremony::addSignature(
            m_files, path, m_consortium->member(signer) / "keys" / "governance.key", nullptr));
    }
    return path;
}

void ConsortiumWindowTest::makeVault(DesktopFixture& desktop) {
    goToChoice(desktop);
    chooseFile(desktop, profileFile());
    QVERIFY(isShown(desktop));
    takeProfile(desktop);
    desktop.press(u"later"_s);
    QVERIFY(desktop.waitFor(Place::Home));
}

/// A vault whose person the hospitals know, as `init --members` makes one.
void ConsortiumWindowTest::openRegistered(DesktopFixture& desktop) {
    makeVault(desktop);
    desktop.lock();
    {
        const auto sessions = makeLocalSessions({argon2Floor});
        const auto session = must(sessions->open(m_home / "vault", ownCredentials()));
        must(session->registerPatient("Nina", m_consortium->folder()));
    }
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QVERIFY2(desktop.waitForWords(u"Nothing missing as of"_s), qPrintable(desktop.words()));
}

/// What the organisations propose is seen coming, in the reader's language, with the approvals.
void ConsortiumWindowTest::whatIsProposedStandsUnderNetwork() {
    DesktopFixture desktop(m_home);
    makeVault(desktop);
    desktop.window().goTo(Place::Network);
    QVERIFY2(desktop.waitForWords(u"Nothing is proposed."_s), qPrintable(desktop.words()));
    desktop.lock();
    {
        const auto sessions = makeLocalSessions({argon2Floor});
        const auto session = must(sessions->open(m_home / "vault", ownCredentials()));
        const SigningKey key = must(governanceKeyOf(m_consortium->member(1)));
        registry::SetParameters fewer;
        fewer.requestDays = 7;
        must(hospital::Govern(session->wallet().ledger, session->wallet().clock)
                 .propose(key, fewer));
    }
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Network)); // where it was left
    QVERIFY2(desktop.waitForWords(u"Limits change: requestDays = 7"_s),
             qPrintable(desktop.words()));
    QVERIFY2(desktop.words().contains(u"proposed; 1 of the 3 approvals that it needs, until "_s),
             qPrintable(desktop.words()));
}

void ConsortiumWindowTest::keyboardAloneLeadsToAVaultOfTheHospitals() {
    const auto file = profileFile();
    DesktopFixture desktop(m_home);
    const auto key = [&desktop](Qt::Key pressed) {
        QTest::keyClick(desktop.window().focusWidget(), pressed);
        QCoreApplication::processEvents();
    };
    const auto tabTo = [&](const QString& name) {
        for (int i = 0; i < 40; ++i) {
            if (QWidget* focus = desktop.window().focusWidget(); focus->objectName() == name) {
                return true;
            }
            key(Qt::Key_Tab);
        }
        return false;
    };
    QVERIFY(tabTo(u"create"_s));
    key(Qt::Key_Return);
    QVERIFY(desktop.widget(u"rolePatient"_s).hasFocus());
    key(Qt::Key_Return);
    QTest::keyClicks(desktop.window().focusWidget(), u"Nina"_s);
    key(Qt::Key_Return);
    QCOMPARE(desktop.window().place(), Place::Consortium);
    QCOMPARE(desktop.window().focusWidget()->objectName(), u"chooseProfile"_s);
    key(Qt::Key_Space);
    desktop.enterPath(u"profileFile"_s, file);
    QVERIFY(isShown(desktop));
    QTRY_COMPARE(desktop.window().focusWidget()->objectName(), u"compared"_s);
    QVERIFY(!desktop.widget(u"adopt"_s).isEnabled());
    key(Qt::Key_Space);
    QVERIFY(desktop.widget(u"adopt"_s).isEnabled());
    QVERIFY(tabTo(u"adopt"_s));
    key(Qt::Key_Return);
    QCOMPARE(desktop.window().place(), Place::CreateVault);
    QTest::keyClicks(desktop.window().focusWidget(), passphrase);
    key(Qt::Key_Tab);
    QTest::keyClicks(desktop.window().focusWidget(), passphrase);
    key(Qt::Key_Return);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    QVERIFY(desktop.waitForWords(u"You are not registered yet"_s));
}

void ConsortiumWindowTest::profileIsSaidBeforeItIsTaken() {
    const auto file = profileFile();
    const SignedProfile made = must(ceremony::readProfile(m_files, file));
    DesktopFixture desktop(m_home);
    goToChoice(desktop);
    chooseFile(desktop, file);
    QVERIFY(isShown(desktop));
    const QString said = desktop.words();
    for (const auto& organization : made.profile.organizations) {
        QVERIFY(said.contains(QString::fromStdString(organization.nameEn)));
        QVERIFY(said.contains(QString::fromStdString(organization.nameZh)));
    }
    const QString fingerprint =
        QString::fromStdString(light_client::profileFingerprint(made.profile, Language::English));
    const QStringList words = fingerprint.split(u' ');
    for (qsizetype i = 0; i < words.size(); ++i) {
        QVERIFY2(said.contains(u"%1 %2"_s.arg(i + 1).arg(words.at(i))), qPrintable(said));
    }
    QVERIFY(said.contains(QString::fromStdString(light_client::profileDigits(made.profile))));
    for (const QString& part :
         {u"hospitals-1"_s, u"4 organisations run it together"_s, u"4 servers, 4 witnesses"_s,
          u"2/3"_s, u"30 days"_s, u"3 of 4 organisations signed it; at least 3 have to."_s}) {
        QVERIFY2(said.contains(part), qPrintable(part + u'\n' + said));
    }
    QVERIFY(desktop.find<ui::CodeBlock>() == nullptr);
    desktop.press(u"profileExact"_s);
    QVERIFY(desktop.find<ui::CodeBlock>() != nullptr);
    // What was ticked stays ticked while one looks at the details.
    desktop.press(u"compared"_s);
    desktop.press(u"profileExact"_s);
    QVERIFY(desktop.widget(u"adopt"_s).isEnabled());
    // Another file has to be compared anew.
    desktop.press(u"back"_s);
    chooseFile(desktop, profileFile());
    QVERIFY(isShown(desktop));
    QVERIFY(!desktop.widget(u"adopt"_s).isEnabled());
    QVERIFY(!std::filesystem::exists(m_home / "vault"));
}

void ConsortiumWindowTest::pictureOfACodeIsRead() {
    const Bytes bytes = light_client::encodeSignedProfile(profile());
    const std::string text = light_client::profileCode(profile());
    adapters::PackagedQrCodes codes;
    DesktopFixture desktop(m_home);
    goToChoice(desktop);
    int number = 0;
    for (const ByteView content : {ByteView(bytes), bytesOf(text)}) {
        const QrModules modules = must(codes.draw(content));
        // On a coloured sheet with something around it, and with an alpha channel.
        QImage sheet(900, 1000, QImage::Format_ARGB32);
        sheet.fill(QColor(255, 255, 255, 0));
        QPainter painter(&sheet);
        painter.fillRect(40, 840, 500, 100, QColor(30, 90, 100));
        const int module = 760 / modules.side;
        for (int i = 0; i < modules.side * modules.side; ++i) {
            if (modules.isDark[std::size_t(i)]) {
                painter.fillRect(60 + i % modules.side * module, 40 + i / modules.side * module,
                                 module, module, Qt::black);
            }
        }
        painter.end();
        const QString file = pathOf(m_folder->path()) +
                             u"/code%1.%2"_s.arg(number).arg(number == 0 ? u"png"_s : u"jpg"_s);
        QVERIFY((number == 0 ? sheet : [&] {
                    QImage opaque(sheet.size(), QImage::Format_RGB32);
                    opaque.fill(Qt::white);
                    QPainter(&opaque).drawImage(0, 0, sheet);
                    return opaque;
                }()).save(file));
        ++number;
        desktop.press(u"choosePicture"_s);
        desktop.enterPath(u"profileFile"_s, file.toStdString());
        QVERIFY2(isShown(desktop), qPrintable(desktop.words()));
        desktop.press(u"back"_s);
    }
}

void ConsortiumWindowTest::droppedFileIsRead() {
    DesktopFixture desktop(m_home);
    goToChoice(desktop);
    const auto drop = [&desktop](const QList<QUrl>& urls) {
        auto& page = desktop.window().consortium();
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(&page, &enter);
        if (enter.isAccepted()) {
            QDropEvent event(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(&page, &event);
        }
        return enter.isAccepted();
    };
    const QUrl file = QUrl::fromLocalFile(pathOf(profileFile()));
    QVERIFY(!drop({QUrl(u"https://hospital.example/profile"_s)}));
    QVERIFY(!drop({file, file}));
    QVERIFY(drop({file}));
    QVERIFY2(isShown(desktop), qPrintable(desktop.words()));
    QVERIFY(!drop({file})); // one is shown already
}

void ConsortiumWindowTest::wrongProfilesAreRefused_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("words");
    QTest::addRow("damaged") << u"damaged"_s << u"or it is damaged"_s;
    QTest::addRow("empty") << u"empty"_s << u"no profile of a consortium"_s;
    QTest::addRow("gone") << u"gone"_s << u"cannot be read"_s;
    QTest::addRow("too large") << u"large"_s << u"larger than any profile"_s;
    QTest::addRow("too few signatures") << u"unsigned"_s << u"Too few of its organisations"_s;
    QTest::addRow("too old") << u"old"_s << u"too old to begin with: it is good for 30 days"_s;
    QTest::addRow("of the future") << u"future"_s << u"Set this computer's clock"_s;
    QTest::addRow("another block") << u"block"_s << u"show another block"_s;
    QTest::addRow("a picture without a code") << u"picture"_s << u"no QR code in this picture"_s;
    QTest::addRow("a broken picture") << u"broken picture"_s << u"or it is damaged"_s;
    QTest::addRow("a code of something else") << u"other code"_s << u"no profile of a consortium"_s;
}

void ConsortiumWindowTest::wrongProfilesAreRefused() {
    QFETCH(QString, kind);
    QFETCH(QString, words);
    const auto file = m_folder->path() / "given";
    std::filesystem::path given = file;
    const auto shift = [this](std::chrono::days days) {
        return changed([days](auto& profile) { profile.anchorTime += days; });
    };
    if (kind == u"damaged"_s) {
        Bytes bytes = light_client::encodeSignedProfile(profile());
        bytes[bytes.size() / 2] ^= std::byte{1};
        write(file, ByteView(bytes).first(bytes.size() - 3));
    } else if (kind == u"empty"_s) {
        write(file, {});
    } else if (kind == u"large"_s) {
        write(file, Bytes(light_client::profileCodeBytesMax + 1, std::byte{'x'}));
    } else if (kind == u"unsigned"_s) {
        given = profileFile(2);
    } else if (kind == u"old"_s) {
        given = shift(std::chrono::days(-31));
    } else if (kind == u"future"_s) {
        given = shift(std::chrono::days(1));
    } else if (kind == u"block"_s) {
        given = profileFile();
        m_consortium->rpc().edit = [](const std::string& method, nlohmann::json& reply) {
            if (method == "commit") {
                reply["result"]["signed_header"]["header"]["app_hash"] = std::string(64, '0');
            }
        };
    } else if (kind == u"picture"_s) {
        QImage blank(300, 300, QImage::Format_RGB32);
        blank.fill(Qt::white);
        QVERIFY(blank.save(pathOf(file), "png"));
    } else if (kind == u"broken picture"_s) {
        write(file, bytesOf(std::string_view("\x89PNG\r\n\x1a\nand nothing more")));
    } else if (kind == u"other code"_s) {
        adapters::PackagedQrCodes codes;
        const QrModules modules =
            must(codes.draw(bytesOf(std::string_view("https://example.org"))));
        QImage picture((modules.side + 8) * 6, (modules.side + 8) * 6, QImage::Format_RGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        for (int i = 0; i < modules.side * modules.side; ++i) {
            if (modules.isDark[std::size_t(i)]) {
                painter.fillRect((i % modules.side + 4) * 6, (i / modules.side + 4) * 6, 6, 6,
                                 Qt::black);
            }
        }
        painter.end();
        QVERIFY(picture.save(pathOf(file), "png"));
    }
    DesktopFixture desktop(m_home);
    goToChoice(desktop);
    emit desktop.window().consortium().fileGiven(pathOf(given));
    QVERIFY(desktop.waitForWidget(u"problem"_s));
    QVERIFY2(desktop.words().contains(words), qPrintable(desktop.words()));
    QVERIFY(desktop.find<QWidget>(u"adopt"_s) == nullptr);
    QVERIFY(!std::filesystem::exists(m_home / "vault"));
    // And a good one goes on from the same page.
    m_consortium->rpc().edit = {};
    chooseFile(desktop, profileFile());
    QVERIFY2(isShown(desktop), qPrintable(desktop.words()));
}

void ConsortiumWindowTest::serversThatDoNotAnswerAreWaitedForOrLeft() {
    const auto file = profileFile();
    for (std::size_t member = 1; member <= 4; ++member) {
        m_consortium->setSilent(member, true);
    }
    DesktopFixture desktop(m_home);
    goToChoice(desktop);
    chooseFile(desktop, file);
    QVERIFY(desktop.waitForWidget(u"problem"_s));
    QVERIFY2(desktop.words().contains(u"None of the servers that it names answers"_s),
             qPrintable(desktop.words()));
    m_consortium->setSilent(3, false);
    chooseFile(desktop, file);
    QVERIFY(isShown(desktop));
    // They go away again before the vault is made: it is not made, and one can go back.
    m_consortium->setSilent(3, true);
    desktop.press(u"compared"_s);
    desktop.press(u"adopt"_s);
    typePassphrase(desktop);
    QVERIFY2(desktop.waitForWords(u"cannot be reached"_s), qPrintable(desktop.words()));
    QVERIFY(!std::filesystem::exists(m_home / "vault" / "vault"));
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Consortium);
    desktop.press(u"chooseLater"_s);
    typePassphrase(desktop);
    QVERIFY(desktop.waitForWidget(u"words"_s));
}

void ConsortiumWindowTest::everyPageGoesBack() {
    DesktopFixture desktop(m_home);
    goToChoice(desktop);
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::CreateVault);
    QVERIFY(desktop.find<QLineEdit>(u"name"_s) != nullptr);
    QCOMPARE(desktop.find<QLineEdit>(u"name"_s)->text(), u"Nina"_s);
    desktop.press(u"next"_s);
    chooseFile(desktop, profileFile());
    QVERIFY(isShown(desktop));
    desktop.press(u"back"_s);
    QVERIFY(desktop.find<QWidget>(u"chooseProfile"_s) != nullptr);
    chooseFile(desktop, profileFile());
    QVERIFY(isShown(desktop));
    desktop.press(u"compared"_s);
    desktop.press(u"adopt"_s);
    QVERIFY(desktop.find<QWidget>(u"passphrase"_s) != nullptr);
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Consortium);
    desktop.press(u"back"_s);
    desktop.press(u"back"_s);
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Welcome);
    QVERIFY(!std::filesystem::exists(m_home / "vault"));
}

void ConsortiumWindowTest::laterIsAVaultThatCanChooseAtAnyTime() {
    {
        DesktopFixture desktop(m_home);
        goToChoice(desktop);
        desktop.press(u"chooseLater"_s);
        typePassphrase(desktop);
        QVERIFY(desktop.waitForWidget(u"words"_s));
        desktop.press(u"later"_s);
        QVERIFY(desktop.waitFor(Place::Home));
        QVERIFY2(desktop.waitForWords(u"Your vault has no hospitals yet"_s),
                 qPrintable(desktop.words()));
        QVERIFY(!desktop.words().contains(u"Nothing missing"_s));
    }
    DesktopFixture desktop(m_home);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QVERIFY(desktop.waitForWidget(u"task-consortium"_s));
    auto* person = desktop.window().findChild<QWidget*>(u"person"_s);
    QTRY_COMPARE(person->accessibleName(), u"Nina, My own data"_s);
    // Nothing to sign, and nothing that pretends there were.
    desktop.window().goTo(Place::WhoMaySee);
    QVERIFY(desktop.waitForWidget(u"whatIsMissing"_s));
    desktop.press(u"whatIsMissing"_s);
    QCOMPARE(desktop.window().place(), Place::Home);
    desktop.window().goTo(Place::Network);
    QVERIFY(desktop.waitForWidget(u"bringProfile"_s));
    desktop.press(u"bringProfile"_s);
    QVERIFY(desktop.waitFor(Place::Consortium));
    QVERIFY(desktop.find<QWidget>(u"chooseDemo"_s) == nullptr);
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Network);
    desktop.window().goTo(Place::Home);
    desktop.press(u"task-consortium"_s);
    QVERIFY(desktop.waitFor(Place::Consortium));
    chooseFile(desktop, profileFile());
    QVERIFY(isShown(desktop));
    desktop.press(u"compared"_s);
    desktop.press(u"adopt"_s);
    QVERIFY(desktop.waitFor(Place::Unlock));
    QVERIFY2(desktop.waitForWords(u"The profile was adopted"_s), qPrintable(desktop.words()));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QVERIFY(desktop.waitForWords(u"You are not registered yet"_s));
    person = desktop.window().findChild<QWidget*>(u"person"_s);
    QTRY_COMPARE(person->accessibleName(), u"Nina, My own data"_s);
}

void ConsortiumWindowTest::demonstrationStaysOne() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    desktop.window().goTo(Place::Network);
    QVERIFY(desktop.waitForWords(u"Demonstration."_s));
    QVERIFY(desktop.find<QWidget>(u"bringProfile"_s) == nullptr);
}

void ConsortiumWindowTest::unregisteredPersonSeesWhatIsMissing() {
    DesktopFixture desktop(m_home);
    makeVault(desktop);
    QVERIFY2(desktop.waitForWords(u"up to block"_s), qPrintable(desktop.words()));
    const QString said = desktop.words();
    QVERIFY(said.contains(u"hospitals-1, profile 1"_s));
    QVERIFY(said.contains(u"You, registered at a hospital"_s));
    QVERIFY(said.contains(u"missing"_s));
    QVERIFY(!said.contains(u"Nothing missing"_s));
    // The number, as words and as a code that says the same.
    const auto* number = desktop.find<ui::Text>(u"partyId"_s);
    QVERIFY(number != nullptr);
    const QString digits = number->plainWords().remove(u' ');
    QCOMPARE(digits.size(), 64);
    auto* code = desktop.find<ui::QrPicture>(u"ownCode"_s);
    QVERIFY(code != nullptr);
    const QImage seen = code->grab().toImage().convertToFormat(QImage::Format_Grayscale8);
    GreyPicture picture;
    picture.width = seen.width();
    picture.height = seen.height();
    for (int y = 0; y < seen.height(); ++y) {
        picture.pixels.insert(picture.pixels.end(), seen.constScanLine(y),
                              seen.constScanLine(y) + seen.width());
    }
    adapters::PackagedQrCodes codes;
    QCOMPARE(QString::fromStdString(std::string(textOf(must(codes.read(picture))))),
             u"consentry-party:hospitals-1:"_s + digits);
    // The other pages say so as well.
    desktop.window().goTo(Place::WhoLooked);
    QVERIFY2(desktop.waitForWords(u"You are not registered at these hospitals yet"_s),
             qPrintable(desktop.words()));
    desktop.window().goTo(Place::WhoMaySee);
    QVERIFY(desktop.waitForWidget(u"whatIsMissing"_s));
    // It stays the same person after the next opening.
    desktop.lock();
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::WhoMaySee));
    desktop.window().goTo(Place::Home);
    QVERIFY(desktop.waitForWidget(u"partyId"_s));
    QCOMPARE(desktop.find<ui::Text>(u"partyId"_s)->plainWords().remove(u' '), digits);
}

void ConsortiumWindowTest::newerProfileIsBroughtIn() {
    DesktopFixture desktop(m_home);
    openRegistered(desktop);
    must(m_consortium->ledger().makeBlockWith({}));
    const auto next = profileFile(3, 2, must(m_consortium->ledger().newestHeight()));
    desktop.window().goTo(Place::Network);
    QVERIFY(desktop.waitForWidget(u"bringProfile"_s));
    QVERIFY(desktop.words().contains(u"number 1, of"_s) == false);
    desktop.press(u"profileExact"_s);
    QVERIFY2(desktop.words().contains(u"number 1, of"_s), qPrintable(desktop.words()));
    QVERIFY(desktop.find<ui::CodeBlock>() != nullptr);
    desktop.press(u"bringProfile"_s);
    QVERIFY(desktop.waitFor(Place::Consortium));
    chooseFile(desktop, next);
    QVERIFY(isShown(desktop));
    // Signed by those whose words were compared: nothing has to be compared again.
    QVERIFY(desktop.find<QCheckBox>() == nullptr);
    QVERIFY(desktop.words().contains(u"3 of 4 organisations signed it"_s));
    desktop.press(u"adopt"_s);
    QVERIFY(desktop.waitFor(Place::Unlock));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Network));
    QVERIFY(desktop.waitForWidget(u"profileExact"_s));
    // The page still shows all that the profile says, as it was left.
    QVERIFY2(desktop.waitForWords(u"number 2, of"_s), qPrintable(desktop.words()));
    desktop.window().goTo(Place::Home);
    QVERIFY(desktop.waitForWords(u"Nothing missing as of"_s));
}

void ConsortiumWindowTest::wrongNewerProfilesAreRefused_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("words");
    QTest::addRow("the same") << u"same"_s << u"has this profile already"_s;
    QTest::addRow("older") << u"older"_s << u"which is not older"_s;
    QTest::addRow("one too far") << u"far"_s << u"profile 2 comes first"_s;
    QTest::addRow("foreign") << u"foreign"_s << u"of another consortium, hospitals-2"_s;
    QTest::addRow("too few signatures")
        << u"unsigned"_s << u"Too few organisations of this vault"_s;
    QTest::addRow("old") << u"old"_s << u"older than 14 days"_s;
    QTest::addRow("one server alone") << u"alone"_s << u"Servers of two of its organisations"_s;
    QTest::addRow("damaged") << u"damaged"_s << u"or it is damaged"_s;
}

void ConsortiumWindowTest::wrongNewerProfilesAreRefused() {
    QFETCH(QString, kind);
    QFETCH(QString, words);
    DesktopFixture desktop(m_home);
    makeVault(desktop);
    must(m_consortium->ledger().makeBlockWith({}));
    const BlockHeight newest = must(m_consortium->ledger().newestHeight());
    std::filesystem::path given = m_folder->path() / "given";
    if (kind == u"same"_s) {
        const auto stored = changed([](auto&) {});
        given = stored; // issued at another moment: number 1 once more
        words = u"which is not older"_s;
    } else if (kind == u"older"_s) {
        given = profileFile(3, 1, newest);
    } else if (kind == u"far"_s) {
        given = profileFile(3, 3, newest);
    } else if (kind == u"foreign"_s) {
        given = m_folder->path() / "foreign.consentry";
        SignedProfile foreign = profile();
        foreign.profile.chainId = "hospitals-2";
        foreign.profile.number = 2;
        write(given, light_client::encodeSignedProfile(foreign));
    } else if (kind == u"unsigned"_s) {
        given = profileFile(2, 2, newest);
    } else if (kind == u"old"_s) {
        given = m_folder->path() / "old.consentry";
        SignedProfile old = must(ceremony::readProfile(m_files, profileFile(0, 2, newest)));
        old.profile.anchorTime -= std::chrono::days(15);
        write(given, light_client::encodeSignedProfile(old));
        words = u"Too few organisations of this vault"_s;
    } else if (kind == u"alone"_s) {
        given = profileFile(3, 2, newest);
        for (std::size_t member = 1; member <= 3; ++member) {
            m_consortium->setSilent(member, true);
        }
    } else {
        write(given, bytesOf(std::string_view("consentry-profile:AAAA")));
    }
    desktop.window().goTo(Place::Network);
    QVERIFY(desktop.waitForWidget(u"bringProfile"_s));
    desktop.press(u"bringProfile"_s);
    QVERIFY(desktop.waitFor(Place::Consortium));
    chooseFile(desktop, given);
    if (kind == u"alone"_s) {
        QVERIFY(isShown(desktop));
        desktop.press(u"adopt"_s);
    }
    QVERIFY2(desktop.waitForWidget(u"problem"_s), qPrintable(desktop.words()));
    QVERIFY2(desktop.words().contains(words), qPrintable(desktop.words()));
    // Nothing is lost: the vault has its profile and goes on with it.
    for (std::size_t member = 1; member <= 4; ++member) {
        m_consortium->setSilent(member, false);
    }
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Network);
    desktop.lock();
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Network));
    QVERIFY(desktop.waitForWidget(u"bringProfile"_s));
}

void ConsortiumWindowTest::twoHistoriesAreSaidOnEveryPageAndStopSigning() {
    DesktopFixture desktop(m_home);
    openRegistered(desktop);
    desktop.lock();
    const auto other = m_consortium->fork();
    must(m_consortium->ledger().makeBlockWith({}));
    m_consortium->setAnswer(2, other);
    m_consortium->setAnswer(4, other);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    const auto alarm = [&desktop] { return desktop.window().findChild<QWidget*>(u"alarm"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(alarm() != nullptr, 30'000);
    QVERIFY(alarm()->accessibleName().contains(u"Sign nothing"_s));
    for (const Place place : {Place::Home, Place::WhoLooked, Place::Network}) {
        desktop.window().goTo(place);
        QVERIFY2(desktop.waitForWords(u"This wallet has stopped"_s), qPrintable(desktop.words()));
        for (const QString& part : {u"The evidence lies in the file"_s, u".evidence"_s,
                                    u"Next: take the evidence"_s, u"shown by"_s}) {
            QVERIFY2(desktop.words().contains(part), qPrintable(part + u'\n' + desktop.words()));
        }
        QVERIFY(!desktop.words().contains(u"Nothing missing"_s));
    }
    // Rules are the quickest to sign.
    desktop.window().goTo(Place::WhoMaySee);
    desktop.press(u"rules"_s);
    QVERIFY(desktop.waitFor(Place::Rules));
    QVERIFY(alarm() != nullptr);
    // The members hand out a newer profile: brought in, the wallet goes on.
    m_consortium->setAnswer(2, {});
    m_consortium->setAnswer(4, {});
    must(m_consortium->ledger().makeBlockWith({}));
    const auto next = profileFile(3, 2, must(m_consortium->ledger().newestHeight()));
    desktop.window().goTo(Place::Network);
    desktop.press(u"bringProfile"_s);
    QVERIFY(desktop.waitFor(Place::Consortium));
    chooseFile(desktop, next);
    QVERIFY(isShown(desktop));
    desktop.press(u"adopt"_s);
    QVERIFY(desktop.waitFor(Place::Unlock));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Network));
    desktop.window().goTo(Place::Home);
    QVERIFY2(desktop.waitForWords(u"Nothing missing as of"_s), qPrintable(desktop.words()));
    QVERIFY(alarm() == nullptr);
}

void ConsortiumWindowTest::bothLanguagesSayIt() {
    ui::Appearance::current().setLanguage(ui::Language::ChineseSimplified);
    DesktopFixture desktop(m_home);
    goToChoice(desktop);
    QVERIFY2(desktop.words().contains(u"演示"_s), qPrintable(desktop.words()));
    chooseFile(desktop, profileFile(2));
    QVERIFY(desktop.waitForWidget(u"problem"_s));
    QVERIFY2(desktop.words().contains(u"签署"_s), qPrintable(desktop.words()));
    const auto file = profileFile();
    chooseFile(desktop, file);
    QVERIFY(isShown(desktop));
    const QString fingerprint = QString::fromStdString(light_client::profileFingerprint(
        must(ceremony::readProfile(m_files, file)).profile, Language::ChineseSimplified));
    QVERIFY2(desktop.words().contains(u"1 "_s + fingerprint.section(u' ', 0, 0)),
             qPrintable(desktop.words()));
    QVERIFY(desktop.words().contains(u"清河医院"_s));
}

void ConsortiumWindowTest::killedAtAnyStepNothingIsBroken_data() {
    QTest::addColumn<QString>("step");
    for (const char* step : {"choose", "reading", "review", "passphrase", "making-0", "making-100",
                             "making-300", "making-700", "words"}) {
        QTest::addRow("%s", step) << QString::fromLatin1(step);
    }
}

void ConsortiumWindowTest::killedAtAnyStepNothingIsBroken() {
    QFETCH(QString, step);
    const auto file = profileFile();
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(childSetting),
                       step + u'\n' + pathOf(m_home) + u'\n' + pathOf(file));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), QStringList());
    QVERIFY(child.waitForStarted());
    // The child asks the servers of this process, whose own threads answer.
    QVERIFY2(child.waitForReadyRead(60'000), child.readAllStandardError().constData());
    QCOMPARE(child.readAllStandardOutput().trimmed(), QByteArray("there"));
    ::kill(pid_t(child.processId()), SIGKILL);
    QVERIFY(child.waitForFinished());

    DesktopFixture desktop(m_home);
    if (desktop.window().place() == Place::Welcome) {
        QVERIFY(step != u"words"_s);
        makeVault(desktop);
    } else {
        QCOMPARE(desktop.window().place(), Place::Unlock);
        QVERIFY(step == u"words"_s || step.startsWith(u"making"_s));
        desktop.unlock(passphrase);
        QVERIFY(desktop.waitFor(Place::Home));
    }
    QVERIFY2(desktop.waitForWords(u"You are not registered yet"_s), qPrintable(desktop.words()));
    QVERIFY2(desktop.waitForWords(u"up to block"_s), qPrintable(desktop.words()));
}

int main(int argc, char** argv) {
    if (const QString asked = qEnvironmentVariable(childSetting); !asked.isEmpty()) {
        const QApplication application(argc, argv);
        const test::TemporaryFolder settings;
        test::prepareDesktop(settings.path());
        return waitAtStep(asked.split(u'\n'));
    }
    return test::runDesktopTest<ConsortiumWindowTest>(argc, argv);
}

#include "consortium_window_test.moc"
