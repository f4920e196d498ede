// The yardstick of the throughput measurements: the engine's own key-value example behind its own
// socket server, plus one Ed25519 verification for each transaction that enters the mempool. What
// the registry reaches is compared with this in the same run. Never part of a consortium.
package main

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/cometbft/cometbft/abci/example/kvstore"
	"github.com/cometbft/cometbft/abci/server"
	"github.com/cometbft/cometbft/abci/types"
)

type anchor struct {
	*kvstore.Application
}

// A transaction is "name=base64 of public key, signature and padding"; the name is signed.
func isSigned(tx []byte) bool {
	name, value, found := strings.Cut(string(tx), "=")
	raw, err := base64.RawStdEncoding.DecodeString(value)
	const key, both = ed25519.PublicKeySize, ed25519.PublicKeySize + ed25519.SignatureSize
	return found && err == nil && len(raw) >= both &&
		ed25519.Verify(raw[:key], []byte(name), raw[key:both])
}

func (app anchor) CheckTx(ctx context.Context, request *types.RequestCheckTx) (*types.ResponseCheckTx, error) {
	if request.Type == types.CheckTxType_New && !isSigned(request.Tx) {
		return &types.ResponseCheckTx{Code: 1}, nil
	}
	return app.Application.CheckTx(ctx, request)
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "Usage: anchor unix:///path/to/socket")
		os.Exit(2)
	}
	listener := server.NewSocketServer(os.Args[1], anchor{kvstore.NewInMemoryApplication()})
	if err := listener.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	<-stop
	_ = listener.Stop()
}
