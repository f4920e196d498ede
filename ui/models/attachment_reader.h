#pragma once

#include "core/clinical/attachment.h"
#include "ui/bridge/vault_reading.h"
#include "ui/models/attachment_view.h"

#include <QCoreApplication>
#include <QList>

namespace consentry::ui {

/// What the documents of the open vault carry inside. On a reading thread: decodes pictures.
class AttachmentReader {
    Q_DECLARE_TR_FUNCTIONS(AttachmentReader)
public:
    /// Of a picture, before it is decoded; more is not shown.
    static constexpr qint64 pixelsMax = 40'000'000;
    /// A picture is kept no wider or higher than this.
    static constexpr int sideMax = 2'000;
    /// Of a text, as shown.
    static constexpr std::size_t textMax = 64 * 1024; ///< bytes

    explicit AttachmentReader(const VaultReading& vault) : m_vault(vault) {}

    QList<AttachmentView> attachments(const QString& id);
    /// The bytes of one, to be saved. NotFound where the record or the attachment is not there.
    Result<Bytes> content(const QString& id, int index);

    /// A text of outside with nothing in it but characters and line ends.
    static QString plainText(QString text);
    /// One attachment in words and pictures.
    static AttachmentView view(const clinical::Attachment& attachment);

private:
    Result<std::vector<clinical::Attachment>> read(const QString& id);

    const VaultReading& m_vault;
};

} // namespace consentry::ui
