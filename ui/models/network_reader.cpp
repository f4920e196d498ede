#include "ui/models/network_reader.h"

#include "ui/bridge/convert.h"
#include "ui/models/format.h"

namespace consentry::ui {

StatusView NetworkReader::status() const {
    StatusView status;
    const bool isDemonstration = m_reading.chainId == simulation::DemoConsortium::chainId;
    if (m_reading.damage) {
        status.state = StatusView::State::Damaged;
        status.words = tr("Network damaged");
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
    return {tr("The members whose keys stand in the profile that this vault has adopted, and none "
               "of them alone."),
            tr("A block counts when members with more than two thirds of the votes have signed "
               "it. This computer checks that itself."),
            tr("“Verified” is said only of what another member's witness shows as well.")};
}

NetworkView NetworkReader::view() const {
    NetworkView view;
    view.isDemonstration = m_reading.chainId == simulation::DemoConsortium::chainId;
    view.engine = view.isDemonstration ? tr("Embedded, one process (demonstration)")
                                       : tr("CometBFT, one node at each member");
    view.chainId = toQString(m_reading.chainId);
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
    QStringList agreeing;
    for (const PartyId& party : news.agreeing) {
        agreeing << toQString(m_reading.names->shortName(party, m_reading.language));
    }
    view.witness = agreeing.join(tr(", "));
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
