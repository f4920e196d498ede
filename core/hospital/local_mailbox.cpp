#include "core/hospital/local_mailbox.h"

#include "core/registry/object_ids.h"

namespace consentry::hospital {
namespace {

constexpr std::uint64_t layoutVersion = 1;

void writeSealed(CborWriter& writer, const Sealed& sealed) {
    writer.byteString(sealed.enc.view()).byteString(sealed.ciphertext);
}

Result<> readSealed(CborReader& reader, Sealed& sealed) {
    RETURN_IF_ERROR(reader.fixed(sealed.enc));
    ASSIGN_OR_RETURN(const ByteView ciphertext, reader.byteString());
    sealed.ciphertext = toBytes(ciphertext);
    return {};
}

Result<> expectLayout(CborReader& reader, std::size_t fields) {
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (count != fields || version != layoutVersion) {
        return fail(ErrorCode::DamagedData, "mailbox entry of another layout");
    }
    return {};
}

Bytes encodeBody(const StoredBody& body) {
    CborWriter writer;
    writer.array(5).unsignedInt(layoutVersion).byteString(body.patient.view());
    writer.unsignedInt(body.epoch.value);
    writeSealed(writer, body.sealed);
    return std::move(writer).bytes();
}

Result<StoredBody> decodeBody(ByteView bytes) {
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectLayout(reader, 5));
    StoredBody body;
    RETURN_IF_ERROR(reader.fixed(body.patient));
    ASSIGN_OR_RETURN(const std::uint64_t epoch, reader.unsignedInt());
    body.epoch = EpochNumber(static_cast<std::uint32_t>(epoch));
    RETURN_IF_ERROR(readSealed(reader, body.sealed));
    RETURN_IF_ERROR(reader.finish());
    return body;
}

Bytes encodeMail(const SealedMail& mail) {
    CborWriter writer;
    writer.array(7).unsignedInt(layoutVersion).byteString(mail.sender.view());
    writer.byteString(mail.recipient.view()).byteString(mail.subject.view());
    writeSealed(writer, mail.sealed);
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(mail.receivedAt)));
    return std::move(writer).bytes();
}

Result<SealedMail> decodeMail(ByteView bytes) {
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectLayout(reader, 7));
    SealedMail mail;
    RETURN_IF_ERROR(reader.fixed(mail.sender));
    RETURN_IF_ERROR(reader.fixed(mail.recipient));
    RETURN_IF_ERROR(reader.fixed(mail.subject));
    RETURN_IF_ERROR(readSealed(reader, mail.sealed));
    ASSIGN_OR_RETURN(const std::uint64_t at, reader.unsignedInt());
    mail.receivedAt = instantFromMillis(static_cast<std::int64_t>(at));
    RETURN_IF_ERROR(reader.finish());
    return mail;
}

/// recipient ‖ subject ‖ sender ‖ encapsulated key: a recipient may have several devices, each with
/// a copy of its own.
Bytes mailKey(const SealedMail& mail) {
    Bytes key = toBytes(mail.recipient.view());
    append(key, mail.subject.view());
    append(key, mail.sender.view());
    append(key, mail.sealed.enc.view());
    return key;
}

} // namespace

LocalMailbox::LocalMailbox(const OrganizationKeys& keys, KeyValueStore& store,
                           VerifiedLedger& ledger, const Clock& clock)
    : m_keys(keys), m_store(store), m_ledger(ledger), m_clock(clock) {}

Result<registry::StorageReceipt>
LocalMailbox::deposit(const std::vector<StoredBody>& bodies,
                      const std::vector<std::uint32_t>& itemIndexes) {
    if (bodies.empty() || bodies.size() > bodiesPerDepositMax) {
        return fail(ErrorCode::TooLarge, "bodies in one deposit");
    }
    WriteBatch batch;
    std::vector<PartyId> patients;
    std::vector<Digest> digests;
    for (const StoredBody& body : bodies) {
        if (body.sealed.ciphertext.size() > ciphertextMax) {
            return fail(ErrorCode::TooLarge, "sealed body");
        }
        const Digest digest = sealedDigest(m_ledger.chainId(), body.sealed);
        batch.put(Table::Bodies, digest.view(), encodeBody(body));
        patients.push_back(body.patient);
        digests.push_back(digest);
    }
    RETURN_IF_ERROR(m_store.write(batch));

    registry::StorageReceipt receipt;
    receipt.organization = m_keys.organization;
    receipt.keyId = registry::keyIdOf(m_ledger.chainId(), m_keys.gateway.publicKey());
    receipt.itemIndexes = itemIndexes;
    receipt.until = m_clock.now() + bodyKept;
    const Digest signedDigest =
        registry::receiptDigest(m_ledger.chainId(), patients, digests, receipt.until);
    receipt.signature = m_keys.gateway.sign(signedDigest.view());
    return receipt;
}

