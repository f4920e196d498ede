<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AttachmentReader</name>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>JPEG picture</source>
        <translation>JPEG 图片</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Kind not named</source>
        <translation>未注明类型</translation>
    </message>
    <message>
        <source>It is not in this record, which only names where it lies. Nothing is fetched from there. Ask the hospital for it.</source>
        <translation>内容不在这条记录里，记录只写了它在哪里。本程序不会去取。请向医院索取。</translation>
    </message>
    <message>
        <source>The record names it, but does not hold it. Ask the hospital for it.</source>
        <translation>记录提到了它，但里面没有内容。请向医院索取。</translation>
    </message>
    <message>
        <source>Its data is broken and cannot be read. Ask the hospital for the record again.</source>
        <translation>数据已损坏，无法读取。请让医院重新提供这条记录。</translation>
    </message>
    <message>
        <source>It is not what it says it is, so it is not shown. Ask the hospital for the record again.</source>
        <translation>内容与注明的类型不符，因此不显示。请让医院重新提供这条记录。</translation>
    </message>
    <message>
        <source>It has another length than the record says: it may be cut. Ask the hospital for the record again.</source>
        <translation>长度与记录所写的不同，可能不完整。请让医院重新提供这条记录。</translation>
    </message>
    <message>
        <source>It differs from what the record says it is. Do not rely on it; ask the hospital for the record again.</source>
        <translation>内容与记录所写的校验值不符。请不要依赖它，并让医院重新提供这条记录。</translation>
    </message>
    <message>
        <source>This picture is damaged and cannot be shown.</source>
        <translation>这张图片已损坏，无法显示。</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>This picture is too large to be shown here. Save a copy to look at it with another program.</source>
        <translation>这张图片太大，这里无法显示。请保存副本，再用别的程序查看。</translation>
    </message>
    <message>
        <source>Its characters (%1) cannot be shown here. Save a copy to look at it with another program.</source>
        <extracomment>%1 a character set, &quot;gb18030&quot;</extracomment>
        <translation>这里无法显示它的字符编码（%1）。请保存副本，再用别的程序查看。</translation>
    </message>
    <message>
        <source>Only the beginning is shown.</source>
        <translation>只显示了开头部分。</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>This kind is not shown here. Save a copy to look at it with another program.</source>
        <translation>这里不能显示这类文件。请保存副本，再用别的程序查看。</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <extracomment>%1 a number</extracomment>
        <translation>%1 字节</translation>
    </message>
</context>
<context>
    <name>CheckLine</name>
    <message numerus="yes">
        <source>%n record(s) from hospitals, not checked against the ledger yet</source>
        <translation>
            <numerusform>医院的 %n 条记录，还没有与账本核对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) from hospitals, all exactly as anchored</source>
        <translation>
            <numerusform>医院的 %n 条记录，与存证完全一致</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n record(s) from hospitals exactly as anchored</source>
        <extracomment>%1 how many of them</extracomment>
        <translation>
            <numerusform>医院的 %n 条记录中，%1 条与存证完全一致</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not checked yet</source>
        <translation>
            <numerusform>%n 条还没有核对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced, deleted or not anchored</source>
        <translation>
            <numerusform>%n 条已被取代、被删除或没有存证</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not to be relied on: the red ones in the list</source>
        <translation>
            <numerusform>%n 条不可依据：列表中标红的</numerusform>
        </translation>
    </message>
    <message>
        <source>as of %1, block %2 of the demonstration</source>
        <extracomment>%1 a day and time, %2 the number of a block</extracomment>
        <translation>截至 %1，演示的第 %2 区块</translation>
    </message>
    <message>
        <source>as of %1, block %2</source>
        <translation>截至 %1，第 %2 区块</translation>
    </message>
    <message numerus="yes">
        <source>%n not to be relied on</source>
        <translation>
            <numerusform>%n 条不可依据</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 as anchored</source>
        <extracomment>%1 how many of %2 records</extracomment>
        <translation>%2 条中 %1 条与存证一致</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在核对……</translation>
    </message>
    <message>
        <source>Check against the ledger</source>
        <translation>与账本核对</translation>
    </message>
</context>
<context>
    <name>CheckUpReader</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>The copy in your vault is no longer what was stored here.</source>
        <translation>你保险箱里的这份副本已不是当初存入的内容。</translation>
    </message>
    <message>
        <source>Do not rely on it. Ask the hospital for the record and import it anew.</source>
        <translation>不要依据它。请向医院要这条记录，重新导入。</translation>
    </message>
    <message>
        <source>The last try, on %1, came to no end. %2</source>
        <extracomment>%1 a day and time, %2 sentences that say why</extracomment>
        <translation>上一次核对在 %1，没有完成。%2</translation>
    </message>
    <message>
        <source>%1 anchored exactly this copy on the ledger.</source>
        <extracomment>%1 a hospital</extracomment>
        <translation>%1在账本上存证的正是这份副本。</translation>
    </message>
    <message>
        <source>%1 anchored this copy, and has since replaced it by a newer version.</source>
        <translation>%1存证过这份副本，之后又以新版本取代了它。</translation>
    </message>
    <message>
        <source>Ask there for the newer version and import it.</source>
        <translation>请向那里要新版本，再导入。</translation>
    </message>
    <message>
        <source>%1 anchored this copy, and has since deleted the record.</source>
        <translation>%1存证过这份副本，之后删除了这条记录。</translation>
    </message>
    <message>
        <source>Your copy stays. Ask there why it was deleted.</source>
        <translation>你的副本仍在。可以向那里问明为什么删除。</translation>
    </message>
    <message>
        <source>%1 anchored another version of this record, not this copy.</source>
        <translation>%1存证的是这条记录的另一个版本，不是这份副本。</translation>
    </message>
    <message>
        <source>Do not rely on this copy. Ask there which version holds, and import that one.</source>
        <translation>不要依据这份副本。请向那里问清以哪个版本为准，再导入那一份。</translation>
    </message>
    <message>
        <source>%1 showed no anchor for this copy: nothing proves that it is theirs.</source>
        <translation>%1没有给出这份副本的存证：没有什么能证明它出自那里。</translation>
    </message>
    <message>
        <source>Ask there whether they hold this record.</source>
        <translation>请向那里问明是否有这条记录。</translation>
    </message>
    <message>
        <source>The proof that %1 showed for this record does not hold on the ledger.</source>
        <translation>%1为这条记录给出的证明在账本上不成立。</translation>
    </message>
    <message>
        <source>Do not rely on this copy, and keep it. Ask the hospital in writing for a proof that holds.</source>
        <translation>不要依据这份副本，但请保留它。请以书面形式要求医院给出成立的证明。</translation>
    </message>
    <message>
        <source>The copy in your vault was no longer what was stored here.</source>
        <translation>你保险箱里的这份副本当时已不是存入的内容。</translation>
    </message>
    <message>
        <source>Check it again; if it stays so, ask the hospital for the record.</source>
        <translation>请再核对一次；如果仍是这样，请向医院要这条记录。</translation>
    </message>
    <message>
        <source>Nobody has compared this copy with a ledger.</source>
        <translation>还没有人拿这份副本与账本比对过。</translation>
    </message>
    <message>
        <source>Once you are registered at a hospital of a consortium, a check asks there for its proof.</source>
        <translation>等你在联盟的医院登记之后，核对时会向医院要它的证明。</translation>
    </message>
    <message>
        <source>It came from a file. No hospital of yours is known to have anchored it.</source>
        <translation>它来自文件。目前不知道你的哪家医院为它存证过。</translation>
    </message>
    <message>
        <source>A check asks your hospitals.</source>
        <translation>核对时会询问你的各家医院。</translation>
    </message>
    <message>
        <source>Nobody has compared this copy with the ledger yet.</source>
        <translation>还没有人拿这份副本与账本比对过。</translation>
    </message>
    <message>
        <source>A check asks the hospital for its proof. It reads nothing, so it is no entry under “Who looked”.</source>
        <translation>核对时会向医院要它的证明，不读取任何记录，因此“访问记录”里不会多出一条。</translation>
    </message>
    <message>
        <source>Checked on %1.</source>
        <translation>核对于 %1。</translation>
    </message>
    <message>
        <source>Checked on %1, up to block %2 of the demonstration.</source>
        <extracomment>%1 a day and time, %2 the number of a block</extracomment>
        <translation>核对于 %1，截至演示的第 %2 区块。</translation>
    </message>
    <message>
        <source>Checked on %1, up to block %2.</source>
        <translation>核对于 %1，截至第 %2 区块。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 a day, %2 a time</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>the hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>This program has no way to ask %1: it offers wallets no proofs yet.</source>
        <extracomment>%1 a hospital</extracomment>
        <translation>本程序还无法询问%1：那里尚未向钱包提供证明。</translation>
    </message>
    <message>
        <source>No answer from %1. Try again later.</source>
        <translation>%1没有应答，请稍后再试。</translation>
    </message>
    <message>
        <source>No proofs from %1. Ask there why, then try again.</source>
        <translation>%1没有给出证明。请向那里问明原因，再试一次。</translation>
    </message>
    <message>
        <source>The ledger did not answer. Look at the network connection, then try again.</source>
        <translation>账本没有应答。请检查网络连接，再试一次。</translation>
    </message>
    <message>
        <source>The ledger showed old blocks only. Look at this computer&apos;s clock, then try again in a minute.</source>
        <translation>账本只给出旧的区块。请检查这台电脑的时钟，过一分钟再试。</translation>
    </message>
    <message>
        <source>No second hospital confirms what the ledger showed. “Network” says more.</source>
        <translation>没有第二家医院证实账本给出的内容。详见“网络”。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
</context>
<context>
    <name>ChoiceRows</name>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompletenessLine</name>
    <message>
        <source>&lt;b&gt;Something is missing from this list.&lt;/b&gt;</source>
        <translation>&lt;b&gt;这份记录不完整。&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Nothing missing as of %1</source>
        <translation>访问记录完整，截至%1 没有缺漏</translation>
    </message>
    <message numerus="yes">
        <source>%n hospitals check each other</source>
        <translation>
            <numerusform>%n 家医院互相核对</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking whether anything is missing …</source>
        <translation>正在核对有没有缺漏……</translation>
    </message>
    <message>
        <source>Not connected. Nothing missing up to %1; newer accesses are not known yet.</source>
        <translation>没有连上网络。截至%1 没有缺漏，之后的访问还不知道。</translation>
    </message>
    <message>
        <source>&lt;b&gt;This list could not be checked now.&lt;/b&gt;</source>
        <translation>&lt;b&gt;现在无法核对这份列表。&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Nothing missing up to %1.</source>
        <translation>截至%1没有缺漏。</translation>
    </message>
    <message>
        <source>Not connected. Whether something is missing is not known before the hospitals answer.</source>
        <translation>未连接。医院回应之前，还不知道有没有缺漏。</translation>
    </message>
    <message>
        <source>Nothing missing up to %1. What is newer was checked at one hospital alone; no other one has confirmed it yet.</source>
        <translation>截至%1没有缺漏。更新的部分只在一家医院核对过，还没有其他医院确认。</translation>
    </message>
    <message>
        <source>Checked at one hospital alone. No other one has confirmed yet that nothing is missing.</source>
        <translation>只在一家医院核对过。还没有其他医院确认没有缺漏。</translation>
    </message>
    <message>
        <source>You are not registered at these hospitals yet, so there is no list to check.</source>
        <translation>你还没有在这些医院登记，因此没有可以核对的记录。</translation>
    </message>
    <message>
        <source>This vault belongs to no hospitals yet, so nobody can look by it.</source>
        <translation>这个保险箱还没有加入任何医院，因此没有人能通过它查看。</translation>
    </message>
</context>
<context>
    <name>ConflictReader</name>
    <message>
        <source>&lt;b&gt;This wallet has stopped.&lt;/b&gt; It was shown two different histories, and both carry the signatures of this consortium. One of them is forged, and no computer can tell which.</source>
        <translation>&lt;b&gt;钱包已停止工作。&lt;/b&gt;它看到了两份不同的历史，两份都带有这个联盟的签名。其中一份是伪造的，任何电脑都无法分辨是哪一份。</translation>
    </message>
    <message>
        <source>They part at block %1. The other one was shown by %2; this was found %3.</source>
        <translation>两份历史从第 %1 区块开始不同。另一份由%2给出；发现时间：%3。</translation>
    </message>
    <message>
        <source>Nothing is signed or sent, and nothing newer is believed. What this vault had stays as it is.</source>
        <translation>现在不会签署或发送任何内容，也不会采信更新的内容。保险箱里已有的保持不变。</translation>
    </message>
    <message>
        <source>The evidence is kept in this vault; a file of it could not be written.</source>
        <translation>证据已保存在这个保险箱里；没能写出证据文件。</translation>
    </message>
    <message>
        <source>The evidence lies in the file %1</source>
        <translation>证据文件在 %1</translation>
    </message>
    <message>
        <source>Next: take the evidence to a hospital of this consortium, not by this wallet. When its members have cleared it up they hand out a newer profile. Bring that in under Network, and the wallet goes on.</source>
        <translation>下一步：请不要通过这个钱包，而是直接把证据交给联盟里的一家医院。成员查清之后会发布更新的联盟说明。在“网络”里导入它，钱包就会继续工作。</translation>
    </message>
</context>
<context>
    <name>DocumentReader</name>
    <message>
        <source>To see PDF documents here, install the package poppler-utils. You can still save a copy.</source>
        <translation>要在这里查看 PDF 文档，请安装软件包 poppler-utils。你仍可以保存副本。</translation>
    </message>
    <message>
        <source>This computer cannot shut in the program that draws PDF documents, so none is shown here. You can still save a copy.</source>
        <translation>这台电脑无法隔离绘制 PDF 文档的程序，所以这里不显示。你仍可以保存副本。</translation>
    </message>
    <message>
        <source>This PDF is damaged and cannot be shown. Ask the hospital for the record again.</source>
        <translation>这个 PDF 已损坏，无法显示。请让医院重新提供这份记录。</translation>
    </message>
    <message>
        <source>This PDF opens only with a password, so it is not shown here. Save a copy to open it with another program.</source>
        <translation>这个 PDF 要有密码才能打开，所以这里不显示。请保存副本，再用别的程序打开。</translation>
    </message>
    <message>
        <source>This PDF is too large to be shown here. Save a copy to look at it with another program.</source>
        <translation>这个 PDF 太大，这里无法显示。请保存副本，再用别的程序查看。</translation>
    </message>
    <message>
        <source>Drawing this page took too long and was stopped. Save a copy to look at it with another program.</source>
        <translation>绘制这一页花的时间太长，已经停止。请保存副本，再用别的程序查看。</translation>
    </message>
