#pragma once

#include "ui/style/icons.h"

#include <QList>
#include <QMetaType>
#include <QStringList>

namespace consentry::ui {

/// In the order in which they stand below each other.
enum class SearchKind : quint8 { Record, Grant, Person, Page, Action };

/// Characters that are looked at of what is typed.
constexpr int searchTextMax = 200;

/// One thing that the search over everything found.
struct SearchHit {
    SearchKind kind = SearchKind::Record;
    QString id; ///< empty: leads to more of this kind
    QString title;
    QStringList facts; ///< joined by the view
    Icon icon = Icon::None;
};

/// What is searched in without the vault: a hit, and the words by which it is found.
struct SearchEntry {
    SearchHit hit;
    QString words; ///< case folded
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::SearchHit)
