// The list of grants: states by block time, groups, rows that are marked to act on several at once,
// and the page that asks before it does; also with a thousand grants.
#include "core/registry/object_ids.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/revoke_grants.h"
#include "tests/support/open_demo.h"
#include "tests/support/ui_test.h"
#include "ui/bridge/convert.h"
#include "ui/gallery/sample_data.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/grant_reader.h"
#include "ui/models/home_reader.h"
#include "ui/models/revoke_list_model.h"
#include "ui/pages/revoke_many_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using test::DemoWorld;
using test::must;
using State = consentry::ui::GrantState;

namespace {

QString wordsOf(const QWidget& page) {
    QStringList all;
    const auto texts = page.findChildren<Text*>();
    for (const Text* text : texts) {
        all << text->plainWords();
    }
    return all.join(u'\n');
}

template <class T> T* named(const QWidget& page, const QString& name) {
    T* found = page.findChild<T*>(name);
    if (found == nullptr) {
        throw std::runtime_error("no widget " + name.toStdString());
    }
    return found;
}

QStringList headings(const GrantListModel& model) {
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.grantAt(row) == nullptr) {
            found << model.index(row).data(GrantListModel::headingRole).toString();
        }
    }
    return found;
}

GrantView viewOf(const QString& id, State state) {
    GrantView view;
    view.id = id;
    view.title = u"Dr "_s + id;
    view.subtitle = u"Glucose"_s;
    view.state = state;
    view.begins = sample::today();
    view.ends = sample::today().addDays(30);
    view.organizationId = u"o"_s;
    view.organizationName = u"Union Hospital"_s;
    view.kind = u"Laboratory"_s;
    return view;
}

/// Rows 0, 1 and 3 are open; 2 is over.
WhoMaySeeView fourGrants() {
    WhoMaySeeView view;
    view.today = sample::today();
    view.grants = {viewOf(u"a"_s, State::Active), viewOf(u"b"_s, State::Active),
                   viewOf(u"c"_s, State::Revoked), viewOf(u"d"_s, State::Pending)};
    return view;
}

class Shown {
public:
    explicit Shown(const WhoMaySeeView& view) {
        page.setView(view);
        page.resize(1000, 900);
        page.show();
        list = named<VirtualList>(page, u"grantList"_s);
        model = qobject_cast<GrantListModel*>(list->model());
        list->setFocus();
    }
    WhoMaySeePage page;
    VirtualList* list = nullptr;
    GrantListModel* model = nullptr;
};

} // namespace

class WhoMaySeeTest : public QObject {
    Q_OBJECT
private slots:
    void whoIsShutOutByTheRulesIsNotCounted() {
        test::OpenDemo demo;
        demo.world().give(demo.world().draft("han", {"glucose"}));
        demo.world().give(demo.world().draft("luo", {"glucose"}));
        QCOMPARE(HomeReader(demo.reading()).view({}).partiesNow, 2);
        consent::PatientPolicy rules;
        rules.denials = {consent::PolicyDenial::ofParty(demo.world().person("han").party)};
        demo.world().setRules(rules);
        QCOMPARE(HomeReader(demo.reading()).view({}).partiesNow, 1);
        int shutOut = 0;
        for (const GrantView& grant : GrantReader(demo.reading()).views()) {
            shutOut += grant.isShutOut;
            QCOMPARE(grant.isShutOut, grant.title.contains(u"Han"_s));
            QCOMPARE(GrantListModel::endDetail(grant, QDate()) == u"shut out by your rules"_s,
                     grant.isShutOut);
        }
        QCOMPARE(shutOut, 1);
    }

    void initTestCase() { Appearance::install(*qApp); }

