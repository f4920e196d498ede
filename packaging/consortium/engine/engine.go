//go:build tools

// Package engine names the programs that build_engine.sh builds, so that Go's tools keep the list of
// modules in go.mod complete. Nobody compiles it.
package engine

import (
	_ "github.com/cometbft/cometbft/abci/cmd/abci-cli"
	_ "github.com/cometbft/cometbft/cmd/cometbft"
)