</context>
<context>
    <name>DraftReader</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部记录</translation>
    </message>
    <message>
        <source>except what is marked as especially protected</source>
        <translation>特别保护的除外</translation>
    </message>
    <message>
        <source>The last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>The last 3 months</source>
        <translation>最近 3 个月</translation>
    </message>
    <message>
        <source>The last year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>The last three years</source>
        <translation>最近三年</translation>
    </message>
    <message>
        <source>Of any time</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>从 %1 起</translation>
    </message>
    <message>
        <source>Look only</source>
        <translation>只能看</translation>
    </message>
    <message>
        <source>They see it and keep nothing.</source>
        <translation>对方能看，不留存。</translation>
    </message>
    <message>
        <source>Keep a copy</source>
        <translation>可以留存</translation>
    </message>
    <message>
        <source>A copy stays with them after the grant has ended.</source>
        <translation>授权结束后，对方仍留有一份。</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>可以转交</translation>
    </message>
    <message>
        <source>They may give it to others for the same purpose.</source>
        <translation>对方可以为同样的目的转交给别人。</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>choose who</source>
        <translation>选择对方</translation>
    </message>
    <message>
        <source>choose what</source>
        <translation>选择内容</translation>
    </message>
    <message>
        <source>Choose who may see something.</source>
        <translation>请选择谁可以看。</translation>
    </message>
    <message>
        <source>Choose what they may see.</source>
        <translation>请选择对方可以看什么。</translation>
    </message>
    <message>
        <source>Something in this sentence does not fit together yet.</source>
        <translation>这句话里还有对不上的地方。</translation>
    </message>
    <message>
        <source>You sign as %1, on %2</source>
        <translation>你以 %1 的身份在 %2 上签署</translation>
    </message>
    <message numerus="yes">
        <source>Deterministic CBOR (RFC 8949), %n byte(s), sealed before it leaves this computer:</source>
        <translation>
            <numerusform>确定性 CBOR（RFC 8949），%n 字节，离开这台电脑前会加密封装：</numerusform>
        </translation>
    </message>
    <message>
        <source>You sign on %1</source>
        <translation>你在%1上签署</translation>
    </message>
    <message numerus="yes">
        <source>%n are older.</source>
        <translation>
            <numerusform>更早的有 %n 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>0 in the last 30 days.</source>
        <translation>最近 30 天为 0 项。</translation>
    </message>
    <message>
        <source>0 in the last 3 months.</source>
        <translation>最近 3 个月为 0 项。</translation>
    </message>
    <message>
        <source>0 in the last year.</source>
        <translation>最近一年为 0 项。</translation>
    </message>
    <message>
        <source>0 in the last three years.</source>
        <translation>最近三年为 0 项。</translation>
    </message>
    <message>
        <source>0 since %1.</source>
        <translation>%1以来为 0 项。</translation>
    </message>
    <message numerus="yes">
        <source>%n other grant(s) already open something to %1. They stay as they are.</source>
        <translation>
            <numerusform>另有 %n 份授权已经向%1开放了内容，这些授权保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>What you gave to %1 before has ended.</source>
        <translation>你以前给%1的授权已经结束。</translation>
    </message>
    <message>
        <source>So far %1 could see nothing.</source>
        <translation>此前%1什么都看不到。</translation>
    </message>
    <message>
        <source>whole record</source>
        <translation>全部记录</translation>
    </message>
    <message>
        <source>What this grant lists one by one</source>
        <translation>这个授权逐项列出的内容</translation>
    </message>
    <message>
        <source>Your rules for everyone shut them out. As long as they do, this grant opens nothing.</source>
        <translation>你的“对所有人的规则”拒绝了此人。在此期间，这项授权不开放任何内容。</translation>
    </message>
    <message>
        <source>For %1, until %2</source>
        <translation>为了%1，到%2为止</translation>
    </message>
    <message>
        <source>None of your records in this vault so far</source>
        <translation>保险箱里目前没有这类记录</translation>
    </message>
    <message numerus="yes">
        <source>%n of your records in this vault</source>
        <translation>
            <numerusform>保险箱里的 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>May %1 also see this: %2?</source>
        <translation>%1也可以看这些吗：%2？</translation>
    </message>
    <message>
        <source>It is especially sensitive, so you decide about it by itself.</source>
        <translation>这些特别敏感，所以请你单独决定。</translation>
    </message>
    <message>
        <source>Yes, include it</source>
        <translation>可以，包括在内</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不包括</translation>
    </message>
    <message>
        <source>Without it they see the rest of what you chose.</source>
        <translation>不包括时，对方仍能看到你选的其他内容。</translation>
    </message>
    <message>
        <source>Also what is marked as more private?</source>
        <translation>标为更私密的也给看吗？</translation>
    </message>
    <message>
        <source>Hospitals, or your own rules, mark some of what you chose as restricted. Without your yes it stays hidden.</source>
        <translation>你选的内容里，有些被医院或你自己的规则标为限制级。没有你的同意，就不会显示。</translation>
    </message>
    <message>
        <source>Yes, show it too</source>
        <translation>可以，也给看</translation>
    </message>
    <message>
        <source>Keep it hidden</source>
        <translation>继续隐藏</translation>
    </message>
    <message>
        <source>Without it they see what is not marked so.</source>
        <translation>不给看时，对方只能看到没有这样标注的内容。</translation>
    </message>
    <message>
        <source>May %1 pass it on to others?</source>
        <translation>%1可以转给别人吗？</translation>
    </message>
    <message>
        <source>What was passed on cannot be called back, and the log does not show who has it.</source>
        <translation>转出去的内容收不回来，访问记录里也看不到谁拿到了。</translation>
    </message>
    <message>
        <source>Yes, they may</source>
        <translation>可以</translation>
    </message>
    <message>
        <source>No, not to others</source>
        <translation>不可以</translation>
    </message>
    <message>
        <source>Without it they may do the rest of what you chose.</source>
        <translation>不允许时，对方仍可以做你选的其他事。</translation>
    </message>
    <message>
        <source>Go back to choose something else.</source>
        <translation>请返回另选。</translation>
    </message>
    <message numerus="yes">
        <source>%n of them carry a mark of yours. Only this wallet knows your marks: this grant opens these records all the same. To hide a kind, set a rule.</source>
        <translation>
            <numerusform>其中 %n 条有你的标记。只有这个钱包知道标记，这份授权照样会打开它们。想隐藏某类内容，请设置规则。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 a day, %2 a time of that day</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Today, %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>今天到期</translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>还有 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 &quot;a, b, c&quot;</extracomment>
        <translation>
            <numerusform>%1等，另有 %n 类</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>%1 &quot;a, b&quot;, %2 &quot;c&quot;</extracomment>
        <translation>%1和%2</translation>
    </message>
</context>
<context>
    <name>GrantEditor</name>
    <message>
        <source>Or choose the last day</source>
        <translation>或者选择最后一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>That day is included. After it the grant ends by itself.</source>
        <translation>含当天，之后授权自动结束。</translation>
    </message>
    <message>
        <source>Who may see it</source>
        <translation>谁可以看</translation>
    </message>
    <message>
        <source>What they may see</source>
        <translation>可以看什么</translation>
    </message>
    <message>
        <source>From which time</source>
        <translation>哪段时间的</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用来做什么</translation>
    </message>
    <message>
        <source>What they may do</source>
        <translation>可以怎么用</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>到什么时候</translation>
    </message>
    <message>
        <source>Search by name, role or organisation</source>
        <translation>按姓名、身份或机构搜索</translation>
    </message>
    <message numerus="yes">
        <source>Show %n kinds without records</source>
        <translation>
            <numerusform>显示 %n 类没有记录的内容</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GrantReader</name>
    <message>
        <source>%1, %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部内容</translation>
    </message>
    <message>
        <source>Several kinds of data</source>
        <translation>多类数据</translation>
    </message>
    <message>
        <source>Single records</source>
        <translation>个别记录</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>没有发送</translation>
    </message>
    <message>
        <source>It was signed and taken back before it was sent.</source>
        <translation>签署后在发送之前收回了。</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
</context>
<context>
    <name>HealthReader</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Only the beginning is shown: the whole has %1 bytes.</source>
        <translation>只显示了开头，全文共 %1 字节。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Number there</source>
        <translation>在来源处的编号</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要值</translation>
    </message>
    <message>
        <source>Came with</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>Not among your records</source>
        <translation>不在你的记录中</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>报告者</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自己测量</translation>
    </message>
    <message>
        <source>Source not named</source>
        <translation>未注明来源</translation>
    </message>
    <message>
        <source>also reported by %1</source>
        <extracomment>%1 one or more hospitals</extracomment>
        <translation>%1也报告了同一结果</translation>
    </message>
    <message>
        <source>preliminary</source>
        <translation>初步结果</translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>无单位</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) in %1 are not drawn here: another unit is not converted.</source>
        <extracomment>%1 a unit</extracomment>
        <translation>
            <numerusform>有 %n 个以 %1 为单位的数值未画出：不同单位不作换算。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) without an exact day are not drawn.</source>
        <translation>
            <numerusform>有 %n 个没有确切日期的数值未画出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) that were entered in error are left out.</source>
        <translation>
            <numerusform>有 %n 个已作废的误录数值未列入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) that were reported twice are shown once.</source>
        <translation>
            <numerusform>有 %n 个重复报告的数值只显示一次。</numerusform>
        </translation>
    </message>
    <message>
        <source>The reports name different usual ranges; the band is that of the newest.</source>
        <translation>各份报告的参考范围不同，色带取自最新一份。</translation>
    </message>
    <message>
        <source>Older values than these are left out.</source>
        <translation>更早的数值未列入。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>This version cannot be read.</source>
        <translation>这个版本无法读取。</translation>
    </message>
    <message>
        <source>by the printed range</source>
        <translation>按报告上的参考范围</translation>
    </message>
</context>
<context>
    <name>HomeReader</name>
    <message>
        <source>My own data</source>
        <translation>我自己的数据</translation>
    </message>
    <message>
        <source>Entry %1 of %2 was changed or is missing.</source>
        <translation>共 %2 条记录，第 %1 条被改动或缺漏。</translation>
    </message>
    <message>
        <source>The entries do not meet the number and the seal that the consortium has proven.</source>
        <translation>这些记录与联盟已证明的数目和印记不符。</translation>
    </message>
    <message>
        <source>Without them nobody can open this vault if the passphrase is lost.</source>
        <translation>密码丢了，没有这些词，谁也打不开这个保险箱。</translation>
    </message>
    <message>
        <source>Owner of this vault</source>
        <translation>保险箱主人</translation>
    </message>
    <message>
        <source>Import a file that a hospital or laboratory gave you.</source>
        <translation>导入医院或检验机构给你的文件。</translation>
    </message>
    <message>
        <source>Their profile is a file or a printed code from a hospital&apos;s desk.</source>
        <translation>联盟说明是医院窗口给的一个文件或一张印好的二维码。</translation>
    </message>
    <message>
        <source>The network&apos;s time decides when a grant begins and ends.</source>
        <translation>授权何时开始、何时结束，以网络时间为准。</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>到%1</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong by %1, so nothing newer can be checked. Set the clock right.</source>
        <translation>这台电脑的时钟差了 %1，因此无法核对更新的内容。请把时钟调准。</translation>
    </message>
    <message>
        <source>%1 looked at something, %2. No rule of yours allows it.</source>
        <extracomment>%1 somebody, %2 what, %3 &quot;yesterday 14:02&quot;</extracomment>
        <translation>%2，%1查看了某些内容，没有任何规则允许。</translation>
    </message>
    <message>
        <source>%1 looked at %2, %3. No rule of yours allows it.</source>
        <translation>%3，%1查看了%2，没有任何规则允许。</translation>
    </message>
    <message>
        <source>%1 called an emergency, %2.</source>
        <extracomment>%1 somebody, %2 what, %3 &quot;yesterday 14:02&quot;</extracomment>
        <translation>%2，%1声明了紧急情况。</translation>
    </message>
    <message>
        <source>%1 looked at %2 in an emergency, %3.</source>
        <translation>%3，%1在紧急情况下查看了%2。</translation>
    </message>
    <message>
        <source>%1 tried to look and was refused, %2.</source>
        <translation>%2，%1尝试查看，被拒绝。</translation>
    </message>
    <message>
        <source>%1 looked and found no records, %2, by your grant.</source>
        <extracomment>%1 somebody, %2 what, %3 &quot;yesterday 14:02&quot;</extracomment>
        <translation>%2，%1按你的授权查看，没有找到记录。</translation>
    </message>
    <message>
        <source>%1 looked at %2, %3, by your grant.</source>
        <translation>%3，%1按你的授权查看了%2。</translation>
    </message>
    <message numerus="yes">
        <source>And %n more accesses, all by your rules.</source>
        <translation>
            <numerusform>另有 %n 次访问，都符合你的规则。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a rule</source>
        <translation>
            <numerusform>没有规则的 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in an emergency</source>
        <translation>
            <numerusform>紧急的 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>被拒绝的 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by your rules</source>
        <translation>
            <numerusform>按规则的 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more accesses: %1.</source>
        <translation>
            <numerusform>另有 %n 次访问：%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new records came into this vault.</source>
        <translation>
            <numerusform>这个保险箱新增了 %n 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>The grant for %1 has ended.</source>
        <translation>给%1的授权已结束。</translation>
    </message>
    <message numerus="yes">
        <source>%n grants have ended.</source>
        <translation>
            <numerusform>有 %n 项授权已结束。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReader</name>
    <message>
        <source>a person without a name</source>
        <translation>没有写姓名的人</translation>
    </message>
    <message>
        <source>%1, born %2</source>
        <extracomment>%1 a person&apos;s name, %2 a day</extracomment>
        <translation>%1，%2出生</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Part %1: %2</source>
        <extracomment>%1 the number of an entry or line in a file, %2 why it cannot be read</extracomment>
        <translation>第 %1 部分：%2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were added.</source>
        <translation>
            <numerusform>添加了 %n 条记录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were here already.</source>
        <translation>
            <numerusform>%n 条记录原来就有。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) were refused:</source>
        <translation>
            <numerusform>%n 处被拒绝：</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogDocument</name>
    <message>
        <source>Demonstration: people, records and accesses are invented.</source>
        <translation>演示：人物、记录和访问都是虚构的。</translation>
    </message>
    <message>
        <source> (demonstration)</source>
        <translation>（演示）</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>No access fits.</source>
        <translation>没有符合的访问。</translation>
    </message>
    <message numerus="yes">
        <source>End of the list: %n access(es).</source>
        <translation>
            <numerusform>列表结束：共 %n 次访问。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogFile</name>
    <message>
        <source>Shown: every access</source>
        <translation>内容：全部访问</translation>
    </message>
    <message>
        <source>Shown: %1</source>
        <translation>内容：%1</translation>
    </message>
    <message>
        <source>Complete up to block %1, %2.</source>
        <translation>截至第 %1 区块（%2）完整。</translation>
    </message>
    <message>
        <source>Whether this list is complete could not be checked.</source>
        <translation>无法核对这份列表是否完整。</translation>
    </message>
    <message>
        <source>Who looked at my records</source>
        <translation>谁看过我的记录</translation>
    </message>
    <message>
        <source>Records of %1</source>
        <translation>%1的记录</translation>
    </message>
    <message>
        <source>Written on %1, times in %2</source>
        <translation>写于 %1，时间为 %2</translation>
    </message>
    <message>
        <source>Checked at one hospital alone: no other one has confirmed yet that nothing is missing.</source>
        <translation>只在一家医院核对过：还没有其他医院确认没有缺漏。</translation>
    </message>
</context>
<context>
    <name>LogReader</name>
    <message>
        <source>Reason: %1</source>
        <translation>理由：%1</translation>
    </message>
    <message>
        <source>no records</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>用于%1</translation>
    </message>
    <message>
        <source>no purpose given</source>
        <translation>没有写明目的</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>details could not be opened</source>
        <translation>详情打不开</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>在%1</translation>
    </message>
    <message>
        <source>No rule allowed this access</source>
        <translation>没有规则允许这次访问</translation>
    </message>
    <message>
        <source>You gave no grant that covers this person and purpose, and nobody called it an emergency.</source>
        <translation>你没有给过适用于此人和此目的的授权，对方也没有说明是紧急情况。</translation>
    </message>
    <message>
        <source>The sealed details of this access are missing or do not match what was committed to.</source>
        <translation>这次访问的密封详情没有收到，或与当初登记的不一致。</translation>
    </message>
    <message>
        <source>An emergency access</source>
        <translation>一次紧急访问</translation>
    </message>
    <message>
        <source>Emergency staff may open part of your record without a grant. The hospital has to review it.</source>
        <translation>急诊人员可以不经授权打开你的部分记录，医院必须事后复核。</translation>
    </message>
    <message>
        <source>This was refused</source>
        <translation>这次被拒绝了</translation>
    </message>
    <message>
        <source>Your own request</source>
        <translation>你自己的请求</translation>
    </message>
    <message>
        <source>You asked this hospital for your own records.</source>
        <translation>你向这家医院要了自己的记录。</translation>
    </message>
    <message>
        <source>Allowed by your grant</source>
        <translation>你的授权允许了这次访问</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>What they saw</source>
        <translation>看了什么</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>When</source>
        <translation>什么时候</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>没有写明</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>保存方</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>checked (demonstration): this entry was not changed</source>
        <translation>已核对（演示）：这条记录没有被改动</translation>
    </message>
    <message>
        <source>checked: this entry was not changed</source>
        <translation>已核对：这条记录没有被改动</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>还没有核对</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问编号</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Revoke this grant</source>
        <translation>撤销这项授权</translation>
    </message>
    <message>
        <source>objection waiting</source>
        <translation>异议在途</translation>
    </message>
    <message>
        <source>you objected</source>
        <translation>你已提出异议</translation>
    </message>
    <message>
        <source>objection answered</source>
        <translation>异议已答复</translation>
    </message>
    <message>
        <source>objection refused</source>
        <translation>异议被拒绝</translation>
    </message>
    <message>
        <source>You objected</source>
        <translation>你已提出异议</translation>
    </message>
    <message>
        <source>Your objection is signed and goes out by itself.</source>
        <translation>你的异议已签署，会自动发出。</translation>
    </message>
    <message>
        <source>You objected %1. %2 has not answered yet.</source>
        <translation>你在%1提出了异议。%2尚未答复。</translation>
    </message>
    <message>
        <source>%1 answered (demonstration)</source>
        <translation>%1的答复（演示）</translation>
    </message>
    <message>
        <source>%1 answered</source>
        <translation>%1的答复</translation>
    </message>
    <message>
        <source>You objected, and it was answered.</source>
        <translation>你提出了异议，对方已答复。</translation>
    </message>
    <message>
        <source>Your objection of %1 was refused. You can try again.</source>
        <translation>你在%1的异议被拒绝。可以再试一次。</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform>等 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>checked, but no other hospital has confirmed it yet</source>
        <translation>已核对，但还没有其他医院确认</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 a person, %2 where they work</extracomment>
        <translation>%2%1</translation>
    </message>
