#include "core/crypto/secret.h"

#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <mutex>

namespace consentry {
namespace {

/// Guarded pieces of the size of a sealed body that were given back, for the next body: making and
/// unmaking one costs ten system calls, as much as all the arithmetic of opening it, and a log has
/// thousands. Content is wiped before a piece gets here, and until it is used again its pages can
/// neither be read nor written, so that using a freed one still ends the process. Keys are smaller
/// and always give their pages back.
class SparePieces {
public:
    static SparePieces& instance() {
        // Never destroyed: secrets with static storage may come back later than that.
        static auto* const pieces = new SparePieces;
        return *pieces;
    }

    /// Zeros. Null where there is none of this size.
    void* take(std::size_t size) {
        if (size < sizeMin || size > sizeMax) {
            return nullptr;
        }
        const std::lock_guard lock(m_mutex);
        for (Piece& piece : m_pieces) {
            if (piece.size == size && sodium_mprotect_readwrite(piece.data) == 0) {
                piece.size = 0;
                return std::exchange(piece.data, nullptr);
            }
        }
        return nullptr;
    }
    /// False where there is no room: the caller frees it.
    bool give(void* data, std::size_t size) {
        if (size < sizeMin || size > sizeMax) {
            return false;
        }
        const std::lock_guard lock(m_mutex);
        for (Piece& piece : m_pieces) {
            if (piece.data == nullptr) {
                sodium_memzero(data, size);
                if (sodium_mprotect_noaccess(data) != 0) {
                    return false;
                }
                piece = {data, size};
                return true;
            }
        }
        return false;
    }

private:
    /// Few and small: what lies here stays locked in memory, of which a process has little.
    static constexpr std::size_t sizeMin = 512;
    static constexpr std::size_t sizeMax = 8 * 1024;
    struct Piece {
        void* data = nullptr;
        std::size_t size = 0;
    };
    std::mutex m_mutex;
    std::array<Piece, 8> m_pieces;
};

} // namespace

SecretBytes::SecretBytes(std::size_t size) : m_size(size) {
    if (size == 0) {
        return;
    }
    ensureSodium();
    m_data = static_cast<std::byte*>(SparePieces::instance().take(size));
    if (m_data != nullptr) {
        return; // zeros already
    }
    m_data = static_cast<std::byte*>(sodium_malloc(size));
    CHECK(m_data != nullptr);
    // libsodium fills with a pattern of its own.
    std::memset(m_data, 0, size);
}

SecretBytes::~SecretBytes() {
    clear();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes SecretBytes::takeFrom(std::span<std::byte> source) {
    SecretBytes taken(source.size());
    if (!source.empty()) {
        copySecret(taken.exposeForWriting(), source);
        wipe(source);
    }
    return taken;
}

SecretBytes SecretBytes::random(std::size_t size) {
    SecretBytes fresh(size);
    fillRandom(fresh.exposeForWriting());
    return fresh;
}

SecretBytes SecretBytes::clone() const {
    SecretBytes copy(m_size);
    copySecret(copy.exposeForWriting(), expose());
    return copy;
}

void SecretBytes::clear() {
    if (m_data != nullptr) {
        if (!SparePieces::instance().give(m_data, m_size)) {
            // Wipes, checks that nothing wrote around the bytes (aborts if so), unmaps the pages.
            sodium_free(m_data);
        }
        // Cheap beside the system calls above, and there is no better moment.
        wipeTraces();
    }
    m_data = nullptr;
    m_size = 0;
}

bool equalInConstantTime(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

void copySecret(std::span<std::byte> target, ByteView source) {
    CHECK(source.size() <= target.size());
    volatile std::byte* next = target.data();
    for (const std::byte value : source) {
        *next++ = value;
    }
}

void wipe(std::span<std::byte> memory) {
    if (!memory.empty()) {
        sodium_memzero(memory.data(), memory.size());
    }
}

} // namespace consentry
