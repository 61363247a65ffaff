package screen

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func newImports(d *desk, q *queue, settled func()) (*Imports, *[]ImportsState) {
	var states []ImportsState
	clock := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	now := func() time.Time {
		clock = clock.Add(time.Second)
		return clock
	}
	s := NewImports(d, q.run, now, func(st ImportsState) { states = append(states, st) }, settled)
	return s, &states
}

func TestImportReportsProgressAndSettles(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.progress = []domain.Progress{{Stage: "read", Done: 10, Total: 40}, {Stage: "read", Done: 20, Total: 40}, {Stage: "match", Done: 1, Total: 2}}
	d.receipts = []domain.Receipt{{ID: "r-new", Totals: domain.Totals{Rejected: 2, Quarantined: 1}}, {ID: "r-old"}}
	settled := 0
	s, states := newImports(d, q, func() { settled++ })
	s.Start([]string{"/media/usb/november.zip"})
	if job := s.State().Job; job == nil || job.Name != "november.zip" {
		t.Fatalf("job %+v", job)
	}
	s.Start([]string{"/other"})
	if len(q.works) != 1 {
		t.Fatal("two jobs at once")
	}
	q.all()
	var seen []domain.Progress
	for _, st := range *states {
		if st.Job != nil && st.Job.Progress.Stage != "" {
			seen = append(seen, st.Job.Progress)
			if st.Job.Progress.Done == 20 && (st.Job.Rate <= 0 || st.Job.Left <= 0) {
				t.Errorf("no pace: %+v", st.Job)
			}
		}
	}
	if len(seen) != 3 || seen[2].Stage != "match" {
		t.Errorf("progress %v", seen)
	}
	st := s.State()
	if st.Job != nil || st.Done == nil || st.Selected != "r-new" || st.Receipt == nil || st.Rejected != 2 || settled != 1 {
		t.Errorf("after the job: %+v, settled %d", st, settled)
	}
	s.Read()
	if s.State().Done != nil {
		t.Error("the message stays after it was read")
	}
}

func TestCancelStopsTheImportAndOffersToGoOn(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	settled := 0
	s, _ := newImports(d, q, func() { settled++ })
	s.Cancel()
	s.Start([]string{"/media/usb/november.zip"})
	s.Cancel()
	if !s.State().Job.Stopping {
		t.Error("it is not said that the job is stopping")
	}
	q.all()
	st := s.State()
	if !errors.Is(st.JobErr, context.Canceled) || len(st.Paths) != 1 || st.Done != nil || settled != 1 {
		t.Fatalf("after cancel: %+v", st)
	}
	d.asked = nil
	s.Retry()
	q.all()
	if d.asked[0] != "import /media/usb/november.zip" || s.State().JobErr != nil {
		t.Errorf("retry asked %v: %v", d.asked, s.State().JobErr)
	}
}

func TestOfferIsWhatTheContentSays(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.guess = domain.Guess{Kind: domain.GuessAssets, Files: 1}
	s, _ := newImports(d, q, nil)
	s.Consider(nil)
	if s.State().Offer != nil {
		t.Error("nothing was dropped")
	}
	s.Consider([]string{"/x/computers.csv"})
	if got := s.State().Offer; got == nil || !got.Looking || got.Name != "computers.csv" {
		t.Fatalf("before it was looked at: %+v", got)
	}
	q.all()
	if got := s.State().Offer; got.Looking || got.Guess.Kind != domain.GuessAssets {
		t.Errorf("after: %+v", got)
	}
	s.Consider([]string{"/x/other.csv"})
	s.Forget()
	q.all()
	if s.State().Offer != nil {
		t.Error("an offer that was given up came back")
	}
	d.err = errDisk
	s.Consider([]string{"/x/gone.csv"})
	q.all()
	if got := s.State().Offer; got == nil || got.Err == nil || got.Looking {
		t.Errorf("what cannot be looked at: %+v", got)
	}
}

func TestTakeImportsAdvisoriesAtOnceAndAsksAboutTheRest(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, _ := newImports(d, q, nil)
	d.guess = domain.Guess{Kind: domain.GuessMachines}
	s.Take([]string{"/x/lists"})
	q.all()
	if s.State().Offer == nil || len(d.asked) != 0 {
		t.Fatalf("inventories: %+v, asked %v", s.State().Offer, d.asked)
	}
	d.guess = domain.Guess{Kind: domain.GuessAdvisories}
	s.Take([]string{"/x/bundle"})
	q.all()
	if s.State().Offer != nil || len(d.asked) != 1 || d.asked[0] != "import /x/bundle" {
		t.Errorf("advisories: %+v, asked %v", s.State().Offer, d.asked)
	}
}

