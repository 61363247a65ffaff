package workflow

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// prepared is one document that was decoded, judged and compressed outside any
// transaction, ready to be written.
type prepared struct {
	doc        ingest.Document
	err        error
	unchanged  bool
	packed     store.Packed
	advisories []preparedAdvisory
	signals    []domain.Signal
	scores     dayScores // of a day of EPSS, in place of its signals
	warnings   []domain.Warning
	later      bool                // a CSAF document behind those that are checked as they come
	unchecked  bool                // so it waits
	failure    *domain.CSAFFailure // it fails and is taken in
	payload    *keptPayload        // of a patch file, in place of all that
	texts      *textSegment        // which holds the words of its advisories, in their order; nil: none does
	wordless   bool                // because they were not kept
	origin
}

// preparedAdvisory is what an import needs of an advisory. Its products,
// statements and texts go once their words are noted: they stay with the original.
type preparedAdvisory struct {
	advisory domain.Advisory
	keys     []domain.PackageKey       // identities it speaks of, sorted
	rows     []store.PackedRows        // under each of them, in the order of statements
	places   map[domain.PackageKey]int // in keys, while rows are being added to many
	speaksOf []string                  // ecosystems, sorted and each once
	size     int                       // bytes of the stored rows, about
	written  *writtenAdvisory          // once it is; nil where it changed nothing
}

// writtenAdvisory is what writing an advisory came to.
type writtenAdvisory struct {
	inForce, first    bool
	received, arrived time.Time
	revisions         int
}

// records counts what the document holds.
func (p *prepared) records() int { return len(p.advisories) + len(p.signals) + p.scores.packed.Count() }

// keys estimates how many keys the document will write: its original, arrival and
// receipt line, and per advisory its record, source and ecosystems, its aliases in
// both directions and every row, each with what it leaves to be matched again.
func (p *prepared) keys() int {
	n := 6 + 3*len(p.signals) + p.packed.Len()>>15 + 2*len(p.kept)
	if p.scores.packed.Count() > 0 {
		n += mostKeys // a day of scores is always written in steps
	}
	for i := range p.advisories {
		pa := &p.advisories[i]
		n += 2 + len(pa.speaksOf) + 2*len(pa.keys)
		for j := range pa.advisory.Vulnerabilities {
			n += 2 + 4*len(pa.advisory.Vulnerabilities[j].Aliases)
		}
	}
	return n
}

// size estimates how many bytes that is.
func (p *prepared) size() int {
	n := p.packed.Len() + 200*p.keys()
	for i := range p.advisories {
		n += p.advisories[i].size
	}
	return n
}

// decodeInto fills p from its document: the part of an import that needs no
// store. The document's bytes are dropped afterwards; packed holds them.
func (p *prepared) decodeInto() {
	if p.doc.Size > largeDocument {
		defer debug.SetGCPercent(debug.SetGCPercent(largeGarbage))
	}
	items, parts := 0, statementParts{}
	p.err = ingest.DecodeInParts(p.doc, mostStatements, parts.take, func(item domain.Item) error {
		if items++; items%collectEvery == 0 {
			runtime.GC()
		}
		switch item := item.(type) {
		case domain.Advisory:
			pa := parts.prepare(item)
			if p.wordless = p.wordless || len(p.advisories) >= mostWordy; p.wordless {
				pa.strip()
			}
			p.warnings = append(p.warnings, item.Warnings...)
			p.advisories = append(p.advisories, pa)
		case domain.Signal:
			if item.Kind == domain.SignalEPSS {
				p.scores.add(&item)
				p.warnings = append(p.warnings, item.Warnings...)
				return nil
			}
			p.signals = append(p.signals, item)
			p.warnings = append(p.warnings, item.Warnings...)
		case domain.Snapshot:
			return &domain.Error{Kind: domain.Unsupported, Op: "import", Subject: p.doc.File, Code: "not_an_advisory", Params: domain.Params{"format": string(p.doc.Format)}}
		}
		return nil
	})
	if p.err != nil {
		p.advisories, p.signals, p.warnings, p.scores = nil, nil, nil, dayScores{}
		return
	}
	p.scores.pack()
	p.warnings = append(p.warnings, p.scores.twice...)
	if p.records() > 0 {
		p.packed = store.CompressAs(p.doc.Digest, p.doc.Data)
	}
}

