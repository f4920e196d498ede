#pragma once

#include "core/consent/policy.h"
#include "ui/models/grant_draft_view.h"

namespace consentry::ui {

/// Somebody whom the standing rules shut out.
struct BlockedRowView {
    QString id; ///< for "let in again"
    QString title;
    QString detail; ///< "2 grants to them open nothing"
};

/// A sensitive kind of record and how especially it is protected.
struct ProtectedRowView {
    QString conceptId;
    QString title;
    QString detail; ///< "3 of your records"
    /// Above what hospitals mark: none, Restricted or VeryRestricted.
    std::optional<consent::Confidentiality> atLeast;
};

/// The rules above all grants: as they stand, as they are about to be changed, and how far a
/// change is.
struct RulesView {
    consent::PatientPolicy standing;
    consent::PatientPolicy draft;
    QList<BlockedRowView> blocked;
    QList<ChoiceView> people; ///< who may be shut out
    QList<ChoiceView> emergencies;
    QString emergency; ///< id of the chosen one
    QList<ProtectedRowView> kinds;
    QList<ChangeView> changes; ///< from `standing` to `draft`
    QString exactText;         ///< exactly what is signed, readable
    bool isOnItsWay = false;   ///< an earlier change is not proven yet: nothing can be changed
    SendStage stage = SendStage::Review;
    qint64 block = 0;
    QString problem;

    bool isChanged() const { return !(standing == draft); }
};

/// One change to a draft of rules.
struct RulesEdit {
    enum class What : quint8 { Block, LetIn, Emergency, Protect };
    What what = What::Block;
    QString id;   ///< of a party, of a blocked row, of an emergency choice, or of a concept
    int tier = 0; ///< where Protect: a consent::Confidentiality, 0 = as hospitals mark it
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::RulesEdit)