</context>
<context>
    <name>NetworkReader</name>
    <message>
        <source>Embedded, one process (demonstration)</source>
        <translation>内嵌，单个进程（演示）</translation>
    </message>
    <message>
        <source>CometBFT, one node at each member</source>
        <translation>CometBFT，每个成员各有一个节点</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Hospital, checks blocks</source>
        <translation>医院，参与核对区块</translation>
    </message>
    <message>
        <source>Member, keeps sealed details</source>
        <translation>成员，保存密封详情</translation>
    </message>
    <message>
        <source>Network damaged</source>
        <translation>网络数据已损坏</translation>
    </message>
    <message>
        <source>Demo on this computer</source>
        <translation>演示联盟，只在本机运行</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>连不上网络</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message numerus="yes">
        <source>The %n simulated hospitals inside this program, and none of them alone.</source>
        <translation>
            <numerusform>本程序里模拟的 %n 家医院，而不是其中任何一家。</numerusform>
        </translation>
    </message>
    <message>
        <source>A block counts when members with more than two thirds of the votes have signed it. This computer checks that itself.</source>
        <translation>持有三分之二以上票数的成员都认可之后，一个区块才算数。这由这台电脑自己核对。</translation>
    </message>
    <message>
        <source>The members whose keys stand in the profile that this vault has adopted, and none of them alone.</source>
        <translation>这个保险箱采用的联盟说明里写明密钥的各成员，而不是其中任何一个。</translation>
    </message>
    <message>
        <source>“Verified” is said only of what another member&apos;s witness shows as well.</source>
        <translation>只有另一成员的见证节点也显示同样内容时，才会说“已核对”。</translation>
    </message>
    <message>
        <source>Checked %1</source>
        <translation>已核对到%1</translation>
    </message>
    <message numerus="yes">
        <source>%n grants</source>
        <translation>
            <numerusform>%n 项授权</numerusform>
        </translation>
    </message>
    <message>
        <source>a grant that this vault does not hold</source>
        <translation>保险箱里没有的一项授权</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Grant, %1</source>
        <translation>授权，%1</translation>
    </message>
    <message>
        <source>Revocation, %1</source>
        <translation>撤销，%1</translation>
    </message>
    <message>
        <source>Rules for everyone</source>
        <translation>对所有人的规则</translation>
    </message>
    <message>
        <source>Something else that you signed</source>
        <translation>你签署的其他内容</translation>
    </message>
    <message numerus="yes">
        <source>signed %1, tried %n times</source>
        <translation>
            <numerusform>%1 签署，已尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>signed %1</source>
        <translation>%1 签署</translation>
    </message>
    <message>
        <source>Objection to an access</source>
        <translation>对一次访问的异议</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>No hospitals yet</source>
        <translation>还没有医院</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>is behind the others</source>
        <translation>落后于其他服务器</translation>
    </message>
    <message>
        <source>gave an answer that does not check</source>
        <translation>给出了核对不上的答复</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 &quot;Server&quot;, %2 an address</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>还没有询问</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证</translation>
    </message>
    <message>
        <source>agreed on</source>
        <translation>已商定</translation>
    </message>
    <message>
        <source>proposed; %1 of the %2 approvals that it needs, until %3</source>
        <extracomment>%1 and %2 counts of organisations, %3 a moment</extracomment>
        <translation>已提出；需要 %2 个同意，已有 %1 个，截止 %3</translation>
    </message>
</context>
<context>
    <name>PartyChoices</name>
    <message>
        <source>every doctor there</source>
        <translation>那里的每位医生</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>You gave them something before, or they treated you</source>
        <translation>你授权过的，或给你看过病的</translation>
    </message>
    <message>
        <source>Family and others</source>
        <translation>家人和其他人</translation>
    </message>
</context>
<context>
    <name>PassphraseStrength</name>
    <message>
        <source>a moment</source>
        <translation>一会儿</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n 个月</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n 年</numerusform>
        </translation>
    </message>
    <message>
        <source>more than a thousand years</source>
        <translation>一千多年</translation>
    </message>
    <message>
        <source>Whoever steals this computer would need %1 to guess it.</source>
        <translation>偷走这台电脑的人要%1才能猜出来。</translation>
    </message>
</context>
<context>
    <name>ProfileReader</name>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 &quot;one server&quot;, %2 &quot;one witness&quot;</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n 台服务器</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n witness(es)</source>
        <translation>
            <numerusform>%n 个见证</numerusform>
        </translation>
    </message>
    <message>
        <source>A block counts when members with more than two thirds of the votes have signed it. To leap over many blocks, at least %1 of the votes that are known already must stand under the new one.</source>
        <translation>超过三分之二票数的成员签署的区块才算数。要跨过许多区块时，已知票数中至少 %1 必须签在新的区块上。</translation>
    </message>
    <message numerus="yes">
        <source>What was checked is good for %n day(s). A wallet that was closed for longer needs a newer profile.</source>
        <translation>
            <numerusform>核对过的内容在 %n 天内有效。关闭更久的钱包需要更新的联盟说明。</numerusform>
        </translation>
    </message>
    <message>
        <source>It begins at block %1 of %2.</source>
        <translation>从第 %1 区块开始，时间：%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n organisation(s) run it together</source>
        <translation>
            <numerusform>由 %n 家机构共同运行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <extracomment>%1 &quot;4 organisations run it together&quot;, %2 &quot;4 servers, 4 witnesses&quot;</extracomment>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>%1 of %2 organisations signed it; at least %3 have to.</source>
        <translation>%2 家机构中有 %1 家签署；至少需要 %3 家。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有改动任何内容。</translation>
    </message>
    <message>
        <source>This profile is of another consortium, %1; this vault belongs to %2. Another consortium needs a vault of its own.</source>
        <translation>这份说明属于另一个联盟 %1；这个保险箱属于 %2。另一个联盟需要单独的保险箱。</translation>
    </message>
    <message>
        <source>This vault has this profile already.</source>
        <translation>这个保险箱已经采用了这份说明。</translation>
    </message>
    <message>
        <source>This is profile %1; this vault has profile %2, which is not older. Ask the hospital for the newest one.</source>
        <translation>这是第 %1 版；保险箱里的是第 %2 版，并不比它旧。请向医院索取最新的说明。</translation>
    </message>
    <message>
        <source>This is profile %1, and profile %2 comes first: each is signed by the organisations of the one before. Ask the hospital for it.</source>
        <translation>这是第 %1 版，要先导入第 %2 版：每一版都由上一版的机构签署。请向医院索取。</translation>
    </message>
    <message>
        <source>Too few organisations of this vault&apos;s profile signed it. Do not use it, and tell the hospital.</source>
        <translation>保险箱现有说明中，签署它的机构不够。请不要使用，并告诉医院。</translation>
    </message>
    <message>
        <source>Too few of its organisations signed it. Ask the hospital for it again.</source>
        <translation>签署它的机构不够。请向医院重新索取。</translation>
    </message>
    <message numerus="yes">
        <source>This profile is too old to begin with: it is good for %n day(s). Ask the hospital for a newer one.</source>
        <translation>
            <numerusform>这份说明太旧，不能用来开始：它的有效期是 %n 天。请向医院索取更新的。</numerusform>
        </translation>
    </message>
    <message>
        <source>This profile is of a time that has not come yet. Set this computer&apos;s clock, then try again.</source>
        <translation>这份说明的时间还没有到。请校准这台电脑的时钟，再试一次。</translation>
    </message>
    <message numerus="yes">
        <source>This profile is older than %n day(s), too old to go on with. Ask the hospital for a newer one.</source>
        <translation>
            <numerusform>这份说明早于 %n 天，太旧，不能继续使用。请向医院索取更新的。</numerusform>
        </translation>
    </message>
    <message>
        <source>This profile begins before the one that this vault has. Ask the hospital for a newer one.</source>
        <translation>这份说明的起点早于保险箱现有的说明。请向医院索取更新的。</translation>
    </message>
    <message>
        <source>The servers that it names show another block than it does. Do not use it, and tell the hospital.</source>
        <translation>它所写的服务器给出的区块与它不符。请不要使用，并告诉医院。</translation>
    </message>
    <message>
        <source>Servers of two of its organisations have to show its block, and they do not answer now. Check the connection, then try again.</source>
        <translation>需要其中两家机构的服务器给出它的区块，但它们现在没有应答。请检查网络，再试一次。</translation>
    </message>
    <message>
        <source>None of the servers that it names answers as it should. Check the connection, then try again.</source>
        <translation>它所写的服务器都没有正常应答。请检查网络，再试一次。</translation>
    </message>
    <message>
        <source>There is no QR code in this picture that can be read, or more than one. Take it again, straight and near, or ask for the profile as a file.</source>
        <translation>这张图片里没有能读出的二维码，或者不止一个。请拍正、拍近再试，或者索取文件形式的说明。</translation>
    </message>
    <message>
        <source>This file is larger than any profile or picture that is read here. Did you choose the right one?</source>
        <translation>这个文件超过了这里能读取的说明或图片的大小。选对文件了吗？</translation>
    </message>
    <message>
        <source>This profile was made by a later version. Update Consentry, then try again.</source>
        <translation>这份说明由更新的版本制作。请更新医契，再试一次。</translation>
    </message>
    <message>
        <source>This file cannot be read. Look whether it is still there.</source>
        <translation>无法读取这个文件。请看看它是否还在。</translation>
    </message>
    <message>
        <source>This is no profile of a consortium, or it is damaged. Ask the hospital for it again.</source>
        <translation>这不是联盟说明，或者已经损坏。请向医院重新索取。</translation>
    </message>
</context>
<context>
    <name>ProfileWords</name>
    <message>
        <source>As digits: %1</source>
        <translation>数字形式：%1</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>number %1, of %2</source>
        <extracomment>%1 a number, %2 a day</extracomment>
        <translation>第 %1 版，%2</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>签署</translation>
    </message>
</context>
<context>
    <name>RegistrationCard</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>还缺少</translation>
    </message>
    <message>
        <source>QR code of your number at these hospitals</source>
        <translation>你在这些医院的编号二维码</translation>
    </message>
    <message>
        <source>Your number at these hospitals</source>
        <translation>你在这些医院的编号</translation>
    </message>
    <message>
        <source>It says neither who you are nor anything about you. Show it at a hospital&apos;s desk together with your identity card.</source>
        <translation>它既不说明你是谁，也不包含你的任何信息。请在医院窗口和身份证一起出示。</translation>
    </message>
</context>
<context>
    <name>RegistrationReader</name>
    <message>
        <source>The profile of your hospitals</source>
        <translation>你的医院的联盟说明</translation>
    </message>
    <message>
        <source>A file or a printed code from a hospital&apos;s desk; it says who the hospitals are.</source>
        <translation>医院窗口给的文件或印好的二维码，写着有哪些医院。</translation>
    </message>
    <message>
        <source>%1, profile %2</source>
        <translation>%1，第 %2 版</translation>
    </message>
    <message>
        <source>The hospitals&apos; common book, checked by this computer</source>
        <translation>医院共同的账本，由这台电脑核对</translation>
    </message>
    <message>
        <source>The hospitals are being asked for the first time …</source>
        <translation>正在第一次询问医院……</translation>
    </message>
    <message>
        <source>None of the hospitals answers at the moment; it is tried again by itself.</source>
        <translation>目前没有医院回应；会自动再试。</translation>
    </message>
    <message>
        <source>up to block %1, %2</source>
        <translation>核对到第 %1 区块，%2</translation>
    </message>
    <message>
        <source>%1; no second hospital has confirmed it yet</source>
        <extracomment>%1 &quot;up to block 12, today 14:05&quot;</extracomment>
        <translation>%1；还没有第二家医院确认</translation>
    </message>
    <message>
        <source>You, registered at a hospital</source>
        <translation>你本人在医院的登记</translation>
    </message>
    <message>
        <source>A desk does this with your number. Desks of this version are commands for trials (init --members); open the vault anew afterwards.</source>
        <translation>由医院窗口凭你的编号办理。本版本的窗口只是供试用的命令（init --members）；办理之后请重新打开保险箱。</translation>
    </message>
</context>
<context>
    <name>RulesReader</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message numerus="yes">
        <source>%n grants open nothing</source>
        <translation>
            <numerusform>%n 项授权不再开放任何内容</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>什么都不开放</translation>
    </message>
    <message>
        <source>Emergency staff see what a grant opens for them, no more.</source>
        <translation>急救人员只能看到授权给他们的内容。</translation>
    </message>
    <message>
        <source>Ordinary records</source>
        <translation>普通记录</translation>
    </message>
    <message>
        <source>For doctors and nurses, to look at, for 24 hours at most. You are told at once, with their reason.</source>
        <translation>只给医生和护士查看，最长 24 小时。会马上告诉你，并附上他们的理由。</translation>
    </message>
    <message>
        <source>Ordinary and restricted records</source>
        <translation>普通和限制级记录</translation>
    </message>
    <message>
        <source>As above, and what is marked restricted too. Very restricted records never open in an emergency.</source>
        <translation>同上，另加标为限制级的记录。极限制级的记录在紧急情况下也不开放。</translation>
    </message>
    <message>
        <source>None of your records in this vault</source>
        <translation>这个保险箱里没有这类记录</translation>
    </message>
    <message numerus="yes">
        <source>%n of your records</source>
        <translation>
            <numerusform>你的 %n 条记录</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchReader</name>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>not proven yet</source>
        <translation>尚未证实</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>到%1</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>More of these</source>
        <translation>还有更多</translation>
    </message>
    <message>
        <source>All in My health</source>
        <translation>在“健康档案”里看全部</translation>
    </message>
</context>
<context>
    <name>SeenAsReader</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Would be seen from then on.</source>
        <translation>之后就能看到。</translation>
    </message>
    <message>
        <source>Would no longer be seen.</source>
        <translation>之后就看不到了。</translation>
    </message>
</context>
<context>
    <name>VaultShelf</name>
    <message>
        <source>My vault</source>
        <translation>我的保险箱</translation>
    </message>
    <message>
        <source>My vault %1</source>
        <translation>我的保险箱 %1</translation>
    </message>
    <message>
        <source>Vault in another folder</source>
        <translation>其他文件夹里的保险箱</translation>
    </message>
    <message>
        <source>Vault in another folder, %1</source>
        <translation>其他文件夹里的保险箱 %1</translation>
    </message>
    <message>
        <source>The demonstration</source>
        <translation>演示</translation>
    </message>
