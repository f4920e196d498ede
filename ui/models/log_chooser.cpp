#include "ui/models/log_chooser.h"

#include "core/consent/purpose.h"
#include "ui/bridge/convert.h"

#include <algorithm>
#include <limits>

namespace consentry::ui {
namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

/// The next free bit, which rows now need; 0 where none is left.
std::uint32_t needBit(LogChoice& choice) {
    const auto free = choice.needed + 1; // bits are handed out from the lowest one
    choice.needed |= free;
    return free;
}

/// Gives the bit to all sets that have one of the terms.
void giveToTerms(const LogIndex& index, const std::vector<bool>& isWanted, std::uint32_t bit,
                 LogChoice& choice) {
    for (std::size_t set = 0; set < index.termSets.size(); ++set) {
        const auto& terms = index.termSets[set];
        if (std::any_of(terms.begin(), terms.end(), [&](std::uint32_t t) { return isWanted[t]; })) {
            choice.bitsOfSets[set] |= bit;
        }
    }
}

void chooseTerm(const LogIndex& index, LogTermKind kind, const QString& text, LogChoice& choice) {
    const LogTerm wanted{kind, toUtf8(text)};
    std::vector<bool> isWanted(index.terms.size());
    std::transform(index.terms.begin(), index.terms.end(), isWanted.begin(),
                   [&wanted](const LogTerm& term) { return term == wanted; });
    giveToTerms(index, isWanted, needBit(choice), choice);
}

/// None for organisations, which are no terms.
std::optional<LogTermKind> termKindOf(AccessChoiceKind kind) {
    switch (kind) {
    case AccessChoiceKind::Person:
        return LogTermKind::Person;
    case AccessChoiceKind::Purpose:
        return LogTermKind::Purpose;
    case AccessChoiceKind::Data:
        return LogTermKind::Data;
    case AccessChoiceKind::Organization:
        break;
    }
    return std::nullopt;
}

template <class Id> std::uint32_t numberOf(const std::vector<Id>& ids, const QString& text) {
    const auto id = idFromText<Id>(text);
    const auto found = id && !id->isZero() ? std::find(ids.begin(), ids.end(), *id) : ids.end();
    return found == ids.end() ? nobody : static_cast<std::uint32_t>(found - ids.begin());
}

bool isLatinLetter(const QString& word) {
    return word.size() == 1 && word.front().unicode() < 0x80;
}

void chooseActor(const LogIndex& index, const QString& key, LogChoice& choice) {
    const std::uint32_t bit = needBit(choice);
    if (const std::uint32_t actor = numberOf(index.actors, key); actor != nobody) {
        choice.bitsOfActors[actor] |= bit;
    }
}

void sortAndCut(QList<AccessChoice>& choices) {
    std::stable_sort(choices.begin(), choices.end(), [](const auto& a, const auto& b) {
        return a.accesses != b.accesses ? a.accesses > b.accesses
                                        : a.name.localeAwareCompare(b.name) < 0;
    });
    choices = choices.mid(0, LogChooser::choicesMax);
}

} // namespace

/// A row fits a word by one of its terms or by its organisation.
void LogChooser::addWord(const LogIndex& index, const QString& word, LogChoice& choice) {
    const auto found = m_reading.vault.logs().termsWith(toUtf8(word));
    if (!found || !*found) {
        return;
    }
    std::vector<bool> isWanted(index.terms.size());
    for (const std::uint32_t term : **found) {
        if (term < isWanted.size()) {
            isWanted[term] = true;
        }
    }
    const std::uint32_t bit = needBit(choice);
    // One Latin letter stands in nearly every name.
    if (!isLatinLetter(word)) {
        for (std::size_t term = 0; term < index.terms.size(); ++term) {
            if (index.terms[term].kind == LogTermKind::Purpose &&
                nameOf(index.terms[term]).contains(word, Qt::CaseInsensitive)) {
                isWanted[term] = true;
            }
        }
        for (std::size_t actor = 1; actor < index.actors.size(); ++actor) {
            const std::string name =
                m_reading.names->shortName(index.actors[actor], m_reading.language);
            if (toQString(name).contains(word, Qt::CaseInsensitive)) {
                choice.bitsOfActors[actor] |= bit;
            }
        }
    }
    giveToTerms(index, isWanted, bit, choice);
}

