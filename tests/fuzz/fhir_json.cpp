// Properties: no bytes crash the importer; what it takes has a digest that does not depend on how
// the JSON was laid out; the strict reader and its canonical form agree with each other.

#include "core/base/check.h"
#include "core/clinical/json_canonical.h"
#include "core/import/fhir_importer.h"

namespace {

using namespace consentry;

class CheckingSink : public import::RecordSink {
public:
    Result<import::AddOutcome> add(const clinical::Record& record) override {
        clinical::JsonDocument document;
        CHECK(document.read(textOf(record.original)));
        const std::string canonical = clinical::canonicalResource(document.root());
        const auto digest = clinical::recordDigest(bytesOf(canonical));
        CHECK(digest && *digest == record.facts.digest);
        CHECK(record.title.size() <= clinical::titleBytesMax);
        CHECK(record.valueText.size() <= clinical::valueTextBytesMax);
        CHECK(record.searchText.size() <= clinical::searchTextBytesMax);
        if (record.facts.clinicalTime) {
            CHECK(record.facts.clinicalTime->begin < record.facts.clinicalTime->end);
        }
        return import::AddOutcome::Added;
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    clinical::JsonDocument document;
    if (document.read(textOf(input))) {
        const std::string once = clinical::canonicalJson(document.root());
        clinical::JsonDocument again;
        CHECK(again.read(once));
        CHECK(clinical::canonicalJson(again.root()) == once);
    }
    import::MemorySource source(input);
    CheckingSink sink;
    const auto report = import::importFhir(source, sink, {});
    CHECK(report.has_value());
    CHECK(document.read(import::reportJson(*report)));
    return 0;
}
