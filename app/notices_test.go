package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

// TestNotices: every module in this program is named among the licences.
func TestNotices(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok || len(info.Deps) < 50 {
		t.Fatal("this build does not say what it is made of")
	}
	text := string(notices())
	for _, m := range info.Deps {
		if !strings.Contains(text, m.Path+" "+m.Version+"\n") {
			t.Errorf("%s %s is missing: run go generate ./app", m.Path, m.Version)
		}
	}
}
