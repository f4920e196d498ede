#include "core/clinical/trend.h"

#include <algorithm>

namespace consentry::clinical {
namespace {

using std::chrono::days;

constexpr auto exactMax = days(3); ///< a day in every zone, and no month
constexpr auto sameMoment = std::chrono::minutes(1);
constexpr auto gapLeast = days(30);
constexpr int gapOfMedian = 3;
constexpr auto gapOfFew = days(366);   ///< where there is no usual distance yet
constexpr std::size_t medianLeast = 3; ///< distances
constexpr std::string_view ucum = "http://unitsofmeasure.org";

struct Name {
    std::string_view written;
    std::string_view ucum;
};

/// Units as hospitals display them, where UCUM writes them differently.
constexpr Name names[] = {
    {"mmHg", "mm[Hg]"}, {"mm Hg", "mm[Hg]"},  {"°C", "Cel"},           {"℃", "Cel"},
    {"°F", "[degF]"},   {"bpm", "/min"},      {"beats/min", "/min"},   {"beats/minute", "/min"},
    {"次/分", "/min"},  {"次/分钟", "/min"},  {"breaths/min", "/min"}, {"kg/m²", "kg/m2"},
    {"IU/L", "[IU]/L"}, {"mIU/L", "m[IU]/L"}, {"mmol/l", "mmol/L"},    {"lbs", "[lb_av]"},
    {"lb", "[lb_av]"},  {"percent", "%"},
};

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// Annotations mean nothing to UCUM (section 2.1, §6).
void dropAnnotations(std::string& unit) {
    for (std::size_t open = unit.find('{'); open != std::string::npos; open = unit.find('{')) {
        const std::size_t close = unit.find('}', open);
        unit.erase(open, close == std::string::npos ? close : close - open + 1);
    }
}

/// The litre is "l" or "L" (UCUM §30).
void writeLitresLarge(std::string& unit) {
    static constexpr std::string_view small[] = {"l", "dl", "ml", "ul", "nl", "pl", "fl", "cl"};
    std::size_t start = 0;
    while (start <= unit.size()) {
        const std::size_t end = std::min(unit.find_first_of("/.", start), unit.size());
        const std::string_view part = std::string_view(unit).substr(start, end - start);
        if (std::find(std::begin(small), std::end(small), part) != std::end(small)) {
            unit[end - 1] = 'L';
        }
        start = end + 1;
    }
}

const Measurement* measurementOf(const Observation& observation, const std::vector<Code>& codes) {
    if (shareCode(observation.main.codes, codes)) {
        return &observation.main;
    }
    for (const Measurement& component : observation.components) {
        if (shareCode(component.codes, codes)) {
            return &component;
        }
    }
    return nullptr;
}

/// The middle of a moment or of a day; none for less exact dates.
std::optional<Instant> placeOf(const std::optional<When>& when) {
    if (!when || !when->span || when->span->end - when->span->begin > exactMax) {
        return std::nullopt;
    }
    return when->span->begin + (when->span->end - when->span->begin) / 2;
}

bool isSameValue(const TrendValue& a, const TrendValue& b) {
    return a.quantity.number == b.quantity.number && a.quantity.comparator == b.quantity.comparator;
}

/// Among those that are as good as simultaneous with `value`, of an ordered list.
TrendValue* findSame(std::vector<TrendValue>& earlier, const TrendValue& value) {
    for (auto one = earlier.rbegin(); one != earlier.rend() && value.at - one->at <= sameMoment;
         ++one) {
        if (isSameValue(*one, value)) {
            return &*one;
        }
    }
    return nullptr;
}

void fold(TrendValue& kept, const TrendValue& again) {
    for (const std::string& source : again.sources) {
        if (std::find(kept.sources.begin(), kept.sources.end(), source) == kept.sources.end()) {
            kept.sources.push_back(source);
        }
    }
    kept.isOwn = kept.isOwn && again.isOwn;
    if (kept.interpretation.empty()) {
        kept.interpretation = again.interpretation;
    }
    if (kept.printed == PrintedPlace::Unknown) {
        kept.printed = again.printed;
    } else if (again.printed != PrintedPlace::Unknown && again.printed != kept.printed) {
        kept.printed = PrintedPlace::Unknown; // two laboratories, two ranges
    }
}

void foldRepeats(Trend& trend) {
    std::vector<TrendValue> kept;
    for (TrendValue& value : trend.values) {
        TrendValue* same = findSame(kept, value);
        if (same == nullptr) {
            kept.push_back(std::move(value));
            continue;
        }
        fold(*same, value);
        ++trend.folded;
    }
    trend.values = std::move(kept);
}

void markGaps(std::vector<TrendValue>& values) {
    std::vector<Instant::duration> distances;
    for (std::size_t i = 1; i < values.size(); ++i) {
        distances.push_back(values[i].at - values[i - 1].at);
    }
    Instant::duration longest = gapOfFew;
    if (distances.size() >= medianLeast) {
        auto sorted = distances;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        longest = std::max<Instant::duration>(gapLeast, *middle * gapOfMedian);
    }
    for (std::size_t i = 1; i < values.size(); ++i) {
        values[i].gapBefore = distances[i - 1] > longest;
    }
}

struct Bounds {
    std::optional<double> low;
    std::optional<double> high;
    friend bool operator==(const Bounds&, const Bounds&) = default;
    bool isEmpty() const { return !low && !high; }
};

/// The first range whose ends are numbers of this unit. An end without a unit has the value's.
Bounds boundsOf(const Measurement& measurement, const std::string& key) {
    for (const ReferenceRange& range : measurement.ranges) {
        const auto end = [&](const std::optional<Quantity>& bound) -> std::optional<double> {
            if (!bound) {
                return std::nullopt;
            }
            const bool isBare = bound->unit.empty() && bound->unitCode.empty();
            return isBare || unitKey(*bound) == key ? bound->number : std::nullopt;
        };
        const Bounds bounds{end(range.low), end(range.high)};
        if (!bounds.isEmpty()) {
            return bounds;
        }
    }
    return {};
}

/// The one range that is printed for healthy people, both ends comparable with this unit. Empty
/// where there are several: which of them is for this patient is not said.
Bounds printedBounds(const Measurement& measurement, const std::string& key) {
    Bounds bounds;
    for (const ReferenceRange& range : measurement.ranges) {
        const bool hasEnds = range.low || range.high;
        if (!hasEnds || (!range.type.empty() && range.type != "normal")) {
            continue;
        }
        Measurement alone;
        alone.ranges = {range};
        const Bounds these = boundsOf(alone, key);
        const bool isWhole = these.low.has_value() == range.low.has_value() &&
                             these.high.has_value() == range.high.has_value();
        if (!isWhole || (!bounds.isEmpty() && bounds != these)) {
            return {};
        }
        bounds = these;
    }
    return bounds;
}

/// The ends belong to the range (R4 observation.html, referenceRange.low).
PrintedPlace placeIn(const Bounds& bounds, const Quantity& quantity) {
    if (bounds.isEmpty() || (bounds.low && bounds.high && *bounds.low > *bounds.high)) {
        return PrintedPlace::Unknown;
    }
    const double number = *quantity.number;
    const bool mayBeLess = quantity.comparator.starts_with('<');
    const bool mayBeMore = quantity.comparator.starts_with('>');
    const bool isItself = quantity.comparator.size() != 1; // "<" and ">" leave the number out
    const bool isAbove =
        bounds.high && (number > *bounds.high || (number == *bounds.high && !isItself));
    const bool isBelow =
        bounds.low && (number < *bounds.low || (number == *bounds.low && !isItself));
    if (mayBeLess) {
        return isBelow                                                ? PrintedPlace::Below
               : !bounds.low && bounds.high && number <= *bounds.high ? PrintedPlace::Inside
                                                                      : PrintedPlace::Unknown;
    }
    if (mayBeMore) {
        return isAbove                                               ? PrintedPlace::Above
               : !bounds.high && bounds.low && number >= *bounds.low ? PrintedPlace::Inside
                                                                     : PrintedPlace::Unknown;
    }
    return isAbove ? PrintedPlace::Above : isBelow ? PrintedPlace::Below : PrintedPlace::Inside;
}

class TrendMaker {
public:
    TrendMaker(const std::vector<Code>& codes, const Quantity& like)
        : m_codes(codes), m_key(unitKey(like)) {}

