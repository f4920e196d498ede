#pragma once

#include "core/ports/operator_log.h"
#include "core/ports/replicated_application.h"

namespace consentry::abci {

/// What to do with the connection after a message.
enum class Next {
    Continue,
    Flush,      ///< everything that was answered goes out now
    Disconnect, ///< whoever speaks is no engine of ours; others are served on
    Stop,       ///< the application cannot go on: the reply goes out, the program ends
};

struct Handled {
    Bytes reply; ///< a message without its length; empty: none
    Next next = Next::Continue;
    std::optional<Error> failure; ///< why the application cannot go on; with Next::Stop
};

/// Turns one message of the engine into a call of the application and its outcome into the reply
/// (ABCI 2.0, ledger of field numbers in abci.proto). Stateless; as many threads as connections.
class RequestHandler {
public:
    RequestHandler(ReplicatedApplication& application, OperatorLog& log)
        : m_application(application), m_log(log) {}

    Handled handle(ByteView message);

private:
    ReplicatedApplication& m_application;
    OperatorLog& m_log;
};

} // namespace consentry::abci
