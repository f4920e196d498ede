#pragma once

#include "core/ports/key_value_store.h"

#include <map>
#include <memory>
#include <string>

namespace consentry::test {

/// What several MemoryStores of one name share, as programs that open one file one after the other.
struct MemoryDisk {
    using Place = std::pair<Table, Bytes>;
    struct File {
        std::map<Place, Bytes> entries;
        /// Writes that still succeed; then Io. Negative: no limit.
        int writesLeft = -1;
    };
    std::map<std::string, std::shared_ptr<File>, std::less<>> files;

    std::shared_ptr<File> file(std::string_view name) {
        auto& found = files[std::string(name)];
        if (!found) {
            found = std::make_shared<File>();
        }
        return found;
    }
};

/// The fake KeyValueStore: ordered, all or nothing, in memory, with an eye to look at and a hand to
/// tamper with what it holds.
class MemoryStore : public KeyValueStore {
public:
    explicit MemoryStore(std::shared_ptr<MemoryDisk::File> file) : m_file(std::move(file)) {}

    Result<std::optional<Bytes>> get(Table table, ByteView key) const override {
        const auto found = m_file->entries.find({table, toBytes(key)});
        return found == m_file->entries.end() ? std::optional<Bytes>() : found->second;
    }
    Result<> scan(Table table, ByteView from,
                  const std::function<bool(ByteView, ByteView)>& visit) const override {
        for (auto at = m_file->entries.lower_bound({table, toBytes(from)});
             at != m_file->entries.end() && at->first.first == table; ++at) {
            if (!visit(at->first.second, at->second)) {
                break;
            }
        }
        return {};
    }
    Result<> write(const WriteBatch& batch) override {
        if (m_file->writesLeft == 0) {
            return fail(ErrorCode::Io, "no more writes");
        }
        m_file->writesLeft -= m_file->writesLeft > 0 ? 1 : 0;
        for (const auto& [table, key, value] : batch.writes) {
            if (value) {
                m_file->entries.insert_or_assign({table, key}, *value);
            } else {
                m_file->entries.erase({table, key});
            }
        }
        return {};
    }
    Result<> check() const override { return {}; }

private:
    std::shared_ptr<MemoryDisk::File> m_file;
};

} // namespace consentry::test
