#pragma once

#include "ui/models/grant_draft_view.h"

#include <QWidget>

#include <functional>
#include <optional>

namespace consentry::ui {

/// What was done inside an open editor that is no part of the draft. It outlives the editor, which
/// is built anew with every answer.
struct EditorPlace {
    QString filter;              ///< typed over a long list
    std::optional<int> scrolled; ///< of that list; none: at what is chosen
    bool showsEmptyKinds = false;
};

/// The editor of one part of the sentence: choices with a word about each. `changed` is called
/// with the draft that results; `place` must outlive the editor.
QWidget* makePartEditor(SentencePart part, const GrantDraftView& view, EditorPlace& place,
                        std::function<void(const GrantDraft&)> changed);

} // namespace consentry::ui
