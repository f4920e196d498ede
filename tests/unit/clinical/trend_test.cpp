#include "core/clinical/trend.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::clinical;

class TrendTest : public QObject {
    Q_OBJECT
private slots:
    void ordersValuesByTime();
    void keepsUnitsApart();
    void takesUnitsOfOneMeaningTogether_data();
    void takesUnitsOfOneMeaningTogether();
    void leavesOutWhatIsEnteredInError();
    void leavesOutWhatHasNoDay();
    void foldsWhatTwoHospitalsReport();
    void keepsRepeatsThatAreNone();
    void findsValuesInComponents();
    void joinsByCodesOfANamedSystemOnly();
    void marksGaps();
    void leavesFewValuesJoinedUpToAYear();
    void takesTheRangeOfTheNewest();
    void leavesRangesOfAnotherUnit();
    void keepsComparators();
    void placesAValueInThePrintedRange_data();
    void placesAValueInThePrintedRange();
    void placesNothingWhereRangesAreNotComparable_data();
    void placesNothingWhereRangesAreNotComparable();
    void twoLaboratoriesWithTwoRangesSayNothing();
};

namespace {

const std::vector<Code> glucose{{"http://loinc.org", "2345-7"}};

Quantity quantity(const std::string& value, const std::string& unit = "mmol/L") {
    return {value, std::stod(value), {}, unit, {}, {}};
}

TrendSource source(const std::string& date, const std::string& value,
                   const std::string& hospital = "A", const std::string& unit = "mmol/L") {
    TrendSource source;
    source.source = hospital;
    source.observation.status = "final";
    source.observation.main.codes = glucose;
    source.observation.main.quantity = quantity(value, unit);
    const auto parsed = PartialDate::parse(date);
    source.observation.when = When{date, parsed ? std::optional(parsed->span()) : std::nullopt};
    return source;
}

std::vector<std::string> valuesOf(const Trend& trend) {
    std::vector<std::string> values;
    for (const TrendValue& value : trend.values) {
        values.push_back(value.quantity.value);
    }
    return values;
}

Trend trend(const std::vector<TrendSource>& sources, const std::string& unit = "mmol/L") {
    return trendOf(sources, glucose, quantity("1", unit));
}

using Texts = std::vector<std::string>;

ReferenceRange range(const std::string& low, const std::string& high,
                     const std::string& unit = "mmol/L") {
    ReferenceRange made;
    if (!low.empty()) {
        made.low = quantity(low, unit);
    }
    if (!high.empty()) {
        made.high = quantity(high, unit);
    }
    return made;
}

PrintedPlace placeOf(const std::string& comparator, const std::string& value,
                     std::vector<ReferenceRange> ranges) {
    TrendSource one = source("2024-05-03", value);
    one.observation.main.quantity->comparator = comparator;
    one.observation.main.ranges = std::move(ranges);
    return trend({one}).values.at(0).printed;
}

} // namespace

void TrendTest::placesAValueInThePrintedRange_data() {
    QTest::addColumn<std::string>("comparator");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("low");
    QTest::addColumn<std::string>("high");
    QTest::addColumn<int>("place");
    const auto row = [](const char* name, const std::string& comparator, const std::string& value,
                        const std::string& low, const std::string& high, PrintedPlace place) {
        QTest::newRow(name) << comparator << value << low << high << static_cast<int>(place);
    };
    using Place = PrintedPlace;
    row("inside", "", "5.0", "3.9", "6.1", Place::Inside);
    row("at the low end", "", "3.90", "3.9", "6.1", Place::Inside);
    row("at the high end", "", "6.10", "3.9", "6.1", Place::Inside);
    row("just above", "", "6.11", "3.9", "6.1", Place::Above);
    row("just below", "", "3.89", "3.9", "6.1", Place::Below);
    row("only a high end, under it", "", "0.1", "", "5", Place::Inside);
    row("only a high end, over it", "", "5.1", "", "5", Place::Above);
    row("only a low end", "", "59", "60", "", Place::Below);
    row("less than the low end", "<", "3.9", "3.9", "6.1", Place::Below);
    row("at most the low end", "<=", "3.9", "3.9", "6.1", Place::Unknown);
    row("less than something inside", "<", "5", "3.9", "6.1", Place::Unknown);
    row("less than the only end", "<", "0.1", "", "5", Place::Inside);
    row("less than something above the only end", "<", "6", "", "5", Place::Unknown);
    row("more than the high end", ">", "6.1", "3.9", "6.1", Place::Above);
    row("at least the high end", ">=", "6.1", "3.9", "6.1", Place::Unknown);
    row("more than something inside", ">", "5", "3.9", "6.1", Place::Unknown);
    row("more than the only end", ">", "90", "60", "", Place::Inside);
    row("ends the wrong way round", "", "5", "6.1", "3.9", Place::Unknown);
}

void TrendTest::placesAValueInThePrintedRange() {
    QFETCH(std::string, comparator);
    QFETCH(std::string, value);
    QFETCH(std::string, low);
    QFETCH(std::string, high);
    QFETCH(int, place);
    QCOMPARE(static_cast<int>(placeOf(comparator, value, {range(low, high)})), place);
}

