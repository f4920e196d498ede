#include "tests/unit/registry/golden_script.h"

#include "tests/support/test_paths.h"

#include <fstream>
#include <stdexcept>

namespace consentry::registry::test {

GoldenScript readGoldenScript(std::string_view name) {
    const std::filesystem::path path =
        consentry::test::sourceDir() / "tests" / "data" / "golden" / (std::string(name) + ".json");
    std::ifstream file(path);
    if (!file.good()) {
        throw std::runtime_error("cannot read " + path.string());
    }
    const nlohmann::json json = nlohmann::json::parse(file);
    GoldenScript script;
    script.chainId = json["chainId"].get<std::string>();
    script.genesis = *decodeGenesis(*fromHex(json["genesis"].get<std::string>()));
    script.heads = json["heads"];
    for (const nlohmann::json& entry : json["blocks"]) {
        GoldenBlock& golden = script.blocks.emplace_back();
        golden.block.height = BlockHeight(entry["height"].get<std::uint64_t>());
        golden.block.time = instantFromMillis(entry["time"].get<std::int64_t>());
        for (const nlohmann::json& bytes : entry["transactions"]) {
            golden.block.transactions.push_back(*fromHex(bytes.get<std::string>()));
        }
        golden.results = entry["results"];
        golden.changes = entry["changes"].get<std::string>();
    }
    return script;
}

} // namespace consentry::registry::test
