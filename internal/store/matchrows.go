package store

import (
	"slices"

	"fenceline/internal/domain"
)

// rowGroup is the stored form of rows that follow each other and differ only in
// the statement: an advisory often says the same of one product for many
// vulnerabilities. The first row is whole, the others are what differs.
type rowGroup struct {
	domain.MatchRow
	More []rowMore `json:"o,omitzero"`
}

// rowMore is one more row of a group.
type rowMore struct {
	Statement     int           `json:"s"`
	Vulnerability string        `json:"v"`
	Status        domain.Status `json:"t,omitzero"` // empty: that of the first row
	Score         float64       `json:"b,omitzero"`
	Cure          string        `json:"u,omitzero"` // empty: that of the first row; noCure: none
}

// noCure stands for a row without advice in a group whose first one has some; no
// fingerprint looks like it.
const noCure = "-"

// PackedRows are rows of one advisory under one key in the form in which they are stored:
// large documents have millions of rows, most of which differ little from the one
// before.
type PackedRows struct {
	groups []rowGroup
	n      int
}

// PackRows packs rows in their order.
func PackRows(rows []domain.MatchRow) PackedRows {
	var p PackedRows
	for i := range rows {
		p.Add(&rows[i])
	}
	return p
}

// Len counts the rows.
func (p *PackedRows) Len() int { return p.n }

// Rows gives the rows as they were added. They may share slices.
func (p *PackedRows) Rows() []domain.MatchRow {
	return ungroupRows(make([]domain.MatchRow, 0, p.n), p.groups)
}

// Add adds a row behind the others.
func (p *PackedRows) Add(row *domain.MatchRow) {
	p.n++
	last := len(p.groups) - 1
	if last < 0 || !sameButStatement(&p.groups[last].MatchRow, row) {
		p.groups = append(p.groups, rowGroup{MatchRow: *row})
		return
	}
	first := &p.groups[last]
	more := rowMore{Statement: row.Statement, Vulnerability: row.Vulnerability, Score: row.Score}
	if row.Status != first.Status {
		more.Status = row.Status
	}
	if row.Cure != first.Cure {
		if more.Cure = row.Cure; row.Cure == "" {
			more.Cure = noCure
		}
	}
	first.More = append(first.More, more)
}

// groupRows makes the stored form; the order stays. See [marshalRows].
func groupRows(rows []domain.MatchRow) []rowGroup {
	packed := PackRows(rows)
	if packed.groups == nil {
		return []rowGroup{}
	}
	return packed.groups
}

// ungroupRows gives the rows of the stored form behind those in rows. Rows of a
// group share their slices.
func ungroupRows(rows []domain.MatchRow, groups []rowGroup) []domain.MatchRow {
	for i := range groups {
		g := &groups[i]
		rows = append(rows, g.MatchRow)
		for _, more := range g.More {
			row := g.MatchRow
			row.Statement, row.Vulnerability, row.Score = more.Statement, more.Vulnerability, more.Score
			if more.Status != "" {
				row.Status = more.Status
			}
			switch more.Cure {
			case "":
			case noCure:
				row.Cure = ""
			default:
				row.Cure = more.Cure
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// sameButStatement tells whether two rows may share a group. A row without a
// status cannot be told from one that has the status of the first.
func sameButStatement(a, b *domain.MatchRow) bool {
	return b.Status != "" &&
		a.Advisory == b.Advisory && a.Revision == b.Revision && a.Stream == b.Stream && a.Arch == b.Arch && a.Module == b.Module && a.Number == b.Number &&
		a.Confidence == b.Confidence && a.Needs == b.Needs && a.Remedy == b.Remedy && slices.Equal(a.Updates, b.Updates) && a.Badge == b.Badge &&
		a.Received == b.Received && slices.Equal(a.Fixed, b.Fixed) && sameVersions(&a.Versions, &b.Versions) && sameVEX(a.Claim, b.Claim) && sameBeside(a.With, b.With)
}

func sameBeside(a, b [][]domain.Beside) bool {
	return slices.EqualFunc(a, b, func(a, b []domain.Beside) bool {
		return slices.EqualFunc(a, b, func(a, b domain.Beside) bool {
			return a.Name == b.Name && a.Stream == b.Stream && slices.Equal(a.Keys, b.Keys) && sameVersions(&a.Versions, &b.Versions)
		})
	})
}

// sameVEX tells whether two claims are bound to the same and were made at once.
func sameVEX(a, b *domain.VEXClaim) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Said.Equal(b.Said) && a.BOM == b.BOM && slices.Equal(a.With, b.With) && a.WithVersion == b.WithVersion && a.WithScheme == b.WithScheme
}

func sameVersions(a, b *domain.VersionSet) bool {
	return a.Kind == b.Kind && a.Scheme == b.Scheme && a.Text == b.Text && slices.Equal(a.Exact, b.Exact) &&
		slices.EqualFunc(a.Ranges, b.Ranges, func(a, b domain.Range) bool {
			return a.Type == b.Type && slices.Equal(a.Events, b.Events)
		})
}

// MatchRows lists every row that speaks of the key, by advisory and in the
// order they were put. Rows may share slices.
func (r *Read) MatchRows(key domain.PackageKey) ([]domain.MatchRow, error) {
	var rows []domain.MatchRow
	for groups, err := range scan[[]rowGroup](r, Range{Prefix: under(pathMatch, string(key))}) {
		if err != nil {
			return nil, err
		}
		rows = ungroupRows(rows, groups)
	}
	return rows, nil
}

// MatchRowsOf lists the rows of one advisory under the key; none where it does
// not speak of it. Rows may share slices.
func (r *Read) MatchRowsOf(key domain.PackageKey, advisory domain.AdvisoryKey) ([]domain.MatchRow, error) {
	groups, _, err := find[[]rowGroup](r, keyMatch(key, advisory))
	return ungroupRows(nil, groups), err
}

// PutMatchRows replaces the rows of one advisory under the key; none removes
// them.
func (w *Write) PutMatchRows(key domain.PackageKey, advisory domain.AdvisoryKey, rows []domain.MatchRow) error {
	if len(rows) == 0 {
		return w.DeleteMatchRows(key, advisory)
	}
	data, err := marshalRows(rows)
	if err != nil {
		return err
	}
	return w.putData(keyMatch(key, advisory), data)
}

// AddMatchRows is [Write.PutMatchRows] for at least one row of an advisory that
// most likely has none under the key: it does not look.
func (w *Write) AddMatchRows(key domain.PackageKey, advisory domain.AdvisoryKey, rows []domain.MatchRow) error {
	data, err := marshalRows(rows)
	if err != nil {
		return err
	}
	return w.addData(keyMatch(key, advisory), data)
}

// DeleteMatchRows removes the rows of one advisory under the key.
func (w *Write) DeleteMatchRows(key domain.PackageKey, advisory domain.AdvisoryKey) error {
	return w.delete(keyMatch(key, advisory))
}
