#pragma once

#include <QColor>

#include <array>

namespace consentry::ui {

/// What a colour is for. Widgets name a role, never a colour; the values stand in one table.
enum class Role : quint8 {
    Canvas,
    Surface,
    Sunken,
    Line,
    Control,
    Track,
    Ink,
    Muted,
    Primary,
    PrimarySoft,
    Fill,
    OnFill,
    Focus,
    Good,
    GoodTint,
    Warn,
    WarnTint,
    Danger,
    DangerTint,
};
inline constexpr int roleCount = 19;

enum class Theme : quint8 { Light, Dark, HighContrast };
inline constexpr std::array allThemes{Theme::Light, Theme::Dark, Theme::HighContrast};

QColor colorOf(Role role, Theme theme);

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

/// Font sizes in pixels at 100 % text size.
enum class TextSize : quint8 { Caption = 14, Body = 16, TaskTitle = 18, Section = 22, Page = 30 };
/// The packaged Chinese face has these two weights only.
enum class TextWeight : quint16 { Regular = 400, Bold = 700 };

/// Sizes in pixels at 100 % text size; pass them through px().
namespace size {
inline constexpr int grid = 8;
inline constexpr int target = 44;
inline constexpr int row = 56;
inline constexpr int compactRow = 40;
inline constexpr int cardRadius = 10;
inline constexpr int controlRadius = 6;
inline constexpr int chipRadius = 7;
inline constexpr int icon = 20;
inline constexpr int sidebar = 232;
inline constexpr int rail = 112;
inline constexpr int sidePanel = 380;
inline constexpr int contentMax = 1040;
inline constexpr int pageMargin = 32;
inline constexpr int focusRoom = 4;
/// Window width divided by text scale below which the sidebar becomes a rail.
inline constexpr int narrowBelow = 1000;
} // namespace size

/// No motion is longer than this, in milliseconds.
inline constexpr int motionMax = 150;

} // namespace consentry::ui
