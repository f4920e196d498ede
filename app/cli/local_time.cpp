#include "app/cli/local_time.h"

#include <time.h>

namespace consentry::cli {

consent::ZoneOffset processZone() {
    ::tzset();
    return [](Instant moment) {
        const std::time_t seconds =
            std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
        std::tm local{};
        if (::localtime_r(&seconds, &local) == nullptr) {
            return std::chrono::minutes(0);
        }
        return std::chrono::minutes(local.tm_gmtoff / 60);
    };
}

std::string localText(Instant moment, const consent::ZoneOffset& zone) {
    // The first sixteen characters of RFC 3339 are date, T, hours and minutes.
    std::string text = toRfc3339(moment + zone(moment)).substr(0, 16);
    text[10] = ' ';
    return text;
}

} // namespace consentry::cli
