#pragma once

#include "core/wallet/read_document.h"
#include "ui/bridge/wallet_worker.h"
#include "ui/models/document_page_view.h"

#include <QHash>

#include <memory>

namespace consentry::ui {

/// Brings pages of the PDF documents that records of the open vault carry. Works on threads of its
/// own, for a page may take its time; keeps one document, and no page. Lives on the GUI thread.
class DocumentReader : public QObject {
    Q_OBJECT
public:
    DocumentReader(WalletWorker& worker, const wallet::ReadDocument& document,
                   QObject* parent = nullptr);
    /// Waits for what was stopped.
    ~DocumentReader() override;

    /// A page and its words, each told when it is there. What was asked of the same attachment
    /// before is stopped.
    void request(const QString& id, int attachment, int page);
    /// Nobody looks any more, or the vault is being locked: stops all, and forgets the document.
    void stop();

    /// One page in a picture and words.
    static DocumentPageView view(const wallet::DocumentPage& page, int attachment);
    static DocumentTextView view(const PageText& text, int attachment, int page);

signals:
    void pageReady(const QString& id, const consentry::ui::DocumentPageView& page);
    void textReady(const QString& id, const consentry::ui::DocumentTextView& text);

private:
    struct Opened {
        QString id;
        int attachment = 0;
        Bytes content;
        std::optional<int> pages;
    };
    void draw(const std::shared_ptr<Opened>& opened, int page, const std::stop_token& stop);

    WalletWorker& m_worker;
    wallet::ReadDocument m_document;
    QHash<int, std::stop_source> m_stops; ///< by attachment
    std::shared_ptr<Opened> m_opened;     ///< the last one
    Executor m_drawing{2};                ///< last: its jobs end before what they use
};

} // namespace consentry::ui
