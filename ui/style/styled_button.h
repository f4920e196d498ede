#pragma once

#include "ui/style/icons.h"

#include <QSize>

namespace consentry::ui {

/// What the style asks a push button before it paints it.
class StyledButton {
public:
    enum class Kind : quint8 {
        Filled,   ///< the one main action of a page
        Outlined, ///< everything else
        Danger,   ///< revoke; never beside Filled
        Link,     ///< words only, flush with the text above
        Plain,    ///< words only, with room around
        IconOnly, ///< needs an accessible name: pass it as text, it becomes the tool tip too
    };

    virtual ~StyledButton() = default;
    virtual Kind kind() const = 0;
    virtual Icon symbol() const = 0;
    virtual bool iconTrails() const = 0;
    /// With the room for the focus ring.
    virtual QSize naturalSize() const = 0;
};

} // namespace consentry::ui