void TrendTest::placesNothingWhereRangesAreNotComparable_data() {
    QTest::addColumn<int>("which");
    QTest::newRow("none") << 0;
    QTest::newRow("another unit") << 1;
    QTest::newRow("one end of another unit") << 2;
    QTest::newRow("two that differ") << 3;
    QTest::newRow("words alone") << 4;
    QTest::newRow("for those under treatment") << 5;
}

void TrendTest::placesNothingWhereRangesAreNotComparable() {
    QFETCH(int, which);
    ReferenceRange mixed = range("3.9", "");
    mixed.high = quantity("110", "mg/dL");
    ReferenceRange words;
    words.text = "3.9-6.1";
    ReferenceRange therapeutic = range("3.9", "6.1");
    therapeutic.type = "therapeutic";
    const std::vector<std::vector<ReferenceRange>> cases{
        {},      {range("70", "110", "mg/dL")},
        {mixed}, {range("3.9", "6.1"), range("3.9", "5.6")},
        {words}, {therapeutic},
    };
    QVERIFY(placeOf("", "99", cases.at(static_cast<std::size_t>(which))) == PrintedPlace::Unknown);
    // A therapeutic range beside the usual one does not disturb it.
    QVERIFY(placeOf("", "99", {therapeutic, range("3.9", "6.1")}) == PrintedPlace::Above);
}

void TrendTest::twoLaboratoriesWithTwoRangesSayNothing() {
    TrendSource north = source("2024-05-03T08:00:00Z", "5.9", "North");
    TrendSource south = source("2024-05-03T08:00:00Z", "5.9", "South");
    north.observation.main.ranges = {range("3.9", "6.1")};
    const auto folded = [&] { return trend({north, south}).values.at(0).printed; };
    QVERIFY(folded() == PrintedPlace::Inside);
    south.observation.main.ranges = {range("3.9", "5.6")};
    QVERIFY(folded() == PrintedPlace::Unknown);
    south.observation.main.ranges = {range("3.9", "6.0")};
    QVERIFY(folded() == PrintedPlace::Inside);
}

void TrendTest::ordersValuesByTime() {
    const Trend all = trend({source("2024-05-03T08:00:00Z", "6.10"), source("2023-01-01", "5.0"),
                             source("2024-05-03T07:00:00Z", "6.2")});
    QCOMPARE(valuesOf(all), (Texts{"5.0", "6.2", "6.10"}));
}

void TrendTest::keepsUnitsApart() {
    const std::vector<TrendSource> both{source("2024-05-03", "6.1"),
                                        source("2024-05-04", "110", "B", "mg/dL"),
                                        source("2024-05-05", "112", "B", "mg/dL")};
    const Trend molar = trend(both);
    QCOMPARE(valuesOf(molar), Texts{"6.1"});
    QCOMPARE(molar.otherUnits.size(), std::size_t(1));
    QCOMPARE(molar.otherUnits[0].first, std::string("mg/dL"));
    QCOMPARE(molar.otherUnits[0].second, std::size_t(2));
    QCOMPARE(valuesOf(trend(both, "mg/dL")), (Texts{"110", "112"}));
}

void TrendTest::takesUnitsOfOneMeaningTogether_data() {
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("code"); ///< of UCUM; empty: none
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const char* unit, const char* code, const char* other, bool isSame) {
        QTest::addRow("%s %s %s", unit, code, other)
            << QByteArray(unit) << QByteArray(code) << QByteArray(other) << isSame;
    };
    row("mmHg", "mm[Hg]", "mmHg", true);
    row("mmHg", "mm[Hg]", "mm[Hg]", true);
    row("beats/minute", "/min", "bpm", true);
    row("{beats}/min", "", "/min", true);
    row("mmol/l", "mmol/l", "mmol/L", true);
    row("µmol/L", "umol/L", "umol/L", true);
    row("μmol/L", "", "µmol/L", true);
    row("分", "{score}", "{score}", true);
    row("mmol/L", "", "mg/dL", false);
    row("g/L", "", "g/dL", false);
    row("mol", "", "moL", false);
    row("mmol/L", "mg/dL", "mmol/L", false); // the code decides
    row("", "", "mmol/L", false);
}

void TrendTest::takesUnitsOfOneMeaningTogether() {
    QFETCH(QByteArray, unit);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, other);
    QFETCH(bool, isSame);
    Quantity one = quantity("1", unit.toStdString());
    if (!code.isEmpty()) {
        one.unitCode = code.toStdString();
        one.unitSystem = "http://unitsofmeasure.org";
    }
    QCOMPARE(unitKey(one) == unitKey(quantity("2", other.toStdString())), isSame);
}

void TrendTest::leavesOutWhatIsEnteredInError() {
    TrendSource wrong = source("2024-05-03", "61");
    wrong.observation.status = "entered-in-error";
    const Trend all = trend({source("2024-05-03", "6.1"), wrong});
    QCOMPARE(valuesOf(all), Texts{"6.1"});
    QCOMPARE(all.voided, std::size_t(1));
}

