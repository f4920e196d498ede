#include "core/wallet/waiting_bodies.h"

#include "core/vault/key_hierarchy.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

using registry::LogEventType;

/// The first row of an epoch is sealed to the archive key, every other to the log key.
bool isForArchive(const LogRow& row) {
    const auto type = static_cast<LogEventType>(row.type);
    return type == LogEventType::SetLogKey ||
           (type == LogEventType::RegisterParty && row.seq.value == 0);
}

} // namespace

/// Taken from the key ring once for a batch, not for each row.
struct WaitingBodies::Keys {
    SigningKey device;
    std::map<EpochNumber, SharedKey> epochs; ///< null: this vault has no secret of that epoch
    SharedKey archive;
};

Result<std::vector<SealedRow>> WaitingBodies::next(std::size_t rowsMax) {
    std::vector<SealedRow> batch;
    if (m_isAtEnd) {
        return batch;
    }
    LogFilter waiting;
    waiting.bodyState = BodyState::Waiting;
    ASSIGN_OR_RETURN(LogPageRows page,
                     m_context.vault.logs().page(m_patient.party, waiting, LogOrder::OldestFirst,
                                                 m_after, std::min(rowsMax, batchRowsMax)));
    m_isAtEnd = !page.next;
    if (page.rows.empty()) {
        return batch;
    }
    Keys keys;
    ASSIGN_OR_RETURN(keys.device, m_context.vault.keys().deviceSigningKey(m_patient));
    std::size_t bytes = 0;
    for (LogRow& row : page.rows) {
        if (bytes >= batchBytesMax) {
            m_isAtEnd = false;
            break;
        }
        m_after = row.seq;
        ASSIGN_OR_RETURN(SealedRow sealed, gather(std::move(row), keys));
        bytes += sealed.body ? sealed.body->ciphertext.size() : 0;
        batch.push_back(std::move(sealed));
    }
    return batch;
}

Result<SealedRow> WaitingBodies::gather(LogRow row, Keys& keys) {
    SealedRow sealed;
    ASSIGN_OR_RETURN(sealed.event, registry::decodeLogEvent(row.event));
    sealed.keepsContent = !isForArchive(row);
    if (sealed.event.bodyDigest && sealed.event.bodyCommit) {
        sealed.body = fetch(sealed.event, keys.device);
    }
    if (sealed.body) {
        ASSIGN_OR_RETURN(sealed.key, keyFor(row, !sealed.keepsContent, keys));
    }
    sealed.row = std::move(row);
    return sealed;
}

std::optional<Sealed> WaitingBodies::fetch(const registry::LogEvent& event,
                                           const SigningKey& device) {
    std::vector<PartyId> places;
    if (event.holder) {
        places.push_back(*event.holder);
    }
    places.insert(places.end(), m_mailboxes.begin(), m_mailboxes.end());
    const Instant now = m_context.clock.now();
    const Bytes preimage = fetchPreimage(m_context.chainId(), event.bodyDigest->view(), now);
    const FetchCredential credential{device.publicKey(), now, device.sign(preimage)};
    for (const PartyId& place : places) {
        Mailbox* mailbox = m_context.mailboxes.find(place);
        if (mailbox == nullptr) {
            continue;
        }
        auto found = mailbox->fetchBody(m_patient.party, *event.bodyDigest, credential);
        // A mailbox that hands out something else is as good as one that is silent.
        if (found && sealedDigest(m_context.chainId(), *found) == *event.bodyDigest) {
            return std::move(*found);
        }
    }
    return std::nullopt;
}

Result<WaitingBodies::SharedKey> WaitingBodies::keyFor(const LogRow& row, bool isArchived,
                                                       Keys& keys) {
    vault::KeyRing& ring = m_context.vault.keys();
    if (isArchived) {
        if (!keys.archive) {
            ASSIGN_OR_RETURN(SealingKey archive, ring.archiveKey(m_patient));
            keys.archive = std::make_shared<const SealingKey>(std::move(archive));
        }
        return keys.archive;
    }
    if (const auto known = keys.epochs.find(row.epoch); known != keys.epochs.end()) {
        return known->second;
    }
    const auto secret = ring.epochSecret(m_patient.party, row.epoch);
    if (!secret && secret.error().code == ErrorCode::Locked) {
        return fail(secret.error());
    }
    SharedKey key;
    if (secret) {
        key = std::make_shared<const SealingKey>(vault::logKey(*secret, m_context.chainId()));
    }
    return keys.epochs.emplace(row.epoch, std::move(key)).first->second;
}

} // namespace consentry::wallet
