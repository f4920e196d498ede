#include "app/cli/help.h"

namespace consentry::cli {
namespace {

constexpr std::string_view english =
    R"(consentry-cli — your medical data, who may see it and who looked

Usage: consentry-cli [--data DIR] [--passphrase-file F | --passphrase-fd N]
                     [--json] [--lang en|zh] VERB …

  --data DIR            the folder of vault and demonstration (else $XDG_DATA_HOME/consentry,
                        or ~/.local/share/consentry)
  --passphrase-file F   the passphrase; one newline at its end does not count
  --passphrase-fd N     the same from an open file descriptor
  --json                the answer as one JSON object on the standard output
  --lang en|zh          else by LC_ALL, LC_MESSAGES or LANG

Verbs
  demo create [--seed N]      a vault, a consortium, people, records and past accesses, all simulated
  demo people                 the cast of the demonstration
  init [--name NAME]          an empty vault, registered and joined to the demonstration's hospitals
  profile import FILE [--yes] a vault of a real consortium, or its next profile; compare the words that
                              are printed with those on paper, then confirm them
  profile show                the profile that this vault has adopted
  init [--name NAME] --members DIR
                              registers the patient of such a vault; the members' desks and mailboxes
                              are played with the keys in DIR (packaging/consortium/up.sh)
  status                      records, grants, how far the log is complete; of a real consortium its
                              newest block, nodes and witnesses
  import FILE… [--dry-run]    FHIR R4 JSON: a resource, a bundle or NDJSON; dry-run stores nothing
  records [--type T] [--since D] [--text Q] [--limit N]
  records check               compares every copy with what its hospital anchored on the ledger; reads
                              nothing there, so it is no entry in the log. Ends with 4 where one is wrong
  record add KIND [VALUE [LOWER]] [--unit U] [--when W] [--text T] [--even-so]
                              what you measured or noted yourself: blood-pressure, pulse, weight, height,
                              temperature, oxygen, glucose or note; in this vault only. --even-so writes a
                              number that is unusual; --text - reads the standard input
  record correct RECORD [VALUE [LOWER]] …
  record withdraw RECORD      a new version of what you wrote; the one before stays readable
  who                         organisations, people, roles and their did:key
  grant --to NAME|DID --what WHAT… [--since D] [--until-data DATE] [--purpose TREAT]
        [--may look[,keep,pass-on]] [--until D] [--custodian ORG…]
        [--up-to normal|restricted|very-restricted] [--dry-run]
  grants [--all]              who may see what until when
  see-as NAME [--limit N]     what that person or organisation may look at now, what stays hidden and by
                              which rule, and what an emergency would open
  revoke GRANT… | --to NAME | --everything [--dry-run]
                              takes grants back at once: these, all that name somebody (of an organisation
                              also its people), or all
  rules [--shut-out NAME…] [--let-in NAME…] [--emergency off|normal|restricted]
        [--protect KIND=marked|restricted|very-restricted…] [--dry-run]
                              the rules above all grants: shows them, or changes them at once
  outbox [retry ID | cancel ID]
                              grants and revocations on their way: waiting, sent, in block N, proven,
                              refused CODE, expired; cancel stops one that no node has
  read --as ACTOR --grant GRANT [--type T…] [--purpose P] [--at HOSPITAL]
       | --as ACTOR --emergency --reason TEXT [--at HOSPITAL] | --as me --at HOSPITAL
                              asks a hospital as that person; prints a FHIR bundle or the refusal
  log [--since D] [--limit N] [--export csv|fhir FILE]
                              who looked, newest first; into a file only accesses, without --limit
                              all: a table, or FHIR AuditEvents. It names people and illnesses
  dispute NUMBER --words TEXT objects to an access, by its number in “log”: once, at most 2,000
                              bytes, sealed to you and the hospital, which has to answer
  org show                    the consortium's organisations, how many decide, limits, rules
  org pending                 what is proposed, who approved it and until when
  org prepare join|validator FILE --member DIR [--replaces KEY]
                              makes the file by which others propose that the organisation of DIR
                              (consentry-ceremony) joins, or that its validator begins
  org propose file FILE | set NAME=NUMBER… | upgrade BLOCK VERSION | end-validator ORG
       | leave ORG [--successor ORG] --governance KEYFILE
  org sign PROPOSAL --governance KEYFILE
                              approves; the one that completes k of n makes it take effect
  org rotate attestor|gateway --member DIR
                              another key for the organisation alone; the old one ends at once
  org leave ORG [--successor ORG] --governance KEYFILE
                              its own notice of 60 days; a mailbox names who is read in its place
       --governance-passphrase-file F | --governance-passphrase-fd N for a protected key file
  roles list [ORG]            whom organisations vouch for, of those whose keys lie here
  roles attest PERSON --at ORG --role ROLE --staff NUMBER [--name NAME] [--department D]
        [--until D]           vouches for somebody of “who”, or for a party by its number (usual: 1y)
  roles end ID                ends that at once
  verify                      checks all stores, blocks, the whole log and all grants again
  words [--words-file F | --words-fd N]
                              the 24 words that restore the vault, until they were confirmed;
                              with a file: whether it holds them, which confirms them
  passwd --new-passphrase-file F | --new-passphrase-fd N
         [--words-file F | --words-fd N]
                              another passphrase; the 24 words stand in for one that is forgotten

