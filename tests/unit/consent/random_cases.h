#pragma once

#include "core/consent/policy_evaluation.h"

#include <random>

namespace consentry::consent::test {

/// Small worlds drawn from few values, so that rules meet each other often.
class RandomCases {
public:
    explicit RandomCases(std::uint64_t seed) : m_random(seed) {}

    PatientPolicy policy();
    /// Valid and normalized.
    Grant grant();
    AccessRequest request();
    /// A request that the grant mostly allows.
    AccessRequest requestFor(const Grant& grant);
    clinical::RecordFacts record();
    Instant instant();

    bool oneIn(int n) { return below(n) == 0; }
    int below(int n) { return static_cast<int>(m_random() % static_cast<std::uint64_t>(n)); }
    InnerDenial denial();

private:
    template <class T> const T& pick(const std::vector<T>& values) {
        return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
    }
    template <class T> std::vector<T> some(const std::vector<T>& values, int most) {
        std::vector<T> chosen;
        for (int i = below(most + 1); i > 0; --i) {
            chosen.push_back(pick(values));
        }
        return chosen;
    }
    PartyId person();
    PartyId organization();
    Grantee grantee();
    Conditions conditions(bool isException);
    ActionSet someActions();

    std::mt19937_64 m_random;
};

} // namespace consentry::consent::test
