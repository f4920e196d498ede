#pragma once

#include "core/adapters/poppler/confined_process.h"
#include "core/ports/document_pages.h"

namespace consentry::adapters {

struct PopplerOptions {
    std::filesystem::path folder = "/usr/bin"; ///< of pdfinfo, pdftoppm and pdftotext
    ChildLimits limits;
};

/// DocumentPages by the programs of Debian's package poppler-utils, each run for one answer inside
/// a Confinement. Their pictures come as PPM, which is a few numbers and then bare pixels: nothing
/// has to decode what a child that was taken over sends.
class PopplerPages : public DocumentPages {
public:
    explicit PopplerPages(PopplerOptions options = {}) : m_options(std::move(options)) {}

    DocumentFacts facts(ByteView pdf, const std::stop_token& stop) override;
    PagePicture picture(ByteView pdf, int page, const std::stop_token& stop) override;
    PageText text(ByteView pdf, int page, const std::stop_token& stop) override;

private:
    ChildEnd ask(const char* program, std::vector<std::string> arguments, ByteView pdf,
                 std::size_t outputMax, const std::stop_token& stop) const;

    PopplerOptions m_options;
};

} // namespace consentry::adapters
