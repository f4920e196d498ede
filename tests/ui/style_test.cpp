#include "tests/support/ui_test.h"
#include "ui/style/system_look.h"
#include "ui/style/tokens.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;

namespace {

struct Least {
    double ink;
    double text;
    double control;
};

// visual direction; at high contrast the stricter level of WCAG 2.1 (1.4.6).
Least leastIn(Theme theme) {
    return theme == Theme::HighContrast ? Least{15.0, 7.0, 4.5} : Least{10.0, 5.7, 4.0};
}

constexpr std::array grounds{Role::Canvas,   Role::Surface,  Role::Sunken,    Role::PrimarySoft,
                             Role::GoodTint, Role::WarnTint, Role::DangerTint};
constexpr std::array texts{Role::Muted, Role::Primary, Role::Good, Role::Warn, Role::Danger};
// Edges, rings, bars and fills: what must be seen but is not read.
constexpr std::array controls{Role::Control, Role::Focus, Role::Fill};

QString describe(Role front, Role back, Theme theme, double ratio) {
    return QStringLiteral("role %1 on %2 in theme %3: %4")
        .arg(static_cast<int>(front))
        .arg(static_cast<int>(back))
        .arg(static_cast<int>(theme))
        .arg(ratio);
}

} // namespace

class StyleTest : public QObject {
    Q_OBJECT
private slots:
    void contrastOfBlackAndWhiteIsTwentyOne();
    void everyPairReachesItsContrast_data();
    void everyPairReachesItsContrast();
    void lineAndTrackAreSeenAtHighContrast();
    void wishesOfTheDesktopAreRead();
    void oddAnswersOfTheDesktopAreNoWishes();
    void backendsAreAskedByDesktop();

private:
    static void check(Role front, Role back, Theme theme, double least);
};

void StyleTest::check(Role front, Role back, Theme theme, double least) {
    const double ratio = contrastRatio(colorOf(front, theme), colorOf(back, theme));
    QVERIFY2(ratio >= least, qPrintable(describe(front, back, theme, ratio)));
}

void StyleTest::contrastOfBlackAndWhiteIsTwentyOne() {
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
    QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
}

void StyleTest::everyPairReachesItsContrast_data() {
    QTest::addColumn<int>("theme");
    for (const Theme theme : allThemes) {
        QTest::addRow("theme %d", static_cast<int>(theme)) << static_cast<int>(theme);
    }
}

// Every role of text and of controls on every ground, also where nobody puts it today.
void StyleTest::everyPairReachesItsContrast() {
    QFETCH(int, theme);
    const auto which = static_cast<Theme>(theme);
    const Least least = leastIn(which);
    for (const Role ground : grounds) {
        check(Role::Ink, ground, which, least.ink);
        for (const Role text : texts) {
            check(text, ground, which, least.text);
        }
        for (const Role control : controls) {
            check(control, ground, which, least.control);
        }
    }
    check(Role::OnFill, Role::Fill, which, least.text);
    check(Role::Canvas, Role::Ink, which, least.ink); // the pill of today
}

void StyleTest::lineAndTrackAreSeenAtHighContrast() {
    // Elsewhere they are ornaments; here they carry the structure.
    constexpr double leastOfStructure = 3.0;
    for (const Role ground : grounds) {
        check(Role::Line, ground, Theme::HighContrast, leastOfStructure);
        check(Role::Track, ground, Theme::HighContrast, leastOfStructure);
    }
}

void StyleTest::wishesOfTheDesktopAreRead() {
    const QMap<QString, QVariantMap> dark{
        {u"org.freedesktop.appearance"_s, {{u"color-scheme"_s, 1U}, {u"contrast"_s, 0U}}},
        {u"org.gnome.desktop.interface"_s, {{u"enable-animations"_s, false}}}};
    const LookWishes wishes = readWishes(dark);
    QCOMPARE(wishes.dark, std::optional(true));
    QCOMPARE(wishes.highContrast, std::optional(false));
    QCOMPARE(wishes.motion, std::optional(false));
    // 0 is no preference and 2 is light: both are not dark.
    for (const uint scheme : {0U, 2U}) {
        const QMap<QString, QVariantMap> light{
            {u"org.freedesktop.appearance"_s, {{u"color-scheme"_s, scheme}}}};
        QCOMPARE(readWishes(light).dark, std::optional(false));
    }
    const QMap<QString, QVariantMap> gnome{
        {u"org.freedesktop.appearance"_s, {{u"contrast"_s, 0U}}},
        {u"org.gnome.desktop.a11y.interface"_s, {{u"high-contrast"_s, true}}}};
    QCOMPARE(readWishes(gnome).highContrast, std::optional(true));
}

void StyleTest::oddAnswersOfTheDesktopAreNoWishes() {
    QCOMPARE(readWishes({}), LookWishes());
    const QMap<QString, QVariantMap> odd{
        {u"org.freedesktop.appearance"_s, {{u"color-scheme"_s, u"dark"_s}, {u"contrast"_s, -1}}},
        {u"org.gnome.desktop.interface"_s, {{u"enable-animations"_s, 1U}}},
        {u"something.else"_s, {{u"color-scheme"_s, 1U}}}};
    QCOMPARE(readWishes(odd), LookWishes());
}

void StyleTest::backendsAreAskedByDesktop() {
    const QString prefix = u"org.freedesktop.impl.portal.desktop."_s;
    QCOMPARE(
        SystemLook::servicesFor(u"ubuntu:GNOME"_s),
        QStringList({u"org.freedesktop.portal.Desktop"_s, prefix + u"gnome"_s, prefix + u"gtk"_s}));
    QCOMPARE(SystemLook::servicesFor(u"KDE"_s).at(1), prefix + u"kde"_s);
    QCOMPARE(SystemLook::servicesFor(QString()),
             QStringList({u"org.freedesktop.portal.Desktop"_s, prefix + u"gtk"_s}));
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<StyleTest, QCoreApplication>(argc, argv);
}

#include "style_test.moc"
