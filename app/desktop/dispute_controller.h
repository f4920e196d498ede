#pragma once

#include "app/desktop/workplace.h"
#include "ui/models/dispute_view.h"

#include <QObject>

#include <optional>

namespace consentry::desktop {

/// Objections to an access: the page that asks for words, and the sending. Lives on the GUI thread.
class DisputeController : public QObject {
    Q_OBJECT
public:
    DisputeController(Workplace& place, QObject* parent);
    /// In another language.
    void refreshLanguage();
    /// The vault is locked: nothing is shown of what was written; what was signed goes on.
    void end();

    /// How an objection ended for now.
    struct Sent {
        std::optional<Error> error;
        qint64 height = 0;
        bool isKept = false; ///< signed, and on its way by itself
    };

signals:
    /// An objection was sent, or failed: pages are out of date.
    void changed();

private:
    void ask(const QString& access);
    void send(const QString& access, const QString& words);
    void goBack();
    void show(ui::SendStage stage);
    static QString problemOf(const Sent& sent);

    Workplace& m_place;
    ui::DisputeView m_view;
    Sent m_sent; ///< empty before it ended
    bool m_isSending = false;
    int m_asked = 0; ///< counts what was asked, so that an answer that comes late is dropped
};

} // namespace consentry::desktop
