#include "ui/models/profile_reader.h"

#include "core/light_client/profile_code.h"
#include "core/wallet/error_sentence.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"

#include <algorithm>

namespace consentry::ui {
namespace {

using light_client::ConsortiumProfile;
using light_client::ProfileOrganization;

/// How far an anchor may lie ahead of this computer's clock.
constexpr std::chrono::seconds clockDrift{10};
constexpr int daysAnchorMax =
    std::chrono::floor<std::chrono::days>(light_client::renewalAnchorAgeMax).count();

int daysOf(milliseconds period) {
    return static_cast<int>(std::chrono::floor<std::chrono::days>(period).count());
}

int signersOf(const ConsortiumProfile& signers, const light_client::SignedProfile& profile) {
    const Bytes preimage = light_client::profilePreimage(profile.profile);
    return static_cast<int>(std::count_if(
        signers.organizations.begin(), signers.organizations.end(), [&](const auto& organization) {
            return std::any_of(profile.signatures.begin(), profile.signatures.end(),
                               [&](const auto& entry) {
                                   return entry.key == organization.governanceKey &&
                                          verifySignature(entry.key, preimage, entry.signature);
                               });
        }));
}

} // namespace

QString ProfileReader::serverWords(std::size_t nodes, std::size_t witnesses) const {
    //: %1 "one server", %2 "one witness"
    return tr("%1, %2").arg(tr("%n server(s)", nullptr, static_cast<int>(nodes)),
                            tr("%n witness(es)", nullptr, static_cast<int>(witnesses)));
}

QStringList ProfileReader::trust(const Profile& profile) const {
    const QString level = QStringLiteral("%1/%2")
                              .arg(profile.trustLevel.numerator)
                              .arg(profile.trustLevel.denominator);
    return {tr("A block counts when members with more than two thirds of the votes have signed it. "
               "To leap over many blocks, at least %1 of the votes that are known already must "
               "stand under the new one.")
                .arg(level),
            tr("What was checked is good for %n day(s). A wallet that was closed for longer needs "
               "a newer profile.",
               nullptr, daysOf(profile.trustingPeriod)),
            tr("It begins at block %1 of %2.")
                .arg(Format::number(qint64(profile.anchorHeight.value)),
                     Format::moment(toDateTime(profile.anchorTime), toDate(m_now)))};
}

/// Names of the fields as the signed format has them.
QString ProfileReader::exact(const Profile& profile) const {
    QStringList lines;
    const auto add = [&lines](const char* name, const QString& value) {
        lines << QStringLiteral("%1: %2").arg(QString::fromLatin1(name), value);
    };
    add("chain_id", toQString(profile.chainId));
    add("number", QString::number(profile.number));
    add("issued_at", toQString(toRfc3339(profile.issuedAt)));
    add("anchor_height", QString::number(profile.anchorHeight.value));
    add("anchor_hash", toQString(profile.anchorHash.hex()));
    add("anchor_time", toQString(toRfc3339(profile.anchorTime)));
    add("trust_level", QStringLiteral("%1/%2")
                           .arg(profile.trustLevel.numerator)
                           .arg(profile.trustLevel.denominator));
    add("trusting_period_ms", QString::number(profile.trustingPeriod.count()));
    for (const ProfileOrganization& organization : profile.organizations) {
        add("organisation", toQString(organization.party.hex()));
        add("  name_en", toQString(organization.nameEn));
        add("  name_zh", toQString(organization.nameZh));
        add("  governance_key", toQString(organization.governanceKey.hex()));
        for (const ServerAddress& node : organization.nodes) {
            add("  node", toQString(node.url));
        }
        for (const ServerAddress& witness : organization.witnesses) {
            add("  witness", toQString(witness.url));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

ProfileView ProfileReader::view(const Profile& profile) const {
    ProfileView view;
    view.chainId = toQString(profile.chainId);
    view.number = profile.number;
    view.issued = Format::dayYear(toDateTime(profile.issuedAt).date());
    const bool isEnglish = m_language == consentry::Language::English;
    std::size_t nodes = 0;
    std::size_t witnesses = 0;
    for (const ProfileOrganization& organization : profile.organizations) {
        const QString en = toQString(organization.nameEn);
        const QString zh = toQString(organization.nameZh);
        view.organisations << ProfileView::Organisation{
            isEnglish ? en : zh, isEnglish ? zh : en,
            serverWords(organization.nodes.size(), organization.witnesses.size())};
        nodes += organization.nodes.size();
        witnesses += organization.witnesses.size();
    }
    const int count = static_cast<int>(profile.organizations.size());
    view.summary = tr("%n organisation(s) run it together", nullptr, count);
    //: %1 "4 organisations run it together", %2 "4 servers, 4 witnesses"
    view.summary = tr("%1: %2.").arg(view.summary, serverWords(nodes, witnesses));
    view.trust = trust(profile);
    view.words =
        toQString(light_client::profileFingerprint(profile, m_language)).split(QLatin1Char(' '));
    view.digits = toQString(light_client::profileDigits(profile));
    view.exact = exact(profile);
    return view;
}

ProfileView ProfileReader::view(const SignedProfile& profile, const Profile& signers) const {
    ProfileView shown = view(profile.profile);
    const int threshold = static_cast<int>(signers.threshold());
    shown.signatures = tr("%1 of %2 organisations signed it; at least %3 have to.")
                           .arg(signersOf(signers, profile))
                           .arg(signers.organizations.size())
                           .arg(threshold);
    return shown;
}

Result<> ProfileReader::checkAge(const Profile& profile, Instant now) {
    if (profile.anchorTime > now + clockDrift) {
        return fail(ErrorCode::Stale, "profile of the future");
    }
    if (now - profile.anchorTime >= profile.trustingPeriod) {
        return fail(ErrorCode::TrustExpired, "profile");
    }
    return {};
}

QString ProfileReader::refusal(const Profile* current, const SignedProfile& profile,
                               const Error& error) const {
    const Profile& next = profile.profile;
    const QString nothing = tr("Nothing was changed.");
    // Chinese sentences follow each other without a space.
    const QString gap =
        m_language == consentry::Language::English ? QStringLiteral(" ") : QString();
    const auto said = [&](const QString& words) { return words + gap + nothing; };
    if (current != nullptr && next.chainId != current->chainId) {
        return said(tr("This profile is of another consortium, %1; this vault belongs to %2. "
                       "Another consortium needs a vault of its own.")
                        .arg(toQString(next.chainId), toQString(current->chainId)));
    }
    if (current != nullptr && next == *current) {
        return said(tr("This vault has this profile already."));
    }
    if (current != nullptr && next.number <= current->number) {
        return said(tr("This is profile %1; this vault has profile %2, which is not older. Ask "
                       "the hospital for the newest one.")
                        .arg(next.number)
                        .arg(current->number));
    }
    if (current != nullptr && next.number > current->number + 1) {
        return said(tr("This is profile %1, and profile %2 comes first: each is signed by the "
                       "organisations of the one before. Ask the hospital for it.")
                        .arg(next.number)
                        .arg(current->number + 1));
    }
    switch (error.code) {
    case ErrorCode::BadSignature:
        return said(current != nullptr
                        ? tr("Too few organisations of this vault's profile signed it. Do not use "
                             "it, and tell the hospital.")
                        : tr("Too few of its organisations signed it. Ask the hospital for it "
                             "again."));
    case ErrorCode::TrustExpired:
        return said(tr("This profile is too old to begin with: it is good for %n day(s). Ask the "
                       "hospital for a newer one.",
                       nullptr, daysOf(next.trustingPeriod)));
    case ErrorCode::Stale:
        return next.anchorTime > m_now
                   ? said(tr("This profile is of a time that has not come yet. Set this "
                             "computer's clock, then try again."))
                   : said(tr("This profile is older than %n day(s), too old to go on with. Ask "
                             "the hospital for a newer one.",
                             nullptr, daysAnchorMax));
    case ErrorCode::InvalidArgument:
        return said(next.anchorTime > m_now
                        ? tr("This profile is of a time that has not come yet. Set this "
                             "computer's clock, then try again.")
                        : tr("This profile begins before the one that this vault has. Ask the "
                             "hospital for a newer one."));
    case ErrorCode::VerificationFailed:
        return said(tr("The servers that it names show another block than it does. Do not use "
                       "it, and tell the hospital."));
    case ErrorCode::Unreachable:
    case ErrorCode::WrongServer:
        return said(current != nullptr
                        ? tr("Servers of two of its organisations have to show its block, and "
                             "they do not answer now. Check the connection, then try again.")
                        : tr("None of the servers that it names answers as it should. Check the "
                             "connection, then try again."));
    default:
        break;
    }
    const wallet::ErrorSentence sentence = wallet::errorSentence(error, m_language);
    return toQString(sentence.what) + gap + toQString(sentence.next);
}

QString ProfileReader::unreadable(const Error& error) const {
    switch (error.code) {
    case ErrorCode::NotFound:
        return tr("There is no QR code in this picture that can be read, or more than one. Take "
                  "it again, straight and near, or ask for the profile as a file.");
    case ErrorCode::TooLarge:
        return tr("This file is larger than any profile or picture that is read here. Did you "
                  "choose the right one?");
    case ErrorCode::Unsupported:
        return tr("This profile was made by a later version. Update Consentry, then try again.");
    case ErrorCode::Io:
        return tr("This file cannot be read. Look whether it is still there.");
    default:
        return tr("This is no profile of a consortium, or it is damaged. Ask the hospital for it "
                  "again.");
    }
}

} // namespace consentry::ui
