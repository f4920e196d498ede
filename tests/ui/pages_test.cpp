#include "tests/support/ui_test.h"
#include "ui/gallery/gallery.h"
#include "ui/gallery/sample_data.h"
#include "ui/models/format.h"
#include "ui/pages/check_up_card.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/network_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/see_as_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/unlock_page.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/pages/words_check.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/calendar_strip.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/text.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;
using Place = MainWindow::Place;

namespace {

constexpr std::array allPlaces{Place::Welcome,          Place::CreateVault, Place::Unlock,
                               Place::Recover,          Place::Home,        Place::WhoMaySee,
                               Place::WhoLooked,        Place::Health,      Place::Network,
                               Place::Settings,         Place::Editor,      Place::Signing,
                               Place::Revoke,           Place::RevokeMany,  Place::SeeAs,
                               Place::ChangePassphrase, Place::Rules,       Place::RulesSigning,
                               Place::SeparateConsent,  Place::Dispute,     Place::Consortium,
                               Place::Import,           Place::Role};

Button* button(QWidget& page, const QString& name) {
    return page.findChild<Button*>(name);
}

bool says(const QWidget& page, const QString& words) {
    const auto texts = page.findChildren<Text*>();
    return std::any_of(texts.begin(), texts.end(),
                       [&words](const Text* text) { return text->plainWords().contains(words); });
}

bool networkPageSays(const NetworkView& view, const QString& words) {
    NetworkPage page;
    page.setView(view);
    page.rebuild();
    return says(page, words);
}

} // namespace

class PagesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void cleanup() {
        Appearance::current().setLanguage(Language::English);
        Appearance::current().setTextPercent(textPercentMin);
    }

    void signingBeginsOnBack();
    void returnDoesNotSign();
    void signingNeedsItsButton();
    void nothingIsSentBeforeTheUndoTimeEnds();
    void revokingBeginsOnBackAndStandsAlone();
    void everyControlHasANameAndRoom_data();
    void everyControlHasANameAndRoom();
    void tabReachesEveryControlAndComesBack_data();
    void tabReachesEveryControlAndComesBack();
    void languageChangesInTheOpenWindow();
    void narrowWindowTurnsTheSidebarIntoARail();
    void theMenuKeepsTheKeyboardWhenItIsBuiltAnew();
    void editorReportsTheNewDraft();
    void editorNarrowsManyPeople();
    void editorFoldsKindsWithoutRecords();
    void editorOffersAllTimeWhereThePeriodHoldsNothing();
    void signingSaysWhatAFirstGrantAdds();
    void revokingSaysWhoIsToldAndWhoKeeps();
    void aFindingIsShownAsItIsWritten();
    void aKindUnfoldsToItsRecords();
    void hiddenKindsNameTheirRule();
    void aGrantUnderConsiderationShowsItsChangeFirst();
    void periodOfTheLogSurvivesRebuilding();
    void aDayIsChosenAboveTheList();
    void theDaysGiveWayToTheListAndComeWhenAsked();
    void weakPassphraseIsNotAccepted();
    void wordsAreCheckedBeforeTheyCountAsWritten();
    void searchReachesTheSource();
    void assistiveToolsPressAsAMouseDoes();
    void screenReadersFindWindowHeadingsAndPlainRows();
    void theKeyboardStaysOnThePageFromStageToStage();
    void aHiddenNetworkPageIsBuiltWhenItIsSeen();
    void theNetworkPageComparesClocksAlways();
    void aDemonstrationIsNotCalledVerified();
    void whatWaitsIsSentOrTakenBackFromTheNetworkPage();
    void aFieldOfSeveralLinesHasAnEdgeAndShowsTheKeyboard();
};

void PagesTest::signingBeginsOnBack() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Signing);
    QVERIFY(QTest::qWaitForWindowActive(&gallery.window()));
    Button* back = button(gallery.window().signing(), u"back"_s);
    QVERIFY(back != nullptr);
    QVERIFY(back->hasFocus());
    QVERIFY(gallery.window().testAttribute(Qt::WA_KeyboardFocusChange));
}

