#include "core/consent/purpose.h"

#include "core/base/check.h"

#include <array>
#include <vector>

namespace consentry::consent {
namespace {

enum class Match { Tree, Exact };

struct Entry {
    std::string_view code;
    std::string_view parent;
    Term name;
    Match match = Match::Tree;
};

// HL7 v3-ActReason, PurposeOfUse. Parents stand before their children.
constexpr std::array table = {
    Entry{"TREAT", "", {"treatment", "治疗"}},
    Entry{"CLINTRL", "TREAT", {"treatment within a clinical trial", "临床试验中的治疗"}},
    Entry{"COC", "TREAT", {"coordination of care", "诊疗协作"}},
    Entry{"POPHLTH", "TREAT", {"population health", "人群健康管理"}},
    Entry{"TREATDS", "TREAT", {"sharing for treatment", "治疗信息共享"}},
    Entry{"ETREAT", "TREAT", {"emergency treatment", "急诊治疗"}},
    Entry{"BTG", "ETREAT", {"an emergency (break the glass)", "紧急访问"}, Match::Exact},
    Entry{"ERTREAT", "ETREAT", {"treatment in the emergency room", "急诊室治疗"}},
    Entry{"HRESCH", "", {"health research", "健康研究"}},
    Entry{"BIORCH", "HRESCH", {"biomedical research", "生物医学研究"}},
    Entry{"DSRCH", "HRESCH", {"research on one disease", "特定疾病研究"}},
    Entry{"POARCH", "HRESCH", {"research on origins and ancestry", "族群与祖源研究"}},
    Entry{"TRANSRCH", "HRESCH", {"translational research", "转化医学研究"}},
    Entry{"CLINTRCH", "HRESCH", {"clinical trial research", "临床试验研究"}},
    Entry{"CLINTRCHNPC", "CLINTRCH", {"trial research without patient care", "不含诊疗的试验研究"}},
    Entry{"CLINTRCHPC", "CLINTRCH", {"trial research with patient care", "含诊疗的试验研究"}},
    Entry{"PRECLINTRCH", "CLINTRCH", {"preclinical trial research", "临床前试验研究"}},
    Entry{"HPAYMT", "", {"health insurance and payment", "医疗费用支付"}},
    Entry{"CLMATTCH", "HPAYMT", {"attachments of a claim", "理赔附件"}},
    Entry{"COVAUTH", "HPAYMT", {"authorization of coverage", "承保授权"}},
    Entry{"REMITADV", "HPAYMT", {"remittance advice", "付款通知"}},
    Entry{"PMTDS", "HPAYMT", {"sharing for payment", "支付信息共享"}},
    Entry{"COVERAGE", "HPAYMT", {"coverage under a policy", "保险责任审核"}},
    Entry{"ELIGDTRM", "COVERAGE", {"determination of eligibility", "资格认定"}},
    Entry{"ELIGVER", "COVERAGE", {"verification of eligibility", "资格核实"}},
    Entry{"ENROLLM", "COVERAGE", {"enrolment", "参保登记"}},
    Entry{"MILDCRG", "COVERAGE", {"military discharge", "退役审核"}},
    Entry{"PATRQT", "", {"my own request", "本人要求"}},
    Entry{"FAMRQT", "PATRQT", {"a request by my family", "家属要求"}, Match::Exact},
    Entry{"PWATRNY", "PATRQT", {"a request under power of attorney", "代理人要求"}, Match::Exact},
    Entry{"SUPNWK", "PATRQT", {"a request by my support network", "支持者要求"}, Match::Exact},
    Entry{"PUBHLTH", "", {"public health", "公共卫生"}},
    Entry{"DISASTER", "PUBHLTH", {"disaster relief", "灾害救援"}},
    Entry{"THREAT", "PUBHLTH", {"averting a threat", "防范威胁"}},
    Entry{"HOPERAT", "", {"running the organisation", "机构运营"}},
    Entry{"CAREMGT", "HOPERAT", {"care management", "照护管理"}},
    Entry{"DONAT", "HOPERAT", {"donation", "捐献"}},
    Entry{"FRAUD", "HOPERAT", {"detection of fraud", "欺诈稽查"}},
    Entry{"GOV", "HOPERAT", {"government", "政府事务"}},
    Entry{"HACCRED", "HOPERAT", {"accreditation", "机构评审"}},
    Entry{"HCOMPL", "HOPERAT", {"compliance", "合规检查"}},
    Entry{"HDECD", "HOPERAT", {"records of the deceased", "逝者事务"}},
    Entry{"HDIRECT", "HOPERAT", {"the patient directory", "患者名录"}},
    Entry{"HDM", "HOPERAT", {"delivery management", "服务管理"}},
    Entry{"HLEGAL", "HOPERAT", {"legal proceedings", "法律事务"}},
    Entry{"HOUTCOMS", "HOPERAT", {"outcome measures", "疗效评估"}},
    Entry{"HPRGRP", "HOPERAT", {"programme reporting", "项目报告"}},
    Entry{"HQUALIMP", "HOPERAT", {"quality improvement", "质量改进"}},
    Entry{"MEMADMIN", "HOPERAT", {"member administration", "会员管理"}},
    Entry{"PATADMIN", "HOPERAT", {"patient administration", "患者管理"}},
    Entry{"PATSFTY", "HOPERAT", {"patient safety", "患者安全"}},
    Entry{"PERFMSR", "HOPERAT", {"performance measures", "绩效评估"}},
    Entry{"RECORDMGT", "HOPERAT", {"records management", "病案管理"}},
    Entry{"TRAIN", "HOPERAT", {"training of staff", "人员培训"}},
    Entry{"MLTRAINING", "HOPERAT", {"training of machine models", "机器模型训练"}, Match::Exact},
    Entry{"HSYSADMIN", "HOPERAT", {"system administration", "系统管理"}},
    Entry{"SYSDEV", "HOPERAT", {"system development", "系统开发"}},
    Entry{"HTEST", "SYSDEV", {"test of a system", "系统测试"}},
    Entry{"HMARKT", "", {"marketing", "市场营销"}},
};

constexpr std::uint8_t noParent = 0xFF;
static_assert(table.size() <= 64, "Purpose::bit()");

constexpr std::uint8_t indexOf(std::string_view code) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].code == code) {
            return static_cast<std::uint8_t>(i);
        }
    }
    return noParent;
}

