#pragma once

#include "core/light_client/header.h"

#include <nlohmann/json.hpp>

namespace consentry::test {

/// The consensus engine's JSON, as the public vectors and recorded replies have it, in our types.
/// An Error says what is wrong, as an adapter would; a missing key throws (tests only).
Result<light_client::Header> parseHeader(const nlohmann::json& json);
Result<light_client::Commit> parseCommit(const nlohmann::json& json);
/// A list of validators, in any order.
Result<light_client::ValidatorSet> parseValidators(const nlohmann::json& json);
/// {"header", "commit"} and the list of validators.
Result<light_client::LightBlock> parseLightBlock(const nlohmann::json& signedHeader,
                                                 const nlohmann::json& validators);
Result<light_client::MerkleProof> parseMerkleProof(const nlohmann::json& json);

} // namespace consentry::test
