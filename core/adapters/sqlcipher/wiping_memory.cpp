#include "core/adapters/sqlcipher/wiping_memory.h"

#include "core/base/bytes.h"
#include "core/crypto/secret.h"

#define SQLITE_HAS_CODEC 1
#include <sqlcipher/sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace consentry::adapters {

namespace {

/// Before each block: its size, in a unit that keeps the block aligned.
constexpr std::size_t prefixSize = 16;

int blockSize(void* block) {
    int size = 0;
    if (block != nullptr) {
        std::memcpy(&size, static_cast<std::byte*>(block) - prefixSize, sizeof size);
    }
    return size;
}

void* allocate(int size) {
    auto* base = static_cast<std::byte*>(std::malloc(prefixSize + static_cast<std::size_t>(size)));
    if (base == nullptr) {
        return nullptr;
    }
    std::memcpy(base, &size, sizeof size);
    return base + prefixSize;
}

void release(void* block) {
    if (block != nullptr) {
        wipe({static_cast<std::byte*>(block), static_cast<std::size_t>(blockSize(block))});
        std::free(static_cast<std::byte*>(block) - prefixSize);
    }
}

void* reallocate(void* block, int size) {
    void* next = allocate(size);
    if (next != nullptr && block != nullptr) {
        std::memcpy(next, block, static_cast<std::size_t>(std::min(size, blockSize(block))));
        release(block);
    }
    return next;
}

int roundUp(int size) {
    return (size + 7) & ~7;
}

int initialize(void*) {
    return SQLITE_OK;
}

void shutDown(void*) {}

Result<> install() {
    const sqlite3_mem_methods methods{allocate, release,    reallocate, blockSize,
                                      roundUp,  initialize, shutDown,   nullptr};
    if (const int code = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods); code != SQLITE_OK) {
        return fail(ErrorCode::Internal, "memory methods: " + std::to_string(code));
    }
    // Statistics that nobody reads take a lock around every allocation.
    if (const int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); code != SQLITE_OK) {
        return fail(ErrorCode::Internal, "memory statistics: " + std::to_string(code));
    }
    return {};
}

} // namespace

Result<> installWipingMemory() {
    static const Result<> installed = install();
    return installed;
}

} // namespace consentry::adapters
