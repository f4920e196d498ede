#include "ui/style/tokens.h"

#include <QTest>

using namespace consentry::ui;

namespace {

constexpr double inkMin = 10.0;
constexpr double textMin = 5.7;
constexpr double controlMin = 4.0;

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
    void pairsReachTheirContrast_data();
    void pairsReachTheirContrast();
};

void StyleTest::contrastOfBlackAndWhiteIsTwentyOne() {
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
    QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
}

void StyleTest::pairsReachTheirContrast_data() {
    QTest::addColumn<int>("front");
    QTest::addColumn<int>("back");
    QTest::addColumn<double>("least");
    int number = 0;
    const auto add = [&number](Role front, std::initializer_list<Role> backs, double least) {
        for (const Role back : backs) {
            QTest::addRow("%d: %d on %d", number++, static_cast<int>(front), static_cast<int>(back))
                << static_cast<int>(front) << static_cast<int>(back) << least;
        }
    };
    add(Role::Ink, {Role::Canvas, Role::Surface, Role::Sunken, Role::PrimarySoft}, inkMin);
    add(Role::Muted, {Role::Canvas, Role::Surface, Role::Sunken, Role::PrimarySoft}, textMin);
    add(Role::Primary, {Role::Canvas, Role::Surface, Role::PrimarySoft}, textMin);
    add(Role::OnFill, {Role::Fill}, textMin);
    add(Role::Good, {Role::Canvas, Role::Surface, Role::GoodTint}, textMin);
    add(Role::Warn, {Role::Canvas, Role::Surface, Role::WarnTint}, textMin);
    add(Role::Danger, {Role::Canvas, Role::Surface, Role::DangerTint}, textMin);
    add(Role::Ink, {Role::GoodTint, Role::WarnTint, Role::DangerTint}, textMin);
    add(Role::Control, {Role::Canvas, Role::Surface}, controlMin);
    add(Role::Focus, {Role::Canvas, Role::Surface}, controlMin);
    add(Role::Fill, {Role::Canvas, Role::Surface}, controlMin);
    // The today pill.
    add(Role::Canvas, {Role::Ink}, inkMin);
}

void StyleTest::pairsReachTheirContrast() {
    QFETCH(int, front);
    QFETCH(int, back);
    QFETCH(double, least);
    for (const Theme theme : allThemes) {
        const auto frontRole = static_cast<Role>(front);
        const auto backRole = static_cast<Role>(back);
        const double ratio = contrastRatio(colorOf(frontRole, theme), colorOf(backRole, theme));
        QVERIFY2(ratio >= least, qPrintable(describe(frontRole, backRole, theme, ratio)));
    }
}

QTEST_APPLESS_MAIN(StyleTest)
#include "style_test.moc"
