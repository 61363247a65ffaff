package screen

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"fenceline/internal/domain"
)

// ListOptions say how a list of assets or of tickets is to be read; what is empty is
// guessed.
type ListOptions struct {
	Columns    map[string]string // header to the name of a fact or of a part of a ticket, "-" for none
	States     map[string]string // of tickets: a word for where one stands to one of domain.Stands
	Dates      string            // mdy or dmy
	Exceptions bool              // of tickets: every row is an exception
	Control    string            // of tickets: what protects the assets of exceptions that state no control
	DryRun     bool
}

// MachineOptions say what inventories do not say themselves.
type MachineOptions struct {
	Asset  string            // of a file about one machine
	Assets map[string]string // the same by file, for those that do not say whose they are
	Slot   string            // which of the asset's inventories it replaces; "" by its sort
	OS     string            // distribution a list of packages is of
	Create bool              // machines that are no asset yet become assets
	DryRun bool

	Remember bool // files with the name of one that was given an asset are of it from now on
}

// IntakeSource brings in assets and what runs on them, or says what it would do.
// Progress may be reported on any goroutine.
type IntakeSource interface {
	TakeAssets(ctx context.Context, path string, o ListOptions) (domain.AssetReceipt, error)
	TakeTickets(ctx context.Context, path string, o ListOptions) (domain.TicketReceipt, error)
	TakeMachines(ctx context.Context, paths []string, o MachineOptions, progress func(domain.Progress)) (domain.InventoryReceipt, error)
}

// IntakeState is what the preview of an intake shows.
type IntakeState struct {
	Kind     domain.GuessKind // GuessAssets, GuessTickets or GuessMachines; "" for nothing
	Paths    []string
	Name     string     // of the first
	Found    *ScanFound // where the file is the result of a scan
	Busy     bool
	Job      *Job // how far reading or writing is; nil while nothing runs
	Err      error
	List     *domain.AssetReceipt
	Tickets  *domain.TicketReceipt
	Machines *domain.InventoryReceipt
	Lists    ListOptions
	Options  MachineOptions
	Done     bool   // the receipt is of what was written, not of a preview
	Version  int    // counts receipts
	Chosen   string // file of the chosen row, where it waits for an asset
}

// Changes counts what would be written, or was.
func (s *IntakeState) Changes() int {
	switch {
	case s.List != nil:
		return s.List.Created + s.List.Updated
	case s.Tickets != nil:
		return s.Tickets.Taken
	case s.Machines != nil:
		return s.Machines.Created + s.Machines.Updated
	}
	return 0
}

// Takes counts the rows or machines that come in, those included that may hold
// nothing new: whether an inventory does is known once it is compared.
func (s *IntakeState) Takes() int {
	if s.Machines != nil {
		return s.Machines.Created + s.Machines.Updated + s.Machines.Unchanged
	}
	return s.Changes()
}

// Given reports whether a person said of some machine which asset it is.
func (s *IntakeState) Given() bool {
	return s.Machines != nil && slices.ContainsFunc(s.Machines.Machines, func(m domain.MachineLine) bool { return m.By == domain.SignGiven })
}

// Intake previews a list of assets or of tickets, or inventories of machines, and brings them in.
type Intake struct {
	source  IntakeSource
	run     Run
	now     func() time.Time
	drop    func(ScanFound)
	changed func(IntakeState)
	settled func()
	state   IntakeState
	asked   turn
	stop    context.CancelFunc
}

// NewIntake makes the screen. settled is called after something was written, drop when
// the result of a scan is needed no more.
func NewIntake(source IntakeSource, run Run, now func() time.Time, drop func(ScanFound), changed func(IntakeState), settled func()) *Intake {
	return &Intake{source: source, run: run, now: now, drop: drop, changed: changed, settled: settled}
}

// State is the newest state.
func (s *Intake) State() IntakeState { return s.state }

// Open previews files, folders or archives as what they were guessed to be.
func (s *Intake) Open(kind domain.GuessKind, paths []string) {
	s.leave()
	s.state = IntakeState{Kind: kind, Paths: paths, Name: filepath.Base(paths[0]), Options: MachineOptions{Create: kind == domain.GuessMachines, Remember: true}, Version: s.state.Version + 1}
	s.look(true)
}

// OpenFor previews a file about one asset, at which it was chosen: that is said anew each
// time, and not remembered unless the person says so.
func (s *Intake) OpenFor(asset, path string) {
	s.leave()
	s.state = IntakeState{Kind: domain.GuessMachines, Paths: []string{path}, Name: filepath.Base(path), Options: MachineOptions{Asset: asset}, Version: s.state.Version + 1}
	s.look(true)
}

// Scanned previews what a scan found. A folder's result is put on an asset, which the
// person says.
func (s *Intake) Scanned(found ScanFound, asset string) {
	s.leave()
	s.state = IntakeState{Kind: domain.GuessMachines, Paths: []string{found.Path}, Name: filepath.Base(found.Path), Found: &found, Version: s.state.Version + 1,
		Options: MachineOptions{Asset: asset, Slot: found.Slot, Create: found.Machine != ""}}
	s.look(true)
}

