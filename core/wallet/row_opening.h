#pragma once

#include "core/crypto/sealed_body.h"
#include "core/ports/access_body.h"
#include "core/ports/log_store.h"
#include "core/ports/record_gateway.h"
#include "core/registry/log_event.h"

#include <memory>

namespace consentry::wallet {

/// A row that waits for its details, with all that opening them takes.
struct SealedRow {
    LogRow row;
    registry::LogEvent event;   ///< decoded from `row.event`
    std::optional<Sealed> body; ///< of the event's digest; none where no mailbox serves it
    /// Whose the body is for. None where no secret of this vault opens it.
    std::shared_ptr<const SealingKey> key;
    /// Epoch secrets stay in the key ring: the store keeps no second copy.
    bool keepsContent = true;
};

/// What the details say.
struct OpenedRow {
    BodyState state = BodyState::Missing;
    Bytes content;                      ///< state Opened
    std::optional<AccessBody> access;   ///< of an access, where the content is one
    std::optional<ReadRequest> request; ///< inside of `access`, where it is one of this ledger
    bool isReaderSigned = false;        ///< see readerSigned()
    std::vector<LogTerm> terms;         ///< what a search in "who looked" shall find
};

/// Opens a body, holds it against what the row committed to, and reads it. Pure; any thread, and
/// the key may be shared.
OpenedRow openRow(std::string_view chainId, const SealedRow& sealed);

/// Whether what an access body claims is borne out: the reader's own signature under the request,
/// by the key that the request names.
bool readerSigned(std::string_view chainId, const AccessBody& body, const ReadRequest& request);

} // namespace consentry::wallet
