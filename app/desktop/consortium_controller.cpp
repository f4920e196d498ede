#include "app/desktop/consortium_controller.h"

#include "app/desktop/profile_file.h"
#include "ui/models/profile_reader.h"
#include "ui/pages/consortium_page.h"
#include "ui/widgets/file_dialog.h"

namespace consentry::desktop {

using light_client::ConsortiumProfile;
using ui::ConsortiumPage;
using ui::MainWindow;
using ui::ProfileReader;

/// What came of a file: a profile to be shown, or why not.
struct ConsortiumController::Looked {
    std::optional<Profile> profile;
    ui::ProfileView view;
    QString problem;
};

ConsortiumController::ConsortiumController(Workplace& place, SessionController& session,
                                           simulation::DemoSessions& sessions, QObject* parent)
    : QObject(parent), m_place(place), m_session(session), m_sessions(sessions) {
    ConsortiumPage& page = place.window.consortium();
    connect(&page, &ConsortiumPage::demonstrationChosen, this,
            &ConsortiumController::demonstrationChosen);
    connect(&page, &ConsortiumPage::putOff, this, &ConsortiumController::putOff);
    connect(&page, &ConsortiumPage::fileAsked, this, [this] {
        openDialog(tr("Choose the profile of a consortium"),
                   tr("Profiles (*.consentry *.txt);;All files (*)"));
    });
    connect(&page, &ConsortiumPage::pictureAsked, this, [this] {
        openDialog(tr("Choose the picture of a QR code"),
                   tr("Pictures (*.png *.jpg *.jpeg);;All files (*)"));
    });
    connect(&page, &ConsortiumPage::fileGiven, this, &ConsortiumController::look);
    connect(&page, &ConsortiumPage::adopted, this, &ConsortiumController::take);
    connect(&page, &ConsortiumPage::otherAsked, this, [this] { ask(m_view.purpose); });
    connect(&page, &ConsortiumPage::backAsked, this, &ConsortiumController::leave);
}

void ConsortiumController::askBefore() {
    ask(View::Purpose::FirstRun);
}

void ConsortiumController::askInside() {
    m_place.worker
        .read([](const ui::VaultReading& vault) -> std::optional<quint64> {
            if (vault.isDemonstration()) {
                return std::nullopt;
            }
            return vault.profile != nullptr ? vault.profile->number : 0;
        })
        .then(this, [this](const std::optional<quint64>& number) {
            if (!number) {
                tell(m_place, tr("This vault belongs to the demonstration and stays there. Create "
                                 "another vault for your hospitals."));
                return;
            }
            m_view.before = *number;
            ask(*number > 0 ? View::Purpose::Renewal : View::Purpose::Later);
        });
}

void ConsortiumController::end() {
    ++m_question;
    m_profile.reset();
    m_view = {};
    m_place.window.consortium().setView(m_view);
}

void ConsortiumController::ask(View::Purpose purpose) {
    ++m_question;
    m_profile.reset();
    m_view.purpose = purpose;
    m_view.step = View::Step::Choose;
    m_view.problem.clear();
    m_view.profile = {};
    m_place.window.consortium().setView(m_view);
    m_place.window.goTo(MainWindow::Place::Consortium);
}

void ConsortiumController::leave() {
    if (m_view.step == View::Step::Reading) {
        ask(m_view.purpose);
    } else if (m_view.purpose == View::Purpose::FirstRun) {
        emit backAsked();
    } else {
        m_place.window.goTo(m_session.lastPlace());
    }
}

void ConsortiumController::openDialog(const QString& title, const QString& filter) {
    auto* dialog = new ui::FileDialog(&m_place.window, title, filter);
    dialog->setObjectName(QStringLiteral("profileFile"));
    connect(dialog, &QFileDialog::fileSelected, this, &ConsortiumController::look);
    dialog->open();
}

void ConsortiumController::look(const QString& path) {
    m_view.step = View::Step::Reading;
    m_view.problem.clear();
    m_place.window.consortium().setView(m_view);
    ++m_question;
    if (m_view.purpose != View::Purpose::Renewal) {
        lookAt(path, std::nullopt);
        return;
    }
    m_place.worker
        .read([](const ui::VaultReading& vault) {
            return vault.profile != nullptr ? std::optional(*vault.profile) : std::nullopt;
        })
        .then(this,
              [this, path, question = m_question](const std::optional<ConsortiumProfile>& current) {
                  if (question == m_question) {
                      lookAt(path, current);
                  }
              });
}

/// Whether it can be taken: as a first profile it is signed by those whom it names, a node of it
/// shows its anchor, and a wallet can still begin with it; as a later one it follows the one
/// before.
Result<> ConsortiumController::isUsable(simulation::DemoSessions& sessions,
                                        const std::optional<ConsortiumProfile>& current,
                                        const Profile& profile, Instant now) {
    if (current) {
        return *current == profile.profile ? fail(ErrorCode::AlreadyExists, "this profile")
                                           : light_client::checkRenewal(*current, profile, now);
    }
    RETURN_IF_ERROR(ProfileReader::checkAge(profile.profile, now));
    return sessions.checkNewProfile(profile);
}

void ConsortiumController::lookAt(const QString& path,
                                  const std::optional<ConsortiumProfile>& current) {
    m_place.worker
        .runBeside([path, current, language = shownLanguage(), &codes = m_place.codes,
                    &sessions = m_sessions] {
            const Instant now =
                instantFromMillis(QDateTime::currentDateTimeUtc().toMSecsSinceEpoch());
            const ProfileReader reader(language, now);
            Looked looked;
            const auto read = readProfileFile(path, codes);
            if (!read) {
                looked.problem = reader.unreadable(read.error());
                return looked;
            }
            if (const auto usable = isUsable(sessions, current, *read, now); !usable) {
                looked.problem =
                    reader.refusal(current ? &*current : nullptr, *read, usable.error());
                return looked;
            }
            looked.profile = *read;
            looked.view = reader.view(*read, current ? *current : read->profile);
            return looked;
        })
        .then(this, [this, question = m_question](const Looked& looked) {
            if (question == m_question) {
                show(looked);
            }
        });
}

void ConsortiumController::show(const Looked& looked) {
    if (!looked.profile) {
        refuse(looked.problem);
        return;
    }
    m_profile = looked.profile;
    m_view.profile = looked.view;
    m_view.step = View::Step::Review;
    m_place.window.consortium().setView(m_view);
}

void ConsortiumController::refuse(const QString& problem) {
    ask(m_view.purpose);
    m_view.problem = problem;
    m_place.window.consortium().setView(m_view);
}

void ConsortiumController::take() {
    if (!m_profile) {
        return;
    }
    if (m_view.purpose == View::Purpose::FirstRun) {
        emit chosen(*m_profile);
    } else {
        adopt();
    }
}

void ConsortiumController::adopt() {
    m_view.step = View::Step::Adopting;
    m_place.window.consortium().setView(m_view);
    m_place.worker
        .act([profile = *m_profile, language = shownLanguage()](const ui::WalletActing& acting) {
            const auto adopted = acting.session.adoptProfile(profile);
            return adopted ? QString()
                           : ProfileReader(language, acting.context.clock.now())
                                 .refusal(acting.session.profile(), profile, adopted.error());
        })
        .then(this, [this, question = m_question](const QString& problem) {
            if (question != m_question) {
                return;
            }
            if (problem.isEmpty()) {
                emit adopted();
            } else {
                refuse(problem);
            }
        });
}

} // namespace consentry::desktop
