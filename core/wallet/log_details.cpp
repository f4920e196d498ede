#include "core/wallet/log_details.h"

#include "core/registry/log_event.h"
#include "core/registry/object_ids.h"
#include "core/vault/key_hierarchy.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

constexpr std::size_t batchRows = 500;

using registry::LogEventType;

LogEventType typeOf(const LogRow& row) {
    return static_cast<LogEventType>(row.type);
}

bool isAccess(const LogRow& row) {
    return typeOf(row) == LogEventType::Access;
}

Result<consent::Grant> openedGrant(const StoredGrant& stored) {
    SecretBytes padded(stored.content.size());
    std::copy(stored.content.begin(), stored.content.end(), padded.exposeForWriting().begin());
    ASSIGN_OR_RETURN(const BodyPlaintext body, BodyPlaintext::parse(std::move(padded)));
    return consent::decodeGrant(body.content());
}

/// Whether a grant allows what the row says, by the gateway's own rules: a gateway that names
/// somebody else's grant, another purpose or another time is found here. The standing policy of
/// that day is not at hand, so only the grant speaks.
bool allows(const consent::Grant& grant, const LogRow& row, const AccessBody& body,
            const ReadRequest& request) {
    consent::PatientPolicy nothingDenied;
    nothingDenied.patient = row.patient;
    consent::AccessRequest asked;
    asked.basis = consent::Basis::Grant;
    asked.patient = row.patient;
    asked.reader = request.reader;
    if (!body.reader.organization.isZero()) {
        asked.organization = body.reader.organization;
    }
    if (const auto role = consent::parseRole(body.reader.role)) {
        asked.role = *role;
    }
    asked.staffId = body.reader.staffId;
    asked.purpose = request.purpose;
    return consent::evaluateRequest(&nothingDenied, &grant, asked, row.blockTime).permitted;
}

} // namespace

bool readerSigned(std::string_view chainId, const AccessBody& body) {
    const auto request = decodeReadRequest(chainId, body.signedRequest);
    return request && registry::keyIdOf(chainId, body.readerKey) == request->readerKey &&
           verifySignature(body.readerKey, body.signedRequest, body.readerSignature);
}

Result<LogDetailsReader::Opened> LogDetailsReader::openBody(const Identity& patient,
                                                            const LogRow& row,
                                                            const std::vector<PartyId>& mailboxes) {
    ASSIGN_OR_RETURN(const registry::LogEvent event, registry::decodeLogEvent(row.event));
    if (!event.bodyDigest || !event.bodyCommit) {
        return Opened{BodyState::None, {}};
    }
    ASSIGN_OR_RETURN(const SigningKey device, m_context.vault.keys().deviceSigningKey(patient));
    std::vector<PartyId> places;
    if (event.holder) {
        places.push_back(*event.holder);
    }
    places.insert(places.end(), mailboxes.begin(), mailboxes.end());
    const Instant now = m_context.clock.now();
    const Bytes preimage = fetchPreimage(m_context.chainId(), event.bodyDigest->view(), now);
    const FetchCredential credential{device.publicKey(), now, device.sign(preimage)};
    std::optional<Sealed> sealed;
    for (const PartyId& place : places) {
        Mailbox* mailbox = m_context.mailboxes.find(place);
        if (mailbox == nullptr) {
            continue;
        }
        auto found = mailbox->fetchBody(patient.party, *event.bodyDigest, credential);
        // A mailbox that hands out something else is as good as one that is silent.
        if (found && sealedDigest(m_context.chainId(), *found) == *event.bodyDigest) {
            sealed = std::move(*found);
            break;
        }
    }
    if (!sealed) {
        return Opened{BodyState::Missing, {}};
    }
    const BodyContext context{m_context.chainId(), SuiteId::Suite1, event.actor, patient.party,
                              row.objectId};
    // The first row of an epoch is sealed to the archive key, every other to the log key.
    const bool archive = typeOf(row) == LogEventType::SetLogKey ||
                         (typeOf(row) == LogEventType::RegisterParty && row.seq.value == 0);
    SealingKey key;
    if (archive) {
        ASSIGN_OR_RETURN(key, m_context.vault.keys().archiveKey(patient));
    } else {
        const auto secret = m_context.vault.keys().epochSecret(patient.party, row.epoch);
        if (!secret) {
            return Opened{BodyState::CannotOpen, {}};
        }
        key = vault::logKey(*secret, m_context.chainId());
    }
    const auto body = consentry::openBody(*sealed, context, key);
    if (!body) {
        return Opened{BodyState::CannotOpen, {}};
    }
    if (body->commitment(m_context.chainId()) != *event.bodyCommit) {
        return Opened{BodyState::Mismatch, {}};
    }
    // Epoch secrets stay in the key ring; the store keeps no second copy.
    return Opened{BodyState::Opened, archive ? Bytes() : toBytes(body->content())};
}

