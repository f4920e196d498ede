#pragma once

#include <QAbstractListModel>

namespace consentry::ui {

/// A list without headers. Those that Qt makes up are numbers, which a screen reader would say
/// before each row.
class ListModel : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    QVariant headerData(int /*section*/, Qt::Orientation /*orientation*/,
                        int /*role*/) const override {
        return {};
    }
};

} // namespace consentry::ui
