#include "core/adapters/sqlcipher/schema.h"

#include "core/adapters/sqlcipher/schema_fills.h"

#include <array>

namespace consentry::adapters {

namespace {

/// Version 1. Times are milliseconds UTC; ids and digests are blobs of 32 bytes; a zero party is
/// NULL. Migrations are never edited once released: add the next number.
constexpr char migration1[] = R"sql(
CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE secrets(name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE identities(
    id INTEGER PRIMARY KEY, chain_id TEXT NOT NULL, party BLOB NOT NULL UNIQUE,
    role INTEGER NOT NULL, root_index INTEGER NOT NULL, read_generation INTEGER NOT NULL,
    label TEXT NOT NULL, inception_key BLOB NOT NULL, device_signing_key BLOB NOT NULL,
    device_sealing_key BLOB NOT NULL, device_key_id BLOB NOT NULL,
    next_sequence INTEGER NOT NULL, registered INTEGER NOT NULL, created_at INTEGER NOT NULL);

CREATE TABLE imports(
    id INTEGER PRIMARY KEY, file_name TEXT NOT NULL, file_digest BLOB NOT NULL,
    started_at INTEGER NOT NULL, added INTEGER NOT NULL, duplicates INTEGER NOT NULL,
    original_bytes INTEGER NOT NULL, report TEXT NOT NULL);
CREATE INDEX imports_by_digest ON imports(file_digest);

CREATE TABLE codes(id INTEGER PRIMARY KEY, system TEXT NOT NULL, code TEXT NOT NULL,
                   UNIQUE(system, code));
CREATE TABLE records(
    row INTEGER PRIMARY KEY, digest BLOB NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL,
    facet INTEGER NOT NULL, title TEXT NOT NULL, value TEXT NOT NULL,
    interpretation TEXT NOT NULL, sort_time INTEGER NOT NULL, when_begin INTEGER,
    when_end INTEGER, when_text TEXT NOT NULL, performer TEXT NOT NULL,
    patient_reference TEXT NOT NULL, custodian BLOB, confidentiality INTEGER NOT NULL,
    import INTEGER NOT NULL REFERENCES imports(id), codes BLOB NOT NULL);
CREATE UNIQUE INDEX records_by_digest ON records(digest);
CREATE INDEX records_by_time ON records(sort_time);
CREATE INDEX records_by_facet ON records(facet, sort_time);
CREATE INDEX records_by_custodian ON records(custodian, sort_time) WHERE custodian IS NOT NULL;
CREATE TABLE record_originals(row INTEGER PRIMARY KEY REFERENCES records(row),
                              size INTEGER NOT NULL, compressed BLOB NOT NULL);
CREATE TABLE record_codes(code INTEGER NOT NULL, row INTEGER NOT NULL,
                          PRIMARY KEY(code, row)) WITHOUT ROWID;
CREATE VIRTUAL TABLE record_search USING fts5(
    tokens, content='', contentless_delete=1, detail=none, tokenize='ascii');

CREATE TABLE grants(
    id BLOB PRIMARY KEY, direction INTEGER NOT NULL, patient BLOB NOT NULL,
    issuer BLOB NOT NULL, counterpart BLOB NOT NULL, content BLOB NOT NULL,
    title TEXT NOT NULL, state INTEGER NOT NULL, created_at INTEGER NOT NULL,
    begin_at INTEGER NOT NULL, end_at INTEGER NOT NULL, supersedes BLOB);
CREATE INDEX grants_by_creation ON grants(created_at, id);
CREATE TABLE grant_stages(
    grant_id BLOB NOT NULL REFERENCES grants(id) ON DELETE CASCADE, process INTEGER NOT NULL,
    stage INTEGER NOT NULL, at INTEGER NOT NULL, height INTEGER NOT NULL,
    tx BLOB NOT NULL, refusal INTEGER NOT NULL,
    PRIMARY KEY(grant_id, process, stage)) WITHOUT ROWID;

CREATE TABLE log_heads(
    patient INTEGER PRIMARY KEY, party BLOB NOT NULL UNIQUE, count INTEGER NOT NULL,
    head BLOB NOT NULL, height INTEGER NOT NULL);
CREATE TABLE log_parties(id INTEGER PRIMARY KEY, party BLOB NOT NULL UNIQUE);
CREATE TABLE log_rows(
    id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, height INTEGER NOT NULL,
    block_time INTEGER NOT NULL, type INTEGER NOT NULL, result INTEGER NOT NULL,
    actor INTEGER NOT NULL, object_id BLOB NOT NULL, body_state INTEGER NOT NULL,
    verdict INTEGER NOT NULL, event BLOB NOT NULL);
CREATE INDEX log_rows_by_type ON log_rows(type, id);
CREATE INDEX log_rows_by_actor ON log_rows(actor, id);
CREATE INDEX log_rows_by_object ON log_rows(object_id, id);
CREATE TABLE log_details(id INTEGER PRIMARY KEY, content BLOB NOT NULL);
CREATE VIRTUAL TABLE log_search USING fts5(
    tokens, content='', contentless_delete=1, detail=none, prefix='2 3 4 5 6',
    tokenize='ascii');

CREATE TABLE trust(chain_id TEXT PRIMARY KEY, height INTEGER NOT NULL, encoded BLOB NOT NULL,
                   saved_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE contacts(
    party BLOB PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL,
    organization TEXT NOT NULL, verified INTEGER NOT NULL, card BLOB NOT NULL,
    updated_at INTEGER NOT NULL);
CREATE INDEX contacts_by_name ON contacts(name, party);
CREATE TABLE transactions(
    hash BLOB PRIMARY KEY, signer INTEGER NOT NULL, bytes BLOB NOT NULL, type INTEGER NOT NULL,
    subject BLOB NOT NULL, state INTEGER NOT NULL, created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, height INTEGER NOT NULL, refusal INTEGER NOT NULL);
CREATE INDEX transactions_by_creation ON transactions(created_at, hash);
CREATE INDEX transactions_open ON transactions(created_at) WHERE state <= 3;
)sql";

/// Version 2: the person's notes; rows that wait for their bodies or need the person are found
/// without a scan, and so are the records of one import.
constexpr char migration2[] = R"sql(
CREATE TABLE notes(id INTEGER PRIMARY KEY, subject BLOB NOT NULL, text TEXT NOT NULL,
                   updated_at INTEGER NOT NULL);
CREATE INDEX notes_by_subject ON notes(subject);
CREATE INDEX log_rows_unopened ON log_rows(body_state, id) WHERE body_state > 1;
CREATE INDEX log_rows_attention ON log_rows(verdict, id) WHERE verdict > 1;
CREATE INDEX log_rows_refused ON log_rows(result, id) WHERE result > 0;
CREATE INDEX records_by_import ON records(import);
)sql";

/// Version 3: a real consortium. Its profiles, the conflicts that stopped a wallet, the highest
/// head that was seen beside the one that is trusted, and what became of a transaction on its way.
constexpr char migration3[] = R"sql(
CREATE TABLE profiles(
    chain_id TEXT NOT NULL, number INTEGER NOT NULL, encoded BLOB NOT NULL,
    adopted_at INTEGER NOT NULL, PRIMARY KEY(chain_id, number)) WITHOUT ROWID;
CREATE TABLE ledger_conflicts(
    id INTEGER PRIMARY KEY, chain_id TEXT NOT NULL, evidence BLOB NOT NULL,
    shown_by BLOB NOT NULL, file TEXT NOT NULL, found_at INTEGER NOT NULL, resolved_by INTEGER);
ALTER TABLE trust ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE trust SET seen = height;
ALTER TABLE transactions ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN sent_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN sent_height INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN replaced_by BLOB;
)sql";

/// Version 4: imports of which a part is in the database while other writers had their turn.
constexpr char migration4[] = R"sql(
CREATE TABLE imports_open(import INTEGER PRIMARY KEY);
)sql";

