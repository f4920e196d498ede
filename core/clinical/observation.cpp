#include "core/clinical/observation.h"

#include <algorithm>
#include <charconv>

namespace consentry::clinical {
namespace {

constexpr std::size_t textMax = 4096; ///< bytes of a title or value

/// The code system of R4 and its older names; none at all is read as the same letters.
bool isInterpretationSystem(std::string_view system) {
    static constexpr std::string_view systems[] = {
        "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
        "http://hl7.org/fhir/v3/ObservationInterpretation", "http://hl7.org/fhir/v2/0078",
        "http://terminology.hl7.org/CodeSystem/v2-0078", ""};
    return std::find(std::begin(systems), std::end(systems), system) != std::end(systems);
}

std::optional<double> numberOf(std::string_view digits) {
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return whole ? std::optional(number) : std::nullopt;
}

/// The first code of HL7's referencerange-meaning; "other" where it is named in words alone.
std::string rangeTypeOf(JsonValue type) {
    if (!type.exists()) {
        return {};
    }
    for (const JsonValue coding : type["coding"].oneOrMany()) {
        if (const auto code = coding["code"].string(); !code.empty()) {
            return std::string(code);
        }
    }
    return "other";
}

Measurement measurementOf(JsonValue holder) {
    Measurement measurement;
    measurement.codes = codesOf(holder["code"]);
    measurement.title = tidyText(conceptText(holder["code"]), textMax);
    measurement.quantity = quantityOf(holder["valueQuantity"]);
    measurement.valueText = tidyText(valueOrReason(holder), textMax);
    measurement.interpretation = interpretationOf(holder["interpretation"]);
    for (const JsonValue range : holder["referenceRange"].oneOrMany()) {
        measurement.ranges.push_back({quantityOf(range["low"]), quantityOf(range["high"]),
                                      tidyText(range["text"].string(), textMax),
                                      rangeTypeOf(range["type"])});
    }
    return measurement;
}

} // namespace

Result<Observation> observationFromJson(ByteView resource) {
    JsonDocument document;
    RETURN_IF_ERROR(document.read(textOf(resource)));
    const JsonValue root = document.root();
    if (root["resourceType"].string() != "Observation") {
        return fail(ErrorCode::InvalidArgument, "not an Observation");
    }
    Observation observation;
    observation.id = root["id"].string();
    observation.status = root["status"].string();
    const JsonValue effective = choice(root, "effective").second;
    observation.when = whenOf(effective.exists() ? effective : root["issued"]);
    observation.main = measurementOf(root);
    for (const JsonValue component : root["component"].oneOrMany()) {
        observation.components.push_back(measurementOf(component));
    }
    return observation;
}

std::optional<Quantity> quantityOf(JsonValue quantity) {
    const JsonValue value = quantity["value"];
    if (!value.isNumber()) {
        return std::nullopt;
    }
    return Quantity{std::string(value.text()),
                    numberOf(value.text()),
                    std::string(quantity["comparator"].string()),
                    std::string(quantity["unit"].string()),
                    std::string(quantity["code"].string()),
                    std::string(quantity["system"].string())};
}

std::string interpretationOf(JsonValue concepts) {
    for (const JsonValue one : concepts.oneOrMany()) {
        for (const Code& code : codesOf(one)) {
            if (isInterpretationSystem(code.system)) {
                return code.code;
            }
        }
    }
    return {};
}

std::string valueOrReason(JsonValue holder) {
    const auto [suffix, value] = choice(holder, "value");
    return value.exists() ? anyValueText(suffix, value) : conceptText(holder["dataAbsentReason"]);
}

} // namespace consentry::clinical