Result<> LocalMailbox::checkSignature(ByteView subject, const FetchCredential& credential) const {
    if (std::chrono::abs(m_clock.now() - credential.signedAt) > credentialAgeMax) {
        return fail(ErrorCode::Stale, "credential signed at another time");
    }
    const Bytes preimage = fetchPreimage(m_ledger.chainId(), subject, credential.signedAt);
    if (!verifySignature(credential.key, preimage, credential.signature)) {
        return fail(ErrorCode::NotPermitted, "signature of a credential");
    }
    return {};
}

Result<bool> LocalMailbox::isKeyOf(const PartyId& party, const SigningPublicKey& key) {
    const KeyId keyId = registry::keyIdOf(m_ledger.chainId(), key);
    ASSIGN_OR_RETURN(const auto found, m_ledger.object<registry::KeyState>(
                                           registry::keyKey(m_ledger.chainId(), keyId)));
    // Keys that sign transactions; those of epochs and of engines open no mail.
    return found && found->party == party && found->role != registry::KeyRole::Fetch &&
           found->role != registry::KeyRole::Validator && !found->frozenBy &&
           (!found->removedFrom || m_clock.now() < *found->removedFrom);
}

Result<bool> LocalMailbox::isFetchKeyOf(const PartyId& patient, EpochNumber epoch,
                                        const SigningPublicKey& key) {
    ASSIGN_OR_RETURN(const auto found, m_ledger.object<registry::EpochState>(
                                           registry::epochKey(m_ledger.chainId(), patient, epoch)));
    return found && found->fetchKey == key;
}

Result<Sealed> LocalMailbox::fetchBody(const PartyId& patient, const Digest& bodyDigest,
                                       const FetchCredential& credential) {
    RETURN_IF_ERROR(checkSignature(bodyDigest.view(), credential));
    ASSIGN_OR_RETURN(const auto stored, m_store.get(Table::Bodies, bodyDigest.view()));
    if (!stored) {
        return fail(ErrorCode::NotFound, "body");
    }
    ASSIGN_OR_RETURN(StoredBody body, decodeBody(*stored));
    if (body.patient != patient) {
        return fail(ErrorCode::NotFound, "body");
    }
    ASSIGN_OR_RETURN(bool allowed, isFetchKeyOf(patient, body.epoch, credential.key));
    if (!allowed) {
        ASSIGN_OR_RETURN(allowed, isKeyOf(patient, credential.key));
    }
    if (!allowed) {
        return fail(ErrorCode::NotPermitted, "key may not fetch this body");
    }
    return std::move(body.sealed);
}

Result<> LocalMailbox::depositMail(const SealedMail& mail) {
    if (mail.sealed.ciphertext.size() > ciphertextMax) {
        return fail(ErrorCode::TooLarge, "sealed mail");
    }
    SealedMail kept = mail;
    kept.receivedAt = m_clock.now();
    WriteBatch batch;
    batch.put(Table::Mail, mailKey(kept), encodeMail(kept));
    return m_store.write(batch);
}

Result<std::vector<SealedMail>> LocalMailbox::fetchMail(const PartyId& recipient,
                                                        const FetchCredential& credential) {
    RETURN_IF_ERROR(checkSignature(recipient.view(), credential));
    ASSIGN_OR_RETURN(const bool allowed, isKeyOf(recipient, credential.key));
    if (!allowed) {
        return fail(ErrorCode::NotPermitted, "key may not fetch this mail");
    }
    std::vector<SealedMail> letters;
    Result<> decoded;
    RETURN_IF_ERROR(m_store.scan(Table::Mail, recipient.view(), [&](ByteView key, ByteView value) {
        if (!equal(key.first(std::min<std::size_t>(key.size(), PartyId::size)), recipient.view()) ||
            letters.size() == mailPerRecipientMax) {
            return false;
        }
        auto mail = decodeMail(value);
        if (!mail) {
            decoded = fail(std::move(mail).error());
            return false;
        }
        letters.push_back(std::move(*mail));
        return true;
    }));
    RETURN_IF_ERROR(decoded);
    return letters;
}

} // namespace consentry::hospital
