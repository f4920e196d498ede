#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace consentry::registry {

/// Slots for the nodes of a tree, named by 32-bit numbers. Grows by whole chunks, so that no block
/// ever waits for a hundred megabytes to move; references stay valid while a slot is used.
template <class T> class NodePool {
public:
    std::size_t capacity() const { return m_chunks.size() * chunkSlots; }
    const T& operator[](std::uint32_t slot) const {
        return (*m_chunks[slot / chunkSlots])[slot % chunkSlots];
    }
    std::uint32_t add(const T& value) {
        std::uint32_t slot = 0;
        if (m_free.empty()) {
            slot = m_used++;
            if (slot / chunkSlots == m_chunks.size()) {
                m_chunks.push_back(std::make_unique<Chunk>());
            }
        } else {
            slot = m_free.back();
            m_free.pop_back();
        }
        (*m_chunks[slot / chunkSlots])[slot % chunkSlots] = value;
        return slot;
    }
    void remove(std::uint32_t slot) { m_free.push_back(slot); }
    std::size_t inUse() const { return m_used - m_free.size(); }

private:
    static constexpr std::size_t chunkSlots = 4096;
    using Chunk = std::array<T, chunkSlots>;

    std::vector<std::unique_ptr<Chunk>> m_chunks;
    std::vector<std::uint32_t> m_free;
    std::uint32_t m_used = 0;
};

} // namespace consentry::registry
