#include "ui/style/appearance.h"

#include "ui/style/consentry_style.h"
#include "ui/style/spoken.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QLibraryInfo>
#include <QPalette>
#include <QStyleHints>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

Appearance* installed = nullptr;

// In the Chinese face quotes, dash and ellipsis are full-width, so English puts a Latin face first.
QStringList families(Language language, const QString& latin, const QString& chinese) {
    return language == Language::ChineseSimplified ? QStringList{chinese, latin}
                                                   : QStringList{latin, chinese};
}

QFont makeFont(const QStringList& names, int pixels, TextWeight weight) {
    QFont font;
    font.setFamilies(names);
    font.setPixelSize(px(pixels));
    font.setWeight(weight == TextWeight::Bold ? QFont::Bold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QPalette paletteOf(Theme theme) {
    const auto c = [theme](Role role) { return colorOf(role, theme); };
    QPalette palette;
    palette.setColor(QPalette::Window, c(Role::Canvas));
    palette.setColor(QPalette::WindowText, c(Role::Ink));
    palette.setColor(QPalette::Base, c(Role::Surface));
    palette.setColor(QPalette::AlternateBase, c(Role::Sunken));
    palette.setColor(QPalette::Text, c(Role::Ink));
    palette.setColor(QPalette::Button, c(Role::Surface));
    palette.setColor(QPalette::ButtonText, c(Role::Ink));
    palette.setColor(QPalette::BrightText, c(Role::Danger));
    palette.setColor(QPalette::Highlight, c(Role::Fill));
    palette.setColor(QPalette::HighlightedText, c(Role::OnFill));
    palette.setColor(QPalette::Link, c(Role::Primary));
    palette.setColor(QPalette::LinkVisited, c(Role::Primary));
    palette.setColor(QPalette::PlaceholderText, c(Role::Muted));
    palette.setColor(QPalette::ToolTipBase, c(Role::Ink));
    palette.setColor(QPalette::ToolTipText, c(Role::Canvas));
    palette.setColor(QPalette::Light, c(Role::Surface));
    palette.setColor(QPalette::Mid, c(Role::Line));
    palette.setColor(QPalette::Dark, c(Role::Control));
    palette.setColor(QPalette::Shadow, c(Role::Control));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, c(Role::Control));
    }
    return palette;
}

} // namespace

Appearance& Appearance::install(QApplication& application) {
    if (installed == nullptr) {
        installed = new Appearance(application); // owned by the application
    }
    return *installed;
}

Appearance& Appearance::current() {
    Q_ASSERT(installed != nullptr);
    return *installed;
}

Appearance::Appearance(QApplication& application) : QObject(&application) {
    installed = this;
    connect(this, &QObject::destroyed, [] { installed = nullptr; });
    m_systemWasDark = application.palette().color(QPalette::Window).lightness() < 128;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(application.styleHints(), &QStyleHints::colorSchemeChanged, this,
            &Appearance::applyTheme);
#endif
    QApplication::setStyle(new ConsentryStyle);
    installSpokenFaces();
    applyTheme();
    setLanguage(Language::English);
}

const LookWishes& Appearance::wishes() const {
    static const LookWishes none;
    return m_systemLook != nullptr ? m_systemLook->wishes() : none;
}

// What the desktop answers counts; then what Qt knows; then the palette that the program was
// started with, which a desktop's own Qt plugin may have made dark.
Theme Appearance::systemTheme() const {
    if (wishes().highContrast.value_or(false)) {
        return Theme::HighContrast;
    }
    bool dark = m_systemWasDark;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    dark = scheme == Qt::ColorScheme::Unknown ? dark : scheme == Qt::ColorScheme::Dark;
#endif
    return wishes().dark.value_or(dark) ? Theme::Dark : Theme::Light;
}

