// The bytes of grants and policies, see consent.cddl. Maps have small unsigned keys in ascending
// order; what is empty or absent is left out, so that there is one encoding.
#include "core/base/cbor.h"
#include "core/consent/policy.h"

#include <limits>

namespace consentry::consent {
namespace {

constexpr std::uint64_t formatVersion = 1;
/// What fits into the largest sealed body (protocol §4): 32,768 less salt and length.
constexpr std::size_t contentBytesMax = 32'768 - 36;

/// A map whose number of keys is known only at the end.
class MapWriter {
public:
    template <class Write> void field(std::uint64_t key, Write&& write) {
        m_fields.unsignedInt(key);
        write(m_fields);
        ++m_count;
    }
    void writeTo(CborWriter& target) const { target.map(m_count).raw(m_fields.bytes()); }

private:
    CborWriter m_fields;
    std::size_t m_count = 0;
};

/// Reads such a map: keys in strictly ascending order, none that nobody asked for.
class MapReader {
public:
    static Result<MapReader> open(CborReader& reader) {
        ASSIGN_OR_RETURN(const std::size_t count, reader.map());
        return MapReader(reader, count);
    }
    /// Whether the next key is this one; if so its value follows. Ask in ascending order.
    Result<bool> has(std::uint64_t key) {
        RETURN_IF_ERROR(peek());
        if (!m_pending || m_next != key) {
            return false;
        }
        m_pending = false;
        m_last = m_next;
        m_started = true;
        return true;
    }
    Result<> require(std::uint64_t key) {
        ASSIGN_OR_RETURN(const bool present, has(key));
        if (!present) {
            return fail(ErrorCode::Malformed, "missing field " + std::to_string(key));
        }
        return {};
    }
    Result<> finish() const {
        if (m_pending || m_left > 0) {
            return fail(ErrorCode::Unsupported, "unknown field");
        }
        return {};
    }

private:
    MapReader(CborReader& reader, std::size_t count) : m_reader(&reader), m_left(count) {}
    Result<> peek() {
        if (m_pending || m_left == 0) {
            return {};
        }
        ASSIGN_OR_RETURN(m_next, m_reader->unsignedInt());
        if (m_started && m_next <= m_last) {
            return fail(ErrorCode::NotCanonical, "map keys out of order");
        }
        m_pending = true;
        --m_left;
        return {};
    }

    CborReader* m_reader;
    std::size_t m_left;
    std::uint64_t m_next = 0;
    std::uint64_t m_last = 0;
    bool m_pending = false;
    bool m_started = false;
};

// --- Single values ---------------------------------------------------------------------------

void write(CborWriter& writer, const std::string& text) {
    writer.text(text);
}
template <std::size_t N, class Tag> void write(CborWriter& writer, const FixedBytes<N, Tag>& id) {
    writer.byteString(id.view());
}
void write(CborWriter& writer, const Code& code) {
    writer.array(2).text(code.system).text(code.code);
}
void write(CborWriter& writer, const ResourceName& name) {
    writer.array(3).byteString(name.custodian.view()).text(name.resourceType).text(name.id);
}
void write(CborWriter& writer, const Grantee& grantee);
void write(CborWriter& writer, const Conditions& conditions);
void write(CborWriter& writer, const InnerDenial& denial);
void write(CborWriter& writer, const PolicyDenial& denial);
void write(CborWriter& writer, const TierRule& tier);

Result<> read(CborReader& reader, std::string& text) {
    ASSIGN_OR_RETURN(const std::string_view view, reader.text());
    text = view;
    return {};
}
template <std::size_t N, class Tag> Result<> read(CborReader& reader, FixedBytes<N, Tag>& id) {
    return reader.fixed(id);
}
Result<> readArrayOf(CborReader& reader, std::size_t count) {
    ASSIGN_OR_RETURN(const std::size_t found, reader.array());
    if (found != count) {
        return fail(ErrorCode::Malformed, "array of another length");
    }
    return {};
}
Result<> read(CborReader& reader, Code& code) {
    RETURN_IF_ERROR(readArrayOf(reader, 2));
    RETURN_IF_ERROR(read(reader, code.system));
    return read(reader, code.code);
}
Result<> read(CborReader& reader, ResourceName& name) {
    RETURN_IF_ERROR(readArrayOf(reader, 3));
    RETURN_IF_ERROR(read(reader, name.custodian));
    RETURN_IF_ERROR(read(reader, name.resourceType));
    return read(reader, name.id);
}
Result<> read(CborReader& reader, Grantee& grantee);
Result<> read(CborReader& reader, Conditions& conditions);
Result<> read(CborReader& reader, InnerDenial& denial);
Result<> read(CborReader& reader, PolicyDenial& denial);
Result<> read(CborReader& reader, TierRule& tier);

/// A number that is stored in a smaller type, at most `max`.
Result<std::uint64_t> readNumber(CborReader& reader, std::uint64_t max) {
    ASSIGN_OR_RETURN(const std::uint64_t number, reader.unsignedInt());
    if (number > max) {
        return fail(ErrorCode::Unsupported, "number out of range");
    }
    return number;
}

Result<Confidentiality> readConfidentiality(CborReader& reader) {
    constexpr auto most = static_cast<std::uint64_t>(Confidentiality::VeryRestricted);
    ASSIGN_OR_RETURN(const std::uint64_t number, readNumber(reader, most));
    return static_cast<Confidentiality>(number);
}

constexpr std::uint64_t instantMax = 1ULL << 53;

Result<Instant> readInstant(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::uint64_t millis, readNumber(reader, instantMax));
    return instantFromMillis(static_cast<std::int64_t>(millis));
}
void writeInstant(CborWriter& writer, Instant instant) {
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(instant)));
}

