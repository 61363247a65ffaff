package ui

import (
	"image/color"
	"math"
)

// luminance is the relative luminance of a colour, 0 to 1 (WCAG 2.2, "relative
// luminance").
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

// contrast is how far two colours stand apart, 1 to 21 (WCAG 2.2, "contrast ratio");
// 4.5 is needed for text and 3 for what has to be seen.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
