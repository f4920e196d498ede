#pragma once

#include <QColor>
#include <QString>

namespace consentry::ui {

/// Whose data the window shows.
struct PersonView {
    QString id; ///< empty: this vault has no person yet
    QString name;
    bool isNamed = true; ///< false: nobody said a name, another word stands there
    QString detail;      ///< "My own data", or "My mother, until 31 December"
    QColor color;        ///< the person's own colour while acting for them; invalid for oneself

    friend bool operator==(const PersonView&, const PersonView&) = default;
};

} // namespace consentry::ui