void PagesTest::returnDoesNotSign() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Signing);
    QVERIFY(QTest::qWaitForWindowActive(&gallery.window()));
    QSignalSpy signedNow(&gallery.window().signing(), &SigningPage::signAsked);
    QSignalSpy back(&gallery.window().signing(), &SigningPage::backAsked);
    QTest::keyClick(&gallery.window().signing(), Qt::Key_Return);
    QTest::keyClick(&gallery.window().signing(), Qt::Key_Enter);
    QCOMPARE(signedNow.count(), 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(signedNow.count(), 0);
    QCOMPARE(back.count(), 1);
}

void PagesTest::signingNeedsItsButton() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Signing);
    QSignalSpy signedNow(&gallery.window().signing(), &SigningPage::signAsked);
    Button* sign = button(gallery.window().signing(), u"sign"_s);
    QVERIFY(!sign->isDefault());
    sign->setFocus();
    QTest::keyClick(sign, Qt::Key_Space);
    QCOMPARE(signedNow.count(), 1);
}

void PagesTest::nothingIsSentBeforeTheUndoTimeEnds() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Signing);
    SigningPage& page = gallery.window().signing();
    QSignalSpy sent(&page, &SigningPage::sendAsked);
    QSignalSpy undone(&page, &SigningPage::undoAsked);
    button(page, u"sign"_s)->click();
    Button* undo = button(page, u"undo"_s);
    QVERIFY(undo != nullptr);
    undo->click();
    QCOMPARE(undone.count(), 1);
    QCOMPARE(sent.count(), 0);
}

void PagesTest::revokingBeginsOnBackAndStandsAlone() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Revoke);
    QVERIFY(QTest::qWaitForWindowActive(&gallery.window()));
    QVERIFY(button(gallery.window().revoke(), u"back"_s)->hasFocus());
    QSignalSpy revoked(&gallery.window().revoke(), &RevokePage::revokeAsked);
    button(gallery.window().revoke(), u"revokeNow"_s)->click();
    QCOMPARE(revoked.count(), 1);
    QCOMPARE(revoked.first().first().toString(), u"g4"_s);
    // Never beside Sign: a page with a danger button has no filled one.
    const auto buttons = gallery.window().revoke().findChildren<Button*>();
    for (const Button* each : buttons) {
        QVERIFY(each->kind() != Button::Kind::Filled);
    }
}

/// Through the interface that screen readers, switches and speech control use.
void PagesTest::assistiveToolsPressAsAMouseDoes() {
    Gallery gallery;
    gallery.window().show();
    const auto press = [](QAbstractButton* button) {
        QAccessibleActionInterface* actions =
            QAccessible::queryAccessibleInterface(button)->actionInterface();
        actions->doAction(actions->actionNames().first());
    };
    gallery.window().goTo(Place::Home);
    press(gallery.window().sidebar().findChild<QAbstractButton*>(
        u"nav%1"_s.arg(static_cast<int>(Place::WhoLooked))));
    QCOMPARE(gallery.window().place(), Place::WhoLooked);
    auto* lock = gallery.window().sidebar().findChild<QAbstractButton*>(u"lockNow"_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(lock)->role(), QAccessible::Button);
    gallery.window().goTo(Place::Editor);
    GrantEditorPage& editor = gallery.window().editor();
    editor.openPart(SentencePart::What);
    QSignalSpy changed(&editor, &GrantEditorPage::draftChanged);
    auto* box = editor.findChild<QCheckBox*>();
    const bool before = box->isChecked();
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(box);
    QCOMPARE(face->role(), QAccessible::CheckBox);
    QCOMPARE(bool(face->state().checked), before);
    press(box);
    QCOMPARE(changed.count(), 1);
}

void PagesTest::screenReadersFindWindowHeadingsAndPlainRows() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::WhoMaySee);
    const auto face = [](QWidget* widget) { return QAccessible::queryAccessibleInterface(widget); };
    QCOMPARE(face(&gallery.window())->role(), QAccessible::Window);
    auto* title = gallery.window().whoMaySee().findChild<Text*>(u"pageTitle"_s);
    QCOMPARE(face(title)->role(), QAccessible::Heading);
    QCOMPARE(face(title)->text(QAccessible::Name), title->plainWords());
    // Row numbers are no names.
    const auto lists = gallery.window().findChildren<VirtualList*>();
    QVERIFY(!lists.isEmpty());
    for (const VirtualList* list : lists) {
        if (list->model() != nullptr && list->model()->rowCount() > 0) {
            QCOMPARE(list->model()->headerData(0, Qt::Vertical).toString(), QString());
        }
    }
}

