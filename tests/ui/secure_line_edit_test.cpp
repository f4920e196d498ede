// The secret field as people use it: keys, mouse, clipboard, reveal, screen reader.

#include "tests/support/memory_scan.h"
#include "tests/support/ui_test.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/secure_line_edit.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;

namespace {

QByteArray contentOf(const SecureLineEdit& edit) {
    const auto bytes = edit.peek();
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

void compose(QWidget& edit, const QString& preedit, const QString& commit) {
    QInputMethodEvent event(preedit, {});
    event.setCommitString(commit);
    QCoreApplication::sendEvent(&edit, &event);
}

/// A key as a real keyboard sends it: with a scan code and the state of the locks.
void pressReal(QWidget& edit, int key, const QString& text, bool capsLock) {
    for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, 38, 0, capsLock ? 2 : 0, text);
        QCoreApplication::sendEvent(&edit, &event);
    }
}

/// A window with the field and something else that can have the focus.
struct Window {
    QWidget widget;
    SecureLineEdit* edit = new SecureLineEdit(u"Passphrase"_s);
    Button* other = new Button(Button::Kind::Filled, u"Unlock"_s);

    Window() {
        auto* column = new QVBoxLayout(&widget);
        column->addWidget(edit);
        column->addWidget(other);
        widget.resize(480, 160);
        widget.show();
        if (!QTest::qWaitForWindowActive(&widget)) {
            qFatal("the window does not become active");
        }
        edit->setFocus();
    }
    QAbstractButton& reveal() {
        return *edit->findChild<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly);
    }
};

} // namespace

class SecureLineEditTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }

    void keepsUtf8AndGivesItAwayOnce();
    void editsByKeys_data();
    void editsByKeys();
    void typingReplacesTheSelection();
    void wordJumpsDoNotTellWhereWordsEndInDots();
    void mousePlacesTheCursorAndSelects();
    void doubleClickSelectsTheWordOnlyWhereItIsSeen();
    void longTextScrollsWithTheCursor();

    void pastesTheBytesOfTheClipboard();
    void pastesFromTheMenu();
    void cannotBeCopiedOut();
    void saysWhenItIsFull();

    void revealEndsWithTheFocus();
    void revealEndsByItself();
    void revealWorksByKeyboard();
    void capsLockIsSaidWhereThePlatformTells();
    void capsLockIsGuessedFromLetters();

    void inputMethodIsToldNothing();
    void inputMethodComposesOnlyWhereTheTextIsSeen();
    void screenReaderHearsDots();
    void windowShortcutsDoNotSwallowLetters();
    void noStringHoldsWhatWasTyped();
};

void SecureLineEditTest::keepsUtf8AndGivesItAwayOnce() {
    SecureLineEdit edit(u"Passphrase"_s);
    QSignalSpy edited(&edit, &SecureLineEdit::edited);
    QTest::keyClicks(&edit, u"Maple "_s);
    compose(edit, {}, u"血糖"_s);
    QCOMPARE(contentOf(edit), QByteArray("Maple 血糖"));
    QCOMPARE(edit.characterCount(), 8);
    QCOMPARE(edited.count(), 7);

    const SecretBytes taken = edit.take();
    QCOMPARE(textOf(taken.expose()), std::string_view("Maple 血糖"));
    QVERIFY(edit.isEmpty());
}

