#include "core/consent/wording.h"

namespace consentry::consent {
namespace {

Term sentenceOf(Rule rule) {
    switch (rule) {
    case Rule::GrantPermits:
        return {"Your grant allowed it.", "你的授权允许。"};
    case Rule::EmergencyPermits:
        return {"Your emergency setting allowed it.", "你的紧急访问设置允许。"};
    case Rule::OwnRequest:
        return {"You looked at it yourself.", "是你本人查看。"};
    case Rule::PolicyUnavailable:
        return {"The hospital did not have your rules at hand.", "医院当时拿不到你的规则。"};
    case Rule::PurposeMissing:
        return {"No purpose was given.", "没有写明目的。"};
    case Rule::PurposeUnknown:
        return {"The purpose given is not known.", "写明的目的无法识别。"};
    case Rule::NothingAsked:
        return {"Nothing was asked for.", "没有请求任何操作。"};
    case Rule::NoBasis:
        return {"It rested on no grant.", "没有任何授权依据。"};
    case Rule::OtherPatient:
        return {"The grant is another patient's.", "授权属于另一位患者。"};
    case Rule::PolicyDeniesReader:
        return {"You have blocked this person or organisation.", "你已禁止此人或此机构。"};
    case Rule::NotSelf:
        return {"It was not you.", "请求者不是你本人。"};
    case Rule::GrantMissing:
        return {"No grant was presented.", "没有出示授权。"};
    case Rule::GrantNotUnderstood:
        return {"The hospital's program is too old for this grant.",
                "医院的程序太旧，读不懂这份授权。"};
    case Rule::NotYetValid:
        return {"The grant had not begun.", "授权尚未开始。"};
    case Rule::Ended:
        return {"The grant had ended.", "授权已结束。"};
    case Rule::OtherGrantee:
        return {"The grant is for someone else.", "授权给的是别人。"};
    case Rule::OtherPurpose:
        return {"The grant is for another purpose.", "授权的用途不同。"};
    case Rule::ActionNotGranted:
        return {"The grant does not allow this use.", "授权不允许这样使用。"};
    case Rule::InnerDenial:
        return {"The grant rules this out.", "授权中已排除。"};
    case Rule::NoGrantPermits:
        return {"None of your grants allows it.", "没有一份授权允许。"};
    case Rule::EmergencyOff:
        return {"You have switched emergency access off.", "你已关闭紧急访问。"};
    case Rule::EmergencyNotOpen:
        return {"No emergency was open.", "当时没有紧急访问。"};
    case Rule::EmergencyPurpose:
        return {"The purpose given was no emergency.", "写明的目的不是紧急访问。"};
    case Rule::EmergencyRole:
        return {"Only doctors and nurses may open an emergency.", "只有医生和护士可以紧急访问。"};
    case Rule::EmergencyActions:
        return {"In an emergency records may only be looked at.", "紧急访问只能查看。"};
    case Rule::OtherCustodian:
        return {"The grant leaves out this hospital's records.", "授权不含这家医院的记录。"};
    case Rule::OutsideScope:
        return {"The grant does not cover this record.", "授权不包括这份记录。"};
    case Rule::OutsideDataWindow:
        return {"The record is outside of the granted dates.", "记录不在授权的日期范围内。"};
    case Rule::Undated:
        return {"The record has no date, the grant asks for one.",
                "记录没有日期，而授权限定了日期。"};
    case Rule::TooConfidential:
        return {"The record is too confidential for this grant.", "记录的保密级别超出授权。"};
    case Rule::ExcludedLabel:
        return {"The record is of a sensitive kind that the grant leaves out.",
                "记录属于授权排除的敏感类别。"};
    }
    return {"An unknown rule decided.", "未知规则。"};
}

/// Where the present needs other words than a row of the log, or there may be several grants.
Term hiddenOf(Rule rule) {
    switch (rule) {
    case Rule::NoGrantPermits:
        return {"No grant of yours names them.", "你没有给过对方授权。"};
    case Rule::NotYetValid:
        return {"The grant has not begun yet.", "授权还没有开始。"};
    case Rule::Ended:
        return {"The grant has ended.", "授权已结束。"};
    case Rule::ActionNotGranted:
        return {"The grant does not allow looking at it.", "授权不允许查看。"};
    case Rule::OutsideScope:
        return {"No grant covers this kind of record.", "没有授权包括这类记录。"};
    case Rule::OutsideDataWindow:
        return {"It is outside of the dates that a grant opens.", "不在授权开放的日期范围内。"};
    case Rule::Undated:
        return {"It has no date, and the grant asks for one.", "没有日期，而授权限定了日期。"};
    case Rule::OtherCustodian:
        return {"The grant leaves out this hospital's records.", "授权不含这家医院的记录。"};
    case Rule::TooConfidential:
        return {"It is more protected than the grant reaches.", "保密级别高于授权。"};
    case Rule::InnerDenial:
    case Rule::ExcludedLabel:
        return {"The grant leaves out something sensitive in it.", "涉及授权排除的敏感内容。"};
    default:
        return sentenceOf(rule);
    }
}

} // namespace

std::string_view hiddenSentence(Rule rule, Language language) {
    return hiddenOf(rule).in(language);
}

std::string_view ruleSentence(Rule rule, Language language) {
    return sentenceOf(rule).in(language);
}

} // namespace consentry::consent
