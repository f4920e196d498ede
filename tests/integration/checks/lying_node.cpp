// A real member whose answers somebody changes on their way to a wallet. The wallet may refuse or
// find nothing; what it accepts is always what an honest member holds.
#include "tests/integration/checks/check.h"

#include "core/adapters/curl/curl_http_client.h"
#include "core/registry/log_event.h"
#include "core/registry/object_ids.h"
#include "core/wallet/sync_log.h"
#include "tests/integration/support/chain_wallet.h"
#include "tests/integration/support/member_proxy.h"
#include "tests/support/liar.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <thread>

namespace consentry::checks {
namespace {

using cometbft::CometBftTransport;
using light_client::VerifiedHeader;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::ChainWallet;
using test::MemberProxy;
using test::RunningConsortium;
using test::SingleLie;
using Json = nlohmann::json;
using Manner = MemberProxy::Manner;

constexpr std::size_t changesShort = 500;
constexpr std::size_t changesLong = 12'000;
constexpr std::size_t roundsWithHonestShort = 60;
constexpr std::size_t roundsWithHonestLong = 600;
/// What a wallet here waits for one answer, and how much of it it takes.
constexpr HttpLimits walletLimits{seconds(1), seconds(2), std::size_t{16} * 1024 * 1024};
/// One question is several answers; only one of them is slow.
constexpr milliseconds questionTimeMax{5000};
constexpr long growthMaxKiB = 256L * 1024;
constexpr milliseconds staleAge = seconds(15);
/// The honest member may be a block behind the one that is asked.
constexpr seconds honestPatience{3};
/// Answers that one question takes at most, before paging.
constexpr std::size_t answersChanged = 8;
constexpr int honestMember = 2;

enum class Question { Head, Patient, Grant, Absent, Transaction, OldHeader, WholeLog };
constexpr std::array questionNames{"head",        "patient",    "grant",    "absent key",
                                   "transaction", "old header", "whole log"};
constexpr std::array allQuestions{Question::Head,    Question::Patient,     Question::Grant,
                                  Question::Absent,  Question::Transaction, Question::OldHeader,
                                  Question::WholeLog};
constexpr std::array lieNames{"one byte", "missing", "null"};

enum class Outcome { Truth, Refused, Lie };

/// "/0/result/signatures/3/flag" and "/0/result/signatures/1/flag" are one kind of place.
std::string kindOfPlace(const std::string& path) {
    std::string kind;
    for (const char letter : path) {
        const bool isDigit = letter >= '0' && letter <= '9';
        if (!isDigit) {
            kind += letter;
        } else if (kind.empty() || kind.back() != '#') {
            kind += '#';
        }
    }
    return kind;
}

/// Changes the result of every call of `method` in a request, which may be a batch.
MemberProxy::Edit editResults(const std::string& method, std::function<void(Json& reply)> change) {
    return [method, change = std::move(change)](const std::string& request, std::string& reply) {
        const Json asked = Json::parse(request, nullptr, false);
        Json said = Json::parse(reply, nullptr, false);
        if (asked.is_discarded() || said.is_discarded()) {
            return;
        }
        const Json calls = asked.is_array() ? asked : Json::array({asked});
        const auto edit = [&](Json& one) {
            for (const Json& call : calls) {
                if (call.value("id", Json()) == one.value("id", Json()) &&
                    call.value("method", "") == method) {
                    change(one);
                }
            }
        };
        if (said.is_array()) {
            std::for_each(said.begin(), said.end(), edit);
        } else {
            edit(said);
        }
        reply = said.dump();
    };
}

class Lying {
public:
    Lying(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options), m_proxy(consortium.member(1)),
          m_liar(options.seed), m_random(options.seed + 1) {}

