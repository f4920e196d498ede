#pragma once

#include "app/desktop/desktop_notifier.h"
#include "app/desktop/workplace.h"
#include "ui/models/log_reader.h"

#include <QTimer>

namespace consentry::desktop {

/// Tells what happens while a vault is open: somebody looked, or a grant ended. In the window with
/// names, and on the desktop, where others see it, without; there only while the window is not the
/// one in use. What happened before the opening stands on Home. Lives on the GUI thread.
class NewsController : public QObject {
    Q_OBJECT
public:
    NewsController(Workplace& place, DesktopNotifier& desktop, QObject* parent);

    /// A vault was opened. `onDesktop`: whether the desktop may be told too.
    void begin(bool onDesktop);
    /// The vault is being locked.
    void end();
    void setOnDesktop(bool onDesktop) { m_onDesktop = onDesktop; }
    /// The log was followed to its end, or grants changed.
    void look();

    /// For the window.
    static QString inWindow(const std::vector<ui::AccessRowView>& accesses);
    /// Says neither who nor where nor what.
    static QString onDesktop(const std::vector<ui::AccessRowView>& accesses);

private:
    struct OpenGrant {
        QString id;
        QString who;
        QDateTime end;
    };
    struct News {
        std::optional<ui::LogReader::NewAccesses> log; ///< none where it could not be read
        QList<OpenGrant> open;                         ///< grants that hold now
        QStringList ended; ///< ids of grants that are over by their time alone
    };
    static News read(const ui::VaultReading& vault, std::uint64_t known);
    void take(const News& news);
    void tellAccesses(const std::vector<ui::AccessRowView>& accesses);
    void tellEnd(const OpenGrant& grant);
    void tellDesktop(const QString& words);

    Workplace& m_place;
    DesktopNotifier& m_desktop;
    QTimer m_nextEnd;
    std::optional<std::uint64_t> m_knownRows; ///< none before the first look
    QList<OpenGrant> m_open;
    /// Counts openings: an answer about an earlier one is dropped.
    int m_visit = 0;
    bool m_isOpen = false;
    bool m_onDesktop = false;
    bool m_isLooking = false;
    bool m_lookAgain = false;
};

} // namespace consentry::desktop
