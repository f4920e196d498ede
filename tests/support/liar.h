#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace consentry::test {

/// Changes answers of the engine's RPC, always the same for a seed. One thread at a time.
class Liar {
public:
    explicit Liar(std::uint64_t seed) : m_random(seed) {}

    /// What was answered before; parts of it turn up in other answers. At least once.
    void learn(const std::string& body);
    /// In any way that comes to mind. Sometimes the change gives the same text back.
    std::string change(const std::string& body);

private:
    std::size_t pick(std::size_t below) { return below == 0 ? 0 : m_random() % below; }
    std::string blownUp(const std::string& body);
    std::string changedJson(const std::string& body);
    void changeValue(nlohmann::json& json, const nlohmann::json::json_pointer& path);
    std::string changedText(std::string text);

    std::mt19937_64 m_random;
    std::vector<nlohmann::json> m_known;
    std::vector<std::string> m_bodies;
};

/// One change of one value in an answer.
enum class SingleLie {
    OtherByte, ///< one character, or one digit, or the other boolean
    Missing,
    Null,
};
/// What became of the answer, and where it was changed: "/0/result/signed_header/header/app_hash".
struct SingleChange {
    std::string body;
    std::string path;
};
/// The answer with its value number `leaf` changed; nothing where it has no more values. Without
/// chance: counting `leaf` up reaches every value once.
std::optional<SingleChange> changeLeaf(const std::string& body, std::size_t leaf, SingleLie lie);

/// The most memory that this process ever had.
long residentPeakKiB();

} // namespace consentry::test
