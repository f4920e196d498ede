#include "core/wallet/error_sentence.h"

namespace consentry::wallet {
namespace {

struct Sentences {
    const char* whatEn;
    const char* nextEn;
    const char* whatZh;
    const char* nextZh;
};

Sentences sentencesFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::Malformed:
    case ErrorCode::NotCanonical:
        return {"The data is not in the expected form.",
                "Get a fresh copy from where it came from, and try again.", "数据的格式不对。",
                "请从来源重新取一份，再试一次。"};
    case ErrorCode::Unsupported:
        return {"This was made by another version that this program does not know.",
                "Update Consentry, then try again.", "这是本程序还不认识的版本。",
                "请更新医契后再试。"};
    case ErrorCode::TooLarge:
        return {"This is larger than the program accepts.",
                "Ask where it comes from for a smaller one.", "内容超过了本程序能接受的大小。",
                "请向提供方要小一些的。"};
    case ErrorCode::BadSignature:
        return {"A signature does not match what it signs.",
                "Do not rely on this data; ask the sender for it again.", "签名和内容对不上。",
                "请不要采用这份数据，让对方重新发送。"};
    case ErrorCode::BadKey:
        return {"A key is not usable.", "Check that you chose the right file or words.",
                "密钥不能用。", "请检查文件或恢复词是否选对。"};
    case ErrorCode::CryptoFailure:
    case ErrorCode::Internal:
        return {"Something failed inside the program; nothing was changed.",
                "Close it, open it again, and report this if it happens twice.",
                "程序内部出错，没有改动任何内容。", "请关闭后重新打开；若再次出现，请告诉我们。"};
    case ErrorCode::WrongPassphrase:
        return {"The passphrase is not right.",
                "Type it again, and look at Caps Lock and the keyboard language.", "密码不对。",
                "请再输一次，并检查大写锁定和键盘语言。"};
    case ErrorCode::Locked:
        return {"The vault is locked.", "Unlock it with your passphrase.", "保险箱已锁定。",
                "请用密码打开。"};
    case ErrorCode::AlreadyOpen:
        return {"Another Consentry has this open.", "Close the other one first.",
                "另一个医契正在使用它。", "请先关闭另一个。"};
    case ErrorCode::AlreadyExists:
        return {"There is one already at this place; it was left as it is.",
                "Choose another folder, or open the one that is there.",
                "这个位置已经有一个了，没有改动它。", "请换一个文件夹，或打开已有的。"};
    case ErrorCode::NotFound:
        return {"This was not found.", "Check the name or the number, and try again.", "没有找到。",
                "请检查名称或编号后再试。"};
    case ErrorCode::DamagedHeader:
        return {"The first part of the vault is damaged; nothing was changed.",
                "Keep the folder as it is. If you ever copied it, open that copy.",
                "保险箱的开头部分已损坏，没有改动任何内容。",
                "请保留这个文件夹。如果以前复制过它，请打开那份副本。"};
    case ErrorCode::DamagedData:
        return {"Part of the stored data is damaged; nothing was changed.",
                "Keep the folder as it is, and copy it to a safe place. If you copied it earlier, "
                "open that "
                "copy.",
                "存储的数据有一部分已损坏，没有改动任何内容。",
                "请保留这个文件夹，并把它复制到安全的地方。如果以前复制过它，请打开那份副本。"};
    case ErrorCode::NotEncrypted:
        return {"The database is not encrypted, so it was not opened.",
                "Do not use this folder. If you copied it earlier, open that copy.",
                "数据库没有加密，因此没有打开。",
                "请不要使用这个文件夹。如果以前复制过它，请打开那份副本。"};
    case ErrorCode::OlderFormat:
        return {
            "This was written by an earlier Consentry in a form that is no longer read; nothing "
            "was changed.",
            "Keep the folder, and make the demonstration anew in another one.",
            "这是早期版本的医契写下的，本版本不再读取这种格式；没有改动任何内容。",
            "请保留这个文件夹，在另一个文件夹里重新建立演示。"};
    case ErrorCode::ReadOnly:
        return {"The folder cannot be written to.",
                "Allow writing to it, or choose another folder.", "文件夹不能写入。",
                "请允许写入，或换一个文件夹。"};
    case ErrorCode::DiskFull:
        return {"The disk is full; nothing was lost.", "Free some space, then try again.",
                "磁盘已满，没有丢失任何内容。", "请腾出空间后再试。"};
    case ErrorCode::Io:
        return {"A folder is no longer where it was, or its disk refuses.",
                "Check that the disk is plugged in and the folder is in its place, then try again.",
                "文件夹不在原来的位置，或者磁盘无法读写。",
                "请检查磁盘是否插好、文件夹是否还在原处，然后再试。"};
    case ErrorCode::DamagedLedger:
        return {
            "A store of the demonstration's consortium is damaged; nothing was changed.",
            "Your vault is whole. Keep a copy of the folder, and make the demonstration anew in "
            "another one.",
            "演示联盟的存储已损坏，没有改动任何内容。",
            "保险箱本身完好。请保留文件夹的副本，并在另一个文件夹里重新建立演示。"};
    case ErrorCode::Unreachable:
        return {"The consortium cannot be reached.",
                "Your own data is here as before; try again in a while.", "连不上联盟。",
                "你自己的数据不受影响，请稍后再试。"};
    case ErrorCode::WrongServer:
        return {"The server at this address is not the one that the consortium named; nothing was "
                "sent to it.",
                "Try another network. If it stays, ask the consortium for a newer profile.",
                "这个地址上的服务器不是联盟指定的那一台，没有向它发送任何内容。",
                "请换一个网络再试；若仍如此，请向联盟索取新的联盟说明。"};
    case ErrorCode::TrustExpired:
        return {
            "This wallet has not seen the ledger for so long that it cannot check it by itself.",
            "Import a newer profile of the consortium, and compare its words.",
            "这个钱包太久没有见过账本，无法自行核对。", "请导入较新的联盟说明，并核对其中的词语。"};
    case ErrorCode::LedgerConflict:
        return {
            "Two histories of the ledger were shown, and both are signed by its validators. One "
            "of them is forged, so the wallet stopped.",
            "Sign nothing. Take the evidence file to your consortium.",
            "出现了两份都有验证者签名的账本历史，其中一份是伪造的，钱包已停止工作。",
            "请不要签署任何内容，并把证据文件交给联盟。"};
    case ErrorCode::NotBuilt:
        return {"This program cannot do that on a real consortium yet; nothing was sent.",
                "Ask the hospital's desk, or try it in the demonstration.",
                "本程序还不能在真实联盟上这样做，没有发送任何内容。",
                "请到医院窗口办理，或在演示中尝试。"};
    case ErrorCode::Stale:
        return {"The newest proven state is too old to rely on.",
                "Check this computer's clock and its connection, then try again.",
                "最新的可证明状态太旧，不能依赖。", "请检查电脑时钟和网络后再试。"};
    case ErrorCode::Refused:
        return {
            "The hospitals' common rules do not allow it.",
            "Nothing was changed. The reason is named here; your hospital's desk can explain it.",
            "各医院共同的规则不允许这样做。", "没有改动任何内容。这里写着原因，医院窗口可以解释。"};
    case ErrorCode::VerificationFailed:
        return {"An answer did not pass the check of this computer, so it was not used.",
                "Nothing of yours was changed. Try again; if it stays so, tell your hospital.",
                "收到的回答没有通过这台电脑的核对，因此没有采用。",
                "你的内容没有改动。请再试；若仍如此，请告诉医院。"};
    case ErrorCode::InvalidArgument:
        return {"This cannot be understood.", "See --help for how to say it.", "看不懂这个参数。",
                "用法见 --help。"};
    case ErrorCode::NotPermitted:
        return {"No rule allows this.", "Ask the patient for a grant that covers it.",
                "没有规则允许这样做。", "请让患者授权后再试。"};
    case ErrorCode::Cancelled:
        return {"Stopped at your wish; nothing was changed.", "Start again when you like.",
                "已按你的要求停止，没有改动任何内容。", "需要时可以重新开始。"};
    }
    return {"Something failed.", "Try again.", "出错了。", "请再试一次。"};
}

Sentences recoverySentencesFor(ErrorCode code) {
    if (code == ErrorCode::Malformed) {
        return {"These are not the 24 words of a vault.",
                "Compare each with your paper, and their order too.", "这不是保险箱的 24 个词。",
                "请逐个和纸上的核对，顺序也要一致。"};
    }
    if (code == ErrorCode::WrongPassphrase) {
        return {"These words belong to another vault.", "Look for the paper of this one.",
                "这些词属于另一个保险箱。", "请找出这个保险箱的那张纸。"};
    }
    return sentencesFor(code);
}

ErrorSentence in(Language language, const Sentences& found) {
    if (language == Language::English) {
        return {found.whatEn, found.nextEn};
    }
    return {found.whatZh, found.nextZh};
}

} // namespace

ErrorSentence errorSentence(const Error& error, Language language) {
    return in(language, sentencesFor(error.code));
}

ErrorSentence recoverySentence(const Error& error, Language language) {
    return in(language, recoverySentencesFor(error.code));
}

} // namespace consentry::wallet
