#pragma once

#include "core/adapters/sqlcipher/sqlcipher_database.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/crypto/hash.h"
#include "core/crypto/random.h"
#include "tests/support/test_paths.h"

#include <stdexcept>
#include <string_view>

namespace consentry::test {

/// A new database in a folder of this test's own.
struct DatabaseFixture {
    TemporaryFolder temporary;
    adapters::PosixFileSystem files;
    adapters::SqlcipherDatabaseFactory factory{files};
    std::filesystem::path file = temporary.path() / "test.db";
    DatabaseKey key = DatabaseKey::random();

    std::unique_ptr<VaultDatabase> create() { return must(factory.create(file, key)); }

    template <class T> static T must(Result<T> result) {
        if (!result) {
            throw std::runtime_error(toString(result.error()));
        }
        return std::move(*result);
    }
    static void must(Result<> result) {
        if (!result) {
            throw std::runtime_error(toString(result.error()));
        }
    }
};

template <class Id> Id idOf(std::string_view name) {
    return *Id::from(sha256(bytesOf(name)).view());
}

} // namespace consentry::test
