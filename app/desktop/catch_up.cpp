#include "app/desktop/catch_up.h"

#include "ui/widgets/rows.h"

namespace consentry::desktop {

void CatchUp::begin() {
    if (!m_since.isValid()) {
        m_since.start();
    }
}

void CatchUp::setProgress(qint64 done, qint64 total) {
    if (!m_since.isValid()) {
        return; // of a turn that has ended
    }
    if (!m_row && !m_notices.hasTask() && (total == 0 || done < total) &&
        m_since.elapsed() >= wonderMs) {
        m_row = &m_notices.beginTask(tr("Catching up with the access log"));
        connect(m_row, &ui::ProgressRow::cancelled, this, &CatchUp::stopped);
    }
    if (m_row) {
        m_row->setProgress(done, total);
    }
}

void CatchUp::end() {
    m_since.invalidate();
    if (m_row) {
        m_notices.endTask();
        m_row.clear();
    }
}

} // namespace consentry::desktop
