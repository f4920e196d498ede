#pragma once

#include "ui/models/health_records.h"
#include "ui/widgets/document_view.h"
#include "ui/widgets/side_panel.h"

#include <QMap>

namespace consentry::ui {

/// One record: what must be read first, its value, its lines, the course of its values, its codes
/// and its original. Everything is shown as plain text.
class HealthPanel : public SidePanel {
    Q_OBJECT
public:
    /// `back` is the name of the record that led here, or empty.
    HealthPanel(const HealthDetailView& detail, const QString& back, QWidget* parent = nullptr);
    void setFocusAtStart();
    /// In the place that was kept for them.
    void setTrends(const QList<HealthTrendView>& trends);
    /// In theirs.
    void setAttachments(const QList<AttachmentView>& attachments);
    /// Of a document among them.
    void setDocumentPage(const DocumentPageView& page);
    void setDocumentText(const DocumentTextView& text);
    void setRoom(DocumentView::Room room);
    /// While copies are being compared with the ledger the button for it waits.
    void setChecking(bool isChecking);

signals:
    void recordAsked(const QString& id);
    void backAsked();
    void correctAsked(const consentry::ui::OwnRecordDraft& draft);
    void withdrawAsked(const QString& id);
    void checkAsked(const QString& id);
    void marksAsked(const QString& id, const QStringList& codes);
    /// A copy of the attachment at this place of the list is to be saved outside the vault.
    void saveCopyAsked(int index);
    /// A page of the document at this place is wanted.
    void pageAsked(int index, int page);
    void wideAsked(bool wide);

private:
    void addHead(const HealthDetailView& detail);
    /// What the person may do with a record of their own, and what it said before.
    void addOwn(const HealthDetailView& detail);
    void addTitle(const HealthDetailView& detail, const QString& back);
    /// What the ledger says of this copy, and the way to ask it.
    void addCheck(const HealthDetailView& detail);
    void addSection(const HealthSectionView& section);
    void addLink(const HealthFactView& fact);
    void addFacts(const QString& title, const QList<FactView>& facts);

    void addMarks(const HealthDetailView& detail);
    void addAttachment(const AttachmentView& attachment, int index);
    void addPicture(const AttachmentView& attachment, int index);
    void addDocument(const AttachmentView& attachment, int index);
    void showTopOf(const QWidget& document);

    DocumentView::Room m_room = DocumentView::Room::Beside;
    QWidget* m_check = nullptr;           ///< the button that asks the ledger
    QMap<int, DocumentView*> m_documents; ///< by their place among the attachments
    QVBoxLayout* m_attachments;
    QVBoxLayout* m_trends;
};

} // namespace consentry::ui
