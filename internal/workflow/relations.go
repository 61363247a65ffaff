package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// mostReports bounds the STIX bundles that are read for one picture, the newest first.
const mostReports = 100

// Relations are at most so many things that one thing touches by what affects us,
// or may: kind says what key is, an asset's id or name, a task's number, an
// advisory's key or id, a flaw's name, or a component's name; where kind is empty,
// it is the first of these that there is. Errors: NotFound.
func (d *Desk) Relations(ctx context.Context, kind domain.RelationKind, key string, most int) (domain.Relations, error) {
	var out domain.Relations
	err := d.store.View(ctx, func(r *store.Read) error {
		b := relationBuilder{desk: d, read: r, names: map[string]string{}}
		center, err := b.gather(kind, key)
		if err != nil {
			return err
		}
		if err := b.threats(); err != nil {
			return err
		}
		out = b.web.Around(center, most)
		return nil
	})
	return out, err
}

// relationBuilder gathers what hangs together.
type relationBuilder struct {
	desk  *Desk
	read  *store.Read
	web   domain.RelationWeb
	names map[string]string // the names of flaws, also by aliases, to the one they are shown by
}

func (b *relationBuilder) gather(kind domain.RelationKind, key string) (int, error) {
	if kind != "" {
		return b.from(kind, key)
	}
	for _, kind := range []domain.RelationKind{domain.RelTask, domain.RelAsset, domain.RelVulnerability, domain.RelAdvisory, domain.RelComponent} {
		center, err := b.from(kind, key)
		if err == nil || !domain.Is(err, domain.NotFound) {
			return center, err
		}
	}
	return 0, noRelations(key)
}

func noRelations(key string) error {
	return &domain.Error{Kind: domain.NotFound, Op: "find relations", Subject: key, Code: "no_relations"}
}

func (b *relationBuilder) from(kind domain.RelationKind, key string) (int, error) {
	switch kind {
	case domain.RelTask:
		return b.fromTask(strings.ToUpper(key))
	case domain.RelAsset:
		return b.fromAsset(key)
	case domain.RelAdvisory:
		return b.fromAdvisory(domain.AdvisoryKey(key))
	case domain.RelVulnerability:
		return b.fromVulnerability(key)
	case domain.RelComponent:
		return b.fromComponent(key)
	}
	return 0, noRelations(key)
}

func (b *relationBuilder) fromTask(id string) (int, error) {
	view, err := b.read.TaskView(id)
	if err != nil {
		return 0, err
	}
	center := b.task(&view)
	for t, err := range b.read.Targets(id) {
		if err != nil {
			return 0, err
		}
		a, err := b.read.Asset(t.Asset)
		if err != nil {
			return 0, err
		}
		b.web.Join(b.asset(&a), center, "", false)
		cleared := map[taskKey]bool{}
		for _, f := range t.Findings {
			cleared[taskKey{f.Component, f.Vulnerability}] = true
		}
		if err := b.findings(&a, func(f *domain.Finding) bool { return cleared[taskKey{f.Component, f.Vulnerability}] }); err != nil {
			return 0, err
		}
	}
	return center, nil
}

func (b *relationBuilder) fromAsset(ref string) (int, error) {
	a, err := assetByRef(b.read, ref)
	if err != nil {
		return 0, err
	}
	center := b.asset(&a)
	return center, b.findings(&a, func(*domain.Finding) bool { return true })
}

// fromAdvisory has the advisory with all flaws it names, and what it says of us.
func (b *relationBuilder) fromAdvisory(ref domain.AdvisoryKey) (int, error) {
	rec, err := advisoryByRef(b.read, ref)
	if err != nil {
		return 0, err
	}
	center := b.advisory(&rec)
	for _, name := range rec.Names {
		b.web.Join(center, b.vulnerability(name, nil), "", false)
	}
	return center, b.named(rec.Names, func(f *domain.Finding) bool { return f.Advisory == rec.Advisory })
}

func (b *relationBuilder) fromVulnerability(name string) (int, error) {
	group, err := b.read.Group(name)
	if err != nil {
		return 0, err
	}
	names := group.Names
	if len(names) == 0 {
		names = []string{name}
	}
	center := b.vulnerability(name, names)
	known := len(names) > 1
	err = b.named(names, func(f *domain.Finding) bool {
		if !slices.ContainsFunc(names, func(n string) bool { return f.Vulnerability == n || slices.Contains(f.Aliases, n) }) {
			return false
		}
		known = true
		return true
	})
	if err != nil {
		return 0, err
	}
	if !known { // in no finding and under no other name: is it a flaw at all?
		said, err := b.read.Facts(name, domain.SignalSTIX)
		if err != nil {
			return 0, err
		}
		_, exploited, err := b.read.KEV(name)
		if err != nil {
			return 0, err
		}
		if len(said) == 0 && !exploited && !strings.HasPrefix(name, "CVE-") {
			return 0, noRelations(name)
		}
	}
	return center, nil
}

// fromComponent has a component in all its versions, wherever it is.
func (b *relationBuilder) fromComponent(name string) (int, error) {
	center := -1
	for cur, err := range b.read.Currents() {
		if err != nil {
			return 0, err
		}
		a, err := b.read.Asset(cur.Asset)
		if err != nil {
			return 0, err
		}
		if !a.Retired.IsZero() {
			continue
		}
		err = b.findings(&a, func(f *domain.Finding) bool {
			if !strings.EqualFold(f.Name, name) && string(f.Key) != name && componentName(f) != name {
				return false
			}
			if center < 0 {
				center = b.component(f)
			}
			b.web.Join(center, b.component(f), "", false) // its other versions
			return true
		})
		if err != nil {
			return 0, err
		}
	}
	if center < 0 {
		return 0, noRelations(name)
	}
	return center, nil
}

