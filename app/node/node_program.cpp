#include "app/node/node_program.h"

#include "core/adapters/abci/socket_server.h"
#include "core/adapters/state_store/level_store.h"
#include "core/adapters/status_http/status_server.h"
#include "core/node/registry_application.h"

#include <atomic>
#include <csignal>

namespace consentry::node_app {
namespace {

constexpr std::size_t configBytesMax = std::size_t{64} << 10U;
/// Blocks come at least every five seconds (protocol §11); ten that are missed are worth a call.
constexpr milliseconds healthyBlockAge = std::chrono::seconds(60);

std::filesystem::path configFile(const std::filesystem::path& home) {
    return home / "node.conf";
}

/// The server that a signal stops; none before and after it runs.
std::atomic<abci::SocketServer*> servedNow = nullptr;

void stopServing(int) {
    if (abci::SocketServer* const server = servedNow) {
        server->stop();
    }
}

/// SIGTERM and SIGINT stop the server for as long as this lives.
class StopSignals {
public:
    explicit StopSignals(abci::SocketServer& server) {
        servedNow = &server;
        for (const int number : {SIGTERM, SIGINT}) {
            struct sigaction action{};
            action.sa_handler = &stopServing;
            ::sigaction(number, &action, nullptr);
        }
    }
    ~StopSignals() { servedNow = nullptr; }
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
};

status_http::StatusPage health(const node::NodeMetrics& metrics, const Clock& clock) {
    const Instant newest = instantFromMillis(static_cast<std::int64_t>(metrics.blockTimeMillis));
    const milliseconds age = clock.now() - newest;
    const bool isHealthy = metrics.height != 0 && age <= healthyBlockAge;
    status_http::StatusPage page;
    page.status = isHealthy ? 200 : 503;
    page.contentType = "application/json";
    page.body = std::string("{\"status\":\"") + (isHealthy ? "ok" : "waiting for blocks") +
                "\",\"height\":" + std::to_string(metrics.height) +
                ",\"block_age_ms\":" + std::to_string(age.count()) + "}\n";
    return page;
}

Result<std::unique_ptr<status_http::StatusServer>>
startStatus(const StatusAddress& address, const node::NodeMetrics& metrics, const Clock& clock) {
    return status_http::StatusServer::start(
        address.host, address.port,
        {{"/metrics",
          [&] {
              return status_http::StatusPage{200, "text/plain; version=0.0.4; charset=utf-8",
                                             node::toPrometheusText(metrics)};
          }},
         {"/health", [&] { return health(metrics, clock); }}});
}

} // namespace

NodeExit exitFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::DiskFull:
        return NodeExit::DiskFull;
    case ErrorCode::DamagedData:
        return NodeExit::Damaged;
    case ErrorCode::AlreadyOpen:
        return NodeExit::InUse;
    case ErrorCode::Unsupported:
        return NodeExit::TooOld;
    case ErrorCode::InvalidArgument:
    case ErrorCode::AlreadyExists:
        return NodeExit::Usage;
    default:
        return NodeExit::Other;
    }
}

Result<NodeConfig> readConfig(FileSystem& files, const std::filesystem::path& home) {
    const std::filesystem::path path = configFile(home);
    if (!files.exists(path)) {
        return defaultConfig(home);
    }
    ASSIGN_OR_RETURN(const Bytes text, files.readFile(path, configBytesMax));
    auto config = parseConfig(home, textOf(text));
    if (!config) {
        return failWithin(path.string(), std::move(config).error());
    }
    return config;
}

Result<> initialize(FileSystem& files, const std::filesystem::path& home) {
    const std::filesystem::path path = configFile(home);
    if (files.exists(path)) {
        return fail(ErrorCode::AlreadyExists, path.string() + " is there already");
    }
    RETURN_IF_ERROR(files.makeFolder(home));
    return files.replaceFile(path, bytesOf(configTemplate(home)));
}

Result<> serve(const std::filesystem::path& home, const NodeConfig& config, const Clock& clock,
               OperatorLog& log, const ProgramVersion& version) {
    ASSIGN_OR_RETURN(const auto state, LevelStore::openOrCreate(home / "state"));
    ASSIGN_OR_RETURN(const auto snapshots, LevelStore::openOrCreate(home / "snapshots"));
    node::NodeMetrics metrics;
    node::ApplicationOptions options{std::string(version.text), config.snapshotInterval,
                                     static_cast<std::size_t>(config.snapshotsKept),
                                     version.rulesNewest};
    ASSIGN_OR_RETURN(const auto application, node::RegistryApplication::open(
                                                 *state, *snapshots, clock, log, metrics, options));
    std::unique_ptr<status_http::StatusServer> status;
    if (config.status) {
        ASSIGN_OR_RETURN(status, startStatus(*config.status, metrics, clock));
        log.info("metrics and health are shown",
                 {{"address", config.status->host}, {"port", status->port()}});
    }
    ASSIGN_OR_RETURN(const auto server,
                     abci::SocketServer::listen(config.listen, *application, log));
    const StopSignals signals(*server);
    log.info("node started", {{"version", version.text},
                              {"listen", server->address().text()},
                              {"height", metrics.height.load()}});
    auto ended = server->run();
    if (ended) {
        log.info("node stopped on request", {{"height", metrics.height.load()}});
    }
    return ended;
}

} // namespace consentry::node_app
