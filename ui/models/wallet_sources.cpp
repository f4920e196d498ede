#include "ui/models/wallet_sources.h"

#include "ui/bridge/convert.h"
#include "ui/models/attachment_reader.h"
#include "ui/models/check_words.h"
#include "ui/models/health_reader.h"
#include "ui/models/health_row.h"
#include "ui/models/log_chooser.h"
#include "ui/models/log_reader.h"

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr std::size_t recordsPerPage = 500;
constexpr int rowsPerPage = 64;
/// More than fit on any screen.
constexpr std::size_t pagesWantedMax = 4;
constexpr std::uint64_t countMax = 10'000'000;

} // namespace

WalletAccessLog::WalletAccessLog(WalletWorker& worker, QObject* parent)
    : AccessLogSource(parent), m_worker(worker) {}

AccessRowView WalletAccessLog::heading(int day) const {
    AccessRowView heading;
    heading.isDay = true;
    heading.day = m_places.day(day).day;
    heading.countOfDay = m_places.day(day).accesses;
    return heading;
}

std::span<const LogSequence> WalletAccessLog::accessesAt(const LogPlaces::Place& place) const {
    const std::span all(m_places.accesses());
    switch (place.kind) {
    case LogPlaces::Kind::Day:
        break;
    case LogPlaces::Kind::Visit:
        return m_places.accessesOf(place.visit);
    case LogPlaces::Kind::Part:
        return all.subspan(static_cast<std::size_t>(place.access), 1);
    }
    return {};
}

QString WalletAccessLog::idOf(std::span<const LogSequence> accesses) {
    return accesses.empty()       ? QString()
           : accesses.size() == 1 ? QString::number(accesses.front().value)
                                  : LogReader::visitId(accesses.back());
}

std::optional<AccessRowView> WalletAccessLog::row(int index) {
    if (index < 0 || index >= rowCount()) {
        return std::nullopt;
    }
    const LogPlaces::Place place = m_places.placeAt(index);
    if (place.kind == LogPlaces::Kind::Day) {
        return heading(place.day);
    }
    const std::span accesses = accessesAt(place);
    const Told* told = m_told.object(idOf(accesses));
    auto shown = told != nullptr ? std::optional(told->row) : std::nullopt;
    if (shown) {
        shown->isPart = place.kind == LogPlaces::Kind::Part;
        shown->isOpen = accesses.size() > 1 && m_places.isOpen(place.visit);
        shown->accesses = static_cast<int>(accesses.size());
    }
    // What is wanted may arrive at once and take the place of what was told.
    if (told == nullptr || told->edition != m_edition) {
        want(index / rowsPerPage);
    }
    return shown;
}

QString WalletAccessLog::idAt(int index) const {
    return index < 0 || index >= rowCount() ? QString() : idOf(accessesAt(m_places.placeAt(index)));
}

int WalletAccessLog::indexOf(const QString& id) const {
    const bool isVisit = id.startsWith(QLatin1Char('+'));
    const auto found = m_places.find(LogSequence(id.mid(isVisit ? 1 : 0).toULongLong()));
    if (!found) {
        return -1;
    }
    return isVisit ? m_places.indexOfVisit(m_places.visitOf(*found))
                   : m_places.indexOfAccess(*found);
}

bool WalletAccessLog::isFold(int index) const {
    return index >= 0 && index < rowCount() && accessesAt(m_places.placeAt(index)).size() > 1;
}

void WalletAccessLog::setOpen(int index, bool isOpen) {
    if (!isFold(index)) {
        return;
    }
    const int visit = m_places.placeAt(index).visit;
    const quint64 key = m_places.accessesOf(visit).back().value;
    emit changing();
    if (isOpen) {
        m_openVisits.insert(key);
    } else {
        m_openVisits.remove(key);
    }
    m_places.setOpen(visit, isOpen);
    m_wanted.clear();
    m_loadingPage.reset();
    emit reset();
}

void WalletAccessLog::reopenVisits(LogPlaces& places) const {
    for (const quint64 oldest : m_openVisits) {
        const auto found = places.find(LogSequence(oldest));
        const int visit = found ? places.visitOf(*found) : -1;
        if (visit >= 0 && places.accessesOf(visit).back().value == oldest) {
            places.setOpen(visit, true);
        }
    }
}

