#pragma once

#include "core/base/progress.h"
#include "core/clinical/record_from_json.h"
#include "core/import/byte_source.h"
#include "core/import/import_report.h"
#include "core/import/record_sink.h"

namespace consentry::import {

struct FhirImportOptions {
    PartyId custodian; ///< who holds the records; zero for my own file
};

/// Reads FHIR R4 JSON of any size: one resource, a Bundle of any type, or NDJSON (one resource or
/// Bundle per line). The content decides, not the file name; a UTF-8 byte order mark is accepted.
///
/// A thread of its own reads, while the caller's thread gives the records to the sink, in the order
/// of the file, and reports progress. The source is used by that thread alone until the return.
///
/// Memory stays bounded: one resource (16 MiB) with its parsed form, one chunk, 4 MiB of records
/// that were read and wait for the sink (or one that is larger), and the names that references
/// resolve to (ReferenceDirectory). A Bundle may be of any length; what stands around
/// its entries counts as one resource, and so does a line of NDJSON. A Bundle is read twice: first
/// its shape and the names, then the records, so a file that is cut off is refused before the sink
/// sees anything. A bad entry or line is refused alone and the others are taken, unless it hides
/// where it ends. Bundles inside Bundles are opened up to three levels, then kept whole.
///
/// A file that is refused is a report, not an error. Errors: Io, Cancelled (the caller rolls
/// back), and whatever the sink returns.
Result<ImportReport> importFhir(ByteSource& source, RecordSink& sink, const JobControl& control,
                                const FhirImportOptions& options = {});

} // namespace consentry::import
