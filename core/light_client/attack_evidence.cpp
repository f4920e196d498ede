#include "core/light_client/attack_evidence.h"

#include "core/base/cbor.h"
#include "core/light_client/light_block_codec.h"

#include <algorithm>

namespace consentry::light_client {
namespace {

constexpr std::string_view magic = "consentry-evidence";
constexpr std::uint64_t formatVersion = 1;
constexpr std::size_t fields = 9;

Result<AttackKind> kindFrom(std::uint64_t number) {
    for (const AttackKind kind :
         {AttackKind::Lunatic, AttackKind::Equivocation, AttackKind::Amnesia}) {
        if (static_cast<std::uint64_t>(kind) == number) {
            return kind;
        }
    }
    return fail(ErrorCode::Unsupported, "kind of an attack");
}

/// Times are written as the engine writes them, in their one form.
Result<Timestamp> readTime(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::string_view text, reader.text());
    ASSIGN_OR_RETURN(const Timestamp time, Timestamp::parse(text));
    return time.text() == text ? Result<Timestamp>(time)
                               : fail(ErrorCode::NotCanonical, "time of an attack");
}

Result<LightBlock> readBlock(CborReader& reader) {
    ASSIGN_OR_RETURN(const ByteView bytes, reader.byteString());
    return decodeLightBlock(bytes);
}

Result<std::vector<ValidatorAddress>> readAddresses(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    if (count > ValidatorSet::validatorsMax) {
        return fail(ErrorCode::TooLarge, "validators of an attack");
    }
    std::vector<ValidatorAddress> addresses(count);
    for (ValidatorAddress& address : addresses) {
        RETURN_IF_ERROR(reader.fixed(address));
    }
    return addresses;
}

} // namespace

Bytes encodeAttackEvidence(const AttackEvidence& evidence) {
    CborWriter writer;
    writer.array(fields).text(magic).unsignedInt(formatVersion);
    writer.unsignedInt(static_cast<std::uint64_t>(evidence.kind));
    writer.unsignedInt(evidence.commonHeight.value).text(evidence.commonTime.text());
    writer.unsignedInt(static_cast<std::uint64_t>(evidence.totalPower));
    writer.byteString(encodeLightBlock(evidence.ours));
    writer.byteString(encodeLightBlock(evidence.conflicting));
    writer.array(evidence.byzantine.size());
    for (const ValidatorAddress& address : evidence.byzantine) {
        writer.byteString(address.view());
    }
    return std::move(writer).bytes();
}

Result<AttackEvidence> decodeAttackEvidence(ByteView bytes) {
    if (bytes.size() > attackEvidenceBytesMax) {
        return fail(ErrorCode::TooLarge, "evidence");
    }
    CborReader reader(bytes);
    ASSIGN_OR_RETURN(const std::size_t found, reader.array());
    ASSIGN_OR_RETURN(const std::string_view name, reader.text());
    if (found != fields || name != magic) {
        return fail(ErrorCode::Malformed, "no evidence");
    }
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (version != formatVersion) {
        return fail(ErrorCode::Unsupported, "version of evidence");
    }
    ASSIGN_OR_RETURN(const std::uint64_t kindNumber, reader.unsignedInt());
    ASSIGN_OR_RETURN(const AttackKind kind, kindFrom(kindNumber));
    ASSIGN_OR_RETURN(const std::uint64_t commonHeight, reader.unsignedInt());
    ASSIGN_OR_RETURN(const Timestamp commonTime, readTime(reader));
    ASSIGN_OR_RETURN(const std::uint64_t power, reader.unsignedInt());
    if (power > static_cast<std::uint64_t>(ValidatorSet::totalPowerMax)) {
        return fail(ErrorCode::TooLarge, "power in evidence");
    }
    ASSIGN_OR_RETURN(LightBlock ours, readBlock(reader));
    ASSIGN_OR_RETURN(LightBlock conflicting, readBlock(reader));
    ASSIGN_OR_RETURN(std::vector<ValidatorAddress> byzantine, readAddresses(reader));
    RETURN_IF_ERROR(reader.finish());
    return AttackEvidence{kind,
                          BlockHeight(commonHeight),
                          commonTime,
                          static_cast<std::int64_t>(power),
                          std::move(ours),
                          std::move(conflicting),
                          std::move(byzantine)};
}

std::vector<ValidatorAddress> signersOfBoth(const AttackEvidence& evidence) {
    std::vector<ValidatorAddress> both = signersOf(evidence.ours);
    const std::vector<ValidatorAddress> others = signersOf(evidence.conflicting);
    std::erase_if(both, [&](const ValidatorAddress& address) {
        return std::find(others.begin(), others.end(), address) == others.end();
    });
    return both;
}

std::string_view attackKindName(AttackKind kind) {
    switch (kind) {
    case AttackKind::Lunatic:
        return "lunatic";
    case AttackKind::Equivocation:
        return "equivocation";
    case AttackKind::Amnesia:
        break;
    }
    return "amnesia";
}

} // namespace consentry::light_client
