#include "ui/models/attachment_reader.h"

#include "core/crypto/hash.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/style/painting.h"

#include <QBuffer>
#include <QImageReader>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

using clinical::Attachment;
using clinical::AttachmentFault;
using clinical::AttachmentKind;

/// Megabytes that the decoder may ask for: pixelsMax at four bytes each.
constexpr int decoderMegabytes = 160;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(AttachmentReader)
};

bool isPicture(AttachmentKind kind) {
    return kind == AttachmentKind::Png || kind == AttachmentKind::Jpeg;
}

QString kindWord(const Attachment& attachment) {
    switch (attachment.kind) {
    case AttachmentKind::Png:
        return Texts::tr("PNG picture");
    case AttachmentKind::Jpeg:
        return Texts::tr("JPEG picture");
    case AttachmentKind::Text:
        return Texts::tr("Text");
    case AttachmentKind::Pdf:
        return Texts::tr("PDF document");
    case AttachmentKind::Other:
        break;
    }
    return attachment.contentType.empty() ? Texts::tr("Kind not named")
                                          : toQString(attachment.contentType);
}

QString faultWords(AttachmentFault fault) {
    switch (fault) {
    case AttachmentFault::None:
        return {};
    case AttachmentFault::Elsewhere:
        return Texts::tr("It is not in this record, which only names where it lies. Nothing is "
                         "fetched from there. Ask the hospital for it.");
    case AttachmentFault::Empty:
        return Texts::tr("The record names it, but does not hold it. Ask the hospital for it.");
    case AttachmentFault::BrokenData:
        return Texts::tr("Its data is broken and cannot be read. Ask the hospital for the record "
                         "again.");
    case AttachmentFault::OtherType:
        return Texts::tr("It is not what it says it is, so it is not shown. Ask the hospital for "
                         "the record again.");
    case AttachmentFault::OtherSize:
        return Texts::tr("It has another length than the record says: it may be cut. Ask the "
                         "hospital for the record again.");
    case AttachmentFault::OtherHash:
        return Texts::tr("It differs from what the record says it is. Do not rely on it; ask the "
                         "hospital for the record again.");
    }
    return {};
}

/// Decodes by the declared type alone: no other decoder ever sees the bytes.
void addPicture(const Attachment& attachment, AttachmentView& view, QString& measure) {
    QByteArray bytes =
        QByteArray::fromRawData(reinterpret_cast<const char*>(attachment.content.data()),
                                static_cast<qsizetype>(attachment.content.size()));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader::setAllocationLimit(decoderMegabytes);
    QImageReader reader(&buffer, attachment.kind == AttachmentKind::Png ? "png" : "jpeg");
    reader.setAutoDetectImageFormat(false);
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty()) {
        view.problem = Texts::tr("This picture is damaged and cannot be shown.");
        return;
    }
    measure = Texts::tr("%1 × %2").arg(size.width()).arg(size.height());
    if (qint64(size.width()) * size.height() > AttachmentReader::pixelsMax) {
        view.problem = Texts::tr("This picture is too large to be shown here. Save a copy to look "
                                 "at it with another program.");
        return;
    }
    if (size.width() > AttachmentReader::sideMax || size.height() > AttachmentReader::sideMax) {
        reader.setScaledSize(
            size.scaled(AttachmentReader::sideMax, AttachmentReader::sideMax, Qt::KeepAspectRatio)
                .expandedTo(QSize(1, 1)));
    }
    view.picture = reader.read();
    if (view.picture.isNull()) {
        view.problem = Texts::tr("This picture is damaged and cannot be shown.");
    }
}

void addText(const Attachment& attachment, AttachmentView& view) {
    const bool isUtf8 = attachment.charset.empty() || attachment.charset == "utf-8" ||
                        attachment.charset == "utf8" || attachment.charset == "us-ascii";
    const bool isLatin1 = attachment.charset == "iso-8859-1" || attachment.charset == "latin1";
    if (!isUtf8 && !isLatin1) {
        //: %1 a character set, "gb18030"
        view.problem = Texts::tr("Its characters (%1) cannot be shown here. Save a copy to look at "
                                 "it with another program.")
                           .arg(toQString(attachment.charset));
        return;
    }
    const std::string_view whole = consentry::textOf(attachment.content);
    const QByteArrayView shown(
        whole.data(), static_cast<qsizetype>(std::min(whole.size(), AttachmentReader::textMax)));
    view.text = isLatin1 ? QString::fromLatin1(shown) : QString::fromUtf8(shown);
    view.text = AttachmentReader::plainText(view.text);
    if (whole.size() > AttachmentReader::textMax) {
        view.text += u"\n…\n"_s + Texts::tr("Only the beginning is shown.");
    }
}