// named goes through the assets that have findings under any of the names.
func (b *relationBuilder) named(names []string, want func(*domain.Finding) bool) error {
	var ids []string
	for _, name := range names {
		of, err := b.read.NamedAssets(name)
		if err != nil {
			return err
		}
		ids = append(ids, of...)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		a, err := b.read.Asset(id)
		if err != nil {
			return err
		}
		if err := b.findings(&a, want); err != nil {
			return err
		}
	}
	return nil
}

// findings adds what affects an asset, or may, as far as it is wanted: advisory -
// flaw - component - asset - task.
func (b *relationBuilder) findings(a *domain.Asset, want func(*domain.Finding) bool) error {
	cur, err := b.read.Current(a.ID)
	if err != nil {
		return err
	}
	finds, err := b.read.Findings(a.ID, cur.Findings)
	if err != nil {
		return err
	}
	tasks, err := taskOf(b.read, a.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(finds, compareFindings)
	for i := range finds {
		f := &finds[i]
		if f.Verdict != domain.Affected && f.Verdict != domain.CannotTell || !want(f) {
			continue
		}
		unsure := f.Verdict == domain.CannotTell
		flaw, component, asset := b.vulnerability(f.Vulnerability, f.Aliases), b.component(f), b.asset(a)
		rec, err := b.read.Advisory(f.Advisory)
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		if err == nil {
			b.web.Join(b.advisory(&rec), flaw, "", false)
		}
		b.web.Join(flaw, component, "", unsure)
		b.web.Join(component, asset, "", false)
		id, ok := tasks[taskKey{f.Component, f.Vulnerability}]
		if !ok {
			continue
		}
		view, err := b.read.TaskView(id)
		if err != nil {
			return err
		}
		b.web.Join(asset, b.task(&view), "", false)
	}
	return nil
}

func (b *relationBuilder) asset(a *domain.Asset) int {
	return b.web.Node(domain.RelAsset, a.ID, a.Name, cmp.Or(a.Role, a.Kind))
}

func (b *relationBuilder) task(t *domain.TaskView) int {
	return b.web.Node(domain.RelTask, t.ID, t.ID, t.Name+versionAfter(t.Version))
}

func versionAfter(v string) string {
	if v == "" {
		return ""
	}
	return " " + v
}

func (b *relationBuilder) advisory(rec *store.AdvisoryRecord) int {
	return b.web.Node(domain.RelAdvisory, string(rec.Advisory), rec.ID, cmp.Or(rec.Title, rec.Publisher))
}

func componentName(f *domain.Finding) string { return f.Name + versionAfter(f.Version) }

func (b *relationBuilder) component(f *domain.Finding) int {
	name := componentName(f)
	return b.web.Node(domain.RelComponent, name, cmp.Or(f.Name, string(f.Key)), f.Version)
}

// vulnerability is a flaw under the name that was first met; its aliases are the same.
func (b *relationBuilder) vulnerability(name string, aliases []string) int {
	for _, n := range append([]string{name}, aliases...) {
		if shown, ok := b.names[n]; ok {
			return b.web.Node(domain.RelVulnerability, shown, shown, "")
		}
	}
	for _, n := range append([]string{name}, aliases...) {
		b.names[n] = name
	}
	return b.web.Node(domain.RelVulnerability, name, name, "")
}

// threats adds what STIX bundles say of the flaws: the bundle, and the techniques,
// campaigns and the like it names.
func (b *relationBuilder) threats() error {
	flaws := make([]string, 0, len(b.names))
	for name := range b.names {
		flaws = append(flaws, name)
	}
	slices.Sort(flaws)
	told := false
	for _, name := range flaws {
		said, err := b.read.Facts(name, domain.SignalSTIX)
		if err != nil {
			return err
		}
		told = told || len(said) > 0
	}
	if !told {
		return nil
	}
	var reports []store.AdvisoryRecord
	for rec, err := range b.read.Advisories(domain.FormatSTIX) {
		if err != nil {
			return err
		}
		if slices.ContainsFunc(rec.Names, func(n string) bool { return b.names[n] != "" }) {
			reports = append(reports, rec)
		}
	}
	slices.SortFunc(reports, func(x, y store.AdvisoryRecord) int {
		return cmp.Or(y.Modified.Compare(x.Modified), cmp.Compare(x.Advisory, y.Advisory))
	})
	for i := range reports[:min(len(reports), mostReports)] {
		if err := b.report(&reports[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b *relationBuilder) report(rec *store.AdvisoryRecord) error {
	a, err := b.desk.decodeOriginal(b.read, rec.Revisions[len(rec.Revisions)-1].Digest, rec.Advisory)
	if err != nil {
		return err
	}
	bundle := b.advisory(rec)
	for _, name := range rec.Names {
		if b.names[name] != "" {
			b.web.Join(bundle, b.vulnerability(name, nil), "", false)
		}
	}
	for _, t := range a.Threats {
		name := strings.TrimSpace(t.ID + " " + t.Name)
		to := bundle
		if t.Vulnerability != "" {
			if b.names[t.Vulnerability] == "" {
				continue // of a flaw that is not in this picture
			}
			to = b.vulnerability(t.Vulnerability, nil)
		}
		b.web.Join(b.web.Node(domain.RelThreat, t.Sort+"|"+name, name, t.Sort), to, t.Says, false)
	}
	return nil
}
