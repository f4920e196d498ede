#include "app/ceremony/engine_files.h"

#include "core/crypto/hash.h"
#include "core/registry/object_ids.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace consentry::ceremony {
namespace {

using hospital::OrganizationCard;
using light_client::addressOf;
using nlohmann::ordered_json;

constexpr const char* publicKeyType = "tendermint/PubKeyEd25519";
constexpr const char* privateKeyType = "tendermint/PrivKeyEd25519";

/// Room for the engine's own parts of a block beside the registry's transactions.
constexpr std::uint64_t blockBytesMax = registry::limits::blockBytesMax;
/// Evidence of double signing counts as long as a wallet trusts a header: 30 days (protocol §11).
constexpr std::chrono::hours evidenceAgeMax = std::chrono::days(30);
/// The engine drops evidence that is too old by both measures; at two blocks a second these are
/// the same 30 days.
constexpr std::uint64_t evidenceBlocksMax = std::uint64_t{30} * 24 * 3600 * 2;
constexpr std::uint64_t evidenceBytesMax = 64 * 1024;

std::string upperHex(ByteView bytes) {
    std::string hex = toHex(bytes);
    std::transform(hex.begin(), hex.end(), hex.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return hex;
}

ordered_json publicKeyJson(const SigningPublicKey& key) {
    return {{"type", publicKeyType}, {"value", toBase64(key.view())}};
}

/// The engine keeps the seed with the public key behind it.
ordered_json privateKeyJson(const SigningKey& key) {
    const SigningKey::Seed seed = key.seed();
    SecretBytes both(SigningKey::Seed::size + SigningPublicKey::size);
    const auto target = both.exposeForWriting();
    std::copy(seed.expose().begin(), seed.expose().end(), target.begin());
    const ByteView publicKey = key.publicKey().view();
    std::copy(publicKey.begin(), publicKey.end(), target.begin() + SigningKey::Seed::size);
    return {{"type", privateKeyType}, {"value", toBase64(both.expose())}};
}

ordered_json validatorJson(const OrganizationCard& card) {
    return {{"address", upperHex(addressOf(card.validatorKey.key).view())},
            {"pub_key", publicKeyJson(card.validatorKey.key)},
            {"power", "1"},
            {"name", card.nameEn}};
}

ordered_json consensusParams() {
    const auto age = std::chrono::nanoseconds(evidenceAgeMax).count();
    return {{"block", {{"max_bytes", std::to_string(blockBytesMax)}, {"max_gas", "-1"}}},
            {"evidence",
             {{"max_age_num_blocks", std::to_string(evidenceBlocksMax)},
              {"max_age_duration", std::to_string(age)},
              {"max_bytes", std::to_string(evidenceBytesMax)}}},
            {"validator", {{"pub_key_types", {"ed25519"}}}},
            {"version", {{"app", "0"}}},
            {"abci", {{"vote_extensions_enable_height", "0"}}}};
}

auto missing(std::string_view what) {
    return fail(ErrorCode::InvalidArgument, "genesis: " + std::string(what));
}

/// The text of a member; empty where there is none, or something else.
std::string textAt(const ordered_json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The registry's genesis as it travels in app_state.
Result<registry::Genesis> registryGenesisOf(const ordered_json& file) {
    const auto state = file.find("app_state");
    if (state == file.end() || !state->is_object()) {
        return fail(ErrorCode::Malformed, "genesis: no app_state");
    }
    ASSIGN_OR_RETURN(const Bytes bytes, fromBase64(textAt(*state, "registry_genesis")));
    return registry::decodeGenesis(bytes);
}

Result<> checkOrganization(const registry::Genesis& genesis, const OrganizationCard& own) {
    const auto found =
        std::find_if(genesis.organizations.begin(), genesis.organizations.end(),
                     [&](const auto& one) { return one.governanceKey == own.governanceKey; });
    if (found == genesis.organizations.end()) {
        return missing("this organisation's governance key is not in it");
    }
    ASSIGN_OR_RETURN(const registry::Genesis alone,
                     hospital::genesisOf(genesis.chainId, genesis.params, {own}));
    if (!(*found == alone.organizations.front())) {
        return missing("this organisation stands in it otherwise than on its card");
    }
    return {};
}

Result<> checkValidators(const ordered_json& file, const registry::Genesis& genesis,
                         const OrganizationCard& own) {
    const auto list = file.find("validators");
    if (list == file.end() || !list->is_array()) {
        return fail(ErrorCode::Malformed, "genesis: validators");
    }
    if (list->size() != genesis.organizations.size()) {
        return missing("as many validators as organisations are expected");
    }
    const bool isEqual = std::all_of(list->begin(), list->end(), [](const ordered_json& one) {
        return one.is_object() && textAt(one, "power") == "1";
    });
    if (!isEqual) {
        return missing("a validator with more power than one");
    }
    if (std::find(list->begin(), list->end(), validatorJson(own)) == list->end()) {
        return missing("this organisation's validator is not in it");
    }
    return {};
}

} // namespace

std::string validatorKeyFile(const SigningKey& key) {
    const ordered_json file = {{"address", upperHex(addressOf(key.publicKey()).view())},
                               {"pub_key", publicKeyJson(key.publicKey())},
                               {"priv_key", privateKeyJson(key)}};
    return file.dump(2) + "\n";
}

std::string nodeKeyFile(const SigningKey& key) {
    return ordered_json{{"priv_key", privateKeyJson(key)}}.dump(2) + "\n";
}

std::string freshValidatorState() {
    return ordered_json{{"height", "0"}, {"round", 0}, {"step", 0}}.dump(2) + "\n";
}

std::string encodeEngineGenesis(const EngineGenesis& genesis) {
    std::vector<OrganizationCard> cards = genesis.cards;
    std::sort(cards.begin(), cards.end(), [](const auto& a, const auto& b) {
        return hospital::partyOf(a) < hospital::partyOf(b);
    });
    ordered_json validators = ordered_json::array();
    for (const OrganizationCard& card : cards) {
        validators.push_back(validatorJson(card));
    }
    const ordered_json file = {
        {"genesis_time", toRfc3339(genesis.time)},
        {"chain_id", genesis.registry.chainId},
        {"initial_height", "1"},
        {"consensus_params", consensusParams()},
        {"validators", validators},
        {"app_hash", ""},
        {"app_state", {{"registry_genesis", toBase64(registry::encodeGenesis(genesis.registry))}}},
    };
    return file.dump(2) + "\n";
}

Result<GenesisCheck> checkEngineGenesis(ByteView text, const OrganizationCard& own) {
    if (text.size() > EngineGenesis::fileBytesMax) {
        return fail(ErrorCode::TooLarge, "genesis");
    }
    const ordered_json file = ordered_json::parse(textOf(text), nullptr, false);
    if (!file.is_object()) {
        return fail(ErrorCode::Malformed, "genesis: no JSON object");
    }
    ASSIGN_OR_RETURN(const registry::Genesis genesis, registryGenesisOf(file));
    if (genesis.chainId != own.chainId || textAt(file, "chain_id") != own.chainId) {
        return missing("it is for another chain");
    }
    if (!file.contains("consensus_params") || file["consensus_params"] != consensusParams()) {
        return missing("its consensus parameters are not those of this version");
    }
    RETURN_IF_ERROR(checkOrganization(genesis, own));
    RETURN_IF_ERROR(checkValidators(file, genesis, own));
    GenesisCheck check{sha256(text), genesis.chainId, {}};
    for (const registry::GenesisOrganization& one : genesis.organizations) {
        check.organizations.push_back(one.name);
    }
    return check;
}

} // namespace consentry::ceremony
