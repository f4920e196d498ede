#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace consentry::ui {

/// What can be done about a finding with one click.
enum class CheckUpAction : quint8 {
    Narrow, ///< read and sign the narrower grant
    Revoke,
    Prolong, ///< choose another end
};

/// Something about a standing grant that is worth a thought.
struct CheckUpRowView {
    QString grantId;
    int kind = 0; ///< a consent::Finding::Kind, to be given back
    CheckUpAction action = CheckUpAction::Revoke;
    QString title; ///< "Dr Luo Qing, Minghu University Hospital: opens more than is used"
    QString why;   ///< one or two sentences

    friend bool operator==(const CheckUpRowView&, const CheckUpRowView&) = default;
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::CheckUpRowView)
