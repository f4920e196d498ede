#include "core/adapters/sqlcipher/sqlcipher_small_stores.h"

#include "core/adapters/sqlcipher/conditions.h"

#include <algorithm>

namespace consentry::adapters {

namespace {

/// Reads all rows of a statement by `read`.
template <class T, class Read> Result<std::vector<T>> collect(Statement& select, const Read& read) {
    std::vector<T> all;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return all;
        }
        ASSIGN_OR_RETURN(T item, read(select));
        all.push_back(std::move(item));
    }
}

constexpr char contactColumns[] = "party, kind, name, organization, verified, card, updated_at";

Result<Contact> contactOf(const Statement& row) {
    Contact contact;
    RETURN_IF_ERROR(row.fixed(0, contact.party));
    contact.kind = static_cast<ContactKind>(row.integer(1));
    contact.name = row.text(2);
    contact.organization = row.text(3);
    contact.verified = row.integer(4) != 0;
    contact.card = toBytes(row.blob(5));
    contact.updatedAt = instantFromMillis(row.integer(6));
    return contact;
}

constexpr char transactionColumns[] =
    "hash, signer, bytes, type, subject, state, created_at, expires_at, height, refusal,"
    " attempts, sent_at, sent_height, replaced_by";

Result<PendingTransaction> transactionOf(const Statement& row) {
    PendingTransaction out;
    RETURN_IF_ERROR(row.fixed(0, out.hash));
    out.signer = IdentityId(row.integer(1));
    out.bytes = toBytes(row.blob(2));
    out.type = static_cast<std::uint32_t>(row.integer(3));
    RETURN_IF_ERROR(row.fixed(4, out.subject));
    out.state = static_cast<TransactionState>(row.integer(5));
    out.createdAt = instantFromMillis(row.integer(6));
    out.expiresAt = instantFromMillis(row.integer(7));
    out.height = BlockHeight(static_cast<std::uint64_t>(row.integer(8)));
    out.refusal = static_cast<std::uint32_t>(row.integer(9));
    out.attempts = static_cast<std::uint32_t>(row.integer(10));
    out.sentAt = instantFromMillis(row.integer(11));
    out.sentHeight = BlockHeight(static_cast<std::uint64_t>(row.integer(12)));
    if (!row.blob(13).empty()) {
        RETURN_IF_ERROR(row.fixed(13, out.replacedBy));
    }
    return out;
}

Result<Note> noteOf(const Statement& row) {
    Note note;
    note.id = row.integer(0);
    RETURN_IF_ERROR(row.fixed(1, note.subject));
    note.text = row.text(2);
    note.updatedAt = instantFromMillis(row.integer(3));
    return note;
}

} // namespace

// --- settings ----------------------------------------------------------------------------------

Result<std::optional<std::string>> SqlcipherSettingsStore::get(std::string_view key) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT value FROM settings WHERE key = ?"));
    select.bind(key);
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? std::optional(std::string(select.text(0))) : std::nullopt;
}

Result<> SqlcipherSettingsStore::put(std::string_view key, std::string_view value) {
    if (key.empty() || key.size() > keyMax || value.size() > valueMax) {
        return fail(ErrorCode::TooLarge, "setting");
    }
    return writeOnce(m_connection,
                     "INSERT INTO settings(key, value) VALUES(?, ?)"
                     " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                     key, value);
}

Result<> SqlcipherSettingsStore::erase(std::string_view key) {
    return writeOnce(m_connection, "DELETE FROM settings WHERE key = ?", key);
}

// --- contacts ----------------------------------------------------------------------------------

Result<> SqlcipherContactStore::put(const Contact& contact) {
    if (contact.card.size() > cardMax) {
        return fail(ErrorCode::TooLarge, "name card");
    }
    return writeOnce(m_connection,
                     "INSERT INTO contacts(party, kind, name, organization, verified, card,"
                     " updated_at) VALUES(?,?,?,?,?,?,?) ON CONFLICT(party) DO UPDATE SET"
                     " kind = excluded.kind, name = excluded.name,"
                     " organization = excluded.organization, verified = excluded.verified,"
                     " card = excluded.card, updated_at = excluded.updated_at",
                     contact.party, static_cast<std::int64_t>(contact.kind), contact.name,
                     contact.organization, static_cast<std::int64_t>(contact.verified),
                     contact.card, millisOf(contact.updatedAt));
}

Result<Contact> SqlcipherContactStore::find(const PartyId& party) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + contactColumns +
                                              " FROM contacts WHERE party = ?"));
    select.bind(party);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "contact");
    }
    return contactOf(select);
}