    Result<> run() {
        RETURN_IF_ERROR(prepare());
        RETURN_IF_ERROR(oldHead());
        RETURN_IF_ERROR(notFound());
        RETURN_IF_ERROR(omittedRows());
        RETURN_IF_ERROR(honestFirst());
        const long before = test::residentPeakKiB();
        RETURN_IF_ERROR(everyPlace(SingleLie::OtherByte));
        if (m_options.isLong()) {
            RETURN_IF_ERROR(everyPlace(SingleLie::Missing));
            RETURN_IF_ERROR(everyPlace(SingleLie::Null));
        }
        RETURN_IF_ERROR(anything());
        RETURN_IF_ERROR(hugeAndSlow());
        RETURN_IF_ERROR(besideAnHonestOne());
        return report(test::residentPeakKiB() - before);
    }

private:
    Result<> prepare() {
        ASSIGN_OR_RETURN(m_wallet, ChainWallet::create(m_consortium.folder()));
        for (int i = 0; i < 3; ++i) {
            ASSIGN_OR_RETURN(m_grant, m_wallet->give());
        }
        RETURN_IF_ERROR(m_wallet->suffer(m_grant));
        auto& store = m_wallet->wallet().vault.grants();
        ASSIGN_OR_RETURN(const auto stages, store.stages(m_grant));
        m_hash = stages.back().mark.transaction;
        ASSIGN_OR_RETURN(const auto found, m_consortium.client(1).transport().transaction(m_hash));
        RETURN_IF_ERROR(expect(found.has_value(), "the grant stands in no block"));
        m_bytes = found->transaction;
        m_grantHeight = found->height;
        ASSIGN_OR_RETURN(const wallet::LogCheck check,
                         wallet::SyncLog(m_wallet->wallet()).update(m_wallet->patient()));
        RETURN_IF_ERROR(expect(check.complete, "the log is not complete at an honest member"));
        m_rows = check.count;
        RETURN_IF_ERROR(rememberTruth());
        return m_consortium.waitUntilTogether(honestPatience);
    }

    /// What an honest member of another organisation holds; nothing of it changes from here on.
    Result<> rememberTruth() {
        VerifiedLedger honest = m_wallet->ledgerOver(m_consortium.client(honestMember).transport());
        for (const Question question : {Question::Patient, Question::Grant, Question::Absent}) {
            ASSIGN_OR_RETURN(const ProvenState proven, honest.state(keyOf(question)));
            m_values[question] = proven.value;
            m_writtenUpTo = proven.height;
        }
        RETURN_IF_ERROR(expect(m_values[Question::Patient] && m_values[Question::Grant] &&
                                   !m_values[Question::Absent],
                               "an honest member does not hold what was written"));
        return {};
    }

    registry::StateKey keyOf(Question question) const {
        const std::string& chain = m_consortium.chainId();
        switch (question) {
        case Question::Patient:
            return registry::patientKey(chain, m_wallet->patient().party);
        case Question::Grant:
            return registry::grantKey(chain, m_grant);
        default:
            return registry::grantKey(chain, GrantId());
        }
    }

    CometBftTransport proxied() {
        return CometBftTransport(m_http, m_proxy.address(), m_consortium.chainId(), walletLimits);
    }

    template <class Value, class Check>
    static Outcome judge(const Result<Value>& answer, const Check& isTruth) {
        return !answer ? Outcome::Refused : isTruth(*answer) ? Outcome::Truth : Outcome::Lie;
    }

    bool isTrue(const VerifiedHeader& header) {
        const std::uint64_t height = header.height().value;
        if (!m_headers.contains(height)) {
            const auto block =
                m_consortium.waitForHeight(honestMember, height, honestPatience)
                    ? m_consortium.client(honestMember).transport().lightBlock(header.height())
                    : Result<light_client::LightBlock>(fail(ErrorCode::NotFound));
            if (!block) {
                return false;
            }
            m_headers[height] = block->header.hash();
        }
        return m_headers[height] == header.hash();
    }

    /// A wallet that saw nothing yet cannot tell an old head from a new one, only what is true at
    /// it; oldHead() is about the rest.
    bool isTrue(Question question, const ProvenState& proven) {
        if (proven.height >= m_writtenUpTo) {
            return proven.value == m_values.at(question);
        }
        ++m_oldHeads;
        const auto then =
            m_consortium.client(honestMember).transport().state(keyOf(question), proven.height);
        return then && then->value == proven.value;
    }

