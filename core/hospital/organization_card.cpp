#include "core/hospital/organization_card.h"

#include "core/crypto/tagged_hash.h"
#include "core/registry/object_ids.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace consentry::hospital {
namespace {

using nlohmann::json;

constexpr std::string_view format = "consentry organization card 1";

void writeKeys(CborWriter& writer, const std::vector<ProvenKey>& keys) {
    writer.array(keys.size());
    for (const ProvenKey& one : keys) {
        writer.byteString(one.key.view());
    }
}

json jsonOf(const ProvenKey& one) {
    return {{"key", one.key.hex()}, {"possession", one.possession.hex()}};
}

json jsonOf(const std::vector<ProvenKey>& keys) {
    json list = json::array();
    for (const ProvenKey& one : keys) {
        list.push_back(jsonOf(one));
    }
    return list;
}

/// Takes members out of an object, so that what is left over at the end is unknown.
class Members {
public:
    explicit Members(json object) : m_object(std::move(object)) {}

    Result<json> take(const char* name, json::value_t type) {
        const auto found = m_object.find(name);
        if (!m_object.is_object() || found == m_object.end() || found->type() != type) {
            return fail(ErrorCode::Malformed, std::string("organisation card: ") + name);
        }
        json value = std::move(*found);
        m_object.erase(found);
        return value;
    }
    Result<std::string> text(const char* name) {
        ASSIGN_OR_RETURN(const json value, take(name, json::value_t::string));
        return value.get<std::string>();
    }
    template <class Fixed> Result<Fixed> fixed(const char* name) {
        ASSIGN_OR_RETURN(const std::string hex, text(name));
        auto value = Fixed::fromHexText(hex);
        if (!value) {
            return failWithin(name, value.error());
        }
        return *value;
    }
    Result<> finish() const {
        if (!m_object.empty()) {
            return fail(ErrorCode::Malformed,
                        "organisation card: unknown member \"" + m_object.begin().key() + "\"");
        }
        return {};
    }

private:
    json m_object;
};

Result<ProvenKey> provenKeyOf(json object) {
    Members members(std::move(object));
    ProvenKey one;
    ASSIGN_OR_RETURN(one.key, members.fixed<SigningPublicKey>("key"));
    ASSIGN_OR_RETURN(one.possession, members.fixed<Signature>("possession"));
    RETURN_IF_ERROR(members.finish());
    return one;
}

Result<std::vector<ProvenKey>> provenKeysOf(const json& list) {
    std::vector<ProvenKey> keys;
    for (const json& item : list) {
        ASSIGN_OR_RETURN(ProvenKey one, provenKeyOf(item));
        keys.push_back(std::move(one));
    }
    return keys;
}

Result<OrganizationCard> cardOf(json object) {
    Members members(std::move(object));
    ASSIGN_OR_RETURN(const std::string said, members.text("format"));
    if (said != format) {
        return fail(ErrorCode::Unsupported, "organisation card: format");
    }
    OrganizationCard card;
    ASSIGN_OR_RETURN(card.chainId, members.text("chainId"));
    ASSIGN_OR_RETURN(card.nameZh, members.text("nameZh"));
    ASSIGN_OR_RETURN(card.nameEn, members.text("nameEn"));
    ASSIGN_OR_RETURN(const json mailbox, members.take("mailbox", json::value_t::boolean));
    card.mailbox = mailbox.get<bool>();
    ASSIGN_OR_RETURN(card.governanceKey, members.fixed<SigningPublicKey>("governanceKey"));
    ASSIGN_OR_RETURN(const json attestors, members.take("attestorKeys", json::value_t::array));
    ASSIGN_OR_RETURN(card.attestorKeys, provenKeysOf(attestors));
    ASSIGN_OR_RETURN(const json gateways, members.take("gatewayKeys", json::value_t::array));
    ASSIGN_OR_RETURN(card.gatewayKeys, provenKeysOf(gateways));
    ASSIGN_OR_RETURN(card.inboxKey, members.fixed<SealingPublicKey>("inboxKey"));
    ASSIGN_OR_RETURN(json validator, members.take("validatorKey", json::value_t::object));
    ASSIGN_OR_RETURN(card.validatorKey, provenKeyOf(std::move(validator)));
    ASSIGN_OR_RETURN(card.peerId, members.fixed<light_client::ValidatorAddress>("peerId"));
    ASSIGN_OR_RETURN(card.peerAddress, members.text("peerAddress"));
    ASSIGN_OR_RETURN(card.nodeUrl, members.text("nodeUrl"));
    ASSIGN_OR_RETURN(const json pins, members.take("nodePins", json::value_t::array));
    for (const json& pin : pins) {
        if (!pin.is_string()) {
            return fail(ErrorCode::Malformed, "organisation card: nodePins");
        }
        ASSIGN_OR_RETURN(const Digest digest, Digest::fromHexText(pin.get<std::string>()));
        card.nodePins.push_back(digest);
    }
    ASSIGN_OR_RETURN(card.signature, members.fixed<Signature>("signature"));
    RETURN_IF_ERROR(members.finish());
    return card;
}

bool isAddress(std::string_view text) {
    return !text.empty() && text.size() <= OrganizationCard::addressBytesMax &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool isName(std::string_view text) {
    return !text.empty() && text.size() <= OrganizationCard::nameBytesMax && isValidUtf8(text);
}

Result<> checkLimits(const OrganizationCard& card) {
    const auto isCount = [](std::size_t count, std::size_t max) {
        return count >= 1 && count <= max;
    };
    if (card.chainId.empty() || card.chainId.size() > registry::limits::chainIdBytesMax) {
        return fail(ErrorCode::InvalidArgument, "organisation card: chain id");
    }
    if (!isName(card.nameZh) || !isName(card.nameEn)) {
        return fail(ErrorCode::InvalidArgument, "organisation card: name");
    }
    if (!isAddress(card.peerAddress) || !isAddress(card.nodeUrl)) {
        return fail(ErrorCode::InvalidArgument, "organisation card: address");
    }
    if (!isCount(card.attestorKeys.size(), registry::limits::keysMax) ||
        !isCount(card.gatewayKeys.size(), registry::limits::keysMax) ||
        card.nodePins.size() > OrganizationCard::pinsMax) {
        return fail(ErrorCode::InvalidArgument, "organisation card: number of keys");
    }
    return {};
}

bool ownsKey(const OrganizationCard& card, const ProvenKey& one) {
    return verifySignature(one.key,
                           registry::possessionDigest(card.chainId, partyOf(card), one.key).view(),
                           one.possession);
}

} // namespace

Digest cardDigest(const OrganizationCard& card) {
    CborWriter preimage = taggedPreimage("organization-card", card.chainId, 12);
    preimage.text(card.nameZh).text(card.nameEn).boolean(card.mailbox);
    preimage.byteString(card.governanceKey.view());
    writeKeys(preimage, card.attestorKeys);
    writeKeys(preimage, card.gatewayKeys);
    preimage.byteString(card.inboxKey.view()).byteString(card.validatorKey.key.view());
    preimage.byteString(card.peerId.view()).text(card.peerAddress).text(card.nodeUrl);
    preimage.array(card.nodePins.size());
    for (const Digest& pin : card.nodePins) {
        preimage.byteString(pin.view());
    }
    return sha256(preimage.bytes());
}

void signCard(OrganizationCard& card, const SigningKey& governance) {
    card.signature = governance.sign(cardDigest(card).view());
}

PartyId partyOf(const OrganizationCard& card) {
    return registry::partyIdOf(card.chainId, card.governanceKey);
}

Result<> checkCard(const OrganizationCard& card) {
    RETURN_IF_ERROR(checkLimits(card));
    if (!verifySignature(card.governanceKey, cardDigest(card).view(), card.signature)) {
        return fail(ErrorCode::BadSignature, "organisation card");
    }
    const auto owns = [&](const ProvenKey& one) { return ownsKey(card, one); };
    if (!std::all_of(card.attestorKeys.begin(), card.attestorKeys.end(), owns) ||
        !std::all_of(card.gatewayKeys.begin(), card.gatewayKeys.end(), owns) ||
        !owns(card.validatorKey)) {
        return fail(ErrorCode::BadSignature, "organisation card: possession of a key");
    }
    return {};
}

std::string encodeCard(const OrganizationCard& card) {
    json pins = json::array();
    for (const Digest& pin : card.nodePins) {
        pins.push_back(pin.hex());
    }
    const nlohmann::ordered_json object = {
        {"format", format},
        {"chainId", card.chainId},
        {"nameZh", card.nameZh},
        {"nameEn", card.nameEn},
        {"mailbox", card.mailbox},
        {"governanceKey", card.governanceKey.hex()},
        {"attestorKeys", jsonOf(card.attestorKeys)},
        {"gatewayKeys", jsonOf(card.gatewayKeys)},
        {"inboxKey", card.inboxKey.hex()},
        {"validatorKey", jsonOf(card.validatorKey)},
        {"peerId", card.peerId.hex()},
        {"peerAddress", card.peerAddress},
        {"nodeUrl", card.nodeUrl},
        {"nodePins", pins},
        {"signature", card.signature.hex()},
    };
    return object.dump(2) + "\n";
}

Result<OrganizationCard> decodeCard(ByteView text) {
    if (text.size() > OrganizationCard::fileBytesMax) {
        return fail(ErrorCode::TooLarge, "organisation card");
    }
    json object = json::parse(textOf(text), nullptr, false);
    if (!object.is_object()) {
        return fail(ErrorCode::Malformed, "organisation card: no JSON object");
    }
    ASSIGN_OR_RETURN(OrganizationCard card, cardOf(std::move(object)));
    RETURN_IF_ERROR(checkCard(card));
    return card;
}

Result<registry::Genesis> genesisOf(std::string_view chainId, const registry::ParamsState& params,
                                    std::vector<OrganizationCard> cards) {
    std::sort(cards.begin(), cards.end(),
              [](const auto& a, const auto& b) { return partyOf(a) < partyOf(b); });
    registry::Genesis genesis;
    genesis.chainId = chainId;
    genesis.params = params;
    std::set<SigningPublicKey> validators;
    for (const OrganizationCard& card : cards) {
        RETURN_IF_ERROR(checkCard(card));
        if (card.chainId != chainId) {
            return fail(ErrorCode::InvalidArgument, "a card for another chain: " + card.nameEn);
        }
        if (!validators.insert(card.validatorKey.key).second) {
            return fail(ErrorCode::InvalidArgument, "a validator key stands twice");
        }
        registry::GenesisOrganization organization;
        organization.name = card.nameEn;
        organization.governanceKey = card.governanceKey;
        for (const ProvenKey& one : card.attestorKeys) {
            organization.attestorKeys.push_back(one.key);
        }
        for (const ProvenKey& one : card.gatewayKeys) {
            organization.gatewayKeys.push_back(one.key);
        }
        organization.inboxKey = card.inboxKey;
        organization.mailbox = card.mailbox;
        organization.validatorKey = card.validatorKey.key;
        genesis.organizations.push_back(std::move(organization));
    }
    // Refuses what is twice across organisations, and the limits of the registry.
    RETURN_IF_ERROR(registry::genesisState(genesis));
    return genesis;
}

} // namespace consentry::hospital
