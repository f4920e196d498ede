#pragma once

#include "core/wallet/error_sentence.h"

namespace consentry::simulation {

/// Which store of the embedded consortium cannot be used, and why.
struct ConsortiumDamage {
    static constexpr std::string_view ledgerStore = "ledger";
    static constexpr std::string_view peopleStore = "people";

    std::string store; ///< one of these, or an organisation's key
    Error why;
};

/// What the window and the command line say of it: the store by its name, and what to do next.
wallet::ErrorSentence damageSentence(const ConsortiumDamage& damage, Language language);

} // namespace consentry::simulation