void WalletAccessLog::requestChoices(AccessChoiceKind kind) {
    m_worker
        .read([known = m_outline, filter = m_filter, kind](const VaultReading& vault) {
            const Outline outline = known && known->isWhole ? known : LogReader(vault).outline();
            return LogChooser(vault).choices(*outline, filter, kind);
        })
        .then(this, [this, kind, visit = m_visit](const QList<AccessChoice>& choices) {
            if (visit == m_visit) {
                emit choicesReady(kind, choices);
            }
        });
}

void WalletAccessLog::want(int page) {
    if (m_loadingPage == page ||
        std::find(m_wanted.begin(), m_wanted.end(), page) != m_wanted.end()) {
        return;
    }
    // Pages that were scrolled past are asked for again when they come back.
    m_wanted.push_front(page);
    m_wanted.resize(std::min(m_wanted.size(), pagesWantedMax));
    loadNext();
}

void WalletAccessLog::loadNext() {
    if (m_isLoading || m_wanted.empty()) {
        return;
    }
    m_isLoading = true;
    m_loadingPage = m_wanted.front();
    m_wanted.pop_front();
    std::vector<Accesses> rows;
    const int end = std::min(rowCount(), (*m_loadingPage + 1) * rowsPerPage);
    for (int index = *m_loadingPage * rowsPerPage; index < end; ++index) {
        const std::span accesses = accessesAt(m_places.placeAt(index));
        if (!accesses.empty()) {
            rows.emplace_back(accesses.begin(), accesses.end());
        }
    }
    m_worker
        .read([outline = m_outline, rows = std::move(rows)](const VaultReading& vault) {
            return tell(vault, outline->index, rows);
        })
        .then(this,
              [this, visit = m_visit, edition = m_edition](const std::vector<AccessRowView>& told) {
                  if (visit == m_visit) {
                      m_isLoading = false;
                      m_loadingPage.reset();
                      keep(told, edition);
                      loadNext();
                  }
              });
}

std::vector<AccessRowView> WalletAccessLog::tell(const VaultReading& vault, const LogIndex& index,
                                                 const std::vector<Accesses>& rows) {
    LogReader reader(vault);
    std::vector<AccessRowView> told;
    told.reserve(rows.size());
    for (const Accesses& accesses : rows) {
        told.push_back(accesses.size() > 1 ? reader.visit(index, accesses)
                                           : reader.rows(accesses).front());
    }
    return told;
}

void WalletAccessLog::keep(std::vector<AccessRowView> rows, int edition) {
    if (rows.empty()) {
        return;
    }
    const int first = indexOf(rows.front().id);
    const int last = indexOf(rows.back().id);
    for (AccessRowView& row : rows) {
        const QString id = row.id;
        m_told.insert(id, new Told{std::move(row), edition});
    }
    if (first >= 0) {
        emit rowsReady(first, last >= first ? last : rowCount() - 1);
    }
}

void WalletAccessLog::setCompleteness(const CompletenessView& completeness) {
    m_completeness = completeness;
    emit completenessChanged();
}

void WalletAccessLog::setFilter(const AccessFilter& filter) {
    m_filter = filter;
    if (m_outline) {
        arrange();
    } else {
        read();
    }
}

void WalletAccessLog::reload() {
    read();
}

void WalletAccessLog::clear() {
    ++m_visit;
    ++m_question;
    m_filter = {};
    m_outline.reset();
    m_isWhole = true;
    m_isReading = false;
    m_readsAgain = false;
    m_told.clear();
    m_openVisits.clear();
    m_wanted.clear();
    m_isLoading = false;
    m_loadingPage.reset();
    m_places = {};
    emit reset();
    emit countsChanged();
    setCompleteness({});
}

