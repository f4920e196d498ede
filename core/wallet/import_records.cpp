#include "core/wallet/import_records.h"

#include "core/crypto/hash.h"
#include "core/import/fhir_importer.h"

#include <array>

namespace consentry::wallet {
namespace {

constexpr std::size_t chunkBytes = 256 * 1024;

Result<Digest> digestOf(import::ByteSource& source) {
    Sha256 hash;
    std::vector<std::byte> chunk(chunkBytes);
    while (true) {
        ASSIGN_OR_RETURN(const std::size_t read, source.read(chunk));
        if (read == 0) {
            break;
        }
        hash.update(ByteView(chunk).first(read));
    }
    RETURN_IF_ERROR(source.rewind());
    return hash.finish();
}

} // namespace

Result<import::ImportReport> ImportRecords::importFile(const std::filesystem::path& path,
                                                       const JobControl& control) {
    ASSIGN_OR_RETURN(const auto source, import::openFileSource(path));
    ASSIGN_OR_RETURN(const Digest digest, digestOf(*source));
    ASSIGN_OR_RETURN(const auto session, m_vault.records().beginImport(
                                             {path.filename().string(), digest, m_clock.now()}));
    ASSIGN_OR_RETURN(import::ImportReport report, import::importFhir(*source, *session, control));
    if (report.taken() > 0) {
        RETURN_IF_ERROR(session->commit(import::reportJson(report)));
    }
    return report;
}

} // namespace consentry::wallet