func TestQuarantineIsLeftWithAReason(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.aside = []domain.QuarantineItem{{Digest: "aa", File: "a.json"}, {Digest: "bb", File: "b.json"}}
	d.keys = []domain.TrustKey{{State: domain.KeyOffered}, {State: domain.KeyPinned}}
	settled := 0
	s, _ := newImports(d, q, func() { settled++ })
	s.Refresh()
	q.all()
	s.Select("quarantine")
	st := s.State()
	if st.Tab != TabQuarantine || st.AsideItem().File != "a.json" || st.KeysOffered != 1 || st.Waiting() != 2 {
		t.Fatalf("%+v", st)
	}
	s.ChooseAside("bb")
	d.err = errDisk
	s.Release("the publisher confirmed it")
	s.Release("twice")
	q.all()
	if st := s.State(); st.ReleaseErr == nil || st.Releasing || settled != 0 {
		t.Errorf("after a failure: %+v", st)
	}
	d.err, d.aside = nil, d.aside[:1]
	s.ChooseAside("bb")
	s.ChooseAside("aa")
	s.Release("the publisher confirmed it")
	q.all()
	if st := s.State(); st.ReleaseErr != nil || st.Done == nil || settled != 1 || d.asked[1] != "release aa: the publisher confirmed it" {
		t.Errorf("after the release: %+v, asked %v", st, d.asked)
	}
}

func TestIntakePreviewsBeforeItWrites(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	settled := 0
	s := NewIntake(d, q.run, time.Now, d.Drop, func(IntakeState) {}, func() { settled++ })
	s.Open(domain.GuessAssets, []string{"/x/computers.csv"})
	s.Commit() // nothing is known yet
	q.all()
	s.Map("Bldg", "location")
	s.Dates("mdy")
	q.all()
	s.Commit()
	s.Commit()
	q.all()
	st := s.State()
	want := []string{"assets /x/computers.csv dry map[] ", "assets /x/computers.csv dry map[Bldg:location] ", "assets /x/computers.csv dry map[Bldg:location] mdy", "assets /x/computers.csv map[Bldg:location] mdy"}
	if !st.Done || settled != 1 || !slices.Equal(d.asked, want) {
		t.Errorf("%+v, settled %d, asked %q", st, settled, d.asked)
	}
	d.asked = nil
	s.Open(domain.GuessMachines, []string{"/x/lists"})
	s.Create(false)
	s.System("debian:12")
	s.Asset("a-1")
	s.Close()
	q.all()
	if st := s.State(); st.Kind != "" || st.Machines != nil {
		t.Errorf("an answer came after the preview was closed: %+v", st)
	}
	if d.asked[0] != "machines /x/lists dry create=true  " || d.asked[3] != "machines /x/lists dry create=false debian:12 a-1" {
		t.Errorf("%q", d.asked)
	}
	d.err = errDisk
	s.Open(domain.GuessMachines, []string{"/x/lists"})
	q.all()
	if st := s.State(); st.Err == nil || st.Busy || st.Done {
		t.Errorf("after a failure: %+v", st)
	}
}

// TestIntakeOfTickets: what was said of a list once, of columns or of words, stays when
// more is said, and a list that cannot be read keeps its columns so that they can be said.
func TestIntakeOfTickets(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewIntake(d, q.run, time.Now, d.Drop, func(IntakeState) {}, nil)
	s.Open(domain.GuessTickets, []string{"/x/t.csv"})
	q.all()
	s.Map("Box", "asset")
	q.all()
	s.Explain("Sent", "blocked")
	q.all()
	s.Exceptions(true)
	s.Control("own segment")
	q.all()
	if st := s.State(); st.Takes() != 1 || st.Done || len(st.Columns()) != 2 {
		t.Errorf("%+v", st)
	}
	last := "tickets /x/t.csv dry map[Box:asset Flaw:about] map[Parked:blocked Sent:blocked] true own segment"
	if got := d.asked[len(d.asked)-1]; got != last {
		t.Errorf("asked %q", got)
	}
	d.err = errDisk
	s.Dates("dmy")
	q.all()
	if st := s.State(); st.Err == nil || len(st.Columns()) != 2 {
		t.Errorf("after a failure: %+v", st)
	}
	s.Commit()
	if st := s.State(); st.Busy {
		t.Error("a list that could not be read was written")
	}
	d.err = nil
	s.Dates("")
	q.all()
	s.Commit()
	q.all()
	if st := s.State(); !st.Done || st.Tickets == nil {
		t.Errorf("%+v", st)
	}
}

func TestSBOMAndSample(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, _ := newImports(d, q, nil)
	s.Consider([]string{"/x/a.cdx.json"})
	s.StartSBOM("a-1", "/x/a.cdx.json")
	if s.State().Offer != nil || !s.State().Job.SBOM {
		t.Errorf("%+v", s.State())
	}
	q.all()
	if st := s.State(); st.Stored == nil || st.Done != nil || d.asked[0] != "sbom a-1 /x/a.cdx.json" {
		t.Errorf("%+v", st)
	}
	s.OpenSample()
	q.all()
	if d.asked[1] != "sample" || s.State().Stored != nil {
		t.Errorf("asked %v", d.asked)
	}
}

