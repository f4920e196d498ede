#pragma once

#include "ui/models/access_log.h"
#include "ui/models/attachment_view.h"
#include "ui/models/document_page_view.h"
#include "ui/models/health_check_view.h"
#include "ui/models/own_record_draft.h"
#include "ui/models/paged_list_model.h"
#include "ui/models/trend_series.h"
#include "ui/style/icons.h"

#include <QDate>
#include <QPointer>

#include <optional>

namespace consentry::ui {

/// The kinds into which records are sorted on screen.
enum class HealthFacet : quint8 {
    All,
    Measurements,
    Laboratory,
    Medicines,
    Diagnoses,
    Allergies,
    Visits,
    Vaccinations,
    Documents,
    Other,
    Own,    ///< of any kind, written by the person
    Marked, ///< of any kind, with labels that the person set
};

/// Whether a record is the one that the hospital anchored, as far as somebody checked.
enum class HashState : quint8 {
    Matches,
    NotChecked,
    Differs,     ///< the hospital anchored another version, or the copy is damaged
    NotAnchored, ///< the hospital showed no anchor
    FromFile,    ///< no hospital stands behind it
    Own,         ///< written by the person, so there is nobody to ask
    Amended,     ///< anchored, and replaced since
    Withdrawn,   ///< anchored, and deleted since
    ProofFails,  ///< what the hospital showed does not hang on the ledger
};
/// Whether it is said in red: this copy is not to be relied on.
bool isAlarm(HashState state);

/// What the laboratory says of a value (v3-ObservationInterpretation). Critical: tell somebody.
enum class ValueFlag : quint8 {
    None,
    High,
    Low,
    CriticalHigh,
    CriticalLow,
    Abnormal, ///< neither high nor low: not a number, or the laboratory does not say
    CriticalAbnormal,
};

struct HealthRowView {
    QString id;
    HealthFacet facet = HealthFacet::Other;
    QString name;  ///< "Glucose, fasting"
    QString value; ///< "6.1 mmol/L"; empty for what has none
    ValueFlag flag = ValueFlag::None;
    QString when;   ///< as exact as the record says: "12 March 2024", "2019", "no date"
    QString source; ///< hospital
    HashState hash = HashState::NotChecked;
    QString marks = {}; ///< what the person marked it as: "mental health"; may be empty
};

struct HealthFacetCount {
    HealthFacet facet = HealthFacet::All;
    int count = 0;
};

/// One line of a record. With a target it opens another record.
struct HealthFactView {
    QString label; ///< may be empty
    QString value;
    QString note;   ///< smaller, below
    QString target; ///< the id of a record in this list
};

struct HealthSectionView {
    QString title; ///< empty for the first
    QList<HealthFactView> facts;
};

/// A label that the person may set on a record.
struct OwnMarkView {
    QString code;
    QString word;
    bool isSet = false;
};

struct HealthDetailView {
    QString id;
    QString name;
    QString value;
    ValueFlag flag = ValueFlag::None;
    HashState hash = HashState::NotChecked;
    HealthCheckNote check = {};
    QStringList warnings; ///< to be read before all else
    bool isVoid = false;  ///< entered in error
    QList<HealthSectionView> sections;
    QList<FactView> codes;     ///< with their systems, for whoever looks them up
    QList<FactView> technical; ///< digest, file, id
    QString originalJson;      ///< as received
    /// Of an own record that may be changed: what its form begins with.
    std::optional<OwnRecordDraft> correction;
    QList<OwnMarkView> marks;
    QList<FactView> earlier; ///< versions of an own record before this one, newest first
};

/// All values of what a record measured.
struct HealthTrendView {
    TrendSeries series;
    QStringList remarks; ///< what is not drawn, and why
};

/// Where records come from; like AccessLogSource.
class HealthSource : public RowSource {
    Q_OBJECT
public:
    using RowSource::RowSource;
    virtual std::optional<HealthRowView> row(int index) = 0;
    /// Only kinds that have records; All first.
    virtual QList<HealthFacetCount> counts() const = 0;
    /// None before it is known, and where no record came from a hospital.
    virtual std::optional<HealthCheckView> checks() const { return std::nullopt; }
    virtual void setFilter(HealthFacet facet, const QString& text) = 0;
    virtual void requestDetail(const QString& id) = 0;
    /// Of a record with numbers; takes longer than its detail.
    virtual void requestTrends(const QString& id) = 0;
    /// What a document carries inside; takes longer than its detail.
    virtual void requestAttachments(const QString& id) = 0;
    /// A page of a document among them; a page asked for before is no longer wanted.
    virtual void requestDocumentPage(const QString& id, int attachment, int page) = 0;
    /// Nobody looks at a document any more.
    virtual void stopDocuments() {}
    /// The later of this computer's clock and the newest block: nothing is measured after it.
    virtual QDateTime latestTime() const { return QDateTime::currentDateTime(); }

signals:
    void countsChanged();
    void checksChanged();
    void detailReady(const consentry::ui::HealthDetailView& detail);
    void attachmentsReady(const QString& id,
                          const QList<consentry::ui::AttachmentView>& attachments);
    void documentPageReady(const QString& id, const consentry::ui::DocumentPageView& page);
    void documentTextReady(const QString& id, const consentry::ui::DocumentTextView& text);
    /// Also where there is nothing to draw.
    void trendsReady(const QString& id, const QList<consentry::ui::HealthTrendView>& trends);
};

class HealthModel : public PagedListModel {
    Q_OBJECT
public:
    static constexpr int rowRole = Qt::UserRole + 1;

    explicit HealthModel(QObject* parent = nullptr);
    void setSource(HealthSource* source);
    HealthSource* source() const { return m_source; }

    QVariant data(const QModelIndex& index, int role) const override;

    static QString word(HealthFacet facet);
    static Icon icon(HealthFacet facet);
    static QString word(HashState state);
    /// The sign of a value as words for screen readers: "high", "critically low".
    static QString word(ValueFlag flag);
    /// As reports print it: "↑", "↓↓", "*"; empty for None.
    static QString sign(ValueFlag flag);

private:
    QPointer<HealthSource> m_source;
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::HealthRowView)
