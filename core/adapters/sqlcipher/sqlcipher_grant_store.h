#pragma once

#include "core/adapters/sqlcipher/connection.h"

namespace consentry::adapters {

/// GrantStore in tables grants and grant_stages.
class SqlcipherGrantStore : public GrantStore {
public:
    explicit SqlcipherGrantStore(Connection& connection) : m_connection(connection) {}

    Result<> put(const StoredGrant& grant) override;
    Result<StoredGrant> find(const GrantId& id) override;
    Result<> setState(const GrantId& id, GrantState state) override;
    Result<> mark(const GrantId& id, GrantProcess process, GrantStage stage,
                  const StageMark& mark) override;
    Result<> markAll(std::span<const GrantId> ids, GrantProcess process, GrantStage stage,
                     const StageMark& mark, std::optional<GrantState> state) override;
    Result<std::vector<Stage>> stages(const GrantId& id) override;
    Result<std::map<GrantId, std::vector<Stage>>> allStages() override;
    Result<GrantPage> page(const GrantFilter& filter, const std::optional<GrantCursor>& after,
                           std::size_t limit) override;
    Result<> erase(const GrantId& id) override;

private:
    Result<> insertMark(const GrantId& id, GrantProcess process, GrantStage stage,
                        const StageMark& mark);

    Connection& m_connection;
};

} // namespace consentry::adapters