LogVerdict LogDetailsReader::judge(const LogRow& row, const Opened& opened) const {
    if (opened.state == BodyState::Missing || opened.state == BodyState::Mismatch ||
        opened.state == BodyState::CannotOpen) {
        return LogVerdict::Alarm;
    }
    if (typeOf(row) == LogEventType::EmergencyAccess) {
        return LogVerdict::Attention;
    }
    if (!isAccess(row)) {
        return LogVerdict::Explained;
    }
    const auto body = decodeAccessBody(opened.content);
    if (!body || !readerSigned(m_context.chainId(), *body)) {
        return LogVerdict::Alarm;
    }
    const auto request = decodeReadRequest(m_context.chainId(), body->signedRequest);
    if (!request || request->patient != row.patient || request->custodian != row.actor) {
        return LogVerdict::Alarm;
    }
    if (row.result != 0 || !body->permitted) {
        return LogVerdict::Explained;
    }
    switch (request->basis) {
    case consent::Basis::Grant: {
        const auto stored =
            request->basisId
                ? m_context.vault.grants().find(registry::idCast<GrantId>(*request->basisId))
                : Result<StoredGrant>(fail(ErrorCode::NotFound, "grant of an access"));
        const auto grant =
            stored ? openedGrant(*stored) : Result<consent::Grant>(fail(stored.error()));
        return grant && allows(*grant, row, *body, *request) ? LogVerdict::Explained
                                                             : LogVerdict::Alarm;
    }
    case consent::Basis::Emergency:
        return LogVerdict::Attention;
    case consent::Basis::Self:
        return request->reader == row.patient ? LogVerdict::Explained : LogVerdict::Alarm;
    case consent::Basis::None:
        break;
    }
    return LogVerdict::Alarm;
}

/// What a search in "who looked" shall find: names, departments, purpose, titles.
std::string LogDetailsReader::searchText(const LogRow& row, const Opened& opened) const {
    std::string text;
    const auto add = [&](std::string_view word) {
        text += word;
        text += '\n';
    };
    const auto addCard = [&](const NameCard& card) {
        add(card.nameZh);
        add(card.nameEn);
        add(card.departmentZh);
        add(card.departmentEn);
    };
    if (isAccess(row)) {
        if (const auto body = decodeAccessBody(opened.content)) {
            addCard(body->reader);
            if (const auto request = decodeReadRequest(m_context.chainId(), body->signedRequest)) {
                add(request->purpose);
            }
            for (const ReleasedItem& item : body->items) {
                add(item.title);
            }
        }
    } else if (typeOf(row) == LogEventType::EmergencyAccess) {
        if (const auto body = decodeEmergencyBody(opened.content)) {
            addCard(body->requester);
            add(body->reason);
        }
    }
    return text;
}

Result<std::uint64_t> LogDetailsReader::openWaiting(const Identity& patient,
                                                    const JobControl& control,
                                                    std::uint64_t limit) {
    ASSIGN_OR_RETURN(const auto state, provenPatient(m_context, patient.party));
    LogFilter waiting;
    waiting.bodyState = BodyState::Waiting;
    std::uint64_t seen = 0;
    std::optional<LogSequence> after;
    while (!control.isCancelled() && seen < limit) {
        ASSIGN_OR_RETURN(const LogPageRows page,
                         m_context.vault.logs().page(patient.party, waiting, LogOrder::OldestFirst,
                                                     after, batchRows));
        std::vector<LogStore::BodyUpdate> updates;
        for (const LogRow& row : page.rows) {
            ASSIGN_OR_RETURN(Opened body, openBody(patient, row, state.mailboxes));
            LogStore::BodyUpdate update;
            update.seq = row.seq;
            update.state = body.state;
            update.verdict = judge(row, body);
            if (body.state == BodyState::Opened) {
                std::string text = searchText(row, body);
                update.details = LogDetails{std::move(body.content), std::move(text)};
            }
            updates.push_back(std::move(update));
        }
        if (!updates.empty()) {
            RETURN_IF_ERROR(m_context.vault.logs().setBodies(patient.party, updates));
        }
        seen += updates.size();
        control.report(seen, 0);
        if (!page.next) {
            break;
        }
        after = page.next;
    }
    return seen;
}

} // namespace consentry::wallet
