#pragma once

#include "core/consent/policy_evaluation.h"
#include "core/consent/posting_lists.h"

#include <functional>

namespace consentry::consent {

struct CodeHash {
    std::size_t operator()(const Code& code) const;
};
struct GranteeHash {
    std::size_t operator()(const Grantee& grantee) const;
};
struct ResourceNameHash {
    std::size_t operator()(const ResourceName& name) const;
};

/// A request and a record as numbers, worked out once for all buckets that it is put to.
struct GrantQuestion {
    GrantQuestion(const PatientPolicy& policy, const AccessRequest& byGrant,
                  const clinical::RecordFacts& facts, Instant moment);

    const AccessRequest& request; ///< of a known purpose
    const clinical::RecordFacts& record;
    Instant now;
    ConceptMatch concepts;
    /// Each of these accounts for the whole record: it belongs to them, or its only code does.
    ConceptBits sufficient = 0;
    ConceptBits useful = 0; ///< these account for some part of it
    std::uint64_t purposes; ///< that cover the requested one
    Confidentiality confidentiality;
    std::uint32_t labels; ///< carried or mentioned, by position in sensitivityLabels()
    /// Every grantee that means this reader; also the one that names nobody, which is everybody.
    std::vector<Grantee> readers;
};

/// Grants whose grantee is the same, sieved for one question at a time. What a grant says in
/// numbers is compared with each; what it lists is turned around, so that a list costs nothing
/// where the record has none of it. Immutable once filled, any thread.
class GrantBucket {
public:
    /// Positions ascend from call to call. Only grants that this program understands.
    void add(const Grant& grant, std::uint32_t position);

    /// The first position below `end` that passes the sieve and that `permits` confirms, or `end`.
    /// Never misses a grant that evaluate() lets permit; rarely lets another one pass.
    std::size_t search(const GrantQuestion& question, std::size_t end,
                       const std::function<bool(std::size_t)>& permits) const;

private:
    /// What must hold for a grant to permit. Scopes, denials and exceptions are numbered together:
    /// the lists below name those rows.
    struct Sieve {
        ConceptBits concepts = 0; ///< of the scope
        ConceptBits denied = 0;   ///< by denials that have no other condition and no exception
        std::uint64_t purpose = 0;
        Instant notBefore;
        Instant notAfter;
        Instant earliest; ///< of the data window
        Instant latest;
        Instant latestBegin;
        std::uint32_t labels = 0; ///< excluded, or denied like `denied`
        std::uint32_t position = 0;
        std::uint32_t row = 0;
        std::uint32_t firstRule = 0;
        std::uint32_t endRule = 0;
        ActionSet actions;
        Confidentiality ceiling = Confidentiality::Normal;
        bool everything = false;
        bool listsMore = false; ///< the scope names more than concepts
        bool limitsTime = false;
        bool limitsCustodians = false;
    };
    /// A denial, followed by its exceptions.
    struct Rule {
        ConceptBits concepts = 0;
        std::uint32_t labels = 0;
        std::uint32_t row = 0;
        std::uint32_t exceptions = 0;
        ActionSet actions;
        bool namesRecords = false;
        bool namesCodes = false;
        bool namesActors = false;
    };
    /// The rows that name what one question has.
    struct Marks {
        RowSet sufficient;          ///< they list what accounts for the whole record
        std::vector<RowSet> groups; ///< of a record with several: they list a code of this one
        RowSet touched;
        RowSet actors;
        RowSet custodians;
    };

    void addDenial(const InnerDenial& denial, Sieve& sieve);
    Rule ruleOf(const Conditions& conditions);
    Marks mark(const GrantQuestion& question) const;
    void markTouched(const clinical::RecordFacts& record, RowSet& touched) const;
    static bool accountsFor(ConceptBits concepts, std::uint32_t row, const GrantQuestion& question,
                            const Marks& marks);
    static bool accountsForEachGroup(ConceptBits concepts, std::uint32_t row,
                                     const GrantQuestion& question, const Marks& marks);
    static bool fitsNumbers(const Sieve& sieve, const GrantQuestion& question);
    bool passes(const Sieve& sieve, const GrantQuestion& question, const Marks& marks) const;
    bool stands(const Rule& denial, const GrantQuestion& question, const Marks& marks) const;

    std::vector<Sieve> m_sieves;
    std::vector<Rule> m_rules;
    std::uint32_t m_rows = 0;

    // For scopes and exceptions: what accounts for the whole record, or for one code group.
    PostingLists<RecordDigest> m_records;
    PostingLists<ResourceName, ResourceNameHash> m_resources;
    PostingLists<Code, CodeHash> m_categories;
    PostingLists<Code, CodeHash> m_codes;
    // For denials: what touches the record.
    PostingLists<RecordDigest> m_deniedRecords;
    PostingLists<Code, CodeHash> m_deniedCodes;
    PostingLists<std::string> m_deniedLooseCodes; ///< for a code whose system the record leaves out
    // For denials and exceptions.
    PostingLists<Grantee, GranteeHash> m_actors;
    // For scopes.
    PostingLists<PartyId> m_custodians;
};

} // namespace consentry::consent