void SecureLineEditTest::editsByKeys_data() {
    QTest::addColumn<QList<QKeyCombination>>("keys");
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<int>("cursor");
    using Keys = QList<QKeyCombination>;
    const QKeyCombination wordLeft = Qt::CTRL | Qt::Key_Left;
    const QKeyCombination shiftLeft = Qt::SHIFT | Qt::Key_Left;
    // All begin at the end of "one two 血糖", where the text is seen.
    QTest::addRow("left") << Keys{Qt::Key_Left} << QByteArray("one two 血糖") << 9;
    QTest::addRow("left, right") << Keys{Qt::Key_Left, Qt::Key_Right} << QByteArray("one two 血糖")
                                 << 10;
    QTest::addRow("home") << Keys{Qt::Key_Home} << QByteArray("one two 血糖") << 0;
    QTest::addRow("home, end") << Keys{Qt::Key_Home, Qt::Key_End} << QByteArray("one two 血糖")
                               << 10;
    QTest::addRow("left at the start")
        << Keys{Qt::Key_Home, Qt::Key_Left} << QByteArray("one two 血糖") << 0;
    QTest::addRow("backspace") << Keys{Qt::Key_Backspace} << QByteArray("one two 血") << 9;
    QTest::addRow("backspace inside")
        << Keys{Qt::Key_Left, Qt::Key_Backspace} << QByteArray("one two 糖") << 8;
    QTest::addRow("delete") << Keys{Qt::Key_Home, Qt::Key_Delete} << QByteArray("ne two 血糖") << 0;
    QTest::addRow("delete at the end") << Keys{Qt::Key_Delete} << QByteArray("one two 血糖") << 10;
    QTest::addRow("word left") << Keys{wordLeft} << QByteArray("one two 血糖") << 8;
    QTest::addRow("two words left") << Keys{wordLeft, wordLeft} << QByteArray("one two 血糖") << 4;
    QTest::addRow("word right") << Keys{Qt::Key_Home, Qt::CTRL | Qt::Key_Right}
                                << QByteArray("one two 血糖") << 4;
    QTest::addRow("delete word before")
        << Keys{Qt::CTRL | Qt::Key_Backspace} << QByteArray("one two ") << 8;
    QTest::addRow("delete word after")
        << Keys{Qt::Key_Home, Qt::CTRL | Qt::Key_Delete} << QByteArray("two 血糖") << 0;
    QTest::addRow("delete selection")
        << Keys{shiftLeft, shiftLeft, Qt::Key_Delete} << QByteArray("one two ") << 8;
    QTest::addRow("arrow leaves a selection at its edge")
        << Keys{shiftLeft, shiftLeft, shiftLeft, Qt::Key_Left} << QByteArray("one two 血糖") << 7;
    QTest::addRow("select to the start")
        << Keys{Qt::Key_Left, Qt::SHIFT | Qt::Key_Home, Qt::Key_Backspace} << QByteArray("糖") << 0;
    QTest::addRow("select all") << Keys{Qt::CTRL | Qt::Key_A, Qt::Key_Backspace} << QByteArray()
                                << 0;
    QTest::addRow("escape") << Keys{Qt::Key_Left, Qt::Key_Escape} << QByteArray() << 0;
}

void SecureLineEditTest::editsByKeys() {
    QFETCH(QList<QKeyCombination>, keys);
    QFETCH(QByteArray, left);
    QFETCH(int, cursor);
    SecureLineEdit edit(u"Word 3"_s);
    edit.setEcho(SecureLineEdit::Echo::Visible);
    compose(edit, {}, u"one two 血糖"_s);
    for (const QKeyCombination& key : keys) {
        QTest::keyClick(&edit, key.key(), key.keyboardModifiers());
    }
    QCOMPARE(contentOf(edit), left);
    QCOMPARE(edit.cursorPosition(), cursor);
}

void SecureLineEditTest::typingReplacesTheSelection() {
    SecureLineEdit edit(u"Passphrase"_s);
    QTest::keyClicks(&edit, u"maple"_s);
    edit.select(1, 4);
    QTest::keyClicks(&edit, u"o"_s);
    QCOMPARE(contentOf(edit), QByteArray("moe"));
    QCOMPARE(edit.cursorPosition(), 2);
}