</context>
<context>
    <name>WalletHealth</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::AnchorController</name>
    <message>
        <source>Comparing your copies with the ledger</source>
        <translation>正在把你的副本与账本比对</translation>
    </message>
    <message>
        <source>No hospital of a consortium knows you in this vault yet, so none can be asked. Home says what is missing.</source>
        <translation>这个保险箱里的你还没有在联盟的任何医院登记，因此无处可问。“首页”说明还缺什么。</translation>
    </message>
    <message>
        <source>%1 showed proofs that do not hold on the ledger. Do not rely on its records that stand in red, keep them, and ask there in writing for proofs that hold.</source>
        <extracomment>%1 a hospital</extracomment>
        <translation>%1给出的证明在账本上不成立。不要依据它那些标红的记录，但请保留，并以书面形式要求给出成立的证明。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are not the version that the hospital anchored. They stand in red; ask there which version holds.</source>
        <translation>
            <numerusform>%n 条记录不是医院存证的版本，已标红。请向医院问清以哪个版本为准。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies in this vault are damaged. They stand in red; import them anew.</source>
        <translation>
            <numerusform>保险箱里有 %n 份副本已损坏，已标红。请重新导入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are exactly what the hospitals anchored.</source>
        <translation>
            <numerusform>%n 条记录与医院的存证完全一致。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were replaced or deleted by the hospital since.</source>
        <translation>
            <numerusform>%n 条记录之后被医院取代或删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n record(s) the hospital showed no anchor.</source>
        <translation>
            <numerusform>有 %n 条记录，医院没有给出存证。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) could not be checked now; what was known of them stays.</source>
        <translation>
            <numerusform>%n 条记录现在无法核对；此前的核对结果保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no record here that a hospital could have anchored.</source>
        <translation>这里没有医院可能存证过的记录。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::CatchUp</name>
    <message>
        <source>Catching up with the access log</source>
        <translation>正在补上访问记录</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::ConsortiumController</name>
    <message>
        <source>Choose the profile of a consortium</source>
        <translation>选择联盟说明</translation>
    </message>
    <message>
        <source>Profiles (*.consentry *.txt);;All files (*)</source>
        <translation>联盟说明 (*.consentry *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose the picture of a QR code</source>
        <translation>选择二维码图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg);;All files (*)</source>
        <translation>图片 (*.png *.jpg *.jpeg);;所有文件 (*)</translation>
    </message>
    <message>
        <source>This vault belongs to the demonstration and stays there. Create another vault for your hospitals.</source>
        <translation>这个保险箱属于演示，不会更换。请为你的医院另建一个保险箱。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::DisputeController</name>
    <message>
        <source>The network does not answer. Your objection is signed and kept: it goes out by itself.</source>
        <translation>网络没有回应。你的异议已签署并保存，会自动发出。</translation>
    </message>
    <message>
        <source>You objected to this access before. Each access can be objected to once.</source>
        <translation>你已对这次访问提出过异议。每次访问只能提出一次。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::EntranceController</name>
    <message>
        <source>Locked because nobody used it for a while.</source>
        <translation>有一段时间没人使用，已锁定。</translation>
    </message>
    <message>
        <source>Locked because the computer went to sleep.</source>
        <translation>电脑进入睡眠，已锁定。</translation>
    </message>
    <message>
        <source>Locked together with the screen.</source>
        <translation>已随屏幕一起锁定。</translation>
    </message>
    <message>
        <source>Locked because somebody else used the computer.</source>
        <translation>换了别人使用这台电脑，已锁定。</translation>
    </message>
    <message>
        <source>Last used %1</source>
        <translation>上次使用：%1</translation>
    </message>
    <message>
        <source>This vault is not there any more. If it is on a stick, plug it in.</source>
        <translation>这个保险箱已经不在了。如果它在U盘里，请先插上。</translation>
    </message>
    <message>
        <source>Choose the folder of a vault</source>
        <translation>选择保险箱所在的文件夹</translation>
    </message>
    <message>
        <source>There is no vault in that folder. Choose the one in which the folder “vault” lies.</source>
        <translation>这个文件夹里没有保险箱。请选择里面有“vault”文件夹的那一个。</translation>
    </message>
    <message>
        <source>The demonstration is being prepared</source>
        <translation>正在准备演示</translation>
    </message>
    <message>
        <source>The profile was adopted. Open the vault once more: it holds from then on.</source>
        <translation>联盟说明已采用。请再次打开保险箱，从那时起生效。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::HealthController</name>
    <message>
        <source>Take this record back? It stays readable, marked as entered in error.</source>
        <translation>要收回这条记录吗？它仍可查看，并标明为误填。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>The copy lies outside the vault, not encrypted: whoever uses this computer can read it. Save it?</source>
        <translation>副本在保险箱之外，没有加密：能用这台电脑的人都能看。要保存吗？</translation>
    </message>
    <message>
        <source>Save it</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <extracomment>%1 a file&apos;s path</extracomment>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>The copy could not be written. Choose another folder, or free some space, and try again.</source>
        <translation>副本没有写成。请换一个文件夹，或腾出空间后再试。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::ImportController</name>
    <message>
        <source>Import health records</source>
        <translation>导入健康记录</translation>
    </message>
    <message>
        <source>FHIR R4 JSON (*.json *.ndjson)</source>
        <translation>FHIR R4 JSON (*.json *.ndjson)</translation>
    </message>
    <message numerus="yes">
        <source>At most %n file(s) at a time.</source>
        <translation>
            <numerusform>一次最多 %n 个文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking through %n file(s)</source>
        <translation>
            <numerusform>正在查看 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taking over the records of %n file(s)</source>
        <translation>
            <numerusform>正在导入 %n 个文件的记录</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 the name of a file, %2 what is wrong and what helps</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) before it were taken over.</source>
        <translation>
            <numerusform>在它之前的 %n 个文件已经导入。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::desktop::LogController</name>
    <message>
        <source>Save the access log</source>
        <translation>保存访问记录</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Document (*.pdf)</source>
        <translation>文档 (*.pdf)</translation>
    </message>
    <message>
        <source>FHIR data (*.json)</source>
        <translation>FHIR 数据 (*.json)</translation>
    </message>
    <message>
        <source>Saving the access log</source>
        <translation>正在保存访问记录</translation>
    </message>
    <message numerus="yes">
        <source>%n access(es) were saved. The file names people and illnesses: keep it safe.</source>
        <translation>
            <numerusform>已保存 %n 次访问。文件里有人名和病情，请妥善保管。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving was stopped. No file was written.</source>
        <translation>已停止保存，没有写入文件。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::NewsController</name>
    <message numerus="yes">
        <source>%n new visits in “Who looked”.</source>
        <translation>
            <numerusform>“访问记录”里有 %n 条新记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>有人</translation>
    </message>
    <message>
        <source>%1 looked at your records, and no rule of yours allows it.</source>
        <translation>%1查看了你的记录，但没有哪条规则允许。</translation>
    </message>
    <message>
        <source>%1 looked at your records in an emergency.</source>
        <translation>%1因紧急情况查看了你的记录。</translation>
    </message>
    <message>
        <source>%1 wanted to look, and was refused.</source>
        <translation>%1想查看，被拒绝了。</translation>
    </message>
    <message>
        <source>%1 looked at your records.</source>
        <translation>%1查看了你的记录。</translation>
    </message>
    <message>
        <source>Somebody looked at your data. Please see whether that was right.</source>
        <translation>有人查看了你的数据，请看看是否应该。</translation>
    </message>
    <message>
        <source>Somebody wanted to look at your data, and was refused.</source>
        <translation>有人想查看你的数据，被拒绝了。</translation>
    </message>
    <message>
        <source>Somebody looked at your data.</source>
        <translation>有人查看了你的数据。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>The grant for %1 has ended.</source>
        <extracomment>%1 whom it was given to</extracomment>
        <translation>给%1的授权已经结束。</translation>
    </message>
    <message>
        <source>A grant of yours has ended.</source>
        <translation>你的一项授权已经结束。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::OutboxController</name>
    <message>
        <source>A node has this already, so it cannot be taken back any more. A grant in force can be revoked.</source>
        <translation>节点已经收到，不能再收回。已生效的授权可以撤销。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::PageRefresher</name>
    <message>
        <source>These pages may show less than there is.</source>
        <translation>这些页面显示的内容可能不全。</translation>
    </message>
    <message>
        <source>Catching up is put off for ten minutes. Until then the newest accesses may be missing here.</source>
        <translation>十分钟后再补。在那之前，这里可能还没有最新的访问。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::RulesController</name>
    <message>
        <source>The rules were changed in another place meanwhile, so nothing was sent. Go back: the page shows what stands now.</source>
        <translation>规则刚刚在别处改过，因此没有发送。请返回：页面显示的是现在有效的规则。</translation>
    </message>
    <message>
        <source>An earlier change of the rules is still on its way, so nothing was sent. Try again when it is proven.</source>
        <translation>之前的一次更改还在途中，因此没有发送。证实之后请再试。</translation>
    </message>
    <message>
        <source>The consortium cannot be reached. A change that is signed already is kept on this computer and sent again by itself.</source>
        <translation>连不上联盟。已签署的更改会保存在这台电脑上，并自动重新发送。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::SearchController</name>
    <message>
        <source>Give access</source>
        <extracomment>The last text of each action: other words by which it is found, never shown</extracomment>
        <translation>给予授权</translation>
    </message>
    <message>
        <source>Let somebody see records of yours</source>
        <translation>让某人查看你的记录</translation>
    </message>
    <message>
        <source>new grant allow share doctor hospital authorise</source>
        <translation>新授权 允许 分享 医生 医院 同意 查看</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Bring in records from a hospital</source>
        <translation>导入医院给你的记录</translation>
    </message>
    <message>
        <source>add records open bundle upload</source>
        <translation>添加 记录 打开 上传 导入</translation>
    </message>
    <message>
        <source>Save the access log</source>
        <translation>保存访问记录</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Close the vault (Ctrl+L)</source>
        <translation>关上保险箱（Ctrl+L）</translation>
    </message>
    <message>
        <source>close quit leave sign out</source>
        <translation>关闭 退出 离开</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>language Chinese English</source>
        <translation>语言 中文 英文 language English</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Change the colours</source>
        <translation>改变颜色</translation>
    </message>
    <message>
        <source>theme bright dark night mode</source>
        <translation>主题 明亮 夜间 模式 颜色</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>%1 % now</source>
        <translation>现在 %1 %</translation>
    </message>
    <message>
        <source>font size zoom read bigger</source>
        <translation>字体 字号 大小 看不清</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更换密码</translation>
    </message>
    <message>
        <source>The one that opens this vault</source>
        <translation>打开这个保险箱的密码</translation>
    </message>
    <message>
        <source>password security new</source>
        <translation>安全 新密码 修改密码</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>What can be done on this page (F1)</source>
        <translation>这一页可以做什么（F1）</translation>
    </message>
    <message>
        <source>question explain how manual words glossary</source>
        <translation>问题 说明 怎么 手册 词语 不懂</translation>
    </message>
    <message>
        <source>Rules for everyone</source>
        <translation>对所有人的规则</translation>
    </message>
    <message>
        <source>Who never sees anything, emergencies, protected kinds</source>
        <translation>谁什么都不许看、紧急情况、特别保护的类别</translation>
    </message>
    <message>
        <source>block deny shut out refuse emergency sensitive policy</source>
        <translation>拒绝 屏蔽 禁止 黑名单 紧急 急救 敏感 保护</translation>
    </message>
    <message>
        <source>As a document, a table or FHIR data</source>
        <translation>存成文档、表格或 FHIR 数据</translation>
    </message>
    <message>
        <source>export csv pdf fhir who looked print</source>
        <translation>导出 csv pdf fhir 谁看过 打印</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::VaultCareController</name>
    <message>
        <source>The demonstration keeps its passphrase: it holds nothing of yours, and everybody knows it.</source>
        <translation>演示的密码不能更换：里面没有你的东西，而且人人都知道这个密码。</translation>
    </message>
    <message>
        <source>The old passphrase is not right. Nothing was changed.</source>
        <translation>旧密码不对，什么都没有改变。</translation>
    </message>
    <message>
        <source>The passphrase was changed. From now on the new one opens this vault.</source>
        <translation>密码已更换。从现在起用新密码打开这个保险箱。</translation>
    </message>
    <message>
        <source>Giving unused room back to the disk</source>
        <translation>正在把没用到的空间还给磁盘</translation>
    </message>
    <message>
        <source>The vault takes no more room than it needs.</source>
        <translation>保险箱没有多占空间。</translation>
    </message>
    <message>
        <source>Checking every page of the vault</source>
        <translation>正在检查保险箱的每一页</translation>
    </message>
    <message>
        <source>The vault is whole. The stores of the network&apos;s demonstration are damaged; the page “Network” says what to do.</source>
        <translation>保险箱完好。演示网络的数据已损坏，“网络”页会告诉你怎么办。</translation>
    </message>
    <message>
        <source>Everything was read and checked. The vault is whole.</source>
        <translation>全部读过并检查过，保险箱完好。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>The report was saved.</source>
        <translation>报告已保存。</translation>
    </message>
    <message>
        <source>The file could not be written. Choose another folder.</source>
        <translation>文件无法写入，请换一个文件夹。</translation>
    </message>
</context>
<context>
    <name>consentry::desktop::VisitController</name>
    <message>
        <source>The grant had been revoked.</source>
        <translation>授权已被撤销。</translation>
    </message>
    <message>
        <source>Asking the hospital …</source>
        <translation>正在向医院请求……</translation>
    </message>
    <message>
        <source>The hospital takes over copies of your records …</source>
        <translation>医院正在接收你的记录副本……</translation>
    </message>
    <message numerus="yes">
        <source>The hospital now holds copies of %n record(s). Let them look again.</source>
        <translation>
            <numerusform>医院现在持有 %n 条记录的副本。请让对方再看一次。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was refused at %2: %3</source>
        <translation>%1在%2被拒绝：%3</translation>
    </message>
    <message>
        <source>%1 was let in, but %2 holds no record of you yet.</source>
        <translation>%1获准调阅，但%2还没有你的记录。</translation>
    </message>
    <message numerus="yes">
        <source>%1 looked at %n record(s) at %2.</source>
        <translation>
            <numerusform>%1在%2查看了 %n 条记录。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::desktop::Workplace</name>
    <message>
        <source>You are not registered at your hospitals yet, so there is nothing to sign. Home says what is missing.</source>
        <translation>你还没有在医院登记，因此没有可以签署的内容。首页说明还缺少什么。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::AccessFilterMenu</name>
    <message>
        <source>Who looked</source>
        <translation>谁看过</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>哪家医院的记录</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>What they saw</source>
        <translation>看了什么</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>None in this list</source>
        <translation>列表里没有</translation>
    </message>
</context>
<context>
    <name>consentry::ui::AccessLogModel</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n accesses</source>
        <translation>
            <numerusform>%1，共 %n 次访问</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %3, %4, %5, %n items</source>
        <translation>
            <numerusform>%1，%2，%3，%4，%5，%n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>By your rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Too broad</source>
        <translation>超出所需</translation>
    </message>
    <message>
        <source>No rule</source>
        <translation>无规则</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message numerus="yes">
        <source>%n times</source>
        <comment>accesses of a day</comment>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>with “%1”</source>
        <translation>含“%1”</translation>
    </message>
    <message>
        <source>by one grant (%1)</source>
        <translation>按一项授权（%1）</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>%1 当天</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>从 %1 起</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>到 %1 为止</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %3, %4, %5, %n accesses, unfolded</source>
        <translation>
            <numerusform>%1，%2，%3，%4，%5，%n 次访问，已展开</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %3, %4, %5, %n accesses, folded</source>
        <translation>
            <numerusform>%1，%2，%3，%4，%5，%n 次访问，已合并</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n accesses</source>
        <translation>
            <numerusform>%n 次访问</numerusform>
        </translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>从 %1 起</translation>
    </message>
</context>
<context>
    <name>consentry::ui::BarChart</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>No values yet</source>
        <translation>还没有数值</translation>
    </message>
</context>
<context>
    <name>consentry::ui::CalendarStrip</name>
    <message>
        <source>nothing</source>
        <translation>没有访问</translation>
    </message>
    <message numerus="yes">
        <source>%n without a rule</source>
        <translation>
            <numerusform>无规则 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in an emergency</source>
        <translation>
            <numerusform>紧急 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by your rules</source>
        <translation>
            <numerusform>按规则 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>被拒绝 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Earlier days</source>
        <translation>更早的日子</translation>
    </message>
    <message>
        <source>Later days</source>
        <translation>更晚的日子</translation>
    </message>
</context>
<context>
    <name>consentry::ui::ChangePassphrasePage</name>
    <message>
        <source>The passphrase is being changed</source>
        <translation>正在更换密码</translation>
    </message>
    <message>
        <source>So that guessing is slow, this takes some seconds.</source>
        <translation>为了让猜密码变慢，这需要几秒钟。</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更换密码</translation>
    </message>
    <message>
        <source>From then on only the new one opens this vault. The 24 words stay as they are.</source>
        <translation>之后只有新密码能打开这个保险箱。24 个词不变。</translation>
    </message>
    <message>
        <source>The old passphrase</source>
        <translation>旧密码</translation>
    </message>
    <message>
        <source>The new passphrase</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更换</translation>
    </message>
</context>
<context>
    <name>consentry::ui::CheckUpCard</name>
    <message>
        <source>Leave it so</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Read the narrower grant</source>
        <translation>查看收窄后的授权</translation>
    </message>
    <message>
        <source>Revoke it</source>
        <translation>撤销它</translation>
    </message>
    <message>
        <source>Choose another end</source>
        <translation>另选结束日期</translation>
    </message>
</context>
<context>
    <name>consentry::ui::Chip</name>
    <message>
        <source>%1, change</source>
        <translation>%1，更改</translation>
    </message>
    <message>
        <source>%1, remove</source>
        <translation>%1，移除</translation>
    </message>
</context>
<context>
    <name>consentry::ui::ChoiceList</name>
    <message>
        <source>Nobody fits. Type less, or another part of the name.</source>
        <translation>没有符合的。少输几个字，或换姓名的另一部分试试。</translation>
    </message>
    <message numerus="yes">
        <source>%n to choose from</source>
        <translation>
            <numerusform>共 %n 个可选</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fit</source>
        <translation>
            <numerusform>符合的有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>符合的选项</translation>
    </message>
</context>
<context>
    <name>consentry::ui::ChoiceListModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1，已选</translation>
    </message>
</context>
<context>
    <name>consentry::ui::CodeBlock</name>
    <message>
        <source>Technical details</source>
        <translation>技术细节</translation>
    </message>
