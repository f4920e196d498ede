#include "ui/models/search_reader.h"

#include "core/consent/concepts.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/models/grant_reader.h"
#include "ui/models/health_row.h"
#include "ui/models/log_reader.h"

#include <algorithm>
#include <map>

namespace consentry::ui {
namespace {

/// Other names for what was typed, beside it.
constexpr int alternativesMax = 3;
/// A shorter beginning names too many kinds.
constexpr int latinWordMin = 3;

bool isLatin(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x250; });
}

QStringList wordsOf(const QString& text) {
    return text.toCaseFolded().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// Latin words are found by their beginning, so that "art" does not find "heart"; Chinese, which
/// has no gaps between words, anywhere.
bool hasWord(const QString& text, const QString& word) {
    const bool atBeginning = isLatin(word);
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (!atBeginning || at == 0 || !text.at(at - 1).isLetterOrNumber()) {
            return true;
        }
    }
    return false;
}

consent::Language other(consent::Language language) {
    return language == consent::Language::English ? consent::Language::ChineseSimplified
                                                  : consent::Language::English;
}

} // namespace

SearchEntry SearchReader::entry(SearchHit hit, const QString& otherWords) {
    const QString words = (QStringList{hit.title} + hit.facts + QStringList{otherWords})
                              .join(QLatin1Char(' '))
                              .toCaseFolded();
    return {std::move(hit), words};
}

QList<SearchHit> SearchReader::find(const QList<SearchEntry>& entries, const QString& text,
                                    int most) {
    const QStringList words = wordsOf(text);
    QList<SearchHit> first;
    QList<SearchHit> then;
    for (const SearchEntry& entry : entries) {
        const bool fits = std::all_of(words.begin(), words.end(), [&entry](const QString& word) {
            return hasWord(entry.words, word);
        });
        if (fits) {
            const bool begins = !words.isEmpty() && entry.words.startsWith(words.first());
            (begins ? first : then) << entry.hit;
        }
    }
    return (first + then).mid(0, most);
}

bool SearchReader::isOpen(const StoredGrant& stored) const {
    return stored.state != consentry::GrantState::Revoked &&
           stored.state != consentry::GrantState::Failed && stored.end > m_reading.now;
}

QString SearchReader::stateOf(const StoredGrant& stored) const {
    switch (stored.state) {
    case consentry::GrantState::Revoked:
        return tr("revoked");
    case consentry::GrantState::Draft:
    case consentry::GrantState::Pending:
        return tr("not proven yet");
    case consentry::GrantState::Active:
    case consentry::GrantState::Failed:
        break;
    }
    return isOpen(stored) ? tr("until %1").arg(Format::dayYear(lastDayOf(stored.end)))
                          : tr("ended");
}

QList<SearchEntry> SearchReader::grants() const {
    GrantReader reader(m_reading);
    QList<SearchEntry> open;
    QList<SearchEntry> over;
    for (const OpenedGrant& one : reader.all()) {
        SearchHit hit{
            SearchKind::Grant,
            toQString(one.stored.id.hex()),
            reader.listTitle(one.grant.grantee),
            {toQString(consent::scopeTitle(one.grant, m_reading.language)), stateOf(one.stored)},
            Icon::Grant};
        const QString more = reader.partyText(one.grant.grantee) + QLatin1Char(' ') +
                             toQString(consent::scopeTitle(one.grant, other(m_reading.language)));
        (isOpen(one.stored) ? open : over) << entry(std::move(hit), more);
    }
    return open + over;
}

QList<SearchEntry> SearchReader::people() const {
    QList<SearchEntry> people;
    for (const auto& [party, contact] : m_reading.names->contacts()) {
        if (party == m_reading.patient.party) {
            continue;
        }
        const auto shown = m_reading.names->nameOf(party, m_reading.language);
        const auto foreign = m_reading.names->nameOf(party, other(m_reading.language));
        QStringList where;
        for (const std::string& part : {shown.department, shown.organization}) {
            if (!part.empty()) {
                where << toQString(part);
            }
        }
        const bool isOrganization = contact.kind == ContactKind::Organization;
        SearchHit hit{SearchKind::Person, toQString(party.hex()), toQString(shown.name), where,
                      isOrganization ? Icon::Hospital : Icon::Person};
        people << entry(std::move(hit),
                        QStringList{toQString(foreign.name), toQString(foreign.department),
                                    toQString(foreign.organization)}
                            .join(QLatin1Char(' ')));
    }
    std::stable_sort(people.begin(), people.end(), [](const SearchEntry& a, const SearchEntry& b) {
        return a.hit.title < b.hit.title;
    });
    return people;
}

std::shared_ptr<const SearchIndex> SearchReader::index() const {
    return std::make_shared<const SearchIndex>(SearchIndex{grants(), people()});
}

/// The text itself, and what it is called in the other language.
QStringList SearchReader::alternatives(const QString& text) const {
    QStringList all{text};
    const QString folded = wordsOf(text).join(QLatin1Char(' '));
    if (isLatin(folded) && folded.size() < latinWordMin) {
        return all;
    }
    for (const consent::Concept& kind : consent::ConceptCatalogue::standard().all()) {
        const QString english = toQString(kind.nameEnglish).toCaseFolded();
        const QString chinese = toQString(kind.nameChinese);
        if (hasWord(english, folded)) {
            all << chinese;
        } else if (chinese.contains(folded)) {
            all << english;
        }
        if (all.size() > alternativesMax) {
            break;
        }
    }
    return all;
}

QList<SearchHit> SearchReader::records(const QString& text,
                                       const std::function<bool()>& isOver) const {
    // Newest first over all names, each record once.
    std::map<std::pair<Instant, RecordRow>, RecordSummary, std::greater<>> found;
    bool hasMore = false;
    for (const QString& name : alternatives(text)) {
        if (isOver && isOver()) {
            return {};
        }
        RecordFilter filter;
        filter.search = toUtf8(name);
        if (auto page = m_reading.vault.records().page(filter, std::nullopt, recordsShown)) {
            hasMore |= page->next.has_value();
            for (RecordSummary& record : page->records) {
                const Instant begin = record.when ? record.when->begin : Instant::min();
                const auto key = std::pair(begin, record.row);
                found.emplace(key, std::move(record));
            }
        }
    }
    QList<SearchHit> hits;
    for (const auto& [key, record] : found) {
        if (hits.size() == recordsShown) {
            hasMore = true;
            break;
        }
        const HealthRowView row = healthRow(record, m_reading.language);
        QStringList facts{row.value, row.when, row.source};
        facts.removeAll(QString());
        hits << SearchHit{SearchKind::Record, row.id, row.name, facts,
                          HealthModel::icon(row.facet)};
    }
    if (hasMore) {
        hits << SearchHit{
            SearchKind::Record, {}, tr("More of these"), {tr("All in My health")}, Icon::List};
    }
    return hits;
}

bool SearchReader::hasLooked(const QString& name) const {
    AccessFilter filter;
    filter.text = name;
    return LogReader(m_reading).anyFits(filter);
}

QString SearchReader::grantTo(const PartyId& party) const {
    QString latest;
    for (const OpenedGrant& one : GrantReader(m_reading).all()) {
        const consent::Grantee& grantee = one.grant.grantee;
        if ((grantee.person ? grantee.person : grantee.organization) != party) {
            continue;
        }
        const QString id = toQString(one.stored.id.hex());
        if (isOpen(one.stored)) {
            return id;
        }
        latest = latest.isEmpty() ? id : latest;
    }
    return latest;
}

} // namespace consentry::ui
