#pragma once

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace consentry::ui {

/// One measured value. `text` is the value as its record carries it, with its unit.
struct TrendPoint {
    enum class Place : quint8 { Unjudged, Inside, Above, Below };
    /// Whether the value is exact, or only known to be below or above the number.
    enum class Bound : quint8 { Exact, Below, Above };

    QDateTime at;
    double value = 0;
    QString text;
    /// As the record says; where it does not, by the range that it prints, and `note` says so.
    Place place = Place::Unjudged;
    Bound bound = Bound::Exact;
    bool gapBefore = false; ///< the line does not go on from the value before
    int source = 0;         ///< in TrendSeries::sources
    QString note;           ///< "reported by two hospitals", "preliminary"; may be empty
    QString id;             ///< of the record, where one can be opened
};

/// Values over time with the range that is usual, where the record names one.
struct TrendSeries {
    QString name;
    QString unit;
    std::optional<double> usualLow;
    std::optional<double> usualHigh;
    QStringList sources;      ///< who reported; each has a shape of its own
    int ownSource = -1;       ///< the one that is the patient, if any
    QList<TrendPoint> points; ///< oldest first
};

} // namespace consentry::ui
