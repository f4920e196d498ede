// The language is switched while something is drafted, asked, signed, sent or looked through: all
// of the page follows, what is signed stays the same, and nothing begins anew.
#include "tests/support/desktop_acts.h"
#include "tests/support/full_disk.h"
#include "ui/pages/consortium_page.h"
#include "ui/pages/signing_page.h"
#include "ui/widgets/rows.h"

#include <QCheckBox>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::Act;
using test::DesktopFixture;
using ui::SendStage;
using Place = DesktopFixture::Place;

namespace {

void speak(ui::Language language) {
    ui::Appearance::current().setLanguage(language);
}

/// Two words of English behind each other, which no Chinese page has beside what a person wrote and
/// what it is called.
QString englishIn(QString words, const QStringList& names) {
    for (const QString& name : names) {
        words.remove(name);
    }
    static const QRegularExpression phrase(u"\\b[a-z]{3,} [a-z]{2,}"_s);
    return phrase.match(words).captured();
}

/// The count of seconds goes on while the language changes.
QString withoutSeconds(QString words) {
    static const QRegularExpression seconds(u"Will be sent in \\d+ seconds?"_s);
    return words.replace(seconds, u"Will be sent"_s);
}

/// Into Chinese and back: nothing English stays, and the page says again what it said.
void switchThereAndBack(DesktopFixture& desktop, const QStringList& names = {}) {
    // What a page asks of the vault when it opens has been answered.
    QTest::qWait(200);
    const Place place = desktop.window().place();
    const QString before = withoutSeconds(desktop.words());
    speak(ui::Language::ChineseSimplified);
    QTRY_VERIFY2(englishIn(desktop.words(), names).isEmpty(),
                 qPrintable(englishIn(desktop.words(), names) + u" in: "_s + desktop.words()));
    QVERIFY(desktop.words() != before);
    speak(ui::Language::English);
    QTRY_VERIFY2(withoutSeconds(desktop.words()) == before,
                 qPrintable(u"before: "_s + before + u"\nnow: "_s + desktop.words()));
    QCOMPARE(desktop.window().place(), place);
}

} // namespace

class LanguageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();

    void decisionsFollow_data();
    void decisionsFollow();
    void whatIsOnItsWayFollows_data();
    void whatIsOnItsWayFollows();
    void failuresFollow_data();
    void failuresFollow();
    void theSecondsToUndoGoOn();
    void aDraftFollowsAndIsKept();
    void aConsentOfItsOwnFollows();
    void filesLookedThroughFollow();
    void aRefusedProfileFollows();

private:
    static void addActs(std::initializer_list<Act> acts);
    std::filesystem::path writeFile(const char* name, const QByteArray& content) const;

    std::unique_ptr<test::TemporaryFolder> m_made; ///< a demonstration to copy
    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::unique_ptr<DesktopFixture> m_desktop;
};

void LanguageTest::initTestCase() {
    m_made = test::beginDesktopTest();
    DesktopFixture desktop(m_made->path() / "home");
    QVERIFY(desktop.openDemo());
}

void LanguageTest::init() {
    m_folder = test::beginDesktopTest();
    std::filesystem::copy(m_made->path() / "home", m_folder->path() / "home",
                          std::filesystem::copy_options::recursive);
    m_desktop = std::make_unique<DesktopFixture>(m_folder->path() / "home");
    QVERIFY(m_desktop->openDemo());
}

void LanguageTest::cleanup() {
    m_desktop.reset();
}

void LanguageTest::addActs(std::initializer_list<Act> acts) {
    QTest::addColumn<int>("act");
    const char* names[] = {"grant", "revoke", "revoke many", "rules", "dispute"};
    for (const Act act : acts) {
        QTest::newRow(names[static_cast<int>(act)]) << static_cast<int>(act);
    }
}

void LanguageTest::decisionsFollow_data() {
    addActs({Act::Grant, Act::Revoke, Act::RevokeMany, Act::Rules, Act::Dispute});
}

void LanguageTest::decisionsFollow() {
    QFETCH(int, act);
    test::review(*m_desktop, Act(act));
    switchThereAndBack(*m_desktop, {u"I was not there."_s});
    QCOMPARE(test::stageOf(m_desktop->window(), Act(act)), SendStage::Review);
    QVERIFY(m_desktop->widget(test::buttonOf(Act(act))).isEnabled());
}

void LanguageTest::whatIsOnItsWayFollows_data() {
    addActs({Act::Grant, Act::Revoke, Act::RevokeMany, Act::Rules, Act::Dispute});
}