void PagesTest::theKeyboardStaysOnThePageFromStageToStage() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Signing);
    QVERIFY(QTest::qWaitForWindowActive(&gallery.window()));
    SigningPage& page = gallery.window().signing();
    button(page, u"sign"_s)->setFocus();
    button(page, u"sign"_s)->click();
    QVERIFY(button(page, u"undo"_s)->hasFocus());
    const SigningView view = sample::signing(SendStage::Proven);
    page.setView(view);
    QVERIFY(button(page, u"done"_s)->hasFocus());
    // Who went elsewhere stays there.
    QWidget& search = *gallery.window().sidebar().findChild<QWidget*>(u"searchAsk"_s);
    search.setFocus();
    page.setView(view);
    QVERIFY(search.hasFocus());
}

void PagesTest::theNetworkPageComparesClocksAlways() {
    NetworkView view = sample::network();
    view.clockDifferenceMs = -420;
    QVERIFY(networkPageSays(view, u"0.4 s from the block time"_s));
    QVERIFY(!networkPageSays(view, u"network's differ by"_s));
    view.clockDifferenceMs = 10'000;
    QVERIFY(!networkPageSays(view, u"network's differ by"_s));
    view.clockDifferenceMs = -10'001;
    QVERIFY(networkPageSays(view, u"network's differ by 10 seconds"_s));
    view.height = 0;
    QVERIFY(networkPageSays(view, u"not compared yet"_s));
}

void PagesTest::aDemonstrationIsNotCalledVerified() {
    NetworkView view = sample::network();
    view.isConfirmed = true; // as its ledger says, without anybody else
    QVERIFY(networkPageSays(view, u"Checked up to"_s));
    QVERIFY(!networkPageSays(view, u"Verified up to"_s));
    QVERIFY(networkPageSays(view, u"no second organisation to ask"_s));
    view = sample::realNetwork();
    view.isConfirmed = true;
    QVERIFY(networkPageSays(view, u"Verified up to"_s));
    QVERIFY(!networkPageSays(view, u"no second organisation to ask"_s));
}

/// Every beat changes it: nobody pays for a page that is not looked at.
void PagesTest::whatWaitsIsSentOrTakenBackFromTheNetworkPage() {
    NetworkPage page;
    page.setView(sample::network());
    page.show();
    QSignalSpy sent(&page, &NetworkPage::sendAsked);
    QSignalSpy withdrawn(&page, &NetworkPage::withdrawAsked);
    button(page, u"send1"_s)->click();
    QCOMPARE(sent.takeFirst().at(0).toString(), u"s2"_s);
    button(page, u"withdraw0"_s)->click();
    QCOMPARE(withdrawn.takeFirst().at(0).toString(), u"s1"_s);
    // A node has the second, the third is settled.
    QVERIFY(button(page, u"withdraw1"_s) == nullptr);
    QVERIFY(button(page, u"send2"_s) == nullptr);
    button(page, u"trustExact"_s)->click();
    QVERIFY(page.findChild<CodeBlock*>() != nullptr);
}

void PagesTest::aFieldOfSeveralLinesHasAnEdgeAndShowsTheKeyboard() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Dispute);
    QVERIFY(QTest::qWaitForWindowActive(&gallery.window()));
    auto* words = gallery.window().findChild<QPlainTextEdit*>(u"words"_s);
    QVERIFY(words != nullptr);
    const auto edge = [words] {
        return words->grab().toImage().pixelColor(0, words->height() / 2);
    };
    QVERIFY(!words->hasFocus());
    QCOMPARE(edge(), color(Role::Control));
    words->setFocus(Qt::TabFocusReason);
    QCOMPARE(edge(), color(Role::Focus));
}

