#include "app/ceremony/ceremony.h"

#include "core/crypto/hash.h"
#include "core/hospital/key_file.h"
#include "core/registry/object_ids.h"

namespace consentry::ceremony {
namespace {

using hospital::KeyFile;
using hospital::OrganizationCard;
using hospital::OrganizationKeyRole;
using hospital::ProvenKey;
namespace fs = std::filesystem;

/// An organisation's keys before they are written; none of them has left this process.
struct FreshKeys {
    SigningKey governance = SigningKey::generate();
    SigningKey attestor = SigningKey::generate();
    SigningKey gateway = SigningKey::generate();
    SealingKey inbox = SealingKey::generate();
    SigningKey validator = SigningKey::generate();
    SigningKey peer = SigningKey::generate();
};

ProvenKey proven(const OrganizationCard& card, const SigningKey& key) {
    return {key.publicKey(), registry::signPossession(card.chainId, hospital::partyOf(card), key)};
}

OrganizationCard cardFor(const OrganizationPlan& plan, const FreshKeys& keys) {
    OrganizationCard card;
    card.chainId = plan.chainId;
    card.nameZh = plan.nameZh;
    card.nameEn = plan.nameEn;
    card.mailbox = plan.mailbox;
    card.governanceKey = keys.governance.publicKey();
    card.attestorKeys = {proven(card, keys.attestor)};
    card.gatewayKeys = {proven(card, keys.gateway)};
    card.inboxKey = keys.inbox.publicKey();
    card.validatorKey = proven(card, keys.validator);
    card.peerId = light_client::addressOf(keys.peer.publicKey());
    card.peerAddress = plan.peerAddress;
    card.nodeUrl = plan.nodeUrl;
    card.nodePins = plan.nodePins;
    hospital::signCard(card, keys.governance);
    return card;
}

Result<> writeKey(FileSystem& files, const fs::path& folder, const KeyFile& key,
                  const SecretBytes* passphrase) {
    ASSIGN_OR_RETURN(const SecretBytes text, hospital::encodeKeyFile(key, passphrase));
    return files.replaceFile(folder / (std::string(hospital::roleName(key.role)) + ".key"),
                             text.expose());
}

/// For files of the engine that hold a secret.
Result<> writeSecret(FileSystem& files, const fs::path& path, std::string text) {
    auto written = files.replaceFile(path, bytesOf(text));
    wipe(std::as_writable_bytes(std::span(text)));
    return written;
}

Result<> writeKeys(FileSystem& files, const fs::path& folder, const std::string& chainId,
                   const FreshKeys& keys, const SecretBytes* passphrase) {
    const fs::path ours = folder / "keys";
    const fs::path config = folder / "engine" / "config";
    const fs::path data = folder / "engine" / "data";
    for (const fs::path& one : {ours, config, data}) {
        RETURN_IF_ERROR(files.makeFolder(one));
    }
    using hospital::keyFileOf;
    RETURN_IF_ERROR(writeKey(files, ours,
                             keyFileOf(chainId, OrganizationKeyRole::Governance, keys.governance),
                             passphrase));
    RETURN_IF_ERROR(writeKey(
        files, ours, keyFileOf(chainId, OrganizationKeyRole::Attestor, keys.attestor), nullptr));
    RETURN_IF_ERROR(writeKey(
        files, ours, keyFileOf(chainId, OrganizationKeyRole::Gateway, keys.gateway), nullptr));
    RETURN_IF_ERROR(writeKey(files, ours, keyFileOf(chainId, keys.inbox), nullptr));
    RETURN_IF_ERROR(
        writeSecret(files, config / "priv_validator_key.json", validatorKeyFile(keys.validator)));
    RETURN_IF_ERROR(writeSecret(files, config / "node_key.json", nodeKeyFile(keys.peer)));
    return files.replaceFile(data / "priv_validator_state.json", bytesOf(freshValidatorState()));
}

} // namespace

Result<OrganizationCard> readCard(FileSystem& files, const fs::path& path) {
    ASSIGN_OR_RETURN(const Bytes text, files.readFile(path, OrganizationCard::fileBytesMax));
    auto card = hospital::decodeCard(text);
    if (!card) {
        return failWithin(path.string(), card.error());
    }
    return std::move(*card);
}

Result<OrganizationCard> makeKeys(FileSystem& files, const fs::path& folder,
                                  const OrganizationPlan& plan,
                                  const SecretBytes* governancePassphrase) {
    const fs::path cardPath = folder / "card.json";
    if (files.exists(cardPath) || files.exists(folder / "keys") ||
        files.exists(folder / "engine" / "config" / "priv_validator_key.json")) {
        return fail(ErrorCode::AlreadyExists, folder.string());
    }
    const FreshKeys keys;
    OrganizationCard card = cardFor(plan, keys);
    // Before anything is written: a name too long is found now, not by the others.
    RETURN_IF_ERROR(hospital::checkCard(card));
    RETURN_IF_ERROR(writeKeys(files, folder, plan.chainId, keys, governancePassphrase));
    RETURN_IF_ERROR(files.replaceFile(cardPath, bytesOf(hospital::encodeCard(card))));
    return card;
}

Result<Digest> joinGenesis(FileSystem& files, const fs::path& target,
                           const std::vector<fs::path>& cards, const registry::ParamsState& params,
                           Instant time) {
    if (files.exists(target)) {
        return fail(ErrorCode::AlreadyExists, target.string());
    }
    if (cards.size() < EngineGenesis::validatorsMin) {
        return fail(ErrorCode::InvalidArgument, "a consortium begins with at least " +
                                                    std::to_string(EngineGenesis::validatorsMin) +
                                                    " organisations");
    }
    EngineGenesis genesis;
    genesis.time = time;
    for (const fs::path& path : cards) {
        ASSIGN_OR_RETURN(OrganizationCard card, readCard(files, path));
        genesis.cards.push_back(std::move(card));
    }
    ASSIGN_OR_RETURN(genesis.registry,
                     hospital::genesisOf(genesis.cards.front().chainId, params, genesis.cards));
    const std::string text = encodeEngineGenesis(genesis);
    RETURN_IF_ERROR(files.replaceFile(target, bytesOf(text)));
    return sha256(bytesOf(text));
}

Result<GenesisCheck> checkGenesis(FileSystem& files, const fs::path& genesis,
                                  const fs::path& card) {
    ASSIGN_OR_RETURN(const OrganizationCard own, readCard(files, card));
    ASSIGN_OR_RETURN(const Bytes text, files.readFile(genesis, EngineGenesis::fileBytesMax));
    return checkEngineGenesis(text, own);
}

} // namespace consentry::ceremony