void SecureLineEditTest::wordJumpsDoNotTellWhereWordsEndInDots() {
    SecureLineEdit edit(u"Passphrase"_s);
    QTest::keyClicks(&edit, u"one two three"_s);
    QTest::keyClick(&edit, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(edit.cursorPosition(), 0);
    QTest::keyClick(&edit, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(edit.cursorPosition(), 13);
    QTest::keyClick(&edit, Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(edit.isEmpty());
}

void SecureLineEditTest::mousePlacesTheCursorAndSelects() {
    Window window;
    SecureLineEdit& edit = *window.edit;
    QTest::keyClicks(&edit, u"maple"_s);
    const int middle = edit.height() / 2;
    // Dots stand 12 pixels apart, from 14 on.
    QTest::mouseClick(&edit, Qt::LeftButton, {}, {14 + 24, middle});
    QCOMPARE(edit.cursorPosition(), 2);
    QTest::mouseClick(&edit, Qt::LeftButton, {}, {300, middle});
    QCOMPARE(edit.cursorPosition(), 5);
    QTest::mousePress(&edit, Qt::LeftButton, {}, {14 + 12, middle});
    QTest::mouseMove(&edit, {14 + 48, middle});
    QTest::mouseRelease(&edit, Qt::LeftButton, {}, {14 + 48, middle});
    QCOMPARE(edit.selectionStart(), 1);
    QCOMPARE(edit.selectionEnd(), 4);
    QTest::mouseClick(&edit, Qt::LeftButton, Qt::ShiftModifier, {14 + 60, middle});
    QCOMPARE(edit.selectionEnd(), 5);
}

void SecureLineEditTest::doubleClickSelectsTheWordOnlyWhereItIsSeen() {
    Window window;
    SecureLineEdit& edit = *window.edit;
    QTest::keyClicks(&edit, u"one two"_s);
    const QPoint start(16, edit.height() / 2);
    QTest::mouseDClick(&edit, Qt::LeftButton, {}, start);
    QCOMPARE(edit.selectionEnd() - edit.selectionStart(), 7);
    edit.setRevealed(true);
    QTest::mouseDClick(&edit, Qt::LeftButton, {}, start);
    QCOMPARE(edit.selectionStart(), 0);
    QCOMPARE(edit.selectionEnd(), 4);
}

void SecureLineEditTest::longTextScrollsWithTheCursor() {
    Window window;
    SecureLineEdit& edit = *window.edit;
    QTest::keyClicks(&edit, QString(200, u'x'));
    // A click at the right edge lands at the end, one at the left edge somewhere before it.
    QTest::mouseClick(&edit, Qt::LeftButton, {}, {15, edit.height() / 2});
    const int left = edit.cursorPosition();
    QVERIFY(left > 100);
    QTest::keyClick(&edit, Qt::Key_Home);
    QTest::mouseClick(&edit, Qt::LeftButton, {}, {15, edit.height() / 2});
    QCOMPARE(edit.cursorPosition(), 0);
}

void SecureLineEditTest::pastesTheBytesOfTheClipboard() {
    auto* data = new QMimeData;
    // Where both are offered, the bytes are taken and no text is asked for.
    data->setData(u"text/plain;charset=utf-8"_s, "qu\xC3\xAF"
                                                 "et lantern\n");
    data->setText(u"asked for text"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    SecureLineEdit edit(u"Passphrase"_s);
    QTest::keyClicks(&edit, u"[]"_s);
    QTest::keyClick(&edit, Qt::Key_Left);
    QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(contentOf(edit), QByteArray("[qu\xC3\xAF"
                                         "et lantern]"));
    QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(u"text/plain;charset=utf-8"_s),
             QByteArray("qu\xC3\xAF"
                        "et lantern\n"));

    QGuiApplication::clipboard()->setText(u"maple 枫"_s);
    edit.clear();
    QTest::keyClick(&edit, Qt::Key_Insert, Qt::ShiftModifier);
    QCOMPARE(contentOf(edit), QByteArray("maple 枫"));

    QGuiApplication::clipboard()->setMimeData(new QMimeData);
    edit.clear();
    edit.paste();
    QVERIFY(edit.isEmpty());
}

void SecureLineEditTest::pastesFromTheMenu() {
    Window window;
    QGuiApplication::clipboard()->setText(u"maple"_s);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {10, 10}, {10, 10});
    QCoreApplication::sendEvent(window.edit, &event);
    auto* menu = window.edit->findChild<QMenu*>();
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), 2);
    QVERIFY(!menu->actions().at(1)->isEnabled()); // nothing to select
    menu->actions().at(0)->trigger();
    QCOMPARE(contentOf(*window.edit), QByteArray("maple"));
    menu->close();
}