    void take(const TrendSource& source) {
        const Measurement* measured = measurementOf(source.observation, m_codes);
        if (measured == nullptr || !measured->quantity || !measured->quantity->number) {
            return;
        }
        if (source.observation.status == "entered-in-error") {
            ++m_trend.voided;
            return;
        }
        if (unitKey(*measured->quantity) != m_key) {
            countOther(*measured->quantity);
            return;
        }
        const auto at = placeOf(source.observation.when);
        if (!at) {
            ++m_trend.withoutDay;
            return;
        }
        const std::string& status = source.observation.status;
        m_trend.values.push_back({source.record,
                                  *at,
                                  *measured->quantity,
                                  measured->interpretation,
                                  placeIn(printedBounds(*measured, m_key), *measured->quantity),
                                  {source.source},
                                  source.isOwn,
                                  status == "preliminary" || status == "registered",
                                  false});
        if (const Bounds bounds = boundsOf(*measured, m_key); !bounds.isEmpty()) {
            m_bounds.emplace_back(*at, bounds);
        }
    }

    Trend finish() {
        std::stable_sort(m_trend.values.begin(), m_trend.values.end(),
                         [](const TrendValue& a, const TrendValue& b) { return a.at < b.at; });
        foldRepeats(m_trend);
        markGaps(m_trend.values);
        const auto newest =
            std::max_element(m_bounds.begin(), m_bounds.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
        if (newest != m_bounds.end()) {
            m_trend.usualLow = newest->second.low;
            m_trend.usualHigh = newest->second.high;
            m_trend.rangesDiffer =
                std::any_of(m_bounds.begin(), m_bounds.end(),
                            [&](const auto& one) { return one.second != newest->second; });
        }
        return std::move(m_trend);
    }

private:
    void countOther(const Quantity& quantity) {
        const std::string& unit = quantity.unit.empty() ? quantity.unitCode : quantity.unit;
        for (auto& [known, count] : m_trend.otherUnits) {
            if (known == unit) {
                ++count;
                return;
            }
        }
        m_trend.otherUnits.emplace_back(unit, 1);
    }

    const std::vector<Code>& m_codes;
    std::string m_key;
    Trend m_trend;
    std::vector<std::pair<Instant, Bounds>> m_bounds;
};

} // namespace

Trend trendOf(std::span<const TrendSource> sources, const std::vector<Code>& codes,
              const Quantity& like) {
    TrendMaker maker(codes, like);
    for (const TrendSource& source : sources) {
        maker.take(source);
    }
    return maker.finish();
}

std::string unitKey(const Quantity& quantity) {
    const bool isCoded = quantity.unitSystem == ucum && !quantity.unitCode.empty();
    std::string unit = isCoded                 ? quantity.unitCode
                       : quantity.unit.empty() ? quantity.unitCode
                                               : quantity.unit;
    unit = tidyText(unit, unit.size());
    for (const Name& name : names) {
        if (unit == name.written) {
            unit = name.ucum;
        }
    }
    replaceAll(unit, "µ", "u"); // U+00B5
    replaceAll(unit, "μ", "u"); // U+03BC
    dropAnnotations(unit);
    writeLitresLarge(unit);
    return unit == "1" ? std::string() : unit;
}

bool shareCode(const std::vector<Code>& a, const std::vector<Code>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Code& code) {
        return !code.system.empty() && std::find(b.begin(), b.end(), code) != b.end();
    });
}

} // namespace consentry::clinical
