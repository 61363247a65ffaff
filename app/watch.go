//go:build cgo && watch

package main

import (
	"os"

	"fenceline/internal/ui"
)

// watch lets whoever started the program see what the window shows, to drive it
// with mouse and keyboard: `.ci/window`.
func watch(w *ui.Window) { go w.Watch(os.Stdin, os.Stdout) }
