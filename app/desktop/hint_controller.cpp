#include "app/desktop/hint_controller.h"

#include "ui/bridge/convert.h"
#include "ui/models/help_text.h"
#include "ui/style/appearance.h"
#include "ui/widgets/hint_bar.h"

using namespace Qt::StringLiterals;

namespace consentry::desktop {
namespace {

constexpr std::string_view hintsSetting = "hints-read";
const QString everything = u"all"_s;

} // namespace

HintController::HintController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window, &ui::MainWindow::placeChanged, this, &HintController::show);
    connect(&place.window.hints(), &ui::HintBar::understood, this, &HintController::understood);
    connect(&place.window.hints(), &ui::HintBar::refused, this, &HintController::refused);
}

void HintController::begin() {
    m_knows = false;
    m_place.worker
        .read([](const ui::VaultReading& vault) {
            const auto stored = vault.vault.settings().get(hintsSetting);
            return ui::toQString(stored && *stored ? **stored : std::string());
        })
        .then(this, [this, visit = ++m_visit](const QString& read) {
            if (visit == m_visit) {
                m_read = read.split(u',', Qt::SkipEmptyParts);
                m_knows = true;
                show();
            }
        });
}

void HintController::end() {
    ++m_visit;
    m_knows = false;
    m_place.window.hints().setHint({});
}

void HintController::show() {
    const QString topic = m_place.window.helpTopic();
    const bool isWanted = m_knows && m_place.worker.isOpen() && !m_read.contains(topic) &&
                          !m_read.contains(everything);
    m_place.window.hints().setHint(
        isWanted ? ui::helpText(topic, ui::Appearance::current().language()).hint : QString());
}

void HintController::understood() {
    m_read << m_place.window.helpTopic();
    keep();
}

void HintController::refused() {
    m_read = QStringList{everything};
    keep();
}

void HintController::keep() {
    show();
    m_place.worker.write([read = ui::toUtf8(m_read.join(u','))](const ui::VaultWriting& writing) {
        // Not kept, the hint comes again at the next start: no harm.
        return writing.vault.settings().put(hintsSetting, read).has_value();
    });
}

} // namespace consentry::desktop
