#pragma once

#include "ui/models/grant_draft_view.h"

#include <QWidget>

#include <functional>

namespace consentry::ui {

/// The editor of one part of the sentence: choices with a word about each. `changed` is called
/// with the draft that results.
QWidget* makePartEditor(SentencePart part, const GrantDraftView& view,
                        std::function<void(const GrantDraft&)> changed);

} // namespace consentry::ui
