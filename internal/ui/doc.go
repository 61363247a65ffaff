// Package ui draws the window of the patch desk.
//
// It takes no decision: package screen holds what each screen knows and can do,
// this package keeps the last state it was handed and draws it. Sizes, colours
// and type live in tokens.go and nowhere else; [fyne.Do] is called in runner.go
// and nowhere else.
package ui