// Data windows reach back before 1970 and CBOR's negative numbers are not in our subset.
void writeWindowEdge(CborWriter& writer, Instant instant) {
    writer.unsignedInt(static_cast<std::uint64_t>((instant - limits::windowEarliest).count()));
}
Result<Instant> readWindowEdge(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::uint64_t millis, readNumber(reader, instantMax));
    return limits::windowEarliest + milliseconds(static_cast<std::int64_t>(millis));
}

// --- Optional fields -------------------------------------------------------------------------

template <class T> void listField(MapWriter& map, std::uint64_t key, const std::vector<T>& list) {
    if (list.empty()) {
        return;
    }
    map.field(key, [&](CborWriter& writer) {
        writer.array(list.size());
        for (const T& item : list) {
            write(writer, item);
        }
    });
}

template <class T>
Result<> listField(MapReader& map, CborReader& reader, std::uint64_t key, std::vector<T>& list) {
    ASSIGN_OR_RETURN(const bool present, map.has(key));
    if (!present) {
        return {};
    }
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    if (count == 0) {
        return fail(ErrorCode::NotCanonical, "empty list");
    }
    for (std::size_t i = 0; i < count; ++i) {
        T item;
        RETURN_IF_ERROR(read(reader, item));
        list.push_back(std::move(item));
    }
    return {};
}

template <class T>
void optionalField(MapWriter& map, std::uint64_t key, const std::optional<T>& value) {
    if (value) {
        map.field(key, [&](CborWriter& writer) { write(writer, *value); });
    }
}

template <class T>
Result<> optionalField(MapReader& map, CborReader& reader, std::uint64_t key,
                       std::optional<T>& value) {
    ASSIGN_OR_RETURN(const bool present, map.has(key));
    if (present) {
        T item;
        RETURN_IF_ERROR(read(reader, item));
        value = std::move(item);
    }
    return {};
}

// --- Grants ----------------------------------------------------------------------------------

void write(CborWriter& writer, const Grantee& grantee) {
    MapWriter map;
    optionalField(map, 0, grantee.person);
    optionalField(map, 1, grantee.organization);
    if (grantee.role) {
        map.field(2,
                  [&](CborWriter& w) { w.unsignedInt(static_cast<std::uint8_t>(*grantee.role)); });
    }
    map.writeTo(writer);
}

Result<> read(CborReader& reader, Grantee& grantee) {
    ASSIGN_OR_RETURN(MapReader map, MapReader::open(reader));
    RETURN_IF_ERROR(optionalField(map, reader, 0, grantee.person));
    RETURN_IF_ERROR(optionalField(map, reader, 1, grantee.organization));
    ASSIGN_OR_RETURN(const bool hasRole, map.has(2));
    if (hasRole) {
        ASSIGN_OR_RETURN(const std::uint64_t role, readNumber(reader, allRoles().size()));
        if (role == 0) {
            return fail(ErrorCode::Unsupported, "role 0");
        }
        grantee.role = static_cast<Role>(role);
    }
    return map.finish();
}