void PagesTest::aHiddenNetworkPageIsBuiltWhenItIsSeen() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Network);
    NetworkPage& page = gallery.window().network();
    const auto words = [&page] {
        QStringList all;
        for (const Text* text : page.findChildren<Text*>()) {
            all << text->plainWords();
        }
        return all.join(u'\n');
    };
    gallery.window().goTo(Place::Home);
    const QPointer<Text> before = page.findChild<Text*>(u"pageTitle"_s);
    NetworkView view = sample::network();
    view.height = 987'654;
    page.setView(view);
    QCOMPARE(page.findChild<Text*>(u"pageTitle"_s), before.data());
    gallery.window().goTo(Place::Network);
    QVERIFY2(words().contains(u"987,654"_s), qPrintable(words()));
    view.height = 987'655;
    page.setView(view);
    QVERIFY2(words().contains(u"987,655"_s), qPrintable(words()));
}

void PagesTest::everyControlHasANameAndRoom_data() {
    QTest::addColumn<int>("place");
    for (const Place place : allPlaces) {
        QTest::addRow("place %d", static_cast<int>(place)) << static_cast<int>(place);
    }
}

void PagesTest::everyControlHasANameAndRoom() {
    QFETCH(int, place);
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(static_cast<Place>(place));
    if (static_cast<Place>(place) == Place::Editor) {
        gallery.window().editor().openPart(SentencePart::What);
    }
    QCoreApplication::processEvents();
    int controls = 0;
    const auto widgets = gallery.window().findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) {
            continue;
        }
        ++controls;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(face != nullptr);
        const QString what =
            QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        if (qobject_cast<QAbstractButton*>(widget) != nullptr) {
            QVERIFY2(widget->height() >= 34, qPrintable(what));
        }
        if (widget->parent() != nullptr &&
            qobject_cast<QAbstractItemView*>(widget->parent()) != nullptr) {
            continue;
        }
        QVERIFY2(!face->text(QAccessible::Name).isEmpty(), qPrintable(what));
    }
    QVERIFY(controls > 0);
    int windows = 0;
    const auto tops = QApplication::topLevelWidgets();
    for (const QWidget* top : tops) {
        windows += top->isVisible() ? 1 : 0;
    }
    QCOMPARE(windows, 1);
}

void PagesTest::tabReachesEveryControlAndComesBack_data() {
    everyControlHasANameAndRoom_data();
}

void PagesTest::tabReachesEveryControlAndComesBack() {
    QFETCH(int, place);
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(static_cast<Place>(place));
    QVERIFY(QTest::qWaitForWindowActive(&gallery.window()));
    QSet<QWidget*> reachable;
    const auto widgets = gallery.window().findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const bool group = qobject_cast<QRadioButton*>(widget) != nullptr;
        if (widget->isVisible() && widget->isEnabled() && !group &&
            (widget->focusPolicy() & Qt::TabFocus)) {
            reachable << widget;
        }
    }
    QSet<QWidget*> visited;
    for (int i = 0; i < 200; ++i) {
        QWidget* focus = QApplication::focusWidget();
        if (focus != nullptr) {
            visited << focus;
        }
        QTest::keyClick(&gallery.window(), Qt::Key_Tab);
    }
    // Of an exclusive group Tab visits the chosen one only; arrows do the rest.
    for (QWidget* widget : std::as_const(reachable)) {
        auto* abstract = qobject_cast<QAbstractButton*>(widget);
        if (abstract != nullptr && abstract->group() != nullptr) {
            continue;
        }
        QVERIFY2(visited.contains(widget),
                 qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' +
                            widget->objectName()));
    }
}

void PagesTest::languageChangesInTheOpenWindow() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::Settings);
    Appearance::current().setLanguage(Language::ChineseSimplified);
    QCoreApplication::processEvents();
    QCOMPARE(gallery.window().windowTitle(), u"医契"_s);
    auto* home = gallery.window().sidebar().findChild<QAbstractButton*>(
        u"nav%1"_s.arg(static_cast<int>(Place::Home)));
    QVERIFY(home != nullptr);
    QVERIFY(home->text().contains(u"首页"_s));
    Appearance::current().setLanguage(Language::English);
    QCoreApplication::processEvents();
    QCOMPARE(gallery.window().windowTitle(), u"Consentry"_s);
}

