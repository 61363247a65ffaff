//go:build cgo

package main

import (
	"bytes"
	"io"
	"log"
	"os"
	"strings"
)

// fatalToTheToolkit are the log lines behind which Fyne ends the process itself,
// because it got no window.
var fatalToTheToolkit = []string{"window creation error", "failed to initialise GLFW"}

// watchToolkit hears what Fyne logs and calls lost, with the cause it names, before
// Fyne ends the process for want of a window: graphics that were there at the first
// start may be gone, as they are over a remote desktop. Everything else is logged
// as before.
func watchToolkit(lost func(cause string)) {
	log.SetOutput(&toolkitLog{to: os.Stderr, lost: lost})
}

type toolkitLog struct {
	to    io.Writer
	lost  func(cause string)
	fatal bool // the next line names the cause
}

// Write implements [io.Writer]; package log writes a line at a time.
func (l *toolkitLog) Write(line []byte) (int, error) {
	if l.fatal {
		l.fatal = false
		_, cause, _ := strings.Cut(string(line), "Cause:")
		l.lost(strings.TrimSpace(cause))
		return len(line), nil
	}
	for _, words := range fatalToTheToolkit {
		if bytes.Contains(line, []byte(words)) {
			l.fatal = true
			return len(line), nil
		}
	}
	return l.to.Write(line)
}
