#include "core/ports/log_terms.h"

#include <algorithm>

namespace consentry {
namespace {

class Terms {
public:
    void add(LogTermKind kind, std::string text) {
        if (!text.empty() && text.size() <= LogTerm::textMax) {
            m_terms.push_back({kind, std::move(text)});
        }
    }
    void add(const NameCard& card) {
        add(LogTermKind::Person, inBoth(card.nameZh, card.nameEn));
        add(LogTermKind::Department, inBoth(card.departmentZh, card.departmentEn));
    }
    std::vector<LogTerm> take() {
        std::sort(m_terms.begin(), m_terms.end());
        m_terms.erase(std::unique(m_terms.begin(), m_terms.end()), m_terms.end());
        return std::move(m_terms);
    }

private:
    static std::string inBoth(const std::string& chinese, const std::string& english) {
        return chinese.empty() && english.empty() ? std::string() : chinese + '\n' + english;
    }

    std::vector<LogTerm> m_terms;
};

} // namespace

std::vector<LogTerm> termsOf(const AccessBody& body, const std::optional<ReadRequest>& request) {
    Terms terms;
    terms.add(body.reader);
    if (request) {
        terms.add(LogTermKind::Purpose, request->purpose);
    }
    for (const ReleasedItem& item : body.items) {
        terms.add(LogTermKind::Data, item.title.empty() ? item.resourceType : item.title);
    }
    return terms.take();
}

std::vector<LogTerm> termsOf(const EmergencyBody& body) {
    Terms terms;
    terms.add(body.requester);
    terms.add(LogTermKind::Reason, body.reason);
    return terms.take();
}

} // namespace consentry
