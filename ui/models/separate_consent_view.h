#pragma once

#include "core/wallet/separate_consents.h"

#include <QString>

namespace consentry::ui {

/// One consent that is asked by itself before a grant is signed.
struct SeparateConsentView {
    wallet::SeparateConsent::What what = wallet::SeparateConsent::What::Sensitive;
    QString title;     ///< "May Dr Li Na also see mental health?"
    QString reason;    ///< why it is asked by itself
    QString who;       ///< "Dr Li Na, Endocrinology, Union Hospital"
    QString terms;     ///< "for treatment, until 30 September 2026"
    QString concerned; ///< "3 of your records"
    QString agree;
    QString leaveOut; ///< empty where nothing would be left of the grant
    QString without;  ///< what becomes of the grant without it
};

} // namespace consentry::ui
