#pragma once

#include "ui/models/search_view.h"
#include "ui/widgets/overlay.h"

namespace consentry::ui {

class Card;
class SearchField;
class SearchListModel;
class Text;
class VirtualList;

/// The search over everything: one field over the page that was open, and what fits below it. Up,
/// Down and Tab move, Return chooses, Esc closes. It asks for every keystroke and shows the answer
/// to the newest question; an answer to an older one is dropped. Return before the answer is there
/// waits for it. Closed, it forgets what was typed and found.
class SearchPalette : public Overlay {
    Q_OBJECT
public:
    explicit SearchPalette(QWidget& window);

    /// Empty and with the focus.
    void open();
    void setAnswer(const QString& text, const QList<SearchHit>& hits);

signals:
    /// Also once with nothing, when it opens.
    void asked(const QString& text);
    void chosen(const consentry::ui::SearchHit& hit);

protected:
    const QWidget* panel() const override;
    void place() override;
    void forget() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void build();
    void ask(const QString& text);
    bool onKey(int key);
    void move(int step);
    void choose(int row);
    void chooseCurrent();
    void showCount();
    /// Screen readers stay in the field: what is chosen is told to them.
    void tellCurrent(bool withCount);
    QString currentWords() const;
    /// An empty one where nothing is chosen.
    SearchHit current() const;

    QString m_text;     ///< as asked for the last time
    QString m_answered; ///< whose answer is shown
    bool m_hasAnswer = false;
    bool m_hasMoved = false;      ///< since something was typed
    bool m_choosesAnswer = false; ///< Return was pressed before the answer came
    SearchListModel* m_model;
    Card* m_card = nullptr;
    SearchField* m_field = nullptr;
    Text* m_count = nullptr;
    VirtualList* m_list = nullptr;
    Text* m_keys = nullptr;
};

} // namespace consentry::ui
