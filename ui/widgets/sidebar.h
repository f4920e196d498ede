#pragma once

#include "ui/models/network_view.h"
#include "ui/models/person_view.h"
#include "ui/style/icons.h"
#include "ui/style/spoken.h"

#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QVBoxLayout;

namespace consentry::ui {

/// The window's leading edge: seal and name, whose data it is, where one can go. Below 1,000 pixels
/// (divided by the text scale) it is a rail of icons with the words under them.
class Sidebar : public QWidget, public Spoken {
    Q_OBJECT
public:
    struct Entry {
        int id = 0;
        Icon icon = Icon::None;
        QString word;
        int badge = 0;
        bool atFoot = false;
    };

    explicit Sidebar(QWidget* parent = nullptr);
    void setPerson(const PersonView& person, bool canSwitch);
    void setEntries(const QList<Entry>& entries, int current);
    const QList<Entry>& entries() const { return m_entries; }
    void setCurrent(int id);
    void setBadge(int id, int count);
    /// At the very foot.
    void setStatus(const StatusView& status);
    void setRail(bool rail);
    QAccessible::Role spokenRole() const override { return QAccessible::ToolBar; }

signals:
    void entryChosen(int id);
    void personSwitchAsked();
    void lockAsked();
    /// The search over everything.
    void searchAsked();
    void helpAsked();
    /// The status was pressed: what stands behind it is asked for.
    void statusAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void fillHead(QVBoxLayout& column);
    void addSearch(QVBoxLayout& column);
    void addEntries(QVBoxLayout& column, bool atFoot);
    /// An entry that leads to no page.
    QAbstractButton& addAction(QVBoxLayout& column, Icon icon, const QString& word,
                               const QString& tip);
    void addStatus(QVBoxLayout& column);

    PersonView m_person;
    bool m_canSwitch = false;
    QList<Entry> m_entries;
    int m_current = -1;
    StatusView m_status;
    bool m_rail = false;
    QWidget* m_content = nullptr;
    QButtonGroup* m_group = nullptr;
};

} // namespace consentry::ui
