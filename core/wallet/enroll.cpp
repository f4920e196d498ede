#include "core/wallet/enroll.h"

#include "core/registry/object_ids.h"
#include "core/vault/key_hierarchy.h"
#include "core/wallet/set_rules.h"

namespace consentry::wallet {
namespace {

constexpr milliseconds registrationLife = std::chrono::hours(12);
constexpr EpochNumber firstEpochNumber{1};

/// The archive body lists every epoch secret that its writer knows (protocol §1).
SecretBytes archiveContent(EpochNumber epoch, const vault::EpochSecret& secret) {
    CborWriter writer;
    writer.array(2).unsignedInt(1).array(1).array(2).unsignedInt(epoch.value);
    writer.byteString(secret.expose());
    Bytes plain = std::move(writer).bytes();
    return SecretBytes::takeFrom(plain);
}

/// Devices have no names yet; the place for one is there.
Bytes deviceNameContent() {
    CborWriter writer;
    writer.array(2).unsignedInt(1).text("");
    return std::move(writer).bytes();
}

} // namespace

/// Once drawn it stays: an interrupted registration may still come into a block.
Result<vault::EpochSecret> Enroll::firstEpochSecret(const Identity& patient) {
    vault::KeyRing& keys = m_context.vault.keys();
    auto known = keys.epochSecret(patient.party, firstEpochNumber);
    if (known || known.error().code != ErrorCode::NotFound) {
        return known;
    }
    vault::EpochSecret secret = vault::EpochSecret::random();
    RETURN_IF_ERROR(keys.putEpochSecret(patient.party, firstEpochNumber, secret));
    return secret;
}

/// The vault's patient whose registration was interrupted, else a new one.
Result<Identity> Enroll::unregisteredPatient() {
    ASSIGN_OR_RETURN(Identity patient, preparePatient());
    if (patient.registered) {
        return fail(ErrorCode::AlreadyExists, "patient of this vault");
    }
    return patient;
}

Result<Identity> Enroll::preparePatient() {
    auto known = patientIdentity(m_context);
    if (known || known.error().code != ErrorCode::NotFound) {
        return known;
    }
    vault::NewIdentity wanted;
    wanted.chainId = m_context.chainId();
    wanted.role = IdentityRole::Patient;
    wanted.createdAt = m_context.clock.now();
    return m_context.vault.keys().addIdentity(wanted);
}

Result<registry::LogKeySetup> Enroll::firstEpoch(const Identity& patient,
                                                 std::vector<Sealed>& copies) {
    const std::string& chainId = m_context.chainId();
    vault::KeyRing& keys = m_context.vault.keys();
    ASSIGN_OR_RETURN(const vault::EpochSecret secret, firstEpochSecret(patient));
    const SigningKey fetch = vault::fetchKey(secret, chainId);
    ASSIGN_OR_RETURN(const SealingKey archive, keys.archiveKey(patient));

    registry::LogKeySetup setup;
    setup.logKey = vault::logKey(secret, chainId).publicKey();
    setup.fetchKey = fetch.publicKey();
    setup.fetchPossession = registry::signPossession(chainId, patient.party, fetch);
    const BodyContext context{
        chainId, SuiteId::Suite1, patient.party, patient.party,
        registry::idCast<Digest>(registry::keyIdOf(chainId, fetch.publicKey()))};
    const SecretBytes content = archiveContent(firstEpochNumber, secret);
    const SealingPublicKey recipients[] = {archive.publicKey()};
    ASSIGN_OR_RETURN(SealedCopies sealed,
                     sealForLog(content.expose(), context, firstEpochNumber, recipients));
    setup.archive = sealed.details;
    copies.push_back(std::move(sealed.copies.front()));
    return setup;
}

Result<Identity> Enroll::registerPatient(Desk& sponsor, const std::vector<PartyId>& mailboxes) {
    const std::string& chainId = m_context.chainId();
    vault::KeyRing& keys = m_context.vault.keys();
    ASSIGN_OR_RETURN(Identity identity, unregisteredPatient());
    ASSIGN_OR_RETURN(const auto there, m_context.ledger.object<registry::PartyState>(
                                           registry::partyKey(chainId, identity.party)));
    if (there) {
        identity.registered = true;
        RETURN_IF_ERROR(m_context.vault.identities().update(identity));
        return identity;
    }
    ASSIGN_OR_RETURN(const SigningKey inception, keys.recoveryKey(identity));
    ASSIGN_OR_RETURN(const SigningKey device, keys.deviceSigningKey(identity));
    ASSIGN_OR_RETURN(const SealingKey archive, keys.archiveKey(identity));

    std::vector<Sealed> copies;
    registry::RegisterParty body;
    body.inceptionKey = identity.inceptionKey;
    body.deviceKeys.push_back({device.publicKey(), identity.deviceSealingKey,
                               registry::signPossession(chainId, identity.party, device)});
    ASSIGN_OR_RETURN(registry::LogKeySetup epoch, firstEpoch(identity, copies));
    const SealingPublicKey recipients[] = {epoch.logKey};
    body.patient = registry::PatientSetup{mailboxes, archive.publicKey(), std::move(epoch)};
    const BodyContext naming{chainId, SuiteId::Suite1, identity.party, identity.party,
                             registry::idCast<Digest>(identity.party)};
    ASSIGN_OR_RETURN(SealedCopies name,
                     sealForLog(deviceNameContent(), naming, firstEpochNumber, recipients));
    body.details = name.details;
    copies.push_back(std::move(name.copies.front()));

    registry::Transaction transaction;
    transaction.chainId = chainId;
    transaction.party = identity.party;
    transaction.keyId = registry::keyIdOf(chainId, identity.inceptionKey);
    transaction.sequence = 1; // the first of this key
    transaction.expiresAt = m_context.clock.now() + registrationLife;
    transaction.body = std::move(body);
    transaction.cosigners.push_back(sponsor.cosigner());
    std::vector<StoredBody> bodies;
    for (Sealed& copy : copies) {
        bodies.push_back({identity.party, firstEpochNumber, std::move(copy)});
    }
    RETURN_IF_ERROR(depositBodies(transaction, bodies, {0}, mailboxes, m_context.mailboxes));
    RETURN_IF_ERROR(sponsor.cosign(transaction));
    registry::signTransaction(transaction, inception);
    RETURN_IF_ERROR(m_context.ledger.submit(registry::encodeTransaction(transaction)));
    identity.registered = true;
    RETURN_IF_ERROR(m_context.vault.identities().update(identity));
    return identity;
}

Result<> Enroll::link(const Identity& patient, const PartyId& organization, Desk& desk) {
    const std::string& chainId = m_context.chainId();
    ASSIGN_OR_RETURN(const registry::PatientState state, provenPatient(m_context, patient.party));
    registry::Link body;
    body.nonce = randomNonce();
    body.organization = organization;
    body.policyVersion = state.policyVersion;
    std::vector<StoredBody> bodies;
    if (state.policyVersion > 0) {
        ASSIGN_OR_RETURN(const consent::PatientPolicy current,
                         SetRules(m_context).current(patient));
        ASSIGN_OR_RETURN(const Bytes content, consent::encodePolicy(current));
        ASSIGN_OR_RETURN(const SealingPublicKey inbox, inboxKeyOf(m_context, organization));
        const Digest linkId = registry::objectIdFrom<Digest>(chainId, patient.party, body.nonce);
        const SealingPublicKey recipients[] = {state.logKey, inbox};
        ASSIGN_OR_RETURN(
            SealedCopies sealed,
            sealForLog(content, {chainId, SuiteId::Suite1, patient.party, patient.party, linkId},
                       state.epoch, recipients));
        body.details = sealed.details;
        for (Sealed& copy : sealed.copies) {
            bodies.push_back({patient.party, state.epoch, std::move(copy)});
        }
    }
    ASSIGN_OR_RETURN(registry::Transaction transaction,
                     deviceTransaction(m_context, patient, std::move(body)));
    transaction.cosigners.push_back(desk.cosigner());
    if (!bodies.empty()) {
        RETURN_IF_ERROR(
            depositBodies(transaction, bodies, {0}, state.mailboxes, m_context.mailboxes));
    }
    RETURN_IF_ERROR(desk.cosign(transaction));
    ASSIGN_OR_RETURN(const Bytes bytes, signByDevice(m_context, patient, transaction));
    RETURN_IF_ERROR(m_context.ledger.submit(bytes));
    return {};
}

} // namespace consentry::wallet
