#pragma once

#include "core/base/cbor.h"
#include "core/base/check.h"
#include "core/base/ids.h"
#include "core/base/instant.h"

#include <concepts>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

namespace consentry::registry {

// Internal to core/registry: the one description of a struct's fields serves writing and reading.
//
//     template <class V> void describe(V& v, For<V, BodyRef>& s) {
//         v(0, s.recipient);
//         v(1, s.digest);
//     }
//
// A struct becomes a CBOR map with small unsigned keys in ascending order; absent optionals are
// left out. Fields are read in the order in which they are written, so that a duplicate, a key out
// of order or an unknown key is refused without a table.

template <class V, class T> using For = std::conditional_t<V::isReading, T, const T>;

template <class T> struct IsFixedBytes : std::false_type {};
template <std::size_t N, class Tag> struct IsFixedBytes<FixedBytes<N, Tag>> : std::true_type {};
template <class T> struct IsStrong : std::false_type {};
template <class T, class Tag> struct IsStrong<Strong<T, Tag>> : std::true_type {};

/// How many items a list may have.
struct ListBounds {
    std::size_t min = 0;
    std::size_t max = 0;
};

template <class T> void writeItem(CborWriter& writer, const T& value);
template <class T> Result<> readItem(CborReader& reader, T& value);

/// Counts the fields that are present, for the head of the map.
class FieldCounter {
public:
    static constexpr bool isReading = false;
    template <class T> void operator()(unsigned, const T&) { ++m_count; }
    template <class T> void operator()(unsigned, const std::optional<T>& value) {
        m_count += value.has_value() ? 1U : 0U;
    }
    template <class T> void list(unsigned, const std::vector<T>&, ListBounds) { ++m_count; }
    void text(unsigned, const std::string&, std::size_t) { ++m_count; }
    template <class T> void embed(unsigned, const T&) { ++m_count; }
    std::size_t count() const { return m_count; }

private:
    std::size_t m_count = 0;
};

class FieldWriter {
public:
    static constexpr bool isReading = false;
    explicit FieldWriter(CborWriter& writer) : m_writer(writer) {}

    template <class T> void operator()(unsigned key, const T& value) {
        m_writer.unsignedInt(key);
        writeItem(m_writer, value);
    }
    template <class T> void operator()(unsigned key, const std::optional<T>& value) {
        if (value) {
            (*this)(key, *value);
        }
    }
    template <class T> void list(unsigned key, const std::vector<T>& values, ListBounds) {
        m_writer.unsignedInt(key).array(values.size());
        for (const T& value : values) {
            writeItem(m_writer, value);
        }
    }
    void text(unsigned key, const std::string& value, std::size_t) {
        m_writer.unsignedInt(key).text(value);
    }

private:
    CborWriter& m_writer;
};

/// Reads the fields of one map. After the first error it does nothing more.
class FieldReader {
public:
    static constexpr bool isReading = true;
    explicit FieldReader(CborReader& reader) : m_reader(reader) {
        auto count = reader.map();
        if (count) {
            m_left = *count;
        } else {
            m_status = fail(std::move(count).error());
        }
    }

    template <class T> void operator()(unsigned key, T& value) {
        if (require(key)) {
            note(readItem(m_reader, value));
        }
    }
    template <class T> void operator()(unsigned key, std::optional<T>& value) {
        if (take(key)) {
            note(readItem(m_reader, value.emplace()));
        }
    }
    template <class T> void list(unsigned key, std::vector<T>& values, ListBounds bounds) {
        if (!require(key)) {
            return;
        }
        auto count = m_reader.array();
        if (!count) {
            m_status = fail(std::move(count).error());
            return;
        }
        if (*count < bounds.min || *count > bounds.max) {
            m_status = fail(ErrorCode::TooLarge, "list of " + std::to_string(*count) + " items");
            return;
        }
        values.resize(*count);
        for (T& value : values) {
            note(readItem(m_reader, value));
            if (!m_status) {
                return;
            }
        }
    }
    void text(unsigned key, std::string& value, std::size_t bytesMax) {
        if (!require(key)) {
            return;
        }
        auto found = m_reader.text();
        if (!found) {
            m_status = fail(std::move(found).error());
        } else if (found->size() > bytesMax) {
            m_status = fail(ErrorCode::TooLarge, "text of " + std::to_string(found->size()));
        } else {
            value = *found;
        }
    }

