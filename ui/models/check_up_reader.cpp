#include "ui/models/check_up_reader.h"

#include "ui/bridge/convert.h"
#include "ui/models/format.h"

namespace consentry::ui {
namespace {

using Kind = consent::Finding::Kind;

CheckUpAction actionFor(const consent::Finding& finding) {
    if (finding.proposal) {
        return CheckUpAction::Narrow;
    }
    return finding.kind == Kind::EndsSoon ? CheckUpAction::Prolong : CheckUpAction::Revoke;
}

} // namespace

QList<CheckUpRowView> CheckUpReader::rows() {
    QList<CheckUpRowView> rows;
    const auto checked =
        wallet::checkUp(m_reading.vault, m_reading.chainId, m_reading.patient.party,
                        m_reading.check, m_reading.chainTime);
    if (!checked) {
        return rows;
    }
    GrantReader grants(m_reading);
    for (const consent::Finding& finding : checked->findings) {
        const auto words =
            consent::describe(finding, checked->cases, *m_reading.names, m_reading.reader());
        const consent::Grant& grant = checked->grants[finding.grant].grant;
        rows << CheckUpRowView{
            toQString(grant.id.hex()), static_cast<int>(finding.kind), actionFor(finding),
            tr("%1: %2").arg(grants.listTitle(grant.grantee), toQString(words.title)),
            toQString(words.why)};
    }
    return rows;
}

std::optional<consent::Grant> CheckUpReader::proposal(const GrantId& grant, Kind kind) {
    const auto checked =
        wallet::checkUp(m_reading.vault, m_reading.chainId, m_reading.patient.party,
                        m_reading.check, m_reading.chainTime);
    if (!checked) {
        return std::nullopt;
    }
    for (const consent::Finding& finding : checked->findings) {
        if (finding.kind == kind && checked->grants[finding.grant].grant.id == grant) {
            return finding.proposal;
        }
    }
    return std::nullopt;
}

} // namespace consentry::ui