    Outcome judgeLog(VerifiedLedger& ledger) {
        wallet::WalletContext context = m_wallet->walletOver(ledger);
        const auto check = wallet::SyncLog(context).verifyAll(m_wallet->patient());
        if (!check || !check->complete) {
            return Outcome::Refused;
        }
        return check->count == m_rows ? Outcome::Truth : Outcome::Lie;
    }

    /// A wallet that trusts block 1 asks one thing.
    Outcome ask(LedgerTransport& transport, Question question) {
        VerifiedLedger ledger = m_wallet->ledgerOver(transport);
        switch (question) {
        case Question::Head:
            return judge(ledger.advance(), [&](const auto& header) { return isTrue(header); });
        case Question::OldHeader:
            return judge(ledger.header(m_grantHeight), [&](const auto& header) {
                return header.height() == m_grantHeight && isTrue(header);
            });
        case Question::Transaction:
            return judge(ledger.transaction(m_hash, m_bytes), [&](const auto& proven) {
                return proven.code == 0 && proven.height == m_grantHeight;
            });
        case Question::WholeLog:
            return judgeLog(ledger);
        default:
            return judge(ledger.state(keyOf(question)),
                         [&](const ProvenState& proven) { return isTrue(question, proven); });
        }
    }

    /// As ask(), of the proxy, within the time.
    Result<Outcome> askInTime(Question question) {
        CometBftTransport transport = proxied();
        m_answers = 0;
        const auto began = steady_clock::now();
        const Outcome outcome = ask(transport, question);
        const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
        m_longest = std::max(m_longest, took);
        RETURN_IF_ERROR(expect(took < questionTimeMax,
                               "a question took " + std::to_string(took.count()) + " ms"));
        return outcome;
    }

    Result<> requireNoLie(Outcome outcome, Question question, const std::string& what) {
        m_truths += outcome == Outcome::Truth ? 1U : 0U;
        m_refused += outcome == Outcome::Refused ? 1U : 0U;
        return expect(outcome != Outcome::Lie,
                      std::string("BELIEVED: ") +
                          questionNames[static_cast<std::size_t>(question)] + ", " + what);
    }

    /// The proxy by itself changes nothing; its answers are learned.
    Result<> honestFirst() {
        m_proxy.setEdit([this](const std::string&, std::string& reply) {
            m_liar.learn(reply);
            ++m_answers;
        });
        for (const Question question : allQuestions) {
            ASSIGN_OR_RETURN(const Outcome outcome, askInTime(question));
            m_answersOf[question] = std::min<std::size_t>(m_answers, answersChanged);
            RETURN_IF_ERROR(expect(outcome == Outcome::Truth,
                                   std::string("an honest answer is not believed: ") +
                                       questionNames[static_cast<std::size_t>(question)]));
        }
        return {};
    }

    /// A node that does not show what happened since.
    Result<> oldHead() {
        CometBftTransport transport = proxied();
        VerifiedLedger ledger = m_wallet->ledgerOver(transport);
        m_proxy.setEdit({});
        ASSIGN_OR_RETURN(const VerifiedHeader head, ledger.advance());
        const auto freezeAt = [&](std::uint64_t height) {
            m_proxy.setEdit(editResults("status", [height](Json& reply) {
                reply["result"]["sync_info"]["latest_block_height"] = std::to_string(height);
            }));
        };
        freezeAt(head.height().value - 1);
        const auto back = ledger.advance();
        RETURN_IF_ERROR(expect(!back && back.error().code == ErrorCode::Stale,
                               "a head below the one that was verified is not called old"));
        freezeAt(2);
        VerifiedLedger fresh = m_wallet->ledgerOver(transport);
        std::this_thread::sleep_until(m_startedAt + staleAge + seconds(1));
        const auto stale = fresh.requireFresh(staleAge);
        RETURN_IF_ERROR(expect(!stale && stale.error().code == ErrorCode::Stale,
                               "a new wallet calls an old head fresh"));
        note("an old head is noticed, by a wallet that saw more and by one that did not");
        return {};
    }

