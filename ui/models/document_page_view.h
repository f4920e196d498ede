#pragma once

#include <QImage>
#include <QString>

namespace consentry::ui {

/// One page of a document that a record carries, as the page shows it.
struct DocumentPageView {
    int attachment = 0; ///< its place among the record's
    int page = 1;
    int pages = 0; ///< that can be turned to; 0 where that could not be found out
    QImage picture;
    QString problem; ///< a sentence: why there is no picture
    QString remark;  ///< what else is to be known: that not all pages can be shown
};

/// The words of such a page.
struct DocumentTextView {
    int attachment = 0;
    int page = 1;
    QString text; ///< plain, of many lines; empty of a scanned page
    QString note; ///< a sentence: why there are none, or not all
};

} // namespace consentry::ui
