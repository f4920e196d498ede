//go:build tools

// Package engine names the program that build_engine.sh builds, so that Go's tools keep the list of
// modules in go.mod complete. Nobody compiles it.
package engine

import _ "github.com/cometbft/cometbft/cmd/cometbft"
