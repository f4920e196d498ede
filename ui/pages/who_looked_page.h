#pragma once

#include "ui/models/access_log.h"
#include "ui/widgets/page.h"

class QMenu;
class QTimer;

namespace consentry::ui {

class AccessFilterMenu;
class Button;
class CalendarStrip;
class FilterChips;
class SearchField;
class SidePanel;
class VirtualList;

/// Every access, grouped by day, with filters, search, and one visit in detail at the right. The
/// list asks its source only for the rows on screen.
class WhoLookedPage : public Page {
    Q_OBJECT
public:
    explicit WhoLookedPage(QWidget* parent = nullptr);
    /// Not owned; must outlive the page or be replaced by nullptr.
    void setSource(AccessLogSource* source, const QDate& today);
    /// Opens the log with the accesses of one grant: "Seen 9 times" leads here.
    void showGrant(const QString& id);
    /// Opens the log with what fits these words, whatever was filtered before.
    void showText(const QString& words);
    /// Opens the log under this filter alone.
    void showOnly(const AccessFilter& filter);
    /// Opens the side panel for one access.
    void showDetail(const QString& id);
    /// Offers what the rows can be written as.
    void openExportMenu();

signals:
    /// The rows that the filter lets through.
    void exportAsked(consentry::ui::LogExportKind kind);
    void disputeAsked(const QString& accessId);
    /// Stop all access of the one who stands behind this row.
    void stopAsked(const QString& accessId);

protected:
    void build(QVBoxLayout& column) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void resetFilter();
    void refilter();
    /// Either rows, or why there are none.
    void showEmpty();
    void activate(int row);
    Button* makeFilter();
    QWidget* makeChosen();
    void choose(AccessChoiceKind kind, const std::optional<AccessChoice>& choice);
    QMenu* makePeriods();
    Button* makeExport();
    void choosePeriod(int days);
    void chooseDays(const QDate& from, const QDate& to);
    void showPeriod();
    QString periodText() const;
    static QString periodWords(int days);
    CalendarStrip* makeCalendar();
    void fillCalendar();
    void showCalendar(bool shown);
    void rememberPlace();
    void restorePlace();
    void fillCounts();
    void fillCompleteness();
    void openPanel(const AccessDetailView& detail);
    void closePanel();
    void arrange();
    SidePanel* makePanel(const AccessDetailView& detail);

    AccessLogModel* m_model;
    QDate m_today;
    AccessFilter m_filter;
    int m_periodDays = 0; ///< back from today; 0 = all time, or days that were chosen
    /// None: where there is room for it.
    std::optional<bool> m_wantsCalendar;
    QString m_detailId;
    AccessDetailView m_shown; ///< in the panel
    QTimer* m_typing;
    /// Where the list stood before rows came: the visit at its top, how far that was scrolled, and
    /// the chosen one.
    struct Remembered {
        QString topId; ///< empty at the very top
        int offset = 0;
        QString currentId;
    };
    std::optional<Remembered> m_remembered;

    QWidget* m_main = nullptr;
    QWidget* m_statusPlace = nullptr;
    VirtualList* m_list = nullptr;
    EmptyState* m_empty = nullptr;
    FilterChips* m_chips = nullptr;
    SearchField* m_search = nullptr;
    Button* m_period = nullptr;
    AccessFilterMenu* m_filters = nullptr;
    CalendarStrip* m_calendar = nullptr;
    Button* m_export = nullptr;
    QHBoxLayout* m_across = nullptr;
    SidePanel* m_panel = nullptr;
};

} // namespace consentry::ui
