#include "tests/support/local_consortium.h"

#include "app/ceremony/ceremony.h"
#include "app/ceremony/profile_steps.h"
#include "tests/support/must.h"
#include "tests/support/test_paths.h"

namespace consentry::test {
namespace {

using Json = nlohmann::json;

SigningKey validatorKeyIn(const std::filesystem::path& member) {
    const Json file =
        Json::parse(readFile(member / "engine" / "config" / "priv_validator_key.json"));
    Bytes both = must(fromBase64(file.at("priv_key").at("value").get<std::string>()));
    SecretBytes seed = SecretBytes::takeFrom(std::span(both).first(SigningKey::Seed::size));
    return SigningKey::fromSeed(must(SigningKey::Seed::from(std::move(seed))));
}

const char* const namesEn[] = {"Qinghe Hospital", "Beishan Hospital", "Nanwan Hospital",
                               "Donglin Hospital"};
const char* const namesZh[] = {"清河医院", "北山医院", "南湾医院", "东林医院"};

} // namespace

LocalConsortium::LocalConsortium(std::filesystem::path folder, std::size_t members)
    : m_folder(std::move(folder)) {
    std::vector<hospital::OrganizationCard> cards;
    std::vector<SigningKey> validators;
    for (std::size_t number = 1; number <= members; ++number) {
        auto made = std::make_unique<Member>();
        Member& member = *made;
        made->server = std::make_unique<HttpServer>(
            [this, &member](const HttpServer::Request& request,
                            HttpServer::Connection& connection) {
                serve(member, request, connection);
            },
            HttpServer::Tls::Version13);
        const ServerAddress address = made->server->address();
        ceremony::OrganizationPlan plan;
        plan.chainId = chainId;
        plan.nameEn = number <= 4 ? namesEn[number - 1] : "Hospital " + std::to_string(number);
        plan.nameZh = number <= 4 ? namesZh[number - 1] : "第" + std::to_string(number) + "医院";
        plan.peerAddress = "127.0.0.1:26656";
        plan.nodeUrl = address.url;
        plan.nodePins = address.pinnedKeys;
        m_servers.push_back(std::move(made));
        cards.push_back(must(ceremony::makeKeys(m_files, this->member(number), plan, nullptr)));
        validators.push_back(validatorKeyIn(this->member(number)));
    }
    registry::ParamsState params;
    params.transactionsPerHour = 100'000;
    const auto genesis = must(hospital::genesisOf(chainId, params, cards));
    m_ledger = must(embedded::EmbeddedLedger::create(m_store, m_clock, genesis, validators));
    m_rpc = std::make_unique<RpcNode>(*m_ledger, std::string(chainId));
}

LocalConsortium::~LocalConsortium() {
    for (const auto& member : m_servers) {
        member->server.reset(); // before what its threads use
    }
}

std::filesystem::path LocalConsortium::member(std::size_t number) const {
    return m_folder / ("member" + std::to_string(number));
}

std::vector<std::filesystem::path> LocalConsortium::cards() const {
    std::vector<std::filesystem::path> paths;
    for (std::size_t number = 1; number <= m_servers.size(); ++number) {
        paths.push_back(member(number) / "card.json");
    }
    return paths;
}

std::filesystem::path LocalConsortium::commitFile(BlockHeight height) {
    const Json request = {{"jsonrpc", "2.0"},
                          {"id", 1},
                          {"method", "commit"},
                          {"params", {{"height", std::to_string(height.value)}}}};
    const auto path = m_folder / ("commit" + std::to_string(++m_filesMade) + ".json");
    must(m_files.replaceFile(path, bytesOf(m_rpc->answer(request.dump()))));
    return path;
}

std::filesystem::path LocalConsortium::profileFile(BlockHeight height, std::size_t signers,
                                                   std::uint64_t number) {
    ceremony::ProfilePlan plan;
    plan.anchor = commitFile(height);
    plan.number = number;
    plan.issuedAt = m_clock.now();
    const auto path = m_folder / ("profile" + std::to_string(++m_filesMade) + ".consentry");
    must(ceremony::makeProfile(m_files, path, cards(), plan));
    for (std::size_t signer = 1; signer <= signers; ++signer) {
        must(ceremony::addSignature(m_files, path, member(signer) / "keys" / "governance.key",
                                    nullptr));
    }
    return path;
}

void LocalConsortium::setSilent(std::size_t number, bool silent) {
    m_servers.at(number - 1)->isSilent = silent;
}

void LocalConsortium::setAnswer(std::size_t number,
                                std::function<std::string(const std::string&)> answer) {
    const std::scoped_lock lock(m_mutex);
    m_servers.at(number - 1)->answer = std::move(answer);
}

std::function<std::string(const std::string&)> LocalConsortium::fork() {
    struct Branch {
        Branch(std::shared_ptr<MemoryDisk::File> disk, const Clock& clock)
            : store(std::move(disk)), ledger(must(embedded::EmbeddedLedger::open(store, clock))),
              rpc(*ledger, std::string(chainId)) {}
        MemoryStore store;
        std::unique_ptr<embedded::EmbeddedLedger> ledger;
        RpcNode rpc;
    };
    const auto branch =
        std::make_shared<Branch>(std::make_shared<MemoryDisk::File>(*m_disk), m_clock);
    must(branch->ledger->makeBlockWith({}));
    // Blocks of one millisecond would be the same block.
    std::this_thread::sleep_for(milliseconds(2));
    return [branch](const std::string& request) { return branch->rpc.answer(request); };
}

void LocalConsortium::serve(Member& member, const HttpServer::Request& request,
                            HttpServer::Connection& connection) {
    if (member.isSilent || m_rpc == nullptr) {
        connection.hangUp();
        return;
    }
    if (request.body.find("broadcast_tx_sync") != std::string::npos) {
        ++m_submissions;
    }
    std::function<std::string(const std::string&)> answer;
    {
        const std::scoped_lock lock(m_mutex);
        answer = member.answer;
    }
    connection.send(
        HttpServer::reply(200, answer ? answer(request.body) : m_rpc->answer(request.body)));
}

} // namespace consentry::test