/// Reads the log anew; what is known of it is shown and filtered until then.
void WalletAccessLog::read() {
    m_readsAgain = m_isReading;
    if (m_isReading) {
        return;
    }
    m_isReading = true;
    if (m_outline) {
        readWhole();
        return;
    }
    // Nothing is shown yet, and somebody may be waiting for the first rows.
    m_worker
        .read([filter = m_filter](const VaultReading& vault) {
            LogReader reader(vault);
            const Outline newest = reader.newestDays();
            return newest ? Arranged{newest, reader.places(*newest, filter)} : Arranged();
        })
        .then(this, [this, visit = m_visit, filter = m_filter](const Arranged& newest) {
            if (visit != m_visit) {
                return;
            }
            if (newest.outline && filter == m_filter) {
                take(newest, Cause::Filter);
            }
            readWhole();
        });
}

void WalletAccessLog::readWhole() {
    m_worker
        .read([filter = m_filter](const VaultReading& vault) {
            LogReader reader(vault);
            const Outline whole = reader.outline();
            return Arranged{whole, reader.places(*whole, filter)};
        })
        .then(this, [this, visit = m_visit, filter = m_filter](const Arranged& whole) {
            if (visit != m_visit) {
                return;
            }
            m_isReading = false;
            const Cause cause = m_outline ? Cause::Log : Cause::Filter;
            if (filter == m_filter) {
                ++m_question;
                take(whole, cause);
            } else {
                m_outline = whole.outline;
                arrange();
            }
            if (m_readsAgain) {
                read();
            }
        });
}

/// What is known, under the filter.
void WalletAccessLog::arrange() {
    m_worker
        .read([outline = m_outline, filter = m_filter](const VaultReading& vault) {
            return Arranged{outline, LogReader(vault).places(*outline, filter)};
        })
        .then(this, [this, question = ++m_question](const Arranged& arranged) {
            if (question == m_question) {
                take(arranged, Cause::Filter);
            }
        });
}

void WalletAccessLog::take(Arranged arranged, Cause cause) {
    if (!arranged.outline->isWhole && arranged.places.rowCount() == 0) {
        return; // that nobody looked only the whole log can say
    }
    m_isWhole = arranged.outline->isWhole;
    const bool isOtherLog = m_outline != arranged.outline;
    m_outline = std::move(arranged.outline);
    reopenVisits(arranged.places);
    const bool isSameList = m_places == arranged.places;
    // Another list may fold other accesses into the same row.
    m_edition += isOtherLog || !isSameList;
    if (!isSameList && cause == Cause::Log) {
        emit changing();
    }
    m_places = std::move(arranged.places);
    if (isSameList && cause == Cause::Log) {
        emit rowsReady(0, rowCount() - 1);
    } else {
        m_wanted.clear();
        m_loadingPage.reset();
        emit reset();
    }
    emit countsChanged();
}

void WalletAccessLog::requestDetail(const QString& id) {
    m_worker.read([id](const VaultReading& vault) { return LogReader(vault).detail(id); })
        .then(this, [this](const std::optional<AccessDetailView>& detail) {
            if (detail) {
                emit detailReady(*detail);
            }
        });
}

WalletHealth::WalletHealth(WalletWorker& worker, const wallet::ReadDocument& document,
                           QObject* parent)
    : HealthSource(parent), m_worker(worker), m_documents(worker, document) {
    connect(&m_documents, &DocumentReader::pageReady, this, &HealthSource::documentPageReady);
    connect(&m_documents, &DocumentReader::textReady, this, &HealthSource::documentTextReady);
}

RecordFilter WalletHealth::filterOf(HealthFacet facet, const QString& text) {
    RecordFilter filter;
    for (const FacetGroup& group : facetGroups()) {
        if (group.shown == facet) {
            filter.facets = group.facets;
        }
    }
    if (facet == HealthFacet::Own) {
        filter.isOwn = true;
    }
    filter.isMarked = facet == HealthFacet::Marked;
    filter.search = toUtf8(text);
    return filter;
}

QDateTime WalletHealth::latestTime() const {
    return QDateTime::currentDateTime().addMSecs(m_chainAhead);
}

