// Package assets holds the fonts, icons and marks the window draws with, inside
// the program; nothing is read from disk at run time.
package assets

import "embed"

//go:embed fonts/*.ttf icons/*.svg marks/*.svg
var files embed.FS

//go:embed icon.png
var icon []byte

// ProgramIcon is the program's icon as PNG, 256 pixels square. It is a picture
// already, since drawing an outline at that size would hold up the first frame.
func ProgramIcon() []byte { return icon }

// Font gives the bytes of a bundled TrueType font: "Regular" (weight 400) or
// "SemiBold" (weight 600). Its figures all have equal width.
func Font(style string) []byte { return mustRead("fonts/FencelineSans-" + style + ".ttf") }

// Icon gives an outline icon on a 24 grid as SVG, drawn in #000000 with a
// stroke of 1.75; ok is false where there is none of that name.
func Icon(name string) (svg []byte, ok bool) {
	b, err := files.ReadFile("icons/" + name + ".svg")
	return b, err == nil
}

// Mark gives one of this program's own small shapes (tiers, verdicts, states,
// the brand) as SVG: #000000 is the colour to fill in, #ffffff what lies on it.
func Mark(name string) (svg []byte, ok bool) {
	b, err := files.ReadFile("marks/" + name + ".svg")
	return b, err == nil
}

func mustRead(path string) []byte {
	b, err := files.ReadFile(path)
	if err != nil {
		panic("assets: " + path + " is not bundled")
	}
	return b
}
