#pragma once

#include "ui/models/completeness_view.h"
#include "ui/models/paged_list_model.h"

#include <QDate>
#include <QHash>
#include <QPointer>

#include <map>
#include <optional>

namespace consentry::ui {

/// How an access stands against the rules.
enum class AccessMark : quint8 { ByRule, Emergency, BroaderThanUsed, NoRule, Refused, Request };

/// One row of the access log: a day's heading, or one visit.
struct AccessRowView {
    bool isDay = false;
    QDate day;
    int countOfDay = 0; ///< for a heading
    QString id;
    QDateTime at;
    AccessMark mark = AccessMark::ByRule;
    QString who;       ///< "Dr Li Na"
    QString where;     ///< "Endocrinology, Union Hospital"
    QStringList facts; ///< "Glucose, HbA1c", "for treatment"; joined by the view
    int items = 0;
    QString dispute; ///< "you objected", "answered"; empty = no objection
    /// Several accesses of one visit, told in one row; `at` is the newest one's time.
    int accesses = 1;
    QDateTime since; ///< the oldest one's
    bool isOpen = false;
    bool isPart = false; ///< one access, below the row of its visit
};

/// By what a filter chooses, one of each.
enum class AccessChoiceKind : quint8 { Person, Organization, Purpose, Data };

/// Somebody or something that accesses can be chosen by.
struct AccessChoice {
    QString key;
    QString name;
    int accesses = 0; ///< that choosing it would show

    bool operator==(const AccessChoice& other) const { return key == other.key; }
};

struct AccessFilter {
    std::optional<AccessMark> mark; ///< Emergency includes BroaderThanUsed
    QString text;
    QString grant; ///< id; empty = all
    std::map<AccessChoiceKind, AccessChoice> chosen;
    QDate from; ///< invalid = open
    QDate to;

    bool operator==(const AccessFilter&) const = default;
};

struct AccessCounts {
    int all = 0;
    int byRule = 0;
    int emergency = 0;
    int noRule = 0;
    int refused = 0;

    void add(AccessMark mark) {
        ++all;
        byRule += mark == AccessMark::ByRule;
        emergency += mark == AccessMark::Emergency;
        noRule += mark == AccessMark::NoRule;
        refused += mark == AccessMark::Refused;
    }
    AccessCounts& operator+=(const AccessCounts& other) {
        all += other.all;
        byRule += other.byRule;
        emergency += other.emergency;
        noRule += other.noRule;
        refused += other.refused;
        return *this;
    }
};

struct FactView {
    QString label;
    QString value;
    QString detail;

    bool operator==(const FactView&) const = default;
};

/// What the side panel shows for one row.
struct AccessDetailView {
    QString id;
    AccessMark mark = AccessMark::ByRule;
    QString heading;     ///< "No rule allowed this access"
    QString explanation; ///< why, in one or two sentences
    QList<FactView> facts;
    QList<FactView> technical; ///< block, row number, hashes
    QString raw;               ///< the entry as the chain of hashes has it
    bool mayDispute = false;
    QString disputeLine;    ///< what became of an objection, else empty
    bool hasAnswer = false; ///< to an objection: it is among the facts
    QString stopWords; ///< label of the revoke button, "Stop all access of …"; empty = no button

    bool operator==(const AccessDetailView&) const = default;
};

/// What a log can be written as.
enum class LogExportKind : quint8 {
    Table,    ///< CSV
    Fhir,     ///< a Bundle of AuditEvent
    Document, ///< PDF
};

/// On which days there is something to see.
struct AccessCalendar {
    QDate first; ///< of the whole log; invalid while it is empty
    QDate last;
    /// What the filter lets through, but for its days: what choosing another day would show.
    QHash<QDate, AccessCounts> days;
};

/// Where the rows come from. The bridge implements it over the vault, tests over memory. Rows are
/// asked for by number and may arrive later; counts and numbers follow the filter.
class AccessLogSource : public RowSource {
    Q_OBJECT
public:
    using RowSource::RowSource;
    /// Rows under the current filter, headings included.
    int rowCount() const override = 0;
    /// The row, or nothing while it is being loaded; then rowsReady() follows.
    virtual std::optional<AccessRowView> row(int index) = 0;
    /// Whether rowCount(), counts() and calendar() are of the whole log, not of its newest days.
    virtual bool isWhole() const { return true; }
    virtual AccessCounts counts() const = 0;
    virtual AccessCalendar calendar() const = 0;
    virtual CompletenessView completeness() const = 0;
    /// The id of the access there, or of the visit that folds several, whether loaded or not; empty
    /// for a heading.
    virtual QString idAt(int) const { return {}; }
    /// Where this one stands now, or the next older one; -1 where there is none.
    virtual int indexOf(const QString&) const { return -1; }
    /// Whether this row folds several accesses.
    virtual bool isFold(int) const { return false; }
    /// Shows or hides its accesses below it. Emits reset().
    virtual void setOpen(int, bool) {}
    /// Answered by choicesReady(), most accesses first.
    virtual void requestChoices(AccessChoiceKind) {}
    /// Emits reset() when the new rows can be counted.
    virtual void setFilter(const AccessFilter& filter) = 0;
    /// Answered by detailReady().
    virtual void requestDetail(const QString& id) = 0;

signals:
    /// Rows come or go while the filter stays: reset() follows at once.
    void changing();
    void countsChanged(); ///< also of the calendar
    void completenessChanged();
    void detailReady(const consentry::ui::AccessDetailView& detail);
    void choicesReady(consentry::ui::AccessChoiceKind kind,
                      const QList<consentry::ui::AccessChoice>& choices);
};

/// The log for a view: asks the source only for rows that are shown. DisplayRole is the row as a
/// screen reader says it.
class AccessLogModel : public PagedListModel {
    Q_OBJECT
public:
    static constexpr int rowRole = Qt::UserRole + 1;

    explicit AccessLogModel(QObject* parent = nullptr);
    /// Not owned; may be nullptr.
    void setSource(AccessLogSource* source);
    AccessLogSource* source() const { return m_source; }

    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    static QString word(AccessMark mark);
    /// What a filter lets through, one condition each: "No rule", "with “glucose”", "from 1 June
    /// 2026". Empty: everything.
    static QStringList words(const AccessFilter& filter);

private:
    QPointer<AccessLogSource> m_source;
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::AccessRowView)
