package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// at is an instant of the invented history: n minutes into it.
func at(n int) time.Time {
	return time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Minute)
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

const (
	assetID   = "01ASSET"
	advisory  = domain.AdvisoryKey("csaf|https://vendor.example/psirt|VX-2026-001")
	openssl   = domain.PackageKey("deb/debian/openssl")
	cve       = "CVE-2026-1001"
	vendorID  = "VX-1"
	receiptID = "01RECEIPT"
)

var (
	document  = []byte(`{"document":"` + noise(1, 3000) + `"}`)
	inventory = []byte(noise(2, 140<<10))
)

// scoreDay is a day with more scores than one piece holds.
var scoreDay = store.ScoreDay{Day: "2026-06-12", Digest: "aa"}

func dayScores() store.Scores {
	var lines []string
	for n := range 3000 {
		lines = append(lines, fmt.Sprintf("CVE-2026-%04d,0.%05d,0.5", n, n))
	}
	return store.PackScores(lines)
}

// narrow are limits that make every step that may take several transactions
// take some.
var narrow = store.Limits{Value: 8 << 10, Bytes: 128 << 10, Keys: 100}

// step is one thing a desk does: in one transaction, or in as many as it needs,
// which may be repeated from the start.
type step struct {
	once func(w *store.Write) error
	many func(ctx context.Context, s *store.Store) error
}

