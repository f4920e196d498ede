#pragma once

#include "ui/models/health_records.h"

#include <QPainter>

namespace consentry::ui {

/// High and low are said by arrow and weight; red is kept for what needs the person.
QString valueWithArrow(const QString& value, ValueFlag flag);
/// Whether the row says if the record is the one that the hospital anchored.
enum class RowState : quint8 { Shown, LeftOut };
/// A record's two lines, with its icon at the left and its value at the right.
void paintHealthRow(QPainter& painter, const QRectF& row, const HealthRowView& view,
                    RowState shows = RowState::Shown);

} // namespace consentry::ui
