#include "app/desktop/health_controller.h"

#include "ui/bridge/convert.h"
#include "ui/models/attachment_reader.h"
#include "ui/pages/health_page.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/notice_bar.h"

#include <QSaveFile>

namespace consentry::desktop {

HealthController::HealthController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place),
      m_health(new ui::WalletHealth(place.worker, wallet::ReadDocument(place.documents), this)) {
    connect(&place.window.health(), &ui::HealthPage::writeAsked, this, &HealthController::write);
    connect(&place.window.health(), &ui::HealthPage::withdrawAsked, this,
            &HealthController::askWithdraw);
    connect(&place.window.health(), &ui::HealthPage::marksAsked, this, &HealthController::setMarks);
    connect(&place.window.health(), &ui::HealthPage::saveCopyAsked, this,
            &HealthController::askSaveCopy);
}

void HealthController::begin() {
    m_place.window.health().setSource(m_health);
    m_health->reload();
}

void HealthController::end() {
    m_health->stopDocuments();
    m_place.window.health().setSource(nullptr);
}

void HealthController::reload() {
    m_health->reload();
}

void HealthController::write(const wallet::OwnEntry& entry, const QString& replaces,
                             const QDateTime& now) {
    wallet::OwnEntryRules rules;
    rules.now = instantFromMillis(now.toMSecsSinceEpoch());
    rules.zone = ui::localZone();
    const auto current = ui::idFromText<RecordDigest>(replaces);
    m_place.worker
        .write([entry, current, rules, language = shownLanguage()](const ui::VaultWriting& wallet) {
            wallet::WriteOwnRecord write(wallet.vault, wallet.clock);
            return std::make_shared<Result<RecordDigest>>(
                current ? write.correct(*current, entry, rules, language)
                        : write.add(entry, rules, language));
        })
        .then(this, [this](const std::shared_ptr<Result<RecordDigest>>& written) {
            if (!*written) {
                m_place.window.health().showWriteProblem(sentence(written->error()));
                return;
            }
            m_health->reload();
            m_place.window.health().showWritten(ui::toQString((*written)->hex()));
            emit changed();
        });
}

void HealthController::setMarks(const QString& id, const QStringList& codes) {
    const auto digest = ui::idFromText<RecordDigest>(id);
    if (!digest) {
        return;
    }
    std::vector<std::string> labels;
    for (const QString& code : codes) {
        labels.push_back(ui::toUtf8(code));
    }
    m_place.worker
        .write([digest = *digest, labels](const ui::VaultWriting& wallet) {
            return std::make_shared<Result<>>(wallet.vault.records().setOwnLabels(digest, labels));
        })
        .then(this, [this, id](const std::shared_ptr<Result<>>& done) {
            if (!*done) { // the boxes show again what holds
                tell(m_place, sentence(done->error()));
                m_place.window.health().showDetail(id);
            }
            m_health->reload();
            emit changed();
        });
}

void HealthController::askSaveCopy(const QString& id, int index, const QString& name) {
    m_place.window.notices().ask(tr("The copy lies outside the vault, not encrypted: whoever uses "
                                    "this computer can read it. "
                                    "Save it?"),
                                 tr("Save it"),
                                 [this, id, index, name] { chooseCopy(id, index, name); });
}

void HealthController::chooseCopy(const QString& id, int index, const QString& name) {
    auto* dialog = new ui::FileDialog(&m_place.window, tr("Save a copy"), tr("All files (*)"));
    dialog->setObjectName(QStringLiteral("saveCopyDialog"));
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, id, index](const QString& path) { saveCopy(id, index, path); });
    dialog->open();
}

void HealthController::saveCopy(const QString& id, int index, const QString& path) {
    m_place.worker
        .readLong([id, index, path](const ui::VaultReading& vault) {
            const auto content = ui::AttachmentReader(vault).content(id, index);
            if (!content) {
                return false;
            }
            QSaveFile file(path);
            const auto size = static_cast<qint64>(content->size());
            return file.open(QIODevice::WriteOnly) &&
                   file.write(reinterpret_cast<const char*>(content->data()), size) == size &&
                   file.commit();
        })
        .then(this, [this, path](bool isSaved) {
            if (isSaved) {
                //: %1 a file's path
                m_place.window.notices().tell(ui::Banner::Tone::Good, tr("Saved as %1").arg(path));
            } else {
                tell(m_place, tr("The copy could not be written. Choose another folder, or free "
                                 "some space, and try again."));
            }
        });
}

void HealthController::askWithdraw(const QString& id) {
    m_place.window.notices().ask(
        tr("Take this record back? It stays readable, marked as entered in error."),
        tr("Take it back"), [this, id] { withdraw(id); });
}

void HealthController::withdraw(const QString& id) {
    const auto current = ui::idFromText<RecordDigest>(id);
    if (!current) {
        return;
    }
    m_place.worker
        .write([current = *current, language = shownLanguage()](const ui::VaultWriting& wallet) {
            return std::make_shared<Result<RecordDigest>>(
                wallet::WriteOwnRecord(wallet.vault, wallet.clock).withdraw(current, language));
        })
        .then(this, [this](const std::shared_ptr<Result<RecordDigest>>& written) {
            if (!*written) {
                tell(m_place, sentence(written->error()));
                return;
            }
            m_health->reload();
            m_place.window.health().showDetail(ui::toQString((*written)->hex()));
            emit changed();
        });
}

} // namespace consentry::desktop
