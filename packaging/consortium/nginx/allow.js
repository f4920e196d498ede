// What may pass from outside to the consensus engine, which has no access rules of its own
// (protocol §12). Run by nginx's JavaScript module; consentry.conf.in says where.

// What a wallet needs to follow headers, prove state and submit. A result is proven from all
// results of its block, hence block_results; whole blocks, searches and events are for members.
const publicMethods = [
    'abci_query', 'block_results', 'broadcast_tx_sync', 'commit', 'status', 'tx', 'validators',
];
const callsMax = 10;

function refuse(r, status, message) {
    r.headersOut['Content-Type'] = 'application/json';
    r.return(status, JSON.stringify({
        jsonrpc: '2.0', id: -1, error: { code: -32601, message: message },
    }));
}

// The call with the four members that JSON-RPC knows and no other: the engine reads names without
// regard to case, so that a second "Method" would be what it obeys.
function plainCall(call) {
    if (call === null || typeof call !== 'object' || !publicMethods.includes(call.method)) {
        return null;
    }
    const params = call.params === undefined ? {} : call.params;
    return { jsonrpc: '2.0', id: call.id, method: call.method, params: params };
}

function filter(r) {
    let calls;
    try {
        calls = JSON.parse(r.requestText);
    } catch (e) {
        refuse(r, 400, 'This is no JSON.');
        return;
    }
    const isBatch = Array.isArray(calls);
    const plain = (isBatch ? calls : [calls]).map(plainCall);
    if (plain.length < 1 || plain.length > callsMax) {
        refuse(r, 400, `Send 1 to ${callsMax} calls at a time.`);
        return;
    }
    if (plain.includes(null)) {
        refuse(r, 403, `Open to everybody: ${publicMethods.join(', ')}.`);
        return;
    }
    const body = JSON.stringify(isBatch ? plain : plain[0]);
    r.subrequest('/engine', { method: 'POST', body: body }, (reply) => {
        r.headersOut['Content-Type'] = 'application/json';
        r.return(reply.status, reply.responseBuffer);
    });
}

export default { filter };
