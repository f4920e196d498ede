#include "app/session/named_store.h"

namespace consentry {
namespace {

/// Whether it is the folder or the disk that refuses, while the store itself may be whole.
bool isOfTheFolder(ErrorCode code) {
    return code == ErrorCode::OlderFormat || code == ErrorCode::AlreadyOpen ||
           code == ErrorCode::ReadOnly || code == ErrorCode::DiskFull || code == ErrorCode::Io;
}

} // namespace

void DamageNote::keep(std::string_view store, const Error& why) {
    const std::lock_guard guard(m_mutex);
    if (!m_damage) {
        m_damage = simulation::ConsortiumDamage{std::string(store), why};
    }
}

std::optional<simulation::ConsortiumDamage> DamageNote::damage() const {
    const std::lock_guard guard(m_mutex);
    return m_damage;
}

Error NamedStore::named(std::string_view name, Error error) {
    if (!isOfTheFolder(error.code)) {
        error.code = ErrorCode::DamagedLedger;
    }
    error.context = "store " + std::string(name) + ": " + error.context;
    return error;
}

template <class T> Result<T> NamedStore::noted(Result<T> result) const {
    if (result || result.error().code != ErrorCode::DamagedData) {
        return result;
    }
    const Error error = named(m_name, result.error());
    m_note->keep(m_name, error);
    return fail(error);
}

Result<std::optional<Bytes>> NamedStore::get(Table table, ByteView key) const {
    return noted(m_store->get(table, key));
}

Result<> NamedStore::scan(Table table, ByteView from,
                          const std::function<bool(ByteView, ByteView)>& visit) const {
    return noted(m_store->scan(table, from, visit));
}

Result<> NamedStore::write(const WriteBatch& batch) {
    return noted(m_store->write(batch));
}

Result<> NamedStore::check() const {
    return noted(m_store->check());
}

} // namespace consentry
