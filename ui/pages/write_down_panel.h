#pragma once

#include "ui/models/own_record_draft.h"
#include "ui/widgets/side_panel.h"

class QLineEdit;
class QPlainTextEdit;

namespace consentry::ui {

class Button;
class Text;

/// "2026-11-29" of a day as people write one, "2026-11" of a month, "2026" of a year; the words as
/// they are where they are none of these. A day without a year is the last such day.
QString writtenDay(const QString& words, const QDate& today);

/// The form for a measurement or a note of the person's own. It checks what is typed, says under
/// each field what is wrong, and asks once where a number is unusual.
class WriteDownPanel : public SidePanel {
    Q_OBJECT
public:
    /// `now` as HealthSource::latestTime.
    WriteDownPanel(const OwnRecordDraft& draft, const QDateTime& now, QWidget* parent = nullptr);
    void setFocusAtStart();
    /// It could not be stored: everything stays as it was typed.
    void showProblem(const QString& words);

signals:
    void draftChanged(const consentry::ui::OwnRecordDraft& draft);
    /// Checked, and agreed to where it is unusual.
    void saveAsked(const consentry::wallet::OwnEntry& entry, const QString& replaces);
    /// Nothing is to be kept of it.
    void discarded();

private:
    void addKinds();
    void buildFields();
    void addNumber(QVBoxLayout& column, wallet::OwnField field, const QString& label,
                   const QString& typed);
    void addUnits(QVBoxLayout& column);
    void addWhen(QVBoxLayout& column);
    void addText(QVBoxLayout& column);
    QLineEdit* lineEdit(const QString& name, const QString& label, const QString& typed);
    Text* addRemarkLine(QVBoxLayout& column, wallet::OwnField field);
    void take();
    void save();
    void showRemarks(const std::vector<wallet::OwnRemark>& remarks);
    void forgetAgreement();
    wallet::OwnEntry entry() const;

    OwnRecordDraft m_draft;
    QDateTime m_now;
    bool m_isAgreed = false; ///< the next press writes what is unusual
    QWidget* m_fields = nullptr;
    QWidget* m_banner = nullptr;
    QMap<wallet::OwnField, QWidget*> m_edits;
    QMap<wallet::OwnField, Text*> m_remarks;
    Button* m_save;
};

} // namespace consentry::ui