</context>
<context>
    <name>consentry::ui::ConfirmPage</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>consentry::ui::ConsortiumPage</name>
    <message>
        <source>The profile is being read</source>
        <translation>正在读取联盟说明</translation>
    </message>
    <message>
        <source>The servers that it names are asked for the block at which it begins. This can take some seconds.</source>
        <translation>正在向其中的服务器询问起始区块，可能需要几秒钟。</translation>
    </message>
    <message>
        <source>The profile is being adopted</source>
        <translation>正在采用联盟说明</translation>
    </message>
    <message>
        <source>The servers that it names are asked once more.</source>
        <translation>正在再次询问其中的服务器。</translation>
    </message>
    <message>
        <source>Which hospitals is this vault for?</source>
        <translation>这个保险箱用于哪些医院？</translation>
    </message>
    <message>
        <source>Hospitals that keep one common book are a consortium. Its profile says who they are, and how this computer can check them. A vault belongs to one consortium and stays there.</source>
        <translation>共同记一本账的医院组成一个联盟。联盟说明写着有哪些医院，以及这台电脑怎样核对它们。一个保险箱只属于一个联盟，不会更换。</translation>
    </message>
    <message>
        <source>Bring in the profile that a hospital of your consortium gave you. What lies in this vault stays as it is.</source>
        <translation>请导入你的医院给你的联盟说明。保险箱里的内容保持不变。</translation>
    </message>
    <message>
        <source>A newer profile</source>
        <translation>更新的联盟说明</translation>
    </message>
    <message>
        <source>This vault has profile %1. The next one is signed by its organisations; bring it in here.</source>
        <translation>这个保险箱现有第 %1 版说明。下一版由其中的机构签署，请在这里导入。</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Choose the profile&apos;s file</source>
        <translation>选择联盟说明文件</translation>
    </message>
    <message>
        <source>A profile from a file</source>
        <translation>从文件导入联盟说明</translation>
    </message>
    <message>
        <source>As a hospital gave or sent it to you. You can also drop it on this page.</source>
        <translation>医院交给你或发给你的文件。也可以把它拖到这一页上。</translation>
    </message>
    <message>
        <source>A profile from a picture</source>
        <translation>从图片导入联盟说明</translation>
    </message>
    <message>
        <source>A photograph or scan of the QR code that a hospital has printed.</source>
        <translation>医院印好的二维码的照片或扫描件。</translation>
    </message>
    <message>
        <source>Choose the picture of a QR code</source>
        <translation>选择二维码图片</translation>
    </message>
    <message>
        <source>The demonstration</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Simulated hospitals inside this program, on this computer alone. Not for real records.</source>
        <translation>本程序里的模拟医院，只在这台电脑上。请勿放入真实的记录。</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use the demonstration</source>
        <translation>使用演示</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>The vault keeps your records. You can bring in a profile at any time.</source>
        <translation>保险箱先保存你的记录，随时可以导入联盟说明。</translation>
    </message>
    <message>
        <source>Choose hospitals later</source>
        <translation>以后再选择医院</translation>
    </message>
    <message>
        <source>No profile? Ask at the desk of your hospital. It is a file, or a printed code with eight words beside it; a profile too long for one code comes as a file.</source>
        <translation>没有联盟说明？请向医院窗口索取。它是一个文件，或一张印好的二维码，旁边印着八个词；一个二维码装不下的说明会以文件的形式给你。</translation>
    </message>
    <message>
        <source>Consortium %1</source>
        <translation>联盟 %1</translation>
    </message>
    <message>
        <source>Compare these eight words</source>
        <translation>请核对这八个词</translation>
    </message>
    <message>
        <source>They stand on the paper that the hospital gave you, or somebody there reads them to you on the telephone. Do not take them from where the file came from.</source>
        <translation>它们印在医院给你的纸上，或者由医院的人在电话里念给你听。不要用文件来源处给出的词来核对。</translation>
    </message>
    <message>
        <source>Its words</source>
        <translation>它的核对词</translation>
    </message>
    <message>
        <source>I have compared them, and they are the same</source>
        <translation>我已核对，完全相同</translation>
    </message>
    <message>
        <source>Who runs it</source>
        <translation>由谁运行</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>说明内容</translation>
    </message>
    <message>
        <source>Hide it field by field</source>
        <translation>隐藏逐项内容</translation>
    </message>
    <message>
        <source>Show it field by field</source>
        <translation>逐项显示</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Use this consortium</source>
        <translation>使用这个联盟</translation>
    </message>
    <message>
        <source>Adopt profile %1</source>
        <translation>采用第 %1 版</translation>
    </message>
</context>
<context>
    <name>consentry::ui::CreateVaultPage</name>
    <message>
        <source>Choose a passphrase</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>It opens your vault on this computer. Four or five words that only you would put together are good.</source>
        <translation>密码用来在这台电脑上打开你的保险箱。最好用四五个只有你会放在一起的词。</translation>
    </message>
    <message>
        <source>Write these 24 words on paper</source>
        <translation>把这 24 个词抄在纸上</translation>
    </message>
    <message>
        <source>Three of your words</source>
        <translation>核对其中三个词</translation>
    </message>
    <message>
        <source>So that you know the paper is right.</source>
        <translation>确认纸上抄的没有错。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>I have written them down</source>
        <translation>已经抄好了</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Your vault is being made</source>
        <translation>正在创建你的保险箱</translation>
    </message>
    <message>
        <source>The passphrase is being changed</source>
        <translation>正在更换密码</translation>
    </message>
    <message>
        <source>So that guessing is slow, this takes some seconds.</source>
        <translation>为了让别人猜得慢，这需要几秒钟。</translation>
    </message>
    <message>
        <source>They bring everything back if this computer is lost or the passphrase forgotten. They are shown only until you have checked them. Whoever has them can open your data: keep the paper like a passport, and take no photo.</source>
        <translation>电脑丢了或密码忘了，靠它们找回一切。核对之后就不再显示。谁拿到这些词，谁就能打开你的数据：请像护照一样保管这张纸，不要拍照。</translation>
    </message>
    <message>
        <source>Let a screen reader say the words</source>
        <translation>让读屏软件读出这些词</translation>
    </message>
    <message>
        <source>While this is on, the words leave this program: be alone in the room.</source>
        <translation>打开时，这些词会离开本程序：请确认身边没有别人。</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Home reminds you until it is done.</source>
        <translation>完成之前，首页会一直提醒你。</translation>
    </message>
    <message>
        <source>What is your name?</source>
        <translation>怎么称呼你？</translation>
    </message>
    <message>
        <source>It stays in this vault, so that you know whose it is once it is open. You can change it in Settings, or leave it empty.</source>
        <translation>姓名只保存在这个保险箱里，打开后便知道是谁的。可以在设置中更改，也可以不填。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的姓名</translation>
    </message>
    <message>
        <source>What is the vault called?</source>
        <translation>这个保险箱叫什么？</translation>
    </message>
    <message>
        <source>This name is shown before the vault is unlocked, to anybody at this computer: better not a real name. Left empty, it is called “My vault”.</source>
        <translation>这个名称在解锁之前就会显示，用这台电脑的人都看得到，所以最好不要用真名。留空就叫“我的保险箱”。</translation>
    </message>
    <message>
        <source>Name of the vault</source>
        <translation>保险箱的名称</translation>
    </message>
</context>
<context>
    <name>consentry::ui::DateField</name>
    <message>
        <source>Choose from a calendar</source>
        <translation>从日历中选择</translation>
    </message>
    <message>
        <source>This is no day. Write it like this: %1</source>
        <extracomment>%1 an example of a day</extracomment>
        <translation>这不是有效的日期。请这样写：%1</translation>
    </message>
    <message>
        <source>Choose a day from %1 on</source>
        <translation>请选择 %1 或之后的日期</translation>
    </message>
    <message>
        <source>Choose a day up to %1</source>
        <translation>请选择 %1 或之前的日期</translation>
    </message>
</context>
<context>
    <name>consentry::ui::DisputePage</name>
    <message>
        <source>Object to this access?</source>
        <translation>对这次访问提出异议？</translation>
    </message>
    <message>
        <source>Your objection stands in the log</source>
        <translation>你的异议已记入访问记录</translation>
    </message>
    <message>
        <source>Your objection</source>
        <translation>你的异议</translation>
    </message>
    <message>
        <source>Sending your objection</source>
        <translation>正在发送你的异议</translation>
    </message>
    <message>
        <source>For an access that you do not recognise. It cannot be taken back, and each access can be objected to once.</source>
        <translation>用于你不认得的访问。提出后不能收回，每次访问只能提出一次。</translation>
    </message>
    <message>
        <source>%1 has to answer. The answer appears under this access.</source>
        <translation>%1必须答复。答复会显示在这次访问下面。</translation>
    </message>
    <message>
        <source>It counts from its block on.</source>
        <translation>从写入的区块起生效。</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>What they saw</source>
        <translation>看了什么</translation>
    </message>
    <message>
        <source>When</source>
        <translation>什么时候</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>你写的话</translation>
    </message>
    <message>
        <source>What do you want the hospital to look into?</source>
        <translation>你希望医院查清什么？</translation>
    </message>
    <message>
        <source>Only %1 and you can read these words</source>
        <translation>只有%1和你能读到这些话</translation>
    </message>
    <message>
        <source>They are sealed to both, and stay in your log.</source>
        <translation>内容只对双方密封，并保留在你的访问记录里。</translation>
    </message>
    <message>
        <source>Every member sees that you objected, and not what you say</source>
        <translation>每个成员都能看到你提出了异议，但看不到内容</translation>
    </message>
    <message>
        <source>So it also shows whether the hospital answers.</source>
        <translation>因此医院是否答复也看得到。</translation>
    </message>
    <message>
        <source>Demonstration: the hospital is invented</source>
        <translation>演示：医院是虚构的</translation>
    </message>
    <message>
        <source>Its answer comes by itself after some seconds, and says so.</source>
        <translation>几秒后会自动答复，并注明是演示。</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too many.</source>
        <translation>
            <numerusform>多了 %n 个字。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 characters</source>
        <translation>%1 / %2 字</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leave this page</source>
        <translation>离开此页</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Object now</source>
        <translation>提出异议</translation>
    </message>
</context>
<context>
    <name>consentry::ui::DocumentReader</name>
    <message>
        <source>Only the first %1 of %2 pages are shown here.</source>
        <extracomment>%1 and %2 are numbers of pages</extracomment>
        <translation>共 %2 页，这里只显示前 %1 页。</translation>
    </message>
    <message>
        <source>Only the beginning is shown.</source>
        <translation>只显示开头部分。</translation>
    </message>
    <message>
        <source>This page has no words that can be read out, only pictures. It may have been scanned.</source>
        <translation>这一页只有图像，没有可以读出的文字，可能是扫描件。</translation>
    </message>
    <message>
        <source>The words of this page cannot be read out.</source>
        <translation>这一页的文字无法读出。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::DocumentView</name>
    <message>
        <source>Show its pages</source>
        <translation>显示各页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <extracomment>%1 the number of a page, %2 how many there are</extracomment>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message>
        <source>%1, words of: %2</source>
        <extracomment>%1 a document&apos;s title, %2 &quot;Page 2 of 7&quot;</extracomment>
        <translation>%1，文字：%2</translation>
    </message>
    <message>
        <source>Page Up and Page Down turn the pages; plus and minus make them larger and smaller, 0 fits them again.</source>
        <translation>按 Page Up 和 Page Down 翻页；按加号放大，减号缩小，按 0 恢复整页。</translation>
    </message>
    <message>
        <source>Loading page %1…</source>
        <translation>正在加载第 %1 页……</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 a document&apos;s title, %2 &quot;Page 2 of 7&quot;</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Show the page</source>
        <translation>看页面</translation>
    </message>
    <message>
        <source>Read its words</source>
        <translation>看文字</translation>
    </message>
    <message>
        <source>Beside the list</source>
        <translation>放回列表旁</translation>
    </message>
    <message>
        <source>Whole width</source>
        <translation>占满宽度</translation>
    </message>
</context>
<context>
    <name>consentry::ui::Figure</name>
    <message>
        <source>usual: %1 to %2 %3</source>
        <translation>参考范围：%1 至 %2 %3</translation>
    </message>
    <message>
        <source>usual: up to %1 %2</source>
        <translation>参考范围：不高于 %1 %2</translation>
    </message>
    <message>
        <source>usual: from %1 %2</source>
        <translation>参考范围：不低于 %1 %2</translation>
    </message>
    <message>
        <source>As a chart</source>
        <translation>看图</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>看表格</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Judged as</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>报告者</translation>
    </message>
</context>
<context>
    <name>consentry::ui::GrantEditorPage</name>
    <message>
        <source>Change a grant</source>
        <translation>修改授权</translation>
    </message>
    <message>
        <source>New grant</source>
        <translation>新授权</translation>
    </message>
    <message>
        <source>Press a part of the sentence to change it. Nothing is sent before you sign.</source>
        <translation>点句子里的任何一处就能修改。签署之前什么都不会发出。</translation>
    </message>
    <message>
        <source>That is right</source>
        <translation>就这样</translation>
    </message>
    <message numerus="yes">
        <source>It opens %n records today</source>
        <translation>
            <numerusform>今天会开放 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n 个数值</numerusform>
        </translation>
    </message>
    <message>
        <source>What changes for %1</source>
        <translation>对%1来说的变化</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Read and sign</source>
        <translation>阅读并签署</translation>
    </message>
    <message>
        <source>Take all time</source>
        <translation>改为全部时间</translation>
    </message>
    <message>
        <source>See what would change for them</source>
        <translation>看看对方能看到的会有什么变化</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>从模板开始</translation>
    </message>
    <message>
        <source>Start values only: you can change each part before you sign.</source>
        <translation>只是起始内容：签署之前每一处都可以改。</translation>
    </message>
    <message>
        <source>%1 You can change each part before you sign.</source>
        <translation>%1签署之前每一处都可以改。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::GrantListModel</name>
    <message>
        <source>%1, %2, %3, %4</source>
        <translation>%1，%2，%3，%4</translation>
    </message>
    <message>
        <source>revoked %1</source>
        <translation>%1撤销</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>%1结束</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>without end</source>
        <translation>不设期限</translation>
    </message>
    <message>
        <source>waiting for proof</source>
        <translation>等待证实</translation>
    </message>
    <message>
        <source>stopped everywhere</source>
        <translation>各医院均已停止</translation>
    </message>
    <message>
        <source>ended by itself</source>
        <translation>自动结束</translation>
    </message>
    <message>
        <source>until you revoke it</source>
        <translation>直到你撤销</translation>
    </message>
    <message>
        <source>No organisation</source>
        <translation>不属于机构</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n grants</source>
        <translation>
            <numerusform>%1，%n 项授权</numerusform>
        </translation>
    </message>
    <message>
        <source>marked: %1</source>
        <translation>已勾选：%1</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>replaced %1</source>
        <translation>%1替换</translation>
    </message>
    <message>
        <source>never in force</source>
        <translation>从未生效</translation>
    </message>
    <message>
        <source>being stopped</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>by a newer grant</source>
        <translation>由新授权替换</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>等待证实</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>未生效</translation>
    </message>
    <message>
        <source>shut out by your rules</source>
        <translation>被你的规则拒绝</translation>
    </message>
</context>
<context>
    <name>consentry::ui::GrantSentence</name>
    <message>
        <source>%1, change</source>
        <translation>%1，点此修改</translation>
    </message>
    <message>
        <source>%1 may %2 my %3 for %4 until %5.</source>
        <extracomment>%1 who, %2 look at, %3 what, %4 purpose, %5 last day; any order that reads well</extracomment>
        <translation>%1可以为了%4%2我的%3，到%5为止。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::HealthModel</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Medicines</source>
        <translation>用药</translation>
    </message>
    <message>
        <source>Diagnoses</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏史</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>就诊</translation>
    </message>
    <message>
        <source>Vaccinations</source>
        <translation>疫苗接种</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>病历文书</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未被改动</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>还没有核对</translation>
    </message>
    <message>
        <source>differs from what was anchored</source>
        <translation>与存证不一致</translation>
    </message>
    <message>
        <source>not anchored</source>
        <translation>没有存证</translation>
    </message>
    <message>
        <source>high</source>
        <translation>偏高</translation>
    </message>
    <message>
        <source>low</source>
        <translation>偏低</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>Entered by you</source>
        <translation>你自己填写</translation>
    </message>
    <message>
        <source>entered by you</source>
        <translation>你自己填写</translation>
    </message>
    <message>
        <source>Marked by you</source>
        <translation>你标记的</translation>
    </message>
    <message>
        <source>critically high</source>
        <translation>危急偏高</translation>
    </message>
    <message>
        <source>critically low</source>
        <translation>危急偏低</translation>
    </message>
    <message>
        <source>abnormal</source>
        <translation>不正常</translation>
    </message>
    <message>
        <source>critically abnormal</source>
        <translation>危急，不正常</translation>
    </message>
    <message>
        <source>replaced by a newer version</source>
        <translation>已被新版本取代</translation>
    </message>
    <message>
        <source>deleted by the hospital</source>
        <translation>已被医院删除</translation>
    </message>
    <message>
        <source>the hospital&apos;s proof does not hold</source>
        <translation>医院的证明不成立</translation>
    </message>
</context>
<context>
    <name>consentry::ui::HealthPage</name>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>My health</source>
        <translation>健康档案</translation>
    </message>
    <message>
        <source>Your records from all hospitals. They lie encrypted on this computer.</source>
        <translation>各家医院的记录，都加密保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Search names, values, hospitals</source>
        <translation>搜索名称、数值、医院</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>No record fits. Change the search or the kind.</source>
        <translation>没有符合的记录，换个关键词或类别试试。</translation>
    </message>
    <message>
        <source>No records yet. Import a file that a hospital or a laboratory gave you.</source>
        <translation>还没有记录。请导入医院或检验机构给你的文件。</translation>
    </message>
    <message>
        <source>See as …</source>
        <translation>他人视角</translation>
    </message>
    <message>
        <source>See as somebody else</source>
        <translation>以他人视角查看</translation>
    </message>
    <message>
        <source>Let go here to import the file.</source>
        <translation>在此松开即可导入文件。</translation>
    </message>
    <message>
        <source>Write down</source>
        <translation>写一条</translation>
    </message>
    <message>
        <source>A measurement or a note of your own</source>
        <translation>你自己的测量结果或备注</translation>
    </message>
</context>
<context>
    <name>consentry::ui::HealthPanel</name>
    <message>
        <source>Details of this record</source>
        <translation>这项记录的详情</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>来源信息</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始数据</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <extracomment>%1 the record that led to this one</extracomment>
        <translation>返回“%1”</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>以前的版本</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Only this wallet knows your marks. They hide nothing from hospitals; for that, set a rule under Who may see.</source>
        <translation>只有这个钱包知道你的标记，它们不会对医院隐藏任何内容。想隐藏，请在“授权”里设置规则。</translation>
    </message>
    <message>
        <source>Your marks</source>
        <translation>我的标记</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本……</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Check against the ledger</source>
        <translation>与账本核对</translation>
    </message>
