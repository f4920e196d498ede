#pragma once

#include "core/base/bytes.h"

#include <cstdint>

namespace consentry::light_client {

/// The few protobuf encodings inside the engine's hashes and sign-bytes (protobuf wire format,
/// proto3). Fields are written in ascending order by the caller; zero numbers and empty byte
/// strings are left out, as proto3 does, messages are always written.
class ProtoWriter {
public:
    ProtoWriter& varint(std::uint32_t field, std::uint64_t value) {
        if (value != 0) {
            rawVarint(field << 3U);
            rawVarint(value);
        }
        return *this;
    }
    /// int64 and int32: negative values take ten bytes.
    ProtoWriter& signedVarint(std::uint32_t field, std::int64_t value) {
        return varint(field, static_cast<std::uint64_t>(value));
    }
    ProtoWriter& fixed64(std::uint32_t field, std::uint64_t value) {
        if (value != 0) {
            rawVarint(field << 3U | 1U);
            for (unsigned shift = 0; shift < 64; shift += 8) {
                m_bytes.push_back(static_cast<std::byte>(value >> shift & 0xFFU));
            }
        }
        return *this;
    }
    ProtoWriter& bytes(std::uint32_t field, ByteView value) {
        return value.empty() ? *this : message(field, value);
    }
    ProtoWriter& message(std::uint32_t field, ByteView value) {
        rawVarint(field << 3U | 2U);
        return delimited(value);
    }
    /// Length, then the bytes, without a field number.
    ProtoWriter& delimited(ByteView value) {
        rawVarint(value.size());
        append(m_bytes, value);
        return *this;
    }

    const Bytes& result() const& { return m_bytes; }
    Bytes result() && { return std::move(m_bytes); }

private:
    void rawVarint(std::uint64_t value) {
        while (value >= 0x80U) {
            m_bytes.push_back(static_cast<std::byte>(0x80U | (value & 0x7FU)));
            value >>= 7U;
        }
        m_bytes.push_back(static_cast<std::byte>(value));
    }

    Bytes m_bytes;
};

} // namespace consentry::light_client
