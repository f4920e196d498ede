#include "ui/style/tokens.h"

#include <cmath>

namespace consentry::ui {
namespace {

struct Row {
    Role role;
    QRgb light;
    QRgb dark;
    QRgb highContrast;
};

constexpr std::array<Row, roleCount> table{{
    {Role::Canvas, 0xF6F4EE, 0x13181A, 0xFFFFFF},
    {Role::Surface, 0xFFFFFF, 0x1B2225, 0xFFFFFF},
    {Role::Sunken, 0xECE8DF, 0x0E1214, 0xF2F2F2},
    {Role::Line, 0xD8D2C5, 0x30393D, 0x5A5A5A},
    {Role::Control, 0x6F6A5E, 0x8A999E, 0x000000},
    {Role::Track, 0xCFC7B6, 0x455257, 0x767676},
    {Role::Ink, 0x1E292D, 0xE9E6DF, 0x000000},
    {Role::Muted, 0x4E5A5F, 0xAEB7B9, 0x1F1F1F},
    {Role::Primary, 0x0E5A64, 0x7FC7CD, 0x00363D},
    {Role::PrimarySoft, 0xDCEBEB, 0x1D383C, 0xD9F2F4},
    {Role::Fill, 0x0E5A64, 0x5FB3BA, 0x00363D},
    {Role::OnFill, 0xFFFFFF, 0x06262A, 0xFFFFFF},
    {Role::Focus, 0x1660C4, 0x8AB8FF, 0x0033CC},
    {Role::Good, 0x27643A, 0x8FCF9F, 0x0B4A1E},
    {Role::GoodTint, 0xE2EFE4, 0x1B3323, 0xE6F6E9},
    {Role::Warn, 0x7A4F00, 0xEBC274, 0x573800},
    {Role::WarnTint, 0xF8ECD2, 0x3A2D12, 0xFFF1CF},
    {Role::Danger, 0x9C2B28, 0xF29B92, 0x7E0F0C},
    {Role::DangerTint, 0xF8E3E0, 0x40201E, 0xFFE6E3},
}};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c) {
    const auto channel = [](int value) { return linear(value / 255.0); };
    return 0.2126 * channel(c.red()) + 0.7152 * channel(c.green()) + 0.0722 * channel(c.blue());
}

} // namespace

QColor colorOf(Role role, Theme theme) {
    const Row& row = table[static_cast<std::size_t>(role)];
    Q_ASSERT(row.role == role);
    const QRgb value = theme == Theme::Light  ? row.light
                       : theme == Theme::Dark ? row.dark
                                              : row.highContrast;
    return QColor::fromRgb(value);
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace consentry::ui
