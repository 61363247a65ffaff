package csaf

import (
	"io"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// DecodeInParts is [Decode] for documents whose statements together take a multiple of
// their size in memory: each of 30,000 products under each of twenty flaws. Where there
// are more than most, they are handed to part as [jsondoc.Parts] says, and the advisory
// that is emitted afterwards has none. Of a document with fewer, and of one that speaks
// of a vulnerability in several places, there are no parts. On an error, drop what was
// handed over.
func DecodeInParts(r io.Reader, most int, part func(a *domain.Advisory, first int), emit func(domain.Item) error) error {
	return read(r, &jsondoc.Parts{Most: most, Part: part}, emit)
}

// room is how many statements are held at once. Where that is all of them, none is
// handed over.
func room(p *jsondoc.Parts, list []wireVulnerability) int {
	total, largest := 0, 0
	once := make(map[string]bool, len(list))
	for i := range list {
		n := list[i].Status.size()
		total, largest = total+n, max(largest, n)
		once[list[i].CVE] = true
	}
	if p.Part == nil || total <= p.Most || len(once) < len(list) || once[""] {
		p.Part = nil
		return total
	}
	return min(total, p.Most+largest)
}
