#include "ui/pages/profile_words.h"

#include "ui/models/format.h"
#include "ui/widgets/card.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int labelWidth = 200;
constexpr qsizetype wordsInRow = 4;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ProfileWords)
};

} // namespace

void addFingerprint(QVBoxLayout& column, const ProfileView& profile) {
    auto* card = new Card;
    card->setObjectName(u"fingerprint"_s);
    for (qsizetype from = 0; from < profile.words.size(); from += wordsInRow) {
        QStringList row;
        for (qsizetype i = from; i < qMin(from + wordsInRow, profile.words.size()); ++i) {
            row << u"%1 %2"_s.arg(i + 1).arg(profile.words.at(i));
        }
        card->column().addWidget(
            new Text(row.join(u"    "_s), TextSize::Section, Role::Ink, TextWeight::Bold));
    }
    card->column().addWidget(
        new Text(Texts::tr("As digits: %1").arg(profile.digits), TextSize::Body, Role::Muted));
    column.addWidget(card);
}

void addOrganisations(QVBoxLayout& column, const ProfileView& profile) {
    auto* card = new Card;
    card->setObjectName(u"organisations"_s);
    for (const ProfileView::Organisation& organisation : profile.organisations) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        auto* row = new ListRow(organisation.name, organisation.otherName);
        row->addTrailing(organisation.servers);
        card->column().addWidget(row);
    }
    column.addWidget(card);
}

void addProfileFacts(QVBoxLayout& column, const ProfileView& profile) {
    auto* card = new Card;
    const auto fact = [card](const QString& label, const QString& value) {
        card->column().addWidget(new FactRow(label, value, {}, nullptr, labelWidth));
    };
    fact(Texts::tr("Chain"), profile.chainId);
    fact(Texts::tr("Profile"),
         //: %1 a number, %2 a day
         Texts::tr("number %1, of %2").arg(Format::number(qint64(profile.number)), profile.issued));
    if (!profile.signatures.isEmpty()) {
        fact(Texts::tr("Signatures"), profile.signatures);
    }
    column.addWidget(card);
    column.addSpacing(px(12));
    for (const QString& sentence : profile.trust) {
        column.addWidget(new Text(sentence, TextSize::Body));
        column.addSpacing(px(4));
    }
}

} // namespace consentry::ui