</context>
<context>
    <name>consentry::ui::HelpPanel</name>
    <message>
        <source>Help: %1</source>
        <translation>帮助：%1</translation>
    </message>
    <message>
        <source>Back to this page&apos;s help</source>
        <translation>回到这一页的帮助</translation>
    </message>
    <message>
        <source>What words mean</source>
        <translation>词语说明</translation>
    </message>
</context>
<context>
    <name>consentry::ui::HintBar</name>
    <message>
        <source>Got it</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>No more hints</source>
        <translation>不再提示</translation>
    </message>
</context>
<context>
    <name>consentry::ui::HomePage</name>
    <message>
        <source>Nobody can see your data now</source>
        <translation>现在没有人能看你的数据</translation>
    </message>
    <message numerus="yes">
        <source>%n parties can see your data now</source>
        <translation>
            <numerusform>现在有 %n 方能看你的数据</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>需要你处理</translation>
    </message>
    <message>
        <source>See what happened</source>
        <translation>查看经过</translation>
    </message>
    <message>
        <source>One access that no rule allows</source>
        <translation>有一次访问，没有规则允许</translation>
    </message>
    <message>
        <source>An emergency access</source>
        <translation>有一次紧急访问</translation>
    </message>
    <message>
        <source>%1 asks to see your %2</source>
        <translation>%1申请查看你的%2</translation>
    </message>
    <message>
        <source>See the request</source>
        <translation>查看申请</translation>
    </message>
    <message>
        <source>Check your 24 words</source>
        <translation>核对你的 24 个词</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>现在核对</translation>
    </message>
    <message>
        <source>See details</source>
        <translation>查看详情</translation>
    </message>
    <message>
        <source>%1 answered your objection</source>
        <translation>%1答复了你的异议</translation>
    </message>
    <message>
        <source>Read the answer</source>
        <translation>查看答复</translation>
    </message>
    <message>
        <source>The grant for %1 ends soon</source>
        <translation>给%1的授权快到期了</translation>
    </message>
    <message>
        <source>All grants</source>
        <translation>全部授权</translation>
    </message>
    <message>
        <source>Who can see now</source>
        <translation>现在谁能看</translation>
    </message>
    <message>
        <source>New grant</source>
        <translation>新授权</translation>
    </message>
    <message>
        <source>You have not let anybody see your records yet.</source>
        <translation>你还没有让任何人看你的记录。</translation>
    </message>
    <message>
        <source>Since the last visit</source>
        <translation>上次打开之后</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>%1 至今</translation>
    </message>
    <message>
        <source>This vault cannot be read completely</source>
        <translation>这个保险箱无法完整读取</translation>
    </message>
    <message>
        <source>To begin with</source>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>Bring in your records</source>
        <translation>导入你的健康记录</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Check-up</source>
        <translation>授权检查</translation>
    </message>
    <message numerus="yes">
        <source>%n more under “Who may see”.</source>
        <translation>
            <numerusform>“授权”里还有 %n 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>You are not registered yet</source>
        <translation>你还没有登记</translation>
    </message>
    <message>
        <source>Your vault has no hospitals yet</source>
        <translation>你的保险箱还没有加入医院</translation>
    </message>
    <message>
        <source>On the way to your hospitals</source>
        <translation>加入医院的进度</translation>
    </message>
    <message>
        <source>Bring in your hospitals</source>
        <translation>加入你的医院</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the network&apos;s differ by %1</source>
        <extracomment>%1 is a span of time: &quot;12 seconds&quot;</extracomment>
        <translation>这台电脑的时钟和网络时间相差 %1</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>续期</translation>
    </message>
    <message>
        <source>Let it end</source>
        <translation>让它到期</translation>
    </message>
    <message>
        <source>Nothing new is known.</source>
        <translation>目前没有新的消息。</translation>
    </message>
    <message>
        <source>Nobody has looked at your data, and nothing else has changed.</source>
        <translation>没有人查看过你的数据，其他也没有变化。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::ImportPage</name>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 a kind of records, &quot;Laboratory&quot;, %2 how many</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n file(s)?</source>
        <translation>
            <numerusform>导入这 %n 个文件吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing new to take over</source>
        <translation>没有新的内容可以导入</translation>
    </message>
    <message>
        <source>This is what was found. Nothing is stored yet, and the files stay as they are.</source>
        <translation>文件里有下面这些内容。现在还没有保存，文件本身也不会改动。</translation>
    </message>
    <message>
        <source>Nothing of this file can be taken. %1</source>
        <translation>这个文件的内容都不能导入。%1</translation>
    </message>
    <message>
        <source>This file is about %1. Your records are about %2.</source>
        <translation>这个文件是%1的。你的记录是%2的。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>这是谁的</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新的</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing: you have all of it</source>
        <translation>没有：你已经都有了</translation>
    </message>
    <message>
        <source>From the years</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Here already</source>
        <translation>原来就有</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>读不了</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Take this file over</source>
        <translation>导入这个文件</translation>
    </message>
    <message>
        <source>It is about me: take it all the same</source>
        <translation>这是我的，仍然导入</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n record(s)</source>
        <translation>
            <numerusform>导入 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>consentry::ui::MainWindow</name>
    <message>
        <source>You act for %1</source>
        <translation>你正在代%1操作</translation>
    </message>
    <message>
        <source>Consentry</source>
        <translation>医契</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Who may see</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>Who looked</source>
        <translation>访问记录</translation>
    </message>
    <message>
        <source>My health</source>
        <translation>健康档案</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>consentry::ui::MonthGrid</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>cannot be chosen</source>
        <translation>不可选</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下个月</translation>
    </message>
</context>
<context>
    <name>consentry::ui::NetworkPage</name>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>This computer trusts no single hospital. It checks signatures and proofs itself.</source>
        <translation>这台电脑不轻信任何一家医院，签名和证明都由它自己核对。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Demonstration.&lt;/b&gt; All hospitals run inside this program on this computer. Nothing leaves it, and nothing here is legally binding.</source>
        <translation>&lt;b&gt;这是演示。&lt;/b&gt;所有医院都在这台电脑的这个程序里运行。数据不会离开本机，也没有法律效力。</translation>
    </message>
    <message>
        <source>Verified up to</source>
        <translation>已核对到</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Second opinion from</source>
        <translation>另向谁求证</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>成员机构</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>连不上</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>%1有回应</translation>
    </message>
    <message>
        <source>reachable</source>
        <translation>可以连上</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>in a block</source>
        <translation>已写入区块</translation>
    </message>
    <message>
        <source>proven</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>expired, never in force</source>
        <translation>已过期，从未生效</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>What you signed</source>
        <translation>你签署的内容</translation>
    </message>
    <message>
        <source>It is kept here until it is proven, and sent again by itself.</source>
        <translation>证实之前会保存在这里，并自动重新发送。</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>还没有。</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Send now: %1</source>
        <translation>立即发送：%1</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <translation>收回：%1</translation>
    </message>
    <message>
        <source>What this wallet trusts, and why</source>
        <translation>这个钱包信任什么、为什么</translation>
    </message>
    <message>
        <source>Hide the block</source>
        <translation>收起区块</translation>
    </message>
    <message>
        <source>Show the block it relies on</source>
        <translation>显示所依据的区块</translation>
    </message>
    <message>
        <source>&lt;b&gt;This vault belongs to no hospitals yet.&lt;/b&gt; Bring in the profile that a hospital gave you.</source>
        <translation>&lt;b&gt;这个保险箱还没有加入任何医院。&lt;/b&gt;请导入医院给你的联盟说明。</translation>
    </message>
    <message>
        <source>Bring in a profile</source>
        <translation>导入联盟说明</translation>
    </message>
    <message>
        <source>Checked up to</source>
        <translation>已核对到（未确认）</translation>
    </message>
    <message>
        <source>Bring in a newer profile</source>
        <translation>导入更新的说明</translation>
    </message>
    <message>
        <source>The profile that this vault has adopted</source>
        <translation>这个保险箱采用的联盟说明</translation>
    </message>
    <message>
        <source>Hide what it says</source>
        <translation>隐藏说明内容</translation>
    </message>
    <message>
        <source>Show all that it says</source>
        <translation>显示全部内容</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the network&apos;s differ by %1. The network&apos;s time decides.</source>
        <translation>这台电脑的时钟和网络时间相差 %1。以网络时间为准。</translation>
    </message>
    <message>
        <source>Everything is checked in this program. A demonstration has no second organisation to ask.</source>
        <translation>一切都在这个程序里核对。演示里没有第二家机构可以问。</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>%1 a span of time: &quot;0.4 s&quot;</extracomment>
        <translation>时钟</translation>
    </message>
    <message>
        <source>%1 from the block time</source>
        <translation>与区块时间相差 %1</translation>
    </message>
    <message>
        <source>not compared yet</source>
        <translation>还没有比较过</translation>
    </message>
    <message>
        <source>What the organisations decide</source>
        <translation>各机构的共同决定</translation>
    </message>
    <message>
        <source>Who takes part and by which rules is decided by more than two thirds of them. This wallet follows what they decided, and nothing else.</source>
        <translation>谁参加、按什么规则运行，由超过三分之二的机构共同决定。本软件只遵循它们已经作出的决定。</translation>
    </message>
    <message>
        <source>Nothing is proposed.</source>
        <translation>目前没有提案。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::NoticeBar</name>
    <message>
        <source>OK</source>
        <translation>好</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不导入</translation>
    </message>
</context>
<context>
    <name>consentry::ui::NotificationRow</name>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Put away: %1</source>
        <translation>收起：%1</translation>
    </message>
</context>
<context>
    <name>consentry::ui::PassphraseFields</name>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Then type it once more.</source>
        <translation>然后再输一次。</translation>
    </message>
    <message>
        <source>Too easy to guess. Add another word.</source>
        <translation>太容易猜到了，再加一个词。</translation>
    </message>
    <message>
        <source>Strong enough. Type it once more.</source>
        <translation>够强了，请再输一次。</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次还不一样。</translation>
    </message>
    <message>
        <source>Strong enough, and both are the same.</source>
        <translation>够强，而且两次一样。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::PictureView</name>
    <message>
        <source>Plus and minus make it larger and smaller, 0 fits it again.</source>
        <translation>加号、减号放大和缩小，按 0 恢复适合的大小。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::ProgressRow</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop: %1</source>
        <translation>停止：%1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>已完成 %1</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止……</translation>
    </message>
</context>
<context>
    <name>consentry::ui::RecoverPage</name>
    <message>
        <source>The vault is being opened</source>
        <translation>正在打开保险箱</translation>
    </message>
    <message>
        <source>So that guessing is slow, this takes some seconds.</source>
        <translation>为了让别人猜得慢，这需要几秒钟。</translation>
    </message>
    <message>
        <source>Open with the 24 words</source>
        <translation>用 24 个词打开</translation>
    </message>
    <message>
        <source>They stand on the paper that you wrote when %1 was made. The forgotten passphrase stops working; the one that you choose here takes its place.</source>
        <translation>它们写在建立“%1”时抄下的那张纸上。忘记的密码将失效，由你在这里新设的密码代替。</translation>
    </message>
    <message>
        <source>The new passphrase</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>consentry::ui::RevokeListModel</name>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签署</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>in block %1</source>
        <translation>已写入第 %1 区块</translation>
    </message>
    <message>
        <source>stopped, block %1</source>
        <translation>已停止，第 %1 区块</translation>
    </message>
    <message>
        <source>was over before</source>
        <translation>此前已结束</translation>
    </message>
    <message>
        <source>waits, still holds</source>
        <translation>等待中，仍然有效</translation>
    </message>
    <message>
        <source>still holds</source>
        <translation>仍然有效</translation>
    </message>
</context>
<context>
    <name>consentry::ui::RevokeManyPage</name>
    <message numerus="yes">
        <source>Stopping %n grants</source>
        <translation>
            <numerusform>正在停止 %n 项授权</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n have ended</source>
        <translation>
            <numerusform>%n 项已全部停止</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 have ended</source>
        <translation>已停止 %1 项，共 %2 项</translation>
    </message>
    <message>
        <source>Stop everything for %1?</source>
        <translation>停止给%1的全部授权？</translation>
    </message>
    <message>
        <source>Stop everything that anybody may see?</source>
        <translation>停止给所有人的全部授权？</translation>
    </message>
    <message numerus="yes">
        <source>Stop these %n grants?</source>
        <translation>
            <numerusform>停止这 %n 项授权？</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes at once and cannot be undone. You can write new grants later.</source>
        <translation>立即发出，不能撤回。以后可以重新授权。</translation>
    </message>
    <message>
        <source>Each holds from its block on. Until then it is pending. You can leave this page, and close the program: it goes on by itself.</source>
        <translation>每一项从写入区块起生效，在此之前处于等待状态。你可以离开此页，也可以关闭程序：会自动继续。</translation>
    </message>
    <message>
        <source>No hospital releases anything on these grants any more. This computer has checked the proof.</source>
        <translation>任何医院都不会再凭这些授权提供内容。这台电脑已核对证明。</translation>
    </message>
    <message>
        <source>Beside each stands what became of it.</source>
        <translation>每一项旁边写着结果。</translation>
    </message>
    <message>
        <source>None of these grants is open any more.</source>
        <translation>这些授权都已不再有效。</translation>
    </message>
    <message>
        <source>Who loses what</source>
        <translation>谁不能再看什么</translation>
    </message>
    <message>
        <source>Grants that are stopped</source>
        <translation>要停止的授权</translation>
    </message>
    <message numerus="yes">
        <source>%n grants were not stopped and still hold. The list says which, and why.</source>
        <translation>
            <numerusform>%n 项授权没有停止，仍然有效。列表里写明是哪几项和原因。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait: you have signed, and it is kept. It goes on by itself as soon as the network answers, also at the next start. Until then these grants still hold.</source>
        <translation>
            <numerusform>%n 项在等待：你已签署，并已保存。网络一有回应就会自动继续，下次启动时也一样。在此之前这些授权仍然有效。</numerusform>
        </translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>会发生什么</translation>
    </message>
    <message numerus="yes">
        <source>%n hospitals are told with that block, within seconds</source>
        <translation>
            <numerusform>几秒内随该区块通知 %n 家医院</numerusform>
        </translation>
    </message>
    <message>
        <source>Every member of the consortium is told with that block, within seconds</source>
        <translation>几秒内随该区块通知联盟的每个成员</translation>
    </message>
    <message>
        <source>Nothing has been seen with these grants</source>
        <translation>凭这些授权还没有看过任何内容</translation>
    </message>
    <message numerus="yes">
        <source>Seen %n times so far</source>
        <translation>
            <numerusform>到现在看过 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>What was seen cannot be unseen.</source>
        <translation>已经看过的无法收回。</translation>
    </message>
    <message>
        <source>Nobody was given a copy to keep</source>
        <translation>没有人得到可留存的副本</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1，另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>May have kept a copy: %1</source>
        <translation>可能留有副本：%1</translation>
    </message>
    <message>
        <source>The grants allowed it. Revoking does not reach what was kept.</source>
        <translation>授权允许这样做。撤销管不到已经留存的副本。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leave this page</source>
        <translation>离开此页</translation>
    </message>
    <message numerus="yes">
        <source>Stop all %n now</source>
        <translation>
            <numerusform>立即停止全部 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with these %n</source>
        <translation>
            <numerusform>继续处理这 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::RevokePage</name>
    <message>
        <source>Stop this access?</source>
        <translation>停止这项访问？</translation>
    </message>
    <message>
        <source>This access has ended</source>
        <translation>这项访问已经停止</translation>
    </message>
    <message>
        <source>Stopping this access</source>
        <translation>正在停止这项访问</translation>
    </message>
    <message>
        <source>It goes at once and cannot be undone. You can write a new grant later.</source>
        <translation>立即发出，不能撤回。以后可以重新授权。</translation>
    </message>
    <message>
        <source>No hospital releases anything to %1 on this grant any more.</source>
        <translation>任何医院都不会再凭这项授权向%1提供内容。</translation>
    </message>
    <message>
        <source>It holds from its block on. Until then it is pending.</source>
        <translation>写入区块之后生效，在此之前处于等待状态。</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>会发生什么</translation>
    </message>
    <message>
        <source>%1 can no longer open any of these records</source>
        <translation>%1不能再打开这些记录</translation>
    </message>
    <message>
        <source>Nothing has been seen with this grant</source>
        <translation>凭这项授权还没有看过任何内容</translation>
    </message>
    <message numerus="yes">
        <source>Seen %n times so far</source>
        <translation>
            <numerusform>到现在看过 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Last %1. What was seen cannot be unseen.</source>
        <translation>最近一次是%1。已经看过的无法收回。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Stop access now</source>
        <translation>立即停止访问</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leave this page</source>
        <translation>离开此页</translation>
    </message>
    <message>
        <source>Who is told</source>
        <translation>通知谁</translation>
    </message>
    <message>
        <source>From the block on that carries your revocation.</source>
        <translation>从写入撤销的区块起生效。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1，另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no proof yet that a hospital was told</source>
        <translation>还没有证明表明已通知任何医院</translation>
    </message>
    <message numerus="yes">
        <source>%n hospitals were told with this block</source>
        <translation>
            <numerusform>已随这个区块通知 %n 家医院</numerusform>
        </translation>
    </message>
    <message>
        <source>Every member of the consortium was told with this block</source>
        <translation>已随这个区块通知联盟的每个成员</translation>
    </message>
    <message numerus="yes">
        <source>%n hospitals are told with that block, within seconds</source>
        <translation>
            <numerusform>几秒内随该区块通知 %n 家医院</numerusform>
        </translation>
    </message>
    <message>
        <source>Every member of the consortium is told with that block, within seconds</source>
        <translation>几秒内随该区块通知联盟的每个成员</translation>
    </message>
    <message>
        <source>May have kept a copy: %1</source>
        <translation>可能留有副本：%1</translation>
    </message>
    <message>
        <source>The grant allowed it. Revoking does not reach what was kept.</source>
        <translation>授权允许这样做。撤销管不到已经留存的副本。</translation>
    </message>
    <message>
        <source>Nobody was given a copy to keep</source>
        <translation>没有人得到可留存的副本</translation>
    </message>
    <message>
        <source>See what would change for them</source>
        <translation>看看对方能看到的会有什么变化</translation>
    </message>
