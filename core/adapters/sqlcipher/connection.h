#pragma once

#include "core/ports/vault_database.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace consentry::adapters {

/// What a connection keeps but for an import, as one statement: how much of the database it holds
/// in memory, and after how many pages in the log file a commit copies them into the database.
inline constexpr char usualPragmas[] =
    "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000;";

/// A prepared statement in use. Returns itself to its connection's cache when destroyed, and keeps
/// the connection to this thread until then.
///
///     ASSIGN_OR_RETURN(Statement select, connection.prepare("SELECT a FROM t WHERE b = ?"));
///     select.bind(b);
///     ASSIGN_OR_RETURN(bool found, select.step());
///     return found ? select.integer(0) : 0;
class Statement {
public:
    /// One that the connection keeps, and whether somebody uses it.
    struct Kept {
        sqlite3_stmt* statement = nullptr;
        bool inUse = false;
    };

    Statement(std::unique_lock<std::recursive_mutex> lock, class Connection& connection,
              sqlite3_stmt* statement, Kept* kept);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Binds the next parameter. Texts and bytes are not copied: they must live until the last
    /// step().
    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);
    Statement& bind(ByteView bytes);
    Statement& bindNull();
    template <std::size_t N, class Tag> Statement& bind(const FixedBytes<N, Tag>& value) {
        return bind(value.view());
    }
    /// A temporary would be gone before step().
    template <std::size_t N, class Tag> Statement& bind(FixedBytes<N, Tag>&& value) = delete;
    Statement& bind(std::string&& text) = delete;
    Statement& bind(Bytes&& bytes) = delete;
    Statement& bind(const Bytes& bytes) { return bind(ByteView(bytes)); }
    Statement& bind(const std::string& text) { return bind(std::string_view(text)); }
    Statement& bind(const char* text) { return bind(std::string_view(text)); }

    /// True while there is a row. Errors as mapped by Connection.
    Result<bool> step();
    /// Steps once; for statements that give no row.
    Result<> run();
    /// Ready for other parameters.
    void reset();

    std::int64_t integer(int column) const;
    bool isNull(int column) const;
    /// Valid until the next step().
    std::string_view text(int column) const;
    ByteView blob(int column) const;
    /// DamagedData where the stored size differs.
    template <std::size_t N, class Tag>
    Result<> fixed(int column, FixedBytes<N, Tag>& target) const {
        auto value = FixedBytes<N, Tag>::from(blob(column));
        if (!value) {
            return fail(ErrorCode::DamagedData, "column of the wrong size");
        }
        target = *value;
        return {};
    }

private:
    std::unique_lock<std::recursive_mutex> m_lock;
    class Connection* m_connection;
    sqlite3_stmt* m_statement;
    Kept* m_kept; ///< null: ends with its use
    int m_next = 1;
    int m_bindError = 0;
};

/// One SQLCipher connection. Thread-safe by a lock around each statement; after close() everything
/// answers Locked.
class Connection {
public:
    /// Opens or creates with a raw key, checks that encryption is really there, and sets the
    /// pragmas of this project (WAL, synchronous FULL, foreign keys).
    static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file,
                                                    const DatabaseKey& key, DatabaseAccess access,
                                                    bool create);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// `sql` must be a literal: statements are cached by its address.
    Result<Statement> prepare(const char* sql);
    /// For SQL built at run time (from our own pieces, never from input).
    Result<Statement> prepareOnce(const std::string& sql);
    /// prepare, bind all, run.
    template <class... Arguments> Result<> run(const char* sql, const Arguments&... arguments) {
        ASSIGN_OR_RETURN(Statement statement, prepare(sql));
        (statement.bind(arguments), ...);
        return statement.run();
    }
    /// Several statements without parameters.
    Result<> execute(const char* sql);
    /// Takes the right to write until COMMIT or rollBack(). Io where the file is no longer at its
    /// path: what was written into it would be gone with it.
    Result<> beginWriting();
    /// Where a transaction is open: after some errors (a full disk) the library has rolled back by
    /// itself.
    void rollBack();
    std::int64_t lastRow() const;
    std::int64_t changes() const;

    /// Also forgets prepared statements. Callable from any thread; interrupts what runs.
    void close();
    bool isClosed() const;
    /// Whether a statement met a page that is damaged.
    bool hasMetDamage() const { return m_metDamage; }
    /// Called while a statement runs; true stops it with Cancelled. Empty removes it.
    void setInterruptCheck(std::function<bool()> check);

    std::recursive_mutex& mutex() { return m_mutex; }

    // An import is one long transaction. Writers on other threads wait for its next pause; the
    // import asks between two records whether anybody waits. All of these under mutex().

    bool importIsOpen() const { return m_importThread != std::thread::id(); }
    void importBegins() { m_importThread = std::this_thread::get_id(); }
    /// The import ended or pauses: lets those who wait go first.
    void importPauses();
    bool writersWait() const { return m_waitingWriters > 0; }
    /// Returns when those who waited are through. `lock` is on mutex().
    void letWritersThrough(std::unique_lock<std::recursive_mutex>& lock);
    /// InvalidArgument on the import's own thread, Io where it does not pause for long.
    Result<> waitForImport(std::unique_lock<std::recursive_mutex>& lock);

private:
    friend class Statement;
    explicit Connection(sqlite3* handle) : m_handle(handle) {}
    Result<> configure(const DatabaseKey& key, DatabaseAccess access);
    void giveBack(sqlite3_stmt* statement, Statement::Kept* kept);
    tl::unexpected<Error> error(int code, std::string_view where) const;

    mutable std::recursive_mutex m_mutex;
    std::mutex m_closeMutex;
    sqlite3* m_handle;
    std::atomic<bool> m_closing = false;
    std::atomic<bool> m_metDamage = false;
    /// By the address of their SQL.
    std::unordered_map<const char*, Statement::Kept> m_cache;
    std::function<bool()> m_interruptCheck;
    std::thread::id m_importThread; ///< none: no import is under way
    int m_waitingWriters = 0;
    std::condition_variable_any m_importPaused;
    std::condition_variable_any m_writersThrough;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back unless committed. Keeps other threads off the connection
/// meanwhile. Waits for the next pause of an import that is under way on another thread.
class WriteTransaction {
public:
    static Result<WriteTransaction> begin(Connection& connection);
    ~WriteTransaction();
    WriteTransaction(WriteTransaction&& other) noexcept;
    WriteTransaction& operator=(WriteTransaction&&) = delete;
    Result<> commit();

private:
    WriteTransaction(Connection& connection, std::unique_lock<std::recursive_mutex> lock)
        : m_connection(&connection), m_lock(std::move(lock)) {}
    Connection* m_connection;
    std::unique_lock<std::recursive_mutex> m_lock;
};

/// Runs one writing statement in its own transaction.
template <class... Arguments>
Result<> writeOnce(Connection& connection, const char* sql, const Arguments&... arguments) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(connection));
    RETURN_IF_ERROR(connection.run(sql, arguments...));
    return transaction.commit();
}

} // namespace consentry::adapters
