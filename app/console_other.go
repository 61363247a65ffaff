//go:build cgo && !windows

package main

func letConsoleGo() {}

// messageBox is for Windows; elsewhere a program is started from a place that
// shows what it says.
func messageBox(string, string) {}
