#include "ui/pages/write_down_panel.h"

#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/date_text.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/text.h"

#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

using wallet::OwnEntry;
using wallet::OwnField;
using wallet::OwnKind;

constexpr int numberMax = 24; ///< characters that a number's field takes
constexpr int timeMax = 8;
constexpr int noteLines = 6;
constexpr int remarkMax = 500;

consentry::Language shownLanguage() {
    return isChinese() ? consentry::Language::ChineseSimplified : consentry::Language::English;
}

QString inWords(const consent::Term& term) {
    return toQString(term.in(shownLanguage()));
}

wallet::DecimalMark localMark() {
    return QLocale::system().decimalPoint() == u","_s ? wallet::DecimalMark::Comma
                                                      : wallet::DecimalMark::Point;
}

wallet::OwnEntryRules rulesAt(const QDateTime& now) {
    return {localMark(), instantFromMillis(now.toMSecsSinceEpoch()), localZone()};
}

Text* fieldLabel(const QString& words) {
    return new Text(words, TextSize::Body, Role::Ink, TextWeight::Bold);
}

} // namespace

QString writtenDay(const QString& words, const QDate& today) {
    static const QRegularExpression month(u"^(\\d{4})\\s*[-./年]\\s*(\\d{1,2})\\s*月?$"_s);
    static const QRegularExpression year(u"^(\\d{4})\\s*年?$"_s);
    static const QRegularExpression hasYear(u"\\d{4}"_s);
    const QString typed = words.simplified();
    if (const auto match = month.match(typed); match.hasMatch()) {
        return match.captured(1) + u'-' + match.captured(2).rightJustified(2, u'0');
    }
    if (const auto match = year.match(typed); match.hasMatch()) {
        return match.captured(1);
    }
    auto day = parseDay(typed, today);
    if (!day) {
        return typed;
    }
    if (*day > today && !hasYear.match(typed).hasMatch()) {
        day = day->addYears(-1);
    }
    return day->toString(Qt::ISODate);
}

WriteDownPanel::WriteDownPanel(const OwnRecordDraft& draft, const QDateTime& now, QWidget* parent)
    : SidePanel(tr("Write down"), parent), m_draft(draft), m_now(now),
      m_save(new Button(Button::Kind::Filled, tr("Save"))) {
    const bool isNew = draft.replaces.isEmpty();
    setHead(new Text(isNew ? tr("Write down") : tr("Correct what you wrote"), TextSize::Section,
                     Role::Ink, TextWeight::Bold));
    body().addWidget(
        new Text(isNew ? tr("It stays in this vault. No hospital gets it, and none vouches for it.")
                       : tr("This becomes a new version. The one before stays readable."),
                 TextSize::Body, Role::Muted));
    body().addSpacing(px(12));
    if (isNew) {
        addKinds();
    } else {
        body().addWidget(fieldLabel(Format::lineStart(inWords(wallet::wordsOf(draft.kind).name))));
    }
    body().addSpacing(px(12));
    m_fields = new QWidget;
    body().addWidget(m_fields);
    body().addStretch(1);
    buildFields();
    m_save->setObjectName(u"saveOwn"_s);
    connect(m_save, &Button::clicked, this, &WriteDownPanel::save);
    auto* discard = new Button(Button::Kind::Outlined, tr("Discard"));
    discard->setObjectName(u"discardOwn"_s);
    connect(discard, &Button::clicked, this, &WriteDownPanel::discarded);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(px(12));
    buttons->addWidget(m_save);
    buttons->addWidget(discard);
    buttons->addStretch(1);
    foot().addLayout(buttons);
}

void WriteDownPanel::addKinds() {
    auto* chips = new FilterChips;
    chips->setObjectName(u"ownKinds"_s);
    chips->setAccessibleName(tr("What you write down"));
    QList<FilterChips::Chip> all;
    for (const wallet::OwnKindWords& kind : wallet::ownKinds()) {
        all << FilterChips::Chip{
            static_cast<int>(kind.kind), Format::lineStart(inWords(kind.name)), -1, {}, 0};
    }
    chips->setChips(all, static_cast<int>(m_draft.kind));
    connect(chips, &FilterChips::currentChanged, this, [this](int id) {
        take();
        m_draft.kind = static_cast<OwnKind>(id);
        m_draft.unit.clear();
        forgetAgreement();
        buildFields();
        emit draftChanged(m_draft);
    });
    body().addWidget(chips);
}

