#include "app/cli/grant_words.h"

#include "app/cli/did_key.h"
#include "core/registry/object_ids.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace consentry::cli {
namespace {

using consent::ConceptCatalogue;

constexpr std::size_t digestPrefixMin = 8;
constexpr std::string_view loinc = "http://loinc.org";
constexpr std::string_view categorySystem =
    "http://terminology.hl7.org/CodeSystem/observation-category";
/// http://hl7.org/fhir/R4/valueset-observation-category.html
constexpr std::array<std::string_view, 9> categoryWords = {
    "social-history", "vital-signs", "imaging", "laboratory", "procedure",
    "survey",         "exam",        "therapy", "activity"};
constexpr std::string_view categoryPrefix = "category:";

Misunderstood unknownGrantee(const Output& output, const std::string& word) {
    return {output.say("“" + word + "” is nobody whom this vault knows.",
                       "这个保险箱不认识“" + word + "”。"),
            output.say("“consentry-cli who” lists people and organisations.",
                       "用 consentry-cli who 查看人员和机构。")};
}

/// The party whose registered key it is.
Result<std::optional<PartyId>> partyOfKey(OpenWallet& open, const SigningPublicKey& key) {
    const std::string& chainId = open.wallet().chainId();
    ASSIGN_OR_RETURN(const auto state,
                     open.wallet().ledger.object<registry::KeyState>(
                         registry::keyKey(chainId, registry::keyIdOf(chainId, key))));
    return state ? std::optional(state->party) : std::nullopt;
}

consent::Grantee personGrantee(OpenWallet& open, const simulation::DemoConsortium::Person& person) {
    consent::Grantee grantee;
    grantee.person = person.party;
    if (const auto* employer = open.consortium().organization(person.about.organizationKey)) {
        grantee.organization = employer->party;
    }
    return grantee;
}

std::optional<consent::Grantee> granteeOfParty(OpenWallet& open, const PartyId& party) {
    if (open.consortium().organization(party) != nullptr) {
        return consent::Grantee{std::nullopt, party, std::nullopt};
    }
    if (const auto* person = open.consortium().person(party.hex())) {
        return personGrantee(open, *person);
    }
    if (open.names().contacts().contacts().contains(party)) {
        return consent::Grantee{party, std::nullopt, std::nullopt};
    }
    return std::nullopt;
}

std::optional<consent::Grantee> organizationGrantee(OpenWallet& open, const std::string& word) {
    const std::size_t colon = word.find(':');
    const auto* organization = open.consortium().organization(word.substr(0, colon));
    if (organization == nullptr) {
        return std::nullopt;
    }
    consent::Grantee grantee;
    grantee.organization = organization->party;
    if (colon != std::string::npos) {
        const auto role = consent::parseRole(word.substr(colon + 1));
        if (!role) {
            return std::nullopt;
        }
        grantee.role = *role;
    }
    return grantee;
}

bool isLoinc(std::string_view word) {
    const std::size_t dash = word.size() < 3 ? 0 : word.size() - 2;
    return dash >= 1 && dash <= 7 && word[dash] == '-' &&
           std::all_of(
               word.begin(), word.end(),
               [](unsigned char letter) { return std::isdigit(letter) != 0 || letter == '-'; }) &&
           std::count(word.begin(), word.end(), '-') == 1;
}

bool isDigestPrefix(std::string_view word) {
    return word.size() >= digestPrefixMin && word.size() <= 2 * RecordDigest::size &&
           std::all_of(word.begin(), word.end(), [](unsigned char letter) {
               return std::isdigit(letter) != 0 || (letter >= 'a' && letter <= 'f');
           });
}

const consent::Concept* findConcept(std::string_view word) {
    const ConceptCatalogue& catalogue = ConceptCatalogue::standard();
    if (const consent::Concept* byId = catalogue.find(word)) {
        return byId;
    }
    const auto found = std::find_if(catalogue.all().begin(), catalogue.all().end(),
                                    [&](const consent::Concept& item) {
                                        return item.nameEnglish == word || item.nameChinese == word;
                                    });
    return found == catalogue.all().end() ? nullptr : &*found;
}

/// Adds what a word says without looking at the vault. False where it does not.
bool addTerm(consent::Scope& scope, const std::string& word) {
    if (word == "everything" || word == "全部") {
        scope.everything = true;
        return true;
    }
    if (const consent::Concept* item = findConcept(word)) {
        scope.concepts.push_back(item->id);
        return true;
    }
    const bool says = word.starts_with(categoryPrefix);
    const std::string category = says ? word.substr(categoryPrefix.size()) : word;
    if (std::find(categoryWords.begin(), categoryWords.end(), category) != categoryWords.end()) {
        scope.categories.push_back({std::string(categorySystem), category});
        return true;
    }
    if (const std::size_t bar = word.find('|'); bar != std::string::npos && bar + 1 < word.size()) {
        scope.codes.push_back({word.substr(0, bar), word.substr(bar + 1)});
        return true;
    }
    if (isLoinc(word)) {
        scope.codes.push_back({std::string(loinc), word});
        return true;
    }
    return false;
}

Result<bool> addRecords(OpenWallet& open, consent::Scope& scope, const std::string& word) {
    const std::size_t slash = word.find('/');
    const bool isName = slash != std::string::npos;
    if (!isName && !isDigestPrefix(word)) {
        return false;
    }
    const std::size_t before = scope.records.size();
    RecordFilter held; // nobody but this vault holds what the person wrote
    held.isOwn = false;
    RETURN_IF_ERROR(open.vault().records().visit(held, [&](const RecordSummary& record) {
        const bool matches = isName ? record.resourceType + "/" + record.id == word
                                    : record.digest.hex().starts_with(word);
        if (matches) {
            scope.records.push_back(record.digest);
        }
        return scope.records.size() <= consent::limits::recordsMax;
    }));
    return scope.records.size() > before;
}

Misunderstood unknownThing(const Output& output, const std::string& word) {
    std::string known;
    for (const consent::Concept& item : ConceptCatalogue::standard().all()) {
        known += (known.empty() ? "" : ", ") + item.id;
    }
    return {output.say("“" + word + "” is no concept, category, code or record.",
                       "“" + word + "”不是概念、类别、代码或记录。"),
            output.say("Concepts are: " + known + ".", "概念有：" + known + "。")};
}

} // namespace

