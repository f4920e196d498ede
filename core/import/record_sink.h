#pragma once

#include "core/clinical/record.h"

namespace consentry::import {

enum class AddOutcome {
    Added,
    AlreadyThere ///< a record with the same digest is stored
};

/// What a sink made of a record before its turn.
struct RecordPreparation {
    std::string tokens; ///< of its search text
};

/// Takes the records of one file, one after the other. The file as a whole is all or nothing:
/// whoever calls an importer opens a transaction before and commits or rolls back after it.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    /// An error ends the import.
    virtual Result<AddOutcome> add(const clinical::Record& record) = 0;

    // add() in two steps, for an importer with two threads.

    /// What can be done with nothing but the record. Another thread may be in any other function
    /// meanwhile.
    virtual Result<RecordPreparation> prepare(const clinical::Record&) {
        return RecordPreparation();
    }
    virtual Result<AddOutcome> addPrepared(const clinical::Record& record,
                                           const RecordPreparation&) {
        return add(record);
    }
};

} // namespace consentry::import
