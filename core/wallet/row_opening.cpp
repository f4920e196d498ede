#include "core/wallet/row_opening.h"

#include "core/registry/object_ids.h"

namespace consentry::wallet {
namespace {

using registry::LogEventType;

void readAccess(std::string_view chainId, OpenedRow& opened) {
    auto access = decodeAccessBody(opened.content);
    if (!access) {
        return;
    }
    if (auto request = decodeReadRequest(chainId, access->signedRequest)) {
        opened.isReaderSigned = readerSigned(chainId, *access, *request);
        opened.request = std::move(*request);
    }
    opened.terms = termsOf(*access, opened.request);
    opened.access = std::move(*access);
}

void readEmergency(OpenedRow& opened) {
    if (const auto body = decodeEmergencyBody(opened.content)) {
        opened.terms = termsOf(*body);
    }
}

} // namespace

bool readerSigned(std::string_view chainId, const AccessBody& body, const ReadRequest& request) {
    return registry::keyIdOf(chainId, body.readerKey) == request.readerKey &&
           verifySignature(body.readerKey, body.signedRequest, body.readerSignature);
}

OpenedRow openRow(std::string_view chainId, const SealedRow& sealed) {
    const registry::LogEvent& event = sealed.event;
    OpenedRow opened;
    if (!event.bodyDigest || !event.bodyCommit) {
        opened.state = BodyState::None;
        return opened;
    }
    if (!sealed.body) {
        return opened;
    }
    opened.state = BodyState::CannotOpen;
    if (!sealed.key) {
        return opened;
    }
    const BodyContext context{chainId, SuiteId::Suite1, event.actor, sealed.row.patient,
                              sealed.row.objectId};
    const auto body = openBody(*sealed.body, context, *sealed.key);
    if (!body) {
        return opened;
    }
    if (body->commitment(chainId) != *event.bodyCommit) {
        opened.state = BodyState::Mismatch;
        return opened;
    }
    opened.state = BodyState::Opened;
    if (sealed.keepsContent) {
        opened.content = toBytes(body->content());
    }
    if (event.type == LogEventType::Access) {
        readAccess(chainId, opened);
    } else if (event.type == LogEventType::EmergencyAccess) {
        readEmergency(opened);
    }
    return opened;
}

} // namespace consentry::wallet