Result<std::vector<Contact>> SqlcipherContactStore::page(std::optional<ContactKind> kind,
                                                         std::string_view search,
                                                         const std::optional<Contact>& after,
                                                         std::size_t limit) {
    Conditions where;
    if (kind) {
        where.add("kind = ?", {static_cast<std::int64_t>(*kind)});
    }
    if (!search.empty()) {
        where.add("instr(lower(name), lower(?)) > 0", {search});
    }
    if (after) {
        where.add("(name, party) > (?, ?)", {std::string_view(after->name), after->party.view()});
    }
    ASSIGN_OR_RETURN(
        Statement select,
        m_connection.prepareOnce(std::string("SELECT ") + contactColumns + " FROM contacts" +
                                 where.sql() + " ORDER BY name, party LIMIT " +
                                 std::to_string(std::clamp<std::size_t>(limit, 1, pageMax))));
    where.bindTo(select);
    return collect<Contact>(select, contactOf);
}

Result<> SqlcipherContactStore::erase(const PartyId& party) {
    return writeOnce(m_connection, "DELETE FROM contacts WHERE party = ?", party);
}

// --- transactions ------------------------------------------------------------------------------

Result<> SqlcipherTransactionStore::insert(const PendingTransaction& transaction) {
    if (transaction.bytes.size() > transactionMax) {
        return fail(ErrorCode::TooLarge, "transaction");
    }
    return m_connection.run(
        "INSERT INTO transactions(hash, signer, bytes, type, subject, state, created_at,"
        " expires_at, height, refusal, attempts, sent_at, sent_height)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
        transaction.hash, transaction.signer.value, transaction.bytes,
        static_cast<std::int64_t>(transaction.type), transaction.subject,
        static_cast<std::int64_t>(transaction.state), millisOf(transaction.createdAt),
        millisOf(transaction.expiresAt), static_cast<std::int64_t>(transaction.height.value),
        static_cast<std::int64_t>(transaction.refusal),
        static_cast<std::int64_t>(transaction.attempts), millisOf(transaction.sentAt),
        static_cast<std::int64_t>(transaction.sentHeight.value));
}

Result<> SqlcipherTransactionStore::addAll(std::span<const PendingTransaction> added) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    for (const PendingTransaction& one : added) {
        RETURN_IF_ERROR(insert(one));
    }
    return transaction.commit();
}

Result<PendingTransaction> SqlcipherTransactionStore::find(const TxHash& hash) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + transactionColumns +
                                              " FROM transactions WHERE hash = ?"));
    select.bind(hash);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "transaction");
    }
    return transactionOf(select);
}

/// NotFound unless the statement changed exactly one row.
Result<> SqlcipherTransactionStore::requireOneChanged() {
    return m_connection.changes() == 1 ? Result<>() : fail(ErrorCode::NotFound, "transaction");
}

Result<> SqlcipherTransactionStore::setState(const TxHash& hash, TransactionState state,
                                             BlockHeight height, std::uint32_t refusal) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    RETURN_IF_ERROR(m_connection.run(
        "UPDATE transactions SET state = ?, height = ?, refusal = ? WHERE hash = ?",
        static_cast<std::int64_t>(state), static_cast<std::int64_t>(height.value),
        static_cast<std::int64_t>(refusal), hash));
    RETURN_IF_ERROR(requireOneChanged());
    return transaction.commit();
}

Result<> SqlcipherTransactionStore::markSent(const TxHash& hash, Instant at, BlockHeight height) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    RETURN_IF_ERROR(m_connection.run(
        "UPDATE transactions SET attempts = attempts + 1, sent_at = ?, sent_height = ?"
        " WHERE hash = ?",
        millisOf(at), static_cast<std::int64_t>(height.value), hash));
    RETURN_IF_ERROR(requireOneChanged());
    return transaction.commit();
}

Result<> SqlcipherTransactionStore::replace(const TxHash& hash,
                                            const PendingTransaction& replacement) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    RETURN_IF_ERROR(m_connection.run("UPDATE transactions SET replaced_by = ? WHERE hash = ?",
                                     replacement.hash, hash));
    RETURN_IF_ERROR(requireOneChanged());
    RETURN_IF_ERROR(insert(replacement));
    return transaction.commit();
}

