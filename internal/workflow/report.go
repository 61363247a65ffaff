package workflow

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/report"
	"fenceline/internal/store"
	"fenceline/internal/words"
)

// ReportData builds all that a report shows, in one read. Audience is inside,
// examiner, provider or public; lines it may not see are left out and counted.
func (d *Desk) ReportData(ctx context.Context, audience string) (domain.ReportData, error) {
	var out domain.ReportData
	err := d.store.View(ctx, func(r *store.Read) error {
		status, err := d.status(r)
		if err != nil {
			return err
		}
		_, zone, err := d.settings(r)
		if err != nil {
			return err
		}
		out = domain.ReportData{Made: d.now().UTC(), By: status.Desk.Person, Program: d.program, Scope: "all", Status: status,
			To: domain.DayOf(d.now(), zone), Audience: audience}
		policies, err := r.PolicySettings()
		if err != nil {
			return err
		}
		if policy, ok := policies.Table(status.Desk.Policy); ok {
			out.PolicyVersion, out.PolicyTable = policy.Version, policy
		}
		if out.Lines, err = d.reportLines(r, zone); err != nil {
			return err
		}
		if out.CannotTell, err = cannotTell(r); err != nil {
			return err
		}
		if out.Exceptions, err = d.exceptionViews(r, true); err != nil {
			return err
		}
		if out.VEX, err = d.vexViews(r, true); err != nil {
			return err
		}
		slices.SortStableFunc(out.VEX, func(a, b domain.VEXView) int { return cmp.Compare(over(&a), over(&b)) })
		out.Policies = policiesUsed(&policies, status.Desk.Policy, out.Lines)
		if out.Unpatchable, err = d.unpatchable(r); err != nil {
			return err
		}
		if first, err := firstDay(r); err == nil && !first.At.IsZero() {
			out.From = domain.DayOf(first.At, zone)
		} else if err != nil {
			return err
		}
		minutes, err := minutesOf(r)
		if err != nil {
			return err
		}
		for i := range out.Lines {
			out.Lines[i].Minutes = minutes[out.Lines[i].Task]
		}
		out.Receipts, err = r.Receipts(50)
		return err
	})
	if err != nil {
		return out, err
	}
	if out, err = report.Filter(out, audience); err != nil {
		return out, err
	}
	zone, err := time.LoadLocation(out.Status.Desk.Zone)
	if err != nil {
		return out, err
	}
	out.Statistics = assess.Statistics(out.Lines, out.To, zone)
	return out, nil
}

// over orders what is in force before what has ended.
func over(v *domain.VEXView) int {
	if v.Ended.IsZero() {
		return 0
	}
	return 1
}

