package screen

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// FetchForm is what a person asks to be fetched, as typed.
type FetchForm struct {
	Kind   string // one of [domain.FetchKinds]
	Names  string // domains, addresses or ecosystems, apart by blanks or commas
	Folder string // of the bundle
	Since  string // a day: documents that changed before are left out; "" for all
	Proxy  string // "" as the environment says
	Import bool   // the bundle is imported afterwards
}

// Wish is what the form asks for.
func (f *FetchForm) Wish() domain.FetchWish {
	wish := domain.FetchWish{Kind: f.Kind}
	if !f.Named() {
		return wish
	}
	apart := func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' || r == ';' }
	if f.Kind == "osv" {
		apart = func(r rune) bool { return r == ',' || r == '\n' || r == ';' } // an ecosystem may be of two words
	}
	for _, name := range strings.FieldsFunc(f.Names, apart) {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(wish.Names, name) {
			wish.Names = append(wish.Names, name)
		}
	}
	return wish
}

// Named reports whether the kind needs names.
func (f *FetchForm) Named() bool { return f.Kind == "csaf" || f.Kind == "osv" || f.Kind == "url" }

// Dated reports whether the kind can leave out what is older.
func (f *FetchForm) Dated() bool { return f.Kind == "csaf" }

// FetchSource brings documents from their publishers, when it is called and at no
// other time. The zero time of since leaves nothing out.
type FetchSource interface {
	Fetch(ctx context.Context, wish domain.FetchWish, folder, proxy string, since time.Time, progress func(domain.Progress)) (domain.FetchReceipt, error)
	BundleFolder() string // where a bundle goes where a person says nothing else
}

// FetchField is what of the form an error is about.
type FetchField string

// The fields of the form; FetchNone is none of them.
const (
	FetchNone   FetchField = ""
	FetchNames  FetchField = "names"
	FetchFolder FetchField = "folder"
	FetchSince  FetchField = "since"
	FetchProxy  FetchField = "proxy"
)

// Wrong is the field whose words the fetch failed for, so that the error can stand at it:
// what was typed, or the name that nothing answered to.
func (s *FetchState) Wrong() FetchField {
	var e *domain.Error
	if !errors.As(s.Err, &e) {
		return FetchNone
	}
	switch e.Code {
	case "fetch_no_folder", "fetch_bundle", "fetch_bundle_busy":
		return FetchFolder
	case "fetch_since":
		return FetchSince
	case "fetch_proxy":
		return FetchProxy
	case "fetch_nothing_named", "fetch_address", "fetch_scheme", "fetch_password", "fetch_ecosystem", "fetch_no_provider", "fetch_metadata",
		"fetch_not_found", "fetch_no_network", "fetch_unreachable", "fetch_tls", "fetch_forbidden", "fetch_downgrade", "fetch_inside":
		if s.Form.Named() {
			return FetchNames
		}
	}
	return FetchNone
}

// Offline tells whether the fetch failed because nothing could be reached at all.
func (s *FetchState) Offline() bool {
	var e *domain.Error
	return errors.As(s.Err, &e) && (e.Code == "fetch_no_network" || e.Code == "fetch_unreachable")
}

// FetchState is what the Fetch screen shows.
type FetchState struct {
	Form    FetchForm
	Job     *Job // nil while nothing runs
	Err     error
	Done    *domain.FetchReceipt
	Asked   time.Time // when the network was last asked in this window; zero: not at all
	Version int       // counts changes of the form by anything but typing, and of what is shown below it
}

// Fetch is the screen on which a person has documents fetched.
type Fetch struct {
	source  FetchSource
	run     Run
	now     func() time.Time
	changed func(FetchState)
	fetched func(bundle string) // told the bundle where an import was asked for
	state   FetchState
	stop    context.CancelFunc
}

// NewFetch makes the screen; it does nothing before Start.
func NewFetch(source FetchSource, run Run, now func() time.Time, changed func(FetchState), fetched func(bundle string)) *Fetch {
	return &Fetch{source: source, run: run, now: now, changed: changed, fetched: fetched, state: FetchState{Form: FetchForm{Kind: domain.FetchKinds()[0], Import: true}}}
}

// State is the newest state.
func (s *Fetch) State() FetchState { return s.state }

// Open fills in what a person would have to look up.
func (s *Fetch) Open() {
	if s.state.Form.Folder == "" {
		s.state.Form.Folder = s.source.BundleFolder()
		s.redraw()
	}
}

// Choose says what is fetched.
func (s *Fetch) Choose(kind string) {
	if s.state.Job != nil || s.state.Form.Kind == kind {
		return
	}
	s.state.Form.Kind, s.state.Form.Names, s.state.Err, s.state.Done = kind, "", nil, nil
	s.redraw()
}

// Type takes what is typed; nothing is drawn for it.
func (s *Fetch) Type(edit func(*FetchForm)) { edit(&s.state.Form) }

// Set changes the form by anything but typing.
func (s *Fetch) Set(edit func(*FetchForm)) {
	edit(&s.state.Form)
	s.redraw()
}

func (s *Fetch) redraw() {
	s.state.Version++
	s.changed(s.state)
}

// Start fetches what the form says.
func (s *Fetch) Start() {
	if s.state.Job != nil {
		return
	}
	form := s.state.Form
	wish := form.Wish()
	s.state.Done = nil
	since, err := form.since()
	switch {
	case form.Named() && len(wish.Names) == 0:
		err = &domain.Error{Kind: domain.Invalid, Op: "fetch", Code: "fetch_nothing_named"}
	case strings.TrimSpace(form.Folder) == "":
		err = &domain.Error{Kind: domain.Invalid, Op: "fetch", Code: "fetch_no_folder"}
	}
	if s.state.Err = err; err != nil {
		s.redraw()
		return
	}
	s.state.Asked = s.now()
	s.state.Job = &Job{Name: strings.Join(wish.Names, ", ")}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.redraw()
	s.run(func(window context.Context, post func(func())) {
		defer context.AfterFunc(window, stop)()
		receipt, err := s.source.Fetch(ctx, wish, strings.TrimSpace(form.Folder), strings.TrimSpace(form.Proxy), since, reporter(s.now, post, s.advance))
		stop()
		post(func() { s.end(&receipt, err, form.Import) })
	})
}

func (f *FetchForm) since() (time.Time, error) {
	text := strings.TrimSpace(f.Since)
	if text == "" || !f.Dated() {
		return time.Time{}, nil
	}
	day, err := time.Parse("2006-01-02", text)
	if err != nil {
		return time.Time{}, &domain.Error{Kind: domain.Invalid, Op: "fetch", Subject: text, Code: "fetch_since"}
	}
	return day, nil
}

// Cancel stops the fetch; what came stays, and the next one goes on from there.
func (s *Fetch) Cancel() {
	if s.state.Job == nil || s.stop == nil {
		return
	}
	s.state.Job = s.state.Job.halted()
	s.stop()
	s.changed(s.state)
}

func (s *Fetch) advance(p domain.Progress, rate float64, left time.Duration) {
	if s.state.Job == nil {
		return
	}
	s.state.Job = s.state.Job.at(p, rate, left)
	s.changed(s.state)
}

func (s *Fetch) end(receipt *domain.FetchReceipt, err error, wanted bool) {
	s.state.Job, s.stop = nil, nil
	s.state.Err = err
	if t := &receipt.Totals; err == nil || t.New+t.Changed+t.Unchanged > 0 {
		s.state.Done = receipt
	}
	s.redraw()
	if err == nil && wanted && s.fetched != nil {
		s.fetched(receipt.Bundle)
	}
}