    /// Hiding a transaction looks like one that is still on its way, and another node shows it.
    Result<> notFound() {
        m_proxy.setEdit(editResults("tx", [](Json& reply) {
            reply.erase("result");
            reply["error"] = {{"code", -32603},
                              {"message", "Internal error"},
                              {"data", "tx (00) not found, err: %!w(<nil>)"}};
        }));
        CometBftTransport alone = proxied();
        VerifiedLedger ledger = m_wallet->ledgerOver(alone);
        const auto sighting = ledger.look(m_hash, m_bytes);
        RETURN_IF_ERROR(expect(!sighting || (!sighting->proven && !sighting->claimed),
                               "a hidden transaction was proven"));
        LedgerNodes nodes = withHonest();
        VerifiedLedger both = m_wallet->ledgerOver(nodes);
        const auto shown = both.look(m_hash, m_bytes);
        RETURN_IF_ERROR(expect(shown && shown->proven && shown->proven->height == m_grantHeight,
                               "what one node hides, the next does not show"));
        note("\"tx not found\" is never taken for an answer while another node holds it");
        return {};
    }

    using RowChange = std::function<void(LogPage& page)>;

    static MemberProxy::Edit editRows(RowChange change) {
        return [change = std::move(change)](const std::string& request, std::string& reply) {
            if (request.find("\"/log\"") == std::string::npos) {
                return;
            }
            Json said = Json::parse(reply, nullptr, false);
            Json& one = said.is_array() ? said.at(0) : said;
            const auto value = fromBase64(one["result"]["response"].value("value", std::string()));
            auto page = value ? decodeLogPage(*value) : Result<LogPage>(fail(ErrorCode::Malformed));
            if (page) {
                change(*page);
                one["result"]["response"]["value"] = toBase64(encodeLogPage(*page));
            }
            reply = said.dump();
        };
    }

    Result<> rowsChanged(const std::string& how, RowChange change) {
        std::size_t changed = 0;
        m_proxy.setEdit(editRows([&](LogPage& page) {
            change(page);
            ++changed;
        }));
        CometBftTransport transport = proxied();
        VerifiedLedger ledger = m_wallet->ledgerOver(transport);
        wallet::WalletContext context = m_wallet->walletOver(ledger);
        const auto check = wallet::SyncLog(context).verifyAll(m_wallet->patient());
        ++m_rowLies;
        return expect(changed > 0 && (!check || !check->complete),
                      "a log is called complete: " + how);
    }

    /// A row that a node leaves out, edits, repeats or moves, of those that the vault has and of
    /// those that are new to it.
    Result<> omittedRows() {
        for (std::uint64_t row = 0; row < m_rows; ++row) {
            const std::string which = "row " + std::to_string(row + 1) + " ";
            // On every page: a wallet asks again for what is missing at the end of one.
            RETURN_IF_ERROR(rowsChanged(which + "left out", [&](LogPage& page) {
                std::erase_if(page.rows, [&](const Bytes& bytes) {
                    const auto event = registry::decodeLogEvent(bytes);
                    return event && event->seq.value == row;
                });
            }));
            RETURN_IF_ERROR(rowsChanged(which + "edited", [&](LogPage& page) {
                if (row < page.rows.size()) {
                    page.rows[row].back() ^= std::byte{1};
                }
            }));
            RETURN_IF_ERROR(rowsChanged(which + "given for the one before", [&](LogPage& page) {
                if (row < page.rows.size()) {
                    std::swap(page.rows[row], page.rows[row == 0 ? 1 : row - 1]);
                }
            }));
        }
        RETURN_IF_ERROR(rowsChanged("no rows", [](LogPage& page) { page.rows.clear(); }));
        return newRowOmitted();
    }

