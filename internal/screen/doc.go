// Package screen holds what each screen of the window knows and can do, without
// a toolkit.
//
// A screen is made from a source it asks, a [Run] that starts its work, and a
// function that is handed every new state. Its State is a plain value; its
// methods are what a person can do. All methods are called on the drawing
// goroutine, and changed is called there too, so a screen needs no lock. A
// question that was overtaken by a newer one of the same kind is dropped when
// its answer comes.
package screen