WalletHealth::Loaded WalletHealth::load(const VaultReading& reading, const RecordFilter& filter,
                                        const std::optional<RecordCursor>& after, bool withCounts,
                                        const QString& text) {
    Loaded loaded;
    loaded.chainAhead = std::max<qint64>(millisOf(reading.chainTime) - millisOf(reading.now), 0);
    RecordStore& records = reading.vault.records();
    if (const auto page = records.page(filter, after, recordsPerPage)) {
        const ChecksByRecord checks = CheckWords(reading).checksOf(page->records);
        for (const RecordSummary& record : page->records) {
            const auto check = checks.find(record.digest);
            loaded.rows.push_back(healthRow(record, reading.language,
                                            check == checks.end() ? nullptr : &check->second));
        }
        loaded.next = page->next;
    }
    if (withCounts) {
        loaded.total = static_cast<int>(records.count(filter, countMax).value_or(0));
        for (const FacetGroup& group : facetGroups()) {
            const auto count = records.count(filterOf(group.shown, text), countMax).value_or(0);
            if (count > 0 || group.shown == HealthFacet::All) {
                loaded.counts << HealthFacetCount{group.shown, static_cast<int>(count)};
            }
        }
    }
    return loaded;
}

void WalletHealth::take(Loaded loaded, int generation) {
    if (generation != m_generation) {
        return;
    }
    m_loading = false;
    m_chainAhead = loaded.chainAhead;
    const int first = static_cast<int>(m_rows.size());
    std::move(loaded.rows.begin(), loaded.rows.end(), std::back_inserter(m_rows));
    m_next = loaded.next;
    if (first == 0) {
        m_total = loaded.total;
        m_counts = loaded.counts;
        emit reset();
        emit countsChanged();
    } else {
        emit rowsReady(first, static_cast<int>(m_rows.size()) - 1);
    }
}

void WalletHealth::setFilter(HealthFacet facet, const QString& text) {
    m_facet = facet;
    m_text = text;
    loadRows();
}

void WalletHealth::reload() {
    loadRows();
    loadChecks();
}

/// Counted over all records, so not with every letter of a search.
void WalletHealth::loadChecks() {
    m_worker.read([](const VaultReading& vault) { return CheckWords(vault).summary(); })
        .then(this, [this](const std::optional<HealthCheckView>& checks) {
            m_checks = checks;
            emit checksChanged();
        });
}

void WalletHealth::loadRows() {
    const int generation = ++m_generation;
    m_rows.clear();
    m_next.reset();
    m_loading = true;
    m_worker
        .read([filter = filterOf(m_facet, m_text), text = m_text](const VaultReading& reading) {
            return load(reading, filter, std::nullopt, true, text);
        })
        .then(this, [this, generation](Loaded loaded) { take(std::move(loaded), generation); });
}

void WalletHealth::loadMore() {
    if (m_loading || !m_next) {
        return;
    }
    m_loading = true;
    m_worker
        .read([filter = filterOf(m_facet, m_text), after = m_next](const VaultReading& reading) {
            return load(reading, filter, after, false, {});
        })
        .then(this, [this, generation = m_generation](Loaded loaded) {
            take(std::move(loaded), generation);
        });
}

std::optional<HealthRowView> WalletHealth::row(int index) {
    if (index >= static_cast<int>(m_rows.size())) {
        loadMore();
        return std::nullopt;
    }
    return m_rows[static_cast<std::size_t>(index)];
}

void WalletHealth::requestDetail(const QString& id) {
    m_worker.read([id](const VaultReading& vault) { return HealthReader(vault).detail(id); })
        .then(this, [this](const std::optional<HealthDetailView>& detail) {
            if (detail) {
                emit detailReady(*detail);
            }
        });
}

void WalletHealth::requestAttachments(const QString& id) {
    m_worker
        .read([id](const VaultReading& vault) { return AttachmentReader(vault).attachments(id); })
        .then(this, [this, id](const QList<AttachmentView>& attachments) {
            emit attachmentsReady(id, attachments);
        });
}

void WalletHealth::requestDocumentPage(const QString& id, int attachment, int page) {
    m_documents.request(id, attachment, page);
}

void WalletHealth::stopDocuments() {
    m_documents.stop();
}

void WalletHealth::requestTrends(const QString& id) {
    m_worker.read([id](const VaultReading& vault) { return HealthReader(vault).trends(id); })
        .then(this,
              [this, id](const QList<HealthTrendView>& trends) { emit trendsReady(id, trends); });
}

} // namespace consentry::ui