void PagesTest::theMenuKeepsTheKeyboardWhenItIsBuiltAnew() {
    Gallery gallery;
    MainWindow& window = gallery.window();
    window.goTo(Place::Home);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto entry = [&window] {
        return window.sidebar().findChild<QAbstractButton*>(
            u"nav%1"_s.arg(static_cast<int>(Place::WhoLooked)));
    };
    const QPointer<QAbstractButton> before = entry();
    before->setFocus(Qt::TabFocusReason);
    PersonView person;
    person.id = u"somebody else"_s;
    person.name = u"Somebody Else"_s;
    window.setPerson(person, false);
    QVERIFY(before != entry());
    QVERIFY(entry()->hasFocus());
    Appearance::current().setLanguage(Language::ChineseSimplified);
    QVERIFY(entry()->hasFocus());
}

void PagesTest::narrowWindowTurnsTheSidebarIntoARail() {
    Gallery gallery;
    gallery.window().resize(1280, 860);
    gallery.window().goTo(Place::Home);
    gallery.window().show();
    QCOMPARE(gallery.window().sidebar().width(), size::sidebar);
    gallery.window().resize(900, 700);
    QCoreApplication::processEvents();
    QCOMPARE(gallery.window().sidebar().width(), size::rail);
    // So low that it scrolls: words that break in what is left still have room.
    gallery.window().resize(760, 560);
    QCoreApplication::processEvents();
    const auto buttons = gallery.window().sidebar().findChildren<QAbstractButton*>();
    for (const QAbstractButton* each : buttons) {
        if (each->isVisible() && each->hasHeightForWidth()) {
            QVERIFY2(each->height() >= each->heightForWidth(each->width()),
                     qPrintable(each->text()));
        }
    }
    gallery.window().resize(1280, 860);
    Appearance::current().setTextPercent(200);
    QCoreApplication::processEvents();
    QCOMPARE(gallery.window().sidebar().width(), 2 * size::rail);
    Appearance::current().setTextPercent(100);
}

void PagesTest::editorReportsTheNewDraft() {
    GrantEditorPage page;
    page.setView(sample::draft());
    page.openPart(SentencePart::Purpose);
    page.show();
    QSignalSpy changed(&page, &GrantEditorPage::draftChanged);
    auto* insurance = page.findChild<QRadioButton*>(u"purpose2"_s);
    QVERIFY(insurance != nullptr);
    insurance->click();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<GrantDraft>().purpose, u"insurance"_s);
    page.openPart(SentencePart::What);
    auto* pressure = page.findChild<QCheckBox*>(u"what2"_s);
    pressure->click();
    QCOMPARE(changed.last().first().value<GrantDraft>().what.size(), 3);
}

void PagesTest::editorNarrowsManyPeople() {
    GrantEditorPage page;
    page.setView(sample::bigDraft(200));
    page.openPart(SentencePart::Who);
    page.resize(900, 900);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QSignalSpy changed(&page, &GrantEditorPage::draftChanged);
    const auto field = [&page] { return page.findChild<QLineEdit*>(u"whoFilter"_s); };
    QVERIFY(field() != nullptr && field()->hasFocus());
    QTest::keyClicks(field(), u"cardiology 17"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(changed.count(), 1);
    const auto draft = changed.first().first().value<GrantDraft>();
    GrantDraftView answer = sample::bigDraft(200);
    answer.draft = draft;
    page.setView(answer);
    // The page was built anew; what was typed and the keyboard are where they were.
    QCOMPARE(field()->text(), u"cardiology 17"_s);
    QVERIFY(field()->hasFocus());
    page.openPart(std::nullopt);
    page.openPart(SentencePart::Who);
    QCOMPARE(field()->text(), QString());
}

void PagesTest::editorFoldsKindsWithoutRecords() {
    GrantEditorPage page;
    GrantDraftView view = sample::draft();
    for (int i = 0; i < 22; ++i) {
        view.categories << ChoiceView{u"empty%1"_s.arg(i), u"empty kind"_s, {}, 0};
    }
    page.setView(view);
    page.openPart(SentencePart::What);
    page.show();
    auto* folded = page.findChild<QCheckBox*>(u"emptyKind3"_s);
    QVERIFY(folded != nullptr && !folded->isVisible());
    QCOMPARE(folded->text(), u"Empty kind"_s);
    Button* show = button(page, u"showEmptyKinds"_s);
    QCOMPARE(show->text(), u"Show 22 kinds without records"_s);
    show->click();
    QVERIFY(folded->isVisible());
    QVERIFY(!show->isVisible());
    page.setView(view); // an answer to something else
    QVERIFY(page.findChild<QCheckBox*>(u"what10"_s)->isVisible());
}

void PagesTest::editorOffersAllTimeWhereThePeriodHoldsNothing() {
    GrantEditorPage page;
    page.setView(sample::draft());
    page.show();
    QVERIFY(button(page, u"wholeWindow"_s) == nullptr);
    GrantDraftView view = sample::draft();
    view.opensTotal = 0;
    view.opens.clear();
    view.noneInWindow = u"0 in the last 30 days. 34 are older."_s;
    view.wholeWindow = u"all"_s;
    page.setView(view);
    QVERIFY(says(page, view.noneInWindow));
    QSignalSpy changed(&page, &GrantEditorPage::draftChanged);
    button(page, u"wholeWindow"_s)->click();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<GrantDraft>().window, u"all"_s);
}

