#pragma once

#include "ui/models/dispute_view.h"
#include "ui/models/import_view.h"
#include "ui/models/grant_draft_view.h"
#include "ui/models/home_view.h"
#include "ui/models/network_view.h"
#include "ui/models/person_view.h"
#include "ui/models/rules_view.h"
#include "ui/models/search_view.h"
#include "ui/models/seen_as.h"
#include "ui/models/separate_consent_view.h"
#include "ui/models/signing_view.h"
#include "ui/models/vault_views.h"
#include "ui/pages/who_may_see_page.h"

namespace consentry::ui::sample {

// Invented people and institutions for the gallery and the window tests, in the current language.
// Nothing here is shown by the program itself.

QDate today();
TrendSeries glucoseTrend();
PersonView person();
CompletenessView completeness();
HomeView home();
WhoMaySeeView whoMaySee();
VisitView visit();
/// What a new grant may begin with.
QList<ChoiceView> templates();
GrantDraftView draft();
/// The same in a large consortium, with kinds of which there are no records, and none of the last
/// 30 days.
GrantDraftView bigDraft(int people);
SigningView signing(SendStage stage);
RevokeView revoke(SendStage stage);
DisputeView dispute(SendStage stage);
ImportView importing();
/// Of the grants that are open. Ended: one was refused, one waits.
SeparateConsentView separateConsent(wallet::SeparateConsent::What what);
RulesView rules(SendStage stage);
RevokeManyView revokeMany(RevokeManyView::Stage stage);
SeenAsView seenAs(SeenAsView::Considered considered);
QList<CheckUpRowView> checkUp();
NetworkView network();
/// Of a real consortium.
NetworkView realNetwork();
ConflictView conflict();
ProfileView profile();
ConsortiumChoiceView consortium(ConsortiumChoiceView::Purpose purpose,
                                ConsortiumChoiceView::Step step);
/// Before a hospital knows the person; without a code.
RegistrationView registration();
StatusView status();
StorageView storage();
AboutView about();
/// What the search over everything finds.
QList<SearchHit> searchHits();
QString vaultName();
QString vaultLastUsed();
QString vaultElsewhere();
/// 24 words that open nothing.
QByteArray words();

} // namespace consentry::ui::sample
