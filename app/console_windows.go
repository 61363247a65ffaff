//go:build cgo

package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel32              = windows.NewLazySystemDLL("kernel32.dll")
	getConsoleProcessList = kernel32.NewProc("GetConsoleProcessList")
	freeConsole           = kernel32.NewProc("FreeConsole")
)

// letConsoleGo closes the console that the Explorer made for this program alone;
// a console somebody typed in stays.
func letConsoleGo() {
	if alone() {
		_, _, _ = freeConsole.Call() // without one there is nothing to free
	}
}

func alone() bool {
	var ids [2]uint32
	n, _, _ := getConsoleProcessList.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}

// messageBox tells somebody who started the program by a double click.
func messageBox(title, text string) {
	if !alone() {
		return
	}
	t, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	c, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, t, c, windows.MB_OK|windows.MB_ICONWARNING)
}
