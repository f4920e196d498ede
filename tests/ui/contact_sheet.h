#pragma once

#include <QList>
#include <QPixmap>
#include <QString>

namespace consentry::test {

/// Many pictures as thumbnails with their names on one sheet, painted by Qt itself, so that a whole
/// look is seen at once.
class ContactSheet {
public:
    explicit ContactSheet(int columns, int thumbnailWidth);
    void add(const QString& name, const QPixmap& picture);
    bool isEmpty() const { return m_pictures.isEmpty(); }
    /// False where the file could not be written.
    bool save(const QString& path) const;

private:
    struct Picture {
        QString name;
        QPixmap thumbnail;
    };
    int m_columns;
    int m_width;
    QList<Picture> m_pictures;
};

} // namespace consentry::test
