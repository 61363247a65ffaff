package store_test

import (
	"context"
	"errors"
	"iter"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// readAll reads every record of a store filled by fillOne, through the methods
// for its sort.
func readAll(s *store.Store) error {
	if err := s.Open(context.Background()); err != nil {
		return err
	}
	return s.View(context.Background(), func(r *store.Read) error {
		var errs []error
		note := func(err error) {
			errs = append(errs, err)
		}
		drain(r.Assets(), note)
		drain(r.Arrivals(), note)
		drain(r.Advisories(""), note)
		drain(r.KEVs(), note)
		drain(r.Marks(), note)
		drain(r.TextTodo(), note)
		drain(r.TrustKeys(), note)
		drain(r.Quarantine(), note)
		drain(r.Payloads(), note)
		drain(r.CSAFTodos(), note)
		drain(r.CSAFFailures(), note)
		drain(r.Currents(), note)
		drain(r.TaskViews(), note)
		drain(r.Exceptions(), note)
		drain(r.VEXDecisions(), note)
		drain(r.Attachments("T-1"), note)
		drain(r.People(), note)
		drain(r.IdentityRules(), note)
		drain(r.AssetRules(), note)
		drain(r.MatchRuns(), note)
		drain(r.MatchNews("01RUN"), note)
		drain(r.MatchMarks(assetID), note)
		drain(r.AllTargets(), note)
		drain(r.TargetsOf(assetID), note)
		drain(r.ReceiptFiles(receiptID), note)
		drain(r.EventsOf(assetID), note)
		drain(r.EventsOf("T-1"), note)
		for _, kind := range []string{"asset", "key"} {
			for _, item := range r.Pendings(kind) {
				note(item.Err)
			}
		}
		for _, read := range []func() error{
			func() error { _, err := r.Desk(); return err },
			func() error { _, err := r.PlanSettings(); return err },
			func() error { _, err := r.PolicySettings(); return err },
			func() error { _, err := r.AssetByName("PACS one"); return err },
			func() error { _, err := r.AssetByName("Notes"); return err },
			func() error { _, err := r.Original(digest(inventory)); return err },
			func() error { _, err := r.Original(digest(document)); return err },
			func() error { _, err := r.ArrivalsOf(digest(inventory)); return err },
			func() error { _, err := r.ArrivalsOf(digest(document)); return err },
			func() error { _, err := r.MatchRows(openssl); return err },
			func() error { _, err := r.Group(cve); return err },
			func() error { _, err := r.Facts(cve, domain.SignalKEV); return err },
			func() error { _, err := r.Sources(); return err },
			func() error { _, err := r.ReadThrough(); return err },
			func() error { _, _, err := r.TextIndex(); return err },
			func() error { _, err := r.TextBlock(0, "t/overflow"); return err },
			func() error { _, _, err := r.TrustKey("AB12"); return err },
			func() error { _, _, err := r.Quarantined(digest(document)); return err },
			func() error { _, _, err := r.Payload(digest(document)); return err },
			func() error { _, _, err := r.CSAFFailure(digest(document)); return err },
			func() error { _, err := r.Series("county"); return err },
			func() error { _, err := r.CoversAll(); return err },
			func() error { _, err := r.Inventory(assetID, 7); return err },
			func() error { return readNaming(r) },
			func() error { _, err := r.Findings(assetID, 9); return err },
			func() error { _, err := r.Holders(openssl); return err },
			func() error { _, err := r.Holders(longKey); return err },
			func() error { _, err := r.NamedAssets(cve); return err },
			func() error { _, err := r.Counter("task"); return err },
			func() error { _, err := r.Receipts(0); return err },
			func() error { _, err := r.ScoreDays(); return err },
			func() error { return readScores(r) },
			func() error { _, err := r.VerifyLog(); return err },
			r.VerifyRecords,
		} {
			note(read())
		}
		return firstCorrupt(errs)
	})
}

// readNaming looks for one component.
func readNaming(r *store.Read) error {
	text, err := r.InventoryText(assetID, 7)
	if err == nil {
		_, err = text.Naming(r, []string{"deb/debian/package-7"})
	}
	return err
}

// readScores reads one score of every piece.
func readScores(r *store.Read) error {
	book, err := r.Scores()
	if err != nil {
		return err
	}
	for _, name := range book.Firsts {
		if _, err := book.Score(name); err != nil {
			return err
		}
	}
	return nil
}

// firstCorrupt picks the error to tell: damage goes before its consequences.
func firstCorrupt(errs []error) error {
	for _, err := range errs {
		if domain.Is(err, domain.Corrupt) {
			return err
		}
	}
	return errors.Join(errs...)
}

func drain[T any](seq iter.Seq2[T, error], note func(error)) {
	for _, err := range seq {
		note(err)
	}
}
