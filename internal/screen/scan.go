package screen

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// ScanWish is what is looked through for software.
type ScanWish struct {
	Folder   string   // "" for the computer this runs on
	Folders  []string // of this computer, looked through beside what its system lists
	Exclude  []string // patterns of paths below the folder or those folders
	Declared bool     // also what lock files and manifests ask for
}

// ScanFound says what a scan looked at, and the file its result lies in until it is
// brought in or given up.
type ScanFound struct {
	Path     string
	Machine  string // name of the computer; "" for a folder
	System   string
	Slot     string // which of an asset's inventories the result replaces; "" by its sort
	Software int    // packages and programs
	Files    int    // that were looked at
	Excluded int    // files and folders left out as asked
	Unread   int    // files that could not be read, or made sense of
	Notes    []string
}

// ScanSource looks through this computer, or one of its folders, and changes nothing.
// Drop takes the file of a result away.
type ScanSource interface {
	Scan(ctx context.Context, wish ScanWish, progress func(domain.Progress)) (ScanFound, error)
	Drop(found ScanFound)
}

// ScanForm is what a person asks to be scanned, as typed.
type ScanForm struct {
	This     bool // the computer; else the folder
	Folder   string
	Folders  string // of this computer, apart by commas
	Exclude  string // patterns apart by commas
	Declared bool
	Asset    string // id of the asset a folder's result is put on; "" is asked later
}

// ScanState is what the Scan screen shows.
type ScanState struct {
	Form  ScanForm
	Job   *Job // nil while nothing runs
	Err   error
	Drawn int // counts changes of the form by anything but typing
}

// Scan is the screen on which this computer or a folder is looked through.
type Scan struct {
	source  ScanSource
	run     Run
	now     func() time.Time
	changed func(ScanState)
	found   func(ScanFound, string) // told the result, and the asset it is for
	state   ScanState
	stop    context.CancelFunc
}

// NewScan makes the screen; it does nothing before Start.
func NewScan(source ScanSource, run Run, now func() time.Time, changed func(ScanState), found func(ScanFound, string)) *Scan {
	return &Scan{source: source, run: run, now: now, changed: changed, found: found, state: ScanState{Form: ScanForm{This: true}}}
}

// State is the newest state.
func (s *Scan) State() ScanState { return s.state }

// Type takes what is typed; nothing is drawn for it.
func (s *Scan) Type(edit func(*ScanForm)) { edit(&s.state.Form) }

// Set changes the form by anything but typing.
func (s *Scan) Set(edit func(*ScanForm)) {
	edit(&s.state.Form)
	s.state.Err = nil
	s.redraw()
}

func (s *Scan) redraw() {
	s.state.Drawn++
	s.changed(s.state)
}

// Start looks through what the form says.
func (s *Scan) Start() {
	if s.state.Job != nil {
		return
	}
	form := s.state.Form
	wish := ScanWish{Declared: form.Declared}
	wish.Exclude = apart(form.Exclude)
	job := &Job{Scan: true}
	if form.This {
		wish = ScanWish{Folders: apart(form.Folders), Exclude: wish.Exclude}
	} else {
		wish.Folder = strings.TrimSpace(form.Folder)
		job.Name = filepath.Base(wish.Folder)
		if wish.Folder == "" {
			s.state.Err = &domain.Error{Kind: domain.Invalid, Op: "scan", Code: "scan_no_folder"}
			s.redraw()
			return
		}
	}
	s.state.Job, s.state.Err = job, nil
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.redraw()
	s.run(func(window context.Context, post func(func())) {
		defer context.AfterFunc(window, stop)()
		found, err := s.source.Scan(ctx, wish, reporter(s.now, post, s.advance))
		stop()
		post(func() { s.end(found, err, form.Asset) })
	})
}

// apart are the parts of what was typed with commas between them.
func apart(text string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '\n' || r == ';' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Cancel stops the scan; nothing was written.
func (s *Scan) Cancel() {
	if s.state.Job == nil || s.stop == nil {
		return
	}
	s.state.Job = s.state.Job.halted()
	s.stop()
	s.changed(s.state)
}

func (s *Scan) advance(p domain.Progress, rate float64, left time.Duration) {
	if s.state.Job == nil {
		return
	}
	s.state.Job = s.state.Job.at(p, rate, left)
	s.changed(s.state)
}

func (s *Scan) end(found ScanFound, err error, asset string) {
	s.state.Job, s.stop, s.state.Err = nil, nil, err
	s.redraw()
	if err == nil {
		s.found(found, asset)
	}
}
