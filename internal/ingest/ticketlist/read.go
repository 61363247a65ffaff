package ticketlist

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/table"
)

// Options say what a list does not say itself. The zero Options guess.
type Options struct {
	Map       map[string]string // column (header or number from 1) to one of domain.TicketFields, or "-"
	States    map[string]string // a word for where tickets stand to one of domain.Stands
	Dates     string            // table.MonthFirst or table.DayFirst
	Separator string            // as in [table.Options]
	Sheet     string
	Known     []domain.ListMapping // what was said before; used where Map and States are empty
}

// List is what was read.
type List struct {
	Tool      string              `json:"tool,omitzero"`  // whose export it looks like
	Sheet     string              `json:"sheet,omitzero"` // of a workbook
	Header    []string            `json:"-"`              // as the list has it
	Columns   []domain.ListColumn `json:"columns,omitzero"`
	Rows      []Row               `json:"rows"`
	Refused   []Refusal           `json:"refused,omitzero"`
	Warnings  []domain.Warning    `json:"warnings,omitzero"`
	DateOrder string              `json:"date_order,omitzero"` // that days were read by

	States  map[string]string `json:"states,omitzero"`         // words a person explained, now or before
	Unknown []string          `json:"unknown_states,omitzero"` // words for where tickets stand that nobody explained

	states map[string]domain.Stand // words a person explained, folded
	rows   int                     // with such a word
}

// Row is one ticket as the list has it. What it does not say is zero.
type Row struct {
	Line     int          `json:"line"`
	Ticket   string       `json:"ticket,omitzero"` // its number where it comes from
	About    []string     `json:"about"`           // CVE and advisory ids, updates, tasks of the desk; each once
	Assets   []string     `json:"assets,omitzero"` // names or host names
	Serial   string       `json:"serial,omitzero"`
	AssetTag string       `json:"asset_tag,omitzero"`
	IP       string       `json:"ip,omitzero"`
	Stand    domain.Stand `json:"stand,omitzero"` // "" where the list does not say, or in a word that is not known
	Status   string       `json:"status,omitzero"`
	Owner    string       `json:"owner,omitzero"`
	Planned  domain.Day   `json:"planned,omitzero"`
	Reason   string       `json:"reason,omitzero"` // why it stands there, else the note
	Note     string       `json:"note,omitzero"`
	Approver string       `json:"approver,omitzero"`
	Control  string       `json:"control,omitzero"`
	End      domain.Day   `json:"end,omitzero"`
	Review   domain.Day   `json:"review,omitzero"`
}

// Refusal is a row that cannot be taken, with the reason.
type Refusal struct {
	Line  int           `json:"line"`
	Name  string        `json:"name,omitzero"`
	Error *domain.Error `json:"error"`
}

// Read reads one list. Every row of it is in Rows or in Refused. Errors are
// [*domain.Error] of kind Invalid, Unsupported or Untrusted: the list as a whole
// cannot be read, or does not say enough, with the option that would; where its
// columns are known then, the List holds them, so that a person can say what they
// hold, and nothing else.
func Read(r io.Reader, o Options) (List, error) {
	data, err := io.ReadAll(io.LimitReader(r, jsondoc.MaxBytes+1))
	if err != nil {
		return List{}, &domain.Error{Kind: domain.Invalid, Op: op, Code: jsondoc.CodeRead, Err: err}
	}
	if err := table.CheckDateOrder(op, o.Dates); err != nil {
		return List{}, err
	}
	t, err := table.Read(op, data, table.Options{Separator: o.Separator, Sheet: o.Sheet})
	if err != nil {
		return List{}, err
	}
	if len(t.Rows) == 0 {
		return List{}, refuse(CodeEmpty, nil)
	}
	at, columns := vocabulary.FindHeader(t.Rows, naming...)
	header := t.Rows[at].Cells
	o = remembered(o, header)
	if err := vocabulary.Apply(op, columns, o.Map); err != nil {
		return List{Columns: columns}, err
	}
	if !table.Fills(columns, naming...) {
		return List{Columns: columns}, refuse(CodeHeader, domain.Params{"columns": table.HeaderList(columns)})
	}
	l := List{Tool: toolOf(header), Sheet: t.Sheet, Header: header, Columns: columns, States: o.States, Warnings: t.Warnings}
	if l.states, err = explained(o.States); err != nil {
		return List{}, err
	}
	rows := t.Rows[at+1:]
	if len(rows) == 0 {
		return List{}, refuse(CodeEmpty, nil)
	}
	if l.DateOrder, err = table.DateOrder(op, columns, rows, isDay, o.Dates); err != nil {
		return List{Columns: columns}, err
	}
	for i := range rows {
		l.row(&rows[i])
	}
	l.warn()
	return l, nil
}

// remembered puts in what was said of a list with the same header.
func remembered(o Options, header []string) Options {
	for _, known := range o.Known {
		if !slices.Equal(known.Header, header) {
			continue
		}
		if len(o.Map) == 0 {
			o.Map = known.Map
		}
		if len(o.States) == 0 {
			o.States = known.States
		}
		if o.Dates == "" {
			o.Dates = known.Dates
		}
	}
	return o
}

// explained are words for where tickets stand as a person explained them.
func explained(given map[string]string) (map[string]domain.Stand, error) {
	out := map[string]domain.Stand{}
	for word, stand := range given {
		if !slices.Contains(domain.Stands, domain.Stand(stand)) {
			var all []string
			for _, s := range domain.Stands {
				all = append(all, string(s))
			}
			return nil, refuse(CodeStand, domain.Params{"value": stand, "values": strings.Join(all, ", ")})
		}
		out[table.Fold(word)] = domain.Stand(stand)
	}
	return out, nil
}

// warn names the columns and words that were not read.
func (l *List) warn() {
	add := func(code domain.Code, name string, list []string, count int) {
		if len(list) > 0 {
			l.Warnings = append(l.Warnings, domain.Warning{Code: code, Params: domain.Params{name: strings.Join(list, ", "), "count": strconv.Itoa(count)}})
		}
	}
	unread := table.Unread(l.Columns)
	add(WarnUnread, "columns", unread, len(unread))
	add(WarnStates, "states", l.Unknown, l.rows)
}
