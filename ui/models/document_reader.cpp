#include "ui/models/document_reader.h"

#include "ui/models/attachment_reader.h"
#include "ui/models/format.h"

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(DocumentReader)
};

QString faultWords(PageFault fault) {
    switch (fault) {
    case PageFault::None:
    case PageFault::Cancelled:
        return {};
    case PageFault::NotInstalled:
        return Texts::tr("To see PDF documents here, install the package poppler-utils. You can "
                         "still save a copy.");
    case PageFault::NotConfined:
        return Texts::tr("This computer cannot shut in the program that draws PDF documents, so "
                         "none is shown here. You can still save a copy.");
    case PageFault::Damaged:
        return Texts::tr("This PDF is damaged and cannot be shown. Ask the hospital for the record "
                         "again.");
    case PageFault::Encrypted:
        return Texts::tr("This PDF opens only with a password, so it is not shown here. Save a "
                         "copy to open it with another program.");
    case PageFault::TooLarge:
        return Texts::tr("This PDF is too large to be shown here. Save a copy to look at it with "
                         "another program.");
    case PageFault::TooSlow:
        return Texts::tr("Drawing this page took too long and was stopped. Save a copy to look at "
                         "it with another program.");
    }
    return {};
}

/// The pixels have been counted; rows are copied because Qt wants each to begin at four bytes.
QImage imageOf(const PagePicture& picture) {
    const auto row = static_cast<std::size_t>(picture.width) * 3;
    QImage image(picture.width, picture.height, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y) {
        std::memcpy(image.scanLine(y), picture.pixels.data() + static_cast<std::size_t>(y) * row,
                    row);
    }
    return image.convertToFormat(QImage::Format_RGB32); // which is painted without another step
}

} // namespace

DocumentReader::DocumentReader(WalletWorker& worker, const wallet::ReadDocument& document,
                               QObject* parent)
    : QObject(parent), m_worker(worker), m_document(document) {}

DocumentReader::~DocumentReader() {
    stop();
}

void DocumentReader::stop() {
    for (std::stop_source& each : m_stops) {
        each.request_stop();
    }
    m_stops.clear();
    m_opened.reset();
}

void DocumentReader::request(const QString& id, int attachment, int page) {
    m_stops[attachment].request_stop();
    std::stop_source source;
    m_stops[attachment] = source;
    const std::stop_token token = source.get_token();
    if (m_opened && m_opened->id == id && m_opened->attachment == attachment) {
        draw(m_opened, page, token);
        return;
    }
    m_worker
        .read([id, attachment](const VaultReading& vault) {
            auto opened = std::make_shared<Opened>(Opened{id, attachment, {}, {}});
            // What is not there any more is read as an empty document, which is damaged.
            opened->content = AttachmentReader(vault).content(id, attachment).value_or(Bytes());
            return opened;
        })
        .then(this, [this, page, token](const std::shared_ptr<Opened>& opened) {
            if (!token.stop_requested()) {
                m_opened = opened;
                draw(opened, page, token);
            }
        });
}

void DocumentReader::draw(const std::shared_ptr<Opened>& opened, int page,
                          const std::stop_token& stop) {
    m_drawing
        .run([document = m_document, opened, known = opened->pages, page, stop] {
            const auto drawn = document.page(opened->content, page, known, stop);
            return stop.stop_requested()
                       ? std::nullopt
                       : std::optional(std::pair(drawn.pages, view(drawn, opened->attachment)));
        })
        .then(this, [this, opened, stop](const std::pair<int, DocumentPageView>& drawn) {
            if (!stop.stop_requested()) {
                if (drawn.first > 0) {
                    opened->pages = drawn.first;
                }
                emit pageReady(opened->id, drawn.second);
            }
        });
    m_drawing
        .run([document = m_document, opened, page, stop] {
            const auto words = document.text(opened->content, page, stop);
            return stop.stop_requested() ? std::nullopt
                                         : std::optional(view(words, opened->attachment, page));
        })
        .then(this, [this, opened, stop](const DocumentTextView& words) {
            if (!stop.stop_requested()) {
                emit textReady(opened->id, words);
            }
        });
}

DocumentPageView DocumentReader::view(const wallet::DocumentPage& page, int attachment) {
    constexpr int most = wallet::ReadDocument::pagesMax;
    DocumentPageView view;
    view.attachment = attachment;
    view.page = page.page;
    view.pages = std::min(page.pages, most);
    view.problem = faultWords(page.fault);
    if (page.fault == PageFault::None) {
        view.picture = imageOf(page.picture);
    }
    if (page.pages > most) {
        //: %1 and %2 are numbers of pages
        view.remark = tr("Only the first %1 of %2 pages are shown here.")
                          .arg(Format::number(most), Format::number(page.pages));
    }
    return view;
}

DocumentTextView DocumentReader::view(const PageText& text, int attachment, int page) {
    DocumentTextView view;
    view.attachment = attachment;
    view.page = page;
    view.text = AttachmentReader::plainText(
                    QString::fromUtf8(text.text.data(), qsizetype(text.text.size())))
                    .trimmed();
    if (text.isCut) {
        view.note = tr("Only the beginning is shown.");
    } else if (view.text.isEmpty()) {
        view.note = text.fault == PageFault::None
                        ? tr("This page has no words that can be read out, only pictures. It may "
                             "have been scanned.")
                        : tr("The words of this page cannot be read out.");
    }
    return view;
}

} // namespace consentry::ui
