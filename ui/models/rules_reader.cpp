#include "ui/models/rules_reader.h"

#include "core/consent/concepts.h"
#include "core/wallet/rule_reach.h"
#include "core/wallet/standing_rules.h"
#include "ui/bridge/convert.h"
#include "ui/models/party_choices.h"

namespace consentry::ui {
namespace {

using consent::Confidentiality;
using consent::EmergencyPreset;
using consent::PatientPolicy;
using wallet::Blocked;

constexpr std::array presets = {EmergencyPreset::Off, EmergencyPreset::Normal,
                                EmergencyPreset::NormalAndRestricted};

QString idOf(const Blocked& one) {
    return one.party.isZero()
               ? toQString(one.organization.hex()) + QLatin1Char('/') + toQString(one.staffId)
               : toQString(one.party.hex());
}

} // namespace

Result<PatientPolicy> RulesReader::standingRules() const {
    return wallet::standingPolicy(m_reading.vault.settings(), m_reading.patient.party);
}

Result<RulesView> RulesReader::standing() {
    ASSIGN_OR_RETURN(const PatientPolicy rules, standingRules());
    return view(rules);
}

Result<RulesView> RulesReader::changed(PatientPolicy draft, const RulesEdit& edit) {
    switch (edit.what) {
    case RulesEdit::What::Block: {
        const auto party = idFromText<PartyId>(edit.id);
        if (!party || *party == m_reading.patient.party) {
            return fail(ErrorCode::InvalidArgument, "whom to shut out");
        }
        RETURN_IF_ERROR(wallet::block(draft, *party, *m_reading.names));
        break;
    }
    case RulesEdit::What::LetIn:
        for (const Blocked& one : wallet::blockedIn(draft, *m_reading.names)) {
            if (idOf(one) == edit.id) {
                wallet::unblock(draft, one);
            }
        }
        break;
    case RulesEdit::What::Emergency:
        for (const EmergencyPreset preset : presets) {
            if (edit.id == QString::number(static_cast<int>(preset))) {
                draft.emergency = preset;
            }
        }
        break;
    case RulesEdit::What::Protect: {
        const auto tier = static_cast<Confidentiality>(edit.tier);
        const bool isTier =
            tier == Confidentiality::Restricted || tier == Confidentiality::VeryRestricted;
        RETURN_IF_ERROR(
            wallet::setTier(draft, toUtf8(edit.id), isTier ? std::optional(tier) : std::nullopt));
        break;
    }
    }
    return view(draft);
}

Result<RulesView> RulesReader::view(const PatientPolicy& draft) {
    ASSIGN_OR_RETURN(const PatientPolicy rules, standingRules());
    return view(draft, rules);
}

Result<RulesView> RulesReader::view(const PatientPolicy& draft, const PatientPolicy& standing) {
    RulesView view;
    view.standing = standing;
    ASSIGN_OR_RETURN(const auto onItsWay,
                     wallet::policyOnItsWay(m_reading.vault.settings(), m_reading.patient.party));
    view.isOnItsWay = onItsWay.has_value();
    view.draft = draft;
    addBlocked(view);
    RETURN_IF_ERROR(addReach(view));
    for (const consent::Change& change : wallet::describeRuleChanges(
             view.standing, view.draft, *m_reading.names, m_reading.language)) {
        view.changes << ChangeView{change.kind == consent::Change::Kind::SeesLess
                                       ? ChangeView::Kind::NoLongerSees
                                       : ChangeView::Kind::NowSees,
                                   toQString(change.text), toQString(change.detail)};
    }
    view.exactText = exactText(view);
    return view;
}

void RulesReader::addBlocked(RulesView& view) {
    GrantReader grants(m_reading);
    std::set<QString> shutOut;
    const auto standing = wallet::standingGrants(m_reading.vault.grants(), m_reading.patient.party,
                                                 m_reading.chainTime);
    for (const Blocked& one : wallet::blockedIn(view.draft, *m_reading.names)) {
        shutOut.insert(idOf(one));
        const auto name = m_reading.names->nameOf(one.party, m_reading.language);
        QStringList where;
        for (const std::string& part : {name.department, name.organization}) {
            if (!part.empty()) {
                where << toQString(part);
            }
        }
        const QString effect = standing ? effectOn(one.party, *standing) : QString();
        QStringList detail;
        for (const QString& part : {where.join(tr(", ")), effect}) {
            if (!part.isEmpty()) {
                detail << part;
            }
        }
        view.blocked << BlockedRowView{
            idOf(one), toQString(wallet::blockedText(one, *m_reading.names, m_reading.language)),
            detail.join(tr(" · "))};
    }
    const auto everybody = PartyChoices(m_reading, grants).choices({});
    for (const ChoiceView& choice : everybody) {
        if (!shutOut.contains(choice.id)) {
            view.people << choice;
        }
    }
}

/// What happens to grants that name them.
QString RulesReader::effectOn(const PartyId& party,
                              const std::vector<OpenedGrant>& standing) const {
    const auto count = std::count_if(standing.begin(), standing.end(), [&](const auto& one) {
        return wallet::isGivenTo(one.grant.grantee, party, *m_reading.names);
    });
    return count == 0 ? QString() : tr("%n grants open nothing", nullptr, static_cast<int>(count));
}

Result<> RulesReader::addReach(RulesView& view) const {
    ASSIGN_OR_RETURN(
        const wallet::RuleReach reach,
        wallet::reachOfRules(m_reading.vault.records(), view.draft, m_reading.chainTime));
    for (const EmergencyPreset preset : presets) {
        const auto number = static_cast<std::size_t>(preset);
        ChoiceView choice;
        choice.id = QString::number(number);
        choice.count = static_cast<int>(reach.emergency.at(number));
        switch (preset) {
        case EmergencyPreset::Off:
            choice.title = tr("Nothing");
            choice.detail = tr("Emergency staff see what a grant opens for them, no more.");
            break;
        case EmergencyPreset::Normal:
            choice.title = tr("Ordinary records");
            choice.detail = tr("For doctors and nurses, to look at, for 24 hours at most. You are "
                               "told at once, with their reason.");
            break;
        case EmergencyPreset::NormalAndRestricted:
            choice.title = tr("Ordinary and restricted records");
            choice.detail = tr("As above, and what is marked restricted too. Very restricted "
                               "records never open in an emergency.");
            break;
        }
        view.emergencies << choice;
    }
    view.emergency = QString::number(static_cast<int>(view.draft.emergency));
    for (const consent::Concept& kind : consent::ConceptCatalogue::standard().all()) {
        const auto tier = wallet::tierOf(view.draft, kind.id);
        if (!kind.sensitive && !tier) {
            continue;
        }
        const auto found = reach.byConcept.find(kind.id);
        const int count = found == reach.byConcept.end() ? 0 : static_cast<int>(found->second);
        QString title = toQString(kind.name(m_reading.language));
        title[0] = title[0].toUpper();
        view.kinds << ProtectedRowView{toQString(kind.id), title,
                                       count == 0 ? tr("None of your records in this vault")
                                                  : tr("%n of your records", nullptr, count),
                                       tier};
    }
    return {};
}

/// Field by field, as consent.cddl names them.
QString RulesReader::exactText(const RulesView& view) const {
    QStringList lines;
    lines << QStringLiteral("format: 1")
          << QStringLiteral("patient: %1").arg(toQString(m_reading.patient.party.hex()))
          << QStringLiteral("version: %1").arg(view.standing.version + 1);
    for (const consent::PolicyDenial& denial : view.draft.denials) {
        lines << (denial.staffId.empty()
                      ? QStringLiteral("policy-denial: [%1]").arg(toQString(denial.party.hex()))
                      : QStringLiteral("policy-denial: [%1, \"%2\"]")
                            .arg(toQString(denial.organization.hex()), toQString(denial.staffId)));
    }
    for (const consent::TierRule& tier : view.draft.tiers) {
        lines << QStringLiteral("tier: [\"%1\", %2]")
                     .arg(toQString(tier.conceptId))
                     .arg(static_cast<int>(tier.atLeast));
    }
    lines << QStringLiteral("emergency: %1").arg(static_cast<int>(view.draft.emergency));
    return lines.join(QLatin1Char('\n'));
}

} // namespace consentry::ui
