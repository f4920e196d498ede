#include "ui/models/debug_report.h"

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

/// "none", "1 to 9", "10 to 99".
QString about(qint64 count) {
    if (count <= 0) {
        return u"none"_s;
    }
    qint64 low = 1;
    while (count / low >= 10) {
        low *= 10;
    }
    return u"%1 to %2"_s.arg(low).arg(low * 10 - 1);
}

QString yesNo(bool yes) {
    return yes ? u"yes"_s : u"no"_s;
}

QString kibibytes(qint64 bytes) {
    const qint64 count = bytes / 1024;
    return count > 0 ? about(count) + u" KiB"_s : about(count);
}

} // namespace

QString debugReport(const ProgramFacts& program, const VaultFacts& vault) {
    QStringList lines{
        u"Consentry "_s + program.version, u"Libraries: "_s + program.libraries.join(u", "_s),
        u"System: "_s + program.system, u"Screen: "_s + program.screen, u"Look: "_s + program.look};
    lines << u"Network: "_s + (vault.isDemonstration ? u"demonstration"_s : u"consortium"_s)
          << u"Network answers: "_s + yesNo(vault.isReachable)
          << u"Log complete: "_s + yesNo(vault.isComplete)
          << u"Damage met: "_s + yesNo(vault.isDamaged)
          << u"Database version: %1"_s.arg(vault.schemaVersion)
          << u"Records: "_s + about(vault.records) << u"Log rows: "_s + about(vault.logRows)
          << u"Grants: "_s + about(vault.grants)
          << u"Originals: "_s + kibibytes(vault.storage.originals)
          << u"Search index: "_s + kibibytes(vault.storage.search)
          << u"Log details: "_s + kibibytes(vault.storage.logDetails)
          << u"Others: "_s + kibibytes(vault.storage.others)
          << u"Unused: "_s + kibibytes(vault.storage.unused);
    return lines.join(u'\n') + u'\n';
}

} // namespace consentry::ui
