// Somebody stands between a wallet and an honest node and changes what the node answers, thousands
// of times and in every way that comes to mind. The wallet may fail; it never believes anything
// but the truth, takes no longer than a limit, and does not grow.
// CONSENTRY_LIES sets the number of changed answers (12,000 where it is not set).
#include "core/adapters/cometbft/cometbft_transport.h"
#include "core/adapters/curl/curl_http_client.h"
#include "core/registry/object_ids.h"
#include "core/wallet/sync_log.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/http_server.h"
#include "tests/support/liar.h"
#include "tests/support/rpc_node.h"

#include <QtTest>

#include <mutex>
#include <random>

using namespace consentry;
using cometbft::CometBftTransport;
using test::DemoWorld;
using test::must;

namespace {

constexpr std::chrono::seconds questionTimeMax{5};
constexpr long growthMaxKiB = 256L * 1024;
/// Sent through a real socket at the end; the rest goes from hand to hand.
constexpr std::size_t liesThroughHttp = 300;

} // namespace

class LyingProxyTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_world = std::make_unique<DemoWorld>();
        m_grant = m_world->give(m_world->draft("han", {"glucose"}));
        must(wallet::SyncLog(m_world->wallet()).update(m_world->patient()));
        m_rows = m_world->rowCount();
        const auto stages = must(m_world->wallet().vault.grants().stages(m_grant));
        m_hash = stages.back().mark.transaction;
        m_bytes = must(m_world->ledger().transaction(m_hash))->transaction;
        m_rpc = std::make_unique<test::RpcNode>(m_world->ledger(), std::string(chain()));
        m_newest = must(m_world->ledger().newestHeight());
        for (std::uint64_t height = 1; height <= m_newest.value; ++height) {
            m_headers.push_back(
                must(m_world->ledger().lightBlock(BlockHeight(height))).header.hash());
        }
    }

    void honestProxyIsBelieved() {
        m_lieAt = nowhere;
        test::DirectHttp http;
        http.serve(url(), answer());
        for (std::size_t question = 0; question < questions; ++question) {
            QVERIFY2(ask(http, address(url()), question) == Outcome::Truth,
                     std::to_string(question).c_str());
        }
    }

    void noLieIsEverBelieved() {
        const std::size_t wanted =
            qEnvironmentVariableIsSet("CONSENTRY_LIES")
                ? static_cast<std::size_t>(qEnvironmentVariableIntValue("CONSENTRY_LIES"))
                : 12'000;
        const std::uint64_t seed = std::random_device()();
        qInfo() << "seed" << seed;
        m_liar = std::make_unique<test::Liar>(seed);
        test::DirectHttp http;
        http.serve(url(), answer());
        for (std::size_t question = 0; question < questions; ++question) {
            m_lieAt = nowhere;
            ask(http, address(url()), question);
        }
        for (const auto& [request, reply] : m_recorded) {
            m_liar->learn(reply);
        }
        const long before = test::residentPeakKiB();
        std::mt19937_64 random(seed + 1);
        lieUntil(wanted, random, http, address(url()));
        test::HttpServer server(
            test::HttpServer::Answer([this](const std::string& body) { return replyTo(body); }));
        adapters::CurlHttpClient curl;
        lieUntil(wanted + liesThroughHttp, random, curl, server.address());
        qInfo() << m_lies << "lies," << m_truths << "questions answered with the truth,"
                << m_refused << "refused, longest question" << m_longest.count() << "ms, grown by"
                << test::residentPeakKiB() - before << "KiB";
        QVERIFY(m_refused > m_lies / 4);
        QVERIFY(m_longest < questionTimeMax);
#ifndef CONSENTRY_SANITIZED // a sanitizer keeps what was freed
        QVERIFY(test::residentPeakKiB() - before < growthMaxKiB);
#endif
    }

