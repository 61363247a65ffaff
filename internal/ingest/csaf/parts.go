package csaf

import (
	"io"

	"fenceline/internal/domain"
)

// DecodeInParts is [Decode] for documents whose statements together take a multiple of
// their size in memory: each of 30,000 products under each of twenty flaws. Where there
// are more than most, part is handed the advisory as far as it was read, with the
// statements that follow those it was handed before; first is the place of the first of
// them among all. All statements of a vulnerability come together. part must not keep
// them. The advisory that is emitted afterwards has none. Of a document with fewer, and
// of one that speaks of a vulnerability in several places, there are no parts. On an
// error, drop what was handed over.
func DecodeInParts(r io.Reader, most int, part func(a *domain.Advisory, first int), emit func(domain.Item) error) error {
	return read(r, &parts{most: most, part: part}, emit)
}

// parts hands statements over in parts; the zero value leaves them where they are.
type parts struct {
	most  int
	part  func(a *domain.Advisory, first int)
	first int
}

// room is how many statements are held at once. Where that is all of them, none is
// handed over.
func (p *parts) room(list []wireVulnerability) int {
	total, largest := 0, 0
	once := make(map[string]bool, len(list))
	for i := range list {
		n := list[i].Status.size()
		total, largest = total+n, max(largest, n)
		once[list[i].CVE] = list[i].CVE != ""
	}
	if p.part == nil || total <= p.most || len(once) < len(list) || once[""] {
		p.part = nil
		return total
	}
	return min(total, p.most+largest)
}

// hand hands over what is there once it is enough, or the last of it.
func (p *parts) hand(a *domain.Advisory, t *tree, last bool) {
	if p.part == nil || len(a.Statements) < p.most && !last {
		return
	}
	if len(a.Statements) > 0 {
		a.Products = t.products
		p.part(a, p.first)
		p.first += len(a.Statements)
	}
	clear(a.Statements)
	a.Statements = a.Statements[:0]
	if last {
		a.Statements = nil
	}
}
