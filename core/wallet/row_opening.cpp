#include "core/wallet/row_opening.h"

#include "core/registry/object_ids.h"

namespace consentry::wallet {
namespace {

using registry::LogEventType;

/// Names, departments, purpose, titles.
class SearchWords {
public:
    void add(std::string_view word) {
        m_text += word;
        m_text += '\n';
    }
    void add(const NameCard& card) {
        add(card.nameZh);
        add(card.nameEn);
        add(card.departmentZh);
        add(card.departmentEn);
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void readAccess(std::string_view chainId, OpenedRow& opened) {
    auto access = decodeAccessBody(opened.content);
    if (!access) {
        return;
    }
    SearchWords words;
    words.add(access->reader);
    if (auto request = decodeReadRequest(chainId, access->signedRequest)) {
        words.add(request->purpose);
        opened.isReaderSigned = readerSigned(chainId, *access, *request);
        opened.request = std::move(*request);
    }
    for (const ReleasedItem& item : access->items) {
        words.add(item.title);
    }
    opened.searchText = words.take();
    opened.access = std::move(*access);
}

void readEmergency(OpenedRow& opened) {
    if (const auto body = decodeEmergencyBody(opened.content)) {
        SearchWords words;
        words.add(body->requester);
        words.add(body->reason);
        opened.searchText = words.take();
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