private:
    enum class Outcome { Truth, Refused, Lie };
    static constexpr std::size_t questions = 7;
    static constexpr std::size_t nowhere = ~std::size_t{0};

    static std::string_view chain() { return simulation::DemoConsortium::chainId; }
    static std::string url() { return "http://127.0.0.1:1/"; }
    static ServerAddress address(std::string where) { return {std::move(where), {}}; }

    test::DirectHttp::Answer answer() {
        return [this](const std::string& body) {
            return Result<HttpReply>(HttpReply{200, replyTo(body)});
        };
    }
    /// The node's answer, or a changed one where it is this answer's turn.
    std::string replyTo(const std::string& body) {
        const std::scoped_lock lock(m_mutex);
        auto known = m_recorded.find(body);
        if (known == m_recorded.end()) {
            known = m_recorded.emplace(body, m_rpc->answer(body)).first;
        }
        if (m_answers++ != m_lieAt) {
            return known->second;
        }
        std::string changed = m_liar->change(known->second);
        m_lies += changed == known->second ? 0U : 1U;
        return changed;
    }

    void lieUntil(std::size_t wanted, std::mt19937_64& random, HttpClient& http,
                  const ServerAddress& where) {
        for (std::size_t turn = 0; m_lies < wanted; ++turn) {
            // The whole log is long; it is asked for less often.
            const std::size_t question = turn % 40 == 0 ? 6 : turn % 6;
            m_answers = 0;
            m_lieAt = random() % 5;
            const auto began = std::chrono::steady_clock::now();
            const Outcome outcome = ask(http, where, question);
            m_longest = std::max(m_longest, std::chrono::duration_cast<milliseconds>(
                                                std::chrono::steady_clock::now() - began));
            QVERIFY2(outcome != Outcome::Lie, std::to_string(question).c_str());
            m_truths += outcome == Outcome::Truth ? 1U : 0U;
            m_refused += outcome == Outcome::Refused ? 1U : 0U;
        }
    }

    /// A wallet that trusts the first block asks one thing. Whatever is accepted is compared with
    /// what the ledger itself holds.
    Outcome ask(HttpClient& http, const ServerAddress& where, std::size_t question) {
        CometBftTransport transport(http, where, std::string(chain()));
        VerifiedLedger ledger = m_world->verifiedLedger(transport);
        switch (question) {
        case 0:
            return judge(ledger.advance(), [&](const auto& head) { return isTrue(head); });
        case 1:
            return judgeState(ledger, registry::patientKey(chain(), m_world->patient().party));
        case 2:
            return judgeState(ledger, registry::grantKey(chain(), m_grant));
        case 3:
            return judgeState(ledger, registry::grantKey(chain(), GrantId()));
        case 4:
            return judge(ledger.transaction(m_hash, m_bytes), [&](const auto& proven) {
                return proven.code == 0 &&
                       proven.height == must(m_world->ledger().transaction(m_hash))->height;
            });
        case 5:
            return judge(ledger.header(BlockHeight(m_newest.value - 3)),
                         [&](const auto& header) { return isTrue(header); });
        default: {
            wallet::WalletContext context = m_world->walletOver(ledger);
            const auto check = wallet::SyncLog(context).verifyAll(m_world->patient());
            if (!check || !check->complete) {
                return Outcome::Refused;
            }
            return check->count == m_rows ? Outcome::Truth : Outcome::Lie;
        }
        }
    }

    template <class Value, class Check>
    static Outcome judge(const Result<Value>& answer, const Check& isTruth) {
        return !answer ? Outcome::Refused : isTruth(*answer) ? Outcome::Truth : Outcome::Lie;
    }
    Outcome judgeState(VerifiedLedger& ledger, const registry::StateKey& key) {
        return judge(ledger.state(key), [&](const ProvenState& proven) {
            return proven.value == must(m_world->ledger().state(key, {})).value;
        });
    }
    bool isTrue(const light_client::VerifiedHeader& header) const {
        return header.height() <= m_newest &&
               header.hash() == m_headers.at(header.height().value - 1);
    }

    std::unique_ptr<DemoWorld> m_world;
    std::unique_ptr<test::RpcNode> m_rpc;
    std::unique_ptr<test::Liar> m_liar;
    GrantId m_grant;
    TxHash m_hash;
    Bytes m_bytes;
    std::uint64_t m_rows = 0;
    BlockHeight m_newest;
    std::vector<Digest> m_headers; ///< by height, from 1
    std::map<std::string, std::string> m_recorded;
    std::mutex m_mutex;
    std::size_t m_answers = 0;
    std::size_t m_lieAt = nowhere;
    std::size_t m_lies = 0;
    std::size_t m_truths = 0;
    std::size_t m_refused = 0;
    milliseconds m_longest{0};
};

QTEST_APPLESS_MAIN(LyingProxyTest)
#include "lying_proxy_test.moc"