// leave ends what runs and takes the file of a scan away.
func (s *Intake) leave() {
	s.asked.pass() // an answer on its way is late
	if s.stop != nil && s.state.Job != nil && s.state.Job.Dry {
		s.stop() // what is being written goes on
	}
	if s.state.Found != nil {
		s.drop(*s.state.Found)
		s.state.Found = nil
	}
}

// Create says whether machines that are no asset yet become assets.
func (s *Intake) Create(yes bool) {
	s.state.Options.Create = yes
	s.look(true)
}

// Remember says whether answers are remembered by the names of files.
func (s *Intake) Remember(yes bool) {
	s.state.Options.Remember = yes
	s.look(true)
}

// System says which distribution a list of packages is of.
func (s *Intake) System(release string) {
	s.state.Options.OS = release
	s.look(true)
}

// Asset says which asset a file about one machine is of, "" by its names.
func (s *Intake) Asset(id string) {
	s.state.Options.Asset = id
	s.look(true)
}

// Cancel stops reading or writing. Machines that came in by then stay.
func (s *Intake) Cancel() {
	if s.state.Job != nil && s.stop != nil {
		s.state.Job = s.state.Job.halted()
		s.stop()
		s.changed(s.state)
	}
}

// Choose chooses the row of a file that does not say which machine it is of; "" none.
func (s *Intake) Choose(file string) {
	if s.state.Chosen != file {
		s.state.Chosen = file
		s.state.Version++
		s.changed(s.state)
	}
}

// Assign says which asset the chosen file is of.
func (s *Intake) Assign(id string) {
	if s.state.Chosen == "" || id == "" {
		return
	}
	given := maps.Clone(s.state.Options.Assets)
	if given == nil {
		given = map[string]string{}
	}
	given[s.state.Chosen] = id
	s.state.Options.Assets, s.state.Chosen = given, ""
	s.look(true)
}

// Asks reports whether a machine was refused because it is not known whose it is.
func Asks(m *domain.MachineLine) bool {
	return m.Error != nil && asks(m.Error)
}

func asks(err *domain.Error) bool {
	return err.Code == "machine_unknown" || err.Code == "machine_unnamed"
}

// AsksWhose reports whether the only file does not say which machine it is of.
func (s *IntakeState) AsksWhose() bool {
	var own *domain.Error
	return errors.As(s.Err, &own) && asks(own)
}

// Commit writes what the preview shows.
func (s *Intake) Commit() {
	if !s.state.Busy && !s.state.Done && s.state.Err == nil && s.state.Takes() > 0 {
		s.look(false)
	}
}

// Close forgets the preview.
func (s *Intake) Close() {
	s.leave()
	s.state = IntakeState{Version: s.state.Version + 1}
	s.changed(s.state)
}

type intakeAnswer struct {
	list     *domain.AssetReceipt
	tickets  *domain.TicketReceipt
	machines *domain.InventoryReceipt
}

func (s *Intake) look(dry bool) {
	if s.state.Kind == "" || s.state.Done {
		return
	}
	if job := s.state.Job; job != nil && s.stop != nil {
		if !job.Dry {
			return // it is being written
		}
		s.stop()
	}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.state.Busy, s.state.Err, s.state.Job = true, nil, &Job{Name: s.state.Name, Intake: true, Dry: dry}
	s.changed(s.state)
	at := s.state
	mine := s.asked.n + 1
	advance := func(p domain.Progress, rate float64, left time.Duration) {
		if s.asked.n != mine || s.state.Job == nil {
			return
		}
		s.state.Job = s.state.Job.at(p, rate, left)
		s.changed(s.state)
	}
	work := func(window context.Context, post func(func())) (out intakeAnswer, err error) {
		defer context.AfterFunc(window, stop)()
		lists := at.Lists
		lists.DryRun = dry
		switch at.Kind {
		case domain.GuessAssets:
			list, err := s.source.TakeAssets(ctx, at.Paths[0], lists)
			return intakeAnswer{list: &list}, err
		case domain.GuessTickets:
			tickets, err := s.source.TakeTickets(ctx, at.Paths[0], lists)
			return intakeAnswer{tickets: &tickets}, err
		}
		o := at.Options
		o.DryRun = dry
		machines, err := s.source.TakeMachines(ctx, at.Paths, o, reporter(s.now, post, advance))
		return intakeAnswer{machines: &machines}, err
	}
	s.asked.n = mine
	s.run(func(window context.Context, post func(func())) {
		found, err := work(window, post)
		stop()
		post(func() {
			if s.asked.n == mine {
				s.answered(found, err, dry)
			}
		})
	})
}

func (s *Intake) answered(found intakeAnswer, err error, dry bool) {
	s.state.Busy, s.state.Err, s.state.Job, s.stop = false, err, nil, nil
	s.state.Version++
	if err == nil {
		s.state.List, s.state.Tickets, s.state.Machines, s.state.Done = found.list, found.tickets, found.machines, !dry
		if s.state.Found != nil && !dry {
			s.drop(*s.state.Found) // the desk has its own copy now
		}
	} else if dry {
		s.state.List, s.state.Tickets, s.state.Machines = found.mappable()
	}
	s.changed(s.state)
	if !dry && s.settled != nil && (err == nil || domain.Is(err, domain.Cancelled)) {
		s.settled()
	}
}
