#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/crypto/signature.h"

#include <string>
#include <vector>

namespace consentry {

/// How an organisation introduces one of its people: served by its gateway, bound to the
/// attestation on the ledger by digest, so that the name on a patient's screen is the one that the
/// organisation answers for.
struct NameCard {
    PartyId organization;
    std::string staffId; ///< one per person and organisation, for life
    std::string role;    ///< consent::Role word
    std::string nameZh;
    std::string nameEn;
    std::string departmentZh;
    std::string departmentEn;

    friend bool operator==(const NameCard&, const NameCard&) = default;
};

/// Deterministic CBOR; strict decoder: TooLarge beyond 256 bytes a text.
Bytes encodeNameCard(const NameCard& card);
Result<NameCard> decodeNameCard(ByteView bytes);
/// H("name-card", card).
Digest nameCardDigest(std::string_view chainId, const NameCard& card);

/// One record that an access released, as its log entry names it.
struct ReleasedItem {
    RecordDigest digest;
    std::string resourceType;
    std::string title;

    friend bool operator==(const ReleasedItem&, const ReleasedItem&) = default;
};

/// What the sealed body of an access row tells the patient: the request exactly as the reader
/// signed it, the decision with its rule, and what was handed out.
struct AccessBody {
    Bytes signedRequest; ///< encodeReadRequest
    Signature readerSignature;
    SigningPublicKey readerKey;
    NameCard reader;
    bool permitted = false;
    std::uint32_t rule = 0;    ///< consent::Rule
    std::uint32_t matched = 0; ///< how many records matched; the first itemsMax are listed
    std::vector<ReleasedItem> items;

    static constexpr std::size_t itemsMax = 200;

    friend bool operator==(const AccessBody&, const AccessBody&) = default;
};

/// Lists as many items as fit into one sealed body and always states `matched`.
Bytes encodeAccessBody(AccessBody body);
Result<AccessBody> decodeAccessBody(ByteView bytes);

/// What the sealed body of an emergency row tells: who asked, and why in the own words.
struct EmergencyBody {
    NameCard requester;
    std::string reason; ///< at most reasonMax bytes

    static constexpr std::size_t reasonMax = 2'000;

    friend bool operator==(const EmergencyBody&, const EmergencyBody&) = default;
};

Bytes encodeEmergencyBody(const EmergencyBody& body);
Result<EmergencyBody> decodeEmergencyBody(ByteView bytes);

} // namespace consentry
