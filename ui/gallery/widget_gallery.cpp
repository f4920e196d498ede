#include "ui/gallery/widget_gallery.h"

#include "ui/gallery/say.h"
#include "ui/gallery/widget_samples.h"

namespace consentry::ui {

using sample::say;

WidgetGallery::WidgetGallery(QWidget* parent, Part part) : Page(parent), m_part(part) {
    setWindowTitle(say(u"Widgets", u"控件"));
}

void WidgetGallery::addPart(QVBoxLayout& column, Part part, const QString& title,
                            const std::function<void(QVBoxLayout&)>& fill) const {
    if (m_part != Part::All && m_part != part) {
        return;
    }
    addHead(column, title, nullptr);
    fill(column);
    column.addSpacing(px(32));
}

void WidgetGallery::build(QVBoxLayout& column) {
    addPart(column, Part::Controls, say(u"Controls", u"控件"), sample::addControls);
    addPart(column, Part::Words, say(u"Words", u"文字"), sample::addWords);
    addPart(column, Part::Rows, say(u"Rows", u"列表行"), sample::addRows);
    addPart(column, Part::Figures, say(u"Figures", u"图表"), sample::addFigures);
    addPart(column, Part::Time, say(u"Time", u"时间"), sample::addTime);
    column.addStretch(1);
}

} // namespace consentry::ui
