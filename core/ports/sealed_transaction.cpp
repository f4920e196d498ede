#include "core/ports/sealed_transaction.h"

namespace consentry {

Result<SealedCopies> sealForLog(ByteView content, const BodyContext& context, EpochNumber epoch,
                                std::span<const SealingPublicKey> recipients) {
    ASSIGN_OR_RETURN(const BodyPlaintext body, BodyPlaintext::create(content));
    return sealForLog(body, context, epoch, recipients);
}

Result<SealedCopies> sealForLog(const BodyPlaintext& body, const BodyContext& context,
                                EpochNumber epoch, std::span<const SealingPublicKey> recipients) {
    SealedCopies result;
    result.details.epoch = epoch;
    result.details.bodyCommit = body.commitment(context.chainId);
    for (const SealingPublicKey& recipient : recipients) {
        ASSIGN_OR_RETURN(Sealed sealed, sealBody(body, context, recipient));
        result.details.bodies.push_back({recipient, sealedDigest(context.chainId, sealed)});
        result.copies.push_back(std::move(sealed));
    }
    return result;
}

Result<> depositBodies(registry::Transaction& transaction, const std::vector<StoredBody>& bodies,
                       const std::vector<std::uint32_t>& itemIndexes,
                       std::span<const PartyId> patientMailboxes, MailboxDirectory& mailboxes,
                       std::span<const PartyId> substitutes) {
    Error lastError{ErrorCode::Unreachable, "no mailbox", 0};
    const auto tryAll = [&](std::span<const PartyId> organizations, bool substitute) {
        for (const PartyId& organization : organizations) {
            Mailbox* mailbox =
                organization == transaction.party ? nullptr : mailboxes.find(organization);
            if (mailbox == nullptr) {
                continue;
            }
            auto receipt = mailbox->deposit(bodies, itemIndexes);
            if (receipt) {
                receipt->substitute = substitute;
                transaction.receipts.push_back(std::move(*receipt));
                return true;
            }
            lastError = receipt.error();
        }
        return false;
    };
    if (tryAll(patientMailboxes, false) || tryAll(substitutes, true)) {
        return {};
    }
    return fail(std::move(lastError));
}

} // namespace consentry