</context>
<context>
    <name>consentry::ui::RolePage</name>
    <message>
        <source>Whose records is this about?</source>
        <translation>这是谁的记录？</translation>
    </message>
    <message>
        <source>A vault belongs to one person, who alone holds its keys.</source>
        <translation>一个保险箱属于一个人，只有这个人有它的密钥。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>My own records: continue</source>
        <translation>我自己的记录：继续</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>我自己的</translation>
    </message>
    <message>
        <source>You see who looked at them, and decide who may.</source>
        <translation>你能看到谁看过，并决定谁可以看。</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>了解一下</translation>
    </message>
    <message>
        <source>I look after somebody: read on</source>
        <translation>我照顾别人：了解一下</translation>
    </message>
    <message>
        <source>A parent, a child, a friend.</source>
        <translation>父母、孩子或朋友。</translation>
    </message>
    <message>
        <source>I work in a hospital: read on</source>
        <translation>我在医院工作：了解一下</translation>
    </message>
    <message>
        <source>You look after somebody</source>
        <translation>你在照顾别人</translation>
    </message>
    <message>
        <source>What this version does for you, and what it does not.</source>
        <translation>这个版本能为你做什么，还不能做什么。</translation>
    </message>
    <message>
        <source>Each person has a vault of their own</source>
        <translation>每个人都有自己的保险箱</translation>
    </message>
    <message>
        <source>If you sit beside them, make theirs with them on this computer: they choose the passphrase and keep the 24 words. A computer holds as many vaults as you like.</source>
        <translation>如果你就在对方身边，可以在这台电脑上一起建立：由对方选密码，并保管 24 个词。一台电脑可以放任意多个保险箱。</translation>
    </message>
    <message>
        <source>Acting for somebody from your own vault does not work yet</source>
        <translation>还不能从你自己的保险箱替别人操作</translation>
    </message>
    <message>
        <source>A later version lets them invite you, with powers that end on a date. Until then nobody can sign for them but they.</source>
        <translation>以后的版本可以由对方邀请你，权限到期自动结束。在那之前，只有本人能签署。</translation>
    </message>
    <message>
        <source>Never ask for their words or their passphrase</source>
        <translation>不要向对方要 24 个词或密码</translation>
    </message>
    <message>
        <source>Who has them can do everything, and nobody could tell you apart from them.</source>
        <translation>拿到的人什么都能做，谁也分不清是你还是本人。</translation>
    </message>
    <message>
        <source>You work in a hospital</source>
        <translation>你在医院工作</translation>
    </message>
    <message>
        <source>See what your patients will see</source>
        <translation>看看患者会看到什么</translation>
    </message>
    <message>
        <source>The demonstration is a patient’s wallet with invented hospitals: who may see what, who looked, and what an emergency access looks like from the other side.</source>
        <translation>演示是一位患者的钱包，医院都是虚构的：谁可以看什么、谁看过，以及紧急访问在患者那里是什么样子。</translation>
    </message>
    <message>
        <source>The pages for reading patients’ records do not exist yet</source>
        <translation>查看患者记录的页面还没有</translation>
    </message>
    <message>
        <source>A later version brings patients, requests and the timeline over all hospitals. Until then you read records in your hospital’s own system.</source>
        <translation>以后的版本会有患者列表、请求和跨医院的时间线。在那之前，请在医院自己的系统里查看。</translation>
    </message>
    <message>
        <source>You are a patient too</source>
        <translation>你也是患者</translation>
    </message>
    <message>
        <source>A vault of your own is for your own records, as for everybody.</source>
        <translation>你自己的保险箱存放你自己的记录，和大家一样。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Try the demonstration</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Make a vault</source>
        <translation>建立保险箱</translation>
    </message>
    <message>
        <source>Make a vault of my own</source>
        <translation>建立我自己的保险箱</translation>
    </message>
    <message>
        <source>Those of somebody I look after</source>
        <translation>我照顾的人的</translation>
    </message>
    <message>
        <source>Those of my patients</source>
        <translation>我的患者的</translation>
    </message>
    <message>
        <source>I work in a hospital: as a doctor, a nurse, or at the desk.</source>
        <translation>我在医院工作：医生、护士或窗口人员。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::RulesPage</name>
    <message>
        <source>Rules for everyone</source>
        <translation>对所有人的规则</translation>
    </message>
    <message>
        <source>They stand above every grant, at every hospital. Nothing is sent before you sign.</source>
        <translation>它们高于每一项授权，对每家医院都有效。签署之前什么都不会发送。</translation>
    </message>
    <message>
        <source>An earlier change of these rules is still on its way. Once it is proven they can be changed again.</source>
        <translation>之前的一次更改还在途中。证实之后才能再次更改。</translation>
    </message>
    <message>
        <source>What you change</source>
        <translation>你的更改</translation>
    </message>
    <message>
        <source>Never see anything</source>
        <translation>什么都不许看</translation>
    </message>
    <message>
        <source>Whatever a grant says, and in an emergency too. Your hospitals are told; whoever asks is refused.</source>
        <translation>不论有什么授权，紧急情况下也一样。会通知你的医院；被拒绝的人来查看时会遭到拒绝。</translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation>重新允许</translation>
    </message>
    <message>
        <source>Let in again: %1</source>
        <translation>重新允许：%1</translation>
    </message>
    <message>
        <source>Nobody is shut out.</source>
        <translation>没有拒绝任何人。</translation>
    </message>
    <message>
        <source>Nobody else</source>
        <translation>没有别人了</translation>
    </message>
    <message>
        <source>Shut somebody out</source>
        <translation>拒绝某人</translation>
    </message>
    <message>
        <source>Search by name, role or organisation</source>
        <translation>按姓名、角色或机构搜索</translation>
    </message>
    <message>
        <source>In an emergency</source>
        <translation>紧急情况</translation>
    </message>
    <message>
        <source>When you cannot be asked, staff may open an emergency. What may it show them?</source>
        <translation>联系不上你时，医护人员可以启动紧急访问。他们可以看到什么？</translation>
    </message>
    <message>
        <source>Especially protected</source>
        <translation>特别保护</translation>
    </message>
    <message>
        <source>Hospitals mark records as ordinary, restricted or very restricted. Here you ask for more than their mark; a grant shows such records only where it says so.</source>
        <translation>医院把记录标为普通、限制级或极限制级。你可以在这里要求更严的保护；只有写明的授权才能看到这些记录。</translation>
    </message>
    <message>
        <source>As hospitals mark it</source>
        <translation>按医院标注</translation>
    </message>
    <message>
        <source>Restricted</source>
        <translation>限制级</translation>
    </message>
    <message>
        <source>Very restricted</source>
        <translation>极限制级</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>还没有更改。</translation>
    </message>
    <message>
        <source>Read and sign</source>
        <translation>阅读并签署</translation>
    </message>
</context>
<context>
    <name>consentry::ui::RulesSigningPage</name>
    <message>
        <source>Read once more, then sign</source>
        <translation>再读一遍，然后签署</translation>
    </message>
    <message>
        <source>The rules hold</source>
        <translation>规则已生效</translation>
    </message>
    <message>
        <source>The rules are not proven</source>
        <translation>规则还没有得到证实</translation>
    </message>
    <message>
        <source>On their way</source>
        <translation>正在途中</translation>
    </message>
    <message>
        <source>Nothing has been sent yet. It goes at once; you can change the rules again.</source>
        <translation>还没有发送任何内容。签署后立即发送；以后可以再改。</translation>
    </message>
    <message>
        <source>The hospitals have confirmed them, and this computer has checked the proof.</source>
        <translation>各医院已确认，这台电脑也核对了证明。</translation>
    </message>
    <message>
        <source>What stood before stands until you see a proof.</source>
        <translation>看到证明之前，原来的规则继续有效。</translation>
    </message>
    <message>
        <source>They hold from their block on. You can leave this page.</source>
        <translation>从写入的那个区块起生效。你可以离开这个页面。</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>改变了什么</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>会改变什么</translation>
    </message>
    <message>
        <source>Exactly what is signed</source>
        <translation>签署的原文</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>接下来会怎样</translation>
    </message>
    <message>
        <source>Your hospitals are told, each by a sealed letter</source>
        <translation>通知你的医院，每家一封密封信</translation>
    </message>
    <message>
        <source>The ledger shows only that your rules changed, not how.</source>
        <translation>账本只显示你的规则变了，不显示怎么变的。</translation>
    </message>
    <message>
        <source>It holds for what is asked from then on</source>
        <translation>对此后的每次查看有效</translation>
    </message>
    <message>
        <source>What was seen or kept before is not called back.</source>
        <translation>之前看过或保存过的内容收不回来。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leave this page</source>
        <translation>离开此页</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Hide what is signed</source>
        <translation>收起原文</translation>
    </message>
    <message>
        <source>Show exactly what is signed</source>
        <translation>显示签署的原文</translation>
    </message>
    <message>
        <source>Sign and send</source>
        <translation>签署并发送</translation>
    </message>
</context>
<context>
    <name>consentry::ui::Seal</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SearchListModel</name>
    <message>
        <source>, </source>
        <extracomment>Between parts that are said one after the other</extracomment>
        <translation>，</translation>
    </message>
    <message>
        <source>Health records</source>
        <translation>健康记录</translation>
    </message>
    <message>
        <source>Grants</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>People and organisations</source>
        <translation>人员和机构</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Things to do</source>
        <translation>可以做的事</translation>
    </message>
    <message>
        <source>health record</source>
        <translation>健康记录</translation>
    </message>
    <message>
        <source>grant</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>person or organisation</source>
        <translation>人员或机构</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>thing to do</source>
        <translation>可以做的事</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SearchPalette</name>
    <message>
        <source>Search records, people, pages, and what you can do</source>
        <translation>搜索记录、人员、页面和可以做的事</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Up and Down choose, Enter opens, Esc closes</source>
        <translation>上下键选择，回车键打开，Esc 键关闭</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Where you can go</source>
        <translation>可以去的地方</translation>
    </message>
    <message numerus="yes">
        <source>%n shown, and there are more</source>
        <translation>
            <numerusform>显示 %n 项，还有更多</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>. </source>
        <translation>。</translation>
    </message>
    <message>
        <source>Nothing fits “%1”. Try fewer letters or another word. New records come in by “Import a file” in My health.</source>
        <translation>没有找到“%1”。少输几个字，或换一个词。新的记录可以在“健康档案”里用“导入文件”加进来。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SecureLineEdit</name>
    <message>
        <source>Caps Lock is on</source>
        <translation>大写锁定已开</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>隐藏密码</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>显示密码</translation>
    </message>
    <message>
        <source>No more fits in here</source>
        <translation>这里放不下更多了</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SeeAsPage</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>See my record as somebody else</source>
        <translation>以他人视角查看我的健康档案</translation>
    </message>
    <message>
        <source>Choose whose eyes. Nothing is sent, nobody is told.</source>
        <translation>请选择以谁的视角查看。不会发送任何内容，也不会通知任何人。</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>换一个人</translation>
    </message>
    <message>
        <source>My record, as seen by %1</source>
        <translation>%1看到的健康档案</translation>
    </message>
    <message>
        <source>Nothing is sent, nobody is told.</source>
        <translation>不会发送任何内容，也不会通知任何人。</translation>
    </message>
    <message>
        <source>Records by kind</source>
        <translation>按类别列出的记录</translation>
    </message>
    <message>
        <source>Search by name, role or organisation</source>
        <translation>按姓名、身份或机构搜索</translation>
    </message>
    <message>
        <source>Would change</source>
        <translation>会有变化</translation>
    </message>
    <message>
        <source>Sees now</source>
        <translation>现在能看到</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>看不到</translation>
    </message>
    <message>
        <source>In an emergency</source>
        <translation>紧急访问时</translation>
    </message>
    <message>
        <source>No grant of yours names them.</source>
        <translation>你没有给过对方授权。</translation>
    </message>
    <message numerus="yes">
        <source>By %n grants of yours. Hospitals may hold more records than this vault.</source>
        <translation>
            <numerusform>依据你的 %n 项授权。医院里的记录可能比这个保险箱里的多。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each kind with the rule that keeps it so.</source>
        <translation>每一类都写明了依据的规则。</translation>
    </message>
    <message>
        <source>Only while an emergency is open, with a reason. You are told at once.</source>
        <translation>仅限紧急访问期间，须写明理由。你会立即得到通知。</translation>
    </message>
    <message>
        <source>Once you have signed this grant and it is proven.</source>
        <translation>在你签署这项授权并得到证明之后。</translation>
    </message>
    <message>
        <source>Once you have revoked this grant and that is proven.</source>
        <translation>在你撤销这项授权并得到证明之后。</translation>
    </message>
    <message>
        <source>Nothing of your record is open to %1 now.</source>
        <translation>%1现在看不到你的任何记录。</translation>
    </message>
    <message>
        <source>Nothing in this vault is hidden.</source>
        <translation>这个保险箱里没有看不到的记录。</translation>
    </message>
    <message>
        <source>Nothing would open.</source>
        <translation>不会打开任何记录。</translation>
    </message>
    <message>
        <source>Nothing would change: other grants open the same, or the grant opens no record in this vault.</source>
        <translation>不会有变化：其他授权打开同样的内容，或者这项授权没有打开这个保险箱里的任何记录。</translation>
    </message>
    <message numerus="yes">
        <source>%n of these carry a mark of yours, which hides nothing: only this wallet knows it. To hide a kind, set a rule.</source>
        <translation>
            <numerusform>其中 %n 条有你的标记，但标记不隐藏任何内容，只有这个钱包知道。想隐藏某类内容，请设置规则。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::SeenAsModel</name>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SeparateConsentPage</name>
    <message>
        <source>Hospitals may hold more of them.</source>
        <translation>医院里可能还有更多。</translation>
    </message>
    <message>
        <source>The grant is about nothing else</source>
        <translation>这项授权没有别的内容</translation>
    </message>
    <message>
        <source>The grant can do without it</source>
        <translation>授权可以不包括它</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Everything grows with the text.</source>
        <translation>所有内容随文字一起放大。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的姓名</translation>
    </message>
    <message>
        <source>It stays in this vault.</source>
        <translation>只保存在这个保险箱里。</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Lock by itself</source>
        <translation>自动锁定</translation>
    </message>
    <message>
        <source>After a while without a key or the mouse. A vault also locks when the computer sleeps or its screen is locked, and at once with Ctrl+L.</source>
        <translation>一段时间没有使用键盘或鼠标后锁定。电脑睡眠或锁屏时也会锁定；按 Ctrl+L 立即锁定。</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>This vault</source>
        <translation>这个保险箱</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>The 24 words stay as they are.</source>
        <translation>24 个词不变。</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更换密码</translation>
    </message>
    <message>
        <source>Messages on the desktop</source>
        <translation>桌面消息</translation>
    </message>
    <message>
        <source>When somebody looked or a grant ended, and this window is not in front. They say neither who nor what.</source>
        <translation>当有人访问或授权结束，而本窗口不在前面时提示。消息里不写是谁，也不写看了什么。</translation>
    </message>
    <message>
        <source>Room on this computer</source>
        <translation>占用的空间</translation>
    </message>
    <message>
        <source>Records as they came</source>
        <translation>原始记录</translation>
    </message>
    <message>
        <source>What makes searching quick</source>
        <translation>搜索用的索引</translation>
    </message>
    <message>
        <source>Details of who looked</source>
        <translation>访问的详情</translation>
    </message>
    <message>
        <source>Lists, grants and keys</source>
        <translation>列表、授权和密钥</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>没用到的</translation>
    </message>
    <message>
        <source>“Compact” gives it back to the disk.</source>
        <translation>“压缩”会把它还给磁盘。</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>All of it is encrypted.</source>
        <translation>全部加密存放。</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>全部检查</translation>
    </message>
    <message>
        <source>About this program</source>
        <translation>关于本程序</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0, without warranty.</source>
        <translation>按 Apache License 2.0 发布的自由软件，不提供担保。</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>使用的程序库</translation>
    </message>
    <message>
        <source>Whom it trusts</source>
        <translation>信任谁</translation>
    </message>
    <message>
        <source>See the network</source>
        <translation>查看网络</translation>
    </message>
    <message>
        <source>Report for who helps with a fault</source>
        <translation>给帮忙解决问题的人的报告</translation>
    </message>
    <message>
        <source>It says what this program runs on. Nothing of you, your records or your hospitals is in it. Look at it before you save it.</source>
        <translation>它说明本程序的运行环境，里面没有你、你的记录和医院的任何内容。保存之前请先看一看。</translation>
    </message>
    <message>
        <source>Look at the report</source>
        <translation>查看报告</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Name of the vault</source>
        <translation>保险箱的名称</translation>
    </message>
    <message>
        <source>It is shown before the vault is unlocked, to anybody at this computer: better not a real name.</source>
        <translation>解锁之前就会显示，用这台电脑的人都看得到，所以最好不要用真名。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SidePanel</name>
    <message>
        <source>Close details</source>
        <translation>关闭详情</translation>
    </message>
