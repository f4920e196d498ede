#pragma once

#include "ui/widgets/card.h"
#include "ui/widgets/text.h"

#include <QScrollArea>

namespace consentry::ui {

/// A page of the window: a column of at most 1,040 pixels that scrolls, and a footer that stays.
/// A page builds itself from its view struct and builds itself anew when that, the language or the
/// text size changes; keyboard focus (by object name) and scroll position survive.
class Page : public QWidget {
    Q_OBJECT
public:
    enum class Scroll : quint8 {
        Whole, ///< the page scrolls
        None,  ///< the page has a list that scrolls; it gets the page's full width
    };

    explicit Page(QWidget* parent = nullptr, Scroll scroll = Scroll::Whole);

    /// Builds now. Called by setView() of every page; a page is not built before it is first shown
    /// or asked.
    void rebuild();
    /// As rebuild(), but a page that nobody sees waits until it is shown: for what changes every
    /// few seconds.
    void rebuildWhenSeen();

protected:
    virtual void build(QVBoxLayout& column) = 0;
    /// A bar under the scrolling part, or nullptr.
    virtual QWidget* buildFooter() { return nullptr; }
    /// A bar over the scrolling part, or nullptr.
    virtual QWidget* buildHeader() { return nullptr; }
    /// At 100 % text size.
    virtual int maxWidth() const { return size::contentMax; }

    /// The title with actions at its right, and a line under it (may be nullptr).
    static void addHead(QVBoxLayout& column, const QString& title, QWidget* subtitle,
                        const QList<QWidget*>& actions = {});
    static void addSection(QVBoxLayout& column, const QString& title, QWidget* action = nullptr);
    static Text* mutedText(const QString& words);
    /// For a page with a list that scrolls: where the window is low or text is large the head would
    /// leave the list no room; then all of it scrolls, and the list keeps some rows.
    static QScrollArea* scrollWhenLow(QWidget* contents);

    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool isBuilt() const { return m_content != nullptr; }

private:
    QWidget* wrapInScroll(QWidget* column);
    /// Screen readers say what has gone wrong since the page was last seen.
    void tellProblems();
    static QScrollArea* makeArea(QWidget* contents);

    Scroll m_scroll;
    QVBoxLayout* m_outer;
    QWidget* m_content = nullptr;
    QStringList m_toldProblems;
    bool m_isStale = false; ///< is to be built anew before it is seen
    QScrollArea* m_area = nullptr;
};

/// The bar at the foot or head of a page, with a line towards the page; content like the page's
/// column.
class PageBar : public QWidget {
    Q_OBJECT
public:
    enum class Place : quint8 { Top, Bottom };
    PageBar(Place place, int maxWidth, QWidget* parent = nullptr);
    QHBoxLayout& row() { return *m_row; }
    Place place() const { return m_place; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    Place m_place;
    QHBoxLayout* m_row;
};

} // namespace consentry::ui
