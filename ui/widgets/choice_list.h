#pragma once

#include "ui/models/choice_list_model.h"

#include <QWidget>

namespace consentry::ui {

class SearchField;
class Text;
class VirtualList;

/// One of many: a field that narrows a list, and the list, of which only the rows on screen are
/// painted. From the field, Up, Down and the page keys move in the list and Return chooses.
class ChoiceList : public QWidget {
    Q_OBJECT
public:
    /// The field gets the object name `name` + "Filter", the list `name` + "List".
    ChoiceList(const QString& name, const QString& placeholder, QWidget* parent = nullptr);
    void setChoices(const QList<ChoiceView>& choices, const QString& current);
    void setFilter(const QString& text);
    /// How far the list is scrolled, in pixels; the chosen one comes into view without it.
    void setScrolled(int pixels);

signals:
    void chosen(const QString& id);
    void filterChanged(const QString& text);
    void scrolled(int pixels);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow(const QString& text);
    void showCount();
    void choose(int row);

    ChoiceListModel* m_model;
    SearchField* m_field;
    Text* m_count;
    VirtualList* m_list;
    int m_all = 0;
};

} // namespace consentry::ui