void write(CborWriter& writer, const Scope& scope) {
    MapWriter map;
    if (scope.everything) {
        map.field(0, [](CborWriter& w) { w.boolean(true); });
    }
    listField(map, 1, scope.concepts);
    listField(map, 2, scope.categories);
    listField(map, 3, scope.codes);
    listField(map, 4, scope.records);
    listField(map, 5, scope.resources);
    map.writeTo(writer);
}

Result<> read(CborReader& reader, Scope& scope) {
    ASSIGN_OR_RETURN(MapReader map, MapReader::open(reader));
    ASSIGN_OR_RETURN(const bool hasEverything, map.has(0));
    if (hasEverything) {
        ASSIGN_OR_RETURN(scope.everything, reader.boolean());
        if (!scope.everything) {
            return fail(ErrorCode::NotCanonical, "everything: false");
        }
    }
    RETURN_IF_ERROR(listField(map, reader, 1, scope.concepts));
    RETURN_IF_ERROR(listField(map, reader, 2, scope.categories));
    RETURN_IF_ERROR(listField(map, reader, 3, scope.codes));
    RETURN_IF_ERROR(listField(map, reader, 4, scope.records));
    RETURN_IF_ERROR(listField(map, reader, 5, scope.resources));
    return map.finish();
}

void write(CborWriter& writer, const DataWindow& window) {
    MapWriter map;
    if (window.from) {
        map.field(0, [&](CborWriter& w) { writeWindowEdge(w, *window.from); });
    }
    if (window.until) {
        map.field(1, [&](CborWriter& w) { writeWindowEdge(w, *window.until); });
    }
    map.writeTo(writer);
}

Result<> read(CborReader& reader, DataWindow& window) {
    ASSIGN_OR_RETURN(MapReader map, MapReader::open(reader));
    ASSIGN_OR_RETURN(const bool hasFrom, map.has(0));
    if (hasFrom) {
        ASSIGN_OR_RETURN(window.from, readWindowEdge(reader));
    }
    ASSIGN_OR_RETURN(const bool hasUntil, map.has(1));
    if (hasUntil) {
        ASSIGN_OR_RETURN(window.until, readWindowEdge(reader));
    }
    if (window.isUnlimited()) {
        return fail(ErrorCode::NotCanonical, "empty data window");
    }
    return map.finish();
}

void write(CborWriter& writer, const Conditions& conditions) {
    MapWriter map;
    listField(map, 0, conditions.concepts);
    listField(map, 1, conditions.codes);
    listField(map, 2, conditions.labels);
    listField(map, 3, conditions.records);
    listField(map, 4, conditions.actors);
    if (!conditions.actions.isEmpty()) {
        map.field(5, [&](CborWriter& w) { w.unsignedInt(conditions.actions.bits()); });
    }
    map.writeTo(writer);
}

Result<> read(CborReader& reader, Conditions& conditions) {
    ASSIGN_OR_RETURN(MapReader map, MapReader::open(reader));
    RETURN_IF_ERROR(listField(map, reader, 0, conditions.concepts));
    RETURN_IF_ERROR(listField(map, reader, 1, conditions.codes));
    RETURN_IF_ERROR(listField(map, reader, 2, conditions.labels));
    RETURN_IF_ERROR(listField(map, reader, 3, conditions.records));
    RETURN_IF_ERROR(listField(map, reader, 4, conditions.actors));
    ASSIGN_OR_RETURN(const bool hasActions, map.has(5));
    if (hasActions) {
        ASSIGN_OR_RETURN(const std::uint64_t bits, reader.unsignedInt());
        ASSIGN_OR_RETURN(conditions.actions, ActionSet::fromBits(bits));
        if (conditions.actions.isEmpty()) {
            return fail(ErrorCode::NotCanonical, "empty actions");
        }
    }
    return map.finish();
}

void write(CborWriter& writer, const InnerDenial& denial) {
    MapWriter map;
    map.field(0, [&](CborWriter& w) { write(w, denial.what); });
    listField(map, 1, denial.exceptions);
    map.writeTo(writer);
}

Result<> read(CborReader& reader, InnerDenial& denial) {
    ASSIGN_OR_RETURN(MapReader map, MapReader::open(reader));
    RETURN_IF_ERROR(map.require(0));
    RETURN_IF_ERROR(read(reader, denial.what));
    RETURN_IF_ERROR(listField(map, reader, 1, denial.exceptions));
    return map.finish();
}

