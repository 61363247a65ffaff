//go:build cgo

package main

import (
	"bytes"
	"log"
	"testing"
)

func TestToolkitLog(t *testing.T) {
	var passed bytes.Buffer
	var causes []string
	l := log.New(&toolkitLog{to: &passed, lost: func(cause string) { causes = append(causes, cause) }}, "", 0)
	l.Println("Fyne error: ", "Preferences load error:")
	l.Println("  Cause:", "EOF")
	if len(causes) != 0 || passed.String() != "Fyne error:  Preferences load error:\n  Cause: EOF\n" {
		t.Errorf("told %q, passed %q", causes, passed.String())
	}
	passed.Reset()
	l.Println("Fyne error: ", "window creation error")
	l.Println("  Cause:", "APIUnavailable: GLX: GLX extension not found")
	if len(causes) != 1 || causes[0] != "APIUnavailable: GLX: GLX extension not found" || passed.Len() != 0 {
		t.Errorf("told %q, passed %q", causes, passed.String())
	}
}