/// Version 5: a log is outlined and a grant's uses are counted from an index alone, whatever the
/// length of the log. The grants that stored rows name are filled in by fillUsedGrants.
constexpr char migration5[] = R"sql(
CREATE TABLE log_grants(id INTEGER PRIMARY KEY, grant_id BLOB NOT NULL UNIQUE);
ALTER TABLE log_rows ADD COLUMN used_grant INTEGER;
DROP INDEX log_rows_by_type;
CREATE INDEX log_rows_by_type ON log_rows(type, id, block_time, result, verdict);
CREATE INDEX log_rows_by_grant ON log_rows(used_grant, id, block_time, result, verdict)
    WHERE used_grant IS NOT NULL;
)sql";
constexpr int usedGrantsVersion = 5;

/// Version 6: originals in blocks; see OriginalBlockWriter. Those of before have one each.
constexpr char migration6[] = R"sql(
CREATE TABLE original_blocks(id INTEGER PRIMARY KEY, import INTEGER NOT NULL,
                             size INTEGER NOT NULL, compressed BLOB NOT NULL);
CREATE INDEX original_blocks_by_import ON original_blocks(import);
INSERT INTO original_blocks(id, import, size, compressed)
    SELECT o.row, r.import, o.size, o.compressed
    FROM record_originals o JOIN records r ON r.row = o.row;
ALTER TABLE records ADD COLUMN block INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN block_offset INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN original_size INTEGER NOT NULL DEFAULT 0;
UPDATE records SET block = row,
    original_size = (SELECT size FROM original_blocks b WHERE b.id = records.row);
