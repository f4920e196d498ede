#include "ui/bridge/reader_pool.h"

namespace consentry::ui {

ReaderPool::Lease ReaderPool::take() {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto reader = std::move(m_idle.back());
            m_idle.pop_back();
            return {*this, std::move(reader)};
        }
    }
    auto opened = m_vault.openReader();
    return {*this, opened ? std::move(*opened) : nullptr};
}

ReaderPool::Lease::~Lease() {
    if (m_reader) {
        m_pool->m_metDamage = m_pool->m_metDamage || m_reader->hasMetDamage();
        const std::lock_guard lock(m_pool->m_mutex);
        m_pool->m_idle.push_back(std::move(m_reader));
    }
}

VaultDatabase& ReaderPool::Lease::vault() const {
    return m_reader ? *m_reader : m_pool->m_vault.database();
}

} // namespace consentry::ui
