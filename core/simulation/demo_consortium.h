#pragma once

#include "core/hospital/front_desk.h"
#include "core/hospital/inbox_openings.h"
#include "core/hospital/local_mailbox.h"
#include "core/hospital/open_emergency.h"
#include "core/hospital/serve_anchor_list.h"
#include "core/hospital/serve_request.h"
#include "core/hospital/stored_records.h"
#include "core/ports/verified_ledger.h"
#include "core/registry/genesis.h"
#include "core/simulation/people.h"
#include "core/wallet/enroll.h"
#include "core/wallet/read_records.h"

#include <functional>
#include <map>
#include <memory>

namespace consentry::simulation {

/// Opens (or makes) the store of one organisation, or of "people", under the demonstration's
/// folder.
using OpenStore = std::function<Result<std::unique_ptr<KeyValueStore>>(std::string_view name)>;

/// What the demonstration's ledger begins with: made once, its secrets kept in the stores.
struct DemoGenesis {
    registry::Genesis genesis;
    std::vector<SigningKey> validatorKeys; ///< one for each hospital
};

/// An organisation that this program plays, with the keys that it works with.
struct PlayedOrganization {
    DemoOrganization about;
    hospital::OrganizationKeys keys;
};

/// The organisations of the demonstration and the people who work there, all in this process: their
/// gateways, mailboxes, desks and keys, over one ledger. The wallet reaches them only through the
/// ports that a network would implement. Simulated, and called so on screen. One thread at a time.
///
/// On a real ledger it plays those organisations whose keys lie on this machine, and nobody where
/// there are none: their own programs are not part of this version.
class DemoConsortium : public MailboxDirectory,
                       public NameCardDirectory,
                       public AnchorListDirectory {
public:
    struct Organization {
        DemoOrganization about;
        PartyId party;
    };
    struct Person {
        DemoPerson about;
        PartyId party;
        std::optional<AttestationId> attestation;
    };

    /// Of the demonstration's own ledger.
    static constexpr std::string_view chainId = "consentry-demo";

    /// Makes every organisation's keys and keeps them in its store.
    static Result<DemoGenesis> prepare(const OpenStore& openStore);
    /// `transport` is the ledger that was made from the genesis.
    static Result<std::unique_ptr<DemoConsortium>>
    open(const OpenStore& openStore, LedgerTransport& transport, const Clock& clock);

    /// One whose stores cannot be used: without members, and whoever needs one of its keys is told
    /// `why`. There is no ledger() then.
    static std::unique_ptr<DemoConsortium> closed(const Clock& clock, Error why);

    /// On a real ledger. People of the demonstration's cast come along whose organisation's word is
    /// among those of `played`. `ledger` must belong to the chain of the keys.
    static Result<std::unique_ptr<DemoConsortium>>
    openPlaying(const OpenStore& openStore, std::vector<PlayedOrganization> played,
                VerifiedLedger ledger, const Clock& clock);

    /// Registers the people and attests their roles where that has not happened yet.
    Result<> employPeople(Instant until);
    /// Attests somebody at an organisation that this program plays; the card's organisation is
    /// filled in. NotFound: no such organisation. Else what FrontDesk says.
    Result<AttestationId> attestStaff(std::string_view organizationKey, const PartyId& subject,
                                      registry::AttestedRole role, NameCard card, Instant until);
    Result<> endAttestation(std::string_view organizationKey, const AttestationId& attestation);
    /// Everybody whom the organisation attested, with what is proven of it.
    Result<std::vector<hospital::StaffEntry>> staffOf(std::string_view organizationKey);
    /// Gives a hospital records of the patient, without anchoring them.
    Result<> addRecord(std::string_view organizationKey, const PartyId& patient,
                       std::string_view json);
    /// How many records of the patient an organisation holds.
    Result<std::size_t> recordsHeld(std::string_view organizationKey, const PartyId& patient);
    /// Anchors what each linked hospital has not anchored yet.
    Result<std::size_t> anchorAll(const PartyId& patient);

    const std::vector<Organization>& organizations() const { return m_organizations; }
    const std::vector<Person>& people() const { return m_people; }
    const Organization* organization(std::string_view key) const;
    const Organization* organization(const PartyId& party) const;
    /// By key, staff id, party, or name in either language.
    const Person* person(std::string_view word) const;
    /// The card that introduces an organisation itself.
    NameCard organizationCard(const Organization& organization) const;
    NameCard personCard(const Person& person) const;

    /// The first organisation's where the word is unknown; there must be one.
    wallet::Desk& desk(std::string_view organizationKey);
    /// nullptr for an organisation that holds no records.
    RecordGateway* gateway(const PartyId& organization);
    /// The keys of a simulated reader.
    Result<wallet::ReaderKeys> readerKeys(const Person& person);
    Result<EmergencyId> openEmergency(const Person& requester, std::string_view custodianKey,
                                      const PartyId& patient, std::string_view reason, int hours);
    /// What only a dishonest gateway does, so that the wallet has something to find: an access on
    /// somebody else's grant, by a reader whom the grant does not name.
    Result<> misuseGrant(std::string_view custodianKey, const Person& reader,
                         const PartyId& patient, const GrantId& grant);

    /// Lets every organisation answer what is disputed of its rows. The answers say that they are
    /// of a demonstration. Returns how many there were.
    Result<std::size_t> answerDisputes();

    Mailbox* find(const PartyId& organization) override;
    StaffInbox* staffInbox(const PartyId& organization) override;
    Result<NameCard> find(const AttestationId& attestation) override;
    /// nullptr for an organisation that holds no records.
    AnchorLists* anchorLists(const PartyId& organization) override;
    /// The organisations' own node, trusted by them alone.
    VerifiedLedger& ledger() { return *m_ledger; }

private:
    struct Site;
    struct DemoDesk;

    DemoConsortium(const Clock& clock);
    Result<> openSites(const OpenStore& openStore);
    void addSite(PlayedOrganization played, std::unique_ptr<KeyValueStore> store);
    Result<> makePeopleKeys();
    Result<> loadPeople();
    const std::string& ledgerChain() const { return m_ledger->chainId(); }
    Site* site(std::string_view key);
    Site* site(const PartyId& organization);
    Result<> registerPerson(const Person& person);
    Result<> attestPerson(const Person& person, Instant until);

    const Clock& m_clock;
    std::unique_ptr<VerifiedLedger> m_ledger;
    std::unique_ptr<KeyValueStore> m_peopleStore; ///< none where nobody is played
    Error m_whyClosed;                            ///< meaningful where it is closed
    std::vector<std::unique_ptr<Site>> m_sites;
    std::vector<Organization> m_organizations;
    std::vector<DemoPerson> m_cast;
    std::vector<Person> m_people;

public:
    ~DemoConsortium() override;
};

} // namespace consentry::simulation
