#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace consentry {

/// Which way a grant goes, seen from the party in this vault. Numbers are stored.
enum class GrantDirection : std::uint8_t { Given = 1, Received = 2 };

/// What is on its way to the registry for a grant. Numbers are stored.
enum class GrantProcess : std::uint8_t { Grant = 1, Revocation = 2 };

/// How far it got; each stage keeps its moment and height. Numbers are stored.
enum class GrantStage : std::uint8_t {
    Signed = 1,
    Sent = 2,
    InBlock = 3, ///< a node says so
    Proven = 4,  ///< the light client checked it
    Failed = 5,  ///< refused or expired; see StageMark::refusal
};

struct StageMark {
    Instant at;
    BlockHeight height; ///< 0 before InBlock
    TxHash transaction;
    std::uint32_t refusal = 0; ///< registry's number where Failed
};

/// What the newest verified state says, apart from time. Numbers are stored.
enum class GrantState : std::uint8_t {
    Draft = 0,
    Pending = 1,
    Active = 2,
    Revoked = 3,
    Failed = 4
};

/// A grant whose opening this vault holds.
struct StoredGrant {
    GrantId id;
    GrantDirection direction = GrantDirection::Given;
    PartyId patient;
    PartyId issuer;
    PartyId counterpart; ///< grantee of a given grant, patient of a received one; may be zero
    Bytes content;       ///< the padded plaintext that the commitment is over
    std::string title;   ///< one line for lists, never leaves the vault
    GrantState state = GrantState::Draft;
    Instant createdAt;
    Instant begin;
    Instant end;
    std::optional<GrantId> supersedes;
};

struct GrantFilter {
    std::optional<GrantDirection> direction;
    std::optional<PartyId> patient;
    std::optional<PartyId> counterpart;
    std::optional<GrantState> state;
    std::optional<Instant> endsAfter;
    std::optional<Instant> endsBefore;
};

struct GrantCursor {
    Instant createdAt;
    GrantId id;
};

struct GrantPage {
    std::vector<StoredGrant> grants; ///< newest first
    std::optional<GrantCursor> next;
};

/// Opened grants by id, with the way that each went. Thread-safe. Errors: Locked, DiskFull,
/// DamagedData, Io, NotFound.
class GrantStore {
public:
    static constexpr std::size_t pageMax = 1000;
    static constexpr std::size_t contentMax = 32 * 1024;

    virtual ~GrantStore() = default;
    /// Inserts, or replaces all but the stages.
    virtual Result<> put(const StoredGrant& grant) = 0;
    virtual Result<StoredGrant> find(const GrantId& id) = 0;
    virtual Result<> setState(const GrantId& id, GrantState state) = 0;
    virtual Result<> mark(const GrantId& id, GrantProcess process, GrantStage stage,
                          const StageMark& mark) = 0;
    /// The same mark for many, and this state where one is given: all of it or nothing. Grants that
    /// are not here are passed over.
    virtual Result<> markAll(std::span<const GrantId> ids, GrantProcess process, GrantStage stage,
                             const StageMark& mark, std::optional<GrantState> state = {}) = 0;
    struct Stage {
        GrantProcess process = GrantProcess::Grant;
        GrantStage stage = GrantStage::Signed;
        StageMark mark;
    };
    /// In order of process and stage.
    virtual Result<std::vector<Stage>> stages(const GrantId& id) = 0;
    /// The same of all grants at once, for lists.
    virtual Result<std::map<GrantId, std::vector<Stage>>> allStages() = 0;
    virtual Result<GrantPage> page(const GrantFilter& filter,
                                   const std::optional<GrantCursor>& after, std::size_t limit) = 0;
    virtual Result<> erase(const GrantId& id) = 0;
};

} // namespace consentry