void TrendTest::leavesOutWhatHasNoDay() {
    const Trend all = trend({source("2024-05", "6.1"), source("2024", "6.2"),
                             source("last week", "6.3"), source("2024-05-03", "6.4")});
    QCOMPARE(valuesOf(all), Texts{"6.4"});
    QCOMPARE(all.withoutDay, std::size_t(3));
}

void TrendTest::foldsWhatTwoHospitalsReport() {
    const Trend all = trend({source("2024-05-03T08:00:00Z", "6.10", "A"),
                             source("2024-05-03T16:00:00+08:00", "6.1", "B"),
                             source("2024-05-03T08:00:00Z", "6.1", "A")});
    QCOMPARE(all.values.size(), std::size_t(1));
    QCOMPARE(all.folded, std::size_t(2));
    QCOMPARE(all.values[0].sources, (Texts{"A", "B"}));
    QCOMPARE(all.values[0].quantity.value, std::string("6.10"));
}

void TrendTest::keepsRepeatsThatAreNone() {
    TrendSource below = source("2024-05-03T08:00:00Z", "6.1");
    below.observation.main.quantity->comparator = "<";
    const Trend all =
        trend({source("2024-05-03T08:00:00Z", "6.1"), source("2024-05-03T08:02:00Z", "6.1"),
               source("2024-05-03T08:00:00Z", "6.2"), below});
    QCOMPARE(all.values.size(), std::size_t(4));
    QCOMPARE(all.folded, std::size_t(0));
}

void TrendTest::findsValuesInComponents() {
    const std::vector<Code> systolic{{"http://loinc.org", "8480-6"}};
    TrendSource panel;
    panel.observation.when = source("2024-05-03", "1").observation.when;
    panel.observation.main.codes = {{"http://loinc.org", "85354-9"}};
    panel.observation.components = {
        {{{"http://loinc.org", "8462-4"}}, {}, quantity("82", "mmHg"), {}, {}, {}},
        {systolic, {}, quantity("128", "mmHg"), {}, "H", {}}};
    const Trend all = trendOf(std::vector{panel}, systolic, quantity("1", "mm[Hg]"));
    QCOMPARE(valuesOf(all), Texts{"128"});
    QCOMPARE(all.values[0].interpretation, std::string("H"));
}

void TrendTest::joinsByCodesOfANamedSystemOnly() {
    QVERIFY(shareCode({{"a", "1"}, {"b", "2"}}, {{"b", "2"}}));
    QVERIFY(!shareCode({{"a", "1"}}, {{"b", "1"}}));
    QVERIFY(!shareCode({{"", "GLU"}}, {{"", "GLU"}}));
    QVERIFY(!shareCode({}, {}));
}

void TrendTest::marksGaps() {
    const Trend all =
        trend({source("2024-01-01", "1"), source("2024-02-01", "2"), source("2024-03-01", "3"),
               source("2024-04-01", "4"), source("2024-08-01", "5"), source("2024-09-01", "6")});
    std::vector<bool> gaps;
    for (const TrendValue& value : all.values) {
        gaps.push_back(value.gapBefore);
    }
    QCOMPARE(gaps, (std::vector{false, false, false, false, true, false}));
}

void TrendTest::leavesFewValuesJoinedUpToAYear() {
    const Trend near = trend({source("2023-01-01", "1"), source("2023-12-31", "2")});
    QVERIFY(!near.values[1].gapBefore);
    const Trend far = trend({source("2022-01-01", "1"), source("2023-12-31", "2")});
    QVERIFY(far.values[1].gapBefore);
}

void TrendTest::takesTheRangeOfTheNewest() {
    TrendSource old = source("2020-01-01", "5.0");
    old.observation.main.ranges = {{quantity("3.0"), quantity("7.0"), {}}};
    TrendSource newer = source("2024-01-01", "5.1", "B");
    newer.observation.main.ranges = {{{}, quantity("6.1"), {}}};
    const Trend all = trend({newer, old, source("2024-02-01", "5.2")});
    QVERIFY(!all.usualLow);
    QCOMPARE(all.usualHigh, std::optional(6.1));
    QVERIFY(all.rangesDiffer);
    QVERIFY(!trend({newer}).rangesDiffer);
}

void TrendTest::leavesRangesOfAnotherUnit() {
    TrendSource odd = source("2024-01-01", "5.1");
    odd.observation.main.ranges = {{quantity("70", "mg/dL"), quantity("110", "mg/dL"), {}}};
    QVERIFY(!trend({odd}).usualHigh);
    odd.observation.main.ranges = {{quantity("3.9", ""), quantity("6.1", ""), {}}};
    QCOMPARE(trend({odd}).usualLow, std::optional(3.9));
}

void TrendTest::keepsComparators() {
    TrendSource below = source("2024-05-03", "0.1");
    below.observation.main.quantity->comparator = "<";
    QCOMPARE(trend({below}).values[0].quantity.comparator, std::string("<"));
}

QTEST_APPLESS_MAIN(TrendTest)

#include "trend_test.moc"
