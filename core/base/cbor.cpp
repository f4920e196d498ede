#include "core/base/cbor.h"

namespace consentry {
namespace {

constexpr unsigned majorUnsigned = 0;
constexpr unsigned majorBytes = 2;
constexpr unsigned majorText = 3;
constexpr unsigned majorArray = 4;
constexpr unsigned majorMap = 5;
constexpr unsigned majorSimple = 7;
constexpr std::uint64_t simpleFalse = 20;
constexpr std::uint64_t simpleTrue = 21;
constexpr std::uint64_t simpleNull = 22;

} // namespace

CborWriter& CborWriter::head(unsigned majorType, std::uint64_t argument) {
    const auto first = [&](unsigned low) {
        m_bytes.push_back(static_cast<std::byte>(majorType << 5 | low));
    };
    int width = 0;
    if (argument < 24) {
        first(static_cast<unsigned>(argument));
    } else if (argument <= 0xFF) {
        first(24);
        width = 1;
    } else if (argument <= 0xFFFF) {
        first(25);
        width = 2;
    } else if (argument <= 0xFFFF'FFFF) {
        first(26);
        width = 4;
    } else {
        first(27);
        width = 8;
    }
    for (int i = width - 1; i >= 0; --i) {
        m_bytes.push_back(static_cast<std::byte>(argument >> (8 * i) & 0xFF));
    }
    return *this;
}

CborWriter& CborWriter::byteString(ByteView bytes) {
    head(majorBytes, bytes.size());
    return raw(bytes);
}

CborWriter& CborWriter::text(std::string_view utf8) {
    head(majorText, utf8.size());
    return raw(bytesOf(utf8));
}

CborWriter& CborWriter::boolean(bool value) {
    return head(majorSimple, value ? simpleTrue : simpleFalse);
}

CborWriter& CborWriter::null() {
    return head(majorSimple, simpleNull);
}

CborWriter& CborWriter::raw(ByteView encoded) {
    append(m_bytes, encoded);
    return *this;
}

Result<CborReader::Head> CborReader::head() {
    ASSIGN_OR_RETURN(ByteView first, take(1));
    const auto initial = std::to_integer<unsigned>(first[0]);
    Head result{initial >> 5, initial & 31};
    if (result.argument < 24) {
        return result;
    }
    if (result.argument > 27) {
        return fail(ErrorCode::NotCanonical, "CBOR indefinite length or reserved head");
    }
    const unsigned width = 1U << (result.argument - 24);
    ASSIGN_OR_RETURN(ByteView rest, take(width));
    std::uint64_t value = 0;
    for (std::byte b : rest) {
        value = value << 8 | std::to_integer<std::uint64_t>(b);
    }
    const std::uint64_t smallest = width == 1 ? 24 : std::uint64_t(1) << (4 * width);
    if (value < smallest) {
        return fail(ErrorCode::NotCanonical, "CBOR integer longer than needed");
    }
    result.argument = value;
    return result;
}

Result<std::uint64_t> CborReader::headOf(unsigned majorType) {
    const std::size_t start = m_position;
    ASSIGN_OR_RETURN(Head found, head());
    if (found.majorType != majorType) {
        m_position = start;
        return fail(ErrorCode::Malformed, "CBOR item of another type");
    }
    return found.argument;
}

Result<ByteView> CborReader::take(std::uint64_t count) {
    if (count > m_input.size() - m_position) {
        return fail(ErrorCode::Malformed, "CBOR input ends early");
    }
    const ByteView taken = m_input.subspan(m_position, static_cast<std::size_t>(count));
    m_position += static_cast<std::size_t>(count);
    return taken;
}

Result<std::uint64_t> CborReader::unsignedInt() {
    return headOf(majorUnsigned);
}

Result<ByteView> CborReader::byteString() {
    ASSIGN_OR_RETURN(const std::uint64_t length, headOf(majorBytes));
    return take(length);
}

Result<std::string_view> CborReader::text() {
    ASSIGN_OR_RETURN(const std::uint64_t length, headOf(majorText));
    ASSIGN_OR_RETURN(ByteView bytes, take(length));
    if (!isValidUtf8(textOf(bytes))) {
        return fail(ErrorCode::Malformed, "CBOR text is not UTF-8");
    }
    return textOf(bytes);
}

Result<std::size_t> CborReader::array() {
    ASSIGN_OR_RETURN(const std::uint64_t count, headOf(majorArray));
    if (count > m_input.size() - m_position) {
        return fail(ErrorCode::Malformed, "CBOR array longer than its input");
    }
    return static_cast<std::size_t>(count);
}

Result<std::size_t> CborReader::map() {
    ASSIGN_OR_RETURN(const std::uint64_t count, headOf(majorMap));
    if (count > (m_input.size() - m_position) / 2) {
        return fail(ErrorCode::Malformed, "CBOR map longer than its input");
    }
    return static_cast<std::size_t>(count);
}

Result<bool> CborReader::boolean() {
    ASSIGN_OR_RETURN(const std::uint64_t value, headOf(majorSimple));
    if (value != simpleFalse && value != simpleTrue) {
        return fail(ErrorCode::Malformed, "CBOR simple value is no boolean");
    }
    return value == simpleTrue;
}

bool CborReader::takeNull() {
    if (m_position < m_input.size() &&
        m_input[m_position] == static_cast<std::byte>(majorSimple << 5 | simpleNull)) {
        ++m_position;
        return true;
    }
    return false;
}

Result<ByteView> CborReader::skip() {
    const std::size_t start = m_position;
    RETURN_IF_ERROR(skipItem(0));
    return m_input.subspan(start, m_position - start);
}

Result<> CborReader::skipItem(int depth) {
    if (depth > depthMax) {
        return fail(ErrorCode::TooLarge, "CBOR nested too deeply");
    }
    ASSIGN_OR_RETURN(const Head found, head());
    switch (found.majorType) {
    case majorUnsigned:
        return {};
    case majorBytes:
    case majorText: {
        ASSIGN_OR_RETURN(ByteView content, take(found.argument));
        if (found.majorType == majorText && !isValidUtf8(textOf(content))) {
            return fail(ErrorCode::Malformed, "CBOR text is not UTF-8");
        }
        return {};
    }
    case majorArray:
    case majorMap: {
        const std::uint64_t items = found.majorType == majorMap ? 2 : 1;
        if (found.argument > (m_input.size() - m_position) / items) {
            return fail(ErrorCode::Malformed, "CBOR container longer than its input");
        }
        for (std::uint64_t i = 0; i < found.argument * items; ++i) {
            RETURN_IF_ERROR(skipItem(depth + 1));
        }
        return {};
    }
    case majorSimple:
        if (found.argument >= simpleFalse && found.argument <= simpleNull) {
            return {};
        }
        [[fallthrough]];
    default:
        return fail(ErrorCode::Unsupported, "CBOR type that this format never uses");
    }
}

Result<> CborReader::finish() const {
    if (!atEnd()) {
        return fail(ErrorCode::Malformed, "bytes after the end of the CBOR item");
    }
    return {};
}

bool isValidUtf8(std::string_view text) {
    std::size_t i = 0;
    const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    while (i < text.size()) {
        const unsigned lead = at(i);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const unsigned follow = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || text.size() - i <= follow) {
            return false;
        }
        for (unsigned k = 1; k <= follow; ++k) {
            if ((at(i + k) & 0xC0) != 0x80) {
                return false;
            }
        }
        const unsigned second = at(i + 1);
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
            return false;
        }
        i += follow + 1;
    }
    return true;
}

} // namespace consentry
