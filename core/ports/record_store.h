#pragma once

#include "core/clinical/record.h"
#include "core/import/record_sink.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace consentry {

/// A record's row in this vault; stable while the record exists.
using RecordRow = Strong<std::int64_t, struct RecordRowTag>;
using ImportId = Strong<std::int64_t, struct ImportIdTag>;

/// What a list shows of a record, without codes and original bytes.
struct RecordSummary {
    RecordRow row;
    RecordDigest digest;
    std::string resourceType;
    std::string id;
    clinical::Facet facet = clinical::Facet::Other;
    std::string title;
    std::string valueText;
    std::string interpretation;
    std::optional<clinical::TimeSpan> when;
    std::string whenText;
    std::string performer;
    std::string patientReference;
    PartyId custodian;
    clinical::Confidentiality confidentiality = clinical::Confidentiality::Normal;
    ImportId import;
    /// v3-ActCode labels that the person set, separated by blanks. Known to this vault only.
    std::string ownLabels;
    bool isOwn = false; ///< written in this vault by its person; no hospital holds it
};

/// A resource as references name it. An empty type stands for any.
struct RecordName {
    std::string type;
    std::string id;
};

/// All that are set must hold.
struct RecordFilter {
    std::vector<RecordName> names;       ///< one of these; empty: all
    std::vector<clinical::Facet> facets; ///< empty: all
    std::optional<clinical::Code> code;  ///< among the concepts of the record
    std::optional<PartyId> custodian;
    std::optional<ImportId> import;
    std::optional<std::string> patientReference;
    std::optional<bool> isOwn;    ///< true: the person's own only; false: all others
    bool isMarked = false;        ///< only those that have labels of the person's
    std::optional<Instant> from;  ///< begins at or after
    std::optional<Instant> until; ///< begins before
    /// Words, prefixes of Latin words, Chinese of any length; all must occur. Empty: everything.
    std::string search;
};

/// Where a page ended; give it back for the next one. Newest first, undated records last.
struct RecordCursor {
    std::int64_t sortTime = 0;
    RecordRow row;
};

struct RecordPage {
    std::vector<RecordSummary> records;
    std::optional<RecordCursor> next; ///< none at the end
};

/// Where imported records come from.
struct ImportSource {
    std::string fileName;
    Digest fileDigest; ///< may be told later: ImportSession::setFileDigest
    Instant startedAt;
};

/// What an own record said before it was corrected or taken back.
struct OwnVersion {
    RecordDigest digest;
    Instant writtenAt; ///< when it was stored
    Bytes original;
};

struct ImportCounts {
    std::uint64_t added = 0;
    std::uint64_t duplicates = 0; ///< the same digest was there already
    std::uint64_t originalBytes = 0;
};

struct StoredImport {
    ImportId id;
    ImportSource source;
    ImportCounts counts;
    std::string report; ///< what the importer said, as JSON
};

/// One file going into the vault, all or nothing: without `commit` (also after a crash, a lock or
/// a kill) none of its records is there once the vault is opened again. Other threads may write to
/// the same database meanwhile: they wait for the next add(), and what was added by then may be
/// seen. On the import's own thread other writes are refused with InvalidArgument. One thread, from
/// begin to commit, but for prepare(). An importer writes to it as its sink.
class ImportSession : public import::RecordSink {
public:
    virtual const ImportCounts& counts() const = 0;
    /// Before the commit, where the digest was not known at the beginning.
    virtual void setFileDigest(const Digest& digest) = 0;
    /// Durable when it returns. `report` at most 1 MiB.
    virtual Result<StoredImport> commit(std::string_view report) = 0;
};

/// Health records of the vault's person, by digest. Thread-safe. Errors: Locked, DiskFull,
/// DamagedData, Io.
class RecordStore {
public:
    static constexpr std::size_t pageMax = 1000;
    static constexpr std::size_t originalMax = 64 * 1024 * 1024;

    virtual ~RecordStore() = default;

    virtual Result<std::unique_ptr<ImportSession>> beginImport(const ImportSource& source) = 0;
    /// Newest first.
    virtual Result<std::vector<StoredImport>> imports(std::size_t limit) = 0;
    /// NotFound where no file with that digest was imported.
    virtual Result<StoredImport> findImport(const Digest& fileDigest) = 0;
    /// Removes the records that this import added. Returns how many.
    virtual Result<std::uint64_t> removeImport(ImportId import) = 0;

    virtual Result<RecordPage> page(const RecordFilter& filter,
                                    const std::optional<RecordCursor>& after,
                                    std::size_t limit) = 0;
    /// Stops counting at `stopAt`.
    virtual Result<std::uint64_t> count(const RecordFilter& filter, std::uint64_t stopAt) = 0;
    /// Streams in list order until `visit` returns false; `visit` must not call the store.
    virtual Result<> visit(const RecordFilter& filter,
                           const std::function<bool(const RecordSummary&)>& visit) = 0;
    /// Streams what consent may look at, e.g. for the preview of a grant.
    virtual Result<>
    visitFacts(const RecordFilter& filter,
               const std::function<bool(RecordRow, const clinical::RecordFacts&)>& visit) = 0;

    virtual Result<bool> contains(const RecordDigest& digest) = 0;
    /// NotFound where it is not there.
    virtual Result<RecordSummary> find(const RecordDigest& digest) = 0;
    /// Whole, with codes and original bytes; searchText stays empty: only its index is kept.
    virtual Result<clinical::Record> load(const RecordDigest& digest) = 0;
    virtual Result<Bytes> original(const RecordDigest& digest) = 0;
    virtual Result<> erase(const RecordDigest& digest) = 0;

    /// Stores what the person wrote, whole or not at all. With `replaces` it becomes the newest
    /// version of that own record, which then is no longer among the records. NotFound where
    /// `replaces` is no own record (any more), AlreadyExists where the very same record is there.
    virtual Result<> putOwn(const clinical::Record& record, Instant writtenAt,
                            const std::optional<RecordDigest>& replaces) = 0;
    /// Replaces the labels that the person set; those of the source stand in the record and are
    /// never touched. InvalidArgument for what is no code of letters. NotFound.
    virtual Result<> setOwnLabels(const RecordDigest& digest,
                                  const std::vector<std::string>& codes) = 0;
    /// The versions before this one, newest first; empty for a record that is not own.
    virtual Result<std::vector<OwnVersion>> earlierVersions(const RecordDigest& current) = 0;
};

} // namespace consentry
