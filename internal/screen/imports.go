package screen

import (
	"context"
	"path/filepath"
	"time"

	"fenceline/internal/domain"
)

// receiptLimit is how many receipts are listed.
const receiptLimit = 100

// Offer is what was dropped or chosen, and what its content says it is; a person
// decides.
type Offer struct {
	Paths   []string
	Name    string // of the first, without folders
	Looking bool   // the content is being looked at
	Guess   domain.Guess
	Err     error // why it could not be looked at
	Drive   bool  // nobody chose it: it lies on a medium that was just plugged in
}

// ImportsState is what the Imports screen and the status bar show.
type ImportsState struct {
	Stage    Stage
	Err      error
	Receipts []domain.Receipt // newest first
	Selected string
	Receipt  *domain.Receipt // the chosen one; its files come once it was looked at
	Rejected int             // files of the newest receipt that could not be read
	Job      *Job            // nil while nothing runs
	JobErr   error           // why the last job failed or stopped; nil once read
	Paths    []string        // of the failed job, for Retry
	Done     *domain.Receipt // what the last job did; nil once read
	Stored   *domain.SnapshotView
	Offer    *Offer
	Drives   []domain.Drive // media that are plugged in

	Tab         ImportsTab
	Quarantine  []domain.QuarantineItem // newest first
	Aside       string                  // digest of the chosen one
	AsideErr    error                   // why the list could not be read
	Releasing   bool
	ReleaseErr  error
	KeysOffered int

	Payloads      []domain.Payload // patch files that came in bundles
	PayloadChosen string           // digest
	Copying       bool             // it is being copied out
	CopyErr       error
	CopiedTo      string // the path, once it was compared there

	CSAF      domain.CSAFStanding // CSAF documents that fail mandatory tests, and those that wait for the check
	Checking  bool                // they are being checked
	CheckFail error               // why the check stopped
}

// Imports is the screen of what came in.
type Imports struct {
	source  ImportsSource
	run     Run
	now     func() time.Time
	changed func(ImportsState)
	settled func()
	state   ImportsState
	asked   turn
	aside   turn
	guessed turn
	noticed turn
	opened  turn
	whole   *domain.Receipt // the one that was looked at
	seen    bool            // somebody looks at receipts
	known   bool            // the media that were there at the start are known
	stop    context.CancelFunc
}

// NewImports makes the screen; it asks nothing before Refresh. settled is
// called after every job, failed ones too, so that other screens ask again. now
// is used for rates only.
func NewImports(source ImportsSource, run Run, now func() time.Time, changed func(ImportsState), settled func()) *Imports {
	return &Imports{state: ImportsState{Tab: TabReceipts}, source: source, run: run, now: now, changed: changed, settled: settled}
}

// State is the newest state.
func (s *Imports) State() ImportsState { return s.state }

// Refresh asks for the receipts again.
func (s *Imports) Refresh() {
	s.lookAside()
	ask(s.run, &s.asked, func(ctx context.Context) ([]domain.Receipt, error) {
		return s.source.Receipts(ctx, receiptLimit)
	}, func(rs []domain.Receipt, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		s.state.Stage, s.state.Err, s.state.Receipts = Ready, nil, rs
		s.state.Rejected = 0
		if len(rs) > 0 {
			s.state.Rejected = rs[0].Totals.Rejected
			if s.state.Selected == "" {
				s.state.Selected = rs[0].ID
			}
		}
		s.mark()
		s.changed(s.state)
	})
}

// Select chooses a receipt, or what is set aside where the id says so.
func (s *Imports) Select(id string) {
	if tab := ImportsTab(id); tab == TabQuarantine || tab == TabPayloads {
		s.OpenTab(tab)
		return
	}
	s.state.Tab = TabReceipts
	s.state.Selected = id
	s.mark()
	s.changed(s.state)
}

// Open asks for the receipts again and for the files of the chosen one: a receipt may
// have some hundred thousand of them.
func (s *Imports) Open() {
	s.seen = true
	s.Refresh()
}

// mark puts the chosen receipt in sight, whole where somebody looks at receipts.
func (s *Imports) mark() {
	s.state.Receipt = nil
	id := s.state.Selected
	if s.whole != nil && s.whole.ID == id {
		s.state.Receipt = s.whole
		return
	}
	if s.seen && id != "" {
		ask(s.run, &s.opened, func(ctx context.Context) (domain.Receipt, error) { return s.source.Receipt(ctx, id) },
			func(whole domain.Receipt, err error) {
				if err != nil || s.state.Selected != id {
					return // the head stays in sight; the next look asks again
				}
				s.whole, s.state.Receipt = &whole, &whole
				s.changed(s.state)
			})
		if s.whole != nil && s.whole.ID == id {
			return
		}
	}
	for i := range s.state.Receipts {
		if s.state.Receipts[i].ID == s.state.Selected {
			s.state.Receipt = &s.state.Receipts[i]
		}
	}
}

