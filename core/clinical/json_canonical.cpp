#include "core/clinical/json_canonical.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <array>

namespace consentry::clinical {
namespace {

/// What a string may not hold as it is: RFC 8785 §3.2.2.2.
constexpr auto isEscaped = [] {
    std::array<bool, 256> table{};
    std::fill_n(table.begin(), 0x20, true);
    table[static_cast<unsigned char>('"')] = true;
    table[static_cast<unsigned char>('\\')] = true;
    return table;
}();

void appendEscape(char c, std::string& target) {
    static constexpr std::string_view shorts = "\"\\\b\t\n\f\r";
    static constexpr std::string_view letters = "\"\\btnfr";
    static constexpr char digits[] = "0123456789abcdef";
    target += '\\';
    if (const std::size_t found = shorts.find(c); found != std::string_view::npos) {
        target += letters[found];
        return;
    }
    const auto byte = static_cast<unsigned char>(c);
    target += "u00";
    target += digits[byte >> 4];
    target += digits[byte & 15];
}

void appendString(std::string_view text, std::string& target) {
    target += '"';
    auto run = text.begin();
    for (auto at = run; at != text.end(); ++at) {
        if (isEscaped[static_cast<unsigned char>(*at)]) {
            target.append(run, at);
            appendEscape(*at, target);
            run = at + 1;
        }
    }
    target.append(run, text.end());
    target += '"';
}

constexpr std::size_t membersUsual = 64; ///< that are open at once

struct Member {
    std::string_view name;
    JsonValue value;
};

class CanonicalWriter {
public:
    explicit CanonicalWriter(std::string& target) : m_target(target) {
        m_members.reserve(membersUsual);
    }

    void write(JsonValue value) {
        switch (value.kind()) {
        case JsonKind::Object:
            return writeObject(value, [](std::string_view) { return true; });
        case JsonKind::Array:
            return writeArray(value);
        case JsonKind::String:
            return appendString(value.text(), m_target);
        case JsonKind::Number:
            m_target += value.text();
            return;
        case JsonKind::True:
            m_target += "true";
            return;
        case JsonKind::False:
            m_target += "false";
            return;
        case JsonKind::Null:
        case JsonKind::Absent:
            m_target += "null";
            return;
        }
    }

    void writeResource(JsonValue resource) {
        const JsonValue meta = resource["meta"];
        const auto keptInMeta = [](std::string_view name) {
            return name != "versionId" && name != "lastUpdated";
        };
        bool metaStays = !meta.isObject();
        for (const auto& [name, value] : meta.members()) {
            metaStays = metaStays || keptInMeta(name);
        }
        writeMembers(
            resource, [&](std::string_view name) { return name != "meta" || metaStays; },
            [&](const Member& member) {
                if (member.name == "meta" && member.value.isObject()) {
                    writeObject(member.value, keptInMeta);
                } else {
                    write(member.value);
                }
            });
    }

private:
    template <class Keep> void writeObject(JsonValue object, Keep keep) {
        writeMembers(object, keep, [&](const Member& member) { write(member.value); });
    }

    template <class Keep, class Write>
    void writeMembers(JsonValue object, Keep keep, Write writeValue) {
        const std::size_t first = m_members.size();
        for (const auto& [name, value] : object.members()) {
            if (keep(name)) {
                m_members.push_back({name, value});
            }
        }
        std::sort(m_members.begin() + std::ptrdiff_t(first), m_members.end(),
                  [](const Member& a, const Member& b) { return utf16Less(a.name, b.name); });
        const std::size_t last = m_members.size();
        m_target += '{';
        for (std::size_t i = first; i < last; ++i) {
            if (i > first) {
                m_target += ',';
            }
            const Member member = m_members[i]; // the vector grows below
            appendString(member.name, m_target);
            m_target += ':';
            writeValue(member);
        }
        m_target += '}';
        m_members.resize(first);
    }

    void writeArray(JsonValue array) {
        m_target += '[';
        bool isFirst = true;
        for (const JsonValue item : array.items()) {
            if (!isFirst) {
                m_target += ',';
            }
            isFirst = false;
            write(item);
        }
        m_target += ']';
    }

    std::string& m_target;
    std::vector<Member> m_members; ///< of all objects that are open, one stack
};

} // namespace

bool utf16Less(std::string_view a, std::string_view b) {
    const auto [inA, inB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (inA == a.end() || inB == b.end()) {
        return inB != b.end();
    }
    const auto byteA = static_cast<unsigned char>(*inA);
    const auto byteB = static_cast<unsigned char>(*inB);
    // Code points from U+10000 (lead byte from 0xF0) are written with surrogates, which sort below
    // U+E000 to U+FFFF (lead bytes 0xEE and 0xEF). All else sorts as its bytes do.
    if (byteA >= 0xEE && byteB >= 0xEE && (byteA >= 0xF0) != (byteB >= 0xF0)) {
        return byteA >= 0xF0;
    }
    return byteA < byteB;
}

void appendCanonicalJson(JsonValue value, std::string& target) {
    CanonicalWriter(target).write(value);
}

std::string canonicalJson(JsonValue value) {
    std::string text;
    appendCanonicalJson(value, text);
    return text;
}

std::string canonicalResource(JsonValue resource) {
    std::string text;
    text.reserve(resource.raw().size());
    CanonicalWriter(text).writeResource(resource);
    return text;
}

RecordDigest recordDigest(JsonValue resource) {
    const Digest digest = sha256(bytesOf(canonicalResource(resource)));
    RecordDigest result;
    std::memcpy(result.data(), digest.view().data(), RecordDigest::size);
    return result;
}

Result<RecordDigest> recordDigest(ByteView resource) {
    JsonDocument document;
    RETURN_IF_ERROR(document.read(textOf(resource)));
    if (!document.root().isObject()) {
        return fail(ErrorCode::Malformed, "a resource is a JSON object");
    }
    return recordDigest(document.root());
}

} // namespace consentry::clinical
