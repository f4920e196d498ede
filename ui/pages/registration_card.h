#pragma once

#include "ui/models/profile_view.h"

class QWidget;

namespace consentry::ui {

/// How far somebody is on the way to the hospitals: what is done, what is missing, and the person's
/// number as digits and as a code for a hospital's desk.
QWidget* makeRegistration(const RegistrationView& view);

} // namespace consentry::ui
