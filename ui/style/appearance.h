#pragma once

#include "ui/style/system_look.h"
#include "ui/style/tokens.h"

#include <QFont>
#include <QLocale>
#include <QMargins>
#include <QObject>
#include <QTranslator>

class QApplication;

namespace consentry::ui {

enum class ThemeChoice : quint8 { System, Light, Dark, HighContrast };
enum class Language : quint8 { English, ChineseSimplified };

inline constexpr int textPercentMin = 100;
inline constexpr int textPercentMax = 200;

/// How the program looks and in which language it speaks. One per process, made by install()
/// after the QApplication. Changing anything takes effect at once in every window: widgets paint
/// from the tokens, and pages build themselves anew on QEvent::LanguageChange, which is also sent
/// when the text size changes. GUI thread only.
class Appearance : public QObject {
    Q_OBJECT
public:
    /// Sets style, palette, fonts and translation of the application.
    static Appearance& install(QApplication& application);
    /// The installed one. Must exist.
    static Appearance& current();

    Theme theme() const { return m_theme; }
    ThemeChoice themeChoice() const { return m_choice; }
    Language language() const { return m_language; }
    int textPercent() const { return m_textPercent; }
    double scale() const { return m_textPercent / 100.0; }
    /// False where the desktop or the person asks for stillness.
    bool motionAllowed() const;

    void setThemeChoice(ThemeChoice choice);
    void setLanguage(Language language);
    /// Kept within textPercentMin and textPercentMax.
    void setTextPercent(int percent);

    /// The language that the system asks for, else English.
    static Language systemLanguage();

signals:
    void themeChanged();
    /// Language or text size: pages have been asked to build themselves anew.
    void rebuilt();

private:
    explicit Appearance(QApplication& application);
    void applyTheme();
    void applyFont();
    void askForRebuild();
    Theme systemTheme() const;
    const LookWishes& wishes() const;

    Theme m_theme = Theme::Light;
    ThemeChoice m_choice = ThemeChoice::System;
    Language m_language = Language::English;
    int m_textPercent = textPercentMin;
    bool m_systemWasDark = false;
    SystemLook* m_systemLook = nullptr; ///< made when the system is first asked
    QTranslator m_texts;
    QTranslator m_qtTexts;
};

/// The colour of a role in the current theme.
QColor color(Role role);
/// A length at the current text size.
int px(int atHundredPercent);
/// Margins of a layout by reading direction: Qt mirrors layouts, but not their margins.
QMargins sided(int leading, int top, int trailing, int bottom);
QFont sansFont(TextSize size, TextWeight weight = TextWeight::Regular);
QFont serifFont(TextWeight weight);
/// For technical details.
QFont monoFont();
bool isChinese();

} // namespace consentry::ui