// Consider takes dropped or chosen files: it looks at what they hold, and a person
// decides what becomes of them.
func (s *Imports) Consider(paths []string) { s.consider(paths, false) }

// Take does so for files that a person has said to import: advisories come in at
// once, anything else is asked about.
func (s *Imports) Take(paths []string) { s.consider(paths, true) }

func (s *Imports) consider(paths []string, wanted bool) {
	if len(paths) == 0 {
		return
	}
	s.state.Offer = &Offer{Paths: paths, Name: filepath.Base(paths[0]), Looking: true}
	s.changed(s.state)
	ask(s.run, &s.guessed, func(ctx context.Context) (domain.Guess, error) {
		return s.source.Recognise(ctx, paths)
	}, func(guess domain.Guess, err error) {
		if s.state.Offer == nil {
			return // it was given up meanwhile
		}
		if wanted && err == nil && guess.Kind == domain.GuessAdvisories && s.state.Job == nil {
			s.Start(paths)
			return
		}
		offer := *s.state.Offer
		offer.Looking, offer.Guess, offer.Err = false, guess, err
		s.state.Offer = &offer
		s.changed(s.state)
	})
}

// Forget gives up what was offered.
func (s *Imports) Forget() {
	s.guessed.pass()
	s.state.Offer = nil
	s.changed(s.state)
}

// Start imports files or folders of advisories and signals.
func (s *Imports) Start(paths []string) {
	s.begin(&Job{Name: filepath.Base(paths[0])}, paths, func(ctx context.Context, progress func(domain.Progress)) (outcome, error) {
		receipt, err := s.source.Import(ctx, paths, progress)
		return outcome{receipt: &receipt}, err
	})
}

// StartSBOM imports an inventory of an asset.
func (s *Imports) StartSBOM(asset, path string) {
	s.begin(&Job{Name: filepath.Base(path), SBOM: true}, nil, func(ctx context.Context, _ func(domain.Progress)) (outcome, error) {
		snapshot, err := s.source.ImportSBOM(ctx, asset, path)
		return outcome{snapshot: &snapshot}, err
	})
}

// OpenSample fills the desk with the invented operator.
func (s *Imports) OpenSample() {
	s.begin(&Job{Sample: true}, nil, func(ctx context.Context, progress func(domain.Progress)) (outcome, error) {
		return outcome{}, s.source.OpenSample(ctx, progress)
	})
}

// Retry starts the failed import again; what is already in stays as it is.
func (s *Imports) Retry() {
	if len(s.state.Paths) > 0 {
		s.Start(s.state.Paths)
	}
}

// Cancel stops the running job at its next safe point; what is in stays in.
func (s *Imports) Cancel() {
	if s.state.Job == nil || s.stop == nil {
		return
	}
	s.state.Job = s.state.Job.halted()
	s.stop()
	s.changed(s.state)
}

// Read takes the message of the last job away.
func (s *Imports) Read() {
	s.state.JobErr, s.state.Done, s.state.Stored, s.state.Paths = nil, nil, nil, nil
	s.changed(s.state)
}

type outcome struct {
	receipt  *domain.Receipt
	snapshot *domain.SnapshotView
}

func (s *Imports) begin(job *Job, paths []string, work func(context.Context, func(domain.Progress)) (outcome, error)) {
	if s.state.Job != nil {
		return
	}
	s.state.Job, s.state.Offer = job, nil
	s.state.JobErr, s.state.Done, s.state.Stored, s.state.Paths = nil, nil, nil, nil
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.changed(s.state)
	s.run(func(window context.Context, post func(func())) {
		defer context.AfterFunc(window, stop)()
		out, err := work(ctx, reporter(s.now, post, s.advance))
		stop()
		post(func() { s.end(out, err, paths) })
	})
}

func (s *Imports) advance(p domain.Progress, rate float64, left time.Duration) {
	if s.state.Job == nil {
		return
	}
	s.state.Job = s.state.Job.at(p, rate, left)
	s.changed(s.state)
}

func (s *Imports) end(out outcome, err error, paths []string) {
	s.state.Job, s.stop = nil, nil
	if err != nil {
		s.state.JobErr, s.state.Paths = err, paths
	} else {
		s.state.Done, s.state.Stored = out.receipt, out.snapshot
		if out.receipt != nil {
			s.state.Selected, s.state.Tab = out.receipt.ID, TabReceipts
		}
	}
	s.changed(s.state)
	s.Refresh()
	if s.settled != nil {
		s.settled()
	}
}