bool Appearance::motionAllowed() const {
    return wishes().motion.value_or(QApplication::isEffectEnabled(Qt::UI_General)) &&
           qEnvironmentVariableIsEmpty("CONSENTRY_NO_MOTION");
}

void Appearance::setThemeChoice(ThemeChoice choice) {
    m_choice = choice;
    if (choice == ThemeChoice::System && m_systemLook == nullptr) {
        m_systemLook = new SystemLook(this);
        connect(m_systemLook, &SystemLook::changed, this, &Appearance::applyTheme);
    }
    applyTheme();
}

void Appearance::applyTheme() {
    switch (m_choice) {
    case ThemeChoice::System:
        m_theme = systemTheme();
        break;
    case ThemeChoice::Light:
        m_theme = Theme::Light;
        break;
    case ThemeChoice::Dark:
        m_theme = Theme::Dark;
        break;
    case ThemeChoice::HighContrast:
        m_theme = Theme::HighContrast;
        break;
    }
    QApplication::setPalette(paletteOf(m_theme));
    const auto windows = QApplication::allWidgets();
    for (QWidget* widget : windows) {
        widget->update();
    }
    emit themeChanged();
}

Language Appearance::systemLanguage() {
    return QLocale::system().language() == QLocale::Chinese ? Language::ChineseSimplified
                                                            : Language::English;
}

void Appearance::setLanguage(Language language) {
    m_language = language;
    const bool chinese = language == Language::ChineseSimplified;
    const QLocale locale = chinese ? QLocale(QLocale::Chinese, QLocale::China)
                                   : QLocale(QLocale::English, QLocale::UnitedKingdom);
    QLocale::setDefault(locale);
    applyFont();
    const QString name = chinese ? u"zh_CN"_s : u"en"_s;
    QCoreApplication::removeTranslator(&m_texts);
    QCoreApplication::removeTranslator(&m_qtTexts);
    if (chinese &&
        m_qtTexts.load(u"qtbase_zh_CN"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qtTexts);
    }
    // English has a file of its own for the plural forms.
    if (m_texts.load(u":/translations/consentry_"_s + name + u".qm"_s)) {
        QCoreApplication::installTranslator(&m_texts);
    }
    emit rebuilt();
}

void Appearance::setTextPercent(int percent) {
    m_textPercent = std::clamp(percent, textPercentMin, textPercentMax);
    applyFont();
    askForRebuild();
    emit rebuilt();
}

void Appearance::applyFont() {
    QApplication::setFont(sansFont(TextSize::Body));
}

void Appearance::askForRebuild() {
    QEvent event(QEvent::LanguageChange);
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows) {
        QCoreApplication::sendEvent(window, &event);
    }
}

QColor color(Role role) {
    return colorOf(role, Appearance::current().theme());
}

int px(int atHundredPercent) {
    return qRound(atHundredPercent * Appearance::current().scale());
}

QMargins sided(int leading, int top, int trailing, int bottom) {
    return QGuiApplication::layoutDirection() == Qt::RightToLeft
               ? QMargins(trailing, top, leading, bottom)
               : QMargins(leading, top, trailing, bottom);
}

QFont sansFont(TextSize size, TextWeight weight) {
    return makeFont(
        families(Appearance::current().language(), u"Noto Sans"_s, u"Noto Sans CJK SC"_s),
        static_cast<int>(size), weight);
}

QFont serifFont(TextWeight weight) {
    return makeFont(
        families(Appearance::current().language(), u"Noto Serif"_s, u"Noto Serif CJK SC"_s),
        static_cast<int>(TextSize::Section), weight);
}

QFont monoFont() {
    QFont font = makeFont({u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, u"Noto Sans Mono CJK SC"_s},
                          static_cast<int>(TextSize::Caption), TextWeight::Regular);
    font.setStyleHint(QFont::Monospace);
    return font;
}

bool isChinese() {
    return Appearance::current().language() == Language::ChineseSimplified;
}

} // namespace consentry::ui