func TestPace(t *testing.T) {
	for name, c := range map[string]struct {
		p       domain.Progress
		elapsed time.Duration
		rate    float64
		left    time.Duration
	}{
		"too early":     {domain.Progress{Done: 5, Total: 10}, 100 * time.Millisecond, 0, 0},
		"nothing done":  {domain.Progress{Total: 10}, time.Minute, 0, 0},
		"half":          {domain.Progress{Done: 20, Total: 40}, 10 * time.Second, 2, 10 * time.Second},
		"total unknown": {domain.Progress{Done: 20}, 10 * time.Second, 2, 0},
		"all":           {domain.Progress{Done: 40, Total: 40}, 10 * time.Second, 4, 0},
	} {
		if rate, left := pace(c.p, c.elapsed); rate != c.rate || left != c.left {
			t.Errorf("%s: %v a second, %v left", name, rate, left)
		}
	}
}

func TestFrameAges(t *testing.T) {
	at := time.Date(2026, 11, 24, 21, 0, 0, 0, time.UTC)
	old := func(f domain.Format, days int) domain.SourceAge {
		return domain.SourceAge{Format: f, Newest: at.AddDate(0, 0, -days), Arrived: at}
	}
	for name, c := range map[string]struct {
		sources []domain.SourceAge
		want    Freshness
		ages    []Age
	}{
		"nothing":             {nil, NoData, nil},
		"today":               {[]domain.SourceAge{old(domain.FormatCSAF, 0), old(domain.FormatKEV, 0)}, Fresh, []Age{{domain.FormatCSAF, 0}, {domain.FormatKEV, 0}}},
		"a week":              {[]domain.SourceAge{old(domain.FormatCSAF, 7)}, Fresh, []Age{{domain.FormatCSAF, 7}}},
		"past a week":         {[]domain.SourceAge{old(domain.FormatOSV, 8)}, Aging, []Age{{domain.FormatCSAF, 8}}},
		"past a month":        {[]domain.SourceAge{old(domain.FormatCSAF, 1), old(domain.FormatKEV, 31)}, Stale, []Age{{domain.FormatCSAF, 1}, {domain.FormatKEV, 31}}},
		"one quiet publisher": {[]domain.SourceAge{old(domain.FormatCSAF, 90), old(domain.FormatCVE, 2)}, Fresh, []Age{{domain.FormatCSAF, 2}}},
		"no date of its own":  {[]domain.SourceAge{{Format: domain.FormatKEV, Arrived: at}}, Fresh, []Age{{domain.FormatKEV, 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			q, d := &queue{}, sampleDesk()
			d.status.At, d.status.Sources = at, c.sources
			s := NewFrame(d, q.run, func(FrameState) {})
			s.Refresh()
			q.all()
			st := s.State()
			if st.Freshness != c.want || len(st.Ages) != len(c.ages) {
				t.Fatalf("%v %v", st.Freshness, st.Ages)
			}
			for i := range c.ages {
				if st.Ages[i] != c.ages[i] {
					t.Errorf("%v, not %v", st.Ages, c.ages)
				}
			}
		})
	}
}

func TestProgressIsNotToldTooOften(t *testing.T) {
	clock := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	s := NewImports(sampleDesk(), (&queue{}).run, func() time.Time { return clock }, func(ImportsState) {}, nil)
	told := 0
	report := reporter(s.now, func(func()) { told++ }, s.advance)
	for i := range int64(1000) {
		clock = clock.Add(time.Millisecond)
		report(domain.Progress{Stage: "read", Done: i, Total: 1000})
	}
	if told < 5 || told > 20 {
		t.Errorf("told %d times in a second", told)
	}
	told = 0
	report(domain.Progress{Stage: "match", Done: 0, Total: 3})
	report(domain.Progress{Stage: "match", Done: 3, Total: 3})
	if told != 2 {
		t.Error("a new stage or the end of one was not told")
	}
}

func TestWaitingDocumentsAreCheckedInTheBackground(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.csaf = domain.CSAFStanding{Waiting: 12}
	s, _ := newImports(d, q, func() {})
	s.Refresh()
	q.all()
	if st := s.State(); st.CSAF != (domain.CSAFStanding{Failing: 1}) || st.Checking || st.CheckFail != nil {
		t.Errorf("after the check: %+v, checking %t, %v", st.CSAF, st.Checking, st.CheckFail)
	}
	d.csaf.Waiting = 3
	s.Refresh()
	d.err = nil
	q.all()
	d.csaf.Waiting, d.err = 4, nil
	s.state.CSAF = d.csaf
	s.checkWaiting()
	d.err = errDisk
	q.all()
	if st := s.State(); st.CheckFail == nil || st.Checking {
		t.Errorf("a check that failed is not told: %+v", st)
	}
	d.err = nil
	s.CheckAgain()
	q.all()
	if st := s.State(); st.CheckFail != nil || st.CSAF.Waiting != 0 {
		t.Errorf("it was not checked again: %+v", st)
	}
}
