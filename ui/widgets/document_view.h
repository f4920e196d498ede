#pragma once

#include "ui/models/document_page_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text.h"

class QPlainTextEdit;

namespace consentry::ui {

class Button;
class PictureView;
class Skeleton;

/// A document, page by page: its picture, which can be made larger, or its words. Page Up and Page
/// Down turn, Home and End lead to the first and the last page. While the next one is on its way
/// the page before stays.
class DocumentView : public QWidget {
    Q_OBJECT
public:
    /// Whether its first page is asked for by itself.
    enum class Start : quint8 { AtOnce, WhenAsked };
    /// Beside: the width of a panel. Whole: that of the page, a page as one holds it in the hand.
    /// OnlyWhole: the same, because there is no room beside anything.
    enum class Room : quint8 { Beside, Whole, OnlyWhole };

    DocumentView(const QString& title, Start start, QWidget* parent = nullptr);

    /// Answers to pageAsked; of a page that is not wanted any more nothing is shown.
    void setPage(const DocumentPageView& page);
    void setText(const DocumentTextView& text);
    void setRoom(Room room);
    /// Asks for the first page; with Start::WhenAsked a button does.
    void begin();
    int page() const { return m_shown.page; }

signals:
    void pageAsked(int page);
    /// More room is wanted, or less.
    void wideAsked(bool wide);
    /// Another page is shown, or the same in other words.
    void turned();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class State : quint8 { Closed, Loading, Shown, Failed };
    void addButtons();
    void turnTo(int page);
    void showState();
    void showText();
    QString pageWords() const;

    QString m_title;
    State m_state = State::Closed;
    Room m_room = Room::Beside;
    bool m_readsText = false;
    int m_wanted = 1;
    DocumentPageView m_shown;
    DocumentTextView m_text;
    QVBoxLayout* m_column;
    Button* m_open = nullptr;
    Skeleton* m_waiting;
    PictureView* m_picture;
    QPlainTextEdit* m_words;
    Banner* m_problem = nullptr;
    Text* m_remark;
    QWidget* m_buttons;
    Button* m_previous = nullptr;
    Button* m_next = nullptr;
    Button* m_larger = nullptr;
    Button* m_smaller = nullptr;
    Button* m_read = nullptr;
    Button* m_widen = nullptr;
    Text* m_number = nullptr;
};

} // namespace consentry::ui
