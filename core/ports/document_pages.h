#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace consentry {

/// Why a page of a document is not there. Each is an answer that a person is told, not an Error.
enum class PageFault : std::uint8_t {
    None,
    NotInstalled, ///< the program that draws pages is not on this computer
    NotConfined,  ///< this system cannot shut that program in, so it was not run
    Damaged,      ///< cannot be read as a PDF, or has no such page
    Encrypted,    ///< opens only with a password
    TooLarge,     ///< the document, or what its page needs, is beyond a limit
    TooSlow,      ///< was stopped after the time that it may take
    Cancelled,
};

struct DocumentFacts {
    PageFault fault = PageFault::None;
    int pages = 0; ///< as the document says: at least 1 where there is no fault
};

struct PagePicture {
    PageFault fault = PageFault::None;
    int width = 0;
    int height = 0;
    Bytes pixels; ///< red, green and blue of each, row by row: width × height × 3 bytes
};

struct PageText {
    PageFault fault = PageFault::None;
    std::string text; ///< not checked to be UTF-8; empty of a scanned page
    bool isCut = false;
};

/// Draws pages of PDF documents that come from outside, and reads their words, without ever
/// parsing one in this process. Nothing of a document reaches the disk. Each call blocks until the
/// answer is there or was stopped. Thread-safe. Pages count from 1.
class DocumentPages {
public:
    /// Of a document; a larger one is TooLarge.
    static constexpr std::size_t documentMax = std::size_t{64} * 1024 * 1024; ///< bytes
    /// No picture is wider or higher.
    static constexpr int sideMax = 2'000; ///< pixels
    /// Of the words of one page.
    static constexpr std::size_t textMax = std::size_t{64} * 1024; ///< bytes

    virtual ~DocumentPages() = default;
    virtual DocumentFacts facts(ByteView pdf, const std::stop_token& stop) = 0;
    virtual PagePicture picture(ByteView pdf, int page, const std::stop_token& stop) = 0;
    virtual PageText text(ByteView pdf, int page, const std::stop_token& stop) = 0;
};

} // namespace consentry