LogChoice LogChooser::choice(const LogIndex& index, const AccessFilter& filter) {
    LogChoice choice;
    choice.mark = filter.mark;
    choice.from = filter.from;
    choice.to = filter.to;
    choice.bitsOfSets.resize(std::max<std::size_t>(index.termSets.size(), 1));
    choice.bitsOfActors.resize(std::max<std::size_t>(index.actors.size(), 1));
    if (!filter.grant.isEmpty()) {
        choice.grant = numberOf(index.grants, filter.grant);
    }
    for (const auto& [kind, chosen] : filter.chosen) {
        if (const auto termKind = termKindOf(kind)) {
            chooseTerm(index, *termKind, chosen.key, choice);
        } else {
            chooseActor(index, chosen.key, choice);
        }
    }
    for (const QString& word :
         filter.text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (choice.needed != nobody) { // all bits are taken
            addWord(index, word, choice);
        }
    }
    return choice;
}

QString LogChooser::nameOf(const LogTerm& term) const {
    const QString text = toQString(term.text);
    if (term.kind == LogTermKind::Purpose) {
        const auto purpose = consent::Purpose::fromCode(term.text);
        return purpose ? toQString(purpose->name().in(m_reading.language)) : text;
    }
    if (term.kind != LogTermKind::Person && term.kind != LogTermKind::Department) {
        return text;
    }
    const QString chinese = text.section(QLatin1Char('\n'), 0, 0);
    const QString english = text.section(QLatin1Char('\n'), 1, 1);
    const bool wantsChinese = m_reading.language == consent::Language::ChineseSimplified;
    return english.isEmpty() || (wantsChinese && !chinese.isEmpty()) ? chinese : english;
}

QList<AccessChoice> LogChooser::organizations(const LogIndex& index, const LogTally& counts) const {
    QList<AccessChoice> choices;
    for (std::size_t actor = 1; actor < index.actors.size(); ++actor) {
        if (counts.ofActors[actor] > 0) {
            const PartyId& party = index.actors[actor];
            choices << AccessChoice{
                toQString(party.hex()),
                toQString(m_reading.names->shortName(party, m_reading.language)),
                static_cast<int>(counts.ofActors[actor])};
        }
    }
    return choices;
}

QList<AccessChoice> LogChooser::terms(const LogIndex& index, const LogTally& counts,
                                      LogTermKind kind) const {
    std::vector<int> accesses(index.terms.size());
    for (std::size_t set = 0; set < index.termSets.size(); ++set) {
        for (const std::uint32_t term : index.termSets[set]) {
            accesses[term] += static_cast<int>(counts.ofSets[set]);
        }
    }
    QList<AccessChoice> choices;
    for (std::size_t term = 0; term < index.terms.size(); ++term) {
        if (accesses[term] > 0 && index.terms[term].kind == kind) {
            choices << AccessChoice{toQString(index.terms[term].text), nameOf(index.terms[term]),
                                    accesses[term]};
        }
    }
    return choices;
}

QList<AccessChoice> LogChooser::choices(const LogOutline& outline, const AccessFilter& filter,
                                        AccessChoiceKind kind) {
    AccessFilter others = filter;
    others.chosen.erase(kind);
    const LogIndex& index = outline.index;
    const LogTally counts = tally(index, arrange(outline, choice(index, others)));
    const auto termKind = termKindOf(kind);
    QList<AccessChoice> choices =
        termKind ? terms(index, counts, *termKind) : organizations(index, counts);
    sortAndCut(choices);
    return choices;
}

} // namespace consentry::ui
