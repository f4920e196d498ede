#pragma once

#include "core/wallet/grant_drafts.h"
#include "ui/models/grant_draft_view.h"
#include "ui/models/grant_reader.h"
#include "ui/models/separate_consent_view.h"

namespace consentry::ui {

/// From the choices of the grant editor to a grant and back. For one job; every call blocks.
class DraftReader {
    Q_DECLARE_TR_FUNCTIONS(DraftReader)
public:
    explicit DraftReader(const VaultReading& reading) : m_reading(reading), m_grants(reading) {}

    GrantDraft empty() const;
    GrantDraft draftOf(const GrantId& grant);
    GrantDraft draftOf(const consent::Grant& grant) const;
    /// The same once more, from today for as long as it was given for, a year at most.
    GrantDraft renewed(const GrantId& grant);
    /// The values of a template, for whom the draft names. The draft itself for an unknown id.
    GrantDraft fromTemplate(const QString& id, const GrantDraft& draft) const;
    /// The draft as a page shows it: choices, sentence, preview, differences.
    GrantDraftView view(const GrantDraft& draft, const std::optional<GrantId>& replaces);
    /// InvalidArgument while something is missing.
    Result<consent::Grant> grantOf(const GrantDraft& draft);
    /// The next consent that is asked by itself; none where all are answered.
    Result<std::optional<wallet::SeparateConsent>>
    nextConsent(const consent::Grant& grant, const std::optional<GrantId>& replaces,
                std::span<const wallet::SeparateConsent::What> answered);
    SeparateConsentView consentView(const consent::Grant& grant,
                                    const wallet::SeparateConsent& asked);
    SigningView signingView(const consent::Grant& grant, const std::optional<GrantId>& replaces);

private:
    void addTemplates(GrantDraftView& view) const;
    void addChoices(GrantDraftView& view);
    void addWhoAndWhat(GrantDraftView& view);
    void addListed(GrantDraftView& view);
    void addOpens(GrantDraftView& view, const consent::Grant& grant) const;
    static QString marksOf(const wallet::GrantPreview& preview);
    QString noneInWindow(const consent::Grant& grant, const wallet::GrantPreview& preview) const;
    QString inWindow(Instant from) const;
    bool meet(const consent::Grantee& a, const consent::Grantee& b) const;
    QString beforeFirst(const consent::Grant& grant);
    static QString warningOf(const wallet::GrantPreview& preview);
    Result<wallet::GrantPreview> previewOf(const consent::Grant& grant) const;

    const VaultReading& m_reading;
    GrantReader m_grants;
};

} // namespace consentry::ui
