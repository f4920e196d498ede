#pragma once

#include <QRect>
#include <QStringList>

class QWidget;

namespace consentry::test {

/// What a walk met: how much of it, and what is wrong there.
struct WalkFindings {
    int elements = 0;
    QStringList problems;
};

/// Through the interfaces that screen readers read: what can be acted on has a name and the role
/// that fits, no two that are pressed say the same, and nothing that is painted is silent.
WalkFindings walkFaces(QWidget& window);

/// What is pressed, ticked or written in offers 44 pixels each way, but for the exceptions that
/// stand in the source with their reasons.
WalkFindings walkTargets(QWidget& window);

/// With real keys from where the keyboard is: Tab goes in reading order and comes back to where it
/// began, Shift+Tab goes the same way back, and wherever it stops something is painted in the
/// colour of focus that is not there otherwise.
WalkFindings walkByTab(QWidget& window);

/// One shape, one meaning: no mark is painted in two colours that mean different things, because
/// then only the colour would tell them apart.
WalkFindings walkMarks(QWidget& window);

} // namespace consentry::test