Result<Understood<consent::Grantee>> understandGrantee(OpenWallet& open, const Output& output,
                                                       const std::string& word) {
    std::optional<consent::Grantee> grantee;
    if (word.starts_with("did:")) {
        const auto key = parseDidKey(word);
        if (!key) {
            return Misunderstood{
                output.say("Only a did:key of an Ed25519 key is understood.",
                           "只认识 Ed25519 密钥的 did:key。"),
                output.say("“consentry-cli who” shows them.", "用 consentry-cli who 查看。")};
        }
        ASSIGN_OR_RETURN(const auto party, partyOfKey(open, *key));
        if (party) {
            grantee = granteeOfParty(open, *party);
        }
    } else if (const auto* person = open.consortium().person(word)) {
        grantee = personGrantee(open, *person);
    } else if (auto organization = organizationGrantee(open, word)) {
        grantee = std::move(organization);
    } else if (const auto party = open.names().contacts().findByName(word)) {
        grantee = granteeOfParty(open, *party);
    }
    if (!grantee) {
        return unknownGrantee(output, word);
    }
    return *grantee;
}

Result<Understood<consent::Scope>> understandScope(OpenWallet& open, const Output& output,
                                                   std::span<const std::string> words) {
    consent::Scope scope;
    for (const std::string& word : words) {
        if (addTerm(scope, word)) {
            continue;
        }
        ASSIGN_OR_RETURN(const bool found, addRecords(open, scope, word));
        if (!found) {
            return unknownThing(output, word);
        }
    }
    return scope;
}

Understood<consent::ActionSet> understandActions(const Output& output, std::string_view text) {
    consent::ActionSet actions;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const auto action = consent::parseAction(text.substr(0, comma));
        if (!action) {
            return Misunderstood{
                output.say("“" + std::string(text.substr(0, comma)) + "” is nothing one may do.",
                           "“" + std::string(text.substr(0, comma)) + "”不是可以授予的动作。"),
                output.say("Say --may look, or look,keep,pass-on.",
                           "请写 --may look，或 look,keep,pass-on。")};
        }
        actions = actions | *action;
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return actions;
}

std::vector<consent::InnerDenial> usualDenials(const consent::Scope& scope) {
    if (!scope.everything && scope.concepts.empty() && scope.categories.empty()) {
        return {}; // codes and records were named one by one
    }
    const ConceptCatalogue& catalogue = ConceptCatalogue::standard();
    std::vector<std::string> asked = scope.concepts;
    clinical::RecordFacts named;
    named.codeGroups.push_back(scope.codes);
    const consent::ConceptBits touched = catalogue.match(named).touched;
    for (std::size_t i = 0; i < catalogue.all().size(); ++i) {
        if ((touched >> i & 1U) != 0) {
            asked.push_back(catalogue.all()[i].id);
        }
    }
    consent::InnerDenial denial;
    denial.what.concepts = catalogue.sensitiveExcept(asked);
    return denial.what.concepts.empty() ? std::vector<consent::InnerDenial>()
                                        : std::vector{std::move(denial)};
}

Result<BodyPlaintext> openingOf(const StoredGrant& stored) {
    Bytes copy = stored.content;
    return BodyPlaintext::parse(SecretBytes::takeFrom(copy));
}

Result<consent::Grant> openedGrant(const StoredGrant& stored) {
    ASSIGN_OR_RETURN(const BodyPlaintext body, openingOf(stored));
    return consent::decodeGrant(body.content());
}

Result<std::vector<StoredGrant>> grantsWithPrefix(OpenWallet& open, const std::string& prefix) {
    std::vector<StoredGrant> matches;
    if (prefix.size() < grantPrefixMin) {
        return matches;
    }
    std::optional<GrantCursor> after;
    while (true) {
        ASSIGN_OR_RETURN(GrantPage page,
                         open.vault().grants().page({}, after, GrantStore::pageMax));
        for (StoredGrant& grant : page.grants) {
            if (grant.id.hex().starts_with(prefix)) {
                matches.push_back(std::move(grant));
            }
        }
        if (!page.next) {
            return matches;
        }
        after = page.next;
    }
}

Output::Problem ambiguousGrant(const Output& output, std::size_t count) {
    const std::string next = output.say("“consentry-cli grants --all” lists them with their ids.",
                                        "用 consentry-cli grants --all 查看编号。");
    if (count == 0) {
        return {ExitCode::Other,
                "NotFound",
                {},
                output.say("No grant has this id.", "没有这个编号的授权。"),
                next};
    }
    return {ExitCode::Usage,
            "usage",
            {},
            output.say(std::to_string(count) + " grants begin with these digits.",
                       "有 " + std::to_string(count) + " 个授权以这些数字开头。"),
            next};
}

} // namespace consentry::cli
