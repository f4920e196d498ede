#pragma once

#include "core/ports/document_pages.h"

#include <optional>

namespace consentry::wallet {

/// One page of a document, as far as it goes.
struct DocumentPage {
    PageFault fault = PageFault::None;
    int page = 1;
    int pages = 0; ///< as the document says; 0 where that could not be found out
    PagePicture picture;
};

/// Reads a PDF that a record carries, page by page. Whoever draws the pages is not believed: a
/// picture that is not what it says is none. Blocks; a copy may be used on any thread.
class ReadDocument {
public:
    /// Those after it are not shown.
    static constexpr int pagesMax = 2'000;

    /// `pages` must outlive all copies.
    explicit ReadDocument(DocumentPages& pages) : m_pages(&pages) {}

    /// The page, or the nearest that there is. `known` is how many the document has, once that was
    /// answered before.
    DocumentPage page(ByteView pdf, int page, std::optional<int> known,
                      const std::stop_token& stop) const;
    PageText text(ByteView pdf, int page, const std::stop_token& stop) const;

private:
    DocumentPages* m_pages;
};

} // namespace consentry::wallet
