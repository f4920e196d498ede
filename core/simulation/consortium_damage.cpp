#include "core/simulation/consortium_damage.h"

#include "core/simulation/people.h"

#include <algorithm>

namespace consentry::simulation {
namespace {

std::string damagedStore(std::string_view store, Language language) {
    const bool english = language == Language::English;
    if (store == ConsortiumDamage::ledgerStore) {
        return english ? "The block store of the demonstration is damaged; nothing was repaired."
                       : "演示的区块存储已损坏，没有做任何修复。";
    }
    if (store == ConsortiumDamage::peopleStore) {
        return english
                   ? "The store with the demonstration's people is damaged; nothing was repaired."
                   : "演示中人员的存储已损坏，没有做任何修复。";
    }
    const auto& all = demoOrganizations();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.key == store; });
    const Name name =
        found == all.end() ? Name{std::string(store), std::string(store)} : found->name;
    return english ? "The store of " + name.en +
                         " in the demonstration is damaged; nothing was repaired."
                   : "演示中" + name.zh + "的存储已损坏，没有做任何修复。";
}

} // namespace

wallet::ErrorSentence damageSentence(const ConsortiumDamage& damage, Language language) {
    wallet::ErrorSentence sentence = wallet::errorSentence(damage.why, language);
    const bool english = language == Language::English;
    const bool wantsAnother =
        damage.why.code == ErrorCode::DamagedLedger || damage.why.code == ErrorCode::OlderFormat;
    if (damage.why.code == ErrorCode::DamagedLedger) {
        sentence.what = damagedStore(damage.store, language);
    } else if (damage.why.code == ErrorCode::OlderFormat) {
        sentence.what = english ? "The demonstration's stores were written by an earlier Consentry "
                                  "in a form that is no longer read; they were not changed."
                                : "演示的存储是早期版本的医契写下的，本版本不再读取这种格式；"
                                  "没有改动它们。";
    }
    if (wantsAnother) {
        sentence.next = english ? "Your vault is whole: its records, log and grants can be read as "
                                  "before. Keep a copy of the folder, and make the demonstration "
                                  "anew in another one."
                                : "保险箱本身完好，其中的记录、日志和授权仍可查看。"
                                  "请保留文件夹的副本，并在另一个文件夹里重新建立演示。";
    }
    return sentence;
}

} // namespace consentry::simulation