    void statesFollowTheChain() {
        test::OpenDemo demo;
        DemoWorld& world = demo.world();
        const GrantId active = world.give(world.draft("han", {"glucose"}));
        const GrantId revoked = world.give(world.draft("han", {"hba1c"}));
        world.revoke(revoked);
        consent::Grant brief = world.draft("luo", {"glucose"});
        brief.notAfter = world.clock().now() + std::chrono::hours(1);
        const GrantId ended = world.give(brief);
        GrantStore& grants = world.wallet().vault.grants();
        const GrantId failed = world.give(world.draft("luo", {"hba1c"}));
        must(grants.setState(failed, consentry::GrantState::Failed));
        must(grants.mark(failed, GrantProcess::Grant, GrantStage::Failed,
                         {world.clock().now(), {}, {}, 151}));
        const GrantId pending = world.give(world.draft("luo", {"heart-rate"}));
        must(grants.setState(pending, consentry::GrantState::Pending));
        world.clock().pass(std::chrono::hours(2));

        VaultReading vault = demo.reading();
        const auto stateOf = [&](const GrantId& id) {
            GrantReader reader(vault);
            return reader.view(reader.find(id).value()).state;
        };
        QCOMPARE(stateOf(active), State::Active);
        QCOMPARE(stateOf(revoked), State::Revoked);
        QCOMPARE(stateOf(ended), State::Ended);
        QCOMPARE(stateOf(failed), State::Failed);
        QCOMPARE(stateOf(pending), State::Pending);
        GrantReader reader(vault);
        QVERIFY(!reader.view(reader.find(failed).value()).problemSentence.isEmpty());
        // A wrong clock of this computer ends nothing.
        vault.now += std::chrono::hours(24 * 365);
        QCOMPARE(stateOf(active), State::Active);
        vault.chainTime += std::chrono::hours(24 * 365);
        QCOMPARE(stateOf(active), State::Ended);
    }

    void aReplacedGrantSaysSo() {
        test::OpenDemo demo;
        DemoWorld& world = demo.world();
        const GrantId first = world.give(world.draft("han", {"glucose"}));
        wallet::GrantAccess access(world.wallet());
        const auto prepared =
            must(access.prepare(world.patient(), world.draft("han", {"hba1c"}), first));
        must(access.send(world.patient(), prepared, "title"));
        const VaultReading vault = demo.reading();
        const QList<GrantView> views = GrantReader(vault).views();
        const auto found = std::find_if(views.begin(), views.end(), [&](const GrantView& view) {
            return view.id == toQString(first.hex());
        });
        QVERIFY(found != views.end());
        QVERIFY(found->isReplaced);
        QVERIFY(GrantListModel::endText(*found, toDate(vault.now)).startsWith(u"replaced "_s));
    }

    void whatIsBeingRevokedIsSaidAndNotOfferedAgain() {
        test::OpenDemo demo;
        DemoWorld& world = demo.world();
        const GrantId id = world.give(world.draft("han", {"glucose"}));
        struct Silent : test::PassingTransport {
            using PassingTransport::PassingTransport;
            Result<SubmitReply> submit(ByteView) override {
                return fail(ErrorCode::Unreachable, "test");
            }
        };
        Silent silent(world.ledger());
        VerifiedLedger ledger = world.verifiedLedger(silent);
        wallet::WalletContext context = world.walletOver(ledger);
        QVERIFY(must(wallet::RevokeGrants(context).revoke(world.patient(), std::span(&id, 1)))
                    .trouble.has_value());
        const VaultReading vault = demo.reading();
        GrantReader reader(vault);
        const GrantView view = reader.view(reader.find(id).value());
        QCOMPARE(view.state, State::Active); // until its block it holds
        QVERIFY(view.isStopping);
        QVERIFY(!view.canRevoke());
        QCOMPARE(GrantListModel::endDetail(view, toDate(vault.now)), u"being stopped"_s);
        RevokeChoice everything;
        everything.what = RevokeChoice::What::Everything;
        QVERIFY(reader.revokeManyView(everything).rows.isEmpty());
    }

