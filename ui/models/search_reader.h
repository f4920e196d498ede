#pragma once

#include "ui/bridge/vault_reading.h"
#include "ui/models/search_view.h"

#include <QCoreApplication>

#include <functional>

namespace consentry::ui {

/// The grants and people of a vault as the search sees them. Read once, because there are some
/// thousand at most and every keystroke looks through them; records are looked up in the vault.
struct SearchIndex {
    QList<SearchEntry> grants;
    QList<SearchEntry> people;
};

/// The search over the vault behind Ctrl+K. For one job; every call blocks.
class SearchReader {
    Q_DECLARE_TR_FUNCTIONS(SearchReader)
public:
    static constexpr int recordsShown = 6;
    static constexpr int grantsShown = 4;
    static constexpr int peopleShown = 5;
    static constexpr int placesShown = 6; ///< of pages, and of actions

    explicit SearchReader(const VaultReading& reading) : m_reading(reading) {}

    std::shared_ptr<const SearchIndex> index() const;
    /// Newest first. A word that names a kind of values finds them in both languages, whichever
    /// their hospital wrote: 血糖 and "glucose" alike. Where there are more than are shown, a last
    /// hit without an id says so. Stops where `isOver` says so.
    QList<SearchHit> records(const QString& text, const std::function<bool()>& isOver = {}) const;
    /// Whether "Who looked" has something when this name is searched there.
    bool hasLooked(const QString& name) const;
    /// A grant to this party: an open one, else the latest; empty for none.
    QString grantTo(const PartyId& party) const;

    /// The entries in which every word begins some word, at most `most`; those first whose title
    /// begins with the text.
    static QList<SearchHit> find(const QList<SearchEntry>& entries, const QString& text, int most);
    static SearchEntry entry(SearchHit hit, const QString& otherWords);

private:
    QList<SearchEntry> grants() const;
    QList<SearchEntry> people() const;
    bool isOpen(const StoredGrant& stored) const;
    QString stateOf(const StoredGrant& stored) const;
    QStringList alternatives(const QString& text) const;

    const VaultReading& m_reading;
};

} // namespace consentry::ui
