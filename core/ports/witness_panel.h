#pragma once

#include "core/light_client/witness.h"
#include "core/ports/ledger_nodes.h"

namespace consentry {

/// A header that was verified from one organisation's node, to be compared with the others'.
struct WitnessQuestion {
    const light_client::TrustedState& common; ///< confirmed before, or the anchor
    const light_client::LightBlock& ours;     ///< the verified block
    PartyId shownBy;                          ///< whose own witnesses do not count
    Instant now;
    const light_client::Options& options;
    /// Our verified block at a lower height, for a witness that is a little behind.
    std::function<Result<light_client::LightBlock>(BlockHeight)> oursAt;
};

struct WitnessAnswer {
    /// The highest height at which an organisation other than the asked one shows the same header;
    /// nothing where none does.
    std::optional<BlockHeight> confirmed;
    std::vector<PartyId> agreeing; ///< who does so at that height
    /// Another header that verifies as well, and whose witness showed it.
    std::optional<light_client::AttackEvidence> attack;
    PartyId shownBy;
};

/// Asks the witnesses of other organisations whether they see the same ledger (light client,
/// step 8). All that do not rest are asked each time. Blocks; one thread at a time.
class WitnessPanel {
public:
    /// How far a witness may be behind and still be compared at its own newest height.
    static constexpr std::uint64_t behindMax = 16;

    /// `patience`: how long a witness is waited for that has not seen the block yet.
    explicit WitnessPanel(std::vector<LedgerNode> witnesses,
                          milliseconds patience = std::chrono::seconds(2),
                          SteadyNow now = &std::chrono::steady_clock::now);

    WitnessAnswer compare(const WitnessQuestion& question);

    /// Organisations that have a witness here.
    std::size_t organizations() const;
    std::vector<NodeHealth> health() const;

private:
    struct Entry {
        LedgerNode node;
        BackOff backOff;
        std::optional<BlockHeight> newest;
        std::string lastError;
    };
    Result<light_client::LightBlock> theirBlock(Entry& entry, const WitnessQuestion& question);
    Result<light_client::LightBlock> waitForBlock(LedgerTransport& witness, BlockHeight height);
    Result<light_client::WitnessComparison> judge(Entry& entry,
                                                  const light_client::LightBlock& ours,
                                                  const light_client::LightBlock& theirs,
                                                  const WitnessQuestion& question);
    static void failed(Entry& entry, const Error& error, SteadyTime now);

    std::vector<Entry> m_entries;
    milliseconds m_patience;
    SteadyNow m_now;
};

} // namespace consentry
