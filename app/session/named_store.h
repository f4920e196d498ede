#pragma once

#include "core/ports/key_value_store.h"
#include "core/simulation/consortium_damage.h"

#include <memory>
#include <mutex>

namespace consentry {

/// The first damage that anybody met in a consortium's stores. Thread-safe.
class DamageNote {
public:
    void keep(std::string_view store, const Error& why);
    std::optional<simulation::ConsortiumDamage> damage() const;

private:
    mutable std::mutex m_mutex;
    std::optional<simulation::ConsortiumDamage> m_damage;
};

/// A store of the consortium under its name: what it finds damaged is noted, and becomes
/// DamagedLedger, so that nobody takes it for damage to the vault.
class NamedStore final : public KeyValueStore {
public:
    NamedStore(std::string name, std::unique_ptr<KeyValueStore> store,
               std::shared_ptr<DamageNote> note)
        : m_name(std::move(name)), m_store(std::move(store)), m_note(std::move(note)) {}

    /// The same for what opening a store, or something in it, has met.
    static Error named(std::string_view name, Error error);

    Result<std::optional<Bytes>> get(Table table, ByteView key) const override;
    Result<> scan(Table table, ByteView from,
                  const std::function<bool(ByteView key, ByteView value)>& visit) const override;
    Result<> write(const WriteBatch& batch) override;
    Result<> check() const override;

private:
    template <class T> Result<T> noted(Result<T> result) const;

    std::string m_name;
    std::unique_ptr<KeyValueStore> m_store;
    std::shared_ptr<DamageNote> m_note;
};

} // namespace consentry
