#!/usr/bin/env bash
# Installs the peers that the interop tests talk to: a Kubo daemon and a Helia node. Needs Go 1.26, npm and the two
# registries, once; what is there already is kept. usage: install.sh FOLDER SHARED-INTEROP-FOLDER
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
shared=$(cd "$2" && pwd)
kubo=v0.43.0

if [ ! -x "$folder/kubo/ipfs" ]; then
  rm -rf "$folder/kubo" && mkdir -p "$folder/kubo" && cd "$folder/kubo"
  # As a dependency, because `go install` refuses a module with excludes. 0.43.1 replaces go-libp2p by a fork, which counts in
  # the main module alone, so that release cannot be built this way.
  go mod init pinakes/interop/kubo
  go get "github.com/ipfs/kubo/cmd/ipfs@$kubo"
  go build -o ipfs.part github.com/ipfs/kubo/cmd/ipfs
  mv ipfs.part ipfs
fi

if [ ! -f "$folder/js/installed" ]; then
  mkdir -p "$folder/js" && cd "$folder/js"
  cp -f "$shared/package.json" "$shared/peer.mjs" .
  # Node 24 first, so that npm itself runs under it: under Node 20 it picks packages that do not fit.
  npm install --no-save --prefix "$folder/node" node@24.21.0
  PATH="$folder/node/node_modules/node/bin:$PATH" npm install --omit-lockfile-registry-resolved --no-audit --no-fund
  touch installed
fi
"$folder/kubo/ipfs" version
"$folder/js/node_modules/node/bin/node" --version
