#pragma once

#include "app/cli/command_context.h"

#include <span>
#include <variant>

namespace consentry::cli {

/// A word that cannot be understood, with what a person can do about it.
struct Misunderstood {
    std::string message;
    std::string next;
};

/// The value, or why the word was not understood.
template <class T> using Understood = std::variant<T, Misunderstood>;

/// "--to": a person by key or name, an organisation "qinghe" or "qinghe:doctor", or the did:key of
/// a registered key.
Result<Understood<consent::Grantee>> understandGrantee(OpenWallet& open, const Output& output,
                                                       const std::string& word);

/// "--what": concepts ("glucose", 「血糖」), category words ("category:laboratory", and those that
/// are no concept), codes ("2339-0", "http://loinc.org|2339-0"), records of the vault (digest
/// prefix of 8 digits or more, "Observation/17"), or "everything".
Result<Understood<consent::Scope>> understandScope(OpenWallet& open, const Output& output,
                                                   std::span<const std::string> words);

/// "--may look,keep,pass-on".
Understood<consent::ActionSet> understandActions(const Output& output, std::string_view text);

/// What an editor hides unless asked for: sensitive concepts that the scope does not name.
std::vector<consent::InnerDenial> usualDenials(const consent::Scope& scope);

/// The grant inside; DamagedData or Malformed where the stored opening does not parse.
Result<consent::Grant> openedGrant(const StoredGrant& stored);
Result<BodyPlaintext> openingOf(const StoredGrant& stored);

/// The vault's grants whose id begins with these hexadecimal digits; none for fewer than
/// grantPrefixMin digits.
Result<std::vector<StoredGrant>> grantsWithPrefix(OpenWallet& open, const std::string& prefix);
constexpr std::size_t grantPrefixMin = 4;
/// What to say where not exactly one grant was meant.
Output::Problem ambiguousGrant(const Output& output, std::size_t count);

} // namespace consentry::cli
