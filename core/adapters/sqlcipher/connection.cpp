#include "core/adapters/sqlcipher/connection.h"

#include "core/adapters/sqlcipher/wiping_memory.h"
#include "core/base/check.h"

#define SQLITE_HAS_CODEC 1
#include <sqlcipher/sqlite3.h>

#include <cerrno>
#include <utility>

namespace consentry::adapters {

namespace {

constexpr int busyTimeoutMillis = 5000;

ErrorCode codeOfIoError(int systemError) {
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::DiskFull;
    case EROFS:
    case EACCES:
    case EPERM:
        return ErrorCode::ReadOnly;
    default:
        return ErrorCode::Io;
    }
}

ErrorCode codeOf(int sqliteCode, int systemError) {
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    case SQLITE_CANTOPEN:
        return systemError == ENOENT ? ErrorCode::NotFound : codeOfIoError(systemError);
    case SQLITE_IOERR:
        return codeOfIoError(systemError);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return ErrorCode::DamagedData;
    case SQLITE_CONSTRAINT:
        return ErrorCode::AlreadyExists;
    case SQLITE_TOOBIG:
        return ErrorCode::TooLarge;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::AlreadyOpen;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::Internal;
    }
}

/// SQLCipher takes a raw key as the text x'…' (64 digits); it then skips its own derivation.
SecretBytes rawKeyText(const DatabaseKey& key) {
    constexpr char digits[] = "0123456789abcdef";
    SecretBytes text(3 + 2 * DatabaseKey::size);
    auto out = text.exposeForWriting();
    std::size_t at = 0;
    out[at++] = std::byte{'x'};
    out[at++] = std::byte{'\''};
    for (std::byte byte : key.expose()) {
        out[at++] = static_cast<std::byte>(digits[std::to_integer<unsigned>(byte) >> 4]);
        out[at++] = static_cast<std::byte>(digits[std::to_integer<unsigned>(byte) & 15]);
    }
    out[at] = std::byte{'\''};
    return text;
}

} // namespace

// --- Statement ---------------------------------------------------------------------------------

Statement::Statement(std::unique_lock<std::recursive_mutex> lock, Connection& connection,
                     sqlite3_stmt* statement, Kept* kept)
    : m_lock(std::move(lock)), m_connection(&connection), m_statement(statement), m_kept(kept) {}

Statement::Statement(Statement&& other) noexcept
    : m_lock(std::move(other.m_lock)), m_connection(other.m_connection),
      m_statement(std::exchange(other.m_statement, nullptr)), m_kept(other.m_kept),
      m_next(other.m_next), m_bindError(other.m_bindError) {}

Statement::~Statement() {
    if (m_statement != nullptr) {
        m_connection->giveBack(m_statement, m_kept);
    }
}