DROP TABLE record_originals;
)sql";

/// Version 7: records that the person wrote. Only the newest version of one is among the records;
/// those before it lie apart, so that no list, count, search or rule has to leave them out.
constexpr char migration7[] = R"sql(
ALTER TABLE records ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
CREATE INDEX records_own ON records(sort_time) WHERE own = 1;
CREATE TABLE own_versions(
    id INTEGER PRIMARY KEY, current BLOB NOT NULL, digest BLOB NOT NULL, number INTEGER NOT NULL,
    written_at INTEGER NOT NULL, original BLOB NOT NULL);
CREATE INDEX own_versions_by_current ON own_versions(current, number);
)sql";

/// Version 8: labels that the person set, codes separated by blanks.
constexpr char migration8[] = R"sql(
ALTER TABLE records ADD COLUMN own_labels TEXT NOT NULL DEFAULT '';
CREATE INDEX records_marked ON records(sort_time) WHERE own_labels <> '';
)sql";

/// Version 9: a log is counted, filtered and searched from an index of a few bytes a row, see
/// LogIndex; the full-text index over every row's words gives way to one over the distinct terms.
/// Filled by fillLogIndex.
constexpr char migration9[] = R"sql(
CREATE TABLE log_index(id INTEGER PRIMARY KEY, first INTEGER NOT NULL, newest INTEGER NOT NULL,
                       rows BLOB NOT NULL);
CREATE TABLE log_terms(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, text TEXT NOT NULL,
                       UNIQUE(kind, text));
CREATE TABLE log_term_sets(id INTEGER PRIMARY KEY, terms BLOB NOT NULL UNIQUE);
CREATE VIRTUAL TABLE log_term_search USING fts5(
    tokens, content='', detail=none, prefix='2 3 4 5 6', tokenize='ascii');
DROP TABLE log_search;
DROP INDEX log_rows_by_type;
CREATE INDEX log_rows_by_type ON log_rows(type, id);
)sql";
constexpr int logIndexVersion = 9;

/// Version 10: what the ledger said of records. A check is about one digest and goes with its
/// record; those of before have none.
constexpr char migration10[] = R"sql(
CREATE TABLE anchor_checks(
    digest BLOB PRIMARY KEY NOT NULL REFERENCES records(digest) ON DELETE CASCADE,
    outcome INTEGER NOT NULL, custodian BLOB NOT NULL, checked_at INTEGER NOT NULL,
    height INTEGER NOT NULL, link BLOB, failed_at INTEGER, obstacle INTEGER);
CREATE INDEX anchor_checks_by_time ON anchor_checks(checked_at, height) WHERE outcome > 0;
)sql";

constexpr std::array<const char*, schemaVersionNewest> migrations{
    migration1, migration2, migration3, migration4, migration5,
    migration6, migration7, migration8, migration9, migration10};

Result<std::int64_t> pragmaNumber(Connection& connection, const char* sql) {
    ASSIGN_OR_RETURN(Statement statement, connection.prepare(sql));
    ASSIGN_OR_RETURN(bool found, statement.step());
    return found ? statement.integer(0) : 0;
}

} // namespace

Result<int> schemaVersion(Connection& connection) {
    ASSIGN_OR_RETURN(const std::int64_t version, pragmaNumber(connection, "PRAGMA user_version"));
    ASSIGN_OR_RETURN(const std::int64_t application,
                     pragmaNumber(connection, "PRAGMA application_id"));
    if (version < 0 || version > 1'000'000 ||
        (version != 0 && application != schemaApplicationId)) {
        return fail(ErrorCode::DamagedData, "not a vault's database");
    }
    return static_cast<int>(version);
}

Result<> migrateSchema(Connection& connection, int target) {
    ASSIGN_OR_RETURN(const int current, schemaVersion(connection));
    if (current > schemaVersionNewest) {
        return fail(ErrorCode::Unsupported, "schema version " + std::to_string(current));
    }
    if (current >= target) {
        return {};
    }
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(connection));
    for (int version = current; version < target; ++version) {
        if (auto done = connection.execute(migrations[static_cast<std::size_t>(version)]); !done) {
            return failWithin("migration " + std::to_string(version + 1), done.error());
        }
        if (version + 1 == usedGrantsVersion) {
            RETURN_IF_ERROR(fillUsedGrants(connection));
        }
        if (version + 1 == logIndexVersion) {
            RETURN_IF_ERROR(fillLogIndex(connection));
        }
    }
    const std::string stamp = "PRAGMA application_id = " + std::to_string(schemaApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(target) + ";";
    RETURN_IF_ERROR(connection.execute(stamp.c_str()));
    return transaction.commit();
}

} // namespace consentry::adapters
