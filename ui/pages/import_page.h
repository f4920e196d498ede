#pragma once

#include "ui/models/import_view.h"
#include "ui/widgets/decision_page.h"

#include <QSet>

namespace consentry::ui {

class Button;
class Card;

/// What files would bring into "My health", before anything of them is stored: whose they are, what
/// is new, what is here already, what cannot be read. Each file can be left out; one about somebody
/// else is, until the person takes it all the same.
class ImportPage : public DecisionPage {
    Q_OBJECT
public:
    explicit ImportPage(QWidget* parent = nullptr);
    void setView(const ImportView& view);
    /// The same files in other words: what was ticked stays ticked.
    void setWords(const ImportView& view);

signals:
    void takeAsked(const QStringList& paths);

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }
    bool isUndecided() const override { return true; }

private:
    QString title() const;
    QString lead() const;
    int records() const;
    void addFile(QVBoxLayout& column, int number);
    static void addFacts(Card& card, const ImportFileView& file);
    QWidget* makeTick(const ImportFileView& file, int number);
    void showCount();

    ImportView m_view;
    QSet<int> m_taken; ///< numbers of the files that are ticked
    Button* m_take = nullptr;
};

} // namespace consentry::ui
