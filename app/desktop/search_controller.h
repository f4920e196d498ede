#pragma once

#include "app/desktop/workplace.h"
#include "ui/models/search_reader.h"

#include <QObject>

#include <atomic>

namespace consentry::desktop {

/// The search over everything: answers each keystroke, and does what was chosen. Lives on the GUI
/// thread; the vault is asked on the worker, and a newer question overtakes an older one.
class SearchController : public QObject {
    Q_OBJECT
public:
    SearchController(Workplace& place, QObject* parent);
    /// The vault is being locked: what was found of it is forgotten.
    void end();
    /// Grants or people changed.
    void forgetIndex();

signals:
    void grantAsked(const QString& to);
    void lockAsked();
    void rulesAsked();
    void importAsked();
    void exportAsked();
    void passphraseAsked();
    /// Language, theme or text size changed.
    void appearanceChanged();

private:
    struct Found {
        std::shared_ptr<const ui::SearchIndex> index;
        QList<ui::SearchHit> hits;
    };
    enum class Action {
        GiveAccess,
        Rules,
        Import,
        Export,
        Passphrase,
        Lock,
        Help,
        OtherLanguage,
        OtherTheme,
        LargerText
    };
    static QList<ui::SearchEntry> actions();
    static ui::SearchEntry action(Action action, ui::Icon icon, const QString& title,
                                  const QString& detail, const QString& otherWords);
    QList<ui::SearchEntry> pages() const;
    void ask(const QString& text);
    void take(const QString& text, int question, const Found& found);
    void open(const ui::SearchHit& hit);
    void openPerson(const ui::SearchHit& hit);
    void run(Action action);
    void changeAppearance(Action action);

    Workplace& m_place;
    QString m_query;
    std::shared_ptr<const ui::SearchIndex> m_index; ///< none: read with the next question
    int m_edition = 0;                              ///< of the index
    /// The number of the newest question; jobs look whether they are still wanted.
    std::shared_ptr<std::atomic<int>> m_newest = std::make_shared<std::atomic<int>>(0);
};

} // namespace consentry::desktop
