#pragma once

#include "core/import/chunk_reader.h"
#include "core/import/import_report.h"

namespace consentry::import {

/// Finds the entries of a Bundle in a stream of any length without holding more than one of them.
/// It looks at brackets and strings only; strictness comes from reading what it hands out: each
/// entry, and the envelope, which is the top-level object with the entries cut out of its "entry"
/// array. Any other object passes through whole as its own envelope.
class BundleScanner {
public:
    enum class Step {
        Entry,      ///< `entry()` holds one
        LargeEntry, ///< an entry beyond the limit was passed over
        End,        ///< the object closed, and only white space follows
        More,       ///< the object closed, and something follows: `isNextOnNewLine()`
        Fault,      ///< `fault()`; nothing behind this place can be found
    };
    struct Fault {
        ImportReason reason = ImportReason::BadJson;
        std::uint64_t byteOffset = 0;
    };

    /// The reader must stand at the "{" of the object.
    BundleScanner(ChunkReader& reader, std::size_t resourceBytesMax)
        : m_reader(reader), m_bytesMax(resourceBytesMax) {}

    /// Io or Cancelled from the source.
    Result<Step> next();

    /// Until the next call.
    std::string_view entry() const { return m_entry; }
    std::uint64_t entryOffset() const { return m_entryOffset; }
    const Fault& fault() const { return m_fault; }
    bool isNextOnNewLine() const { return m_newLine; }
    /// Complete after End or More.
    std::string_view envelope() const { return m_envelope; }
    /// The place in the file of a byte of the envelope.
    std::uint64_t fileOffset(std::size_t inEnvelope) const;

private:
    enum class Place { Envelope, BeforeFirstEntry, BeforeEntry, BehindEntry, InEntry, Behind };

    Step refuse(ImportReason reason, std::uint64_t offset);
    std::optional<Step> stepEnvelope(char c);
    std::optional<Step> stepBetween(char c);
    std::optional<Step> scanEntry();
    static std::size_t skipPlain(std::string_view chunk, std::size_t at, bool inString);
    std::optional<Step> stepBehind(char c);
    bool close(char bracket);
    void noteStringByte(char c);
    void keepRun(std::string_view run);
    Step finish();

    ChunkReader& m_reader;
    std::size_t m_bytesMax;
    Place m_place = Place::Envelope;
    std::vector<bool> m_open; ///< true for an object, false for an array
    bool m_inString = false;
    bool m_escaped = false;
    std::string m_lastString; ///< as written, its first bytes
    std::string m_member;     ///< the name before the value that is being read, at level 1
    std::string m_envelope;
    std::size_t m_cutAt = 0; ///< where entries were cut out of the envelope, and how much
    std::uint64_t m_cutBytes = 0;
    std::uint64_t m_envelopeStart = 0;
    std::uint64_t m_cutStart = 0;
    std::string m_kept; ///< the part of an entry that earlier chunks held
    std::string_view m_entry;
    std::uint64_t m_entryOffset = 0;
    bool m_tooLarge = false;
    bool m_newLine = false;
    Fault m_fault;
};

} // namespace consentry::import
