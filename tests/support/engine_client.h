#pragma once

#include "core/adapters/abci/abci.pb.h"
#include "core/adapters/abci/frame_reader.h"
#include "core/adapters/abci/socket.h"
#include "core/ports/replicated_application.h"

namespace consentry::test {

/// One connection of a consensus engine to its application, over a real socket. Throws where the
/// other side closes or says nothing for ten seconds.
class EngineClient {
public:
    using Request = abci::Request;
    using Response = abci::Response;

    explicit EngineClient(const abci::ListenAddress& address);

    /// Buffered as the engine buffers; goes out with the next flush().
    void queue(const Request& request);
    void flush();
    /// Bytes as they are, at once.
    void sendRaw(ByteView bytes);
    Response receive();
    /// Whether the other side closed, within ten seconds.
    bool isClosed();

    /// The call, a flush, and both replies.
    Response call(const Request& request);

    // What an engine asks.
    Response::Info info();
    Response startChain(const ChainStart& start);
    Response::FinalizeBlock finalize(const ProposedBlock& block);
    bool process(const ProposedBlock& block);
    std::vector<Bytes> prepare(const ProposedBlock& block, std::int64_t bytesMax);
    void commit();
    abci::TxResult check(ByteView transaction, bool again = false);
    Response::Query query(std::string_view path, ByteView data, std::int64_t height = 0);

private:
    bool readMore();

    abci::Socket m_socket;
    abci::FrameReader m_frames;
    Bytes m_queued;
};

} // namespace consentry::test
