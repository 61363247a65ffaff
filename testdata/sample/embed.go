// Package sample holds the sample operator: an invented hospital with its
// assets, their SBOMs, and bundles of advisories written for it.
package sample

import "embed"

// FS holds operator.json, assets.json, sboms, bundle, bundle2, later and worked.
//
//go:embed operator.json assets.json all:sboms all:bundle all:bundle2 all:later all:worked
var FS embed.FS
