#pragma once

#include "core/clinical/record.h"

namespace consentry::import {

enum class AddOutcome {
    Added,
    AlreadyThere ///< a record with the same digest is stored
};

/// Takes the records of one file, one after the other. The file as a whole is all or nothing:
/// whoever calls an importer opens a transaction before and commits or rolls back after it.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    /// An error ends the import.
    virtual Result<AddOutcome> add(const clinical::Record& record) = 0;
};

} // namespace consentry::import