  NAME   a key or name of “who”, in either language; ORG or ORG:ROLE for a role there
  WHAT   a concept (glucose, hba1c, blood-pressure, …), a category (category:laboratory), a code
         (2339-0, http://loinc.org|2339-0), a record (Observation/17, digits of its digest), or
         everything
  D      30d, 4w, 6m, 1y, or a day such as 2026-06-30; --until includes that day (usual: 90d)
  W      2026-11-29, 2026-11-29T08:10, 2026-11 or 2026 by the clock of this computer (usual: now)
  RECORD the first digits of its digest, at least eight
  GRANT  the first digits of its id, at least four

With --json
  demo create, init  folder patient party records logEntries simulated
  demo people, who   simulated organizations[key name party did] people[key name role party did …]
  profile …          chain profile issued anchorBlock anchorHash anchorTime words
                     organizations[party nameEn nameZh nodes witnesses] adopted, or demonstration
  status             folder patient party chain records activeGrants wordsConfirmed hospitals log
                     ledger{chain profile block time ageSeconds worth nodes[…] witnesses[…]}
  import             files[file added alreadyThere keptWhole refused addedByType refusals[…]]; with
                     --dry-run also person and, where the vault is about somebody else, vaultPerson
  records            total records[digest type id title value interpretation when custodian own
                     anchor]
  records check      found{matches amended deleted otherVersion notAnchored proofFails copyDamaged}
                     unchecked hospitals[name problem] ledger block
  record …           digest, or remarks[field asks message]
  grant              sentence limits preview{total byTitle restricted shutOut} from until sent, and
                     once it is sent
                     id stage block transaction
  grants             grants[id state title sentence grantee purpose from until]
  see-as             viewer{name organization role} grants[id sentence] records visible
                     kinds[kind visible hidden] hidden[kind rule reason count]
                     list[digest title value when visible rule grant]
                     emergency{possible rule visible}
  rules              version shutOut[name party organization staffId] emergency protected[kind atLeast]
                     sent, and where something changes changes[…] block
  revoke             sent grants[id stage block transaction time refusal], of one grant also beside it;
                     stage is proven, overBefore, waiting or refused; with --dry-run grants[id sentence]
  outbox             waiting entries[id kind state grant title attempts created expires block refusal]
  read               permitted rule access block, and anchors bundle, or refusal message
  log                check{complete entries new block time checked} entries[number time block kind
                     type result writer reader purpose basis permitted rule matched items …]
                     with --export check file format accesses
  dispute            entry stage block answered
  org show           chain block time worth needed members[party name mailbox leaves validator]
                     parameters rules{version next from}
  org pending        block worth needed proposals[id action{kind …} proposer from until
                     approvals[organization name counts] counted needed]
  org prepare        file organization kind
  org propose, sign, rotate, leave
                     id (of a proposal) stage block decided
  roles list         roles[id party nameEn nameZh staff organization state role from until]
                     state is active, later, ended, over or missing
  roles attest, end  id stage, and of a new one party organization role until
  verify             complete entries new block time checked provenBlocks provenEntries
                     provenGrants missingDetails attention
  words              confirmed (the words themselves are never put into JSON)
  passwd             changed
  any error          error{code refusal message next}
  “checked” and “worth” are demonstration, verified (another organisation's witness shows the same)
  or unconfirmed. Times are UTC (RFC 3339), ids full hexadecimal.

Exit codes
  0 done   2 usage   3 refused (a stable code is printed)   4 verification failed, or verify found
  damage   5 locked or wrong passphrase   6 ledger unreachable or stale   7 damaged data
  1 anything else
  With a damaged demonstration, log and status show what the vault holds, and end with 7.
)";

constexpr std::string_view chinese = R"(consentry-cli —— 你的医疗数据、谁可以看、谁看过

用法：consentry-cli [--data 文件夹] [--passphrase-file 文件 | --passphrase-fd N]
                    [--json] [--lang en|zh] 命令 …

  --data 文件夹          保险箱与演示数据所在（默认 $XDG_DATA_HOME/consentry
                         或 ~/.local/share/consentry）
  --passphrase-file 文件 密码；末尾的一个换行不算
  --passphrase-fd N      从已打开的文件描述符读取密码
  --json                 以一个 JSON 对象输出结果
  --lang en|zh           默认按 LC_ALL、LC_MESSAGES 或 LANG

命令
  demo create [--seed N]      建立演示：保险箱、联盟、人员、记录和过往调阅，均为模拟
  demo people                 演示中的人员
  init [--name 名字]          建立空保险箱，登记并关联演示中的各医院
  profile import 文件 [--yes] 建立属于真实联盟的保险箱，或采用它的新一版说明；
                              请先将列出的词与纸上的核对，再确认
  profile show                这个保险箱采用的联盟说明
  init [--name 名字] --members 文件夹
                              为这样的保险箱登记患者；各成员的窗口和信箱用该文件夹里的密钥扮演
                              （packaging/consortium/up.sh）
  status                      记录、授权、日志完整到哪里；真实联盟的最新区块、节点和见证
  import 文件… [--dry-run]    FHIR R4 JSON：单个资源、Bundle 或 NDJSON；--dry-run 什么都不存
  records [--type T] [--since D] [--text Q] [--limit N]
  records check               逐条核对副本与医院在账本上存证的是否一致；不读取医院的记录，
                              因此不产生调阅条目。有不一致时以 4 退出
  record add 种类 [数值 [低压]] [--unit 单位] [--when W] [--text 文字] [--even-so]
                              你自己测量或记下的：blood-pressure、pulse、weight、height、temperature、
                              oxygen、glucose 或 note；只在这个保险箱里。--even-so 照样写下不常见的数；
                              --text - 从标准输入读取
  record correct 记录 [数值 [低压]] …
  record withdraw 记录        为你写下的内容建立新版本；以前的版本仍可查看
  who                         机构、人员、角色及其 did:key
  grant --to 名字|DID --what 内容… [--since D] [--until-data 日期] [--purpose TREAT]
        [--may look[,keep,pass-on]] [--until D] [--custodian 机构…]
        [--up-to normal|restricted|very-restricted] [--dry-run]
  grants [--all]              谁可以看什么、到什么时候
  see-as 名字 [--limit N]     此人或此机构现在能看到什么、看不到什么和依据的规则，
                              以及紧急访问会打开什么
  revoke 授权… | --to 名字 | --everything [--dry-run]
                              立即撤销：指定的、给予某人的（机构则包括其人员），或全部
  rules [--shut-out 名字…] [--let-in 名字…] [--emergency off|normal|restricted]
        [--protect 类别=marked|restricted|very-restricted…] [--dry-run]
                              高于所有授权的规则：查看，或立即更改
  outbox [retry 编号 | cancel 编号]
                              在途的授权与撤销：等待发送、已发送、在第 N 区块、已证明、被拒绝、
                              已过期；cancel 收回还没有节点收到的
  read --as 人员 --grant 授权 [--type T…] [--purpose P] [--at 医院]
       | --as 人员 --emergency --reason 理由 [--at 医院] | --as me --at 医院
                              以此人身份向医院读取；输出 FHIR Bundle 或拒绝原因
  log [--since D] [--limit N] [--export csv|fhir 文件]
                              谁看过，最新的在前；写入文件时只含调阅，不给 --limit 则为全部：
                              表格或 FHIR AuditEvent。文件里有姓名和病情
  dispute 条目 --words 文字   对一次调阅提出异议（条目编号见 log）：每次调阅只能一次，
                              最多 2000 字节，只有你和医院能读，医院必须答复
  org show                    联盟的机构、几个同意即可决定、各项上限和规则版本
  org pending                 目前的提案、谁已同意、截止时间
  org prepare join|validator 文件 --member 文件夹 [--replaces 密钥]
                              生成文件，供成员提出：该文件夹（consentry-ceremony）的机构加入，
                              或其验证节点加入
  org propose file 文件 | set 名称=数值… | upgrade 区块 版本 | end-validator 机构
       | leave 机构 [--successor 机构] --governance 密钥文件
  org sign 提案 --governance 密钥文件
                              表示同意；凑足所需数目时立即生效
  org rotate attestor|gateway --member 文件夹
                              机构自行更换密钥，旧密钥立即停用
  org leave 机构 [--successor 机构] --governance 密钥文件
                              提前 60 天声明退出；提供信箱的机构要指明接替者
       受保护的密钥文件用 --governance-passphrase-file 文件 或 --governance-passphrase-fd N
  roles list [机构]           机构为哪些人担保（密钥在本机的机构）
  roles attest 人员 --at 机构 --role 角色 --staff 工号 [--name 姓名] [--department 科室]
        [--until D]           为 who 中的人员，或按参与方编号为某人担保（默认一年）
  roles end 编号              立即终止
  verify                      重新核对全部存储、区块、整个日志和全部授权
  words [--words-file 文件 | --words-fd N]
                              能恢复保险箱的 24 个词，确认之前可以显示；给出文件则核对并确认
  passwd --new-passphrase-file 文件 | --new-passphrase-fd N
         [--words-file 文件 | --words-fd N]
                              更换密码；忘记旧密码时可用 24 个恢复词

  名字   who 列出的代号或姓名，中英文均可；机构 或 机构:角色
  内容   概念（glucose、血糖、hba1c、血压…）、类别（category:laboratory）、代码
         （2339-0、http://loinc.org|2339-0）、记录（Observation/17 或摘要前几位）、everything
  D      30d、4w、6m、1y，或 2026-06-30 这样的日期；--until 含当天（默认 90d）
  W      2026-11-29、2026-11-29T08:10、2026-11 或 2026，按本机时钟（默认：现在）
  记录   摘要的前几位，至少八位
  授权   编号的前几位，至少四位

--json 的字段名见英文帮助（--lang en --help）。

退出码
  0 完成   2 用法错误   3 被拒绝（并给出固定代码）   4 核对未通过，或 verify 发现损坏
  5 已锁定或密码不对   6 连不上联盟或状态太旧   7 数据损坏   1 其他
  演示损坏时，log 和 status 显示保险箱里已有的内容，并以 7 退出。
)";

} // namespace

std::string_view helpText(Language language) {
    return language == Language::English ? english : chinese;
}

} // namespace consentry::cli
