#pragma once

#include "ui/models/grant_draft_view.h"
#include "ui/models/health_records.h"
#include "ui/models/list_model.h"

#include <vector>

namespace consentry::ui {

/// Records of one kind that share an answer.
struct SeenGroup {
    HealthFacet kind = HealthFacet::Other;
    QString name;             ///< "Laboratory"
    QString reason;           ///< the rule that decides, as a sentence; empty where none is needed
    std::vector<int> records; ///< positions in SeenAsView::records
};

/// The person's records through somebody else's eyes.
struct SeenAsView {
    /// What is being considered, so that the page says what would change.
    enum class Considered : quint8 { Nothing, Signing, Revoking };

    QString whoId;
    QString who;       ///< "Dr Han Zhiyuan"
    QString whereFrom; ///< "Endocrinology, Qinghe First Hospital"; may be empty
    int grants = 0;    ///< of the patient, that name them
    int visible = 0;
    int hidden = 0;
    int inEmergency = 0;
    int visibleMarked = 0; ///< of the visible ones, those with marks of the person's own
    QString noEmergency;   ///< why nothing opens in an emergency; empty where something may
    Considered considered = Considered::Nothing;
    int appear = 0;
    int vanish = 0;
    QList<HealthRowView> records; ///< all, newest first
    QList<SeenGroup> visibleGroups;
    QList<SeenGroup> hiddenGroups;
    QList<SeenGroup> emergencyGroups;
    QList<SeenGroup> changeGroups;
    QList<ChoiceView> people; ///< not empty: somebody is to be chosen first
};

/// One part of a SeenAsView as a list: a heading for each kind, and under those that are unfolded
/// their records.
class SeenAsModel : public ListModel {
    Q_OBJECT
public:
    /// A row as the delegate paints it.
    struct Row {
        bool isGroup = false;
        bool isUnfolded = false;
        int count = 0;
        SeenGroup group;      ///< of a heading, without its records
        HealthRowView record; ///< of a record
    };
    static constexpr int rowRole = Qt::UserRole + 1;

    using ListModel::ListModel;
    void setGroups(const QList<SeenGroup>& groups, const QList<HealthRowView>& records);
    /// Folds or unfolds a heading. Returns the record's id for a record.
    QString activate(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Place {
        int group = 0;
        int record = -1; ///< below 0: the heading
    };
    Place placeOf(int row) const;

    QList<SeenGroup> m_groups;
    QList<HealthRowView> m_records;
    std::vector<bool> m_unfolded;
    std::vector<int> m_firstRow; ///< of each group's heading
    int m_rows = 0;
    void arrange();
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::SeenAsModel::Row)