// policiesUsed are the desk's policy, then by name those of groups and those that
// judged a line and are still there.
func policiesUsed(settings *domain.PolicySettings, desk string, lines []domain.ReportLine) []domain.PolicyView {
	groups := map[string][]string{}
	for group, name := range settings.Groups {
		groups[name] = append(groups[name], group)
	}
	var out []domain.PolicyView
	for _, table := range settings.All() {
		view := domain.PolicyView{Table: table, Desk: table.Name == desk, Groups: groups[table.Name]}
		slices.Sort(view.Groups)
		judged := func(l domain.ReportLine) bool { return l.Due.Policy == table.Name && l.Due.Tier != domain.TierNone }
		if view.Desk || len(view.Groups) > 0 || slices.ContainsFunc(lines, judged) {
			out = append(out, view)
		}
	}
	slices.SortStableFunc(out, func(a, b domain.PolicyView) int {
		if a.Desk != b.Desk {
			if a.Desk {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out
}

// firstDay is the desk's first event.
func firstDay(r *store.Read) (domain.LogEvent, error) {
	for e, err := range r.Events(0, 1, false) {
		return e, err
	}
	return domain.LogEvent{}, nil
}

func (d *Desk) reportLines(r *store.Read, zone *time.Location) ([]domain.ReportLine, error) {
	var out []domain.ReportLine
	records, assets := map[domain.AdvisoryKey]store.AdvisoryRecord{}, map[string]domain.Asset{}
	scores, err := r.Scores()
	if err != nil {
		return nil, err
	}
	for view, err := range r.TaskViews() {
		if err != nil {
			return nil, err
		}
		adv, err := leading(r, records, &view.PatchTask)
		if err != nil {
			return nil, err
		}
		for t, err := range r.Targets(view.ID) {
			if err != nil {
				return nil, err
			}
			a, known := assets[t.Asset]
			if !known {
				if a, err = r.Asset(t.Asset); err != nil {
					return nil, err
				}
				assets[t.Asset] = a
			}
			line := reportLine(&view, &t, &a, adv, zone)
			if t.Exception != "" {
				e, err := r.Exception(t.Exception)
				if err != nil {
					return nil, err
				}
				line.Exception = words.Exception(&e, zone)
			}
			if line.EPSS, err = scoreText(scores, line.CVEs); err != nil {
				return nil, err
			}
			out = append(out, line)
		}
	}
	slices.SortFunc(out, func(a, b domain.ReportLine) int {
		done := func(l domain.ReportLine) int {
			if l.State.Done() {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(done(a), done(b)), cmp.Compare(a.Due.Tier.Rank(), b.Due.Tier.Rank()), cmp.Compare(a.Due.Date, b.Due.Date),
			cmp.Compare(len(a.Task), len(b.Task)), cmp.Compare(a.Task, b.Task), cmp.Compare(a.Asset, b.Asset))
	})
	return out, nil
}

// advisories of one task, put together for its report lines.
type leadingAdvisory struct {
	ids, publishers, revisions []string
	score                      float64
	source                     string
	tlp                        domain.TLP
}

// leading collects the advisories of a task: their ids, the highest score, and
// the most restricted label.
func leading(r *store.Read, cache map[domain.AdvisoryKey]store.AdvisoryRecord, t *domain.PatchTask) (leadingAdvisory, error) {
	out := leadingAdvisory{tlp: domain.TLPClear}
	for _, key := range t.Advisories {
		rec, ok := cache[key]
		if !ok {
			var err error
			if rec, err = r.Advisory(key); domain.Is(err, domain.NotFound) {
				continue
			} else if err != nil {
				return out, err
			}
			cache[key] = rec
		}
		out.ids = append(out.ids, rec.ID)
		publisher := cmp.Or(rec.Publisher, rec.Namespace) // databases name no publisher in each record
		out.publishers = append(out.publishers, publisher)
		out.revisions = append(out.revisions, rec.Revisions[len(rec.Revisions)-1].Revision)
		if rec.Score > out.score {
			out.score, out.source = rec.Score, publisher
		}
		label := rec.TLP
		if label == domain.TLPUnlabelled && (rec.Format == domain.FormatOSV || rec.Format == domain.FormatCVE) {
			label = domain.TLPClear
		}
		if label.Rank() > out.tlp.Rank() {
			out.tlp = label
		}
	}
	return out, nil
}

func reportLine(v *domain.TaskView, t *domain.Target, a *domain.Asset, adv leadingAdvisory, zone *time.Location) domain.ReportLine {
	line := domain.ReportLine{Task: v.ID, Fix: words.Fix(v.PatchTask), Advisory: strings.Join(adv.ids, ", "),
		Publisher: strings.Join(unique(adv.publishers), ", "), Revision: strings.Join(adv.revisions, ", "),
		Asset: a.Name, Owner: a.Owner, Criticality: a.Criticality, Exposure: a.Exposed().Value, KEV: t.Due.Fact(domain.FactKEV) == "yes",
		Score: domain.Score{Base: adv.score, Source: adv.source}, Due: t.Due, Detected: t.Detected, State: t.State,
		Before: t.Before, DaysToFix: -1, OnTime: "open", TLP: adv.tlp}
	line.Closed, line.Approved, line.Change, line.Tested, line.Person = t.Closed, v.Approved, v.Change, v.Tested, cmp.Or(t.Person, v.PatchTask.Owner)
	if t.Claimed.Value == domain.Yes {
		line.Installed = t.Claimed.At
	}
	if t.Dismissed != nil {
		line.Dismissed = words.Dismissal(t.Dismissed, zone)
	}
	for _, f := range t.Findings {
		line.CVEs = append(line.CVEs, f.Vulnerability)
	}
	slices.SortFunc(line.CVEs, assess.CompareNames)
	line.CVEs = slices.Compact(line.CVEs)
	if v.Kind == domain.FixMitigation {
		line.Mitigation = "mitigation only"
	}
	if n := len(t.Evidence); n > 0 {
		last := t.Evidence[n-1]
		line.Verified, line.After = &last, last.Seen
	}
	line.DaysToFix, line.OnTime = tookAndOnTime(t, zone)
	line.Moved = t.Moved()
	return line
}

// tookAndOnTime is how many days a target took and whether it kept its day; -1 and
// "open" where nothing proved it yet.
func tookAndOnTime(t *domain.Target, zone *time.Location) (days int, kept string) {
	if t.State != domain.StateVerified || t.Closed.IsZero() {
		return -1, "open"
	}
	return int(t.Closed.Sub(t.Detected).Hours() / 24), onTime(t, zone)
}

// onTime compares the day of the evidence with the due date.
func onTime(t *domain.Target, zone *time.Location) string {
	if t.Due.Date == "" || t.Due.Date >= domain.DayOf(t.Closed, zone) {
		return "yes"
	}
	return "no"
}

func unique(all []string) []string {
	out := slices.Clone(all)
	slices.Sort(out)
	return slices.Compact(out)
}

// cannotTell lists the findings that nobody can decide yet.
func cannotTell(r *store.Read) ([]domain.FindingView, error) {
	var out []domain.FindingView
	assets, err := assetsByName(r, "")
	if err != nil {
		return nil, err
	}
	scores, err := r.Scores()
	if err != nil {
		return nil, err
	}
	for _, a := range assets {
		cur, err := r.Current(a.ID)
		if err != nil {
			return nil, err
		}
		if cur.Verdicts[domain.CannotTell] == 0 {
			continue
		}
		finds, err := r.Findings(a.ID, cur.Findings)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(finds, compareFindings)
		for i := range finds {
			if finds[i].Verdict != domain.CannotTell {
				continue
			}
			view, err := findingView(r, scores, &finds[i], a.Name)
			if err != nil {
				return nil, err
			}
			view.Mentions = nil // labels of their own, which no audience was asked about
			out = append(out, view)
		}
	}
	return out, nil
}

// Formats of a report.
const (
	ReportPDF  = "pdf"
	ReportHTML = "html"
	ReportXLSX = "xlsx"
	ReportCSV  = "csv"
	ReportJSON = "json"
)

// ExportReport builds a report and writes it in one step. Format is pdf, html,
// xlsx, csv or json, told from the file's name where empty. Errors: Invalid (format,
// audience), and as [Destination.Write].
func (d *Desk) ExportReport(ctx context.Context, format, audience string, to Destination) error {
	write, err := reportWriter(format, to.Path)
	if err != nil {
		return err
	}
	if err := to.Check(d.folder); err != nil { // before the work
		return err
	}
	if audience == "" {
		audience = "inside"
	}
	data, err := d.ReportData(ctx, audience)
	if err != nil {
		return err
	}
	return to.Write(d.folder, func(w io.Writer) error { return write(w, data) })
}

// previewRows is how much a preview shows of each table.
const previewRows = 12

// ReportPreview is what a report would say to an audience, its tables by their
// first rows. Errors: Invalid (audience).
func (d *Desk) ReportPreview(ctx context.Context, audience string) (domain.ReportPreview, error) {
	data, err := d.ReportData(ctx, audience)
	if err != nil {
		return domain.ReportPreview{}, err
	}
	return report.Preview(data, previewRows), nil
}

func reportWriter(format, path string) (func(io.Writer, domain.ReportData) error, error) {
	if format == "" {
		if at := strings.LastIndexByte(path, '.'); at >= 0 { // standard output has none
			format = strings.ToLower(path[at+1:])
		}
	}
	switch format {
	case ReportPDF:
		return report.PDF, nil
	case ReportXLSX:
		return report.XLSX, nil
	case ReportHTML, "htm":
		return report.HTML, nil
	case ReportCSV:
		return report.CSV, nil
	case ReportJSON:
		return report.JSON, nil
	}
	return nil, &domain.Error{Kind: domain.Invalid, Op: "write report", Subject: path, Code: "report_format", Params: domain.Params{"format": format}}
}
