//go:build cgo && !watch

package main

import "fenceline/internal/ui"

// watch is for programs built to be driven; this one is not.
func watch(*ui.Window) {}
