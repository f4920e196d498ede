#pragma once

#include "core/ports/back_off.h"
#include "core/ports/ledger_transport.h"

#include <memory>

namespace consentry {

/// One node of a consortium: who runs it, where, and a way to it.
struct LedgerNode {
    PartyId organization;
    std::string host; ///< for people and logs
    std::unique_ptr<LedgerTransport> transport;
};

/// How a node does, as far as this program has asked it.
struct NodeHealth {
    PartyId organization;
    std::string host;
    bool isAsked = false; ///< questions go there at present
    BackOff::Reason trouble = BackOff::Reason::None;
    std::optional<BlockHeight> newest; ///< that it last claimed
    std::string lastError;             ///< developer text; empty after a success
};

/// Several nodes as one way to a ledger. Questions go to one node until it fails, then to the next;
/// a node that failed rests for a while. Transactions go to two nodes of different organisations.
/// A node that lags behind the others is noticed and left. Nothing here is believed either: who
/// uses it says by tryAnother() which answers did not check.
class LedgerNodes : public LedgerTransport {
public:
    /// Blocks that a node may be behind the others before it is left.
    static constexpr std::uint64_t lagMax = 5;
    /// How often the nodes' heads are compared, at most.
    static constexpr std::chrono::seconds surveyInterval{10};
    /// To how many nodes a transaction goes.
    static constexpr std::size_t submissions = 2;

    /// At least one node. `first` is asked first (wallets begin at different ones).
    explicit LedgerNodes(std::vector<LedgerNode> nodes, std::size_t first = 0,
                         SteadyNow now = &std::chrono::steady_clock::now);

    /// Taken if any node takes it. Refused only with the number of organisations that said so.
    Result<SubmitReply> submit(ByteView transaction) override;
    /// None where neither the asked node nor the next one knows it.
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override;
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) override;
    Result<BlockHeight> newestHeight() override;
    Result<light_client::LightBlock> lightBlock(BlockHeight height) override;
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override;
    Result<LogPage> logRows(const LogQuery& query) override;

    PartyId answeredBy() const override;
    bool tryAnother(const Error& why) override;

    std::vector<NodeHealth> health() const;

private:
    struct Entry {
        LedgerNode node;
        BackOff backOff;
        std::optional<BlockHeight> newest;
        std::string lastError;
    };
    Entry* asked();
    void failed(Entry& entry, const Error& error);
    void survey();
    template <class Call>
    auto ask(const Call& call) -> decltype(call(std::declval<LedgerTransport&>()));
    /// As ask(), but what one node does not hold another may.
    template <class Call>
    auto askWhoHolds(const Call& call) -> decltype(call(std::declval<LedgerTransport&>()));

    std::vector<Entry> m_entries;
    std::size_t m_asked;        ///< whom questions go to
    std::size_t m_answered = 0; ///< who gave the last answer
    SteadyNow m_now;
    std::optional<SteadyTime> m_lastSurvey;
};

} // namespace consentry
