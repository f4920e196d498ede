#include "ui/models/conflict_reader.h"

#include "core/light_client/attack_evidence.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"

namespace consentry::ui {

std::optional<ConflictView> ConflictReader::view() const {
    const auto kept = m_reading.vault.consortium().openConflict(m_reading.chainId);
    const bool isStopped =
        m_reading.ledger && m_reading.ledger->assurance.level == Assurance::Level::Stopped;
    if (!isStopped && !(kept && *kept)) {
        return std::nullopt;
    }
    ConflictView view;
    if (kept && *kept) {
        const StoredConflict& conflict = **kept;
        view.foundAt = toDateTime(conflict.foundAt);
        view.shownBy = toQString(m_reading.names->shortName(conflict.shownBy, m_reading.language));
        view.file = toQString(conflict.file);
        if (const auto evidence = light_client::decodeAttackEvidence(conflict.evidence)) {
            view.block = qint64(evidence->ours.header.height.value);
        }
    }
    view.sentences = sentences(view, toDate(m_reading.now));
    return view;
}

QStringList ConflictReader::sentences(const ConflictView& view, const QDate& today) {
    QStringList all{tr("<b>This wallet has stopped.</b> It was shown two different histories, and "
                       "both carry the signatures of this consortium. One of them is forged, and "
                       "no computer can tell which.")};
    if (view.block > 0 && view.foundAt.isValid()) {
        all << tr("They part at block %1. The other one was shown by %2; this was found %3.")
                   .arg(Format::number(view.block), view.shownBy,
                        Format::moment(view.foundAt, today));
    }
    all << tr("Nothing is signed or sent, and nothing newer is believed. What this vault had "
              "stays as it is.");
    all << (view.file.isEmpty()
                ? tr("The evidence is kept in this vault; a file of it could not be written.")
                : tr("The evidence lies in the file %1").arg(view.file));
    all << tr("Next: take the evidence to a hospital of this consortium, not by this wallet. When "
              "its members have cleared it up they hand out a newer profile. Bring that in under "
              "Network, and the wallet goes on.");
    return all;
}

} // namespace consentry::ui