void PagesTest::signingSaysWhatAFirstGrantAdds() {
    SigningPage page;
    SigningView view = sample::signing(SendStage::Review);
    page.setView(view);
    page.show();
    QVERIFY(!says(page, u"could see nothing"_s));
    view.before = u"So far Dr Lu Zhixia could see nothing."_s;
    view.noneInWindow = u"0 in the last 30 days. 34 are older."_s;
    page.setView(view);
    QVERIFY(says(page, view.before));
    QVERIFY(says(page, view.noneInWindow));
    QVERIFY(says(page, view.changes.front().title));
    QVERIFY(!says(page, u"Nothing changes."_s));
}

void PagesTest::revokingSaysWhoIsToldAndWhoKeeps() {
    RevokePage page;
    RevokeView view = sample::revoke(SendStage::Review);
    page.setView(view);
    page.show();
    QVERIFY(says(page, u"3 hospitals are told with that block, within seconds"_s));
    QVERIFY(says(page, u"Mingxi Hospital"_s));
    QVERIFY(says(page, u"May have kept a copy: Dr Gu Huai’an"_s));
    view.copyKeepers.clear();
    view.hospitals.clear();
    page.setView(view);
    QVERIFY(says(page, u"Nobody was given a copy to keep"_s));
    QVERIFY(says(page, u"Every member of the consortium is told"_s));
    for (int i = 0; i < 40; ++i) {
        view.hospitals << u"Hospital %1"_s.arg(i);
    }
    view.stage = SendStage::Proven;
    page.setView(view);
    QVERIFY(says(page, u"40 hospitals were told with this block"_s));
    QVERIFY(says(page, u"and 32 more"_s));
    view.stage = SendStage::Failed;
    page.setView(view);
    QVERIFY(says(page, u"no proof yet that a hospital was told"_s));
}

void PagesTest::aFindingIsShownAsItIsWritten() {
    CheckUpRowView row;
    row.title = u"Ma & Sons, “R&D”"_s;
    row.why = u"It ends before <1 day."_s;
    const CheckUpCard card({row});
    QVERIFY(says(card, row.title));
    QVERIFY(says(card, row.why));
}