void SecureLineEditTest::cannotBeCopiedOut() {
    QGuiApplication::clipboard()->setText(u"before"_s);
    SecureLineEdit edit(u"Passphrase"_s);
    QTest::keyClicks(&edit, u"secret"_s);
    QTest::keyClick(&edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_X, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_Insert, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(contentOf(edit), QByteArray("secret"));
}

void SecureLineEditTest::saysWhenItIsFull() {
    SecureLineEdit edit(u"Passphrase"_s);
    QGuiApplication::clipboard()->setText(QString(qsizetype(secretTextMax), u'x'));
    edit.paste();
    QCOMPARE(edit.peek().size(), secretTextMax);
    QCOMPARE(edit.hint(), SecureLineEdit::Hint::None);
    QTest::keyClick(&edit, Qt::Key_Y);
    QCOMPARE(edit.peek().size(), secretTextMax);
    QCOMPARE(edit.hint(), SecureLineEdit::Hint::Full);
    QVERIFY(!edit.accessibleDescription().isEmpty());
    QTest::keyClick(&edit, Qt::Key_Backspace);
    QCOMPARE(edit.hint(), SecureLineEdit::Hint::None);
    QVERIFY(edit.accessibleDescription().isEmpty());
    // What does not fit whole is not cut.
    QGuiApplication::clipboard()->setText(u"yz"_s);
    edit.paste();
    QCOMPARE(edit.peek().size(), secretTextMax - 1);
    QCOMPARE(edit.hint(), SecureLineEdit::Hint::Full);
}

void SecureLineEditTest::revealEndsWithTheFocus() {
    Window window;
    QTest::keyClicks(window.edit, u"maple"_s);
    QTest::mouseClick(&window.reveal(), Qt::LeftButton);
    QVERIFY(window.edit->isRevealed());
    QVERIFY(window.edit->hasFocus()); // one can go on typing
    QTest::keyClicks(window.edit, u"s"_s);
    QVERIFY(window.edit->isRevealed());
    window.other->setFocus();
    QVERIFY(!window.edit->isRevealed());
    QVERIFY(!window.reveal().isChecked());
}

void SecureLineEditTest::revealEndsByItself() {
    Window window;
    window.edit->setRevealTime(std::chrono::milliseconds(30));
    window.edit->setRevealed(true);
    QVERIFY(window.edit->isRevealed());
    QTRY_VERIFY(!window.edit->isRevealed());
}

void SecureLineEditTest::revealWorksByKeyboard() {
    Window window;
    QTest::keyClick(window.edit, Qt::Key_Tab);
    QVERIFY(window.reveal().hasFocus());
    const QString shows = window.reveal().accessibleName();
    QTest::keyClick(&window.reveal(), Qt::Key_Space);
    QVERIFY(window.edit->isRevealed()); // the button belongs to the field
    QVERIFY(window.reveal().accessibleName() != shows);
    QTest::keyClick(&window.reveal(), Qt::Key_Return);
    QVERIFY(!window.edit->isRevealed());
    QTest::keyClick(&window.reveal(), Qt::Key_Space);
    QTest::keyClick(&window.reveal(), Qt::Key_Tab);
    QVERIFY(window.other->hasFocus());
    QVERIFY(!window.edit->isRevealed());
}

void SecureLineEditTest::capsLockIsSaidWhereThePlatformTells() {
    Window window;
    SecureLineEdit& edit = *window.edit;
    using Hint = SecureLineEdit::Hint;
    // The Tab that brings the focus tells before anything is typed.
    QKeyEvent tab(QEvent::KeyRelease, Qt::Key_Tab, Qt::NoModifier, 23, 0, 2);
    QCoreApplication::sendEvent(&edit, &tab);
    QCOMPARE(edit.hint(), Hint::CapsLock);
    QCOMPARE(edit.accessibleDescription(), u"Caps Lock is on"_s);
    pressReal(edit, Qt::Key_CapsLock, {}, true); // pressed while on: goes off
    QCOMPARE(edit.hint(), Hint::None);
    pressReal(edit, Qt::Key_CapsLock, {}, false);
    QCOMPARE(edit.hint(), Hint::CapsLock);
    pressReal(edit, Qt::Key_7, u"7"_s, true); // also where no letter tells
    QCOMPARE(edit.hint(), Hint::CapsLock);
    pressReal(edit, Qt::Key_7, u"7"_s, false);
    QCOMPARE(edit.hint(), Hint::None);
    pressReal(edit, Qt::Key_A, u"A"_s, true);
    window.other->setFocus();
    QCOMPARE(edit.hint(), Hint::None);
}

void SecureLineEditTest::capsLockIsGuessedFromLetters() {
    SecureLineEdit edit(u"Passphrase"_s);
    using Hint = SecureLineEdit::Hint;
    QKeyEvent upper(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"A"_s);
    QCoreApplication::sendEvent(&edit, &upper);
    QCOMPARE(edit.hint(), Hint::CapsLock);
    QKeyEvent digit(QEvent::KeyPress, Qt::Key_1, Qt::NoModifier, u"1"_s);
    QCoreApplication::sendEvent(&edit, &digit);
    QCOMPARE(edit.hint(), Hint::CapsLock);
    QKeyEvent shifted(QEvent::KeyPress, Qt::Key_A, Qt::ShiftModifier, u"A"_s);
    QCoreApplication::sendEvent(&edit, &shifted);
    QCOMPARE(edit.hint(), Hint::None);
}

void SecureLineEditTest::inputMethodIsToldNothing() {
    SecureLineEdit edit(u"Passphrase"_s);
    QTest::keyClicks(&edit, u"secret"_s);
    for (const auto query : {Qt::ImSurroundingText, Qt::ImCurrentSelection, Qt::ImTextBeforeCursor,
                             Qt::ImTextAfterCursor}) {
        QVERIFY(!edit.inputMethodQuery(query).toString().contains(u"secret"_s));
    }
    QVERIFY(edit.inputMethodQuery(Qt::ImHints).toUInt() & Qt::ImhHiddenText);
}

void SecureLineEditTest::inputMethodComposesOnlyWhereTheTextIsSeen() {
    Window window;
    SecureLineEdit& edit = *window.edit;
    edit.setEcho(SecureLineEdit::Echo::Visible);
    QVERIFY(!(edit.inputMethodQuery(Qt::ImHints).toUInt() & Qt::ImhHiddenText));
    const QImage before = edit.grab().toImage();
    compose(edit, u"xue"_s, {});
    QVERIFY(edit.isEmpty());
    QVERIFY(edit.grab().toImage() != before);
    compose(edit, {}, u"血"_s);
    QCOMPARE(contentOf(edit), QByteArray("血"));
}

void SecureLineEditTest::screenReaderHearsDots() {
    SecureLineEdit edit(u"Passphrase"_s);
    QTest::keyClicks(&edit, u"secret"_s);
    for (const bool revealed : {false, true}) {
        edit.setRevealed(revealed);
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&edit);
        QVERIFY(face != nullptr);
        QCOMPARE(face->role(), QAccessible::EditableText);
        QVERIFY(face->state().passwordEdit);
        QCOMPARE(face->text(QAccessible::Name), u"Passphrase"_s);
        QCOMPARE(face->text(QAccessible::Value), QString(6, u'\u25CF'));
        QAccessibleTextInterface* text = face->textInterface();
        QVERIFY(text != nullptr);
        QCOMPARE(text->characterCount(), 6);
        QCOMPARE(text->cursorPosition(), 6);
        QCOMPARE(text->text(1, 3), QString(2, u'\u25CF'));
        int start = 0;
        int end = 0;
        QCOMPARE(text->textAtOffset(2, QAccessible::CharBoundary, &start, &end),
                 QString(1, u'\u25CF'));
        QCOMPARE(start, 2);
        QCOMPARE(end, 3);
    }
    QAccessible::queryAccessibleInterface(&edit)->textInterface()->setSelection(0, 1, 3);
    QCOMPARE(edit.selectionStart(), 1);
    QCOMPARE(edit.selectionEnd(), 3);
}

