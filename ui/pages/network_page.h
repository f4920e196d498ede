#pragma once

#include "ui/models/network_view.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

/// What the wallet knows about the consortium, and how it knows.
class NetworkPage : public Page {
    Q_OBJECT
public:
    explicit NetworkPage(QWidget* parent = nullptr);
    void setView(const NetworkView& view);

signals:
    void checkAsked();
    /// A first profile, or a newer one, is to be brought in.
    void profileAsked();
    /// Of something on its way: try now.
    void sendAsked(const QString& id);
    void withdrawAsked(const QString& id);

protected:
    void build(QVBoxLayout& column) override;

private:
    void addSendings(QVBoxLayout& column);
    void addDecisions(QVBoxLayout& column);
    void addTrust(QVBoxLayout& column);
    void addProfile(QVBoxLayout& column);
    static QString stateWords(NetworkView::Sending::State state);

    bool m_showsExact = false;
    bool m_showsProfile = false;
    NetworkView m_view;
};

} // namespace consentry::ui
