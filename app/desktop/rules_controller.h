#pragma once

#include "app/desktop/workplace.h"
#include "ui/models/rules_view.h"

#include <QObject>

namespace consentry::desktop {

/// The rules above all grants: from the first edit to a proven change. Lives on the GUI thread; the
/// work is done on the worker.
class RulesController : public QObject {
    Q_OBJECT
public:
    RulesController(Workplace& place, QObject* parent);
    /// Shows the rules that stand.
    void open();
    /// In another language.
    void refreshLanguage();
    /// The vault is locked: nothing is shown of a draft; what was signed goes on.
    void end();

signals:
    /// A change was sent, or failed: pages are out of date.
    void changed();

private:
    void edit(const ui::RulesEdit& edit);
    void show(const ui::RulesView& view);
    void review();
    void send();
    void prepareWayBack(ErrorCode code);
    void showStage(ui::SendStage stage);
    static QString whyNot(const Error& error);

    Workplace& m_place;
    ui::RulesView m_view;           ///< on the page of edits
    ui::RulesView m_signed;         ///< on the signing page, and how far it is
    std::optional<Error> m_failure; ///< of sending a change
    int m_question = 0;             ///< counts edits, so that an answer that comes late is dropped
};

} // namespace consentry::desktop