/// Letters, digits and a few marks of the title, with the ending of its kind: whatever a title
/// holds, it names no folder and no program.
QString fileNameOf(const Attachment& attachment, const QString& title) {
    constexpr qsizetype lengthMax = 80;
    QString name;
    for (const QChar c : title) {
        if (c.isLetterOrNumber() || c == u' ' || c == u'-' || c == u'_') {
            name += c;
        }
    }
    name = name.simplified().left(lengthMax);
    if (name.isEmpty()) {
        name = Texts::tr("Attachment");
    }
    switch (attachment.kind) {
    case AttachmentKind::Png:
        return name + u".png"_s;
    case AttachmentKind::Jpeg:
        return name + u".jpg"_s;
    case AttachmentKind::Text:
        return name + u".txt"_s;
    case AttachmentKind::Pdf:
        return name + u".pdf"_s;
    case AttachmentKind::Other:
        break;
    }
    return name + u".bin"_s;
}

} // namespace

QString AttachmentReader::plainText(QString text) {
    text.replace(u"\r\n"_s, u"\n"_s);
    // What is no character in a text is no instruction either.
    for (QChar& c : text) {
        const bool isBreak = c == u'\n' || c == u'\t';
        if (!isBreak &&
            (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)) {
            c = u' ';
        }
    }
    return text;
}

AttachmentView AttachmentReader::view(const Attachment& attachment) {
    AttachmentView view;
    view.title = attachment.title.empty() ? tr("Attachment") : toQString(attachment.title);
    view.url = toQString(attachment.url);
    view.fileName = fileNameOf(attachment, view.title);
    view.problem = faultWords(attachment.fault);
    view.canSave = !attachment.content.empty();
    QString measure;
    const bool isShown = attachment.fault != AttachmentFault::OtherType && view.canSave;
    if (isShown && isPicture(attachment.kind)) {
        const QString fault = view.problem;
        addPicture(attachment, view, measure);
        view.problem = view.problem.isEmpty() ? fault : view.problem;
    } else if (isShown && attachment.kind == AttachmentKind::Text) {
        addText(attachment, view);
    } else if (isShown && attachment.kind == AttachmentKind::Pdf) {
        view.hasPages = true;
    } else if (isShown && view.problem.isEmpty()) {
        view.problem = tr("This kind is not shown here. Save a copy to look at it with another "
                          "program.");
    }
    QString bytes;
    if (view.canSave) {
        view.hash = toQString(sha256(attachment.content).hex());
        //: %1 a number
        bytes = tr("%1 bytes").arg(Format::number(static_cast<qint64>(attachment.content.size())));
    }
    view.facts = joinFacts({kindWord(attachment), measure, bytes});
    return view;
}

Result<std::vector<Attachment>> AttachmentReader::read(const QString& id) {
    const auto digest = idFromText<RecordDigest>(id);
    if (!digest) {
        return fail(ErrorCode::NotFound, "record");
    }
    ASSIGN_OR_RETURN(const Bytes original, m_vault.vault.records().original(*digest));
    clinical::JsonDocument document;
    RETURN_IF_ERROR(document.read(consentry::textOf(original)));
    return clinical::attachmentsOf(document.root());
}

QList<AttachmentView> AttachmentReader::attachments(const QString& id) {
    QList<AttachmentView> views;
    const auto found = read(id);
    for (const Attachment& one : found ? *found : std::vector<Attachment>()) {
        views << view(one);
    }
    return views;
}

Result<Bytes> AttachmentReader::content(const QString& id, int index) {
    ASSIGN_OR_RETURN(std::vector<Attachment> found, read(id));
    if (index < 0 || static_cast<std::size_t>(index) >= found.size() ||
        found[static_cast<std::size_t>(index)].content.empty()) {
        return fail(ErrorCode::NotFound, "attachment");
    }
    return std::move(found[static_cast<std::size_t>(index)].content);
}

} // namespace consentry::ui