void LanguageTest::whatIsOnItsWayFollows() {
    QFETCH(int, act);
    test::review(*m_desktop, Act(act));
    test::signUntil(*m_desktop, Act(act), SendStage::Sent);
    speak(ui::Language::ChineseSimplified);
    QTRY_COMPARE_WITH_TIMEOUT(test::stageOf(m_desktop->window(), Act(act)), SendStage::Proven,
                              30'000);
    const QStringList own{u"I was not there."_s};
    QTRY_VERIFY2(englishIn(m_desktop->words(), own).isEmpty(), qPrintable(m_desktop->words()));
    speak(ui::Language::English);
    // Long after: what it changed is told as on the day.
    switchThereAndBack(*m_desktop, own);
    QCOMPARE(test::stageOf(m_desktop->window(), Act(act)), SendStage::Proven);
}

void LanguageTest::failuresFollow_data() {
    addActs({Act::Grant, Act::Revoke, Act::RevokeMany, Act::Rules, Act::Dispute});
}

void LanguageTest::failuresFollow() {
    QFETCH(int, act);
    test::review(*m_desktop, Act(act));
    const test::FullDisk full;
    test::signUntil(*m_desktop, Act(act), SendStage::Failed);
    switchThereAndBack(*m_desktop, {u"I was not there."_s});
}

void LanguageTest::theSecondsToUndoGoOn() {
    test::review(*m_desktop, Act::Grant);
    m_desktop->press(u"sign"_s);
    auto* bar = m_desktop->find<ui::UndoBar>();
    QVERIFY(bar != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(bar->secondsLeft() <= ui::undoSeconds - 2, 5'000);
    switchThereAndBack(*m_desktop);
    bar = m_desktop->find<ui::UndoBar>();
    QVERIFY(bar != nullptr);
    QVERIFY2(bar->secondsLeft() <= ui::undoSeconds - 2, "the seconds began anew");
    QCOMPARE(m_desktop->window().signing().stage(), SendStage::Waiting);
    m_desktop->press(u"undo"_s);
    QCOMPARE(m_desktop->window().signing().stage(), SendStage::Review);
    QTest::qWait(1'500); // a count that was left behind would send now
    QCOMPARE(m_desktop->window().signing().stage(), SendStage::Review);
}

void LanguageTest::aDraftFollowsAndIsKept() {
    test::draftSeparateConsents(*m_desktop);
    switchThereAndBack(*m_desktop);
    QVERIFY(m_desktop->words().contains(u"Dr Han Zhiyuan"_s));
}

void LanguageTest::aConsentOfItsOwnFollows() {
    test::draftSeparateConsents(*m_desktop);
    m_desktop->press(u"continue"_s);
    QVERIFY(m_desktop->waitFor(Place::SeparateConsent));
    switchThereAndBack(*m_desktop);
    m_desktop->press(u"agree"_s);
    QVERIFY2(m_desktop->waitForWords(u"pass it on to others?"_s), qPrintable(m_desktop->words()));
    switchThereAndBack(*m_desktop);
}

std::filesystem::path LanguageTest::writeFile(const char* name, const QByteArray& content) const {
    const auto path = m_folder->path() / name;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        qFatal("cannot write '%s'", path.c_str());
    }
    return path;
}

void LanguageTest::filesLookedThroughFollow() {
    const auto records = writeFile(
        "records.ndjson",
        R"({"resourceType":"Patient","id":"p","name":[{"text":"Trenton Turner"}],"birthDate":"1999-12-31"})"
        "\n"
        R"({"resourceType":"Observation","id":"g","status":"final","subject":{"reference":"Patient/p"},)"
        R"("effectiveDateTime":"2024-05-03","code":{"text":"Glucose"},"valueQuantity":{"value":5}})"
        "\n");
    const auto broken = writeFile("broken.json", "{");
    m_desktop->window().goTo(Place::Health);
    QVERIFY(m_desktop->waitForWidget(u"import"_s));
    m_desktop->controller().findChild<desktop::ImportController*>()->lookThrough(
        {QString::fromStdString(records), QString::fromStdString(broken)});
    QVERIFY(m_desktop->waitFor(Place::Import));
    auto* tick = m_desktop->find<QCheckBox>();
    QVERIFY(tick != nullptr);
    const bool wasTicked = tick->isChecked();
    tick->toggle();
    switchThereAndBack(*m_desktop, {u"records.ndjson"_s, u"broken.json"_s});
    QCOMPARE(m_desktop->find<QCheckBox>()->isChecked(), !wasTicked);
}

void LanguageTest::aRefusedProfileFollows() {
    m_desktop.reset();
    m_desktop = std::make_unique<DesktopFixture>(m_folder->path() / "empty");
    const auto profile = writeFile("garbage.consentry", "this is no profile");
    m_desktop->beginVault();
    m_desktop->window().goTo(Place::Consortium);
    emit m_desktop->window().consortium().fileGiven(QString::fromStdString(profile));
    QVERIFY(m_desktop->waitForWords(u"This is no profile"_s));
    switchThereAndBack(*m_desktop);
}

int main(int argc, char** argv) {
    return test::runDesktopTest<LanguageTest>(argc, argv);
}

#include "language_test.moc"
