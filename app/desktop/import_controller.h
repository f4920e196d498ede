#pragma once

#include "app/desktop/workplace.h"
#include "core/wallet/import_records.h"
#include "ui/models/import_view.h"

#include <QObject>

namespace consentry::desktop {

/// Files into the vault: chosen or dropped, looked through, shown in a page, and taken over one
/// after the other. Lives on the GUI thread.
class ImportController : public QObject {
    Q_OBJECT
public:
    ImportController(Workplace& place, QObject* parent);

    /// What is shown of the files, in another language.
    void refreshLanguage();
    /// The vault is being locked.
    void end();
    /// Asks which files to import.
    void chooseFiles();
    /// Looks through them and shows what they would bring.
    void lookThrough(const QStringList& paths);

    static constexpr qsizetype filesMax = 50;

signals:
    /// Records were added.
    void changed();

private:
    /// What became of several files: those before one that failed are in the vault.
    struct Taken {
        import::ImportReport together;
        int files = 0;
        QString failed; ///< name of the file that could not be taken
        std::optional<Error> error;
    };
    struct Looked {
        QString path;
        Result<wallet::ImportPreview> preview;
    };
    static std::vector<Looked> look(const ui::VaultWriting& wallet, const QStringList& paths,
                                    const JobControl& control);
    static ui::ImportView viewOf(const std::vector<Looked>& files);
    static Taken take(const ui::VaultWriting& wallet, const QStringList& paths,
                      const JobControl& control);
    void takeOver(const QStringList& paths);
    void tellTaken(const Taken& taken, qsizetype wanted);
    void goBack();

    Workplace& m_place;
    std::shared_ptr<const std::vector<Looked>> m_looked; ///< what the page shows
    std::stop_source m_stop;                             ///< of the work under way
    int m_question = 0;                                  ///< an answer to an earlier one is dropped
};

} // namespace consentry::desktop
