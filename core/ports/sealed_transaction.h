#pragma once

#include "core/ports/mailbox.h"
#include "core/registry/transaction.h"

#include <optional>
#include <span>
#include <vector>

namespace consentry {

/// One body, sealed to all its recipients, as a transaction names it.
struct SealedCopies {
    registry::SealedDetails details;
    std::vector<Sealed> copies; ///< in the order of details.bodies
};

/// Seals `content` once for each recipient. The first recipient is the patient's log key
/// (SetLogKey: the archive key). TooLarge where it does not fit into a body.
Result<SealedCopies> sealForLog(ByteView content, const BodyContext& context, EpochNumber epoch,
                                std::span<const SealingPublicKey> recipients);

/// As above for a plaintext that exists already, e.g. a grant whose opening travels too.
Result<SealedCopies> sealForLog(const BodyPlaintext& body, const BodyContext& context,
                                EpochNumber epoch, std::span<const SealingPublicKey> recipients);

/// Puts all copies of all items into a mailbox of the patient other than the writer, and the
/// receipt into the transaction. Tries the patient's mailboxes in turn, then, where both are out
/// of reach, any other given organisation as a substitute (protocol §4). Unreachable where none
/// answers.
Result<> depositBodies(registry::Transaction& transaction, const std::vector<StoredBody>& bodies,
                       const std::vector<std::uint32_t>& itemIndexes,
                       std::span<const PartyId> patientMailboxes, MailboxDirectory& mailboxes,
                       std::span<const PartyId> substitutes = {});

} // namespace consentry