constexpr auto parents = [] {
    std::array<std::uint8_t, table.size()> result{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        result[i] = table[i].parent.empty() ? noParent : indexOf(table[i].parent);
    }
    return result;
}();

} // namespace

Purpose::Purpose() : m_index(0) {}

Result<Purpose> Purpose::fromCode(std::string_view code) {
    const std::uint8_t index = indexOf(code);
    if (index == noParent) {
        return fail(ErrorCode::Unsupported, "purpose of use");
    }
    return Purpose(index);
}

std::span<const Purpose> Purpose::all() {
    static const std::vector<Purpose> purposes = [] {
        std::vector<Purpose> list;
        for (std::size_t i = 0; i < table.size(); ++i) {
            list.push_back(Purpose(static_cast<std::uint8_t>(i)));
        }
        return list;
    }();
    return purposes;
}

std::span<const Purpose> Purpose::common() {
    static const std::vector<Purpose> purposes = [] {
        std::vector<Purpose> list;
        for (const std::string_view code :
             {"TREAT", "COC", "HPAYMT", "CLMATTCH", "ELIGDTRM", "HRESCH", "DSRCH", "HQUALIMP",
              "PUBHLTH", "HLEGAL", "FAMRQT", "MLTRAINING"}) {
            list.push_back(Purpose(indexOf(code)));
        }
        return list;
    }();
    return purposes;
}

std::string_view Purpose::code() const {
    return table[m_index].code;
}

Term Purpose::name() const {
    return table[m_index].name;
}

bool Purpose::matchesOnlyExactly() const {
    return table[m_index].match == Match::Exact;
}

bool purposeCovers(Purpose granted, Purpose requested) {
    if (requested == granted) {
        return true;
    }
    // An exact code neither matches a broader grant nor lends its place to what is below it.
    std::uint8_t step = requested.m_index;
    while (step != noParent && step != granted.m_index) {
        if (table[step].match == Match::Exact) {
            return false;
        }
        step = parents[step];
    }
    return step == granted.m_index;
}

std::uint64_t purposesCovering(Purpose requested) {
    std::uint64_t bits = 0;
    for (const Purpose granted : Purpose::all()) {
        if (purposeCovers(granted, requested)) {
            bits |= granted.bit();
        }
    }
    return bits;
}

} // namespace consentry::consent
