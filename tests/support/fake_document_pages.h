#pragma once

#include "core/ports/document_pages.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

namespace consentry::test {

/// Pages that a test makes up. Each is grey, the lighter the later, with a black left edge.
class FakeDocumentPages : public DocumentPages {
public:
    int pages = 3;
    PageFault factsFault = PageFault::None;
    /// What is wrong with a page; None where this is empty.
    std::function<PageFault(int page)> fault;
    /// A picture as it comes, whatever it says.
    std::function<void(PagePicture&)> spoil;
    /// While it holds, a picture takes until somebody stops it.
    std::atomic<bool> hangs = false;
    std::atomic<int> askedFacts = 0;
    std::atomic<int> hanging = 0; ///< at this moment
    std::atomic<int> stopped = 0;

    DocumentFacts facts(ByteView, const std::stop_token&) override {
        ++askedFacts;
        return {factsFault, factsFault == PageFault::None ? pages : 0};
    }
    PagePicture picture(ByteView, int page, const std::stop_token& stop) override {
        PagePicture picture;
        if (hangs) {
            ++hanging;
            while (!stop.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            --hanging;
            ++stopped;
            picture.fault = PageFault::Cancelled;
            return picture;
        }
        picture.fault = fault ? fault(page) : PageFault::None;
        if (picture.fault == PageFault::None) {
            picture.width = width;
            picture.height = height;
            picture.pixels.assign(std::size_t{width} * height * 3,
                                  static_cast<std::byte>(page * 10));
            for (std::size_t row = 0; row < height; ++row) {
                std::fill_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(row * width * 3),
                            3, std::byte{0});
            }
        }
        if (spoil) {
            spoil(picture);
        }
        return picture;
    }
    PageText text(ByteView, int page, const std::stop_token&) override {
        PageText text;
        text.text = "Words of page " + std::to_string(page);
        return text;
    }

private:
    static constexpr std::uint8_t width = 61; ///< no multiple of four
    static constexpr std::uint8_t height = 86;
};

} // namespace consentry::test
