#include "core/adapters/poppler/poppler_pages.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace consentry::adapters {
namespace {

constexpr std::size_t factsMax = std::size_t{64} * 1024; ///< bytes; titles of a document are in it
constexpr std::size_t channels = 3;
constexpr std::size_t headerMax = 32; ///< bytes in front of the pixels
constexpr std::size_t pictureMax =
    channels * DocumentPages::sideMax * DocumentPages::sideMax + headerMax;

bool complains(const ChildEnd& end, std::string_view words) {
    return end.complaint.find(words) != std::string::npos;
}

/// What went wrong, as far as a person can do something about it. The words are those of Poppler;
/// a document can bring them about too, and gains another sentence by it.
PageFault faultOf(const ChildEnd& end) {
    switch (end.how) {
    case ChildEnd::How::Exited:
        if (end.code == 0) {
            return PageFault::None;
        }
        if (complains(end, "Incorrect password") || complains(end, "encrypted")) {
            return PageFault::Encrypted;
        }
        return complains(end, "Out of memory") ? PageFault::TooLarge : PageFault::Damaged;
    case ChildEnd::How::Crashed:
        return complains(end, "bad_alloc") ? PageFault::TooLarge : PageFault::Damaged;
    case ChildEnd::How::OutOfTime:
        return PageFault::TooSlow;
    case ChildEnd::How::TooMuchOutput:
        return PageFault::TooLarge;
    case ChildEnd::How::Cancelled:
        return PageFault::Cancelled;
    case ChildEnd::How::NotFound:
        return PageFault::NotInstalled;
    case ChildEnd::How::NotConfined:
    case ChildEnd::How::NotStarted:
        break;
    }
    return PageFault::NotConfined;
}

/// "Pages:           2"; the last such line, because titles stand before it.
std::optional<int> pagesIn(std::string_view facts) {
    constexpr std::string_view name = "\nPages:";
    const std::size_t at = facts.rfind(name);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view rest = facts.substr(at + name.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    int pages = 0;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), pages);
    return read.ec == std::errc() && pages > 0 ? std::optional(pages) : std::nullopt;
}

/// Takes a number of at most sideMax and the one character after it.
std::optional<int> takeNumber(std::string_view& text, char after) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto length = static_cast<std::size_t>(read.ptr - text.data());
    if (read.ec != std::errc() || length >= text.size() || text[length] != after || number < 1 ||
        number > DocumentPages::sideMax) {
        return std::nullopt;
    }
    text.remove_prefix(length + 1);
    return number;
}

/// The binary form of a portable pixmap (PPM, "P6") with one byte a channel, and nothing after it.
PagePicture readPixmap(Bytes bytes) {
    PagePicture picture;
    picture.fault = PageFault::Damaged;
    std::string_view text = textOf(bytes);
    constexpr std::string_view kind = "P6\n";
    constexpr std::string_view depth = "255\n";
    if (!text.starts_with(kind)) {
        return picture;
    }
    text.remove_prefix(kind.size());
    const auto width = takeNumber(text, ' ');
    const auto height = width ? takeNumber(text, '\n') : std::nullopt;
    if (!height || !text.starts_with(depth)) {
        return picture;
    }
    text.remove_prefix(depth.size());
    if (text.size() !=
        static_cast<std::size_t>(*width) * static_cast<std::size_t>(*height) * channels) {
        return picture;
    }
    if (*width == 1 && *height == 1) {
        return picture; // Poppler's way of drawing a page that is not there
    }
    picture.fault = PageFault::None;
    picture.width = *width;
    picture.height = *height;
    bytes.erase(bytes.begin(), bytes.end() - static_cast<std::ptrdiff_t>(text.size()));
    picture.pixels = std::move(bytes);
    return picture;
}

} // namespace

ChildEnd PopplerPages::ask(const char* program, std::vector<std::string> arguments, ByteView pdf,
                           std::size_t outputMax, const std::stop_token& stop) const {
    const ChildProgram child{m_options.folder / program, std::move(arguments)};
    return runConfined(child, pdf, outputMax, m_options.limits, stop);
}

DocumentFacts PopplerPages::facts(ByteView pdf, const std::stop_token& stop) {
    if (pdf.size() > documentMax) {
        return {PageFault::TooLarge, 0};
    }
    const ChildEnd end = ask("pdfinfo", {"-"}, pdf, factsMax, stop);
    const PageFault fault = faultOf(end);
    if (fault != PageFault::None) {
        return {fault, 0};
    }
    const auto pages = pagesIn(textOf(end.output));
    return pages ? DocumentFacts{PageFault::None, *pages} : DocumentFacts{PageFault::Damaged, 0};
}

PagePicture PopplerPages::picture(ByteView pdf, int page, const std::stop_token& stop) {
    PagePicture picture;
    if (pdf.size() > documentMax) {
        picture.fault = PageFault::TooLarge;
        return picture;
    }
    const std::string number = std::to_string(page);
    ChildEnd end =
        ask("pdftoppm",
            {"-f", number, "-l", number, "-cropbox", "-scale-to", std::to_string(sideMax), "-"},
            pdf, pictureMax, stop);
    picture.fault = faultOf(end);
    return picture.fault == PageFault::None ? readPixmap(std::move(end.output)) : picture;
}

PageText PopplerPages::text(ByteView pdf, int page, const std::stop_token& stop) {
    PageText text;
    if (pdf.size() > documentMax) {
        text.fault = PageFault::TooLarge;
        return text;
    }
    const std::string number = std::to_string(page);
    const ChildEnd end =
        ask("pdftotext",
            {"-f", number, "-l", number, "-enc", "UTF-8", "-eol", "unix", "-nopgbrk", "-", "-"},
            pdf, textMax, stop);
    text.isCut = end.how == ChildEnd::How::TooMuchOutput;
    text.fault = text.isCut ? PageFault::None : faultOf(end);
    if (text.fault == PageFault::None) {
        text.text = textOf(end.output);
    }
    return text;
}

} // namespace consentry::adapters