void PagesTest::aKindUnfoldsToItsRecords() {
    Gallery gallery;
    MainWindow& window = gallery.window();
    window.goTo(Place::SeeAs);
    window.show();
    auto* list = window.seeAs().findChild<VirtualList*>(u"seenList"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(list->model()->rowCount(), 19);
    QSignalSpy record(&window.seeAs(), &SeeAsPage::recordAsked);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(record.size(), 1);
    QCOMPARE(record[0][0].toString(), u"0"_s);
    QTest::keyClick(list, Qt::Key_Up);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(list->model()->rowCount(), 1);
    QSignalSpy back(&window.seeAs(), &SeeAsPage::backAsked);
    QTest::keyClick(list, Qt::Key_Escape);
    QCOMPARE(back.size(), 1);
}

void PagesTest::hiddenKindsNameTheirRule() {
    Gallery gallery;
    MainWindow& window = gallery.window();
    window.goTo(Place::SeeAs);
    window.show();
    auto* parts = window.seeAs().findChild<FilterChips*>(u"parts"_s);
    const auto chips = parts->findChildren<QAbstractButton*>();
    QCOMPARE(chips.size(), 3);
    chips[1]->click();
    const auto* model = window.seeAs().findChild<VirtualList*>(u"seenList"_s)->model();
    QCOMPARE(model->rowCount(), 3);
    const QString spoken = model->index(1, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"outside of the dates"_s), qPrintable(spoken));
    QVERIFY2(spoken.contains(u"folded"_s), qPrintable(spoken));
}

void PagesTest::aGrantUnderConsiderationShowsItsChangeFirst() {
    Gallery gallery;
    MainWindow& window = gallery.window();
    window.seeAs().setView(sample::seenAs(SeenAsView::Considered::Revoking));
    window.goTo(Place::SeeAs);
    window.show();
    QVERIFY(says(window.seeAs(), u"Once you have revoked this grant"_s));
    const auto* model = window.seeAs().findChild<VirtualList*>(u"seenList"_s)->model();
    const QString spoken = model->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"Would no longer be seen."_s), qPrintable(spoken));
}

void PagesTest::periodOfTheLogSurvivesRebuilding() {
    sample::MemoryAccessLog log;
    WhoLookedPage page;
    page.setSource(&log, sample::today());
    page.show();
    const auto period = [&page] { return button(page, u"period"_s); };
    const auto actions = [&period] { return period()->findChild<QMenu*>()->actions(); };
    QCOMPARE(period()->text(), u"All time"_s);
    actions().at(2)->trigger();
    const QDate from = log.lastFilter().from;
    QVERIFY(from.isValid());
    QCOMPARE(period()->text(), u"Last 30 days"_s);
    page.rebuild();
    QCOMPARE(period()->text(), u"Last 30 days"_s);
    QVERIFY(QMetaObject::invokeMethod(period()->findChild<QMenu*>(), "aboutToShow"));
    QVERIFY(actions().at(2)->isChecked());
    QVERIFY(!actions().at(0)->isChecked());
    Appearance::current().setLanguage(Language::ChineseSimplified);
    QCoreApplication::processEvents();
    QCOMPARE(period()->text(), u"最近 30 天"_s);
    QCOMPARE(log.lastFilter().from, from);
    page.showGrant(u"g4"_s); // a question of its own: all time
    QCOMPARE(period()->text(), u"全部时间"_s);
}

