#include "core/wallet/read_document.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

constexpr std::size_t bytesPerPixel = 3;

bool isWhole(const PagePicture& picture) {
    const auto isSide = [](int side) { return side >= 1 && side <= DocumentPages::sideMax; };
    return isSide(picture.width) && isSide(picture.height) &&
           picture.pixels.size() == static_cast<std::size_t>(picture.width) *
                                        static_cast<std::size_t>(picture.height) * bytesPerPixel;
}

} // namespace

DocumentPage ReadDocument::page(ByteView pdf, int page, std::optional<int> known,
                                const std::stop_token& stop) const {
    DocumentPage answer;
    const DocumentFacts facts =
        known ? DocumentFacts{PageFault::None, *known} : m_pages->facts(pdf, stop);
    if (facts.fault != PageFault::None || facts.pages < 1) {
        answer.fault = facts.fault != PageFault::None ? facts.fault : PageFault::Damaged;
        return answer;
    }
    answer.pages = facts.pages;
    answer.page = std::clamp(page, 1, std::min(facts.pages, pagesMax));
    answer.picture = m_pages->picture(pdf, answer.page, stop);
    answer.fault = answer.picture.fault;
    if (answer.fault == PageFault::None && !isWhole(answer.picture)) {
        answer.fault = PageFault::Damaged;
        answer.picture = {};
    }
    return answer;
}

PageText ReadDocument::text(ByteView pdf, int page, const std::stop_token& stop) const {
    PageText text = m_pages->text(pdf, page, stop);
    if (text.text.size() > DocumentPages::textMax) {
        text.text.resize(DocumentPages::textMax);
        text.isCut = true;
    }
    return text;
}

} // namespace consentry::wallet
