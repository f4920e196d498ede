#pragma once

#include "core/vault/vault.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace consentry::ui {

/// Read-only connections to one vault, kept while they are idle: opening one costs about as much as
/// a page of rows. Thread-safe.
class ReaderPool {
public:
    explicit ReaderPool(vault::Vault& vault) : m_vault(vault) {}

    /// A connection that nobody else has until it is dropped. Where none can be opened (a full
    /// table of files, say) the writer's own: slower, but its errors tell what is wrong.
    class Lease {
    public:
        Lease(ReaderPool& pool, std::shared_ptr<VaultDatabase> reader)
            : m_pool(&pool), m_reader(std::move(reader)) {}
        ~Lease();
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        VaultDatabase& vault() const;

    private:
        ReaderPool* m_pool;
        std::shared_ptr<VaultDatabase> m_reader;
    };
    Lease take();
    /// Whether anything that was read is damaged, by any connection.
    bool hasMetDamage() const { return m_metDamage || m_vault.database().hasMetDamage(); }

private:
    vault::Vault& m_vault;
    std::atomic<bool> m_metDamage = false;
    std::mutex m_mutex;
    std::vector<std::shared_ptr<VaultDatabase>> m_idle;
};

} // namespace consentry::ui