    Result<> newRowOmitted() {
        m_proxy.setEdit({});
        RETURN_IF_ERROR(m_wallet->suffer(m_grant));
        m_proxy.setEdit(editRows([](LogPage& page) { page.rows.clear(); }));
        CometBftTransport transport = proxied();
        VerifiedLedger ledger = m_wallet->ledgerOver(transport);
        wallet::WalletContext context = m_wallet->walletOver(ledger);
        const auto hidden = wallet::SyncLog(context).update(m_wallet->patient());
        RETURN_IF_ERROR(expect(hidden && !hidden->complete && hidden->count > m_rows,
                               "an access that a node hides is not missed"));
        m_proxy.setEdit({});
        ASSIGN_OR_RETURN(const wallet::LogCheck shown,
                         wallet::SyncLog(context).update(m_wallet->patient()));
        RETURN_IF_ERROR(expect(shown.complete && shown.fresh == shown.count - m_rows,
                               "an honest answer after a lie is not taken"));
        m_rows = shown.count;
        figure(m_options, "lying node: rows left out, edited, moved",
               std::to_string(m_rowLies + 1) + " of " + std::to_string(m_rows) +
                   " rows' log, all noticed");
        return rememberTruth();
    }

    /// Every value in every answer to every question, changed in one way.
    Result<> everyPlace(SingleLie lie) {
        std::size_t told = 0;
        for (const Question question : allQuestions) {
            for (std::size_t answer = 0; answer < m_answersOf[question]; ++answer) {
                ASSIGN_OR_RETURN(const std::size_t places, everyPlaceIn(question, answer, lie));
                told += places;
            }
        }
        m_lies += told;
        note(std::string("every value once, ") + lieNames[static_cast<std::size_t>(lie)] + ": " +
             std::to_string(told));
        return {};
    }

    Result<std::size_t> everyPlaceIn(Question question, std::size_t answer, SingleLie lie) {
        for (std::size_t leaf = 0;; ++leaf) {
            std::optional<test::SingleChange> change;
            m_proxy.setEdit([&](const std::string&, std::string& reply) {
                if (m_answers++ == answer) {
                    change = test::changeLeaf(reply, leaf, lie);
                    reply = change ? change->body : reply;
                }
            });
            ASSIGN_OR_RETURN(const Outcome outcome, askInTime(question));
            if (!change) {
                return leaf;
            }
            RETURN_IF_ERROR(requireNoLie(outcome, question, change->path));
            if (outcome == Outcome::Truth) {
                m_harmless.insert(kindOfPlace(change->path));
            }
        }
    }

    /// Until enough answers were changed in ways that nobody thought of.
    Result<> anything() {
        const std::size_t wanted = m_options.isLong() ? changesLong : changesShort;
        std::size_t told = 0;
        for (std::size_t turn = 0; told < wanted; ++turn) {
            const Question question = allQuestions[turn % allQuestions.size()];
            const std::size_t at = m_random() % std::max<std::size_t>(1, m_answersOf[question]);
            m_proxy.setEdit([&](const std::string&, std::string& reply) {
                if (m_answers++ == at) {
                    std::string changed = m_liar.change(reply);
                    told += changed == reply ? 0U : 1U;
                    reply = std::move(changed);
                }
            });
            ASSIGN_OR_RETURN(const Outcome outcome, askInTime(question));
            RETURN_IF_ERROR(requireNoLie(outcome, question, "turn " + std::to_string(turn)));
        }
        m_lies += told;
        return {};
    }

    Result<> hugeAndSlow() {
        m_proxy.setEdit({});
        for (const Manner manner :
             {Manner::Silent, Manner::Dripping, Manner::EndlessBody, Manner::EndlessHead}) {
            m_proxy.setManner(manner);
            const auto outcome = askInTime(Question::Head);
            m_proxy.setManner(Manner::Prompt);
            RETURN_IF_ERROR(outcome);
            RETURN_IF_ERROR(expect(*outcome == Outcome::Refused,
                                   "manner " + std::to_string(static_cast<int>(manner)) +
                                       " is taken for an answer"));
        }
        ASSIGN_OR_RETURN(const Outcome after, askInTime(Question::Head));
        return expect(after == Outcome::Truth, "no answer after slow ones");
    }