void WriteDownPanel::buildFields() {
    delete m_fields->layout();
    const auto old = m_fields->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    for (QWidget* each : old) {
        each->hide();
        each->deleteLater();
        each->setParent(nullptr);
    }
    m_edits.clear();
    m_remarks.clear();
    auto* column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(4));
    const wallet::OwnKindWords& words = wallet::wordsOf(m_draft.kind);
    if (m_draft.kind == OwnKind::Note) {
        addText(*column);
        addWhen(*column);
        return;
    }
    const QString unit = words.units.size() == 1 ? toQString(words.units.front().shown) : QString();
    const QString name =
        words.first.english.empty() ? Format::lineStart(inWords(words.name)) : inWords(words.first);
    //: %1 what is measured, %2 its unit
    const auto label = [&](const QString& what) {
        return unit.isEmpty() ? what : tr("%1 in %2").arg(what, unit);
    };
    addNumber(*column, OwnField::First, label(name), m_draft.first);
    if (!words.second.english.empty()) {
        addNumber(*column, OwnField::Second, label(inWords(words.second)), m_draft.second);
    }
    addUnits(*column);
    addWhen(*column);
    addText(*column);
}

QLineEdit* WriteDownPanel::lineEdit(const QString& name, const QString& label,
                                    const QString& typed) {
    auto* edit = new QLineEdit(typed);
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    edit->setFont(sansFont(TextSize::Body));
    edit->setMinimumHeight(px(size::target));
    edit->setTextMargins(sided(px(10), 0, px(8), 0));
    connect(edit, &QLineEdit::textEdited, this, [this] {
        forgetAgreement();
        take();
        emit draftChanged(m_draft);
    });
    connect(edit, &QLineEdit::returnPressed, this, &WriteDownPanel::save);
    return edit;
}

Text* WriteDownPanel::addRemarkLine(QVBoxLayout& column, OwnField field) {
    auto* line = new Text(QString(), TextSize::Caption, Role::Danger);
    line->hide();
    column.addWidget(line);
    column.addSpacing(px(8));
    m_remarks.insert(field, line);
    return line;
}

void WriteDownPanel::addNumber(QVBoxLayout& column, OwnField field, const QString& label,
                               const QString& typed) {
    auto* edit = lineEdit(field == OwnField::First ? u"ownFirst"_s : u"ownSecond"_s, label, typed);
    edit->setMaxLength(numberMax);
    edit->setInputMethodHints(Qt::ImhPreferNumbers);
    column.addWidget(fieldLabel(label));
    column.addWidget(edit);
    m_edits.insert(field, edit);
    addRemarkLine(column, field);
}

void WriteDownPanel::addUnits(QVBoxLayout& column) {
    const auto units = wallet::wordsOf(m_draft.kind).units;
    if (units.size() < 2) {
        return;
    }
    auto* chips = new FilterChips;
    chips->setObjectName(u"ownUnits"_s);
    chips->setAccessibleName(tr("Unit"));
    QList<FilterChips::Chip> all;
    int current = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        all << FilterChips::Chip{static_cast<int>(i), toQString(units[i].shown), -1, {}, 0};
        current = m_draft.unit == toQString(units[i].ucum) ? static_cast<int>(i) : current;
    }
    chips->setChips(all, current);
    connect(chips, &FilterChips::currentChanged, this, [this, units](int at) {
        m_draft.unit = toQString(units[static_cast<std::size_t>(at)].ucum);
        forgetAgreement();
        emit draftChanged(m_draft);
    });
    column.addWidget(fieldLabel(tr("Unit")));
    column.addWidget(chips);
    column.addSpacing(px(8));
}

void WriteDownPanel::addWhen(QVBoxLayout& column) {
    auto* day = lineEdit(u"ownDay"_s, tr("Day"), m_draft.day);
    day->setMaxLength(dateTextMax);
    auto* time = lineEdit(u"ownTime"_s, tr("Time, may be empty"), m_draft.time);
    time->setMaxLength(timeMax);
    column.addWidget(fieldLabel(tr("Day")));
    column.addWidget(day);
    column.addWidget(new Text(tr("A month or a year is enough."), TextSize::Caption, Role::Muted));
    m_edits.insert(OwnField::Day, day);
    addRemarkLine(column, OwnField::Day);
    column.addWidget(fieldLabel(tr("Time, may be empty")));
    column.addWidget(time);
    m_edits.insert(OwnField::Time, time);
    addRemarkLine(column, OwnField::Time);
}

void WriteDownPanel::addText(QVBoxLayout& column) {
    const bool isNote = m_draft.kind == OwnKind::Note;
    const QString label = isNote ? tr("Your note") : tr("Remark, may be empty");
    column.addWidget(fieldLabel(label));
    if (isNote) {
        auto* edit = new QPlainTextEdit(m_draft.text);
        edit->setObjectName(u"ownText"_s);
        edit->setAccessibleName(label);
        edit->setFont(sansFont(TextSize::Body));
        edit->setTabChangesFocus(true);
        edit->setMinimumHeight(edit->fontMetrics().lineSpacing() * noteLines);
        connect(edit, &QPlainTextEdit::textChanged, this, [this] {
            forgetAgreement();
            take();
            emit draftChanged(m_draft);
        });
        column.addWidget(edit);
        m_edits.insert(OwnField::Text, edit);
    } else {
        auto* edit = lineEdit(u"ownText"_s, label, m_draft.text);
        edit->setMaxLength(remarkMax);
        column.addWidget(edit);
        m_edits.insert(OwnField::Text, edit);
    }
    addRemarkLine(column, OwnField::Text);
}

