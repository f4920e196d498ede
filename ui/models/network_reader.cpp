#include "ui/models/network_reader.h"

#include "core/light_client/light_block_codec.h"
#include "core/wallet/outbox_entries.h"
#include "ui/bridge/convert.h"
#include "ui/models/conflict_reader.h"
#include "ui/models/format.h"
#include "ui/models/grant_reader.h"
#include "ui/models/profile_reader.h"

namespace consentry::ui {
namespace {

/// How many settled ones are shown below those on their way.
constexpr std::size_t settledShown = 5;

} // namespace

StatusView NetworkReader::status() const {
    StatusView status;
    const bool isDemonstration = m_reading.chainId == simulation::DemoConsortium::chainId;
    if (ConflictReader(m_reading).view()) {
        status.state = StatusView::State::Stopped;
        status.words = tr("Stopped");
    } else if (m_reading.damage) {
        status.state = StatusView::State::Damaged;
        status.words = tr("Network damaged");
    } else if (!m_reading.hasConsortium()) {
        status.words = tr("No hospitals yet");
        return status;
    } else if (!m_reading.ledger) {
        status.words = isDemonstration ? tr("Demo on this computer") : tr("Connecting");
    } else if (!m_reading.ledger->isReachable) {
        status.state = StatusView::State::NotReachable;
        status.words = tr("Not reachable");
    } else {
        status.state = StatusView::State::Good;
        status.words = isDemonstration ? tr("Demo on this computer") : tr("Connected");
    }
    if (m_reading.ledger && m_reading.ledger->height.value > 0) {
        status.detail =
            tr("Checked %1")
                .arg(Format::moment(toDateTime(m_reading.ledger->headTime), toDate(m_reading.now)));
    }
    return status;
}

QStringList NetworkReader::trust() const {
    int members = 0;
    for (const auto& organization : m_reading.consortium.organizations()) {
        members += organization.about.kind == simulation::OrganizationKind::Hospital;
    }
    if (m_reading.chainId == simulation::DemoConsortium::chainId) {
        return {tr("The %n simulated hospitals inside this program, and none of them alone.",
                   nullptr, members),
                tr("A block counts when members with more than two thirds of the votes have signed "
                   "it. This computer checks that itself.")};
    }
    if (!m_reading.hasConsortium()) {
        return {};
    }
    return {tr("The members whose keys stand in the profile that this vault has adopted, and none "
               "of them alone."),
            tr("A block counts when members with more than two thirds of the votes have signed "
               "it. This computer checks that itself."),
            tr("“Verified” is said only of what another member's witness shows as well.")};
}

QString NetworkReader::grantWords(const std::vector<GrantId>& grants) const {
    if (grants.size() != 1) {
        return tr("%n grants", nullptr, static_cast<int>(grants.size()));
    }
    GrantReader reader(m_reading);
    const auto opened = reader.find(grants.front());
    if (!opened) {
        return tr("a grant that this vault does not hold");
    }
    return tr("%1: %2").arg(reader.listTitle(opened->grant.grantee),
                            toQString(consent::scopeTitle(opened->grant, m_reading.language)));
}

/// A list that cannot be read shows nothing: the page says what is damaged at its head.
void NetworkReader::addSendings(NetworkView& view) const {
    using Kind = wallet::OutboxEntry::Kind;
    using State = NetworkView::Sending::State;
    const auto entries = wallet::outboxEntries(m_reading.vault.transactions(), settledShown);
    if (!entries) {
        return;
    }
    for (const wallet::OutboxEntry& entry : *entries) {
        NetworkView::Sending sending;
        sending.id = toQString(entry.pending.hash.hex());
        sending.what = entry.kind == Kind::Grant ? tr("Grant, %1").arg(grantWords(entry.grants))
                       : entry.kind == Kind::Revocation
                           ? tr("Revocation, %1").arg(grantWords(entry.grants))
                       : entry.kind == Kind::Rules   ? tr("Rules for everyone")
                       : entry.kind == Kind::Dispute ? tr("Objection to an access")
                                                     : tr("Something else that you signed");
        // Queued to Withdrawn, in the order of TransactionState.
        sending.state = static_cast<State>(static_cast<int>(entry.pending.state) -
                                           static_cast<int>(TransactionState::Queued));
        const QString when = Format::moment(toDateTime(entry.pending.createdAt), view.today);
        sending.detail = entry.pending.attempts > 1 ? tr("signed %1, tried %n times", nullptr,
                                                         static_cast<int>(entry.pending.attempts))
                                                          .arg(when)
                                                    : tr("signed %1").arg(when);
        sending.canBeWithdrawn = entry.canBeWithdrawn();
        view.sendings << sending;
    }
}

/// Names of the fields as CometBFT's header has them.
QString NetworkReader::trustExact() const {
    const auto saved = m_reading.vault.trust().trusted(m_reading.chainId);
    if (!saved || !*saved) {
        return {};
    }
    const auto block = light_client::decodeLightBlock((*saved)->encoded);
    if (!block) {
        return {};
    }
    const light_client::Header& header = block->header;
    QStringList lines;
    const auto add = [&lines](const char* name, const QString& value) {
        lines << QStringLiteral("%1: %2").arg(QString::fromLatin1(name), value);
    };
    add("chain_id", toQString(header.chainId));
    add("height", QString::number(header.height.value));
    add("hash", toQString(header.hash().hex()));
    add("validators_hash", toQString(header.validatorsHash.hex()));
    add("next_validators_hash", toQString(header.nextValidatorsHash.hex()));
    add("app_hash", toQString(toHex(header.appHash)));
    add("validators", QString::number(block->validators.validators().size()));
    add("highest_seen", QString::number((*saved)->seen.value));
    return lines.join(QLatin1Char('\n'));
}

QString NetworkReader::troubleWords(BackOff::Reason reason) {
    switch (reason) {
    case BackOff::Reason::Silent:
        return tr("does not answer");
    case BackOff::Reason::Behind:
        return tr("is behind the others");
    case BackOff::Reason::Misled:
        return tr("gave an answer that does not check");
    case BackOff::Reason::None:
        break;
    }
    return tr("answers");
}

void NetworkReader::addDecisions(NetworkView& view, const LedgerNews& news) const {
    if (!news.decisions) {
        return;
    }
    const ConsortiumFacts& facts = news.decisions->facts;
    // The profile names members in both languages; who joins stands in the registry alone.
    const auto name = [&](const PartyId& id) {
        const MemberFacts* member = facts.member(id);
        const bool isKnown = m_reading.names->contacts().contains(id) || member == nullptr;
        return isKnown ? m_reading.names->shortName(id, m_reading.language) : member->name;
    };
    const auto words = [&](const registry::GovernanceAction& action) {
        QString text = toQString(wallet::actionWords(action, facts, name, m_reading.language));
        return text.isEmpty() ? text : text.replace(0, 1, text.at(0).toUpper());
    };
    view.decisions.emplace();
    if (const auto upgrade = facts.comingUpgrade()) {
        *view.decisions << NetworkView::Decision{words(*upgrade), tr("agreed on")};
    }
    for (const ProposalFacts& proposal : news.decisions->pending) {
        //: %1 and %2 counts of organisations, %3 a moment
        const QString detail =
            tr("proposed; %1 of the %2 approvals that it needs, until %3")
                .arg(proposal.counted())
                .arg(facts.needed)
                .arg(Format::moment(toDateTime(proposal.state.until), view.today));
        *view.decisions << NetworkView::Decision{words(proposal.state.action), detail};
    }
}

/// Each server of the profile, and what came of asking it.
void NetworkReader::addServers(NetworkView& view, const LedgerNews& news) const {
    const auto add = [&](const std::vector<NodeHealth>& servers, const QString& role) {
        for (const NodeHealth& server : servers) {
            NetworkView::Organisation row;
            row.name =
                toQString(m_reading.names->shortName(server.organization, m_reading.language));
            //: %1 "Server", %2 an address
            row.role = tr("%1 · %2").arg(role, toQString(server.host));
            const bool wasAsked =
                server.newest.has_value() || server.trouble != BackOff::Reason::None;
            row.reachable = wasAsked && server.trouble == BackOff::Reason::None;
            row.state = wasAsked ? troubleWords(server.trouble) : tr("not asked yet");
            view.organisations << row;
        }
    };
    add(news.nodes, tr("Server"));
    add(news.witnesses, tr("Witness"));
}

NetworkView NetworkReader::view() const {
    NetworkView view;
    view.isDemonstration = m_reading.chainId == simulation::DemoConsortium::chainId;
    view.engine = view.isDemonstration ? tr("Embedded, one process (demonstration)")
                                       : tr("CometBFT, one node at each member");
    view.hasConsortium = m_reading.hasConsortium();
    view.chainId = view.hasConsortium ? toQString(m_reading.chainId) : QString();
    if (m_reading.profile != nullptr) {
        view.profile = ProfileReader(m_reading.language, m_reading.now).view(*m_reading.profile);
    }
    view.today = toDate(m_reading.now);
    if (m_reading.damage) {
        const auto sentence = simulation::damageSentence(*m_reading.damage, m_reading.language);
        view.damage << toQString(sentence.what) << toQString(sentence.next);
    }
    const LedgerNews news = m_reading.ledger.value_or(LedgerNews{});
    QDateTime lastAnswer;
    if (news.height.value > 0) {
        view.height = qint64(news.height.value);
        view.headTime = toDateTime(news.headTime);
        view.clockDifferenceMs = (news.headTime - news.askedAt).count();
        lastAnswer = toDateTime(news.askedAt);
    }
    view.isConfirmed = news.assurance.level == Assurance::Level::Confirmed;
    view.conflict = ConflictReader(m_reading).view();
    QStringList agreeing;
    for (const PartyId& party : news.assurance.agreeing) {
        agreeing << toQString(m_reading.names->shortName(party, m_reading.language));
    }
    view.witness = !view.isConfirmed ? QString() : agreeing.join(tr(", "));
    view.trust = trust();
    view.trustExact = trustExact();
    addSendings(view);
    if (m_reading.profile != nullptr) {
        addServers(view, news);
        addDecisions(view, news);
        return view;
    }
    for (const auto& organization : m_reading.consortium.organizations()) {
        const bool hospital = organization.about.kind == simulation::OrganizationKind::Hospital;
        view.organisations << NetworkView::Organisation{
            toQString(m_reading.names->shortName(organization.party, m_reading.language)),
            hospital ? tr("Hospital, checks blocks") : tr("Member, keeps sealed details"),
            news.isReachable, lastAnswer};
    }
    return view;
}

} // namespace consentry::ui
