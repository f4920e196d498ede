#include "tests/support/test_chain.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"

#include <numeric>

namespace consentry::test {

using namespace light_client;

namespace {

constexpr std::int64_t firstSecond = 1'782'777'600; // 2026-06-30T00:00:00Z
constexpr std::int64_t blockSeconds = 5;

Timestamp timeOf(std::size_t height, std::int32_t nanos) {
    return *Timestamp::from(firstSecond + static_cast<std::int64_t>(height) * blockSeconds, nanos);
}

} // namespace

TestChain::TestChain(std::size_t validators) : m_current(validators), m_results(resultsHash({})) {
    std::iota(m_current.begin(), m_current.end(), std::size_t{0});
    m_next = m_current;
}

const SigningKey& TestChain::member(std::size_t index) {
    static std::map<std::size_t, SigningKey> keys;
    auto found = keys.find(index);
    if (found == keys.end()) {
        const Digest seed = sha256(bytesOf("member " + std::to_string(index)));
        SecretBytes secret(Digest::size);
        std::memcpy(secret.exposeUchars(), seed.uchars(), Digest::size);
        found =
            keys.emplace(index, SigningKey::fromSeed(*SigningKey::Seed::from(std::move(secret))))
                .first;
    }
    return found->second;
}

ValidatorSet TestChain::setOf(const std::vector<std::size_t>& members) {
    std::vector<Validator> validators;
    for (const std::size_t index : members) {
        validators.push_back({member(index).publicKey(), 1});
    }
    return *ValidatorSet::from(std::move(validators));
}

LightBlock TestChain::sign(Header header, const ValidatorSet& set,
                           const std::vector<std::size_t>& signers, std::uint32_t round) {
    const Digest hash = header.hash();
    Commit commit{header.height, round, {hash, 1, sha256(hash.view())}, {}};
    std::vector<CommitSig> precommits;
    for (const std::size_t index : signers) {
        precommits.push_back(
            signCommit(header.chainId, commit, member(index),
                       timeOf(header.height.value, static_cast<std::int32_t>(index) * 1'001)));
    }
    commit = *assembleCommit(commit, set, precommits);
    return {std::move(header), std::move(commit), set};
}

void TestChain::changeValidators(const std::vector<std::size_t>& members) {
    m_next = members;
}

const LightBlock& TestChain::add(std::vector<Bytes> transactions,
                                 std::vector<TxResultFields> results, const Digest& stateAfter) {
    const ValidatorSet set = setOf(m_current);
    Header header;
    header.versionApp = 1;
    header.chainId = chainId;
    header.height = BlockHeight(m_blocks.size() + 1);
    header.time = timeOf(m_blocks.size() + 1, 123'456'789);
    if (!m_blocks.empty()) {
        header.lastBlockId = m_blocks.back().commit.blockId;
    }
    header.lastCommitHash = m_blocks.empty() ? Commit().hash() : m_blocks.back().commit.hash();
    header.dataHash = transactionsHash(transactions);
    header.validatorsHash = set.hash();
    header.nextValidatorsHash = setOf(m_next).hash();
    header.consensusHash = consensusParametersHash(2 * 1024 * 1024, -1);
    header.appHash = toBytes(m_state.view());
    header.lastResultsHash = m_results;
    header.evidenceHash = transactionsHash({});
    header.proposer = set.address(m_blocks.size() % set.size());
    m_blocks.push_back(sign(std::move(header), set, m_current));
    m_state = stateAfter;
    m_results = resultsHash(results);
    m_current = m_next;
    return m_blocks.back();
}

void TestChain::grow(std::size_t blocks) {
    for (std::size_t block = 0; block < blocks; ++block) {
        add({}, {}, m_state);
    }
}

light_client::TrustedState TestChain::trust(std::size_t height) const {
    const LightBlock& block = at(height);
    const Verification start = anchor(chainId, block.header, block.validators, block.header.hash());
    CHECK(start.state.has_value());
    return *start.state;
}

Options TestChain::options() const {
    Options options;
    options.chainId = chainId;
    return options;
}

Instant TestChain::now() const {
    return m_blocks.back().header.time.toInstant() + std::chrono::seconds(1);
}

} // namespace consentry::test