void PagesTest::aDayIsChosenAboveTheList() {
    sample::MemoryAccessLog log;
    WhoLookedPage page;
    page.resize(1000, 860);
    page.setSource(&log, sample::today());
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    auto* strip = page.findChild<CalendarStrip*>(u"calendar"_s);
    QVERIFY(strip->isVisible());
    QWidget* days = strip->findChild<QWidget*>(u"days"_s);
    days->setFocus();
    QTest::keyClick(days, Qt::Key_Left);
    QTest::keyClick(days, Qt::Key_Return);
    const QDate yesterday = sample::today().addDays(-1);
    QCOMPARE(log.lastFilter().from, yesterday);
    QCOMPARE(log.lastFilter().to, yesterday);
    QCOMPARE(button(page, u"period"_s)->text(), Format::dayShortYear(yesterday));
    QTest::keyClick(days, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(days, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(log.lastFilter().from, sample::today().addDays(-3));
    QCOMPARE(log.lastFilter().to, yesterday);
    page.rebuild();
    strip = page.findChild<CalendarStrip*>(u"calendar"_s);
    QCOMPARE(strip->chosenFrom(), sample::today().addDays(-3));
    days = strip->findChild<QWidget*>(u"days"_s);
    QTest::keyClick(days, Qt::Key_Escape);
    QVERIFY(!log.lastFilter().from.isValid() && !log.lastFilter().to.isValid());
    QCOMPARE(button(page, u"period"_s)->text(), u"All time"_s);
    // By the mouse: today stands at the right end.
    QTest::mouseClick(days, Qt::LeftButton, {}, QPoint(days->width() - px(60), days->height() / 2));
    QVERIFY(log.lastFilter().from.isValid());
    QCOMPARE(log.lastFilter().from, log.lastFilter().to);
}

void PagesTest::theDaysGiveWayToTheListAndComeWhenAsked() {
    sample::MemoryAccessLog log;
    WhoLookedPage page;
    page.resize(1000, 500);
    page.setSource(&log, sample::today());
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const auto* strip = page.findChild<CalendarStrip*>(u"calendar"_s);
    QVERIFY(!strip->isVisible());
    page.findChild<QAction*>(u"showDays"_s)->trigger();
    QVERIFY(strip->isVisible());
    page.findChild<QAction*>(u"showDays"_s)->trigger();
    QVERIFY(!strip->isVisible());
}

void PagesTest::weakPassphraseIsNotAccepted() {
    CreateVaultPage page;
    CreateVaultView view;
    view.step = CreateVaultView::Step::Passphrase;
    page.setView(view);
    page.show();
    QSignalSpy chosen(&page, &CreateVaultPage::passphraseChosen);
    auto* first = page.findChild<SecureLineEdit*>(u"passphrase"_s);
    auto* second = page.findChild<SecureLineEdit*>(u"passphraseAgain"_s);
    Button* next = button(page, u"next"_s);
    QTest::keyClicks(first, u"abc123"_s);
    QTest::keyClicks(second, u"abc123"_s);
    QVERIFY(!next->isEnabled());
    QTest::keyClick(second, Qt::Key_Return);
    QCOMPARE(chosen.count(), 0);
    first->clear();
    second->clear();
    QTest::keyClicks(first, u"quiet lantern over maple bridge"_s);
    QTest::keyClicks(second, u"quiet lantern over maple bridgE"_s);
    QVERIFY(!next->isEnabled());
    QTest::keyClick(second, Qt::Key_Backspace);
    QTest::keyClicks(second, u"e"_s);
    QVERIFY(next->isEnabled());
    next->click();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<SharedSecret>()->size(), std::size_t(31));
}

void PagesTest::wordsAreCheckedBeforeTheyCountAsWritten() {
    CreateVaultPage page;
    const QByteArray words = sample::words();
    consentry::SecretBytes secret(static_cast<std::size_t>(words.size()));
    std::memcpy(secret.exposeForWriting().data(), words.constData(), secret.size());
    page.setWords(std::move(secret));
    CreateVaultView view;
    view.step = CreateVaultView::Step::Check;
    page.setView(view);
    page.show();
    QSignalSpy checked(&page, &CreateVaultPage::wordsChecked);
    const QList<QByteArray> list = words.split(' ');
    for (int i = 0; i < int(WordsCheck::askedWords); ++i) {
        QTest::keyClicks(page.findChild<SecureLineEdit*>(u"word%1"_s.arg(i)), u"wrong"_s);
    }
    button(page, u"next"_s)->click();
    QCOMPARE(checked.count(), 0);
    for (int i = 0; i < int(WordsCheck::askedWords); ++i) {
        auto* field = page.findChild<SecureLineEdit*>(u"word%1"_s.arg(i));
        field->clear();
        // The field's name says which word is asked: "Word 7".
        const int number = field->accessibleName().section(u' ', -1).toInt();
        QTest::keyClicks(field, QString::fromLatin1(list.at(number - 1)));
    }
    button(page, u"next"_s)->click();
    QCOMPARE(checked.count(), 1);
}

void PagesTest::searchReachesTheSource() {
    Gallery gallery;
    gallery.window().show();
    gallery.window().goTo(Place::WhoLooked);
    auto* search = gallery.window().whoLooked().findChild<QLineEdit*>(u"search"_s);
    QTest::keyClicks(search, u"Zhou"_s);
    QTRY_COMPARE(gallery.log().lastFilter().text, u"Zhou"_s);
    QCOMPARE(gallery.log().rowCount(), 2);
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<PagesTest>(argc, argv);
}

#include "pages_test.moc"
