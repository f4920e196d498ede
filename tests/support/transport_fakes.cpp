#include "tests/support/transport_fakes.h"

#include "core/light_client/commit.h"

#include <algorithm>

namespace consentry::test {

using light_client::LightBlock;
using light_client::TxResultFields;

Result<SubmitReply> PassingTransport::submit(ByteView transaction) {
    if (const auto step = std::exchange(beforeNextSubmit, {})) {
        step();
    }
    auto reply = m_honest.submit(transaction);
    if (const auto step = std::exchange(afterNextSubmit, {})) {
        step();
    }
    return reply;
}

bool LyingTransport::liesNow() {
    return oneIn != 0 && m_forger.below(oneIn) == 0;
}

void LyingTransport::told(std::string kind) {
    ++m_lies;
    ++m_kinds[std::move(kind)];
}

BlockHeight LyingTransport::another(BlockHeight height) {
    const std::uint64_t step = 1 + m_forger.below(3);
    return BlockHeight(m_forger.below(2) == 0 || height.value <= step ? height.value + step
                                                                      : height.value - step);
}

/// The same content, altered, and signed by a quorum of keys that nobody appointed.
LightBlock LyingTransport::ofOwnKeys(const LightBlock& block) {
    static const std::vector<SigningKey> keys = [] {
        std::vector<SigningKey> made;
        for (int i = 0; i < 4; ++i) {
            made.push_back(SigningKey::generate());
        }
        return made;
    }();
    std::vector<light_client::Validator> members;
    for (const SigningKey& key : keys) {
        members.push_back({key.publicKey(), 1});
    }
    LightBlock own{block.header, {}, *light_client::ValidatorSet::from(std::move(members))};
    own.header.appHash = m_forger.forge(own.header.appHash);
    // Sometimes it also claims to be its own set, sometimes it keeps the honest one's hash.
    if (m_forger.below(2) == 0) {
        own.header.validatorsHash = own.validators.hash();
        own.header.nextValidatorsHash = own.validators.hash();
    }
    light_client::Commit commit = block.commit;
    commit.signatures.clear();
    commit.blockId.hash = own.header.hash();
    std::vector<light_client::CommitSig> precommits;
    for (const SigningKey& key : keys) {
        precommits.push_back(
            light_client::signCommit(own.header.chainId, commit, key, own.header.time));
    }
    if (auto whole = light_client::assembleCommit(commit, own.validators, precommits)) {
        own.commit = std::move(*whole);
    }
    return own;
}

Result<SubmitReply> LyingTransport::submit(ByteView transaction) {
    auto reply = PassingTransport::submit(transaction);
    if (reply && liesNow()) {
        told("submit: another code");
        reply->code = reply->code == 0 ? 100 : 0;
    }
    return reply;
}

Result<std::optional<TransactionAnswer>> LyingTransport::transaction(const TxHash& hash) {
    auto answer = m_honest.transaction(hash);
    if (!answer || !*answer || !liesNow()) {
        return answer;
    }
    TransactionAnswer& lie = **answer;
    const TransactionAnswer honest = lie;
    switch (m_forger.below(7)) {
    case 0:
        told("transaction: other bytes");
        lie.transaction = m_forger.forge(lie.transaction);
        break;
    case 1:
        told("transaction: other proof");
        lie.inclusion = m_forger.forge(lie.inclusion);
        break;
    case 2:
        told("transaction: other height");
        lie.height = another(lie.height);
        break;
    case 3:
        told("transaction: other index");
        lie.index = lie.index + 1 + static_cast<std::uint32_t>(m_forger.below(3));
        break;
    case 4: {
        told("transaction: other index, and a proof to suit it");
        lie.inclusion.total = 1 + m_forger.below(6);
        lie.inclusion.index = m_forger.below(static_cast<std::size_t>(lie.inclusion.total));
        lie.index = static_cast<std::uint32_t>(lie.inclusion.index);
        if (lie.inclusion == honest.inclusion) {
            ++lie.inclusion.total;
        }
        break;
    }
    case 5:
        told("transaction: hidden");
        answer->reset();
        break;
    default:
        told("transaction: another one");
        if (m_oldTransaction) {
            lie = *m_oldTransaction;
        } else {
            lie.index += 1;
        }
    }
    m_oldTransaction = honest;
    return answer;
}

Result<std::vector<TxResultFields>> LyingTransport::blockResults(BlockHeight height) {
    auto results = m_honest.blockResults(height);
    if (!results || !liesNow()) {
        return results;
    }
    std::vector<TxResultFields>& lie = *results;
    const std::vector<TxResultFields> honest = lie;
    std::string deed;
    const std::size_t at = lie.empty() ? 0 : m_forger.below(lie.size());
    switch (lie.empty() ? 3 : m_forger.below(6)) {
    case 0:
        deed = "results: another code";
        lie[at].code = lie[at].code == 0 ? 100 : 0;
        break;
    case 1:
        deed = "results: other data";
        lie[at].data = m_forger.forge(lie[at].data);
        break;
    case 2:
        deed = "results: one dropped";
        lie.erase(lie.begin() + static_cast<std::ptrdiff_t>(at));
        break;
    case 3:
        deed = "results: one more";
        lie.emplace_back();
        break;
    case 4:
        deed = "results: turned round";
        std::reverse(lie.begin(), lie.end());
        break;
    default:
        deed = "results: of another block";
        if (auto other = m_honest.blockResults(another(height))) {
            lie = std::move(*other);
        } else {
            lie.clear();
        }
    }
    if (lie != honest) {
        told(std::move(deed));
    }
    return results;
}

Result<BlockHeight> LyingTransport::newestHeight() {
    auto height = m_honest.newestHeight();
    if (height && liesNow()) {
        told("newest height");
        height = another(*height);
    }
    return height;
}

Result<LightBlock> LyingTransport::lightBlock(BlockHeight height) {
    auto block = m_honest.lightBlock(height);
    if (!block || !liesNow()) {
        return block;
    }
    switch (m_forger.below(4)) {
    case 0:
        told("block: of its own keys");
        return ofOwnKeys(*block);
    case 1:
        if (auto other = m_honest.lightBlock(another(height))) {
            told("block: of another height");
            return other;
        }
        [[fallthrough]];
    default:
        LightBlock lie = m_forger.forge(*block);
        told("block: " + m_forger.deed());
        return lie;
    }
}

Result<StateAnswer> LyingTransport::state(const registry::StateKey& key,
                                          std::optional<BlockHeight> height) {
    auto answer = m_honest.state(key, height);
    if (!answer || !liesNow()) {
        return answer;
    }
    const StateAnswer honest = *answer;
    switch (m_forger.below(5)) {
    case 0:
        told("state: another value");
        answer->value = answer->value ? m_forger.forge(*answer->value) : m_forger.forge(Bytes(9));
        break;
    case 1:
        told("state: presence turned round");
        answer->value = answer->value ? std::optional<Bytes>() : std::optional<Bytes>(Bytes(40));
        break;
    case 2:
        told("state: other proof");
        answer->proof = m_forger.forge(answer->proof);
        break;
    case 3:
        told("state: other height");
        answer->height = another(answer->height);
        break;
    default:
        told("state: of another key");
        if (m_oldState) {
            *answer = *m_oldState;
            answer->height = honest.height;
        } else {
            answer->proof = m_forger.forge(answer->proof);
        }
    }
    m_oldState = honest;
    return answer;
}

Result<LogPage> LyingTransport::logRows(const LogQuery& query) {
    auto page = m_honest.logRows(query);
    if (!page || page->rows.empty() || !liesNow()) {
        return page;
    }
    std::vector<Bytes>& rows = page->rows;
    const std::vector<Bytes> honest = rows;
    std::string deed;
    const auto at = [&] {
        return rows.begin() + static_cast<std::ptrdiff_t>(m_forger.below(rows.size()));
    };
    switch (m_forger.below(6)) {
    case 0: {
        deed = "rows: one edited";
        const auto row = at();
        *row = m_forger.forge(*row);
        break;
    }
    case 1:
        deed = "rows: one dropped";
        rows.erase(at());
        break;
    case 2: {
        deed = "rows: one twice";
        const Bytes copy = *at();
        rows.insert(at(), copy);
        break;
    }
    case 3:
        if (rows.size() > 1) {
            deed = "rows: turned round";
            std::reverse(rows.begin(), rows.end());
            break;
        }
        [[fallthrough]];
    case 4:
        deed = "rows: the end cut off";
        rows.resize(m_forger.below(rows.size()));
        page->more = false;
        break;
    default:
        deed = "rows: two exchanged";
        std::iter_swap(at(), at());
    }
    if (rows != honest) {
        told(std::move(deed));
    }
    return page;
}

} // namespace consentry::test
