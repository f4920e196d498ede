#include "tests/ui/page_shots.h"

#include "ui/gallery/gallery.h"
#include "ui/gallery/sample_data.h"
#include "ui/models/format.h"
#include "ui/models/help_text.h"
#include "ui/models/home_reader.h"
#include "ui/pages/consortium_page.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/dispute_page.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/health_page.h"
#include "ui/pages/help_panel.h"
#include "ui/pages/home_page.h"
#include "ui/pages/network_page.h"
#include "ui/pages/revoke_many_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/role_page.h"
#include "ui/pages/rules_page.h"
#include "ui/pages/rules_signing_page.h"
#include "ui/pages/search_palette.h"
#include "ui/pages/see_as_page.h"
#include "ui/pages/separate_consent_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/document_view.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/hint_bar.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/overlay.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;

namespace consentry::test {

QList<PageShot> pageShots() {
    using Place = MainWindow::Place;
    const auto place = [](Place where) { return [where](Gallery& g) { g.window().goTo(where); }; };
    const auto create = [](CreateVaultView::Step step) {
        return [step](Gallery& g) {
            CreateVaultView view;
            view.step = step;
            g.window().goTo(Place::CreateVault);
            g.window().createVault().setView(view);
        };
    };
    const auto role = [](RolePage::Asked asked) {
        return [asked](Gallery& g) {
            g.window().role().ask(asked);
            g.window().goTo(Place::Role);
        };
    };
    const auto document = [](std::function<void(DocumentView&)> act) {
        return [act = std::move(act)](Gallery& g) {
            g.window().goTo(Place::Health);
            g.window().health().showDetail(u"h8"_s);
            auto* view = g.window().health().findChild<DocumentView*>();
            if (act) {
                act(*view);
            }
            QTest::qWait(0);
            auto* area =
                qobject_cast<QScrollArea*>(view->parentWidget()->parentWidget()->parentWidget());
            area->verticalScrollBar()->setValue(view->mapTo(area->widget(), QPoint(0, 0)).y() -
                                                px(56));
        };
    };
    const auto sign = [](SendStage stage) {
        return [stage](Gallery& g) {
            g.window().signing().setView(sample::signing(stage));
            g.window().goTo(Place::Signing);
        };
    };
    const auto edit = [](std::optional<SentencePart> part) {
        return [part](Gallery& g) {
            g.window().editor().openPart(part);
            g.window().goTo(Place::Editor);
        };
    };
    const auto editBig = [](std::optional<SentencePart> part) {
        return [part](Gallery& g) {
            g.window().editor().setView(sample::bigDraft(60));
            g.window().goTo(Place::Editor);
            g.window().editor().openPart(part);
        };
    };
    const auto revokeMany = [](RevokeManyView::Stage stage) {
        return [stage](Gallery& g) {
            g.window().revokeMany().setView(sample::revokeMany(stage));
            g.window().goTo(Place::RevokeMany);
        };
    };
    const auto rules = [](SendStage stage) {
        return [stage](Gallery& g) {
            g.window().rulesSigning().setView(sample::rules(stage));
            g.window().goTo(Place::RulesSigning);
        };
    };
    const auto consortium = [](ConsortiumChoiceView::Purpose purpose,
                               ConsortiumChoiceView::Step step) {
        return [purpose, step](Gallery& g) {
            g.window().consortium().setView(sample::consortium(purpose, step));
            g.window().goTo(Place::Consortium);
        };
    };
    const auto search = [](const QString& text) {
        return [text](Gallery& g) {
            g.window().goTo(Place::Home);
            g.window().search().open();
            g.window().search().findChild<QLineEdit*>(u"searchAll"_s)->setText(text);
        };
    };
    const auto seeAs = [](SeenAsView::Considered considered) {
        return [considered](Gallery& g) {
            g.window().seeAs().setView(sample::seenAs(considered));
            g.window().goTo(Place::SeeAs);
            auto* list = g.window().seeAs().findChild<VirtualList*>(u"seenList"_s);
            emit list->rowActivated(0);
        };
    };
    // What stands over the pages, with the longest words that it gets.
    const auto notice = [](std::function<void(NoticeBar&)> show) {
        return [show](Gallery& g) {
            g.window().goTo(Place::Home);
            show(g.window().notices());
        };
    };
    return {
        {u"welcome"_s, place(Place::Welcome)},
        {u"create-0-name"_s, create(CreateVaultView::Step::Name)},
        {u"create-1-words"_s, create(CreateVaultView::Step::Words)},
        {u"create-2-check"_s, create(CreateVaultView::Step::Check)},
        {u"create-0-passphrase"_s,
         [create](Gallery& g) {
             create(CreateVaultView::Step::Passphrase)(g);
             auto* field = g.window().createVault().findChild<SecureLineEdit*>(u"passphrase"_s);
             QTest::keyClicks(field, u"quiet lantern over maple"_s);
         }},
        {u"unlock"_s, place(Place::Unlock)},
        {u"recover"_s, place(Place::Recover)},
        {u"home"_s, place(Place::Home)},
        {u"home-empty"_s,
         [](Gallery& g) {
             HomeView view;
             view.today = sample::today();
             view.completeness = sample::completeness();
             g.window().home().setView(view);
             g.window().goTo(Place::Home);
         }},
        {u"who-may-see"_s, place(Place::WhoMaySee)},
        {u"who-may-see-revoked"_s,
         [](Gallery& g) {
             WhoMaySeeView view = sample::whoMaySee();
             view.selectedId = u"g6"_s;
             g.window().whoMaySee().setView(view);
             g.window().goTo(Place::WhoMaySee);
         }},
        {u"see-as"_s, seeAs(SeenAsView::Considered::Nothing)},
        {u"see-as-change"_s, seeAs(SeenAsView::Considered::Revoking)},
        {u"see-as-who"_s,
         [](Gallery& g) {
             g.window().goTo(Place::SeeAs);
             g.window().seeAs().setPeople(sample::bigDraft(60).people);
         }},
        {u"editor"_s, edit(std::nullopt)},
        {u"editor-template"_s,
         [](Gallery& g) {
             GrantDraftView view = sample::draft();
             view.changesExisting = false;
             view.changes.clear();
             view.templates = sample::templates();
             view.fromTemplate = u"one-visit"_s;
             g.window().editor().setView(view);
             g.window().goTo(Place::Editor);
         }},
        {u"editor-what"_s, edit(SentencePart::What)},
        {u"editor-until"_s, edit(SentencePart::Until)},
        {u"editor-who-many"_s, editBig(SentencePart::Who)},
        {u"editor-what-folded"_s, editBig(SentencePart::What)},
        {u"editor-none"_s, editBig(std::nullopt)},
        {u"signing-first"_s,
         [](Gallery& g) {
             SigningView view = sample::signing(SendStage::Review);
             view.before = isChinese() ? u"此前陆知夏医生什么都看不到。"_s
                                       : u"So far Dr Lu Zhixia could see nothing."_s;
             view.changes = {{ChangeView::Kind::NowSees,
                              isChinese() ? u"现在可以看到血糖"_s : u"Now sees glucose"_s,
                              {}},
                             {ChangeView::Kind::TimeChanges,
                              isChinese() ? u"到期自动结束"_s : u"Ends by itself"_s,
                              isChinese() ? u"2026年12月9日"_s : u"9 December 2026"_s}};
             view.opensTotal = 0;
             view.opens.clear();
             view.elsewhere.clear();
             view.noneInWindow = sample::bigDraft(0).noneInWindow;
             g.window().signing().setView(view);
             g.window().goTo(Place::Signing);
         }},
        {u"signing-0-review"_s, sign(SendStage::Review)},
        {u"signing-1-undo"_s, sign(SendStage::Waiting)},
        {u"signing-2-block"_s, sign(SendStage::InBlock)},
        {u"signing-3-proven"_s, sign(SendStage::Proven)},
        {u"signing-4-failed"_s, sign(SendStage::Failed)},
        {u"revoke-0-review"_s, place(Place::Revoke)},
        {u"revoke-1-block"_s,
         [](Gallery& g) {
             g.window().revoke().setView(sample::revoke(SendStage::InBlock));
             g.window().goTo(Place::Revoke);
         }},
        {u"separate-consent"_s, place(Place::SeparateConsent)},
        {u"separate-consent-pass-on"_s,
         [](Gallery& g) {
             g.window().separateConsent().setView(
                 sample::separateConsent(wallet::SeparateConsent::What::PassOn));
             g.window().goTo(Place::SeparateConsent);
         }},
        {u"rules"_s, place(Place::Rules)},
        {u"rules-choosing"_s,
         [](Gallery& g) {
             g.window().goTo(Place::Rules);
             g.window().rules().findChild<Button*>(u"shutOut"_s)->click();
         }},
        {u"rules-signing-0-review"_s, place(Place::RulesSigning)},
        {u"rules-signing-1-block"_s, rules(SendStage::InBlock)},
        {u"rules-signing-2-proven"_s, rules(SendStage::Proven)},
        {u"rules-signing-3-failed"_s, rules(SendStage::Failed)},
        {u"import-review"_s, place(Place::Import)},
        {u"role-0-choice"_s, role(RolePage::Asked::Everybody)},
        {u"role-1-caregiver"_s, role(RolePage::Asked::Caregiver)},
        {u"role-2-clinician"_s, role(RolePage::Asked::Clinician)},
        {u"dispute-0-review"_s, place(Place::Dispute)},
        {u"dispute-1-proven"_s,
         [](Gallery& g) {
             g.window().dispute().setView(sample::dispute(SendStage::Proven));
             g.window().goTo(Place::Dispute);
         }},
        {u"dispute-2-waiting"_s,
         [](Gallery& g) {
             g.window().dispute().setView(sample::dispute(SendStage::Failed));
             g.window().goTo(Place::Dispute);
         }},
        {u"who-looked-answered"_s,
         [](Gallery& g) {
             g.window().goTo(Place::WhoLooked);
             g.window().whoLooked().showDetail(u"a3"_s);
         }},
        {u"revoke-many-0-review"_s, place(Place::RevokeMany)},
        {u"revoke-many-1-running"_s, revokeMany(RevokeManyView::Stage::Running)},
        {u"revoke-many-2-partial"_s, revokeMany(RevokeManyView::Stage::Ended)},
        {u"who-may-see-marked"_s,
         [](Gallery& g) {
             WhoMaySeeView view = sample::whoMaySee();
             view.grouping = GrantGrouping::Organization;
             g.window().whoMaySee().setView(view);
             g.window().goTo(Place::WhoMaySee);
             auto* list = g.window().whoMaySee().findChild<VirtualList*>(u"grantList"_s);
             list->setFocus();
             QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
         }},
        {u"who-may-see-failed"_s,
         [](Gallery& g) {
             WhoMaySeeView view = sample::whoMaySee();
             view.selectedId = u"g8"_s;
             g.window().whoMaySee().setView(view);
             g.window().goTo(Place::WhoMaySee);
         }},
        {u"who-looked"_s,
         [](Gallery& g) {
             g.window().goTo(Place::WhoLooked);
             auto* list = g.window().whoLooked().findChild<VirtualList*>(u"logList"_s);
             list->setCurrentIndex(list->model()->index(5, 0));
             g.window().whoLooked().showDetail(u"a4"_s);
         }},
        {u"who-looked-plain"_s, place(Place::WhoLooked)},
        {u"who-looked-visit"_s,
         [](Gallery& g) {
             g.window().goTo(Place::WhoLooked);
             AccessFilter filter;
             filter.chosen[AccessChoiceKind::Organization] = {
                 u"o"_s, isChinese() ? u"澄江医院"_s : u"Chengjiang Hospital"_s, 12};
             g.window().whoLooked().showOnly(filter);
             for (int row = 0; row < g.log().rowCount(); ++row) {
                 g.log().setOpen(row, true);
             }
         }},
        {u"who-looked-grant"_s,
         [](Gallery& g) {
             g.window().goTo(Place::WhoLooked);
             g.window().whoLooked().showGrant(u"g4"_s);
         }},
        {u"notice-1-told"_s, notice([](NoticeBar& bar) {
             bar.tell(Banner::Tone::Good,
                      isChinese() ? u"已添加 4 条记录。"_s : u"4 records were added."_s);
         })},
        {u"notice-2-progress"_s, notice([](NoticeBar& bar) {
             bar.beginTask(isChinese() ? u"正在导入 laboratory.json"_s
                                       : u"Importing laboratory.json"_s)
                 .setProgress(37, 100);
         })},
        {u"notice-3-alarm"_s, notice([](NoticeBar& bar) {
             bar.setAlarm(
                 isChinese()
                     ? u"保险箱的文件已损坏。请从备份恢复。这些页面显示的可能不是全部内容。"_s
                     : u"A file of the vault is damaged. Restore it from a copy. "
                       u"These pages may show less than there is."_s);
         })},
        {u"who-looked-missing"_s,
         [](Gallery& g) {
             CompletenessView view;
             view.state = CompletenessView::State::Missing;
             view.missing = {
                 isChinese()
                     ? u"第 1,277 行：明溪医院从11月20日起一直没有交出内容。"_s
                     : u"Row 1,277: Mingxi Hospital has not handed over the details since 20 "
                       u"November."_s};
             g.log().setCompleteness(view);
             g.window().goTo(Place::WhoLooked);
         }},
        {u"search"_s, search({})},
        {u"search-nothing"_s,
         search(isChinese() ? u"一个特别长而且哪儿都没有的词"_s : u"nothing like this"_s)},
        {u"health"_s, place(Place::Health)},
        {u"health-detail"_s,
         [](Gallery& g) {
             g.window().goTo(Place::Health);
             g.window().health().showDetail(u"h1"_s);
         }},
        {u"health-attachment"_s,
         [](Gallery& g) {
             g.window().goTo(Place::Health);
             g.window().health().showDetail(u"h8"_s);
         }},
        {u"health-document"_s, document({})},
        {u"health-document-wide"_s, document([](DocumentView& view) {
             if (auto* widen = view.findChild<QAbstractButton*>(u"widenPage"_s);
                 widen->isVisibleTo(&view)) {
                 widen->click();
             }
         })},
        {u"health-document-words"_s, document([](DocumentView& view) {
             view.findChild<QAbstractButton*>(u"readText"_s)->click();
         })},
        {u"health-document-damaged"_s,
         document([](DocumentView& view) { QTest::keyClick(&view, Qt::Key_End); })},
        {u"health-own"_s,
         [](Gallery& g) {
             g.window().goTo(Place::Health);
             g.window().health().showDetail(u"h10"_s);
         }},
        {u"health-write"_s,
         [](Gallery& g) {
             g.window().goTo(Place::Health);
             OwnRecordDraft draft;
             draft.first = u"134"_s;
             draft.second = u"8b"_s;
             draft.day = u"2026-11"_s;
             g.window().health().correct(draft);
             QTest::qWait(0);
             g.window().health().findChild<QAbstractButton*>(u"saveOwn"_s)->click();
         }},
        {u"network"_s, place(Place::Network)},
        {u"network-real"_s,
         [](Gallery& g) {
             g.window().network().setView(sample::realNetwork());
             g.window().goTo(Place::Network);
             g.window().network().findChild<Button*>(u"profileExact"_s)->click();
         }},
        {u"network-decisions"_s,
         [](Gallery& g) {
             g.window().network().setView(sample::realNetwork());
             g.window().goTo(Place::Network);
             QTest::qWait(0);
             // Below what the first screen shows.
             QScrollBar* bar = g.window().network().findChild<QScrollArea*>()->verticalScrollBar();
             bar->setValue(bar->maximum() / 2);
         }},
        {u"network-stopped"_s,
         [](Gallery& g) {
             NetworkView view = sample::realNetwork();
             view.conflict = sample::conflict();
             g.window().network().setView(view);
             g.window().goTo(Place::Network);
             g.window().setStatus(
                 {StatusView::State::Stopped, isChinese() ? u"已停止"_s : u"Stopped"_s, {}});
         }},
        {u"network-none"_s,
         [](Gallery& g) {
             NetworkView view;
             view.hasConsortium = false;
             g.window().network().setView(view);
             g.window().goTo(Place::Network);
         }},
        {u"consortium-0-choose"_s,
         consortium(ConsortiumChoiceView::Purpose::FirstRun, ConsortiumChoiceView::Step::Choose)},
        {u"consortium-1-problem"_s,
         [](Gallery& g) {
             ConsortiumChoiceView view = sample::consortium(ConsortiumChoiceView::Purpose::Renewal,
                                                            ConsortiumChoiceView::Step::Choose);
             view.problem =
                 isChinese()
                     ? u"这份说明属于另一个联盟 hospitals-2；这个保险箱属于 hospitals-1。"
                       u"另一个联盟需要单独的保险箱。没有改动任何内容。"_s
                     : u"This profile is of another consortium, hospitals-2; this vault belongs to "
                       u"hospitals-1. Another consortium needs a vault of its own. Nothing was "
                       u"changed."_s;
             g.window().consortium().setView(view);
             g.window().goTo(Place::Consortium);
         }},
        {u"consortium-2-review"_s,
         consortium(ConsortiumChoiceView::Purpose::FirstRun, ConsortiumChoiceView::Step::Review)},
        {u"consortium-3-renewal"_s,
         consortium(ConsortiumChoiceView::Purpose::Renewal, ConsortiumChoiceView::Step::Review)},
        {u"home-unregistered"_s,
         [](Gallery& g) {
             HomeView view;
             view.today = sample::today();
             view.completeness.state = CompletenessView::State::NoPatient;
             view.registration = sample::registration();
             g.window().home().setView(view);
             g.window().goTo(Place::Home);
         }},
        {u"home-clock"_s,
         [](Gallery& g) {
             HomeView view = sample::home();
             view.tasks = {{u"clock"_s,
                            TaskView::Kind::ClockDiffers,
                            {},
                            Format::timeSpan(7 * 60'000),
                            {HomeReader::tr("The network's time decides when a grant begins and "
                                            "ends.")}},
                           {u"words"_s,
                            TaskView::Kind::WordsUnchecked,
                            {},
                            {},
                            {HomeReader::tr("Without them nobody can open this vault if the "
                                            "passphrase is lost.")}}};
             g.window().home().setView(view);
             g.window().goTo(Place::Home);
         }},
        {u"home-stopped"_s,
         [](Gallery& g) {
             HomeView view = sample::home();
             view.completeness.state = CompletenessView::State::Stopped;
             view.completeness.missing = sample::conflict().sentences;
             g.window().home().setView(view);
             g.window().goTo(Place::Home);
         }},
        {u"who-may-see-unregistered"_s,
         [](Gallery& g) {
             WhoMaySeeView view;
             view.isRegistered = false;
             g.window().whoMaySee().setView(view);
             g.window().goTo(Place::WhoMaySee);
         }},
        {u"who-looked-unconfirmed"_s,
         [](Gallery& g) {
             CompletenessView view;
             view.state = CompletenessView::State::Unconfirmed;
             view.asOf = QDateTime(sample::today(), QTime(13, 40));
             g.log().setCompleteness(view);
             g.window().goTo(Place::WhoLooked);
         }},
        {u"settings"_s, place(Place::Settings)},
        {u"settings-end"_s,
         [](Gallery& g) {
             g.window().goTo(Place::Settings);
             auto* bar = g.window().settings().findChild<QScrollArea*>()->verticalScrollBar();
             QTest::qWait(0);
             bar->setValue(bar->maximum());
         }},
        {u"help"_s,
         [](Gallery& g) {
             g.window().goTo(Place::WhoMaySee);
             g.window().help().open(g.window().helpTopic());
         }},
        {u"hint"_s,
         [](Gallery& g) {
             g.window().goTo(Place::Home);
             g.window().hints().setHint(helpText(u"home"_s, Appearance::current().language()).hint);
         }},
        {u"change-passphrase"_s, place(Place::ChangePassphrase)},
        {u"acting-for"_s,
         [](Gallery& g) {
             PersonView person = sample::person();
             person.color = QColor(0x6B3F8F);
             person.detail = isChinese() ? u"我的母亲"_s : u"My mother"_s;
             g.window().setPerson(person, true);
             g.window().goTo(Place::Home);
         }},
    };
}

QStringList cutOff(QWidget& window) {
    QStringList result;
    const auto labels = window.findChildren<QLabel*>();
    for (QLabel* label : labels) {
        if (!label->isVisible() || label->text().isEmpty()) {
            continue;
        }
        const int needed = label->hasHeightForWidth() ? label->heightForWidth(label->width()) : 0;
        if (label->height() + 1 < needed || label->width() < 8) {
            result << label->text().left(40);
        }
    }
    const auto buttons = window.findChildren<Button*>();
    for (Button* button : buttons) {
        if (button->isVisible() && button->width() < button->naturalSize().width()) {
            result << u"button "_s + button->text();
        }
        // Half of the ring around it would be missing.
        if (button->isVisible() && !button->parentWidget()->rect().contains(button->geometry())) {
            result << u"ring of button "_s + button->text();
        }
    }
    // A box to tick has one line; what it says must fit beside it.
    const auto boxes = window.findChildren<QAbstractButton*>();
    for (QAbstractButton* box : boxes) {
        const bool hasBox =
            qobject_cast<QCheckBox*>(box) != nullptr || qobject_cast<QRadioButton*>(box) != nullptr;
        if (hasBox && box->isVisible() && box->width() < box->sizeHint().width()) {
            result << u"box "_s + box->text();
        }
    }
    const auto fields = window.findChildren<QLineEdit*>();
    for (QLineEdit* field : fields) {
        const QMargins inside = field->textMargins();
        const qreal room = field->width() - inside.left() - inside.right();
        if (field->isVisible() && textWidth(field->placeholderText(), field->font()) > room) {
            result << u"placeholder "_s + field->placeholderText();
        }
    }
    const auto areas = window.findChildren<QScrollArea*>();
    for (QScrollArea* area : areas) {
        if (area->isVisible() && area->horizontalScrollBar()->maximum() > 0) {
            result << u"page wider than its window by %1"_s.arg(
                area->horizontalScrollBar()->maximum());
        }
    }
    return result;
}

QStringList overlapping(QWidget& window) {
    QStringList result;
    QList<QWidget*> parents = window.findChildren<QWidget*>();
    parents.prepend(&window);
    for (const QWidget* parent : std::as_const(parents)) {
        // The parts of a sentence are masked to their own words.
        if (!parent->isVisible() || qobject_cast<const GrantSentence*>(parent) != nullptr) {
            continue;
        }
        QList<QWidget*> children;
        for (QWidget* child :
             parent->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            const bool floats = qobject_cast<Overlay*>(child) != nullptr ||
                                qobject_cast<ToastStack*>(child) != nullptr || child->isWindow();
            if (child->isVisible() && !floats) {
                children << child;
            }
        }
        // Focus rings may share their room.
        const auto place = [](const QWidget* child) {
            const int ring = size::focusRoom;
            return child->geometry().adjusted(ring, ring, -ring, -ring);
        };
        const auto name = [](const QWidget* child) {
            return QString::fromLatin1(child->metaObject()->className()) + u' ' +
                   child->objectName() + u' ' + child->accessibleName().left(40);
        };
        const bool scrolls =
            qobject_cast<const QAbstractScrollArea*>(parent->parentWidget()) != nullptr ||
            qobject_cast<const QAbstractScrollArea*>(parent) != nullptr;
        for (qsizetype i = 0; i < children.size(); ++i) {
            const QRect inside = place(children[i]);
            if (!scrolls && inside.isValid() && !parent->rect().contains(inside)) {
                result << u"%1 is cut by %2"_s.arg(name(children[i]), name(parent));
            }
            for (qsizetype j = i + 1; j < children.size(); ++j) {
                if (place(children[i]).intersects(place(children[j]))) {
                    result << u"%1 lies over %2"_s.arg(name(children[j]), name(children[i]));
                }
            }
        }
    }
    return result;
}

} // namespace consentry::test