Result<std::vector<PendingTransaction>> SqlcipherTransactionStore::open() {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + transactionColumns +
                                              " FROM transactions WHERE state <= 3"
                                              " ORDER BY created_at, rowid LIMIT " +
                                              std::to_string(openMax)));
    return collect<PendingTransaction>(select, transactionOf);
}

Result<std::vector<PendingTransaction>> SqlcipherTransactionStore::newest(std::size_t limit) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + transactionColumns +
                                              " FROM transactions"
                                              " ORDER BY created_at DESC, hash DESC LIMIT " +
                                              std::to_string(std::min(limit, openMax))));
    return collect<PendingTransaction>(select, transactionOf);
}

// --- trust -------------------------------------------------------------------------------------

Result<std::optional<TrustedState>> SqlcipherTrustStore::trusted(std::string_view chainId) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT height, encoded, saved_at, seen FROM trust"
                                          " WHERE chain_id = ?"));
    select.bind(chainId);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return std::optional<TrustedState>();
    }
    return std::optional(TrustedState{BlockHeight(static_cast<std::uint64_t>(select.integer(0))),
                                      toBytes(select.blob(1)), instantFromMillis(select.integer(2)),
                                      BlockHeight(static_cast<std::uint64_t>(select.integer(3)))});
}

Result<> SqlcipherTrustStore::save(std::string_view chainId, const TrustedState& state) {
    if (state.encoded.size() > encodedMax) {
        return fail(ErrorCode::TooLarge, "trusted state");
    }
    const BlockHeight seen = std::max(state.seen, state.height);
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    ASSIGN_OR_RETURN(const std::optional<TrustedState> before, trusted(chainId));
    if (before && (before->height > state.height || before->seen > seen)) {
        return fail(ErrorCode::VerificationFailed, "trusted height would go back");
    }
    RETURN_IF_ERROR(m_connection.run(
        "INSERT INTO trust(chain_id, height, encoded, saved_at, seen) VALUES(?,?,?,?,?)"
        " ON CONFLICT(chain_id) DO UPDATE SET height = excluded.height,"
        " encoded = excluded.encoded, saved_at = excluded.saved_at, seen = excluded.seen",
        chainId, static_cast<std::int64_t>(state.height.value), state.encoded,
        millisOf(state.savedAt), static_cast<std::int64_t>(seen.value)));
    return transaction.commit();
}

Result<> SqlcipherTrustStore::saw(std::string_view chainId, BlockHeight height) {
    const auto number = static_cast<std::int64_t>(height.value);
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    RETURN_IF_ERROR(m_connection.run("UPDATE trust SET seen = max(seen, ?) WHERE chain_id = ?",
                                     number, chainId));
    if (m_connection.changes() != 1) {
        return fail(ErrorCode::NotFound, "trusted state");
    }
    return transaction.commit();
}

// --- notes -------------------------------------------------------------------------------------

Result<std::int64_t> SqlcipherNoteStore::put(const Note& note) {
    if (note.text.size() > textMax) {
        return fail(ErrorCode::TooLarge, "note");
    }
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    std::int64_t id = note.id;
    if (id == 0) {
        RETURN_IF_ERROR(
            m_connection.run("INSERT INTO notes(subject, text, updated_at) VALUES(?,?,?)",
                             note.subject, note.text, millisOf(note.updatedAt)));
        id = m_connection.lastRow();
    } else {
        RETURN_IF_ERROR(m_connection.run("UPDATE notes SET text = ?, updated_at = ? WHERE id = ?",
                                         note.text, millisOf(note.updatedAt), id));
        if (m_connection.changes() != 1) {
            return fail(ErrorCode::NotFound, "note");
        }
    }
    RETURN_IF_ERROR(transaction.commit());
    return id;
}

Result<std::vector<Note>> SqlcipherNoteStore::about(const Digest& subject) {
    constexpr std::size_t notesMax = 1000;
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce("SELECT id, subject, text, updated_at FROM notes"
                                              " WHERE subject = ? ORDER BY id LIMIT " +
                                              std::to_string(notesMax)));
    select.bind(subject);
    return collect<Note>(select, noteOf);
}

Result<> SqlcipherNoteStore::erase(std::int64_t id) {
    return writeOnce(m_connection, "DELETE FROM notes WHERE id = ?", id);
}

} // namespace consentry::adapters