</context>
<context>
    <name>consentry::ui::Sidebar</name>
    <message numerus="yes">
        <source>%1, %n need you</source>
        <translation>
            <numerusform>%1，%n 项需要你处理</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Consentry</source>
        <translation>医契</translation>
    </message>
    <message>
        <source>Main menu</source>
        <translation>主菜单</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Close the vault (Ctrl+L)</source>
        <translation>关上保险箱（Ctrl+L）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Search everything (%1)</source>
        <translation>搜索全部（%1）</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>What can be done on this page (F1)</source>
        <translation>这一页可以做什么（F1）</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SigningPage</name>
    <message>
        <source>Read once more, then sign</source>
        <translation>再读一遍，然后签署</translation>
    </message>
    <message>
        <source>Signed, not sent yet</source>
        <translation>已签署，还没有发出</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>正在送达</translation>
    </message>
    <message>
        <source>The grant holds</source>
        <translation>授权已生效</translation>
    </message>
    <message>
        <source>The grant was not sent</source>
        <translation>授权没有发出</translation>
    </message>
    <message>
        <source>Consentry</source>
        <translation>医契</translation>
    </message>
    <message>
        <source>Nothing has been sent yet.</source>
        <translation>还没有发出任何内容。</translation>
    </message>
    <message>
        <source>You can still take it back.</source>
        <translation>现在还可以收回。</translation>
    </message>
    <message>
        <source>It holds once it is proven. You can leave this page.</source>
        <translation>证实之后生效。你可以离开此页。</translation>
    </message>
    <message>
        <source>The hospitals have confirmed it, and this computer has checked the proof.</source>
        <translation>各家医院已经确认，这台电脑也核对了证明。</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>什么都没有改变。</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>not proven yet</source>
        <translation>尚未证实</translation>
    </message>
    <message>
        <source>Exactly what is signed</source>
        <translation>签署的确切内容</translation>
    </message>
    <message numerus="yes">
        <source>It opens %n records today</source>
        <translation>
            <numerusform>今天会开放 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n 个数值</numerusform>
        </translation>
    </message>
    <message>
        <source>What changes for %1</source>
        <translation>对%1来说的变化</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Hide what is signed</source>
        <translation>收起签署内容</translation>
    </message>
    <message>
        <source>Show exactly what is signed</source>
        <translation>查看签署的确切内容</translation>
    </message>
    <message numerus="yes">
        <source>You can undo for %n seconds</source>
        <translation>
            <numerusform>%n 秒内可以撤回</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign and send</source>
        <translation>签署并发送</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leave this page</source>
        <translation>离开此页</translation>
    </message>
    <message>
        <source>Nothing changes.</source>
        <translation>没有变化。</translation>
    </message>
    <message>
        <source>Signed, not proven yet</source>
        <translation>已签署，尚未证明</translation>
    </message>
    <message>
        <source>It is kept on this computer and goes out by itself. There is no need to sign it again.</source>
        <translation>它已保存在这台电脑上，会自动发出，不需要再次签署。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::SingleTimeBar</name>
    <message>
        <source>From today until the end of %1</source>
        <translation>从今天到%1结束</translation>
    </message>
    <message>
        <source>From today, without end</source>
        <translation>从今天起，不设期限</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>%1, end of day</source>
        <translation>%1 当天结束</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>不设期限</translation>
    </message>
    <message>
        <source>usual: 90 days</source>
        <translation>通常 90 天</translation>
    </message>
</context>
<context>
    <name>consentry::ui::Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
</context>
<context>
    <name>consentry::ui::StageStepper</name>
    <message>
        <source>Signed</source>
        <translation>已签署</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>In block %1</source>
        <translation>已入区块 %1</translation>
    </message>
    <message>
        <source>In a block</source>
        <translation>写入区块</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>Not signed yet</source>
        <translation>还没有签署</translation>
    </message>
    <message>
        <source>Stopped after: %1</source>
        <translation>停在：%1</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：已完成</translation>
    </message>
    <message>
        <source>%1: not yet</source>
        <translation>%1：尚未</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>%1: under way</source>
        <translation>%1：进行中</translation>
    </message>
</context>
<context>
    <name>consentry::ui::TimeBarTable</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Grants, until when</source>
        <translation>授权及其期限</translation>
    </message>
    <message numerus="yes">
        <source>%n grants</source>
        <translation>
            <numerusform>%n 项授权</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::ToastCard</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close: %1</source>
        <translation>关闭：%1</translation>
    </message>
</context>
<context>
    <name>consentry::ui::TrendChart</name>
    <message>
        <source>in the usual range</source>
        <translation>在参考范围内</translation>
    </message>
    <message>
        <source>above the usual range</source>
        <translation>高于参考范围</translation>
    </message>
    <message>
        <source>below the usual range</source>
        <translation>低于参考范围</translation>
    </message>
    <message>
        <source>%1: no values</source>
        <translation>%1：没有数值</translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n 个数值</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 from %3 to %4</source>
        <translation>%1，%3至%4共 %2</translation>
    </message>
    <message>
        <source>the last is %1</source>
        <translation>最近一次是 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n outside the usual range</source>
        <translation>
            <numerusform>%n 个在参考范围之外</numerusform>
        </translation>
    </message>
    <message>
        <source>No values yet</source>
        <translation>还没有数值</translation>
    </message>
</context>
<context>
    <name>consentry::ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤回</translation>
    </message>
    <message numerus="yes">
        <source>Will be sent in %n seconds</source>
        <translation>
            <numerusform>%n 秒后发出</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::UnlockPage</name>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开……</translation>
    </message>
    <message>
        <source>Another vault</source>
        <translation>另一个保险箱</translation>
    </message>
    <message>
        <source>I forgot it: open with the 24 words</source>
        <translation>忘了密码：用 24 个词打开</translation>
    </message>
    <message>
        <source>Remember where this vault is</source>
        <translation>记住这个保险箱的位置</translation>
    </message>
    <message>
        <source>Its folder is then written into this computer&apos;s settings, in plain text.</source>
        <translation>这样，它的文件夹会以明文写进这台电脑的设置。</translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>正在准备……</translation>
    </message>
    <message>
        <source>Invented hospitals and a hundred days of records are being made. This takes some seconds.</source>
        <translation>正在准备虚构的医院和一百天的记录，需要几秒钟。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::VisitCard</name>
    <message>
        <source>Simulation: %1 is played by this computer. Let them act on this grant, and see what your access log says.</source>
        <translation>模拟：%1由这台电脑扮演。让对方按这项授权行动，再看看访问记录里怎么写。</translation>
    </message>
    <message>
        <source>Let them look</source>
        <translation>让对方查看</translation>
    </message>
    <message>
        <source>Try for another purpose</source>
        <translation>换一个目的试试</translation>
    </message>
    <message>
        <source>Give them copies of my records</source>
        <translation>把我的记录副本交给医院</translation>
    </message>
    <message>
        <source>See it in Who looked</source>
        <translation>到“访问记录”里查看</translation>
    </message>
</context>
<context>
    <name>consentry::ui::WelcomePage</name>
    <message>
        <source>Your records. You decide who sees them.</source>
        <translation>你的记录，谁能看由你决定</translation>
    </message>
    <message>
        <source>Consentry keeps your health data and your keys in an encrypted vault on this computer. You sign who may see what, and until when. You see everyone who looked.</source>
        <translation>医契把你的健康数据和钥匙放在这台电脑的加密保险箱里。谁能看什么、看到什么时候，由你签署；谁看过，你都看得到。</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Create a vault</source>
        <translation>创建保险箱</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Try the demonstration</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Invented people and hospitals, only on this computer.</source>
        <translation>虚构的人和医院，只在本机运行。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>不再记住</translation>
    </message>
    <message>
        <source>Forget where %1 is</source>
        <translation>不再记住%1的位置</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
    <message>
        <source>Create another vault</source>
        <translation>再创建一个保险箱</translation>
    </message>
    <message>
        <source>Empty at first. You say which hospitals it is for.</source>
        <translation>一开始是空的。由你选择它用于哪些医院。</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Choose the folder of a vault</source>
        <translation>选择保险箱所在的文件夹</translation>
    </message>
    <message>
        <source>Open a vault from a folder</source>
        <translation>从文件夹打开保险箱</translation>
    </message>
    <message>
        <source>One that you already have, also on a stick.</source>
        <translation>你已有的保险箱，在U盘里也行。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::WhoLookedPage</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Who looked</source>
        <translation>访问记录</translation>
    </message>
    <message>
        <source>Search people, hospitals, contents</source>
        <translation>搜索人、医院、内容</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>Accesses</source>
        <translation>访问</translation>
    </message>
    <message>
        <source>No access fits. Change the search or the filter.</source>
        <translation>没有符合的访问，换个关键词或筛选试试。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>By your rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>No rule</source>
        <translation>无规则</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Details of this access</source>
        <translation>这次访问的详情</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>技术细节</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>提出异议</translation>
    </message>
    <message>
        <source>Only the accesses by one grant are shown.</source>
        <translation>只显示一项授权的访问。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nobody has looked at your records yet.</source>
        <translation>还没有人看过你的记录。</translation>
    </message>
    <message>
        <source>Document to read or print (PDF)</source>
        <translation>供阅读或打印的文档（PDF）</translation>
    </message>
    <message>
        <source>Table for a spreadsheet (CSV)</source>
        <translation>电子表格（CSV）</translation>
    </message>
    <message>
        <source>Data for other programs (FHIR AuditEvent)</source>
        <translation>供其他程序使用的数据（FHIR AuditEvent）</translation>
    </message>
    <message>
        <source>Show the days</source>
        <translation>显示日历</translation>
    </message>
    <message>
        <source>Accesses by day</source>
        <translation>按天的访问</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>You do not recognise this access? The hospital has to answer.</source>
        <translation>不认得这次访问？医院必须答复。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>The entry as the ledger keeps it:</source>
        <translation>账本里保存的这一条：</translation>
    </message>
</context>
<context>
    <name>consentry::ui::WhoMaySeePage</name>
    <message>
        <source>Nobody can see your records today.</source>
        <translation>今天没有人能看你的记录。</translation>
    </message>
    <message numerus="yes">
        <source>%n parties can see some of your records today.</source>
        <translation>
            <numerusform>今天有 %n 方能看你的一部分记录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more wait for proof.</source>
        <translation>
            <numerusform>另有 %n 项等待证实。</numerusform>
        </translation>
    </message>
    <message>
        <source>New grant</source>
        <translation>新授权</translation>
    </message>
    <message>
        <source>Who may see</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>Nobody has been allowed to see anything. A grant is one sentence that you sign.</source>
        <translation>你还没有授权任何人。一项授权就是一句由你签署的话。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>not proven yet</source>
        <translation>尚未证实</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message numerus="yes">
        <source>Opens %n records</source>
        <translation>
            <numerusform>开放 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opened %n records</source>
        <translation>
            <numerusform>曾开放 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Seen %n times</source>
        <translation>
            <numerusform>被看过 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Check-up</source>
        <translation>授权检查</translation>
    </message>
    <message>
        <source>From what was really read. Nothing changes without you.</source>
        <translation>依据实际看过的内容。没有你的同意，什么都不会改变。</translation>
    </message>
    <message>
        <source>See what they see</source>
        <translation>看看对方能看到什么</translation>
    </message>
    <message>
        <source>Which grants</source>
        <translation>哪些授权</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>按人</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>按机构</translation>
    </message>
    <message>
        <source>Kind of data</source>
        <translation>按数据类别</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>取消勾选</translation>
    </message>
    <message numerus="yes">
        <source>Mark all %n shown</source>
        <translation>
            <numerusform>勾选所示的全部 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke the %n marked</source>
        <translation>
            <numerusform>撤销勾选的 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop more at once</source>
        <translation>一次停止多项</translation>
    </message>
    <message>
        <source>You see what ends, and by whom, before anything is sent.</source>
        <translation>发送之前，你会看到要停止的是什么、涉及谁。</translation>
    </message>
    <message numerus="yes">
        <source>%n grants</source>
        <translation>
            <numerusform>%n 项授权</numerusform>
        </translation>
    </message>
    <message>
        <source>Revoke all</source>
        <translation>全部撤销</translation>
    </message>
    <message>
        <source>Revoke all: %1</source>
        <translation>全部撤销：%1</translation>
    </message>
    <message>
        <source>%1 and its people</source>
        <translation>%1及其人员</translation>
    </message>
    <message>
        <source>Everything that anybody may see</source>
        <translation>给所有人的全部授权</translation>
    </message>
    <message>
        <source>Records that it opens</source>
        <translation>开放的记录</translation>
    </message>
    <message>
        <source>Records that it opened</source>
        <translation>曾开放的记录</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已替换</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>You have stopped this. It is on its way, and holds from its block on; until then this grant still opens.</source>
        <translation>你已停止这项授权。撤销正在发送，从写入区块起生效；在此之前这项授权仍然有效。</translation>
    </message>
    <message>
        <source>Ending soonest first</source>
        <translation>先到期的在前</translation>
    </message>
    <message>
        <source>Rules for everyone</source>
        <translation>对所有人的规则</translation>
    </message>
    <message>
        <source>Your rules for everyone shut them out. The grant stands, and opens nothing as long as they do.</source>
        <translation>你的“对所有人的规则”拒绝了此人。授权仍在，但在此期间不开放任何内容。</translation>
    </message>
    <message>
        <source>Nobody can see anything.</source>
        <translation>没有人能看到任何内容。</translation>
    </message>
    <message>
        <source>See what is missing</source>
        <translation>看看还缺少什么</translation>
    </message>
    <message>
        <source>Grants are signed once you are registered at your hospitals.</source>
        <translation>在医院登记之后，就可以签署授权。</translation>
    </message>
    <message>
        <source>Give again</source>
        <translation>再次授权</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>续期</translation>
    </message>
</context>
<context>
    <name>consentry::ui::WordsCheck</name>
    <message>
        <source>Word %1</source>
        <translation>第 %1 个词</translation>
    </message>
    <message>
        <source>Word %1 is not the one that was shown. Look at its number on your paper.</source>
        <translation>第 %1 个词和显示的不一样。请看看纸上的序号。</translation>
    </message>
    <message>
        <source>Words %1 are not the ones that were shown. Look at their numbers on your paper.</source>
        <translation>第 %1 个词和显示的不一样。请看看纸上的序号。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between numbers</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>consentry::ui::WordsEntry</name>
    <message>
        <source>Word %1</source>
        <translation>第 %1 个词</translation>
    </message>
    <message>
        <source>Word %1 is in no list of words. Compare its letters with your paper.</source>
        <translation>第 %1 个词不在词表里。请和纸上的逐字核对。</translation>
    </message>
    <message>
        <source>%1 of 24 words</source>
        <translation>已填 %1 个，共 24 个词</translation>
    </message>
</context>
<context>
    <name>consentry::ui::WordsSheet</name>
    <message>
        <source>The 24 words, in order</source>
        <translation>24 个词，按顺序</translation>
    </message>
    <message>
        <source>Arrow keys go from word to word.</source>
        <translation>用方向键逐个听。</translation>
    </message>
</context>
<context>
    <name>consentry::ui::WriteDownPanel</name>
    <message>
        <source>Write down</source>
        <translation>写一条</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Correct what you wrote</source>
        <translation>更正你写的内容</translation>
    </message>
    <message>
        <source>It stays in this vault. No hospital gets it, and none vouches for it.</source>
        <translation>它只留在这个保险箱里。医院不会收到，也不为它作证。</translation>
    </message>
    <message>
        <source>This becomes a new version. The one before stays readable.</source>
        <translation>这会成为新的版本，以前的版本仍可查看。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>What you write down</source>
        <translation>写什么</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 what is measured, %2 its unit</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time, may be empty</source>
        <translation>时间（可不填）</translation>
    </message>
    <message>
        <source>A month or a year is enough.</source>
        <translation>只写月份或年份也可以。</translation>
    </message>
    <message>
        <source>Your note</source>
        <translation>你的备注</translation>
    </message>
    <message>
        <source>Remark, may be empty</source>
        <translation>备注（可不填）</translation>
    </message>
    <message>
        <source>Save all the same</source>
        <translation>照样保存</translation>
    </message>
    <message>
        <source>What you typed is still here.</source>
        <translation>你输入的内容还在。</translation>
    </message>
</context>
</TS>
