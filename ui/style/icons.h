#pragma once

#include <QColor>
#include <QIcon>
#include <QPainter>

#include <functional>

namespace consentry::ui {

/// Our own 24-pixel set under resources/icons; one SVG each, named as here in kebab case.
enum class Icon : quint8 {
    None,
    Home,
    Grant,
    Eye,
    Health,
    People,
    Network,
    Settings,
    Search,
    Plus,
    Minus,
    Check,
    ArrowLeft,
    ChevronRight,
    ChevronDown,
    ChevronUp,
    Switch,
    X,
    Refusal,
    Download,
    Calendar,
    Pencil,
    Clock,
    List,
    Document,
    Key,
    Info,
    Folder,
    Play,
    LockClosed,
    Flask,
    Pulse,
    Pill,
    External,
    Undo,
    EyeOff,
    Bell,
    ChevronLeft,
    Chart,
    Table,
    Help,
    Trash,
    Copy,
    Printer,
    Hospital,
    Person,
    Note,
    Filter,
};

inline constexpr int iconCount = static_cast<int>(Icon::Filter) + 1;

/// Paints an icon in one colour into the square; sharp on every screen, cached. In a
/// mirrored painter only icons that point somewhere are mirrored.
void paintIcon(QPainter& painter, const QRectF& square, Icon icon, const QColor& color);

/// Shapes that carry meaning beside a word. Painted as paths, because glyphs change size with the
/// face.
enum class Mark : quint8 { ByRule, Warning, NoRule, Refused, Cut, Asked };
void paintMark(QPainter& painter, const QRectF& square, Mark mark, const QColor& color);

/// Tests learn here which marks are painted, and in which colour; nullptr for nobody.
using MarkWatcher = std::function<void(Mark mark, const QColor& color)>;
void watchMarks(MarkWatcher watcher);

/// The seal 契 in a square: an ink stamp with an inner frame.
void paintSeal(QPainter& painter, const QRectF& square);
/// The window's icon.
QIcon sealIcon();

} // namespace consentry::ui
