//go:build !cgo

package main

import (
	"context"

	"fenceline/internal/cli"
	"fenceline/internal/workflow"
)

// window is nil: this is the headless program.
var window func(context.Context, workflow.Options, cli.Opening) int
