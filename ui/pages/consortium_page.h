#pragma once

#include "ui/models/profile_view.h"
#include "ui/widgets/page.h"

class QCheckBox;

namespace consentry::ui {

class Button;

/// Which consortium a vault belongs to. First how: the demonstration, a profile's file or a picture
/// of its QR code, or later; a file can also be dropped on the page. Then the profile in words, to
/// be compared with those on paper: nothing is adopted before the person has said that they are the
/// same. The next profile of the same consortium is shown without that, for it is signed by those
/// whose words were compared.
class ConsortiumPage : public Page {
    Q_OBJECT
public:
    explicit ConsortiumPage(QWidget* parent = nullptr);
    void setView(const ConsortiumChoiceView& view);
    const ConsortiumChoiceView& view() const { return m_view; }

signals:
    void demonstrationChosen();
    void putOff();
    /// A dialog for files is wanted.
    void fileAsked();
    void pictureAsked();
    /// A file was dropped.
    void fileGiven(const QString& path);
    /// The person has compared the words, and takes the profile that is shown.
    void adopted();
    /// Back from the choice, or away from a file that is being read.
    void backAsked();
    /// Back from the profile that is shown to the choice.
    void otherAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 720; }
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    using Purpose = ConsortiumChoiceView::Purpose;
    using Step = ConsortiumChoiceView::Step;
    void buildChoice(QVBoxLayout& column);
    void buildReview(QVBoxLayout& column);
    void focusFirst();
    bool needsComparing() const { return m_view.purpose != Purpose::Renewal; }

    ConsortiumChoiceView m_view;
    bool m_showsExact = false;
    bool m_isCompared = false;
    QWidget* m_first = nullptr;
    QCheckBox* m_compared = nullptr;
};

} // namespace consentry::ui