    LedgerNodes withHonest() {
        std::vector<LedgerNode> nodes;
        nodes.push_back({partyNumbered(1), "liar",
                         std::make_unique<CometBftTransport>(
                             m_http, m_proxy.address(), m_consortium.chainId(), walletLimits)});
        nodes.push_back({partyNumbered(2), "honest",
                         std::make_unique<CometBftTransport>(
                             m_http, ServerAddress{m_consortium.member(3).rpcUrl(), {}},
                             m_consortium.chainId(), walletLimits)});
        return LedgerNodes(std::move(nodes));
    }
    static PartyId partyNumbered(int number) {
        PartyId party;
        party.data()[0] = static_cast<std::byte>(number);
        return party;
    }

    /// Where another node can be asked, a wallet also gets its answer.
    Result<> besideAnHonestOne() {
        const std::size_t rounds =
            m_options.isLong() ? roundsWithHonestLong : roundsWithHonestShort;
        m_proxy.setEdit(
            [this](const std::string&, std::string& reply) { reply = m_liar.change(reply); });
        std::size_t answered = 0;
        for (std::size_t round = 0; round < rounds; ++round) {
            const Question question = allQuestions[round % allQuestions.size()];
            LedgerNodes nodes = withHonest();
            const Outcome outcome = ask(nodes, question);
            RETURN_IF_ERROR(requireNoLie(outcome, question, "beside an honest node"));
            answered += outcome == Outcome::Truth ? 1U : 0U;
        }
        m_lies += rounds;
        figure(m_options, "lying node: beside an honest one",
               std::to_string(answered) + " of " + std::to_string(rounds) +
                   " questions answered with the truth, the rest refused");
        return expect(answered > rounds / 2, "an honest node does not help");
    }

    Result<> report(long grownKiB) {
        figure(m_options, "lying node: changed answers",
               std::to_string(m_lies) + ", none believed; " + std::to_string(m_refused) +
                   " questions refused, " + std::to_string(m_truths) + " answered with the truth");
        figure(m_options, "lying node: old heads shown to wallets that saw nothing yet",
               std::to_string(m_oldHeads) + ", with what was true then");
        figure(m_options, "lying node: longest question",
               std::to_string(m_longest.count()) + " ms");
        figure(m_options, "lying node: memory grew by",
               std::to_string(grownKiB / 1024) + " MiB, to a peak of " +
                   std::to_string(test::residentPeakKiB() / 1024) + " MiB");
        std::ofstream list(m_options.records / "lying_node.harmless");
        for (const std::string& place : m_harmless) {
            list << place << '\n';
        }
        figure(m_options, "lying node: kinds of values that nobody needs",
               std::to_string(m_harmless.size()));
        RETURN_IF_ERROR(expect(m_refused > m_lies / 4, "hardly anything was refused"));
        return expect(grownKiB < growthMaxKiB,
                      "memory grew by " + std::to_string(grownKiB) + " KiB");
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    const steady_clock::time_point m_startedAt = steady_clock::now();
    MemberProxy m_proxy;
    adapters::CurlHttpClient m_http;
    test::Liar m_liar;
    std::mt19937_64 m_random;
    std::unique_ptr<ChainWallet> m_wallet;
    GrantId m_grant;
    TxHash m_hash;
    Bytes m_bytes;
    BlockHeight m_grantHeight;
    std::uint64_t m_rows = 0;
    std::map<Question, std::optional<Bytes>> m_values;
    BlockHeight m_writtenUpTo; ///< from here on the values above hold
    std::size_t m_oldHeads = 0;
    std::map<std::uint64_t, Digest> m_headers;
    std::map<Question, std::size_t> m_answersOf;
    std::set<std::string> m_harmless;
    std::size_t m_answers = 0; ///< of the question that is asked now
    std::size_t m_lies = 0;
    std::size_t m_rowLies = 0;
    std::size_t m_truths = 0;
    std::size_t m_refused = 0;
    milliseconds m_longest{0};
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Lying(consortium, options).run();
    });
}

} // namespace

const Check lyingNode{"lying_node", "somebody changes what a member answers to a wallet", run};

} // namespace consentry::checks
