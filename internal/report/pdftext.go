package report

import (
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"fenceline/assets"
)

// glyphs knows what the font can write.
type glyphs struct {
	font    *sfnt.Font
	buffer  sfnt.Buffer
	known   map[rune]bool
	missing int
}

func newGlyphs() *glyphs {
	font, err := sfnt.Parse(assets.Font("Regular"))
	if err != nil {
		panic("report: the program's own font cannot be read: " + err.Error())
	}
	return &glyphs{font: font, known: map[rune]bool{}}
}

// has tells whether the font can write a character. Those beyond the first plane
// it cannot, and marks that only steer the writing are no characters.
func (g *glyphs) has(r rune) bool {
	has, seen := g.known[r]
	if !seen {
		at, err := g.font.GlyphIndex(&g.buffer, r)
		has = err == nil && at != 0 && r <= 0xffff && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r)
		g.known[r] = has
	}
	return has
}

// written is text in characters the font has; the others become □ and are
// counted. Every sort of space becomes the plain one.
func (g *glyphs) written(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < unicode.MaxASCII && r >= ' ':
			return r
		case unicode.IsSpace(r):
			return ' '
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff': // nothing to see
			return -1
		case g.has(r):
			return r
		}
		g.missing++
		return '□'
	}, text)
}

func (s *sheets) font(how look, size float64) {
	style := ""
	if how.Bold {
		style = "B"
	}
	s.pdf.SetFont("sans", style, size)
}

func (s *sheets) stroke(c ink, width float64) {
	s.pdf.SetDrawColor(c.r, c.g, c.b)
	s.pdf.SetLineWidth(width)
}

func (s *sheets) fill(c ink) { s.pdf.SetFillColor(c.r, c.g, c.b) }

// line writes text that was made for it by [sheets.wrap], or is known to fit.
func (s *sheets) line(x, base float64, text string, how look, size float64) {
	s.font(how, size)
	colour := inkText
	switch {
	case how.Late:
		colour = inkLate
	case how.Unknown:
		colour = inkUnknown
	case how.Muted:
		colour = inkMuted
	}
	s.pdf.SetTextColor(colour.r, colour.g, colour.b)
	s.pdf.Text(x, base, text)
}

func (s *sheets) rightText(right, base float64, text string, how look, size float64) {
	s.font(how, size)
	s.line(right-s.pdf.GetStringWidth(text), base, text, how, size)
}

// para writes text over the whole width.
func (s *sheets) para(text string, how look, size float64) {
	for _, line := range s.wrap(text, s.width(), how, size) {
		s.need(size * lead)
		s.line(edge, s.y+size, line, how, size)
		s.y += size * lead
	}
}

// clipped is text shortened to a width, with an ellipsis; it stands whole elsewhere.
func (s *sheets) clipped(text string, size, width float64) string {
	text = s.glyphs.written(text)
	s.font(look{Bold: true}, size)
	if s.pdf.GetStringWidth(text) <= width {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && s.pdf.GetStringWidth(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}

// wrap breaks text to a width: between words, in long ones behind a mark that
// joins their parts, and else wherever the width ends.
func (s *sheets) wrap(text string, width float64, how look, size float64) []string {
	s.font(how, size)
	var out []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, used := "", 0.0
		space := s.pdf.GetStringWidth(" ")
		for _, word := range strings.Fields(s.glyphs.written(paragraph)) {
			for n, piece := range s.pieces(word, width) {
				wide := s.pdf.GetStringWidth(piece)
				gap := space
				if n > 0 || line == "" { // a piece joins the one before it
					gap = 0
				}
				if used+gap+wide > width && line != "" {
					out, line, used, gap = append(out, line), "", 0, 0
				}
				if gap > 0 {
					line += " "
				}
				line, used = line+piece, used+gap+wide
			}
		}
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// pieces are the parts of a word that fit a width; a word that fits is one piece.
func (s *sheets) pieces(word string, width float64) []string {
	if s.pdf.GetStringWidth(word) <= width {
		return []string{word}
	}
	var out []string
	piece, used := "", 0.0
	for _, r := range word {
		wide := s.pdf.GetStringWidth(string(r))
		if used+wide > width && piece != "" {
			out, piece, used = append(out, piece), "", 0
		}
		piece, used = piece+string(r), used+wide
		if strings.ContainsRune("/-_.:@,;|?&=", r) {
			out, piece, used = append(out, piece), "", 0
		}
	}
	if piece != "" {
		out = append(out, piece)
	}
	return out
}