void writeGrant(CborWriter& writer, const Grant& grant) {
    MapWriter map;
    map.field(0, [](CborWriter& w) { w.unsignedInt(formatVersion); });
    map.field(1, [&](CborWriter& w) { write(w, grant.id); });
    map.field(2, [&](CborWriter& w) { write(w, grant.patient); });
    map.field(3, [&](CborWriter& w) { write(w, grant.issuer); });
    map.field(4, [&](CborWriter& w) { writeInstant(w, grant.notBefore); });
    map.field(5, [&](CborWriter& w) { writeInstant(w, grant.notAfter); });
    map.field(6, [&](CborWriter& w) { write(w, grant.grantee); });
    map.field(7, [&](CborWriter& w) { write(w, grant.scope); });
    if (!grant.window.isUnlimited()) {
        map.field(8, [&](CborWriter& w) { write(w, grant.window); });
    }
    listField(map, 9, grant.custodians);
    map.field(10, [&](CborWriter& w) { w.text(grant.purpose.code()); });
    map.field(11, [&](CborWriter& w) { w.unsignedInt(grant.actions.bits()); });
    map.field(12, [&](CborWriter& w) { w.unsignedInt(static_cast<std::uint64_t>(grant.ceiling)); });
    listField(map, 13, grant.excludedLabels);
    listField(map, 14, grant.denials);
    map.field(15, [&](CborWriter& w) { w.unsignedInt(grant.catalogueVersion); });
    map.writeTo(writer);
}

Result<> readVersion(MapReader& map, CborReader& reader) {
    RETURN_IF_ERROR(map.require(0));
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (version != formatVersion) {
        return fail(ErrorCode::Unsupported, "format version");
    }
    return {};
}

Result<> readIdentity(MapReader& map, CborReader& reader, Grant& grant) {
    RETURN_IF_ERROR(map.require(1));
    RETURN_IF_ERROR(read(reader, grant.id));
    RETURN_IF_ERROR(map.require(2));
    RETURN_IF_ERROR(read(reader, grant.patient));
    RETURN_IF_ERROR(map.require(3));
    RETURN_IF_ERROR(read(reader, grant.issuer));
    RETURN_IF_ERROR(map.require(4));
    ASSIGN_OR_RETURN(grant.notBefore, readInstant(reader));
    RETURN_IF_ERROR(map.require(5));
    ASSIGN_OR_RETURN(grant.notAfter, readInstant(reader));
    return {};
}

Result<> readLimits(MapReader& map, CborReader& reader, Grant& grant) {
    RETURN_IF_ERROR(map.require(10));
    ASSIGN_OR_RETURN(const std::string_view purpose, reader.text());
    ASSIGN_OR_RETURN(grant.purpose, Purpose::fromCode(purpose));
    RETURN_IF_ERROR(map.require(11));
    ASSIGN_OR_RETURN(const std::uint64_t actions, reader.unsignedInt());
    ASSIGN_OR_RETURN(grant.actions, ActionSet::fromBits(actions));
    RETURN_IF_ERROR(map.require(12));
    ASSIGN_OR_RETURN(grant.ceiling, readConfidentiality(reader));
    RETURN_IF_ERROR(listField(map, reader, 13, grant.excludedLabels));
    RETURN_IF_ERROR(listField(map, reader, 14, grant.denials));
    RETURN_IF_ERROR(map.require(15));
    ASSIGN_OR_RETURN(const std::uint64_t catalogue,
                     readNumber(reader, std::numeric_limits<std::uint32_t>::max()));
    grant.catalogueVersion = static_cast<std::uint32_t>(catalogue);
    return map.finish();
}

// --- Policies --------------------------------------------------------------------------------

void write(CborWriter& writer, const PolicyDenial& denial) {
    if (denial.staffId.empty()) {
        writer.array(1).byteString(denial.party.view());
    } else {
        writer.array(2).byteString(denial.organization.view()).text(denial.staffId);
    }
}

Result<> read(CborReader& reader, PolicyDenial& denial) {
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    if (count == 1) {
        return read(reader, denial.party);
    }
    if (count != 2) {
        return fail(ErrorCode::Malformed, "denial of another length");
    }
    RETURN_IF_ERROR(read(reader, denial.organization));
    RETURN_IF_ERROR(read(reader, denial.staffId));
    if (denial.staffId.empty()) {
        return fail(ErrorCode::Malformed, "empty staff id");
    }
    return {};
}

