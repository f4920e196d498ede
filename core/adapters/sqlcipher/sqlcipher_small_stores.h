#pragma once

#include "core/adapters/sqlcipher/connection.h"

namespace consentry::adapters {

/// SettingsStore in table settings.
class SqlcipherSettingsStore : public SettingsStore {
public:
    explicit SqlcipherSettingsStore(Connection& connection) : m_connection(connection) {}
    Result<std::optional<std::string>> get(std::string_view key) override;
    Result<> put(std::string_view key, std::string_view value) override;
    Result<> erase(std::string_view key) override;

private:
    Connection& m_connection;
};

/// ContactStore in table contacts.
class SqlcipherContactStore : public ContactStore {
public:
    explicit SqlcipherContactStore(Connection& connection) : m_connection(connection) {}
    Result<> put(const Contact& contact) override;
    Result<Contact> find(const PartyId& party) override;
    Result<std::vector<Contact>> page(std::optional<ContactKind> kind, std::string_view search,
                                      const std::optional<Contact>& after,
                                      std::size_t limit) override;
    Result<> erase(const PartyId& party) override;

private:
    Connection& m_connection;
};

/// TransactionStore in table transactions.
class SqlcipherTransactionStore : public TransactionStore {
public:
    explicit SqlcipherTransactionStore(Connection& connection) : m_connection(connection) {}
    Result<> addAll(std::span<const PendingTransaction> transactions) override;
    Result<PendingTransaction> find(const TxHash& hash) override;
    Result<> setState(const TxHash& hash, TransactionState state, BlockHeight height,
                      std::uint32_t refusal) override;
    Result<> markSent(const TxHash& hash, Instant at, BlockHeight height) override;
    Result<> replace(const TxHash& hash, const PendingTransaction& replacement) override;
    Result<std::vector<PendingTransaction>> open() override;
    Result<std::vector<PendingTransaction>> newest(std::size_t limit) override;

private:
    Result<> insert(const PendingTransaction& transaction);
    Result<> requireOneChanged();

    Connection& m_connection;
};

/// TrustStore in table trust.
class SqlcipherTrustStore : public TrustStore {
public:
    explicit SqlcipherTrustStore(Connection& connection) : m_connection(connection) {}
    Result<std::optional<TrustedState>> trusted(std::string_view chainId) override;
    Result<> save(std::string_view chainId, const TrustedState& state) override;
    Result<> saw(std::string_view chainId, BlockHeight height) override;

private:
    Connection& m_connection;
};

/// NoteStore in table notes.
class SqlcipherNoteStore : public NoteStore {
public:
    explicit SqlcipherNoteStore(Connection& connection) : m_connection(connection) {}
    Result<std::int64_t> put(const Note& note) override;
    Result<std::vector<Note>> about(const Digest& subject) override;
    Result<> erase(std::int64_t id) override;

private:
    Connection& m_connection;
};

} // namespace consentry::adapters