// steps fill a store with one of everything.
var steps = []step{
	{once: func(w *store.Write) error {
		return first(
			w.PutDesk(domain.Desk{Operator: "Prairie General", Zone: "America/Chicago"}),
			w.PutAsset(domain.Asset{ID: assetID, Name: "PACS 1", Created: at(0)}),
			w.AppendEvent(domain.LogEvent{At: at(0), Person: "Dana", Verb: "asset.add", Subject: assetID, After: "PACS 1"}))
	}},
	{many: func(ctx context.Context, s *store.Store) error {
		return s.PutOriginal(ctx, digest(inventory), inventory)
	}},
	{many: func(ctx context.Context, s *store.Store) error {
		return s.WriteInventory(ctx, assetID, 7, heldComponents(300))
	}},
	{once: func(w *store.Write) error {
		return first(
			w.PutArrival(store.Arrival{ID: "01A", Digest: digest(inventory), Size: int64(len(inventory)), File: "pacs.json", At: at(1), Asset: assetID, Slot: "software"}),
			w.PutCurrent(store.Current{Asset: assetID, Inventory: 7, Components: 300}),
			w.PutHolder(openssl, assetID),
			w.PutPending("asset", assetID, store.Pending{Asset: assetID}),
			w.AppendEvent(domain.LogEvent{At: at(1), Verb: "inventory.import", Subject: assetID}))
	}},
	{once: func(w *store.Write) error {
		return first(
			w.PutOriginal(digest(document), store.Compress(document)),
			w.PutAdvisory(advisoryRecord()),
			w.PutMatchRows(openssl, advisory, matchRows(40)),
			w.PutAlias(cve, vendorID, advisory),
			w.PutTrustKey(domain.TrustKey{Fingerprint: "AB12", State: domain.KeyOffered, Since: at(2)}),
			w.PutCSAFFailure(domain.CSAFFailure{Digest: digest(document), Tests: 2, Test: "6.1.1", At: at(2)}),
			w.PutCSAFTodo(store.CSAFTodo{Name: "01R.0", Files: []store.CSAFFile{{Digest: digest(document), File: "a.json"}}}),
			w.PutCSAFTodo(store.CSAFTodo{Name: "01R.1"}),
			w.DeleteCSAFTodo("01R.1"),
			w.PutPayload(domain.Payload{Digest: digest(document), Name: "patch.msi", Badge: domain.BadgeHash, At: at(2)}),
			w.PutQuarantine(domain.QuarantineItem{Digest: digest(document), Reason: "proof_tampered", At: at(2)}),
			w.PutSeries(store.SeriesRecord{Series: "county", Sequence: 3}),
			w.PutFacts(cve, domain.SignalKEV, "CISA KEV", []domain.Known{{Value: "2026-10-30", At: at(2)}}),
			w.PutKEV(domain.Signal{Kind: domain.SignalKEV, Vulnerability: cve, Value: "2026-10-30"}),
			w.PutMark(domain.AdvisoryMark{Advisory: advisory, Read: &domain.ReadMark{Revision: "1", By: "Dana", At: at(3)}}),
			w.PutReadThrough(domain.ReadThrough{At: at(2), By: "Dana"}),
			w.PutTextIndex(store.TextIndex{Born: "01T", Next: 1, Segments: []store.TextSegment{{Number: 0, Docs: 1}}}),
			w.PutTextBlock(0, store.TextBlock{Name: "t/overflow", Data: []byte("block")}),
			w.PutSource(store.SourceRecord{Name: "https://vendor.example/psirt", Format: domain.FormatCSAF, Count: 1}),
			w.PutCovers("Debian:12"),
			w.PutPending("key", string(openssl), store.Pending{Keys: []domain.PackageKey{openssl}}),
			w.PutArrival(store.Arrival{ID: "01B", Digest: digest(document), Size: int64(len(document)), File: "vx.json", At: at(2)}))
	}},
	{many: func(ctx context.Context, s *store.Store) error { return s.PutScores(ctx, scoreDay, dayScores()) }},
	{many: func(ctx context.Context, s *store.Store) error {
		return s.WriteFindings(ctx, assetID, 9, findings(40))
	}},
	{once: func(w *store.Write) error {
		return first(
			w.PutNamed(cve, assetID),
			w.PutCurrent(store.Current{Asset: assetID, Inventory: 7, Findings: 9, Components: 300}),
			w.PutTaskView(domain.TaskView{PatchTask: domain.PatchTask{ID: "T-1", Key: openssl, Created: at(3)}, Total: 1}),
			w.PutTarget(domain.Target{Task: "T-1", Asset: assetID, State: domain.StateOpen, Detected: at(3)}),
			w.PutPlanSettings(domain.PlanSettings{Restart: 15}),
			w.PutPolicySettings(domain.PolicySettings{Groups: map[string]string{"wards": "by-severity"}}),
			w.PutPerson(domain.Person{Name: "Dana", Role: domain.RoleApprove, Created: at(3)}),
			w.PutAttachment(domain.Attachment{ID: "A-1", Task: "T-1", At: at(3)}),
			w.PutVEXDecision(domain.VEXDecision{ID: "V-1", Vulnerabilities: []string{"CVE-2026-1"}, At: at(3)}),
			w.PutException(domain.Exception{ID: "01EXCEPTION", Task: "T-1", Asset: assetID, At: at(3)}),
			w.PutIdentityRule(domain.IdentityRule{Component: openssl, Product: "name/openssl", Same: true, By: "Dana", At: at(3)}),
			w.PutAssetRule(domain.AssetRule{ID: "01RULE", Asset: assetID, Signs: []domain.AssetSign{{By: domain.SignFile, Value: "lab"}}, File: "lab.list", By: "Dana", At: at(3)}),
			w.PutMatchRun(domain.MatchRun{ID: "01RUN", At: at(3), Cause: domain.RunDocuments}),
			w.PutMatchNews("01RUN", assetID, []domain.MatchNews{{Asset: assetID, Component: "c", Advisory: advisory, Vulnerabilities: []string{cve}}}),
			w.PutMatchMark(domain.MatchMark{Advisory: advisory, Asset: assetID, Vulnerability: cve, Status: domain.RemediationBegun, At: at(3)}),
			w.DeletePending("asset", assetID),
			w.AppendEvent(domain.LogEvent{At: at(3), Verb: "task.new", Subject: "T-1"}))
	}},
	{many: func(ctx context.Context, s *store.Store) error {
		return s.WriteInventory(ctx, assetID, 8, heldComponents(10)) // nobody comes to point at it
	}},
	{many: func(ctx context.Context, s *store.Store) error { return s.DropInventory(ctx, assetID, 8) }},
	{once: func(w *store.Write) error {
		if err := w.PutReceipt(domain.Receipt{ID: receiptID, Source: "bundle.zip", Started: at(2), Finished: at(4)}); err != nil {
			return err
		}
		for n := range 3 {
			if err := w.AppendReceiptFiles(receiptID, n, fileReceipts(n, 50)); err != nil {
				return err
			}
		}
		return w.PutAsset(domain.Asset{ID: assetID, Name: "PACS one", Created: at(0), Notes: noise(3, 12<<10)}) // spills
	}},
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// run does the steps that are not done yet, each counted in the transaction
// that ends it, and tells reported after each.
func run(ctx context.Context, s *store.Store, reported func(done int)) error {
	done, err := stepsDone(ctx, s)
	if err != nil {
		return err
	}
	for n, step := range steps[done:] {
		if step.many != nil {
			if err := step.many(ctx, s); err != nil {
				return err
			}
		}
		err := s.Update(ctx, func(w *store.Write) error {
			if step.once != nil {
				if err := step.once(w); err != nil {
					return err
				}
			}
			_, err := w.NextID("step")
			return err
		})
		if err != nil {
			return err
		}
		reported(done + n + 1)
	}
	return nil
}

func stepsDone(ctx context.Context, s *store.Store) (done int, err error) {
	err = s.View(ctx, func(r *store.Read) error {
		n, err := r.Counter("step")
		done = int(n)
		return err
	})
	return done, err
}

func advisoryRecord() store.AdvisoryRecord {
	return store.AdvisoryRecord{
		Advisory: advisory, Format: domain.FormatCSAF, Namespace: "https://vendor.example/psirt", ID: "VX-2026-001",
		Title: "Heap overflow", Names: []string{cve, vendorID}, Keys: []domain.PackageKey{openssl}, Received: at(2),
		Revisions: []store.RevisionRecord{{Revision: "1", Digest: digest(document), Received: at(2), Arrival: "01B"}},
	}
}

func matchRows(n int) []domain.MatchRow {
	rows := make([]domain.MatchRow, n)
	for i := range rows {
		rows[i] = domain.MatchRow{
			Advisory: advisory, Revision: "1", Statement: i, Vulnerability: cve, Status: domain.StatusAffected, Confidence: domain.Certain,
			Versions: domain.VersionSet{Kind: domain.SetOSV, Scheme: "Debian:12", Ranges: []domain.Range{{
				Type: "ECOSYSTEM", Events: []domain.Event{{Introduced: "0"}, {Fixed: fmt.Sprintf("3.0.%d-1", i)}},
			}}},
		}
	}
	return rows
}

func heldComponents(n int) []domain.Held {
	held := make([]domain.Held, n)
	for i := range held {
		held[i] = domain.Held{
			Component: domain.Component{
				ID: noise(i, 20), Key: domain.PackageKey(fmt.Sprintf("deb/debian/package-%d", i)), Name: fmt.Sprintf("package-%d", i),
				Version: fmt.Sprintf("1.%d-1", i), Place: "/usr/share/doc/" + noise(i+1, 12),
			},
			FirstSeen: at(1), Slot: "software",
		}
	}
	return held
}

func findings(n int) []domain.Finding {
	all := make([]domain.Finding, n)
	for i := range all {
		all[i] = domain.Finding{
			ID: noise(i, 40), Asset: assetID, Component: noise(i/3, 20), Key: openssl, Name: "openssl", Version: "3.0.1-1",
			Advisory: advisory, Revision: "1", Statement: i, Vulnerability: cve, Verdict: domain.Affected,
			Reason: domain.Reason{Code: domain.ReasonInRange, Params: domain.Params{"version": "3.0.1-1", "fixed": fmt.Sprint(i)}}, Confidence: domain.Certain,
		}
	}
	return all
}

func fileReceipts(chunk, n int) []domain.FileReceipt {
	files := make([]domain.FileReceipt, n)
	for i := range files {
		files[i] = domain.FileReceipt{File: fmt.Sprintf("bundle.zip!%d/%d.json", chunk, i), Format: domain.FormatCSAF, Outcome: domain.Imported, Records: 1}
	}
	return files
}
