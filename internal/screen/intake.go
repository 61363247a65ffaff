package screen

import (
	"context"
	"maps"
	"path/filepath"

	"fenceline/internal/domain"
)

// ListOptions say how a list of assets is to be read; what is empty is guessed.
type ListOptions struct {
	Columns map[string]string // header to the name of a fact, "-" for none
	Dates   string            // mdy or dmy
	DryRun  bool
}

// MachineOptions say what inventories do not say themselves.
type MachineOptions struct {
	Asset  string // of a file about one machine
	OS     string // distribution a list of packages is of
	Create bool   // machines that are no asset yet become assets
	DryRun bool
}

// IntakeSource brings in assets and what runs on them, or says what it would do.
type IntakeSource interface {
	TakeAssets(ctx context.Context, path string, o ListOptions) (domain.AssetReceipt, error)
	TakeMachines(ctx context.Context, path string, o MachineOptions) (domain.InventoryReceipt, error)
}

// IntakeState is what the preview of an intake shows.
type IntakeState struct {
	Kind     domain.GuessKind // GuessAssets or GuessMachines; "" for nothing
	Path     string
	Name     string
	Busy     bool
	Err      error
	List     *domain.AssetReceipt
	Machines *domain.InventoryReceipt
	Lists    ListOptions
	Options  MachineOptions
	Done     bool // the receipt is of what was written, not of a preview
	Version  int  // counts receipts
}

// Changes counts what would be written, or was.
func (s *IntakeState) Changes() int {
	switch {
	case s.List != nil:
		return s.List.Created + s.List.Updated
	case s.Machines != nil:
		return s.Machines.Created + s.Machines.Updated
	}
	return 0
}

// Intake previews a list of assets, or inventories of machines, and brings them in.
type Intake struct {
	source  IntakeSource
	run     Run
	changed func(IntakeState)
	settled func()
	state   IntakeState
	asked   turn
}

// NewIntake makes the screen. settled is called after something was written.
func NewIntake(source IntakeSource, run Run, changed func(IntakeState), settled func()) *Intake {
	return &Intake{source: source, run: run, changed: changed, settled: settled}
}

// State is the newest state.
func (s *Intake) State() IntakeState { return s.state }

// Open previews a file, folder or archive as what it was guessed to be.
func (s *Intake) Open(kind domain.GuessKind, path string) {
	s.state = IntakeState{Kind: kind, Path: path, Name: filepath.Base(path), Options: MachineOptions{Create: true}, Version: s.state.Version + 1}
	s.look(true)
}

// Map says what a column of a list holds: the name of a fact, "-" for none.
func (s *Intake) Map(header, field string) {
	columns := maps.Clone(s.state.Lists.Columns)
	if columns == nil {
		columns = map[string]string{}
	}
	columns[header] = field
	s.state.Lists.Columns = columns
	s.look(true)
}

// Dates says whether the month (mdy) or the day (dmy) comes first.
func (s *Intake) Dates(order string) {
	s.state.Lists.Dates = order
	s.look(true)
}

// Create says whether machines that are no asset yet become assets.
func (s *Intake) Create(yes bool) {
	s.state.Options.Create = yes
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

// Commit writes what the preview shows.
func (s *Intake) Commit() {
	if !s.state.Busy && !s.state.Done && s.state.Changes() > 0 {
		s.look(false)
	}
}

// Close forgets the preview.
func (s *Intake) Close() {
	s.asked.pass() // an answer on its way is late
	s.state = IntakeState{Version: s.state.Version + 1}
	s.changed(s.state)
}

type intakeAnswer struct {
	list     *domain.AssetReceipt
	machines *domain.InventoryReceipt
}

func (s *Intake) look(dry bool) {
	if s.state.Kind == "" || s.state.Done {
		return
	}
	s.state.Busy, s.state.Err = true, nil
	s.changed(s.state)
	at := s.state
	put := order[intakeAnswer]
	if dry {
		put = ask[intakeAnswer]
	}
	put(s.run, &s.asked, func(ctx context.Context) (out intakeAnswer, err error) {
		if at.Kind == domain.GuessAssets {
			o := at.Lists
			o.DryRun = dry
			list, err := s.source.TakeAssets(ctx, at.Path, o)
			return intakeAnswer{list: &list}, err
		}
		o := at.Options
		o.DryRun = dry
		machines, err := s.source.TakeMachines(ctx, at.Path, o)
		return intakeAnswer{machines: &machines}, err
	}, func(found intakeAnswer, err error) {
		s.state.Busy, s.state.Err = false, err
		s.state.Version++
		if err == nil {
			s.state.List, s.state.Machines, s.state.Done = found.list, found.machines, !dry
		}
		s.changed(s.state)
		if err == nil && !dry && s.settled != nil {
			s.settled()
		}
	})
}