Statement& Statement::bind(std::int64_t value) {
    m_bindError |= sqlite3_bind_int64(m_statement, m_next++, value);
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    // An empty view may have a null pointer, which would bind NULL.
    const char* data = text.empty() ? "" : text.data();
    m_bindError |=
        sqlite3_bind_text64(m_statement, m_next++, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(ByteView bytes) {
    const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
    m_bindError |= sqlite3_bind_blob64(m_statement, m_next++, data, bytes.size(), SQLITE_STATIC);
    return *this;
}

Statement& Statement::bindNull() {
    m_bindError |= sqlite3_bind_null(m_statement, m_next++);
    return *this;
}

Result<bool> Statement::step() {
    if (m_bindError != SQLITE_OK) {
        return m_connection->error(m_bindError, "bind");
    }
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    auto failed = m_connection->error(code, "step");
    if ((code & 0xff) == SQLITE_ERROR) {
        // The statement was sound when prepared: this is how a page whose tag does not verify shows
        // when the connection has met it before.
        failed.value().code = ErrorCode::DamagedData;
    }
    if (failed.value().code == ErrorCode::DamagedData) {
        m_connection->m_metDamage = true;
    }
    return failed;
}

Result<> Statement::run() {
    ASSIGN_OR_RETURN([[maybe_unused]] bool row, step());
    return {};
}

void Statement::reset() {
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_next = 1;
    m_bindError = 0;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::string_view Statement::text(int column) const {
    const auto* data = sqlite3_column_text(m_statement, column);
    if (data == nullptr) {
        return {};
    }
    return {reinterpret_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

ByteView Statement::blob(int column) const {
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(m_statement, column));
    if (data == nullptr) {
        return {};
    }
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

// --- Connection --------------------------------------------------------------------------------

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file,
                                                     const DatabaseKey& key, DatabaseAccess access,
                                                     bool create) {
    int flags = access == DatabaseAccess::ReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (create) {
        flags |= SQLITE_OPEN_CREATE;
    }
    RETURN_IF_ERROR(installWipingMemory());
    sqlite3* handle = nullptr;
    // Ours is locked around every use, so the library needs no lock of its own.
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (code != SQLITE_OK) {
        return connection->error(code, "open database");
    }
    RETURN_IF_ERROR(connection->configure(key, access));
    return connection;
}

Result<> Connection::configure(const DatabaseKey& key, DatabaseAccess access) {
    // Its own complaints go to stderr; ours travel as errors.
    RETURN_IF_ERROR(execute("PRAGMA cipher_log_level = NONE;"));
    const SecretBytes keyText = rawKeyText(key);
    if (const int code = sqlite3_key_v2(m_handle, nullptr, keyText.exposeUchars(),
                                        static_cast<int>(keyText.size()));
        code != SQLITE_OK) {
        return error(code, "set key");
    }
    // A build of plain SQLite would accept the key and write an open file.
    {
        ASSIGN_OR_RETURN(Statement version, prepare("PRAGMA cipher_version"));
        ASSIGN_OR_RETURN(bool found, version.step());
        if (!found || version.text(0).substr(0, 2) != "4.") {
            return fail(ErrorCode::Unsupported, "the database library is not SQLCipher 4");
        }
    }
    sqlite3_busy_timeout(m_handle, busyTimeoutMillis);
    sqlite3_extended_result_codes(m_handle, 1);
    // Reads page 1 for the first time: a wrong key or a foreign file shows here.
    {
        ASSIGN_OR_RETURN(Statement schema, prepare("SELECT count(*) FROM sqlite_master"));
        RETURN_IF_ERROR(schema.run());
    }
    RETURN_IF_ERROR(execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                            "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                            "PRAGMA temp_store = MEMORY;"));
    RETURN_IF_ERROR(execute(usualPragmas));
    if (access == DatabaseAccess::ReadOnly) {
        return execute("PRAGMA query_only = ON;");
    }
    return execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                   "PRAGMA journal_size_limit = 67108864;");
}

Connection::~Connection() {
    close();
}

void Connection::close() {
    const std::lock_guard closing(m_closeMutex);
    if (m_handle == nullptr) {
        return;
    }
    m_closing = true;
    m_importPaused.notify_all();
    m_writersThrough.notify_all();
    std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock.owns_lock()) {
        // Safe from any thread while the handle lives, and only this function ends it.
        sqlite3_interrupt(m_handle);
        lock.lock();
    }
    for (const auto& [sql, kept] : m_cache) {
        if (!kept.inUse) { // else its user ends it
            sqlite3_finalize(kept.statement);
        }
    }
    // An interruption stays pending until the next statement, and would stop the checkpoint that
    // closing makes.
    sqlite3_exec(m_handle, "SELECT 1", nullptr, nullptr, nullptr);
    // Whatever transaction is open rolls back here.
    sqlite3_close_v2(m_handle);
    m_handle = nullptr;
}

bool Connection::isClosed() const {
    return m_closing;
}

Result<Statement> Connection::prepare(const char* sql) {
    std::unique_lock lock(m_mutex);
    if (m_closing) {
        return fail(ErrorCode::Locked);
    }
    Statement::Kept& kept = m_cache[sql];
    Statement::Kept* const place = kept.inUse ? nullptr : &kept;
    sqlite3_stmt* statement = place != nullptr ? kept.statement : nullptr;
    if (statement == nullptr) {
        const int code =
            sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) {
            return error(code, "prepare");
        }
    }
    if (place != nullptr) { // a second use at the same time has a statement of its own
        kept = {statement, true};
    }
    return Statement(std::move(lock), *this, statement, place);
}

Result<Statement> Connection::prepareOnce(const std::string& sql) {
    std::unique_lock lock(m_mutex);
    if (m_closing) {
        return fail(ErrorCode::Locked);
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), 0,
                                        &statement, nullptr);
    if (code != SQLITE_OK) {
        return error(code, "prepare");
    }
    return Statement(std::move(lock), *this, statement, nullptr);
}

void Connection::giveBack(sqlite3_stmt* statement, Statement::Kept* kept) {
    if (kept == nullptr || m_closing) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    kept->inUse = false;
}

Result<> Connection::execute(const char* sql) {
    const std::lock_guard lock(m_mutex);
    if (m_closing) {
        return fail(ErrorCode::Locked);
    }
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return error(code, "execute");
    }
    return {};
}