// collectEvery is after how many items of one document what they left behind is
// collected: an import collects rarely (see readingGarbage), and one day's scores
// alone leave 300,000 rows.
const collectEvery = 16384

// mostWordy is how many advisories of one document are held with their texts: those
// of a document with more, a year of the NVD say, are read again for the first question.
const mostWordy = 64

// largeDocument is from how many bytes on a document is decoded with less garbage lying
// about, so that it takes no multiple of its size; it is mostly alone then.
const (
	largeDocument = 8 << 20
	largeGarbage  = 30
)

// mostStatements is how many statements of a document are held at once, about: 248 bytes
// each.
const mostStatements = 100_000

// statementParts makes the rows of a document whose statements come in parts.
type statementParts struct {
	rows    assess.PartRows
	made    *preparedAdvisory  // nil: there are no parts
	telling []domain.Statement // those that say something in words which none before said
	said    map[string]bool
}

// take makes the rows of a part.
func (s *statementParts) take(a *domain.Advisory, first int) {
	if s.made == nil {
		s.made, s.said = &preparedAdvisory{}, map[string]bool{"": true}
	}
	s.rows.Each(a, first, s.made.add)
	for i := range a.Statements {
		one := &a.Statements[i]
		tells := s.tells(one.Impact)
		for j := range one.Remediations {
			tells = s.tells(one.Remediations[j].Details) || tells
		}
		if tells {
			s.telling = append(s.telling, *one)
		}
	}
}

// tells reports whether nothing said so before.
func (s *statementParts) tells(text string) bool {
	if s.said[text] {
		return false
	}
	s.said[text] = true
	return true
}

// prepare is [prepareAdvisory] for what is emitted, whether there were parts or not.
func (s *statementParts) prepare(a domain.Advisory) preparedAdvisory {
	if s.made == nil {
		return prepareAdvisory(a)
	}
	pa := *s.made
	a.Statements = s.telling // for the text index, which reads them for their words
	*s = statementParts{}
	pa.sort()
	pa.advisory = a
	return pa
}

func prepareAdvisory(a domain.Advisory) preparedAdvisory {
	pa := preparedAdvisory{}
	assess.EachRow(&a, pa.add)
	pa.sort()
	pa.advisory = a
	return pa
}

// strip drops what only the text index reads.
func (pa *preparedAdvisory) strip() {
	a := &pa.advisory
	a.Products, a.Statements, a.References, a.Revisions, a.Notes, a.Credits = nil, nil, nil, nil, nil, nil
	for i := range a.Vulnerabilities {
		a.Vulnerabilities[i].Title, a.Vulnerabilities[i].Text = "", ""
	}
}

// fewKeys is up to how many keys are looked through one by one.
const fewKeys = 8

// add puts a row under its key.
func (pa *preparedAdvisory) add(kr *domain.KeyedRow) {
	i := -1
	if pa.places == nil {
		i = slices.Index(pa.keys, kr.Key)
	} else if at, ok := pa.places[kr.Key]; ok {
		i = at
	}
	if i < 0 {
		i = len(pa.keys)
		pa.keys, pa.rows = append(pa.keys, kr.Key), append(pa.rows, store.PackedRows{})
		if len(pa.keys) > fewKeys && pa.places == nil {
			pa.places = map[domain.PackageKey]int{}
			for at, key := range pa.keys {
				pa.places[key] = at
			}
		} else if pa.places != nil {
			pa.places[kr.Key] = i
		}
	}
	pa.rows[i].Add(&kr.Row)
	for _, eco := range assess.Spoken(kr) {
		if !slices.Contains(pa.speaksOf, eco) {
			pa.speaksOf = append(pa.speaksOf, eco)
		}
	}
	pa.size += 300 + len(kr.Row.Versions.Text)
	for _, v := range kr.Row.Versions.Exact {
		pa.size += len(v) + 3
	}
	for _, r := range kr.Row.Versions.Ranges {
		pa.size += 60 * (1 + len(r.Events))
	}
}

// sort brings the keys into order, with the rows under them.
func (pa *preparedAdvisory) sort() {
	order := make([]int, len(pa.keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(pa.keys[a], pa.keys[b]) })
	keys, rows := make([]domain.PackageKey, len(order)), make([]store.PackedRows, len(order))
	for i, at := range order {
		keys[i], rows[i] = pa.keys[at], pa.rows[at]
	}
	pa.keys, pa.rows, pa.places = keys, rows, nil
	slices.Sort(pa.speaksOf)
}
