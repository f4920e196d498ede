#include "core/registry/log_event.h"

#include "core/registry/enum_ranges.h"

namespace consentry::registry {

/// Rows only ever carry numbers of the table.
inline bool isValidEnum(Refusal, std::uint64_t number) {
    return number <= 0xFFFF'FFFF && refusalName(static_cast<Refusal>(number)) != "UNKNOWN_REFUSAL";
}

template <class V> void describe(V& v, For<V, LogEvent>& s) {
    v(0, s.seq);
    v(1, s.epoch);
    v(2, s.height);
    v(3, s.blockTime);
    v(4, s.txIndex);
    v(5, s.itemIndex);
    v(6, s.txHash);
    v(7, s.type);
    v(8, s.actor);
    v(9, s.objectId);
    v(10, s.result);
    v(11, s.bodyDigest);
    v(12, s.bodyCommit);
    v(13, s.holder);
    v(14, s.substitute);
}

Bytes encodeLogEvent(const LogEvent& event) {
    return encodeObject(event);
}

Result<LogEvent> decodeLogEvent(ByteView bytes) {
    return decodeObject<LogEvent>(bytes);
}

} // namespace consentry::registry
