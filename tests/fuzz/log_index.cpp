// Properties: no bytes crash the readers of the log's index; what they accept is written and read
// again to the same.

#include "core/adapters/sqlcipher/log_index_rows.h"
#include "core/base/check.h"

#include <span>

namespace {

using namespace consentry;
using namespace consentry::adapters;

void checkRows(ByteView bytes) {
    std::vector<LogIndex::Row> rows;
    if (!decodeIndexRows(bytes, rows)) {
        return;
    }
    CHECK(rows.size() <= logIndexBlockRows);
    std::vector<LogIndex::Row> again;
    CHECK(decodeIndexRows(encodeIndexRows(rows), again).has_value());
    CHECK(again == rows);
}

void checkTermSet(ByteView bytes) {
    const auto terms = decodeTermSet(bytes);
    if (terms) {
        const auto again = decodeTermSet(encodeTermSet(*terms));
        CHECK(again && *again == *terms);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    checkRows(bytes);
    checkTermSet(bytes);
    return 0;
}
