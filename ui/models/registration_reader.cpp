#include "ui/models/registration_reader.h"

#include "ui/bridge/convert.h"
#include "ui/models/format.h"

namespace consentry::ui {
namespace {

using Step = RegistrationView::Step;

constexpr qsizetype digitsInGroup = 4;

QString inGroups(const QString& digits) {
    QStringList groups;
    for (qsizetype at = 0; at < digits.size(); at += digitsInGroup) {
        groups << digits.mid(at, digitsInGroup);
    }
    return groups.join(QLatin1Char(' '));
}

} // namespace

Step RegistrationReader::chosen() const {
    if (m_reading.profile == nullptr) {
        return {
            Step::State::Open, tr("The profile of your hospitals"),
            tr("A file or a printed code from a hospital's desk; it says who the hospitals are.")};
    }
    return {Step::State::Done, tr("The profile of your hospitals"),
            tr("%1, profile %2")
                .arg(toQString(m_reading.profile->chainId))
                .arg(m_reading.profile->number)};
}

Step RegistrationReader::checked() const {
    const QString title = tr("The hospitals' common book, checked by this computer");
    if (m_reading.profile == nullptr) {
        return {Step::State::Open, title, {}};
    }
    if (!m_reading.ledger) {
        return {Step::State::Running, title,
                tr("The hospitals are being asked for the first time …")};
    }
    if (m_reading.ledger->height.value == 0) {
        return {Step::State::Running, title,
                tr("None of the hospitals answers at the moment; it is tried again by itself.")};
    }
    const QString reached =
        tr("up to block %1, %2")
            .arg(Format::number(qint64(m_reading.ledger->height.value)),
                 Format::moment(toDateTime(m_reading.ledger->headTime), toDate(m_reading.now)));
    if (m_reading.ledger->assurance.level == Assurance::Level::Confirmed) {
        return {Step::State::Done, title, reached};
    }
    return {Step::State::Running, title,
            //: %1 "up to block 12, today 14:05"
            tr("%1; no second hospital has confirmed it yet").arg(reached)};
}

Step RegistrationReader::registered() const {
    return {Step::State::Open, tr("You, registered at a hospital"),
            tr("A desk does this with your number. Desks of this version are commands for trials "
               "(init --members); open the vault anew afterwards.")};
}

std::optional<RegistrationView> RegistrationReader::view() const {
    if (m_reading.hasPatient() || m_reading.isDemonstration()) {
        return std::nullopt;
    }
    RegistrationView view;
    view.hasConsortium = m_reading.profile != nullptr;
    view.steps = {chosen(), checked(), registered()};
    if (m_reading.profile == nullptr) {
        return view;
    }
    view.consortium = toQString(m_reading.profile->chainId);
    if (m_reading.patient.party != PartyId()) {
        view.plainId = toQString(m_reading.patient.party.hex());
        view.partyId = inGroups(view.plainId);
        view.codeText = QStringLiteral("consentry-party:%1:%2").arg(view.consortium, view.plainId);
    }
    return view;
}

} // namespace consentry::ui