void write(CborWriter& writer, const TierRule& tier) {
    writer.array(2).text(tier.conceptId).unsignedInt(static_cast<std::uint64_t>(tier.atLeast));
}

Result<> read(CborReader& reader, TierRule& tier) {
    RETURN_IF_ERROR(readArrayOf(reader, 2));
    RETURN_IF_ERROR(read(reader, tier.conceptId));
    ASSIGN_OR_RETURN(tier.atLeast, readConfidentiality(reader));
    return {};
}

Result<Bytes> withinLimit(CborWriter writer) {
    if (writer.bytes().size() > contentBytesMax) {
        return fail(ErrorCode::TooLarge, "does not fit into a sealed body");
    }
    return std::move(writer).bytes();
}

Result<> checkSize(ByteView content) {
    if (content.size() > contentBytesMax) {
        return fail(ErrorCode::TooLarge, "sealed body content");
    }
    return {};
}

} // namespace

Result<Bytes> encodeGrant(const Grant& grant) {
    Grant normal = grant;
    normalize(normal);
    RETURN_IF_ERROR(validate(normal));
    CborWriter writer;
    writeGrant(writer, normal);
    return withinLimit(std::move(writer));
}

Result<Grant> decodeGrant(ByteView content) {
    RETURN_IF_ERROR(checkSize(content));
    CborReader reader(content);
    ASSIGN_OR_RETURN(MapReader map, MapReader::open(reader));
    RETURN_IF_ERROR(readVersion(map, reader));
    Grant grant;
    RETURN_IF_ERROR(readIdentity(map, reader, grant));
    RETURN_IF_ERROR(map.require(6));
    RETURN_IF_ERROR(read(reader, grant.grantee));
    RETURN_IF_ERROR(map.require(7));
    RETURN_IF_ERROR(read(reader, grant.scope));
    ASSIGN_OR_RETURN(const bool hasWindow, map.has(8));
    if (hasWindow) {
        RETURN_IF_ERROR(read(reader, grant.window));
    }
    RETURN_IF_ERROR(listField(map, reader, 9, grant.custodians));
    RETURN_IF_ERROR(readLimits(map, reader, grant));
    RETURN_IF_ERROR(reader.finish());
    RETURN_IF_ERROR(validate(grant));
    return grant;
}

Result<Bytes> encodePolicy(const PatientPolicy& policy) {
    PatientPolicy normal = policy;
    normalize(normal);
    RETURN_IF_ERROR(validate(normal));
    MapWriter map;
    map.field(0, [](CborWriter& w) { w.unsignedInt(formatVersion); });
    map.field(1, [&](CborWriter& w) { write(w, normal.patient); });
    map.field(2, [&](CborWriter& w) { w.unsignedInt(normal.version); });
    listField(map, 3, normal.denials);
    listField(map, 4, normal.tiers);
    map.field(5,
              [&](CborWriter& w) { w.unsignedInt(static_cast<std::uint64_t>(normal.emergency)); });
    CborWriter writer;
    map.writeTo(writer);
    return withinLimit(std::move(writer));
}

Result<PatientPolicy> decodePolicy(ByteView content) {
    RETURN_IF_ERROR(checkSize(content));
    CborReader reader(content);
    ASSIGN_OR_RETURN(MapReader map, MapReader::open(reader));
    RETURN_IF_ERROR(readVersion(map, reader));
    PatientPolicy policy;
    RETURN_IF_ERROR(map.require(1));
    RETURN_IF_ERROR(read(reader, policy.patient));
    RETURN_IF_ERROR(map.require(2));
    ASSIGN_OR_RETURN(const std::uint64_t version,
                     readNumber(reader, std::numeric_limits<std::uint32_t>::max()));
    policy.version = static_cast<std::uint32_t>(version);
    RETURN_IF_ERROR(listField(map, reader, 3, policy.denials));
    RETURN_IF_ERROR(listField(map, reader, 4, policy.tiers));
    RETURN_IF_ERROR(map.require(5));
    ASSIGN_OR_RETURN(
        const std::uint64_t preset,
        readNumber(reader, static_cast<std::uint64_t>(EmergencyPreset::NormalAndRestricted)));
    policy.emergency = static_cast<EmergencyPreset>(preset);
    RETURN_IF_ERROR(map.finish());
    RETURN_IF_ERROR(reader.finish());
    RETURN_IF_ERROR(validate(policy));
    return policy;
}

} // namespace consentry::consent