void WriteDownPanel::take() {
    const auto typed = [this](OwnField field, const QString& before) {
        if (auto* line = qobject_cast<QLineEdit*>(m_edits.value(field))) {
            return line->text();
        }
        auto* note = qobject_cast<QPlainTextEdit*>(m_edits.value(field));
        return note != nullptr ? note->toPlainText() : before;
    };
    m_draft.first = typed(OwnField::First, m_draft.first);
    m_draft.second = typed(OwnField::Second, m_draft.second);
    m_draft.day = typed(OwnField::Day, m_draft.day);
    m_draft.time = typed(OwnField::Time, m_draft.time);
    m_draft.text = typed(OwnField::Text, m_draft.text);
}

OwnEntry WriteDownPanel::entry() const {
    const wallet::OwnKindWords& words = wallet::wordsOf(m_draft.kind);
    OwnEntry entry;
    entry.kind = m_draft.kind;
    // Numbers that were typed for another kind stay in the form, not in the record.
    entry.first = words.units.empty() ? std::string() : toUtf8(m_draft.first);
    entry.second = words.second.english.empty() ? std::string() : toUtf8(m_draft.second);
    entry.unit = toUtf8(m_draft.unit);
    entry.day = toUtf8(writtenDay(m_draft.day, m_now.date()));
    entry.time = toUtf8(m_draft.time.simplified().replace(u'：', u':'));
    entry.text = toUtf8(m_draft.text);
    return entry;
}

void WriteDownPanel::save() {
    take();
    if (!m_save->isEnabled()) {
        return;
    }
    OwnEntry written = entry();
    const wallet::OwnEntryRules rules = rulesAt(m_now);
    const auto remarks = wallet::checkOwnEntry(written, rules);
    showRemarks(remarks);
    if (wallet::isRefused(remarks) || (!remarks.empty() && !m_isAgreed)) {
        if (!wallet::isRefused(remarks)) {
            m_isAgreed = true;
            m_save->setText(tr("Save all the same"));
        }
        return;
    }
    // From here on a comma is a point, whoever reads it.
    const auto plain = [&](const std::string& typed) {
        return wallet::numberToken(typed, rules.mark).value_or(typed);
    };
    written.first = plain(written.first);
    written.second = plain(written.second);
    m_save->setEnabled(false);
    emit saveAsked(written, m_draft.replaces);
}

void WriteDownPanel::showRemarks(const std::vector<wallet::OwnRemark>& remarks) {
    for (Text* line : std::as_const(m_remarks)) {
        line->hide();
    }
    for (QWidget* edit : std::as_const(m_edits)) {
        edit->setAccessibleDescription(QString());
    }
    QWidget* first = nullptr;
    for (const wallet::OwnRemark& remark : remarks) {
        Text* line = m_remarks.value(remark.field);
        QWidget* edit = m_edits.value(remark.field);
        if (line == nullptr || edit == nullptr) {
            continue;
        }
        const QString words = toQString(remark.words.in(shownLanguage()));
        line->setWords(words);
        line->setRole(remark.asks ? Role::Warn : Role::Danger);
        line->show();
        edit->setAccessibleDescription(words);
        first = first == nullptr && !remark.asks ? edit : first;
    }
    if (first != nullptr) {
        first->setFocus(Qt::OtherFocusReason);
        // What is said under it belongs to it; the lines above may just have moved it away.
        QTimer::singleShot(0, first, [first, line = m_remarks.value(remarks.front().field)] {
            for (QWidget* up = first->parentWidget(); up != nullptr; up = up->parentWidget()) {
                if (auto* area = qobject_cast<QScrollArea*>(up)) {
                    area->ensureWidgetVisible(line == nullptr ? first : line);
                    area->ensureWidgetVisible(first);
                    return;
                }
            }
        });
    } else if (!remarks.empty()) {
        m_save->setFocus(Qt::OtherFocusReason);
    }
}

void WriteDownPanel::forgetAgreement() {
    m_isAgreed = false;
    m_save->setText(tr("Save"));
}

void WriteDownPanel::showProblem(const QString& words) {
    delete m_banner;
    m_banner = new Banner(Banner::Tone::Danger, words + u' ' + tr("What you typed is still here."));
    m_banner->setObjectName(u"ownProblem"_s);
    body().insertWidget(0, m_banner);
    m_save->setEnabled(true);
    m_save->setFocus(Qt::OtherFocusReason);
}

void WriteDownPanel::setFocusAtStart() {
    if (QWidget* edit = m_fields->findChild<QWidget*>(
            m_draft.kind == OwnKind::Note ? u"ownText"_s : u"ownFirst"_s)) {
        edit->setFocus(Qt::TabFocusReason);
    }
}

} // namespace consentry::ui
