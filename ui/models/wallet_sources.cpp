#include "ui/models/wallet_sources.h"

#include "ui/bridge/convert.h"
#include "ui/models/attachment_reader.h"
#include "ui/models/health_reader.h"
#include "ui/models/health_row.h"
#include "ui/models/log_reader.h"

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr std::size_t recordsPerPage = 500;
constexpr int accessesPerPage = 100;
/// More than fit on any screen.
constexpr std::size_t pagesWantedMax = 4;
constexpr std::uint64_t countMax = 10'000'000;

} // namespace

WalletAccessLog::WalletAccessLog(WalletWorker& worker, QObject* parent)
    : AccessLogSource(parent), m_worker(worker) {}

std::optional<AccessRowView> WalletAccessLog::row(int index) {
    if (index < 0 || index >= rowCount()) {
        return std::nullopt;
    }
    const std::optional<int> visit = m_places.visitAt(index);
    if (!visit) {
        const LogPlaces::Day& day = m_places.dayAt(index);
        AccessRowView heading;
        heading.isDay = true;
        heading.day = day.day;
        heading.countOfDay = day.visits;
        return heading;
    }
    const Told* told = m_told.object(m_places.visits()[static_cast<std::size_t>(*visit)].value);
    const auto shown = told != nullptr ? std::optional(told->row) : std::nullopt;
    // What is wanted may arrive at once and take the place of what was told.
    if (told == nullptr || told->edition != m_edition) {
        want(*visit / accessesPerPage);
    }
    return shown;
}

QString WalletAccessLog::idAt(int index) const {
    if (index < 0 || index >= rowCount()) {
        return {};
    }
    const std::optional<int> visit = m_places.visitAt(index);
    return visit ? QString::number(m_places.visits()[static_cast<std::size_t>(*visit)].value)
                 : QString();
}

int WalletAccessLog::indexOf(const QString& id) const {
    return m_places.indexOf(LogSequence(id.toULongLong()));
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
    const auto& visits = m_places.visits();
    const auto first = std::min(visits.size(), static_cast<std::size_t>(*m_loadingPage) *
                                                   static_cast<std::size_t>(accessesPerPage));
    const auto last = std::min(visits.size(), first + static_cast<std::size_t>(accessesPerPage));
    std::vector<LogSequence> sequences(visits.begin() + static_cast<std::ptrdiff_t>(first),
                                       visits.begin() + static_cast<std::ptrdiff_t>(last));
    m_worker
        .read([sequences = std::move(sequences)](const VaultReading& vault) {
            return LogReader(vault).rows(sequences);
        })
        .then(this,
              [this, visit = m_visit, edition = m_edition](const std::vector<AccessRowView>& rows) {
                  if (visit == m_visit) {
                      m_isLoading = false;
                      m_loadingPage.reset();
                      keep(rows, edition);
                      loadNext();
                  }
              });
}

void WalletAccessLog::keep(std::vector<AccessRowView> rows, int edition) {
    if (rows.empty()) {
        return;
    }
    const int first = indexOf(rows.front().id);
    const int last = indexOf(rows.back().id);
    for (AccessRowView& row : rows) {
        const quint64 seq = row.id.toULongLong();
        m_told.insert(seq, new Told{std::move(row), edition});
    }
    if (first >= 0) {
        emit rowsReady(first, last >= 0 ? last : rowCount() - 1);
    }
}

void WalletAccessLog::setCompleteness(const CompletenessView& completeness) {
    m_completeness = completeness;
    emit completenessChanged();
}

void WalletAccessLog::setFilter(const AccessFilter& filter) {
    m_filter = filter;
    arrange(Cause::Filter);
}

void WalletAccessLog::reload() {
    m_outlineIsOld = true;
    arrange(Cause::Log);
}

void WalletAccessLog::clear() {
    ++m_visit;
    ++m_question;
    m_filter = {};
    m_outline.reset();
    m_outlineIsOld = true;
    m_told.clear();
    m_wanted.clear();
    m_isLoading = false;
    m_loadingPage.reset();
    m_places = {};
    emit reset();
    emit countsChanged();
    setCompleteness({});
}

void WalletAccessLog::arrange(Cause cause) {
    m_worker
        .read([outline = m_outlineIsOld ? nullptr : m_outline,
               filter = m_filter](const VaultReading& vault) {
            LogReader reader(vault);
            Arranged arranged{outline ? outline : reader.outline(), {}};
            arranged.places = reader.places(*arranged.outline, filter);
            return arranged;
        })
        .then(this, [this, cause, question = ++m_question](const Arranged& arranged) {
            if (question == m_question) {
                take(arranged, cause);
            }
        });
}

void WalletAccessLog::take(Arranged arranged, Cause cause) {
    const bool isOtherLog = m_outline != arranged.outline;
    m_outline = std::move(arranged.outline);
    m_outlineIsOld = false;
    m_edition += isOtherLog;
    const bool isSameList = m_places == arranged.places;
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
        for (const RecordSummary& record : page->records) {
            loaded.rows.push_back(healthRow(record, reading.language));
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
    reload();
}

void WalletHealth::reload() {
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
