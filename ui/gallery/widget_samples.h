#pragma once

class QVBoxLayout;

namespace consentry::ui::sample {

// The parts of the gallery of widgets, each with its widgets in every state.

/// Buttons, boxes to tick, fields, chips, filters, tabs.
void addControls(QVBoxLayout& column);
/// Texts, banners, badges, tags, toasts, empty states, skeletons, icons.
void addWords(QVBoxLayout& column);
/// Rows, notifications, progress, stages, table.
void addRows(QVBoxLayout& column);
/// Charts with their tables.
void addFigures(QVBoxLayout& column);
/// Calendar strip, month, time bars, sentences, seals.
void addTime(QVBoxLayout& column);

} // namespace consentry::ui::sample
