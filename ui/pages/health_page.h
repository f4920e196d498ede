#pragma once

#include "ui/models/health_records.h"
#include "ui/widgets/page.h"

class QTimer;

namespace consentry::ui {

class FilterChips;
class HealthPanel;
class SearchField;
class VirtualList;
class WriteDownPanel;

/// The person's records by kind, with search, and one record in detail with its original.
class HealthPage : public Page {
    Q_OBJECT
public:
    explicit HealthPage(QWidget* parent = nullptr);
    /// Not owned; must outlive the page or be replaced by nullptr.
    void setSource(HealthSource* source);
    void showDetail(const QString& id);
    /// The records that fit these words, of every kind.
    void showText(const QString& words);
    /// Opens the form, with what was typed into it before; a correction takes its place.
    void writeDown();
    void correct(const OwnRecordDraft& draft);
    /// What the form holds was stored as this record.
    void showWritten(const QString& id);
    /// It could not be stored; the form keeps what was typed.
    void showWriteProblem(const QString& words);
    /// Whether copies are being compared with the ledger: not twice at a time.
    void setChecking(bool isChecking);
    /// What is known of the record that is shown has changed.
    void refreshDetail();

signals:
    void writeAsked(const consentry::wallet::OwnEntry& entry, const QString& replaces,
                    const QDateTime& now);
    void withdrawAsked(const QString& id);
    void marksAsked(const QString& id, const QStringList& codes);
    /// A copy of what this record carries at this place is to be saved outside the vault.
    void saveCopyAsked(const QString& id, int index, const QString& name);
    void importAsked();
    /// Copies are to be compared with the ledger: this one, or all where it is empty.
    void checkAsked(const QString& id);
    /// Files were let go over the page; as many as there were.
    void filesDropped(const QStringList& paths);
    /// The records are to be shown as somebody else sees them.
    void seeAsAsked();

protected:
    void build(QVBoxLayout& column) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void refilter();
    void fillCounts();
    void fillChecks();
    /// From one record to another, with a way back.
    void follow(const QString& id);
    void goBack();
    void ask(const QString& id);
    void openPanel(const HealthDetailView& detail);
    void openForm();
    void closePanel();
    void dropPanels();
    void arrange();

    HealthModel* m_model;
    HealthFacet m_facet = HealthFacet::All;
    QString m_text;
    QString m_detailId;
    struct Step {
        QString id;
        QString name;
    };
    QList<Step> m_trail; ///< the records that led to the one that is shown
    QString m_detailName;
    QTimer* m_typing;
    QWidget* m_main = nullptr;
    QWidget* m_dropHint = nullptr;
    VirtualList* m_list = nullptr;
    FilterChips* m_chips = nullptr;
    QWidget* m_subtitle = nullptr;
    QHBoxLayout* m_checks = nullptr; ///< the line about the ledger
    bool m_isChecking = false;
    QHBoxLayout* m_across = nullptr;
    HealthPanel* m_panel = nullptr;
    bool m_isWide = false;         ///< documents of the record have the whole width
    QStringList m_attachmentNames; ///< of the record that is shown
    WriteDownPanel* m_form = nullptr;
    std::optional<OwnRecordDraft> m_draft; ///< typed and not stored yet
    bool m_showsForm = false;
};

} // namespace consentry::ui