Result<> Connection::beginWriting() {
    const std::lock_guard lock(m_mutex);
    int hasMoved = 0;
    if (m_handle != nullptr &&
        sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved) == SQLITE_OK &&
        hasMoved != 0) {
        return fail(ErrorCode::Io, "the database is no longer at its path");
    }
    return run("BEGIN IMMEDIATE");
}

void Connection::rollBack() {
    const std::lock_guard lock(m_mutex);
    if (m_handle != nullptr && sqlite3_get_autocommit(m_handle) == 0) {
        // Fails where the connection is being closed: that rolls back too.
        static_cast<void>(run("ROLLBACK"));
    }
}

std::int64_t Connection::lastRow() const {
    const std::lock_guard lock(m_mutex);
    return m_handle == nullptr ? 0 : sqlite3_last_insert_rowid(m_handle);
}

std::int64_t Connection::changes() const {
    const std::lock_guard lock(m_mutex);
    return m_handle == nullptr ? 0 : sqlite3_changes64(m_handle);
}

void Connection::setInterruptCheck(std::function<bool()> check) {
    constexpr int opcodesBetweenChecks = 10'000;
    const std::lock_guard lock(m_mutex);
    if (m_handle == nullptr) {
        return;
    }
    m_interruptCheck = std::move(check);
    if (!m_interruptCheck) {
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
        return;
    }
    sqlite3_progress_handler(
        m_handle, opcodesBetweenChecks,
        [](void* self) { return static_cast<Connection*>(self)->m_interruptCheck() ? 1 : 0; },
        this);
}

tl::unexpected<Error> Connection::error(int code, std::string_view where) const {
    const int systemError = m_handle == nullptr ? 0 : sqlite3_system_errno(m_handle);
    if ((code & 0xff) == SQLITE_INTERRUPT && m_closing) {
        return fail(ErrorCode::Locked);
    }
    // The library's message names tables, never values.
    const char* message = m_handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(m_handle);
    return fail(codeOf(code, systemError), std::string(where) + ": " + message + " (" +
                                               std::to_string(code) + ", system " +
                                               std::to_string(systemError) + ")");
}

void Connection::importPauses() {
    m_importThread = std::thread::id();
    m_importPaused.notify_all();
}

void Connection::letWritersThrough(std::unique_lock<std::recursive_mutex>& lock) {
    m_writersThrough.wait(lock, [this] { return m_waitingWriters == 0 || m_closing; });
}

Result<> Connection::waitForImport(std::unique_lock<std::recursive_mutex>& lock) {
    if (!importIsOpen()) {
        return {};
    }
    if (m_importThread == std::this_thread::get_id()) {
        return fail(ErrorCode::InvalidArgument, "an import is under way on this thread");
    }
    ++m_waitingWriters;
    const bool paused = m_importPaused.wait_for(lock, std::chrono::milliseconds(busyTimeoutMillis),
                                                [this] { return !importIsOpen() || m_closing; });
    --m_waitingWriters;
    m_writersThrough.notify_all();
    if (m_closing) {
        return fail(ErrorCode::Locked);
    }
    return paused ? Result<>() : Result<>(fail(ErrorCode::Io, "an import does not pause"));
}

// --- WriteTransaction --------------------------------------------------------------------------

Result<WriteTransaction> WriteTransaction::begin(Connection& connection) {
    std::unique_lock lock(connection.mutex());
    if (connection.isClosed()) {
        return fail(ErrorCode::Locked);
    }
    RETURN_IF_ERROR(connection.waitForImport(lock));
    RETURN_IF_ERROR(connection.beginWriting());
    return WriteTransaction(connection, std::move(lock));
}

WriteTransaction::WriteTransaction(WriteTransaction&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)), m_lock(std::move(other.m_lock)) {}

WriteTransaction::~WriteTransaction() {
    if (m_connection != nullptr) {
        m_connection->rollBack();
    }
}

Result<> WriteTransaction::commit() {
    CHECK(m_connection != nullptr);
    RETURN_IF_ERROR(m_connection->run("COMMIT"));
    m_connection = nullptr;
    m_lock.unlock();
    return {};
}

} // namespace consentry::adapters
