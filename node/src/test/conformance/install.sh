#!/usr/bin/env bash
# Builds the official gateway suite, once; what is there already is kept. Needs Go 1.25 or newer, also when the suite runs,
# which it does by `go test` in its own source. usage: install.sh FOLDER [SOURCE]; SOURCE is a checkout of
# github.com/ipfs/gateway-conformance, for where the module proxy does not have it.
set -euo pipefail
folder=$(mkdir -p "$1/gateway-conformance" && cd "$1/gateway-conformance" && pwd)
version=v0.13.2

if [ ! -x "$folder/gateway-conformance" ]; then
  if [ $# -gt 1 ]; then
    rm -rf "$folder/source" && mkdir -p "$folder/source" && cp -R "$2/." "$folder/source"
    cd "$folder/source" && go build -o "$folder/gateway-conformance.part" ./cmd/gateway-conformance
  else
    GOBIN="$folder/bin" go install "github.com/ipfs/gateway-conformance/cmd/gateway-conformance@$version"
    mv "$folder/bin/gateway-conformance" "$folder/gateway-conformance.part"
  fi
  mv "$folder/gateway-conformance.part" "$folder/gateway-conformance"
fi
"$folder/gateway-conformance" --version