void SecureLineEditTest::windowShortcutsDoNotSwallowLetters() {
    SecureLineEdit edit(u"Passphrase"_s);
    QKeyEvent letter(QEvent::ShortcutOverride, Qt::Key_N, Qt::NoModifier, u"n"_s);
    letter.ignore();
    QCoreApplication::sendEvent(&edit, &letter);
    QVERIFY(letter.isAccepted());
    QKeyEvent lock(QEvent::ShortcutOverride, Qt::Key_L, Qt::ControlModifier, u"\f"_s);
    lock.ignore();
    QCoreApplication::sendEvent(&edit, &lock);
    QVERIFY(!lock.isAccepted());
}

/// Types, reveals, paints, moves and takes, then looks for the text in the whole process.
void SecureLineEditTest::noStringHoldsWhatWasTyped() {
    SKIP_MEMORY_SCAN_UNDER_SANITIZERS();
    SecretBytes secret = SecretBytes::random(24);
    for (std::byte& byte : secret.exposeForWriting()) {
        byte = static_cast<std::byte>('a' + std::to_integer<unsigned>(byte) % 26);
    }
    test::MemoryScan scan;
    scan.addText("passphrase", textOf(secret.expose()));
    // Also a part of it gives it away.
    scan.addText("passphrase", textOf(secret.expose().subspan(4, 8)));
    Window window;
    SecureLineEdit& edit = *window.edit;
    for (const std::byte byte : secret.expose()) {
        const auto letter = std::to_integer<char>(byte);
        QTest::keyClick(&edit, letter);
    }
    edit.setRevealed(true);
    QCoreApplication::processEvents();
    QVERIFY(!edit.grab().isNull());
    edit.select(2, 20);
    QVERIFY(!edit.grab().isNull());
    edit.setRevealed(false);
    QVERIFY(equalInConstantTime(edit.peek(), secret.expose()));
    // Two guarded copies are known: the one here and the one in the field.
    const auto typed = scan.run();
    QVERIFY2(typed.hits.size() == 4, typed.text().c_str());
    edit.take().clear();
    secret.clear();
    const auto taken = scan.run();
    QVERIFY2(taken.hits.empty(), taken.text().c_str());
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<SecureLineEditTest>(argc, argv);
}

#include "secure_line_edit_test.moc"
