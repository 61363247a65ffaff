package words

import (
	"strconv"
)

// TypeStep is a step of the type scale: size, line height, weight.
func TypeStep(size, line, weight int) string {
	return Text("{size} / {line}, weight {weight}", "size", Number(size), "line", Number(line), "weight", Number(weight))
}

// ContrastNote is a colour and how far it stands apart from what it is seen on or with.
func ContrastNote(hex string, contrast float64) string {
	return Text("{hex}, contrast {contrast}", "hex", hex, "contrast", ratio(contrast))
}

// TintContrast is how far words stand apart from their tint, a surface, a chosen row.
func TintContrast(tint, surface, selected float64) string {
	return Text("contrast {tint} on its tint, {surface} on a surface, {selected} when chosen", "tint", ratio(tint), "surface", ratio(surface), "selected", ratio(selected))
}

func ratio(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// OneColumnStays is the line of a menu for the only column that is shown.
func OneColumnStays(column string) string {
	return Text("{column}, the last one stays", "column", column)
}
