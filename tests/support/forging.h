#pragma once

#include "core/light_client/header.h"
#include "core/registry/state_proof.h"

#include <random>
#include <string>

namespace consentry::test {

/// A prover that lies at random, always the same for a seed. Each call changes something and says
/// what; where the change happens to give an equal value back, it tries again, so that every
/// result differs from what came in.
class Forger {
public:
    explicit Forger(std::uint64_t seed) : m_random(seed) {}

    light_client::Header forge(const light_client::Header& header);
    light_client::Commit forge(const light_client::Commit& commit);
    light_client::ValidatorSet forge(const light_client::ValidatorSet& set);
    light_client::LightBlock forge(const light_client::LightBlock& block);
    light_client::MerkleProof forge(const light_client::MerkleProof& proof);
    registry::StateProof forge(const registry::StateProof& proof);
    /// Flips, inserts, removes or repeats bytes.
    Bytes forge(const Bytes& bytes);

    /// What the last call did.
    const std::string& deed() const { return m_deed; }
    std::size_t below(std::size_t bound);

private:
    template <std::size_t N, class Tag> void flip(FixedBytes<N, Tag>& value);
    template <class T> T untilDifferent(const T& value, void (Forger::*apply)(T&));
    void change(light_client::Header& header);
    void change(light_client::Commit& commit);
    void change(light_client::ValidatorSet& set);
    void change(light_client::LightBlock& block);
    void change(light_client::MerkleProof& proof);
    void change(registry::StateProof& proof);
    void change(Bytes& bytes);
    void change(light_client::Timestamp& time);
    void changeSignature(std::vector<light_client::CommitSig>& entries);
    template <class List> void reshape(List& list);

    std::mt19937_64 m_random;
    std::string m_deed;
};

} // namespace consentry::test