    /// True and its key consumed if the next field is this one.
    bool take(unsigned key) {
        if (!m_status || (m_left == 0 && !m_next)) {
            return false;
        }
        if (!m_next) {
            auto next = m_reader.unsignedInt();
            if (!next) {
                m_status = fail(std::move(next).error());
                return false;
            }
            --m_left;
            m_next = *next;
        }
        if (*m_next != key) {
            return false;
        }
        m_next.reset();
        return true;
    }
    bool require(unsigned key) {
        if (!m_status || take(key)) {
            return m_status.has_value();
        }
        if (m_status) {
            m_status = fail(ErrorCode::Malformed, "field " + std::to_string(key) + " is missing");
        }
        return false;
    }
    void note(Result<> status) {
        if (m_status && !status) {
            m_status = std::move(status);
        }
    }
    CborReader& reader() { return m_reader; }
    /// NotCanonical where fields are left over: unknown, repeated or out of order.
    Result<> finish() {
        if (m_status && (m_left != 0 || m_next)) {
            return fail(ErrorCode::NotCanonical, "unknown, repeated or misplaced field");
        }
        return std::move(m_status);
    }

private:
    CborReader& m_reader;
    Result<> m_status;
    std::size_t m_left = 0;
    std::optional<std::uint64_t> m_next;
};

template <class T> void writeFields(CborWriter& writer, const T& value) {
    FieldCounter counter;
    describe(counter, value);
    writer.map(counter.count());
    FieldWriter fields(writer);
    describe(fields, value);
}

template <class T> Result<> readFields(CborReader& reader, T& value) {
    FieldReader fields(reader);
    describe(fields, value);
    return fields.finish();
}

template <class T> void writeItem(CborWriter& writer, const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
        writer.boolean(value);
    } else if constexpr (std::unsigned_integral<T>) {
        writer.unsignedInt(value);
    } else if constexpr (std::is_enum_v<T>) {
        writer.unsignedInt(static_cast<std::uint64_t>(value));
    } else if constexpr (IsFixedBytes<T>::value) {
        writer.byteString(value.view());
    } else if constexpr (IsStrong<T>::value) {
        writer.unsignedInt(value.value);
    } else if constexpr (std::is_same_v<T, Instant>) {
        // Times before 1970 have no encoding; millisOf is checked where values come from outside.
        CHECK(millisOf(value) >= 0);
        writer.unsignedInt(static_cast<std::uint64_t>(millisOf(value)));
    } else {
        writeFields(writer, value);
    }
}

template <std::unsigned_integral T> Result<> readNumber(CborReader& reader, T& value) {
    ASSIGN_OR_RETURN(const std::uint64_t number, reader.unsignedInt());
    if (number > std::numeric_limits<T>::max()) {
        return fail(ErrorCode::Malformed, "number out of range");
    }
    value = static_cast<T>(number);
    return {};
}

template <class T> Result<> readItem(CborReader& reader, T& value) {
    if constexpr (std::is_same_v<T, bool>) {
        ASSIGN_OR_RETURN(value, reader.boolean());
        return {};
    } else if constexpr (std::unsigned_integral<T>) {
        return readNumber(reader, value);
    } else if constexpr (std::is_enum_v<T>) {
        ASSIGN_OR_RETURN(const std::uint64_t number, reader.unsignedInt());
        if (!isValidEnum(T{}, number)) {
            return fail(ErrorCode::Malformed, "number without a meaning");
        }
        value = static_cast<T>(number);
        return {};
    } else if constexpr (IsFixedBytes<T>::value) {
        return reader.fixed(value);
    } else if constexpr (IsStrong<T>::value) {
        return readNumber(reader, value.value);
    } else if constexpr (std::is_same_v<T, Instant>) {
        // The year 9999 ends at 253,402,300,799,999 ms; no clock of ours shows more.
        ASSIGN_OR_RETURN(const std::uint64_t millis, reader.unsignedInt());
        if (millis > 253'402'300'799'999) {
            return fail(ErrorCode::Malformed, "time out of range");
        }
        value = instantFromMillis(static_cast<std::int64_t>(millis));
        return {};
    } else {
        return readFields(reader, value);
    }
}

/// A struct as bytes of its own: state objects, rows.
template <class T> Bytes encodeObject(const T& value) {
    CborWriter writer;
    writeFields(writer, value);
    return std::move(writer).bytes();
}

template <class T> Result<T> decodeObject(ByteView bytes) {
    CborReader reader(bytes);
    T value;
    RETURN_IF_ERROR(readFields(reader, value));
    RETURN_IF_ERROR(reader.finish());
    return value;
}

/// Enums whose values run from 1 to `last` without a gap.
template <class T> bool isFromOneTo(std::uint64_t number, T last) {
    return number >= 1 && number <= static_cast<std::uint64_t>(last);
}

} // namespace consentry::registry
