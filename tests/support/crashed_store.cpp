#include "tests/support/crashed_store.h"

#include "tests/support/child_process.h"

#include <stdexcept>

namespace consentry::test {

void writeAndCrash(const std::filesystem::path& store, const WriteBatch& batch,
                   const LevelOptions& options) {
    const auto outcome = inChild([&](std::string& said) {
        auto opened = LevelStore::open(store, options);
        const Result<> written = opened ? (*opened)->write(batch) : fail(opened.error());
        said = written ? "" : toString(written.error());
        if (opened) {
            static_cast<void>(opened->release()); // never closed
        }
        return written ? 0 : 1;
    });
    if (!outcome.returned(0)) {
        throw std::runtime_error("a store to crash: " + outcome.said);
    }
}

void crash(const std::filesystem::path& store) {
    WriteBatch batch;
    batch.erase(Table::Meta, bytesOf("never there"));
    writeAndCrash(store, batch);
}

} // namespace consentry::test