    void everythingOfAHospitalIncludesItsPeople() {
        test::OpenDemo demo;
        DemoWorld& world = demo.world();
        world.give(world.draft("han", {"glucose"}));
        consent::Grant whole = world.draft("han", {"hba1c"});
        whole.grantee = {std::nullopt, world.organization("qinghe"), std::nullopt};
        world.give(whole);
        const GrantId elsewhere = world.give(world.draft("luo", {"glucose"}));
        const VaultReading vault = demo.reading();
        RevokeChoice choice;
        choice.what = RevokeChoice::What::Organization;
        choice.organizationId = toQString(world.organization("qinghe").hex());
        QCOMPARE(GrantReader(vault).revokeManyView(choice).rows.size(), 2);
        choice.what = RevokeChoice::What::Everything;
        QCOMPARE(GrantReader(vault).revokeManyView(choice).rows.size(), 3);
        choice.what = RevokeChoice::What::Marked;
        choice.ids = {toQString(elsewhere.hex())};
        const RevokeManyView one = GrantReader(vault).revokeManyView(choice);
        QCOMPARE(one.rows.size(), 1);
        QCOMPARE(one.rows.first().id, choice.ids.first());
    }

    void groupsStandOverTheirGrants() {
        GrantListModel model;
        const QAbstractItemModelTester tester(&model);
        QList<GrantView> grants = fourGrants().grants;
        grants[1].organizationName = u"City Hospital"_s;
        grants[3].organizationName.clear();
        model.setGrants(grants, sample::today(), GrantGrouping::Organization);
        QCOMPARE(headings(model),
                 (QStringList{u"City Hospital"_s, u"Union Hospital"_s, u"No organisation"_s}));
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.grantAt(1)->id, u"b"_s);
        QCOMPARE(model.rowOf(u"b"_s), 1);
        QCOMPARE(model.index(2).data().toString(), u"Union Hospital, 2 grants"_s);
        model.setGrants(grants, sample::today(), GrantGrouping::Kind);
        QCOMPARE(headings(model), QStringList{u"Laboratory"_s});
        model.setGrants(grants, sample::today(), GrantGrouping::Person);
        QCOMPARE(headings(model).size(), 4);
        model.setGrants(grants, sample::today());
        QVERIFY(headings(model).isEmpty());
    }

    void theKeyboardPassesHeadingsBy() {
        WhoMaySeeView view = fourGrants();
        view.grouping = GrantGrouping::Person;
        Shown shown(view);
        shown.list->setCurrentIndex(shown.model->index(1, 0));
        QTest::keyClick(shown.list, Qt::Key_Down);
        QCOMPARE(shown.page.selectedId(), u"b"_s);
    }

    void keysMarkSeveral() {
        Shown shown(fourGrants());
        shown.list->setCurrentIndex(shown.model->index(0, 0));
        QTest::keyClick(shown.list, Qt::Key_Space);
        QCOMPARE(shown.model->marked(), QStringList{u"a"_s});
        QTest::keyClick(shown.list, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.model->marked(), (QStringList{u"a"_s, u"b"_s}));
        // What is over is passed by, not marked.
        QTest::keyClick(shown.list, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(shown.list, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.model->marked(), (QStringList{u"a"_s, u"b"_s, u"d"_s}));
        QTest::keyClick(shown.list, Qt::Key_Escape);
        QVERIFY(shown.model->marked().isEmpty());
        QTest::keyClick(shown.list, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(shown.model->marked().size(), 3);
        QVERIFY(named<QCheckBox>(shown.page, u"markAll"_s)->isChecked());
        QVERIFY(shown.model->index(0).data().toString().startsWith(u"marked: "_s));
    }

    void aClickOnTheBoxMarksAndShiftGoesOn() {
        Shown shown(fourGrants());
        const auto rowAt = [&](int row, int x) {
            return QPoint(x, shown.list->visualRect(shown.model->index(row, 0)).center().y());
        };
        const QString before = shown.page.selectedId();
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {}, rowAt(1, 24));
        QCOMPARE(shown.model->marked(), QStringList{u"b"_s});
        QCOMPARE(shown.page.selectedId(), before);
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, Qt::ShiftModifier, rowAt(3, 300));
        QCOMPARE(shown.model->marked(), (QStringList{u"b"_s, u"d"_s}));
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {}, rowAt(1, 24));
        QCOMPARE(shown.model->marked(), QStringList{u"d"_s});
        // Beside the box a click chooses the row, as ever.
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {}, rowAt(1, 300));
        QCOMPARE(shown.page.selectedId(), u"b"_s);
        QCOMPARE(shown.model->marked(), QStringList{u"d"_s});
    }

    void onlyWhatIsShownIsRevoked() {
        Shown shown(fourGrants());
        QTest::keyClick(shown.list, Qt::Key_A, Qt::ControlModifier);
        QSignalSpy asked(&shown.page, &WhoMaySeePage::revokeManyAsked);
        named<QAbstractButton>(shown.page, u"filter%1"_s.arg(int(State::Pending)))->click();
        named<Button>(shown.page, u"revokeMarked"_s)->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<RevokeChoice>().ids, QStringList{u"d"_s});
    }

    void marksOutliveARefreshButNotTheirGrants() {
        Shown shown(fourGrants());
        QTest::keyClick(shown.list, Qt::Key_A, Qt::ControlModifier);
        WhoMaySeeView later = fourGrants();
        later.grants[0].state = State::Revoked;
        shown.page.setView(later);
        QCOMPARE(shown.model->marked(), (QStringList{u"b"_s, u"d"_s}));
        QCOMPARE(named<Button>(shown.page, u"revokeMarked"_s)->text(), u"Revoke the 2 marked"_s);
        shown.page.forget();
        QVERIFY(shown.model->marked().isEmpty());
    }

    void groupingIsToldAndOutlivesARefresh() {
        Shown shown(fourGrants());
        QSignalSpy chosen(&shown.page, &WhoMaySeePage::groupingChosen);
        named<QAbstractButton>(shown.page, u"filter%1"_s.arg(100 + int(GrantGrouping::Kind)))
            ->click();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().value<GrantGrouping>(), GrantGrouping::Kind);
        // A refresh that was read before the choice was stored changes nothing.
        shown.page.setView(fourGrants());
        QCOMPARE(headings(*shown.model).size(), 1);
    }

    void stoppingMoreAtOnceIsOneClickAway() {
        Shown shown(fourGrants());
        QSignalSpy asked(&shown.page, &WhoMaySeePage::revokeManyAsked);
        named<Button>(shown.page, u"revokeOrganization0"_s)->click();
        named<Button>(shown.page, u"revokeEverything"_s)->click();
        QCOMPARE(asked.count(), 2);
        const auto first = asked.at(0).first().value<RevokeChoice>();
        QCOMPARE(first.what, RevokeChoice::What::Organization);
        QCOMPARE(first.organizationId, u"o"_s);
        QCOMPARE(asked.at(1).first().value<RevokeChoice>().what, RevokeChoice::What::Everything);
    }

    void oneQuestionWithBackFirst() {
        RevokeManyPage page;
        page.setView(sample::revokeMany(RevokeManyView::Stage::Review));
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QVERIFY(named<Button>(page, u"back"_s)->hasFocus());
        QSignalSpy asked(&page, &RevokeManyPage::revokeAsked);
        QTest::keyClick(&page, Qt::Key_Return);
        QCOMPARE(asked.count(), 0);
        QVERIFY(wordsOf(page).contains(u"Stop everything that anybody may see?"_s));
        QVERIFY(wordsOf(page).contains(u"3 hospitals are told"_s));
        named<Button>(page, u"revokeNow"_s)->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toStringList().size(), 5);
        // Asked once: while it runs there is nothing more to press.
        page.setView(sample::revokeMany(RevokeManyView::Stage::Running));
        QVERIFY(page.findChild<Button*>(u"revokeNow"_s) == nullptr);
    }

    void aPartialFailureSaysWhichStandAndGoesOnWithThose() {
        RevokeManyPage page;
        const RevokeManyView view = sample::revokeMany(RevokeManyView::Stage::Ended);
        page.setView(view);
        page.show();
        QVERIFY2(wordsOf(page).contains(u"3 of 5 have ended"_s), qPrintable(wordsOf(page)));
        QVERIFY(wordsOf(page).contains(u"1 grant was not stopped and still holds"_s) ||
                wordsOf(page).contains(u"1 grants were not stopped and still hold"_s));
        QSignalSpy asked(&page, &RevokeManyPage::revokeAsked);
        page.setView(view);
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QVERIFY(!named<Button>(page, u"revokeNow"_s)->hasFocus());
        named<Button>(page, u"revokeNow"_s)->click();
        QCOMPARE(asked.first().first().toStringList(),
                 (QStringList{view.rows.at(2).id, view.rows.at(3).id}));
        RevokeListModel model;
        const QAbstractItemModelTester tester(&model);
        model.setRows(view.rows);
        QVERIFY(model.index(3).data().toString().contains(view.rows.at(3).problem));
    }

    /// Nothing is asked for each grant of its own, and the list paints what can be seen.
    void whatIsOverIsGivenAgainAndWhatEndsSoonRenewed_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("endsSoon");
        QTest::addColumn<QString>("offered");
        const auto row = [](const char* name, State state, bool endsSoon, const QString& offered) {
            QTest::newRow(name) << static_cast<int>(state) << endsSoon << offered;
        };
        row("open", State::Active, false, {});
        row("ends soon", State::Active, true, u"renew"_s);
        row("pending", State::Pending, false, {});
        row("ended", State::Ended, false, u"giveAgain"_s);
        row("revoked", State::Revoked, false, u"giveAgain"_s);
        row("failed", State::Failed, false, u"giveAgain"_s);
    }
    void whatIsOverIsGivenAgainAndWhatEndsSoonRenewed() {
        QFETCH(int, state);
        QFETCH(bool, endsSoon);
        QFETCH(QString, offered);
        WhoMaySeeView view;
        view.today = sample::today();
        view.grants = {viewOf(u"a"_s, static_cast<State>(state))};
        view.grants[0].endsSoon = endsSoon;
        Shown shown(view);
        QSignalSpy renewed(&shown.page, &WhoMaySeePage::renewAsked);
        QSignalSpy again(&shown.page, &WhoMaySeePage::giveAgainAsked);
        for (const QString& name : {u"renew"_s, u"giveAgain"_s}) {
            auto* button = shown.page.findChild<Button*>(name);
            QCOMPARE(button != nullptr, name == offered);
            if (button != nullptr) {
                button->click();
            }
        }
        QCOMPARE(renewed.size(), offered == u"renew"_s ? 1 : 0);
        QCOMPARE(again.size(), offered == u"giveAgain"_s ? 1 : 0);
        const auto& asked = renewed.isEmpty() ? again : renewed;
        QVERIFY(asked.isEmpty() || asked[0][0].toString() == u"a"_s);
    }

    void aThousandGrantsStayQuick() {
        test::OpenDemo demo;
        DemoWorld& world = demo.world();
        const StoredGrant like =
            must(world.wallet().vault.grants().find(world.give(world.draft("han", {"glucose"}))));
        for (int i = 0; i < 1000; ++i) {
            StoredGrant copy = like;
            copy.id = registry::objectIdFrom<GrantId>(world.wallet().chainId(),
                                                      world.patient().party, randomNonce());
            copy.createdAt += std::chrono::milliseconds(i);
            must(world.wallet().vault.grants().put(copy));
        }
        const VaultReading vault = demo.reading();
        QElapsedTimer timer;
        timer.start();
        WhoMaySeeView view;
        view.today = toDate(vault.now);
        view.grants = GrantReader(vault).views();
        QCOMPARE(view.grants.size(), 1001);
        RevokeChoice everything;
        everything.what = RevokeChoice::What::Everything;
        QCOMPARE(GrantReader(vault).revokeManyView(everything).rows.size(), 1001);
        const qint64 read = timer.restart();
        Shown shown(view);
        QCoreApplication::processEvents();
        QTest::keyClick(shown.list, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(shown.model->marked().size(), 1001);
        qInfo() << "read" << read << "ms, shown and marked" << timer.elapsed() << "ms";
        QVERIFY2(timer.elapsed() < 60'000, "orders of magnitude too slow");
    }
};

int main(int argc, char** argv) {
    return consentry::test::runUiTest<WhoMaySeeTest>(argc, argv);
}

#include "who_may_see_test.moc"
