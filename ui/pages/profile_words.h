#pragma once

#include "ui/models/profile_view.h"

class QVBoxLayout;

namespace consentry::ui {

/// The words and digits that are compared with those on paper, in a card.
void addFingerprint(QVBoxLayout& column, const ProfileView& profile);
/// Who runs it: one row for each organisation, in both languages.
void addOrganisations(QVBoxLayout& column, const ProfileView& profile);
/// Chain, number, day, signatures, and whom one trusts by it; whole sentences.
void addProfileFacts(QVBoxLayout& column, const ProfileView& profile);

} // namespace consentry::ui
