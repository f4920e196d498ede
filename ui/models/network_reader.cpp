#include "ui/models/network_reader.h"

#include "ui/bridge/convert.h"

namespace consentry::ui {

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
